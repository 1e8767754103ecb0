// The example `sveltekit`, built for its Node adapter.
import { describeShop } from "./shop.js";

describeShop("sveltekit", { build: [["npm", "run", "build"]], env: { ORIGIN: "<url>" } });
