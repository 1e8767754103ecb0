// How much a page loads to make its first call.
import { launch } from "./browser.mjs";
import { held } from "./budget.mjs";
import { contestants, floor, ours, upstream, ZOD, ZOD_NAMED } from "./contestants/list.mjs";
import { buildPage, transferSize } from "./pages.mjs";
import { startServer } from "./server.mjs";
import { times } from "./show.mjs";

/** Not in the npm registry: built from its repository with its own command, and with esbuild. */
const CELITECH = { name: "Celitech's SDK 2.0.2, measured elsewhere", gzip: 22_200 };

/**
 * What becomes of the upstream's SDK in a page.
 *
 * @returns {Promise<string>}
 */
async function inPage() {
  const server = await startServer();
  const browser = await launch();
  try {
    const page = await browser.newPage();
    await page.goto(`${server.url}/empty.html`);
    return await page.evaluate(async () => {
      const entry = "/pages/airalo-sdk/entry.js";
      return await import(entry).then(
        ({ Airalo }) => {
          try {
            new Airalo({ client_id: "a", client_secret: "b" });
            return "runs";
          } catch (error) {
            return String(error);
          }
        },
        (error) => String(error),
      );
    });
  } finally {
    await browser.close();
    await server.close();
  }
}

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
    const built = await buildPage(upstream.file);
    const names = built.said.flatMap((line) => /Module "([^"]+)"/.exec(line)?.[1] ?? []);
    const without = [...new Set(names)].sort();
    const stubbed = transferSize(built.folder);
    const fate = await inPage();
    const gzip = figures[ours.name]?.gzip ?? Number.NaN;
    const rows = Object.entries(figures)
      .map(([name, size]) => [name, size.raw, size.gzip, size.brotli, times(gzip / size.gzip)])
      .concat([
        [CELITECH.name, "–", CELITECH.gzip, "–", times(gzip / CELITECH.gzip)],
        [
          `${upstream.name}, does not run`,
          ...[stubbed.raw, stubbed.gzip, stubbed.brotli, times(gzip / stubbed.gzip)],
        ],
      ])
      .sort((a, b) => Number(a[2]) - Number(b[2]));
    const same = figures[ZOD]?.raw === figures[ZOD_NAMED]?.raw;
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
            `${same ? "Vite makes the same of both zod imports: what their rows differ by below is noise. " : ""}` +
            `airalo-sdk is no rival in a page: Vite leaves out ${without.join(", ")} ("externalized for browser compatibility"), ` +
            `so that its size is that of the rest, and in Chromium it ends with "${fate}".`,
        },
      ],
      checks: [held("size: all that a page loads, gzip -9", "wasm and JavaScript", gzip)],
      figures,
    };
  },
};
