/** Lighthouse's findings on a phone that do not depend on the machine's speed. `lighthouse/measure.mjs` prints the performance. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { start } from "../../www/server/start.mjs";
import { audit } from "./lighthouse/audit.js";

const MAX_SHIFT = 0.02;
/** With headers and answers. `static-files.test.js` has the budget of the files. */
const MAX_BYTES = 100_000;
/** The page's files, the account, the sold eSIMs, the histories of five eSIMs, and the open purchases. */
const MAX_REQUESTS = 13;

test("Lighthouse loses no point for anything but speed", { timeout: 240_000 }, async (t) => {
  const shop = await start();
  t.after(() => shop.close());
  const { scores, shift, requests, bytes, lost } = await audit(shop.url, [
    "performance",
    "accessibility",
    "best-practices",
    "seo",
  ]);
  const { performance, ...others } = scores;
  assert.ok(performance !== undefined && performance > 0);
  assert.deepEqual(others, { accessibility: 100, "best-practices": 100, seo: 100 }, lost.join());
  assert.ok(shift < MAX_SHIFT, `the layout shifts by ${shift}`);
  assert.ok(bytes > 50_000 && bytes < MAX_BYTES, `${bytes} bytes`);
  assert.ok(requests > 5 && requests <= MAX_REQUESTS, `${requests} requests`);
});
