// The seller in Node, Deno or Bun: begins at a word on its standard input, prints its address, and
// ends with whoever started it.
import { once } from "node:events";
import { createServer } from "node:http";
import process from "node:process";
import * as gateway from "../../../../pkg/gateway/index.js";
import * as esim from "../../../../pkg/node.js";
import { folderStorage } from "./folder-storage.js";
import { deskOf, shopOf } from "./shop.js";
import { stepping } from "./stepping.js";

const { folder, control, ...where } = JSON.parse(process.argv[2] ?? "");
process.stdin.once("close", () => process.exit());
process.stdin.once("end", () => process.exit());
await once(process.stdin, "data");

const storage = stepping(folderStorage(folder), control);
const serve = deskOf(shopOf({ esim, gateway, storage }, where));
const server = createServer(async (incoming, outgoing) => {
  let body = "";
  for await (const part of incoming.setEncoding("utf8")) body += part;
  const answer = await serve(
    new Request(`http://127.0.0.1${incoming.url}`, { method: "POST", body }),
  );
  outgoing.writeHead(answer.status).end(await answer.text());
});
server.listen(0, "127.0.0.1", () => {
  const address = server.address();
  if (address && typeof address === "object") console.log(`http://127.0.0.1:${address.port}`);
});
