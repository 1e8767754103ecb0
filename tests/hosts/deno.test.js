// The packed tarball in Deno, which may read the module and reach the sandbox, and nothing else.
import { join } from "node:path";
import { describeRuntime } from "./runtime.js";

describeRuntime({
  name: "Deno",
  program: "deno",
  flags: ({ installed, address }) => [
    "run",
    "--no-prompt",
    "--no-lock",
    "--no-remote",
    "--cached-only",
    `--allow-net=${address}`,
    `--allow-read=${join(installed, "pressone_esim_bg.wasm")}`,
  ],
  // Leaves nothing behind, and asks nobody for a newer Deno.
  env: (project) => ({ DENO_DIR: join(project, "deno"), DENO_NO_UPDATE_CHECK: "1" }),
});
