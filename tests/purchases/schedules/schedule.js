import process from "node:process";
import { playAftermath } from "./aftermath.js";
import { createCalls } from "./calls.js";
import { checkCalls, checkClear, checkFound, checkQuiet } from "./check.js";
import { makePlan } from "./plan.js";
import { startTime } from "./time.js";
import { createVisitors } from "./visitors.js";
import { createWorld } from "./world.js";

/**
 * Plays the schedule of one seed: the same seed, the same schedule, to the last event.
 *
 * @typedef {import("./world.js").World} World
 * @typedef {import("./visitors.js").Package} Package
 * @typedef {import("./visitors.js").Sabotage} Sabotage
 * @typedef {ReturnType<typeof createCalls>} Calls
 * @typedef {ReturnType<typeof createVisitors>} Visitors
 *
 * @typedef {object} Played
 * @property {number} seed
 * @property {string[]} problems What must not be.
 * @property {string[]} trace
 * @property {Map<string, number>} counts How often what was injected, and what came of it.
 *
 * @param {number} seed
 * @param {Package} pressone
 * @param {Sabotage} [sabotage]
 * @returns {Promise<Played>}
 */
export async function play(seed, pressone, sabotage = {}) {
  const plan = makePlan(seed);
  const time = startTime(seed);
  const world = createWorld(plan, time, seed);
  const visitors = createVisitors(world, pressone, sabotage);
  const calls = createCalls(world);
  const unhandled = (/** @type {unknown} */ error) => world.problem(`nobody handles ${error}`);
  process.on("unhandledRejection", unhandled);
  try {
    await storm(world, visitors, calls);
    const { made } = calls;
    if (plan.quiet && plan.storage.locks) checkQuiet(world, made);
    checkClear(world);
    checkFound(world, made);
    await playAftermath(world, visitors, calls);
    checkCalls(world, made, pressone);
  } catch (error) {
    world.problem(`the schedule broke: ${error instanceof Error ? error.stack : error}`);
  } finally {
    visitors.close();
    time.stop();
    process.off("unhandledRejection", unhandled);
  }
  const { problems, trace, counts } = world;
  return { seed, problems, trace, counts };
}

/** Everything that is planned, until nothing happens any more. @param {World} world @param {Visitors} visitors @param {Calls} calls */
async function storm(world, visitors, calls) {
  const { plan, time } = world;
  world.note("plan", JSON.stringify({ ...plan, calls: undefined }));
  /** @type {import("./visitors.js").Visitor[]} */
  const tabs = [];
  for (const [index, death] of plan.deaths.entries()) {
    tabs.push(await visitors.visit(`tab ${"abcd"[index]}`, death));
  }
  for (const call of plan.calls) {
    const visitor = tabs[call.tab];
    if (visitor) time.after(call.at, () => calls.perform(visitor, call));
  }
  for (const { at, tab } of plan.leavings) {
    const visitor = tabs[tab];
    time.after(at, () => {
      if (!visitor?.tab.alive) return;
      world.note(visitor.tab.name, "frees its client");
      world.count("a tab leaves");
      visitors.leave(visitor);
    });
  }
  for (const { at, ms } of plan.jumps) {
    time.after(at, () => {
      world.note("clock", `jumps by ${ms} ms`);
      world.count(ms < 0 ? "clock jumps back" : "clock jumps ahead");
      time.jump(ms);
    });
  }
  await time.run();
}
