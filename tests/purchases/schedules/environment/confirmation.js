/**
 * The answer of the `confirm` callback that a caller passes with an order.
 *
 * @typedef {import("../simulation.js").Simulation} Simulation
 */

/** Each answer, with true if the order may be sent after it. */
export const CONFIRMATIONS = {
  "not asked": true,
  yes: true,
  "yes, later": true,
  no: false,
  "something odd": false,
  throws: false,
  "nothing ever": false,
};

/**
 * @param {Simulation} simulation
 * @param {string} tab Name of the caller's tab.
 * @param {keyof typeof CONFIRMATIONS} answer
 * @returns {undefined | (() => any)}
 */
export function createConfirm(simulation, tab, answer) {
  if (answer === "not asked") return undefined;
  const { clock, random } = simulation;
  return () => {
    simulation.log(tab, `is asked, and says: ${answer}`);
    simulation.count(`asked: ${answer}`);
    if (answer === "yes") return true;
    if (answer === "yes, later") {
      return new Promise((resolve) => {
        clock.after(random.between(1, 5_000), () => resolve(true));
      });
    }
    if (answer === "throws") throw new Error("the confirmation failed");
    if (answer === "nothing ever") return new Promise(() => {});
    return answer === "something odd" ? "yes" : false;
  };
}
