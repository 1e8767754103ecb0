// The steps of set-up and build, as lines with the time since the process began.

/** @param {string} text */
function print(text) {
  console.log(`[${String(Math.round(performance.now() / 1000)).padStart(3)} s] ${text}`);
}

/**
 * Prints the beginning and the end of a step.
 *
 * @template Result
 * @param {string} name
 * @param {() => Result | Promise<Result>} work
 */
export async function step(name, work) {
  const startedAt = performance.now();
  print(`${name} …`);
  const result = await work();
  print(`${name}: done in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  return result;
}
