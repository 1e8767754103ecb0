// The example `cloudflare-worker`, in wrangler's local mode.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeShop } from "./shop.js";

describeShop("cloudflare-worker", {
  start: ["npm", "run", "dev", "--", "--ip", "localhost", "--port", "<port>"],
  hasWebhook: true,
  timer: "/__scheduled?cron=*+*+*+*+*",
  env: {
    // Otherwise wrangler asks a registry for updates, and Cloudflare for the place of a request.
    WRANGLER_HIDE_BANNER: "true",
    WRANGLER_SEND_METRICS: "false",
    NODE_ENV: "test",
  },
  prepare: (folder, env) => {
    const lines = Object.entries(env).map(([name, value]) => `${name}=${value}\n`);
    writeFileSync(join(folder, ".dev.vars"), lines.join(""));
  },
});
