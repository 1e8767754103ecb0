// The types that the package exports are those that wasm-bindgen generates from the crate.
import assert from "node:assert/strict";
import { test } from "node:test";
import { fileURLToPath } from "node:url";
import ts from "typescript-5";
import { typeExports } from "../../pkg-template/tools/type-exports.mjs";

const [INDEX, GENERATED] = ["index.d.ts", "pressone_esim.d.ts"].map((name) =>
  fileURLToPath(new URL(`../../pkg/${name}`, import.meta.url)),
);

test("the package exports every type of the API", () => {
  const files = [INDEX ?? "", GENERATED ?? ""];
  // Names are all that is looked at, so no library is needed.
  const program = ts.createProgram(files, {
    module: ts.ModuleKind.NodeNext,
    noLib: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const [exported = [], generated = []] = files.map((file) => {
    const source = program.getSourceFile(file);
    const symbol = source && checker.getSymbolAtLocation(source);
    assert.ok(symbol, `${file} is no module`);
    return checker.getExportsOfModule(symbol).map((each) => {
      const { flags } = each.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(each) : each;
      return { name: each.name, isType: (flags & ts.SymbolFlags.Type) !== 0 };
    });
  });
  const types = generated.filter(({ isType }) => isType).map(({ name }) => name);
  // The others are for loading the module, which `createClient` does.
  const api = types.filter((name) => !/^(Sync)?Init(Input|Output)$/.test(name));
  assert.ok(api.includes("Client") && api.length > 10, `found ${api}`);
  assert.deepEqual(
    api.filter((name) => !exported.some((each) => each.isType && each.name === name)),
    [],
  );
});

test("an export that the build does not know ends the build", () => {
  assert.match(typeExports("export interface A {}\nexport type B = A;\n"), /^ {2}A,\n {2}B,$/m);
  assert.throws(() => typeExports("export enum A {}\n"), /unknown form: export enum A/);
  assert.throws(() => typeExports("export { A };\n"), /unknown form/);
});
