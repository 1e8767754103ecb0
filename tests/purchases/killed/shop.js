// A partner that takes its time over an order, and a worker in front of it that can be killed.
import { fileURLToPath } from "node:url";
import { randomFrom } from "../../bench/measure.js";
import { mortal, workerd } from "../../gateway/server-process.js";

const PAGES = 20;
const SEED = 20_261_124;
/** How long the partner takes over an order, before or after it is made: in turn. */
const BEFORE_MS = 15;
const AFTER_MS = 40;

/** @param {string} file */
const script = (file) => fileURLToPath(new URL(`../../${file}`, import.meta.url));

/**
 * @param {object} options
 * @param {Awaited<ReturnType<typeof import("../../sandbox/server.js").startSandbox>>} options.pressone
 * @param {string} options.folder where what has to survive is kept
 * @param {string} options.world its name
 * @param {string[]} options.scripts the worker's files, the entry first
 * @param {number} options.purchases
 */
export async function openShop({ pressone, folder, world, scripts, purchases }) {
  const sandbox = pressone.worlds.get(world);
  const { active, digits17, digits22, unlimited, voiceText } = sandbox.iccids;
  const iccids = [active, digits17, digits22, unlimited, voiceText];
  for (let order = 0; order < 20 * purchases; order += 1) {
    const timing = order % 2 ? { ms: AFTER_MS, after: true } : { ms: BEFORE_MS };
    sandbox.faults.add({ endpoint: "submit", kind: "latency", ...timing });
  }
  const { client_id, client_secret } = sandbox.credentials;
  const grant = { client_id, client_secret, grant_type: "client_credentials" };
  const answer = await fetch(`${pressone.url}/world/${world}/customer/v2/token`, {
    method: "POST",
    headers: { Accept: "application/json" },
    body: new URLSearchParams(grant),
  });
  const { data } = await answer.json();
  const worker = mortal(
    workerd({
      scripts: scripts.map(script),
      folder,
      bindings: {
        PRESSONE: pressone.url,
        TOKEN: data.access_token,
        CREDENTIALS: sandbox.credentials,
        SECRET: "a secret of the tests' own, and long enough",
        ESIMS: { ada: iccids },
        EMAILS: {},
      },
    }),
  );
  const random = randomFrom(SEED);
  const load = { url: worker.url, world, iccids, purchases, pages: PAGES, random };
  /** The codes of the orders of each reference. */
  const ledger = () => {
    /** @type {Map<string, string[]>} */
    const codes = new Map();
    for (const { description, code } of sandbox.ledger.orders) {
      const reference = /paid-ada-k\d+$/.exec(String(description))?.[0];
      if (reference) codes.set(reference, [...(codes.get(reference) ?? []), code]);
    }
    return codes;
  };
  return { worker, load, ledger, random, sandbox };
}
