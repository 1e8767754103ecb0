// The example `astro`, built for its Node adapter.
import { describeShop } from "./shop.js";

describeShop("astro", {
  build: [["npm", "run", "build"]],
  env: { ASTRO_TELEMETRY_DISABLED: "1" },
});
