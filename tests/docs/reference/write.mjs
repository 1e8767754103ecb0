/**
 * Writes the API reference from the types of the built package: one page of Markdown per entry. Its argument
 * is the folder, by default that of the package. `npm ci` in this folder installs TypeDoc.
 */
import { readFileSync, rmSync } from "node:fs";
import process from "node:process";
import { fileURLToPath } from "node:url";
import { Application, Converter } from "typedoc";

const PACKAGE = fileURLToPath(new URL("../../../pkg/", import.meta.url));
/** The entries of the package. The variants of a client have the same types. */
const manifest = JSON.parse(readFileSync(`${PACKAGE}package.json`, "utf8"));
const entries = Object.entries(manifest.exports).flatMap(([name, { types }]) =>
  !types || /inline$|\.wasm$/.test(name) ? [] : [`${PACKAGE}${types}`],
);

const folder =
  process.argv[2] ?? fileURLToPath(new URL("../../../pkg-template/package/api/", import.meta.url));
rmSync(folder, { recursive: true, force: true });

const app = await Application.bootstrapWithPlugins({
  plugin: ["typedoc-plugin-markdown"],
  entryPoints: entries,
  basePath: PACKAGE,
  tsconfig: fileURLToPath(new URL("tsconfig.json", import.meta.url)),
  readme: "none",
  disableSources: true,
  excludeInternal: true,
  excludePrivate: true,
  excludeExternals: true,
  treatWarningsAsErrors: true,
  sort: ["source-order"],
  // Options of the plugin.
  outputs: [{ name: "markdown", path: folder }],
  outputFileStrategy: "modules",
  hideBreadcrumbs: true,
  hidePageHeader: true,
  parametersFormat: "table",
  interfacePropertiesFormat: "table",
  typeDeclarationFormat: "table",
  enumMembersFormat: "table",
  useCodeBlocks: true,
});
// A class's page lists its own members. The members of its parent have their place there.
app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
  for (const member of Object.values(project.reflections)) {
    if ("inheritedFrom" in member && member.inheritedFrom) project.removeReflection(member);
  }
});
const project = await app.convert();
if (!project) throw new Error("the types could not be converted");
await app.generateOutputs(project);
if (app.logger.hasErrors() || app.logger.hasWarnings()) process.exitCode = 1;
