// The page client's numbers through a gateway: those that can be claimed, and claims.
import { equal, rejects } from "./checks.js";
import { openShop } from "./shop.js";

const EMAIL = "new.shopper@example.org";

/** @type {Record<string, import("./host.js").Case>} */
export const gatewayNumbers = {
  "a page lists the numbers that can be claimed, page by page": async (host) => {
    const { page, control } = await openShop(host);
    for (const preset of ["older", "newer", "everything irregular"]) {
      await control("POST", "shapes", { preset });
      const first = await page.getAvailableNumbers({ filter: "US" });
      equal(Object.keys(first).sort(), ["count", "next", "numbers"], preset);
      equal([first.numbers.length, first.count], [5, 8], preset);
      equal(Object.keys(first.numbers[0] ?? {}), ["number"], preset);
      const second = await page.getAvailableNumbers({ filter: "US", after: first.next ?? "" });
      equal([second.numbers.length, second.next], [3, null], preset);
      const all = [...first.numbers, ...second.numbers].map(({ number }) => number);
      equal(new Set(all).size, 8, preset);
    }
    // A page names no parameter of PressOne.
    const error = await rejects(page.getAvailableNumbers({ after: "country=GB" }), "validation");
    equal(Object.keys(error.fields ?? {}), ["after"], "a cursor of the page's own");
    const query = /** @type {any} */ ({ country: "GB" });
    equal(
      (await rejects(page.getAvailableNumbers(query), "invalid_argument")).path,
      "query.country",
      "path",
    );
  },

  "a page claims a number, which its shopper can renew then": async (host) => {
    const { page, control } = await openShop(host);
    const { numbers } = await page.getAvailableNumbers();
    const [number = "", other = ""] = numbers.map((row) => row.number ?? "");
    await rejects(page.renewNumber({ email: EMAIL, reference: "month-0" }), "permission");
    const claim = { number, email: EMAIL, reference: "pay-1" };
    const made = await page.claimNumber(claim);
    equal([made.success, made.data, made.source, made.issues], [true, null, "answer", []], "claim");
    equal((await page.claimNumber(claim)).source, "journal", "a repeated claim");
    await rejects(page.claimNumber({ ...claim, number: other }), "reference_reused");
    const { state, kind, claimed_number, claim: kept } = await page.getPurchase("pay-1");
    equal([state, kind, claimed_number, kept?.success], ["done", "claim", number, true], "journal");
    equal((await page.purchases({ kind: "claim" })).purchases.length, 1, "list of purchases");
    equal(
      (await page.renewNumber({ email: EMAIL, reference: "month-1" })).success,
      true,
      "renewal",
    );
    const ledger = await control("GET", "ledger");
    equal([ledger.claims.length, ledger.renewals.length], [1, 1], "ledger");
  },

  "a claim that is unpaid, refused or lost is no claim": async (host) => {
    const { page, control } = await openShop(host);
    const { numbers } = await page.getAvailableNumbers();
    const number = numbers[0]?.number ?? "";
    const claim = { number, email: EMAIL, reference: "unpaid-1" };
    equal(
      (await rejects(page.claimNumber(claim), "payment_required")).outcome,
      "not_ordered",
      "outcome without a payment",
    );
    const unknown = { ...claim, number: "+10000000000", reference: "pay-1" };
    const refused = await rejects(page.claimNumber(unknown), "validation");
    equal([refused.outcome, refused.tries], ["not_ordered", 1], "a number that is not in the list");
    await control("POST", "faults", { endpoint: "claim", kind: "cut-before" });
    const lost = { ...claim, reference: "pay-2" };
    const error = await rejects(page.claimNumber(lost, { timeoutMs: 1_500 }), "outcome_unknown");
    equal([error.outcome, error.reference], ["unknown", "pay-2"], "a lost claim");
    const busy = await rejects(page.claimNumber({ ...claim, reference: "pay-3" }), "number_busy");
    equal(busy.outcome, "not_ordered", "another claim of the number");
    const open = await page.purchases({ kind: "claim", state: "open" });
    equal(
      open.purchases.map(({ reference }) => reference),
      ["pay-2"],
      "the open claim",
    );
    await rejects(page.renewNumber({ email: EMAIL, reference: "month-1" }), "permission");
    equal((await control("GET", "ledger")).claims, [], "claims");
    for (const [wrong, path] of /** @type {const} */ ([
      [{ number: "" }, "claim.number"],
      [{ email: "ada" }, "claim.email"],
      [{ reference: "" }, "claim.reference"],
    ])) {
      const invalid = await rejects(page.claimNumber({ ...claim, ...wrong }), "invalid_argument");
      equal(invalid.path, path, "path");
    }
  },
};
