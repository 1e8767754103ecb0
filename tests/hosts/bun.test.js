// The packed tarball in Bun.
import { join } from "node:path";
import { BIN, describeRuntime } from "./runtime.js";

// Without the flag Bun downloads packages that are not installed.
describeRuntime({
  name: "Bun",
  id: "bun",
  program: join(BIN, "bun"),
  flags: () => ["--no-install"],
});
