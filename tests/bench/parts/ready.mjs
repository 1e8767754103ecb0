// `node tests/bench/parts/ready.mjs [processes]`: the parts of the time until the partner client is ready in Node.
// Each sample is a process of its own. Prints the CPU time of each part, because a busy machine does not change it.
import { execFileSync } from "node:child_process";
import process from "node:process";
import { fileURLToPath } from "node:url";

const PKG = new URL("../../../pkg/", import.meta.url).href;
const FILE = fileURLToPath(import.meta.url);

/** @typedef {[part: string, ms: number][]} Sample */

/** Measures this process. */
async function sample() {
  /** @type {Sample} */
  const parts = [];
  let last = process.cpuUsage();
  const mark = (/** @type {string} */ part) => {
    const { user, system } = process.cpuUsage(last);
    parts.push([part, (user + system) / 1000]);
    last = process.cpuUsage();
  };
  /** Marks the end of a constructor. @template {new (...args: any[]) => any} T @param {T} original @param {string} before @param {string} part @returns {T} */
  const marked = (original, before, part) =>
    new Proxy(original, {
      construct(target, args) {
        mark(before);
        const made = new target(...args);
        mark(part);
        return made;
      },
    });
  const { Module, Instance } = WebAssembly;
  WebAssembly.Module = marked(Module, "reading the module", "compiling the module");
  WebAssembly.Instance = marked(Instance, "its imports", "its instance");
  await import(`${PKG}error-classes.js`);
  mark("first import, with the error classes");
  await import(`${PKG}pressone_esim_partner.js`);
  mark("import of the module's script");
  const { createClient } = await import(`${PKG}partner/node.js`);
  mark("import of the entry");
  const credentials = { client_id: "id", client_secret: "secret" };
  await createClient({ baseUrl: "http://127.0.0.1:1", credentials });
  mark("checking the options, making the client");
  console.log(JSON.stringify(parts));
}

/** @param {number} processes */
function report(processes) {
  /** @type {Sample[]} */
  const samples = Array.from({ length: processes }, () =>
    JSON.parse(execFileSync(process.execPath, [FILE, "sample"], { encoding: "utf8" })),
  );
  const rows = (samples[0] ?? []).map(([part], index) => {
    const times = samples.map((each) => each[index]?.[1] ?? Number.NaN).sort((a, b) => a - b);
    return { part, "CPU ms": Number(times[Math.floor(processes / 10)]?.toFixed(2)) };
  });
  console.table(rows);
}

if (process.argv[2] === "sample") await sample();
else report(Number(process.argv[2] ?? 21));
