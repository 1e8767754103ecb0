// The seller in Node, Deno or Bun. It starts when its standard input receives a line, and prints its
// address. It ends with its parent process.
import { once } from "node:events";
import { createServer } from "node:http";
import process from "node:process";
import * as gateway from "../../../../pkg/gateway/index.js";
import * as page from "../../../../pkg/node.js";
import * as partner from "../../../../pkg/partner/node.js";
import { folderStore } from "./folder-store.js";
import { createHandler } from "./handler.js";
import { withKillPoints } from "./kill-points.js";
import { createShop } from "./shop.js";

const { folder, killUrl, access } = JSON.parse(process.argv[2] ?? "");
process.stdin.once("close", () => process.exit());
process.stdin.once("end", () => process.exit());
await once(process.stdin, "data");

const store = withKillPoints(folderStore(folder), killUrl);
const handle = createHandler(createShop({ page, partner, gateway, store }, access));
const server = createServer(async (incoming, outgoing) => {
  let body = "";
  for await (const part of incoming.setEncoding("utf8")) body += part;
  const url = `http://127.0.0.1${incoming.url}`;
  const answer = await handle(new Request(url, { method: "POST", body }));
  outgoing.writeHead(answer.status).end(await answer.text());
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address && typeof address === "object") console.log(`http://127.0.0.1:${address.port}`);
});
