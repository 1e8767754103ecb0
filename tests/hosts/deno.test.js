// The packed tarball in Deno, which may read the module and reach the sandbox, and nothing else.
import { tmpdir } from "node:os";
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
  env: { DENO_DIR: join(tmpdir(), "pressone-esim-deno"), DENO_NO_UPDATE_CHECK: "1" },
});
