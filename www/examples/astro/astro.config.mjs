import node from "@astrojs/node";
import { defineConfig } from "astro/config";

export default defineConfig({
  output: "server",
  adapter: node({ mode: "standalone" }),
  // Small scripts stay files, because the policy allows no inline script.
  vite: { build: { assetsInlineLimit: 0 } },
});
