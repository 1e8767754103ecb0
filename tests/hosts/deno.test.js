// The packed tarball in Deno, with permission for the sandbox's address, and for the project's files or not.
import { join } from "node:path";
import { BIN, describeRuntime } from "./runtime.js";

for (const reads of [false, true]) {
  describeRuntime({
    name: reads ? "Deno that may read files" : "Deno",
    id: "deno",
    program: join(BIN, "deno"),
    flags: (address) => [
      "run",
      "--no-prompt",
      "--no-lock",
      "--no-remote",
      "--cached-only",
      `--allow-net=${address}`,
      ...(reads ? ["--allow-read=."] : []),
    ],
    // Deno's cache is deleted with the project, and Deno looks for no update.
    env: (project) => ({ DENO_DIR: join(project, "deno"), DENO_NO_UPDATE_CHECK: "1" }),
    // Which of its forms the module is loaded from depends on the permission.
    without: reads ? /_text\.js$/ : /\.wasm$/,
  });
}
