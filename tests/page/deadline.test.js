/** The deadline of a call after the process stood still. */
import assert from "node:assert/strict";
import { test } from "node:test";
import { deadlineOf } from "./stand-ins.js";

test("a call that begins to wait after its time is over sets no negative delay", async (t) => {
  const deadline = deadlineOf(10);
  const end = Date.now() + 30;
  while (Date.now() < end);
  const setTimer = t.mock.method(globalThis, "setTimeout");
  await assert.rejects(deadline.race(new Promise(() => {})), { kind: "timeout" });
  deadline.close();
  assert.deepEqual(
    setTimer.mock.calls.map(({ arguments: [, delay] }) => delay),
    [0],
  );
});
