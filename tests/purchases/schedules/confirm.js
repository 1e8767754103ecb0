/**
 * What a caller says when it is asked whether the order may leave.
 *
 * @typedef {import("./world.js").World} World
 */

/** Whether an order may follow. */
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
 * @param {World} world
 * @param {string} name Whose it is.
 * @param {keyof typeof CONFIRMATIONS} answer
 * @returns {undefined | (() => any)}
 */
export function confirmation(world, name, answer) {
  if (answer === "not asked") return undefined;
  return () => {
    world.note(name, `is asked, and says: ${answer}`);
    world.count(`asked: ${answer}`);
    if (answer === "yes") return true;
    if (answer === "yes, later") {
      return new Promise((resolve) => {
        world.time.after(world.random.between(1, 5_000), () => resolve(true));
      });
    }
    if (answer === "throws") throw new Error("it cannot be asked");
    return answer === "nothing ever" ? new Promise(() => {}) : answer === "something odd" && "yes";
  };
}
