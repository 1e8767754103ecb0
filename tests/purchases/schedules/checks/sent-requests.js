import { ENTRY_PREFIX } from "./entries.js";

/**
 * Checks of requests to PressOne at the moment when they are sent.
 *
 * @typedef {import("../simulation.js").Simulation} Simulation
 * @typedef {import("../simulation.js").Post} Post
 * @typedef {import("../environment/process.js").Process} Process
 */

/** A description: the digest of its reference, and the text of the call. */
const DESCRIPTION = /po2:([0-9a-f]{32}):[^:\r\n]*:[^:\r\n]*:[^:\r\n]*:([^\r\n]*)/;
/** The text of a call, with the failed tries that its sender knew of. */
const TEXT = /^((?:call|webhook) \d+) tries (\d+|all)( copy)*$/;

/**
 * A request is recorded in the journal before it is sent.
 *
 * @param {Simulation} simulation
 * @param {Process} process
 * @param {string} endpoint
 * @param {string} body
 * @returns {Post}
 */
export function checkRequestIsRecorded(simulation, process, endpoint, body) {
  const post =
    endpoint === "submit" ? readOrder(simulation, body) : readRenewal(simulation, process, body);
  simulation.posts.push(post);
  const { key, reference, mark } = post;
  simulation.log(process.name, `  sends ${reference} for ${mark}`);
  const state = simulation.content.entry(key)?.state;
  if (!simulation.openedAt.has(key)) {
    simulation.report(`${reference} is sent without being recorded first`);
  } else if (state !== "open" && !simulation.isMistaken(post)) {
    simulation.report(`${reference} is sent while its entry is ${state ?? "absent"}`);
  }
  if (endpoint === "renew") checkRenewalIsAlone(simulation, post);
  return post;
}

/** @param {Simulation} simulation @param {string} body @returns {Post} */
function readOrder(simulation, body) {
  const [description = "", digest = "", text = ""] = DESCRIPTION.exec(body) ?? [];
  const [, mark = text, tries = "0", copy] = TEXT.exec(text) ?? [];
  const key = `${ENTRY_PREFIX}${digest}`;
  return {
    ...{
      endpoint: /** @type {const} */ ("submit"),
      key,
      email: "",
      description,
      mark,
      copy: copy !== undefined,
    },
    reference: simulation.plan.calls.find((call) => call.mark === mark)?.reference ?? "",
    knownTries: tries === "all" ? Number.POSITIVE_INFINITY : Number(tries),
    ...times(simulation, key),
  };
}

/** @param {Simulation} simulation @param {Process} process @param {string} body @returns {Post} */
function readRenewal(simulation, process, body) {
  const { email = "" } = JSON.parse(body);
  const opened = simulation.openedRenewals.get(`${process.name} ${email}`);
  const { key = "", reference = "" } = opened ?? {};
  return {
    ...{
      endpoint: /** @type {const} */ ("renew"),
      key,
      reference,
      email,
      description: "",
      mark: reference,
      copy: true,
    },
    knownTries: Number.POSITIVE_INFINITY,
    ...times(simulation, key),
  };
}

/** @param {Simulation} simulation @param {string} key */
const times = ({ clock, openedAt }, key) => ({
  sentAt: clock.elapsed(),
  openedAt: openedAt.get(key) ?? clock.elapsed(),
  over: false,
});

/**
 * No other renewal of the number is open.
 *
 * @param {Simulation} simulation
 * @param {Post} post
 */
function checkRenewalIsAlone(simulation, post) {
  const { content } = simulation;
  for (const key of content.keys(ENTRY_PREFIX)) {
    const entry = content.entry(key);
    if (key === post.key || entry.kind !== "renewal" || entry.state !== "open") continue;
    if (entry.about.email !== post.email) continue;
    simulation.report(`${post.reference} is sent while ${entry.reference} is open`);
  }
}
