// The contract on a runtime that is a program of its own.
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { copyFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { startSandbox } from "../sandbox/server.js";
import { contract, nothingWasForbidden } from "./contract.js";
import { installTarball } from "./tarball.js";

const HERE = fileURLToPath(new URL("./", import.meta.url));
const BIN = fileURLToPath(new URL("../../node_modules/.bin/", import.meta.url));
const LIMIT_MS = 60_000;

/**
 * @typedef {object} Runtime
 * @property {string} name
 * @property {string} program of node_modules/.bin
 * @property {(address: string) => string[]} flags before the script; the sandbox's host and port
 * @property {(project: string) => Record<string, string>} [env]
 */

/** @param {Runtime} runtime */
export function describeRuntime({ name, program, flags, env = () => ({}) }) {
  describe(`the tarball in ${name}`, () => {
    const tarball = installTarball(program);
    const installed = join(tarball.project, "node_modules/pressone-esim");
    /** @type {Awaited<ReturnType<typeof startSandbox>>} */
    let sandbox;

    /** @param {string} script @param {string[]} args */
    const run = (script, ...args) => {
      const all = [...flags(new URL(sandbox.url).host), script, ...args];
      return output(join(BIN, program), all, { cwd: tarball.project, env: env(tarball.project) });
    };

    /** @type {{ text: string, errors: string, ended: string }} */
    let ran;
    before(
      async () => {
        sandbox = await startSandbox({ port: 0 });
        for (const file of ["contract.js", "every-case.js"]) {
          copyFileSync(join(HERE, file), join(tarball.project, file));
        }
        ran = await run("every-case.js", `${sandbox.url}/world/${program}-`);
      },
      { timeout: LIMIT_MS + 10_000 },
    );
    after(async () => {
      await sandbox.close();
      tarball.remove();
    });

    it("takes the entry for servers", async () => {
      const script = 'console.log(import.meta.resolve("pressone-esim"));\n';
      writeFileSync(join(tarball.project, "where.js"), script);
      const { text, errors, ended } = await run("where.js");
      assert.equal(ended, "exit 0", errors);
      assert.equal(fileURLToPath(text.trim()), join(installed, "node.js"));
    });

    for (const name of Object.keys(contract)) {
      it(name, () => {
        const lines = ran.text.split("\n").filter(Boolean);
        const result = lines.map((line) => JSON.parse(line)).find((each) => each.name === name);
        assert.ok(result, `was not run (${ran.ended}): ${ran.errors}`);
        assert.equal(result.failure, null, result.failure);
      });
    }

    it("ends by itself and complains of nothing", () => {
      assert.deepEqual({ ended: ran.ended, errors: ran.errors }, { ended: "exit 0", errors: "" });
    });

    it("sent nothing that the documentation does not allow", () =>
      nothingWasForbidden(sandbox.url));
  });
}

/**
 * What a program prints, and how it ended. The sandbox is in this process, which therefore must not
 * wait for it with `spawnSync`.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {{ cwd: string, env: Record<string, string> }} options
 * @returns {Promise<{ text: string, errors: string, ended: string }>}
 */
function output(program, args, { cwd, env }) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, NO_COLOR: "1", ...env },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: LIMIT_MS,
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
      resolve({ text, errors, ended: signal ? `killed by ${signal}` : `exit ${code}` }),
    );
  });
}
