// Checks of a shop's eSIMs, numbers and balance, for a timer. Each event is sent once by all processes of a store.
import { createBalanceCheck } from "./balance.js";
import { createDelivery } from "./delivery.js";
import { createEsimCheck } from "./esims.js";
import { createNumberCheck } from "./numbers.js";
import { checkOptions } from "./options.js";
import { createRounds } from "./rounds.js";

/**
 * @param {import("./index.d.ts").ChecksOptions} options
 * @returns {import("./index.d.ts").Checks}
 */
export function createChecks(options) {
  const checked = checkOptions(options);
  const { partner, notify } = checked;
  const { store } = partner;
  const prefix = `w/${partner.scope()}/`;
  const shared = {
    ...checked,
    store,
    prefix,
    deliver: createDelivery({ store, prefix, notify }),
    rounds: createRounds({ ...checked, store, prefix }),
  };
  return {
    checkEsims: createEsimCheck(shared),
    checkNumbers: createNumberCheck(shared),
    checkBalance: createBalanceCheck(shared),
  };
}
