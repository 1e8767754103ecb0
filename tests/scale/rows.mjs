// Measures what a full journal adds: `node tests/scale/rows.mjs 10000000` prints the table of tests/README.md.
// A second argument names the only database.
import process from "node:process";
import { sumOf } from "./counted-store.js";
import { DATABASES } from "./databases.js";
import { openMeasured } from "./rows.js";

const rows = Number(process.argv[2] ?? 1_000_000);
const names = process.argv[3] ? [process.argv[3]] : Object.keys(DATABASES);

for (const name of names) {
  const database = await DATABASES[name]?.();
  if (!database) throw new Error(`no such database: ${name}`);
  try {
    const { fill, measureAll } = await openMeasured(database);
    const before = await measureAll(0);
    const startedAt = performance.now();
    await fill(rows);
    const seconds = Math.round((performance.now() - startedAt) / 1_000);
    console.log(
      `\n${name}, ${rows.toLocaleString("en")} settled purchases, added in ${seconds} s\n`,
    );
    console.log("| what | empty, ms | full, ms | calls of the store, empty | full |");
    console.log("| --- | --- | --- | --- | --- |");
    for (const [what, { ms, calls }] of Object.entries(await measureAll(rows))) {
      const empty = before[/** @type {keyof typeof before} */ (what)];
      const figures = [empty.ms.toFixed(1), ms.toFixed(1), sumOf(empty.calls), sumOf(calls)];
      console.log(`| ${[what, ...figures].join(" | ")} |`);
    }
    console.log(`\nstatements that read all entries: ${(await database.scans()).length}`);
  } finally {
    await database.close();
  }
}
