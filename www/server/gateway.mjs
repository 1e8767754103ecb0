/**
 * The five PressOne endpoints that the page may use, under the same paths. Only this side holds the
 * credentials; it decides whose eSIM and whose payment it is, and asks PressOne through the package.
 */
import { PressOneError } from "../../pkg/node.js";
import { Renewals } from "./shop.mjs";
import * as wire from "./wire.mjs";

/** @typedef {import("./wire.mjs").Answer} Answer */
/**
 * @typedef {object} Visit
 * @property {Request} request
 * @property {URL} url
 * @property {string} session
 * @property {import("./shop.mjs").Shopper} shopper
 * @property {string} iccid from the path, where it has one
 */

const FILTERS = ["created_at", "code", "order_status", "iccid", "description"];
const QUERY = ["include", "limit", "page", ...FILTERS.map((name) => `filter[${name}]`)];
const RANGE = /^(\d{4}-\d\d-\d\d) - (\d{4}-\d\d-\d\d)$/;

/**
 * @param {import("../../pkg/node.js").Client} pressone
 * @param {import("./shop.mjs").Payments} payments
 */
export function createGateway(pressone, payments) {
  const renewals = new Renewals();

  /** @type {{ method: string, path: RegExp, effect: "read" | "write", serve: (visit: Visit) => Promise<Answer> }[]} */
  const routes = [
    {
      method: "GET",
      path: /^\/customer\/v2\/sims\/(?<iccid>\d{17,22})\/topups$/,
      effect: "read",
      serve: async ({ iccid }) => wire.topups(await pressone.getTopupPackages(iccid)),
    },
    {
      method: "GET",
      path: /^\/customer\/v2\/sims\/(?<iccid>\d{17,22})\/packages$/,
      effect: "read",
      serve: async ({ iccid }) => wire.history(await pressone.getPackageHistory(iccid)),
    },
    {
      method: "GET",
      path: /^\/customer\/v2\/orders$/,
      effect: "read",
      // The demo's account has this one customer, so that the whole list is theirs. A shop with
      // more than one must list only the orders that its own records give to this shopper.
      serve: async ({ url }) => {
        const query = orderQuery(url.searchParams);
        return "refused" in query ? query.refused : wire.orders(await pressone.getOrderList(query));
      },
    },
    {
      method: "POST",
      path: /^\/customer\/v2\/orders\/topups$/,
      effect: "write",
      serve: (visit) => buy(pressone, payments, visit),
    },
    {
      method: "POST",
      path: /^\/api\/third-party\/partner\/renew-number\/$/,
      effect: "write",
      serve: async ({ request, shopper }) => {
        const body = await request.json().catch(() => null);
        const email = body?.email;
        if (!shopper.emails.includes(email)) return wire.notFound();
        return renewals.once(email, () =>
          answered("write", async () => wire.renewed(await pressone.renewNumber({ email }))),
        );
      },
    },
  ];

  /**
   * @param {string} path what follows /api/pressone
   * @param {Omit<Visit, "iccid">} visit
   * @returns {Promise<Answer>}
   */
  return async function serve(path, visit) {
    for (const route of routes) {
      const match = route.method === visit.request.method ? route.path.exec(path) : null;
      if (!match) continue;
      const { iccid = "" } = match.groups ?? {};
      if (iccid && !owns(visit.shopper, iccid)) return wire.notFound();
      return answered(route.effect, () => route.serve({ ...visit, iccid }));
    }
    return wire.notFound();
  };
}

/** @param {import("./shop.mjs").Shopper} shopper @param {string} iccid */
function owns(shopper, iccid) {
  return shopper.esims.some((esim) => esim.iccid === iccid);
}

/**
 * @param {"read" | "write"} effect
 * @param {() => Promise<Answer>} work
 * @returns {Promise<Answer>}
 */
async function answered(effect, work) {
  try {
    return await work();
  } catch (error) {
    if (error instanceof PressOneError) return wire.failure(error, effect);
    console.error(error);
    // Not foreseen, so nothing is known of what happened before.
    return { status: 500, body: { message: "The shop failed." } };
  }
}

/**
 * The order of a top-up: only with a payment of this shopper's for this package and eSIM.
 *
 * @param {import("../../pkg/node.js").Client} pressone
 * @param {import("./shop.mjs").Payments} payments
 * @param {Visit} visit
 */
async function buy(pressone, payments, { request, session, shopper }) {
  const form = await request.formData().catch(() => new FormData());
  const [iccid, package_id, id] = ["iccid", "package_id", "description"].map((name) =>
    String(form.get(name) ?? ""),
  );
  if (!iccid || !owns(shopper, iccid)) return wire.notFound();
  if (!package_id) return wire.invalid({ package_id: "is needed" });
  const outcome = payments.spend(session, { id: id ?? "", iccid, package_id }, ({ price }) =>
    answered("write", async () => {
      // The package lists the offers again before it orders, and refuses where the price that was
      // paid is no longer the price.
      const order = { package_id, iccid, price, description: id ?? "" };
      return wire.submitted(await pressone.submitTopupOrder(order));
    }),
  );
  return outcome ?? wire.invalid({ description: "is not a payment for this package and eSIM" });
}

/**
 * @param {URLSearchParams} params
 * @returns {import("../../pkg/node.js").OrderListQuery | { refused: Answer }}
 */
function orderQuery(params) {
  /** @param {string} field */
  const refuse = (field) => ({ refused: wire.invalid({ [field]: "is not valid" }) });
  for (const name of new Set(params.keys())) {
    if (!QUERY.includes(name) || params.getAll(name).length > 1) return refuse(name);
  }
  /** @type {import("../../pkg/node.js").OrderListQuery} */
  const query = {};
  const include = params.get("include");
  if (include !== null) {
    // Not `user`: that is the partner's own account, nothing for a shopper.
    const wanted = include.split(",").filter((one) => one === "sims" || one === "status");
    if (wanted.join() !== include) return refuse("include");
    query.include = wanted;
  }
  const created = params.get("filter[created_at]");
  if (created !== null) {
    const [, from, to] = RANGE.exec(created) ?? [];
    if (!from || !to) return refuse("created_at");
    query.created_at = { from, to };
  }
  for (const name of /** @type {const} */ (["limit", "page"])) {
    const value = params.get(name);
    if (value === null) continue;
    if (!/^[1-9]\d{0,5}$/.test(value) || (name === "limit" && Number(value) > 100)) {
      return refuse(name);
    }
    query[name] = Number(value);
  }
  for (const name of /** @type {const} */ (["code", "order_status", "iccid", "description"])) {
    const value = params.get(`filter[${name}]`);
    if (value !== null) query[name] = value;
  }
  return query;
}
