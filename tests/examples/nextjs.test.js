// The example `nextjs`, with both slash rules of Next.js.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describeShop } from "./shop.js";

describeShop("nextjs", { build: [["npm", "run", "build"]], hasWebhook: true });

describeShop("nextjs", {
  title: "nextjs with trailingSlash: true",
  build: [["npm", "run", "build"]],
  hasWebhook: true,
  prepare: (folder) =>
    writeFileSync(join(folder, "next.config.js"), "export default { trailingSlash: true };\n"),
});
