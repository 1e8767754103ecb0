// The example `deno`.
import { describeShop } from "./shop.js";

describeShop("deno", { start: ["deno", "task", "start"], env: { DENO_NO_UPDATE_CHECK: "1" } });
