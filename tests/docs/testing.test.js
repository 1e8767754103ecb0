/** The tests of TESTING.md, run from the packed tarball by the programs that the document names. */
import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { after, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { installTarball } from "../hosts/tarball.js";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const DOCUMENT = join(ROOT, "pkg-template/package/sandbox/TESTING.md");
const BOUND = { timeout: 300_000 };
const VITEST = join(ROOT, "node_modules/vitest/vitest.mjs");
const JEST = join(ROOT, "node_modules/jest/bin/jest.js");
const JEST_ENV = { NODE_OPTIONS: "--experimental-vm-modules" };

/** The JavaScript blocks by the file that the line above names. A file may have several. */
function readBlocks() {
  const text = readFileSync(DOCUMENT, "utf8");
  /** @type {Map<string, string[]>} */
  const blocks = new Map();
  for (const [, file = "", code = ""] of text.matchAll(
    /^`([^`\n]+)`[^\n]*:\n\n```js\n(.*?)^```$/gms,
  )) {
    blocks.set(file, [...(blocks.get(file) ?? []), code]);
  }
  const count = text.match(/^```js$/gm)?.length ?? 0;
  assert.equal([...blocks.values()].flat().length, count, "each block has a file");
  return blocks;
}

/** The environment without the mark of the outer test runner. */
const { NODE_TEST_CONTEXT: _, ...outerEnv } = process.env;

describe("the tests of TESTING.md", () => {
  const { project, remove } = installTarball("testing");
  const blocks = readBlocks();
  /** The blocks that no test has taken. */
  const unused = new Set(
    [...blocks].flatMap(([file, codes]) => codes.map((_, index) => `${file} ${index}`)),
  );
  /** @param {string} file @param {number} [index] */
  const block = (file, index = 0) => {
    const code = blocks.get(file)?.[index];
    assert.ok(code, `the document has no ${file}`);
    unused.delete(`${file} ${index}`);
    return code;
  };
  after(() => {
    remove();
    assert.deepEqual([...unused], [], "each block is run");
  });

  /** Replaces the files of the last test. @param {Record<string, string>} files */
  function write(files) {
    for (const folder of ["src", "test"])
      rmSync(join(project, folder), { recursive: true, force: true });
    for (const name of ["jest.config.js", "vitest.config.js"])
      rmSync(join(project, name), { force: true });
    for (const [file, text] of Object.entries(files)) {
      mkdirSync(dirname(join(project, file)), { recursive: true });
      writeFileSync(join(project, file), text);
    }
  }

  /** The test of the page with another beginning. @param {string} beginning */
  const pageTest = (beginning) => {
    const code = block("test/buy-button.test.js");
    const changed = code.replace(/^.*?from "vitest";\n/s, () => block(beginning));
    assert.notEqual(changed, code);
    return changed;
  };

  /** @param {string[]} files */
  const filesOf = (...files) => Object.fromEntries(files.map((file) => [file, block(file)]));

  const server = () => filesOf("src/top-up.js", "test/top-up.test.js");
  const page = () => filesOf("src/buy-button.js", "test/shop-server.js");
  const forJest = (/** @type {string} */ text) => text.replace('"vitest"', '"@jest/globals"');

  /** @param {string[]} args @param {Record<string, string>} [env] @returns {Promise<string>} What it printed. */
  function run(args, env = {}) {
    return new Promise((resolve, reject) => {
      const child = spawn(process.execPath, args, {
        cwd: project,
        env: {
          ...outerEnv,
          NO_COLOR: "1",
          FORCE_COLOR: "0",
          CI: "1",
          ...env,
        },
        stdio: ["ignore", "pipe", "pipe"],
        timeout: 240_000,
        killSignal: "SIGKILL",
      });
      let text = "";
      for (const stream of [child.stdout, child.stderr]) {
        stream.setEncoding("utf8").on("data", (part) => {
          text += part;
        });
      }
      child.on("error", reject);
      child.on("close", (code, signal) => {
        if (code === 0) resolve(text);
        else reject(new Error(`${args.join(" ")}: ${signal ?? code}\n${text}`));
      });
    });
  }

  const runVitest = () => run([VITEST, "run"]);
  const runJest = () => run([JEST], JEST_ENV);
  /** @param {string} text @param {number} count */
  const assertVitest = (text, count) =>
    assert.match(text, new RegExp(`Tests +${count} passed \\(`));
  /** @param {string} text @param {number} count */
  function assertJest(text, count) {
    assert.match(text, new RegExp(`Tests: +${count} passed, ${count} total`));
    assert.doesNotMatch(text, /did not exit/);
  }

  it("server code in vitest", BOUND, async () => {
    write(server());
    assertVitest(await runVitest(), 3);
  });

  it("server code in Jest", BOUND, async () => {
    const { "test/top-up.test.js": test = "", ...others } = server();
    write({
      ...others,
      "jest.config.js": block("jest.config.js"),
      "test/top-up.test.js": forJest(test),
    });
    assertJest(await runJest(), 3);
  });

  it("server code and errors in node:test", BOUND, async () => {
    write(filesOf("src/top-up.js", "test/top-up.node-test.js", "test/errors.node-test.js"));
    const files = ["test/top-up.node-test.js", "test/errors.node-test.js"];
    assert.match(await run(["--test", ...files]), /pass 2\n/);
  });

  it("page code in vitest's jsdom and happy-dom", BOUND, async () => {
    write({
      ...page(),
      ...filesOf("vitest.config.js", "test/buy-button.test.js"),
      "test/happy-dom.test.js": pageTest("test/buy-button.happy-dom.js"),
    });
    assertVitest(await runVitest(), 4);
  });

  it("page and server code in Jest, with jsdom", BOUND, async () => {
    const { "test/top-up.test.js": test = "", ...others } = server();
    write({
      ...page(),
      ...others,
      ...filesOf("test/jsdom-with-fetch.js"),
      "jest.config.js": block("jest.config.js", 1),
      "test/top-up.test.js": forJest(test),
      "test/buy-button.test.js": pageTest("test/buy-button.jest.js"),
    });
    assertJest(await runJest(), 5);
  });

  it("all files of the document together, in vitest and in node:test", BOUND, async () => {
    const vitest = [
      "src/top-up.js",
      "src/buy-button.js",
      "vitest.config.js",
      "test/shop-server.js",
    ];
    const tests = ["test/top-up.test.js", "test/buy-button.test.js"];
    const nodeTests = ["test/top-up.node-test.js", "test/errors.node-test.js"];
    write(filesOf(...vitest, ...tests, ...nodeTests));
    assertVitest(await runVitest(), 5);
    assert.match(await run(["--test", ...nodeTests]), /pass 2\n/);
  });

  it("the document names what is installed", () => {
    const text = readFileSync(DOCUMENT, "utf8");
    const { type } = JSON.parse(readFileSync(join(project, "package.json"), "utf8"));
    assert.ok(text.includes(`"type": "${type}"`), type);
    for (const name of [
      "vitest",
      "jsdom",
      "happy-dom",
      "jest",
      "@jest/globals",
      "jest-environment-jsdom",
    ]) {
      assert.match(text, new RegExp(`npm install -D .*${name}\\b`), name);
    }
  });

  for (const environment of ["jsdom", "happy-dom"]) {
    it(`a partner client is refused in ${environment}`, BOUND, async () => {
      const { "test/top-up.test.js": test = "", ...others } = server();
      write({ ...others, "test/top-up.test.js": `// @vitest-environment ${environment}\n${test}` });
      await assert.rejects(runVitest(), /ConfigurationError/);
    });
  }

  it("a shop that orders twice fails the tests", BOUND, async () => {
    const { "src/top-up.js": code = "", ...others } = server();
    const broken = code.replace("reference, iccid", "iccid");
    assert.notEqual(broken, code);
    write({ ...others, "src/top-up.js": broken });
    await assert.rejects(runVitest(), /one payment makes one order/);
  });
});
