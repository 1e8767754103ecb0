import { assert, equal } from "./contract/checks.js";
import { createControl } from "./contract/host.js";

/**
 * Asserts that the documentation allows every exchange with the sandboxes of a server.
 *
 * @param {string} url
 * @param {number} [minExchanges] That the validator has checked.
 */
export async function assertNoViolations(url, minExchanges = 50) {
  const worlds = await createControl(url)("GET", "worlds");
  let checked = 0;
  for (const { world, violations, checked: count } of worlds) {
    equal(violations, [], `violations in ${world}`);
    checked += count;
  }
  assert(checked >= minExchanges, `${checked} exchanges were checked, not ${minExchanges}`);
}
