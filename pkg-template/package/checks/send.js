/**
 * Delivers an event, and counts what became of it.
 *
 * @param {ReturnType<typeof import("./delivery.js").createDelivery>} deliver
 * @param {import("./tally.js").Tally} tally
 * @param {string} subject
 * @param {readonly unknown[]} identity
 * @param {Record<string, unknown>} fields
 * @returns {Promise<boolean>} false if the event has to be sent again
 */
export async function send(deliver, tally, subject, identity, fields) {
  const { outcome, error } = await deliver(identity, fields);
  if (outcome === "sent") tally.add("events");
  const isDelivered = outcome === "sent" || outcome === "known";
  if (!isDelivered) tally.fail("undelivered", subject, error);
  return isDelivered;
}
