// The reads that a shop may allow to all visitors: packages on sale, and phones that take an eSIM.
import * as answers from "./answers.js";
import { createNewPageLimit } from "./new-pages.js";
import { PAGE_SIZE, positionOf, readPackagePage, TOO_FAR } from "./package-pages.js";
import { LANGUAGE, LIMIT, listOf, PAGE, readParameters } from "./parameters.js";
import { createRateLimiter } from "./rate-limiter.js";
import { shopperId } from "./shopper-id.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {import("./endpoints.js").Call} Call */
/** @typedef {import("./partner-types.d.ts").Partner} Partner */
/**
 * @typedef {<Kept extends { source: string, expires_at: number }>(
 *   page: string,
 *   ask: (partner: Partner) => Promise<Kept>,
 * ) => Promise<Kept | { refusal: Answer }>} ReadPage
 *
 * @typedef {Omit<Call, "identity"> & { identity: import("./index.d.ts").Identity | null }} OpenCall A call
 *   whose shopper may be unknown.
 */

const PARAMETERS = {
  "filter[type]": /^(?:local|global)$/,
  "filter[country]": /^[A-Z]{2}$/,
  include: listOf("topup"),
  language: LANGUAGE,
  page: PAGE,
  limit: LIMIT,
};

/**
 * The visitor whom `mayBrowse` names.
 *
 * @param {unknown} verdict
 * @returns {{ name: string | undefined } | undefined} undefined if the shop refuses the visitor
 * @throws {TypeError} for a name that is none
 */
function readVerdict(verdict) {
  if (verdict === true) return { name: undefined };
  const visitor = /** @type {any} */ (verdict)?.visitor;
  if (visitor === undefined) return undefined;
  try {
    return { name: shopperId({ id: visitor }) };
  } catch (cause) {
    const problem = "mayBrowse must return true, { visitor } or false; visitor is text or a number";
    throw new TypeError(problem, { cause });
  }
}

/**
 * @param {object} options
 * @param {ReturnType<typeof import("./policy.js").checkPolicy>} options.policy
 * @param {import("./hooks.js").HookCaller} options.callHook
 * @param {import("./partner.js").PartnerCaller} options.callPartner
 * @param {import("./presenter.js").Presenter} options.present
 */
export function createBrowsing({ policy, callHook, callPartner, present }) {
  const readPage = createNewPageLimit({ callPartner });
  const countRequest = createRateLimiter({ callPartner, limit: policy.limit });

  /**
   * Admits a visitor. The requests of a known shopper are counted already.
   *
   * @param {OpenCall} call
   * @returns {Promise<{ visitor: string } | { refusal: Answer }>}
   */
  async function admit({ identity, digests, request }) {
    const verdict = await callHook("mayBrowse", async () =>
      readVerdict(await policy.mayBrowse?.(identity, request)),
    );
    if (!verdict) return { refusal: identity ? answers.notShown() : answers.unauthorized() };
    if (identity) return { visitor: String(digests[0]) };
    const { name } = verdict;
    if (name === undefined) return { visitor: "" };
    const [digest] = await callPartner("journal", (partner) => partner.shopperDigests(name));
    const visitor = `visitor:${digest}`;
    const waitMs = await countRequest(visitor);
    return waitMs > 0 ? { refusal: answers.tooManyRequests(waitMs) } : { visitor };
  }

  /**
   * Answers a visitor who is admitted. `read` asks for a page that the store may have.
   *
   * @param {OpenCall} call
   * @param {(read: ReadPage) => Promise<Answer | { refusal: Answer }>} answer
   */
  async function browse(call, answer) {
    const admitted = await admit(call);
    if ("refusal" in admitted) return admitted.refusal;
    const answered = await answer((page, ask) =>
      readPage(admitted.visitor, page, () => callPartner("read", ask)),
    );
    return "refusal" in answered ? answered.refusal : answered;
  }

  return {
    /** @param {OpenCall} call @returns {Promise<Answer>} */
    async getPackages(call) {
      const read = readParameters(call.url.searchParams, PARAMETERS);
      if ("refusal" in read) return read.refusal;
      const { "filter[type]": type, "filter[country]": country, ...values } = read.values;
      const { include, language, page, limit } = values;
      if (language && !policy.languages.includes(language)) {
        return answers.invalid({ language: "is not one of the shop's languages" });
      }
      const position = positionOf({ page, limit, country });
      if (!position) return answers.invalid({ page: TOO_FAR });
      const list = /** @type {import("pressone-esim").PackageQuery} */ ({
        ...(type && { type }),
        ...(country && { country }),
        ...(include && { include: [include] }),
        ...(language && { language }),
        limit: PAGE_SIZE,
      });
      return browse(call, async (readKept) => {
        const found = await readPackagePage(position, (number) => {
          const query = { ...list, ...(number > 1 && { page: number }) };
          return readKept(JSON.stringify(query), (partner) => partner.getPackages(query));
        });
        return "refusal" in found ? found : present.packages(found);
      });
    },

    /** @param {OpenCall} call @returns {Promise<Answer>} */
    getCompatibleDevices: (call) =>
      browse(call, async (readKept) => {
        const list = await readKept("devices", (partner) => partner.getCompatibleDevices());
        return "refusal" in list ? list : present.devices(list);
      }),
  };
}
