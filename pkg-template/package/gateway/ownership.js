// The hooks that say what is the shopper's own. Each can ask what this shop's journal sold to the shopper.
import { isPressOneError, PartnerFailure } from "./errors.js";

/** @typedef {import("./endpoints.js").Call} Call */
/** @typedef {ReturnType<typeof createOwnership>} Ownership */

/**
 * Returns a function whose failure is no unhandled rejection if a hook does not wait for it.
 *
 * @param {() => Promise<boolean>} ask
 */
const forHook = (ask) => ({
  sold: () => {
    const answer = ask();
    answer.catch(() => {});
    return answer;
  },
});

/** The most rows of a list that a hook judges at once. */
const AT_ONCE = 10;

/**
 * Returns the rows for which `ask` returns true, in their order.
 *
 * @template Row
 * @param {readonly Row[]} rows
 * @param {(row: Row) => Promise<boolean>} ask
 * @param {AbortSignal} ended once it is aborted, `ask` is not called again
 */
async function filterRows(rows, ask, ended) {
  /** @type {boolean[]} */
  const answers = [];
  let next = 0;
  async function work() {
    while (next < rows.length && !ended.aborted) {
      const index = next;
      next += 1;
      answers[index] = await ask(/** @type {Row} */ (rows[index]));
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  return rows.filter((_row, index) => answers[index]);
}

/** @param {unknown} failure */
const isNotFound = (failure) =>
  failure instanceof PartnerFailure &&
  isPressOneError(failure.cause) &&
  failure.cause.kind === "not_found";

/**
 * @param {object} options
 * @param {ReturnType<typeof import("./policy.js").checkPolicy>} options.policy
 * @param {import("./hooks.js").HookCaller} options.callHook
 * @param {import("./partner.js").PartnerCaller} options.callPartner
 */
export function createOwnership({ policy, callHook, callPartner }) {
  return {
    /** @param {Pick<Call, "identity" | "shopper">} call @param {string} iccid */
    async ownsEsim({ identity, shopper }, iccid) {
      const journal = forHook(() =>
        callPartner("journal", async (partner) => partner.ownsEsim(shopper, iccid)),
      );
      const owns = await callHook("ownsEsim", () => policy.ownsEsim?.(identity, iccid, journal));
      return owns === true;
    },

    /**
     * Returns the eSIMs of the journal's records that the hook does not deny. All rows of a page share the timeout of
     * one call of the hook.
     *
     * @template {{ iccid: string }} Esim
     * @param {Pick<Call, "identity">} call
     * @param {readonly Esim[]} esims
     */
    async keepOwnEsims({ identity }, esims) {
      const { ownsEsim } = policy;
      if (!ownsEsim) return esims;
      // True for each row, because the rows are the records of what was sold.
      const journal = { sold: async () => true };
      const end = new AbortController();
      const ask = async (/** @type {Esim} */ { iccid }) =>
        (await ownsEsim(identity, iccid, journal)) === true;
      try {
        return await callHook("ownsEsim", () => filterRows(esims, ask, end.signal));
      } finally {
        end.abort();
      }
    },

    /** @param {Pick<Call, "identity" | "shopper">} call @param {string} email */
    async ownsNumber({ identity, shopper }, email) {
      const journal = forHook(() =>
        callPartner("journal", async (partner) => partner.ownsNumber(shopper, email)),
      );
      const owns = await callHook("ownsNumber", () =>
        policy.ownsNumber?.(identity, email, journal),
      );
      return owns === true;
    },

    /**
     * @param {Pick<Call, "identity" | "digests">} call
     * @param {string} id
     * @param {() => Promise<{ shopper: string | null }>} readOrder
     */
    async ownsOrder({ identity, digests }, id, readOrder) {
      const journal = forHook(async () => {
        try {
          return digests.includes((await readOrder()).shopper ?? "");
        } catch (failure) {
          if (isNotFound(failure)) return false;
          throw failure;
        }
      });
      const owns = await callHook("ownsOrder", () => policy.ownsOrder?.(identity, id, journal));
      return owns === true;
    },
  };
}
