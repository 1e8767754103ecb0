// A page that wants one thing bought: it asks under the same key until it is told for certain.

/** How often it asks what is said not to be known. */
const UNKNOWN_TRIES = 3;

/**
 * @typedef {{ status: number, body: any }} Answer
 * @param {() => Promise<Answer>} send rejects where no answer came
 * @param {() => number} random
 * @returns {Promise<Answer & { lost: number }>} its last answer, and how many requests had none
 */
export async function askUntilCertain(send, random) {
  let lost = 0;
  let unknown = 0;
  for (;;) {
    const answer = await send().catch(() => undefined);
    if (!answer) lost += 1;
    else if (answer.status === 200 || (answer.status >= 400 && answer.status < 500)) {
      return { ...answer, lost };
    } else if (answer.body?.code === "outcome_unknown") unknown += 1;
    if (answer && unknown === UNKNOWN_TRIES) return { ...answer, lost };
    await new Promise((resolve) => setTimeout(resolve, 20 + 100 * random()));
  }
}
