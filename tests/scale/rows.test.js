// A journal of many settled purchases costs as many calls of the store as an empty one, and no statement reads
// all of it. `node tests/scale/rows.mjs 10000000` does the same with more rows.
import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { DATABASES } from "./databases.js";
import { openMeasured } from "./rows.js";

const ROWS = 200_000;
/** A list that reads every row before its page takes about a hundred times as long. */
const MAX_RATIO = 10;

for (const [name, open] of Object.entries(DATABASES)) {
  describe(`200,000 settled purchases in ${name}`, { timeout: 120_000 }, () => {
    it("slow nothing down", async (t) => {
      const database = await open();
      t.after(database.close);
      const { fill, measureAll } = await openMeasured(database);
      const empty = await measureAll(0);
      await fill(ROWS);
      const full = await measureAll(ROWS);
      for (const [what, { calls }] of Object.entries(full)) {
        assert.deepEqual(calls, empty[/** @type {keyof typeof empty} */ (what)].calls, what);
      }
      assert.deepEqual(await database.scans(), []);
      const [first, last] = [full["the first page of all"], full["the last page of all"]];
      assert.ok(last.ms < MAX_RATIO * first.ms, `${last.ms} ms, and ${first.ms} ms at first`);
    });
  });
}
