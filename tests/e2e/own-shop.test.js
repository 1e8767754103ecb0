/** A copy of the storefront in a folder of its own, as www/README.md says. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
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

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const [, commands = ""] =
  /## Your own shop\n.*?```sh\n(.*?)```/s.exec(readFileSync(`${ROOT}www/README.md`, "utf8")) ?? [];
const packages = [...commands.matchAll(/^npm install (.*)$/gm)].flatMap(([, names = ""]) =>
  names.split(" "),
);
/** What the repository installs for the Rust crate, and not for the storefront. */
const OF_THE_CRATE = ["binaryen", "esbuild"];

test("the commands install what the storefront needs", () => {
  const { dependencies } = JSON.parse(readFileSync(`${ROOT}package.json`, "utf8"));
  const needed = Object.keys(dependencies).filter((name) => !OF_THE_CRATE.includes(name));
  assert.deepEqual([...packages].sort(), ["pressone-esim", ...needed].sort());
});

test("a copy builds its page and serves it, without the rest of the repository", async (t) => {
  const shop = mkdtempSync(join(tmpdir(), "my-shop-"));
  t.after(() => rmSync(shop, { recursive: true, force: true }));
  cpSync(`${ROOT}www`, `${shop}/www`, { recursive: true });
  for (const name of ["package.json", "package-lock.json"]) cpSync(ROOT + name, join(shop, name));
  for (const name of packages) {
    const place = `${shop}/node_modules/${name}`;
    mkdirSync(dirname(place), { recursive: true });
    symlinkSync(name === "pressone-esim" ? `${ROOT}pkg` : `${ROOT}node_modules/${name}`, place);
  }
  symlinkSync("node_modules/pressone-esim", `${shop}/pkg`);
  const server = spawn(process.execPath, ["www/server/node.mjs"], {
    cwd: shop,
    env: { ...process.env, PORT: "0" },
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
