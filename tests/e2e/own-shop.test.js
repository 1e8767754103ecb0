/** A shop that the commands of www/README.md make from a copy. */
import assert from "node:assert/strict";
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import process from "node:process";
import { createInterface } from "node:readline";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import english from "../../www/messages/en.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const README = readFileSync(`${ROOT}www/README.md`, "utf8");
const [, commands = ""] = /## Your own shop\n.*?```sh\n(.*?)```/s.exec(README) ?? [];
const lines = commands.trim().split("\n");
const INSTALL = /^npm install (.*)$/;
const packages = lines.flatMap((line) => INSTALL.exec(line)?.[1]?.split(" ") ?? []);
const start = lines.at(-1)?.split(" ") ?? [];
/** The packages that only the build of the Rust crate needs. */
const OF_THE_CRATE = ["binaryen", "esbuild"];

test("the commands install what the storefront needs", () => {
  const { dependencies } = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8"));
  const needed = Object.keys(dependencies).filter((name) => !OF_THE_CRATE.includes(name));
  assert.deepEqual([...packages].sort(), ["pressone-esim", ...needed].sort());
});

/** Does what `npm install` does, with the packages of this repository. @param {string} shop */
function install(shop) {
  for (const name of packages) {
    const place = `${shop}/node_modules/${name}`;
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(name === "pressone-esim" ? `${ROOT}pkg` : `${ROOT}node_modules/${name}`, place);
  }
  cpSync(`${ROOT}package-lock.json`, `${shop}/package-lock.json`);
}

test("the commands build a page and serve it, without the rest of the repository", async (t) => {
  const shop = mkdtempSync(join(tmpdir(), "my-shop-"));
  t.after(() => rmSync(shop, { recursive: true, force: true }));
  const run = { cwd: shop, env: { ...process.env, REPO: ROOT, PORT: "0" } };
  for (const line of lines.slice(0, -1)) {
    if (!INSTALL.test(line)) execFileSync("sh", ["-ec", line], run);
  }
  install(shop);
  const server = spawn(start[0] ?? "", start.slice(1), {
    ...run,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(server, "exit");
  t.after(async () => {
    server.kill("SIGTERM");
    await ended;
  });
  const [line] = await Promise.race([
    once(createInterface({ input: server.stdout }), "line"),
    ended.then(([code]) => [`the shop ended with ${code}`]),
  ]);
  const origin = /http:\/\/[\d.:]+/.exec(line)?.[0];
  assert.ok(origin, line);
  const page = await fetch(origin);
  assert.match(await page.text(), /<title>/);
  assert.ok(readdirSync(`${shop}/target/site/assets`).some((file) => file.endsWith(".wasm")));
  const cookie = String(page.headers.get("Set-Cookie")).split(";")[0] ?? "";
  const api = await fetch(`${origin}/api/pressone/customer/v2/orders`, { headers: { cookie } });
  assert.equal(api.status, 200);
});

test("the README names each file that has the sample's name or address", () => {
  const [, table = ""] = /\n(\| to change.*?)\n\n/s.exec(README) ?? [];
  const files = readdirSync(`${ROOT}www`, { recursive: true, encoding: "utf8" })
    .filter(
      (path) => /\.(?:jsx?|mjs|css|html|svg|jsonc)$/.test(path) && !path.startsWith("examples"),
    )
    .filter((path) => /petrel/i.test(readFileSync(`${ROOT}www/${path}`, "utf8")))
    .map((path) => path.replace(/^messages\/.*/, "messages"));
  assert.ok(files.includes("messages"));
  for (const file of files) assert.ok(table.includes(`\`${file}\``), `${file} has the name`);
  const [address = "no address"] = /[\w.]+@[\w.]+\w/.exec(english["receipt.seller"]) ?? [];
  assert.ok(table.includes(address), address);
});
