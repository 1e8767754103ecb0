/**
 * The shop behind the gateways: its payments, and the hooks that ask for them.
 *
 * @typedef {import("../simulation.js").Simulation} Simulation
 * @typedef {import("../plan/purchases.js").PlannedPurchase} PlannedPurchase
 * @typedef {{ hooks: any }} Shop The hooks of a gateway's policy.
 */

/** The header that stands for a session. */
export const SESSION = "x-shopper";
export const STRANGER = "stranger";
/** Longer than the gateway waits for a hook. */
const HANG_MS = 60_000;

/** @param {Simulation} simulation @returns {Shop} */
export function createShop(simulation) {
  const { plan, clock, random } = simulation;

  /** @param {string} name */
  async function reach(name) {
    await new Promise((resolve) => clock.after(random.between(0, 30), () => resolve(undefined)));
    if (!simulation.injects(plan.hookFaultRate)) return;
    simulation.count(`hook fails: ${name}`);
    simulation.log("shop", `${name} fails`);
    if (random.chance(0.3))
      await new Promise((resolve) => clock.after(HANG_MS, () => resolve(undefined)));
    throw new Error("the shop's database is not there");
  }

  /** @param {string} reference */
  const paymentOf = (reference) => plan.purchases.find((each) => each.reference === reference);

  /**
   * The verdict on a payment. A yes allows this shopper to own the entry.
   *
   * @param {string} id
   * @param {PlannedPurchase | undefined} payment
   */
  function verdict(id, payment) {
    if (!payment?.shopperIds.includes(id)) return false;
    if (clock.elapsed() < payment.confirmedAt) return "pending";
    simulation.allow(payment.reference, id);
    return true;
  }

  return {
    hooks: /** @type {Partial<import("pressone-esim/gateway").GatewayPolicy>} */ ({
      authorize: (request) => ({ id: request.headers.get(SESSION) ?? "" }),
      ownsEsim: () => true,
      ownsNumber: ({ id }) => id !== STRANGER,
      async verifyPayment({ id }, { reference, package_id, iccid }) {
        await reach("verifyPayment");
        const payment = paymentOf(reference);
        const isForThis =
          payment?.iccid === iccid && [payment.package_id, payment.other].includes(package_id);
        const answer = isForThis && verdict(String(id), payment);
        simulation.log("shop", `verifyPayment ${reference} of ${id}: ${answer}`);
        simulation.count(`verifyPayment: ${answer}`);
        if (answer !== true || !payment) return answer;
        return random.chance(0.5) ? true : { paid: true, price: simulation.priceOf(package_id) };
      },
      async verifyRenewal({ id }, { reference, email }) {
        await reach("verifyRenewal");
        const payment = paymentOf(reference);
        const answer = payment?.email === email && verdict(String(id), payment);
        return answer === true && payment?.unpaid ? "unpaid" : answer;
      },
    }),
  };
}
