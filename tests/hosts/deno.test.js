// The packed tarball in Deno, with permission for the sandbox's address only.
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
  // Deno's cache is deleted with the project, and Deno looks for no update.
  env: (project) => ({ DENO_DIR: join(project, "deno"), DENO_NO_UPDATE_CHECK: "1" }),
});
