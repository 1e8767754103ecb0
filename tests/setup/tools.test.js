/** The tools that set-up installs into the cache, with stand-ins for npm and Cargo. */
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { callTool, makeFolder } from "./project.js";

test("the newer Node is there when its installation has ended", (t) => {
  const older = 'Object.defineProperty(process, "versions", { value:{ node:"20.19.0" } })';
  const print = '.then((path) => import("node:fs").then((fs) => console.log(fs.existsSync(path))))';
  const npm = `
    /bin/sleep 0.2
    folder="$6/node_modules/\${7%@*}/bin"
    /bin/mkdir -p "$folder"
    : > "$folder/node"`;
  const call = `nodes.mjs: newerNode(${older})${print}`;
  const { status, printed } = callTool(makeFolder(t), call, { npm });
  assert.equal(status, 0, printed);
  assert.match(printed, /installing Node [\d.]+: done in .*\ntrue\n$/);
});

const cargo = 'case "$*" in *--locked*) echo "the mirror lacks a version"; exit 101;; esac';
/** @param {string} source */
const install = (source) =>
  `cargo-tools.mjs: install({ name:"tool-1", program:"tool", source:[${source}] }, { quiet:true })`;

test("a tool is compiled again without its lock file, and the first error is printed", (t) => {
  const { status, printed, calls } = callTool(makeFolder(t), install('"tool"'), { cargo });
  assert.equal(status, 0, printed);
  assert.equal(calls.length, 2);
  assert.match(printed, /the mirror lacks a version\n+trying again without the lock file/);
});

test("a tool of the repository is compiled with its lock file alone", (t) => {
  const source = '"--path", "tool"';
  const { status, printed, calls } = callTool(makeFolder(t), install(source), { cargo });
  assert.equal(status, 1);
  assert.equal(calls.length, 1);
  assert.match(printed, /the mirror lacks a version/);
});

/** A Python whose environment has a pip that runs this script. @param {string} pip */
const python = (pip) => `
  /bin/mkdir -p "$4/bin"
  /bin/cat > "$4/bin/python3" <<END
#!/bin/sh
${pip}
END
  /bin/chmod 755 "$4/bin/python3"`;
const schemathesis = "schemathesis.mjs: installSchemathesis()";

test("Schemathesis is installed with the pip of an environment of its own", (t) => {
  const python3 = python(`echo "$4"; : > "$(/usr/bin/dirname "$0")/schemathesis"`);
  const { status, printed, calls } = callTool(makeFolder(t), schemathesis, { python3 });
  assert.equal(status, 0, printed);
  assert.equal(calls.length, 1);
  assert.match(printed, /installing Schemathesis \(once\): done/);
});

test("an installation of Schemathesis that fails leaves nothing", (t) => {
  const folder = makeFolder(t);
  const { status, printed } = callTool(folder, schemathesis, { python3: python("exit 1") });
  assert.equal(status, 1);
  assert.match(printed, /set SCHEMATHESIS to its path/);
  assert.deepEqual(readdirSync(join(folder, "cache", "pressone-esim")), []);
});

test("a Python that cannot make environments is completed from Debian's packages", (t) => {
  const env = 'case "$*" in *python3-venv*) echo "no such package"; exit 1;; esac';
  const programs = { python3: "exit 1", env, sudo: env };
  const { status, printed, calls } = callTool(makeFolder(t), schemathesis, programs);
  assert.equal(status, 1);
  assert.match(printed, /trying again with Debian's Python/);
  assert.match(calls.at(-1) ?? "", /apt-get .*install .*python3-venv$/);
});
