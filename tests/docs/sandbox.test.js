/** The sandbox's README and declarations say what the sandbox has, and the README's code runs. */
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { BUSINESS_CODES } from "../../pkg-template/package/sandbox/core/errors.js";
import { createSettings } from "../../pkg-template/package/sandbox/core/settings.js";
import { EMAILS, ESIMS } from "../../pkg-template/package/sandbox/data/examples.js";
import { ENDPOINTS, PRODUCTS } from "../../pkg-template/package/sandbox/description/index.js";
import * as sandbox from "../../pkg-template/package/sandbox/index.js";
import { codeBlocks, importModules } from "./program.js";

const FOLDER = "pkg-template/package/sandbox";
const README = `${FOLDER}/README.md`;
const read = (/** @type {string} */ file) =>
  readFileSync(new URL(`../../${file}`, import.meta.url), "utf8");
const readme = read(README);
const declarations = read(`${FOLDER}/index.d.ts`);

/** The cells of the table under a heading, without its head. @param {string} heading @param {number} [index] */
function table(heading, index = 0) {
  const section = readme.split(`\n## ${heading}\n`)[1]?.split("\n## ")[0] ?? "";
  const rows =
    section
      .match(/(?:^\|.*\n)+/gm)
      ?.[index]?.trim()
      .split("\n") ?? [];
  return rows.slice(2).map((row) =>
    row
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

/** @param {unknown} text */
const code = (text) => `\`${text}\``;

/** The texts of a union type. @param {string} name */
const union = (name) => {
  const [, body = ""] = new RegExp(`^export type ${name} =([^;]*);`, "m").exec(declarations) ?? [];
  return [...body.matchAll(/"([^"]+)"/g)].map(([, text]) => text);
};

test("the README lists every eSIM, fault, shape and setting", () => {
  assert.deepEqual(
    table("eSIMs"),
    ESIMS.map(({ name, iccid, about }) => [code(name), iccid, about]),
  );
  const MOMENTS = { before: "before", after: "after", either: "before; after with `after: true`" };
  assert.deepEqual(
    table("Faults"),
    sandbox.FAULT_KINDS.map(({ kind, moment, description }) => [
      code(kind),
      MOMENTS[moment],
      description,
    ]),
  );
  assert.deepEqual(
    table("Shapes"),
    sandbox.SHAPES.map(({ key, values, description }) => [
      code(key),
      values.map(code).join(", "),
      description,
    ]),
  );
  const settings = Object.entries(createSettings().current);
  assert.deepEqual(
    table("Options", 1).map(([name, , value]) => [name, value]),
    settings.map(([name, value]) => [code(name), String(value)]),
  );
  for (const businessCode of BUSINESS_CODES) {
    assert.match(readme, new RegExp(`^- \`error\` takes[^-]*\\b${businessCode} `, "m"));
  }
});

test("the README lists every member and control", () => {
  const own = sandbox.createSandbox();
  const members = table("In process")
    .map(([names = ""]) => names)
    .join();
  // The parts for servers and validators.
  const inside = ["handle", "validation"];
  for (const name of Object.keys(own)) {
    assert.ok(inside.includes(name) || members.includes(`\`${name}`), name);
  }
  const controls = [...read(`${FOLDER}/core/control.js`).matchAll(/^ {2}"(\w+) ([\w./]+)":/gm)];
  assert.ok(controls.length > 15);
  const listed = table("Over HTTP")
    .map(([control]) => control)
    .join();
  for (const [, method = "", name = ""] of controls) {
    const row = method === "GET" ? `\`${name}\`` : `${method} __sandbox/${name}`;
    assert.ok(listed.replace("`GET __sandbox/", "`").includes(row), `${method} ${name}`);
  }
});

test("the declarations name every endpoint, fault, shape and example", () => {
  assert.deepEqual(union("Endpoint").sort(), [...ENDPOINTS].sort());
  assert.deepEqual(union("FaultTarget"), [...Object.keys(PRODUCTS), "*"]);
  assert.deepEqual(
    union("FaultName"),
    sandbox.FAULT_KINDS.map(({ kind }) => kind),
  );
  assert.deepEqual(union("Preset"), Object.keys(sandbox.PRESETS));
  assert.deepEqual(
    union("EsimName"),
    ESIMS.map(({ name }) => name),
  );
  assert.deepEqual(union("SubscriberName"), Object.keys(EMAILS));
  const [, shapes = ""] = /^export type Shapes = \{\n(.*?)^\};/ms.exec(declarations) ?? [];
  const values = (/** @type {string} */ text) => text.split(" | ").map((each) => JSON.parse(each));
  assert.deepEqual(
    [...shapes.matchAll(/^ {2}(\w+)\?: (.+);$/gm)].map(([, key, text = ""]) => [key, values(text)]),
    sandbox.SHAPES.map(({ key, values }) => [key, values]),
  );
});

test("the module exports what the declarations export", () => {
  const names = declarations.matchAll(/^export (?:const|function) (\w+)/gm);
  assert.deepEqual([...names].map(([, name]) => name).sort(), Object.keys(sandbox).sort());
});

test("the README's code runs, with the results in its comments", async () => {
  const blocks = codeBlocks(README);
  const inProcess = [...(blocks.get("In process") ?? []), ...(blocks.get("New eSIMs") ?? [])];
  const overHttp = blocks.get("Over HTTP") ?? [];
  const [start = ""] = codeBlocks("README.md").get("The first call") ?? [];
  assert.equal(inProcess.length + overHttp.length, [...blocks.values()].flat().length);
  /** @type {unknown[][]} */
  const printed = [];
  Object.assign(globalThis, {
    print: (/** @type {unknown[]} */ ...values) => printed.push(values),
  });
  const exported = `${inProcess.join("")}export { pressone, sandbox };\n`;
  const [first] = await importModules("sandbox", {
    "in-process.js": exported.replaceAll("console.log(", "print("),
    "over-http.js": `${overHttp.join("")}export { other };\n`,
    "start.js": start.replace("console.log(", "print("),
  });
  /** @type {any} */
  const tried = first;
  // The order of the modules' output is open.
  const isFirstCall = (/** @type {unknown[]} */ [text]) => String(text).endsWith(" USD");
  assert.match(String(printed.find(isFirstCall)), /^\d{8}-\d+: .+ for [\d.]+ USD$/);
  const others = printed.filter((values) => !isFirstCall(values));
  assert.equal(others[0]?.[1], 245.5);
  assert.deepEqual([others[1], others[2]], [[2], [548]]);
  assert.deepEqual(tried.sandbox.violations, []);
  // The sandbox would answer a second request for the history after its clock was moved.
  const history = `${tried.sandbox.baseUrl}/customer/v2/sims/${sandbox.ICCIDS.active}/packages`;
  const authorization = tried.sandbox.requests.at(-1).headers.authorization;
  const headers = { accept: "application/json", authorization };
  assert.equal((await tried.sandbox.fetch(history, { headers })).status, 200);
  assert.equal((await tried.sandbox.fetch(history, { headers })).status, 429);
});
