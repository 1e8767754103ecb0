// The bytes that a page loads to make its first call.
import { checkBudget } from "../budget.mjs";
import { contestants, fetchAlone, pressoneEsim } from "../contestants/list.mjs";
import { formatCount, formatRatio } from "../format.js";
import { buildPage, transferSize } from "../pages.mjs";

/** Not in the npm registry. The figure is of its repository's own build command and esbuild. */
const CELITECH = { name: "Celitech's SDK 2.0.2, measured elsewhere", gzip: 22_200 };

/** @type {import("../types.js").Measurement} */
export const measurement = {
  title: "what a page loads to make its first call",
  async run({ log }) {
    /** @type {Record<string, ReturnType<typeof transferSize>>} */
    const figures = {};
    for (const { name, file } of [...contestants, fetchAlone]) {
      const { folder, warnings } = await buildPage(file);
      for (const line of warnings) log(`${name}: ${line}`);
      figures[name] = transferSize(folder);
    }
    const size = figures[pressoneEsim.name];
    if (!size) throw new Error("the package was not built");
    const { module, script, total } = size;
    const rows = Object.entries(figures)
      .map(
        ([
          name,
          {
            total: { raw, gzip, brotli },
          },
        ]) => ({ name, raw, gzip, brotli }),
      )
      .concat(/** @type {any} */ ({ ...CELITECH, raw: null, brotli: null }))
      .sort((a, b) => a.gzip - b.gzip)
      .map(({ name, raw, gzip, brotli }) => [
        name,
        ...[raw, gzip, brotli],
        formatRatio(total.gzip / gzip),
      ]);
    return {
      tables: [
        {
          title: "Bytes, of the JavaScript and the WebAssembly together",
          columns: ["", "raw", "gzip -9", "brotli 11", "pressone-esim in gzip"],
          rows,
          note:
            "Built by Vite. Each file is compressed by itself, as it travels. " +
            "Celitech's SDK is not in the npm registry; its figure was measured elsewhere, from its source, with esbuild. " +
            "airalo-sdk, the upstream's own, is not in the table: it imports six modules of Node and does not run in a page.",
        },
        {
          title: "Bytes of pressone-esim",
          columns: ["", "raw", "gzip -9", "brotli 11"],
          rows: Object.entries({ module, JavaScript: script, total }).map(([name, part]) => [
            name,
            ...[part.raw, part.gzip, part.brotli],
          ]),
        },
      ],
      checks: [
        checkBudget("size: all that a page loads, gzip -9", "module and JavaScript", total.gzip),
      ],
      headline:
        `module ${formatCount(module.raw)} raw, ${formatCount(module.gzip)} gzip -9; ` +
        `JavaScript ${formatCount(script.gzip)}; total ${formatCount(total.gzip)}`,
      figures,
    };
  },
};
