// A folder with stand-ins for the programs that set-up runs.

import { spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

const TOOLS = new URL("../../pkg-template/tools/", import.meta.url);

/**
 * Makes a folder that a test removes at its end.
 *
 * @param {import("node:test").TestContext} t
 */
export function makeFolder(t) {
  const folder = mkdtempSync(join(tmpdir(), "pressone-setup-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Calls a function of a tool in a process of its own, which finds no programs but the stand-ins.
 *
 * @param {string} folder
 * @param {string} call such as `rust.mjs: installRust()`
 * @param {Record<string, string>} programs scripts of the shell, by their names
 * @returns {{ status: number | null, printed: string, calls: string[] }} with the calls of the stand-ins
 */
export function callTool(folder, call, programs) {
  const bin = join(folder, "bin");
  const log = join(folder, "calls");
  mkdirSync(bin);
  for (const [name, script] of Object.entries(programs)) {
    const path = join(bin, name);
    writeFileSync(path, `#!/bin/sh\necho "${name} $*" >> "${log}"\n${script}\n`);
    chmodSync(path, 0o755);
  }
  const [file = "", expression = ""] = call.split(": ");
  const [name] = expression.split("(");
  const source = `import { ${name} } from "${new URL(file, TOOLS)}"; await ${expression};`;
  const { RUSTUP_TOOLCHAIN: _, ...env } = process.env;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", source],
    {
      cwd: folder,
      env: { ...env, PATH: bin, XDG_CACHE_HOME: join(folder, "cache") },
      encoding: "utf8",
    },
  );
  const calls = existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [];
  return { status, printed: `${stdout}${stderr}`, calls };
}
