// The part of a suite's output that names what failed.

/** The title above the failed tests in the output of `node --test`. */
const FAILED_TESTS = "failing tests:";
const MAX_LINES = 120;

/**
 * Returns the list of the failed tests, or else the last lines.
 *
 * @param {string} output
 */
export function failureOf(output) {
  const list = output.lastIndexOf(FAILED_TESTS);
  const lines = output.trimEnd().split("\n");
  return list < 0
    ? lines.slice(-MAX_LINES).join("\n")
    : output.slice(list).split("\n").slice(0, MAX_LINES).join("\n");
}
