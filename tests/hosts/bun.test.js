// The packed tarball in Bun.
import { describeRuntime } from "./runtime.js";

// Without the flag Bun downloads packages that are not installed.
describeRuntime({ name: "Bun", program: "bun", flags: () => ["--no-install"] });
