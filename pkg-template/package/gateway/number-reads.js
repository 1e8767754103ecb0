// The list of the numbers that a shopper can claim. PressOne documents no parameter of it. So a page sends a text of the
// shop's own, and the shop's hook says which parameters PressOne gets.
import { invalid, notShown } from "./answers.js";
import { createCursors, SEALED_CURSOR } from "./cursors.js";
import { readParameters } from "./parameters.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {Record<string, string>} Query */

const PARAMETERS = {
  after: SEALED_CURSOR,
  filter: /^[^\p{Cc}\p{Cf}\p{Cs}]{1,200}$/u,
};

/** A text that PressOne can get: not blank, without control characters. */
const VALUE = /^(?!\s*$)\P{Cc}+$/u;

/** @param {unknown} query @returns {query is Query} */
const isQuery = (query) =>
  typeof query === "object" &&
  query !== null &&
  !Array.isArray(query) &&
  // `after` is the partner client's name for a cursor.
  !Object.hasOwn(query, "after") &&
  Object.values(query).every((value) => typeof value === "string" && VALUE.test(value));

/**
 * The parameters that `mayBrowseNumbers` allows.
 *
 * @param {unknown} verdict
 * @returns {Query | undefined} undefined if the shop refuses the shopper
 * @throws {TypeError} if `query` is not an object of texts, or has `after`
 */
function readVerdict(verdict) {
  if (verdict === true) return {};
  const query = /** @type {any} */ (verdict)?.query;
  if (query === undefined) return undefined;
  if (isQuery(query)) return query;
  throw new TypeError(
    "mayBrowseNumbers must return true, { query } or false; query has texts, and no after",
  );
}

/**
 * The purpose of a cursor: this list, for this shopper, with the shop's own parameters.
 *
 * @param {string} shopper
 * @param {Query} query
 */
const purposeOf = (shopper, query) =>
  JSON.stringify(["numbers", shopper, Object.entries(query).sort()]);

/**
 * @param {object} options
 * @param {ReturnType<typeof import("./policy.js").checkPolicy>} options.policy
 * @param {import("./hooks.js").HookCaller} options.callHook
 * @param {import("./partner.js").PartnerCaller} options.callPartner
 * @param {import("./presenter.js").Presenter} options.present
 */
export function createNumberReads({ policy, callHook, callPartner, present }) {
  const cursors = createCursors(callPartner);

  return {
    /** @param {import("./endpoints.js").Call} call @returns {Promise<Answer>} */
    async getAvailableNumbers({ identity, shopper, url }) {
      const read = readParameters(url.searchParams, PARAMETERS);
      if ("refusal" in read) return read.refusal;
      const { after: sealed, filter = null } = read.values;
      const query = await callHook("mayBrowseNumbers", async () =>
        readVerdict(await policy.mayBrowseNumbers?.(identity, { filter })),
      );
      if (!query) return notShown();
      const purpose = purposeOf(shopper, query);
      const after = sealed && (await cursors.unseal(purpose, sealed));
      if (sealed && !after) return invalid({ after: "is not the `next` of this list" });
      const list = await callPartner("read", (partner) =>
        partner.getAvailableNumbers({ ...query, ...(after && { after }) }),
      );
      const next = list.next && (await cursors.seal(purpose, list.next));
      return present.numbers({ ...list, next });
    },
  };
}
