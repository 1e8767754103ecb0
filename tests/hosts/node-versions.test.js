// The packed tarball in other versions of Node, and in this one with the condition of bundlers for pages, which some
// test runners set.
import process from "node:process";
import { nodeOf, VERSIONS } from "../../pkg-template/tools/nodes.mjs";
import { describeRuntime } from "./runtime.js";

for (const version of VERSIONS) {
  const program = await nodeOf(version);
  describeRuntime({ name: `Node ${version}`, id: `node-${version}`, program });
}

describeRuntime({
  name: "Node with the condition browser",
  id: "node-browser",
  program: process.execPath,
  flags: () => ["--conditions=browser"],
  entry: "web.js",
});
