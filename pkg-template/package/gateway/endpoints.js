// The endpoints: each checks what the shopper owns, and makes one request to PressOne.
import { forbidden } from "./answers.js";
import { listOwnOrders, readQuery } from "./orders.js";
import { createPresenter } from "./presenter.js";
import { readOrder, readRenewal } from "./write-requests.js";
import { createWrites } from "./writes.js";

/** @typedef {import("./answers.js").Answer} Answer */
/** @typedef {import("pressone-esim").Client} Client */
/** @typedef {import("./index.d.ts").Identity} Identity */
/**
 * @typedef {object} Call
 * @property {Request} request
 * @property {URL} url
 * @property {string} iccid of the path, or ""
 * @property {Identity} identity
 * @property {string} tag of the shopper
 * @property {() => Promise<Client>} client
 *
 * @typedef {object} EndpointHandler
 * @property {boolean} enabled false if the policy lacks a hook that the endpoint needs
 * @property {(call: Call) => Promise<Answer>} serve
 */

/**
 * @param {object} options
 * @param {ReturnType<typeof import("./policy.js").checkPolicy>} options.policy
 * @param {ReturnType<typeof import("./hooks.js").createHookCaller>} options.callHook
 * @param {import("./events.js").Reporter} options.report
 * @returns {Record<import("./routes.js").Endpoint, EndpointHandler>}
 */
export function createEndpoints({ policy, callHook, report }) {
  const { storage, maxBodyBytes } = policy;
  const present = createPresenter(policy.expose);
  const writes = createWrites({ storage, present, report });

  /** @param {Identity} identity @param {string} iccid */
  const ownsEsim = async (identity, iccid) =>
    (await callHook(() => policy.ownsEsim?.(identity, iccid))) === true;

  /** @param {Identity} identity @param {string} email */
  const ownsNumber = async (identity, email) =>
    (await callHook(() => policy.ownsNumber?.(identity, email))) === true;

  /**
   * A read of an eSIM that the shopper owns.
   *
   * @param {(client: Client, iccid: string) => Promise<Answer>} read
   * @returns {EndpointHandler}
   */
  const ownEsimRead = (read) => ({
    enabled: policy.ownsEsim !== undefined,
    async serve({ client, identity, iccid }) {
      if (!(await ownsEsim(identity, iccid))) return forbidden();
      return read(await client(), iccid);
    },
  });

  return {
    getTopupPackages: ownEsimRead(async (client, iccid) =>
      present.topups(await client.getTopupPackages(iccid)),
    ),

    getPackageHistory: ownEsimRead((client, iccid) =>
      // One request to PressOne for all gateways that share the storage: the others wait for the lock,
      // and then find the stored history.
      storage.lock(`pressone-gateway:history:${iccid}`, async () =>
        present.history(await client.getPackageHistory(iccid)),
      ),
    ),

    getOrderList: {
      enabled: true,
      async serve({ client, tag, url }) {
        const list = readQuery(url.searchParams);
        if ("refusal" in list) return list.refusal;
        return present.orders(await listOwnOrders(await client(), tag, list));
      },
    },

    submitTopupOrder: {
      enabled: policy.ownsEsim !== undefined && policy.verifyPayment !== undefined,
      async serve({ request, client, identity, tag }) {
        const read = await readOrder(request, maxBodyBytes);
        if ("refusal" in read) return read.refusal;
        const { order } = read;
        if (!(await ownsEsim(identity, order.iccid))) return forbidden();
        const paidOrder = { ...order, description: order.description || null };
        return writes.purchase(await client(), { ...order, shopper: tag }, (offer) =>
          callHook(() => policy.verifyPayment?.(identity, paidOrder, offer)),
        );
      },
    },

    renewNumber: {
      enabled: policy.ownsNumber !== undefined,
      async serve({ request, client, identity }) {
        const read = await readRenewal(request, maxBodyBytes);
        if ("refusal" in read) return read.refusal;
        const { renewal } = read;
        if (!(await ownsNumber(identity, renewal.email))) return forbidden();
        return writes.renew(await client(), renewal);
      },
    },
  };
}
