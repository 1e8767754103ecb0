// The packed tarball in Bun.
import { describeRuntime } from "./runtime.js";

// Bun would fetch a package that is not installed.
describeRuntime({ name: "Bun", program: "bun", flags: () => ["--no-install"] });
