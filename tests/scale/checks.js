// Processes that check many eSIMs at a simulated time, over an imitation of PressOne that logs its requests.
import { installClock } from "../purchases/schedules/environment/clock.js";
import { replacePlatform } from "../purchases/schedules/environment/platform.js";

const MINUTE_MS = 60_000;
const SECRET = "a secret of the tests, long enough";
/** A process's timer, and the time of each call. */
const TIMER_MS = MINUTE_MS;
const CALL_MS = 55_000;
const ROUTE = /^\/customer\/v2\/(token|sims)(?:\/(\d+)\/usage)?$/;
/** The part of the eSIMs that have used up most of their data. */
const LOW = 20;

/** One of so many requests fails, in a run with failures. */
const FAILING = 7;

/** The behaviour of PressOne in a run. @type {[what: string, options: Partial<Parameters<typeof simulateRound>[0]>][]} */
export const RUNS = [
  ["answers after 200 ms", {}],
  ["answers after 900 ms", { latencyMs: 900 }],
  ["fails each seventh time with 503", { failing: (n) => n % FAILING === 0 }],
];

/** @param {unknown} body @param {number} [status] */
const json = (body, status = 200) => Response.json(body, { status });

/**
 * PressOne with as many eSIMs as wanted. Every answer takes `latencyMs`.
 *
 * @param {ReturnType<typeof installClock>} clock
 * @param {{ esims: number, latencyMs: number, failing: (n: number) => boolean }} options
 */
function imitate(clock, { esims, latencyMs, failing }) {
  /** @type {{ at: number, kind: string }[]} */
  const log = [];
  const iccidOf = (/** @type {number} */ index) => `8999${String(index).padStart(15, "0")}`;

  /** @param {URL} url @param {string} kind @param {string | undefined} iccid */
  function answer(url, kind, iccid) {
    if (failing(log.length)) return json({ message: "down" }, 503);
    if (kind === "token") {
      return json({ data: { token_type: "Bearer", expires_in: 86_400, access_token: "token" } });
    }
    if (iccid) {
      const remaining = Number(iccid.slice(4)) % LOW === 0 ? 50 : 900;
      const figures = { remaining, total: 1000, expired_at: null, is_unlimited: false };
      return json({ data: { status: "ACTIVE", ...figures } });
    }
    const page = Number(url.searchParams.get("page"));
    const limit = Number(url.searchParams.get("limit"));
    const count = Math.max(0, Math.min(limit, esims - (page - 1) * limit));
    const data = Array.from({ length: count }, (_, at) => {
      const index = (page - 1) * limit + at;
      return { id: index + 1, iccid: iccidOf(index), recycled: false };
    });
    const last_page = Math.ceil(esims / limit);
    return json({ data, meta: { current_page: page, last_page, total: esims, per_page: limit } });
  }

  /** @param {Request} request */
  async function fetch(request) {
    const url = new URL(request.url);
    const [, kind = "", iccid] = ROUTE.exec(url.pathname) ?? [];
    if (!kind) throw new Error(`no such endpoint: ${url.pathname}`);
    log.push({ at: clock.elapsed(), kind: iccid ?? kind });
    await new Promise((resolve) => setTimeout(resolve, latencyMs));
    return answer(url, kind, iccid);
  }
  return { log, fetch };
}

/**
 * The largest number of times within a window.
 *
 * @param {number[]} times in order
 * @param {number} windowMs
 */
function most(times, windowMs) {
  let first = 0;
  let found = 0;
  times.forEach((time, index) => {
    while (time - /** @type {number} */ (times[first]) >= windowMs) first += 1;
    found = Math.max(found, index - first + 1);
  });
  return found;
}

/**
 * Runs a round with several processes, and returns what PressOne saw.
 *
 * @param {object} options
 * @param {number} options.esims
 * @param {number} [options.processes]
 * @param {number} [options.latencyMs]
 * @param {(n: number) => boolean} [options.failing] true for a request that gets 503
 */
export async function simulateRound({
  esims,
  processes = 2,
  latencyMs = 200,
  failing = () => false,
}) {
  const { createClient } = await import("../../pkg/partner/node.js");
  const { createChecks } = await import("../../pkg/checks/index.js");
  const { memoryStore } = await import("../../pkg/stores/memory.js");
  const clock = installClock();
  const restore = replacePlatform(1);
  try {
    const store = memoryStore();
    const pressone = imitate(clock, { esims, latencyMs, failing });
    /** @type {string[]} */
    const events = [];
    const open = async () =>
      createChecks({
        partner: await createClient({
          baseUrl: "https://pressone.example",
          credentials: { client_id: "id", client_secret: "secret" },
          fetch: pressone.fetch,
          store,
          secret: SECRET,
        }),
        notify: ({ id }) => void events.push(id),
      });
    const shop = await Promise.all(Array.from({ length: processes }, open));
    const totals = { checked: 0, failed: 0 };
    let isDone = false;
    let endedAt = 0;
    while (!isDone) {
      const begunAt = clock.elapsed();
      const calls = Promise.allSettled(
        shop.map((checks) => checks.checkEsims({ timeMs: CALL_MS })),
      );
      await clock.run();
      for (const call of await calls) {
        if (call.status === "rejected") {
          // A failed list ends the call, and the next one goes on.
          if (call.reason.status !== 503) throw call.reason;
          continue;
        }
        const { state, checked, failed } = call.value;
        totals.checked += checked;
        totals.failed += failed;
        isDone ||= state === "done";
      }
      endedAt = clock.elapsed();
      await clock.pass(Math.max(0, begunAt + TIMER_MS - endedAt));
    }
    const { log } = pressone;
    const times = log.map(({ at }) => at);
    /** @type {Map<string, number[]>} */
    const byKind = new Map();
    for (const { at, kind } of log) byKind.set(kind, [...(byKind.get(kind) ?? []), at]);
    const { token: tokens = [], sims: lists = [], ...usages } = Object.fromEntries(byKind);
    const perEsim = Object.values(usages);
    return {
      ...totals,
      requests: log.length,
      lists: lists.length,
      hours: endedAt / 3_600_000,
      mostInSecond: most(times, 1_000),
      mostPerEsim: Math.max(...perEsim.map((each) => most(each, 15 * MINUTE_MS))),
      tokensPerMinute: most(tokens, MINUTE_MS),
      esims: perEsim.length,
      events: events.length,
      differentEvents: new Set(events).size,
    };
  } finally {
    restore();
    clock.uninstall();
  }
}
