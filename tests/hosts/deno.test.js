// The packed tarball in Deno, which may reach the sandbox, and nothing else.
import { join } from "node:path";
import { describeRuntime } from "./runtime.js";

describeRuntime({
  name: "Deno",
  program: "deno",
  flags: (address) => [
    "run",
    "--no-prompt",
    "--no-lock",
    "--no-remote",
    "--cached-only",
    `--allow-net=${address}`,
  ],
  // Leaves nothing behind, and asks nobody for a newer Deno.
  env: (project) => ({ DENO_DIR: join(project, "deno"), DENO_NO_UPDATE_CHECK: "1" }),
});
