// The contract in a runtime that is a program of its own.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { copyContract, itKeepsContract, itSendsNoViolation, useSandbox } from "./suite.js";
import { installTarball } from "./tarball.js";

/** The folder of the programs that npm has installed. */
export const BIN = fileURLToPath(new URL("../../node_modules/.bin/", import.meta.url));
const TIMEOUT_MS = 60_000;

/**
 * @typedef {object} Runtime
 * @property {string} name
 * @property {string} id Begins the names of its project and of its worlds.
 * @property {string} program Its path.
 * @property {(address: string) => string[]} [flags] Arguments before the script; `address` is the
 *   sandbox's host and port.
 * @property {(project: string) => Record<string, string>} [env]
 * @property {string} [entry] The name of both clients' entries.
 * @property {RegExp} [without] Files of the package that the project lacks.
 */

/** @param {Runtime} runtime */
export function describeRuntime({
  name,
  id,
  program,
  flags = () => [],
  env = () => ({}),
  entry = "node.js",
  without = /^$/,
}) {
  describe(`the tarball in ${name}`, () => {
    const { project, installed, remove } = installTarball(id);
    const sandbox = useSandbox();

    /** @param {string} script @param {string[]} args */
    const run = (script, ...args) => {
      const all = [...flags(new URL(sandbox().url).host), script, ...args];
      return output(program, all, { cwd: project, env: env(project) });
    };

    /** @type {{ text: string, errors: string, exit: string }} */
    let result;
    before(
      async () => {
        copyContract(project);
        for (const file of readdirSync(installed).filter((each) => without.test(each))) {
          rmSync(join(installed, file));
        }
        result = await run("contract/run-all.js", `${sandbox().url}/world/${id}-`);
      },
      { timeout: TIMEOUT_MS + 10_000 },
    );
    after(remove);

    it(`imports the entries ${entry}`, async () => {
      const script = `for (const name of ["pressone-esim", "pressone-esim/partner"]) {
        console.log(import.meta.resolve(name));
      }\n`;
      writeFileSync(join(project, "resolve.js"), script);
      const { text, errors, exit } = await run("resolve.js");
      assert.equal(exit, "exit 0", errors);
      const found = text
        .trim()
        .split(/\r?\n/)
        .map((url) => fileURLToPath(url));
      assert.deepEqual(found, [join(installed, entry), join(installed, "partner", entry)]);
    });

    itKeepsContract(sandbox, id, (caseName) => {
      const lines = result.text.split("\n").filter(Boolean);
      const line = lines.map((text) => JSON.parse(text)).find((each) => each.name === caseName);
      assert.ok(line, `the case did not run (${result.exit}): ${result.errors}`);
      assert.equal(line.failure, null, line.failure);
    });

    it("exits by itself, without errors or warnings", () => {
      const { exit, errors } = result;
      assert.deepEqual({ exit, errors }, { exit: "exit 0", errors: "" });
    });

    itSendsNoViolation(sandbox);
  });
}

/**
 * Returns the output and the exit of a program. `spawnSync` would block the sandbox, which is in this
 * process.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd: string, env: Record<string, string> }} options
 * @returns {Promise<{ text: string, errors: string, exit: string }>}
 */
function output(program, args, { cwd, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, NO_COLOR: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: TIMEOUT_MS,
      killSignal: "SIGKILL",
    });
    let [text, errors] = ["", ""];
    child.stdout.setEncoding("utf8").on("data", (part) => {
      text += part;
    });
    child.stderr.setEncoding("utf8").on("data", (part) => {
      errors += part;
    });
    child.on("error", reject);
    child.on("close", (code, signal) =>
      resolve({ text, errors, exit: signal ? `killed by ${signal}` : `exit ${code}` }),
    );
  });
}
