// The check of a store: every rule of its contract, in any test runner.
import { argumentRules } from "./check-arguments.js";
import { compareRules } from "./check-compare.js";
import { checkCrash } from "./check-crash.js";
import { expiryRules } from "./check-expiry.js";
import { keyRules } from "./check-keys.js";
import { abandonedLockRules, lockRules } from "./check-locks.js";
import { createSubject, describeFailure } from "./check-subject.js";
import { valueRules } from "./check-values.js";

/** The longest time of a rule. */
const RULE_MS = 120_000;
const DURABILITIES = ["full", "may_forget", "none"];

/** @typedef {import("./check-subject.js").Subject} Subject */
/** @typedef {import("./check-subject.js").Rule} Rule */

/** @param {Rule} rule @param {Subject} subject @returns {Promise<string | undefined>} what is wrong */
async function problemOf([rule, check], subject) {
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  /** @type {Promise<string>} */
  const timeout = new Promise((resolve) => {
    timer = setTimeout(() => resolve(`it does not end within ${RULE_MS / 1000} s`), RULE_MS);
  });
  const run = check(subject).then(() => undefined, describeFailure);
  const problem = await Promise.race([run, timeout]);
  clearTimeout(timer);
  return problem && `${rule}: ${problem}`;
}

/**
 * @param {import("./index.d.ts").Store} store
 * @param {import("./check.d.ts").CheckOptions} [options]
 * @returns {Promise<string[]>}
 */
export async function checkStore(store, { clients = [], crash, abandonLock, only } = {}) {
  const subject = createSubject([store, ...clients]);
  /** @type {(string | undefined)[]} */
  const problems = [];
  if (!DURABILITIES.includes(store.durability)) {
    problems.push(
      `durability: it must be "full", "may_forget" or "none", not "${store.durability}"`,
    );
  }
  /** @param {Rule[]} rules */
  async function checkAll(rules) {
    const chosen = rules.filter(([rule]) => !only || only.test(rule));
    problems.push(...(await Promise.all(chosen.map((rule) => problemOf(rule, subject)))));
  }
  // These fill the store with calls, so they run alone.
  for (const rule of compareRules) await checkAll([rule]);
  await checkAll([...valueRules, ...keyRules, ...argumentRules]);
  await checkAll(expiryRules);
  await checkAll([...lockRules, ...(abandonLock ? abandonedLockRules(abandonLock) : [])]);
  if (crash) await checkAll([["a crash", (checked) => checkCrash(checked, crash)]]);
  await subject.cleanUp();
  return problems.filter((problem) => problem !== undefined);
}
