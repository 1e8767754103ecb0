// The check of numbers: whose subscription ends soon.
import { endsSoon } from "./conditions.js";
import { send } from "./send.js";
import { timeOf } from "./times.js";

/** @typedef {import("./rounds.js").Round} Round */
/** @typedef {import("pressone-esim/partner").User} User */

/**
 * The users of the voice product.
 *
 * @param {import("./types.d.ts").CheckedPartner} partner
 * @param {Round} round
 * @returns {AsyncGenerator<[item: User, cursor: unknown]>}
 */
async function* usersOf(partner, { cursor, askForList }) {
  let { after, index } = /** @type {{ after: string | null, index: number }} */ (
    cursor ?? { after: null, index: 0 }
  );
  for (;;) {
    const query = after === null ? {} : { after };
    const { users, next } = await askForList((options) => partner.getUsers(query, options));
    for (; index < users.length; index += 1) {
      yield [/** @type {User} */ (users[index]), { after, index: index + 1 }];
    }
    if (next === null) return;
    after = next;
    index = 0;
  }
}

/** @param {import("./types.d.ts").Shared} shared */
export function createNumberCheck({ partner, rounds, deliver, renewalDue, subscriptionEnd }) {
  /** @param {Round} round @param {User} user */
  async function check(round, user) {
    const subject = String(user.id ?? user.email ?? user.mobile);
    let end;
    try {
      end = await subscriptionEnd?.(user);
      if (end === null || end === undefined) return true;
      end = timeOf(end);
      if (Number.isNaN(end)) throw new TypeError("subscriptionEnd did not return a date");
    } catch (error) {
      round.tally.fail("failed", subject, error);
      return false;
    }
    const soon = endsSoon(end, renewalDue, Date.now());
    if (soon) {
      const identity = ["renewalDue", subject, soon.threshold, end];
      const event = { type: "renewalDue", user, ends_at: end, ...soon };
      await send(deliver, round.tally, subject, identity, event);
    }
    return true;
  }

  /** @param {import("./index.d.ts").CheckCallOptions} [options] */
  return async (options) => {
    if (!subscriptionEnd) {
      throw new TypeError(
        "checkNumbers needs the option subscriptionEnd: PressOne does not document the field of a user " +
          "that has the end of the subscription",
      );
    }
    return rounds("numbers", options, (round) => usersOf(partner, round), check);
  };
}
