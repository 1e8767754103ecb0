// Writes the gateway's OpenAPI description into the package: `node pkg-template/openapi/write.mjs`.
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describeGateway } from "./description.mjs";

const FILE = fileURLToPath(new URL("../package/gateway/openapi.json", import.meta.url));

writeFileSync(FILE, `${JSON.stringify(describeGateway(), null, 2)}\n`);
execFileSync("npx", ["biome", "format", "--write", FILE], { stdio: "inherit" });
