// The example `nextjs`, with both slash rules of Next.js. The second build reuses what the first one compiled.
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { useExample } from "./example.js";
import { describeShop } from "./shop.js";

const copy = useExample("nextjs");
for (const trailingSlash of [false, true]) {
  describeShop("nextjs", {
    title: `nextjs${trailingSlash ? " with trailingSlash: true" : ""}`,
    copy,
    build: [["npm", "run", "build"]],
    hasWebhook: true,
    prepare: (folder) => {
      const experimental = { turbopackFileSystemCacheForBuild: true };
      const config = JSON.stringify({ experimental, trailingSlash });
      writeFileSync(join(folder, "next.config.js"), `export default ${config};\n`);
    },
  });
}
