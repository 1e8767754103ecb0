/**
 * The use of an eSIM by a phone.
 *
 * @param {import("./state.js").State} state
 * @param {import("../index.d.ts").EsimUse} use
 * @param {number} now
 */
export function useEsim(state, { iccid, megabytes = 0 }, now) {
  const esim = state.esims.get(iccid);
  if (!esim) throw new TypeError(`unknown eSIM: ${iccid}`);
  if (esim.state === "recycled") throw new TypeError("a recycled eSIM cannot be used");
  if (!(Number.isFinite(megabytes) && megabytes >= 0)) {
    throw new TypeError("megabytes is a number from 0 up");
  }
  if (esim.activatedAt === null) {
    esim.state = "active";
    esim.activatedAt = now;
  }
  // Later packages are not used in advance.
  const bought = esim.purchases.reduce((sum, { plan }) => sum + plan.amount, 0);
  esim.spent = Math.min(esim.spent + megabytes, bought);
}
