// Every code block of every document for users agrees with the package's types.
import assert from "node:assert/strict";
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript-5";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const PRELUDES = fileURLToPath(new URL("preludes/", import.meta.url));
const LANGUAGES = { js: "js", ts: "ts", mjs: "mjs", jsx: "jsx", tsx: "tsx" };

/** Its blocks are whole files, which testing.test.js runs. */
const RUN_AS_FILES = "pkg-template/package/sandbox/TESTING.md";

/** The documents for users. Those of the tests are for maintainers. Each block also runs, in the test of its document. */
const DOCUMENTS = [
  "README.md",
  ...readdirSync(join(ROOT, "pkg-template/package"), { recursive: true })
    .map((path) => `pkg-template/package/${path}`)
    .filter((path) => path.endsWith(".md") && !path.includes("package/api/"))
    .filter((path) => path !== RUN_AS_FILES)
    .sort(),
];

/** @type {ts.CompilerOptions} */
const SETTINGS = {
  strict: true,
  // A block has no annotations.
  noImplicitAny: false,
  useUnknownInCatchVariables: false,
  allowJs: true,
  checkJs: true,
  noEmit: true,
  skipLibCheck: true,
  target: ts.ScriptTarget.ES2022,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  moduleDetection: ts.ModuleDetectionKind.Force,
  lib: ["lib.es2022.d.ts", "lib.dom.d.ts", "lib.dom.iterable.d.ts"],
  types: ["node"],
  typeRoots: [join(ROOT, "node_modules/@types")],
};

/** @param {string} document @returns {{ line: number, language: string, code: string }[]} */
function blocksOf(document) {
  const text = readFileSync(join(ROOT, document), "utf8");
  return [...text.matchAll(/^```(\w+)\n(.*?)^```$/gms)].flatMap(
    ({ 1: language = "", 2: code = "", index }) =>
      language in LANGUAGES
        ? [{ line: text.slice(0, index).split("\n").length + 1, language, code }]
        : [],
  );
}

/**
 * Checks the blocks of a document as modules of one folder, in which the built package is installed. The
 * document's prelude declares the names that a reader fills in.
 *
 * @param {string} document
 * @param {string} prelude
 * @returns {string[]} the problems, with their lines in the document
 */
function check(document, prelude) {
  const folder = join(ROOT, "target/docs/types", document.replaceAll("/", "-"));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, "node_modules"), { recursive: true });
  cpSync(join(ROOT, "pkg"), join(folder, "node_modules/pressone-esim"), { recursive: true });
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
  writeFileSync(join(folder, "prelude.d.ts"), prelude);
  const files = blocksOf(document).map(({ line, language, code }) => {
    const path = join(folder, `line-${line}.${language}`);
    writeFileSync(path, code);
    return path;
  });
  const program = ts.createProgram([...files, join(folder, "prelude.d.ts")], SETTINGS);
  return ts.getPreEmitDiagnostics(program).map(({ file, start, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, " ");
    const first = Number(/line-(\d+)/.exec(file?.fileName ?? "")?.[1] ?? 0);
    const { line } = file?.getLineAndCharacterOfPosition(start ?? 0) ?? { line: 0 };
    return `${document}:${first + line}: ${text}`;
  });
}

for (const document of DOCUMENTS.filter((path) => blocksOf(path).length > 0)) {
  test(`the code of ${document} agrees with the types`, () => {
    const path = join(
      PRELUDES,
      `${document.replace("pkg-template/package/", "").replaceAll("/", "-")}.d.ts`,
    );
    assert.ok(existsSync(path), `${path} declares the names that the blocks use`);
    assert.deepEqual(check(document, readFileSync(path, "utf8")), []);
  });
}

test("a block with a mistake is found", () => {
  const prelude = 'declare const pressone: import("pressone-esim").Client;';
  const folder = join(ROOT, "target/docs");
  mkdirSync(folder, { recursive: true });
  const document = "target/docs/mistake.md";
  writeFileSync(
    join(ROOT, document),
    "# A\n\n```js\nawait pressone.getTopupPackage(iccid);\n```\n",
  );
  const problems = check(document, prelude);
  assert.equal(problems.length, 2);
  assert.match(problems[0] ?? "", /mistake\.md:4: .*getTopupPackage/);
});
