import { Buffer } from "node:buffer";

/**
 * Checks of a page's requests to the gateway, by the answers that it had before.
 *
 * @typedef {import("../simulation.js").Simulation} Simulation
 * @typedef {import("../environment/process.js").Process} Process
 *
 * @typedef {object} PageQuestion
 * @property {string} reference Empty for a list.
 * @property {string} mark The call; empty if the request does not have it.
 * @property {string | undefined} body
 */

/** @param {Simulation} simulation @param {Process} process @param {string} reference */
export function knowledgeOf({ knowledge }, process, reference) {
  const key = `${process.name} ${reference}`;
  const known = knowledge.get(key) ?? { tries: 0, asked: new Set() };
  knowledge.set(key, known);
  return known;
}

/**
 * A page sends no larger number of failed tries than a gateway reported. It sends a purchase again only after
 * a gateway reported no entry, or a failed one. The wire adds the tries to the description, so an order shows
 * the number that its sender had.
 *
 * @param {Simulation} simulation
 * @param {Process} process
 * @param {{ url: string, headers: Headers, body: string | undefined }} request
 * @returns {PageQuestion}
 */
export function checkPagePost(simulation, process, { url, headers, body }) {
  if (body === undefined) {
    const [, encoded = ""] = /\/purchases\/([\w-]+)\.json/.exec(url) ?? [];
    const reference = Buffer.from(encoded, "base64url").toString();
    simulation.log(process.name, `asks the shop for ${reference || "its purchases"}`);
    return { reference, mark: "", body };
  }
  const reference = JSON.parse(headers.get("Idempotency-Key") ?? '""');
  const { description: mark = "", tries } = JSON.parse(body);
  simulation.log(
    process.name,
    `asks the shop to buy ${reference} for ${mark || "a renewal"}, tries ${tries}`,
  );
  const known = knowledgeOf(simulation, process, reference);
  if (tries > known.tries) {
    simulation.report(
      `${process.name} names ${tries} tries of ${reference} and knows ${known.tries}`,
    );
  }
  if (mark && known.asked.has(mark)) {
    simulation.report(`${process.name} repeats ${reference} without the gateway's word`);
  }
  known.asked.add(mark);
  const marked = body.replace(/("description":"[^"]*)/, `$1 tries ${tries}`);
  return { reference, mark, body: marked };
}

/**
 * Notes the facts of an answer.
 *
 * @param {Simulation} simulation
 * @param {Process} process
 * @param {PageQuestion} question
 * @param {Response & { gatewayText?: string }} answer
 */
export function observePageAnswer(simulation, process, { reference }, { status, gatewayText }) {
  simulation.log(process.name, `  the shop answers with ${status}`);
  if (gatewayText === undefined || reference === "") return;
  const { data, code } = JSON.parse(gatewayText);
  simulation.log(process.name, `  state ${data?.state}, tries ${data?.tries}, code ${code}`);
  simulation.count(`the shop answers: ${data?.state ?? code ?? status}`);
  const known = knowledgeOf(simulation, process, reference);
  known.tries = Math.max(known.tries, data?.tries ?? 0);
  if (data?.state === "none" || data?.state === "failed") known.asked.clear();
}
