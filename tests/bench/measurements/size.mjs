// The bytes that a page loads to make its first call, and those of the client for servers.
import { checkBudget } from "../budget.mjs";
import { fetchAlone, handWritten, partner, pressoneEsim, serde } from "../contestants/list.mjs";
import { formatCount, formatRatio } from "../format.js";
import { buildPage, transferSize } from "../pages.mjs";

/** Not in the npm registry. The figure is of its repository's own build command and esbuild. */
const CELITECH = { name: "Celitech's SDK 2.0.2, measured elsewhere", gzip: 22_200 };

/** @typedef {ReturnType<typeof transferSize>} Sizes */

/** The rows of a client's module, scripts and total. @param {string} name @param {Sizes} sizes */
const partsOf = (name, { module, script, total }) =>
  Object.entries({ module, JavaScript: script, total }).map(([part, { raw, gzip, brotli }]) => [
    `${name}, ${part}`,
    ...[raw, gzip, brotli],
  ]);

/** @param {string} name @param {Sizes} sizes */
const headlineOf = (name, { module, script, total }) =>
  `${name} module ${formatCount(module.raw)} raw, ${formatCount(module.gzip)} gzip -9, ` +
  `JavaScript ${formatCount(script.gzip)}, total ${formatCount(total.gzip)}`;

/** @type {import("../types.js").Measurement} */
export const measurement = {
  title: "what a page loads to make its first call",
  async run({ log }) {
    /** @type {Record<string, Sizes>} */
    const figures = {};
    for (const { name, file } of [pressoneEsim, partner, ...handWritten, serde, fetchAlone]) {
      const { folder, warnings } = await buildPage(file);
      for (const line of warnings) log(`${name}: ${line}`);
      figures[name] = transferSize(folder);
    }
    const { [pressoneEsim.name]: page, [partner.name]: server, ...others } = figures;
    if (!page || !server) throw new Error("the package was not built");
    const rows = Object.entries({ [pressoneEsim.name]: page, ...others })
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
        formatRatio(page.total.gzip / gzip),
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
          title: "Bytes of the package's clients",
          columns: ["", "raw", "gzip -9", "brotli 11"],
          rows: [...partsOf(pressoneEsim.name, page), ...partsOf(partner.name, server)],
          note: "A server loads pressone-esim/partner. Its JavaScript contains the store in memory.",
        },
      ],
      checks: [
        checkBudget("size: all that a page loads to make its first call, gzip -9", page.total.gzip),
        checkBudget(
          "size: the partner client's module with its JavaScript, gzip -9",
          server.total.gzip,
        ),
      ],
      headline: [headlineOf(pressoneEsim.name, page), headlineOf(partner.name, server)].join("; "),
      figures,
    };
  },
};
