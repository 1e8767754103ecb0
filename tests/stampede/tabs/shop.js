// A shop in this process: its page, the gateway, and a clock that a test sets forward.
import { readFile } from "node:fs/promises";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { createGateway } from "../../../pkg/gateway/index.js";
import { nodeHandler } from "../../../pkg/gateway/node.js";
import { createClient } from "../../../pkg/partner/node.js";
import { memoryStore } from "../../../pkg/stores/memory.js";
import { listen } from "../../../pkg-template/package/sandbox/node-http.js";
import { startSandbox } from "../../sandbox/server.js";
import { advance, aheadMs, installClock } from "../shared/clock.js";

const PKG = fileURLToPath(new URL("../../../pkg/", import.meta.url));
const STAMPEDE = fileURLToPath(new URL("../", import.meta.url));
const TYPES = { js: "text/javascript", wasm: "application/wasm" };
const SECRET = "a secret of the tests' own, and long enough";

installClock();

/** The page's clock is as far ahead as that of the shop. @param {number} ahead */
const page = (ahead) => `<!doctype html><title>Stampede</title>
<script>const now = Date.now; Date.now = () => now() + ${ahead};</script>
<script type="module" src="/stampede/tabs/page.js"></script>`;

/** @param {string} path */
async function fileOf(path) {
  if (path.startsWith("/pkg/")) return readFile(PKG + path.slice("/pkg/".length));
  if (path.startsWith("/stampede/")) return readFile(STAMPEDE + path.slice("/stampede/".length));
  throw new Error(`no such file: ${path}`);
}

/** @param {number} timeoutMs of the partner client's calls */
export async function openShop(timeoutMs) {
  const pressone = await startSandbox();
  const { sandbox } = pressone;
  const partner = createClient({
    ...{ baseUrl: pressone.url, credentials: sandbox.credentials, secret: SECRET },
    ...{ store: memoryStore(), timeoutMs },
  });
  const gateway = createGateway({
    partner: () => partner,
    basePath: "/api",
    limit: { requests: 100_000, windowMs: 60_000 },
    authorize: () => ({ id: "ada" }),
    ownsEsim: () => true,
    onEvent() {},
    onError() {},
  });
  const handle = nodeHandler(gateway);
  const server = createServer(async (request, response) => {
    const path = (request.url ?? "").split("?")[0] ?? "";
    if (path.startsWith("/api/")) return handle(request, response);
    if (path === "/") return response.setHeader("Content-Type", "text/html").end(page(aheadMs()));
    try {
      const type = TYPES[/** @type {keyof typeof TYPES} */ (path.split(".").at(-1))];
      response.setHeader("Content-Type", type).end(await fileOf(path));
    } catch {
      response.writeHead(404).end();
    }
  });
  const { url, close } = await listen(server);
  return {
    sandbox,
    url,
    advance,
    async end() {
      await close();
      await pressone.close();
    },
  };
}
