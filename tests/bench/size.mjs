// How much a page loads to make its first call.
import { held } from "./budget.mjs";
import { contestants, floor, ours } from "./contestants/list.mjs";
import { buildPage, transferSize } from "./pages.mjs";
import { times } from "./show.mjs";

/** Not in the npm registry: built from its repository with its own command, and with esbuild. */
const CELITECH = { name: "Celitech's SDK 2.0.2, measured elsewhere", gzip: 22_200 };

/** @type {import("./types.js").Measurement} */
export const measurement = {
  name: "size",
  what: "what a page loads to make its first call",
  async run({ log }) {
    /** @type {Record<string, ReturnType<typeof transferSize>>} */
    const figures = {};
    for (const { name, file } of [...contestants, floor]) {
      const { folder, said } = await buildPage(file);
      for (const line of said) log(`${name}: ${line}`);
      figures[name] = transferSize(folder);
    }
    const gzip = figures[ours.name]?.gzip ?? Number.NaN;
    const rows = Object.entries(figures)
      .map(([name, size]) => [name, size.raw, size.gzip, size.brotli, times(gzip / size.gzip)])
      .concat([[CELITECH.name, "–", CELITECH.gzip, "–", times(gzip / CELITECH.gzip)]])
      .sort((a, b) => Number(a[2]) - Number(b[2]));
    const wasm = figures[ours.name]?.wasm ?? 0;
    return {
      tables: [
        {
          title: "Bytes, of the JavaScript and the WebAssembly together",
          columns: ["", "raw", "gzip -9", "brotli 11", "ours in gzip"],
          rows,
          note:
            `Built by Vite, file by file as they travel. Of the package's gzip bytes ${wasm.toLocaleString("en-US")} are the module. ` +
            "Celitech's SDK is not in the npm registry; its figure was measured elsewhere, from its source, with esbuild. " +
            "airalo-sdk, the upstream's own, is no rival: it imports six modules of Node's and does not run in a page.",
        },
      ],
      checks: [held("size: all that a page loads, gzip -9", "wasm and JavaScript", gzip)],
      figures,
    };
  },
};
