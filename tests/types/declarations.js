// The declarations that the build generates, in a form that two builds can be compared by.
import { readFileSync } from "node:fs";
import ts from "typescript-5";

/** @param {ts.Statement} statement */
const name = (statement) => /** @type {{ name?: ts.Identifier }} */ (statement).name?.text ?? "";

/**
 * Returns the declarations of a file, sorted by name, without comments.
 *
 * @param {string} path
 */
export function declarations(path) {
  const source = ts.createSourceFile(path, readFileSync(path, "utf8"), ts.ScriptTarget.ES2022);
  const printer = ts.createPrinter({ removeComments: true });
  return [...source.statements]
    .sort((a, b) => (name(a) < name(b) ? -1 : 1))
    .map((statement) => printer.printNode(ts.EmitHint.Unspecified, statement, source))
    .join("\n\n")
    .concat("\n");
}
