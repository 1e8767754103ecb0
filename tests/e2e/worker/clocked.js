// The shop's worker, with a clock that a test sets forward. The package reads `Date.now` at each use.
import shop from "./index.js";

export * from "./index.js";

/** The path that sets the clock forward, by `ms`. */
const CLOCK_PATH = "/test-clock";

const realNow = Date.now;
let ahead = 0;
Date.now = () => realNow() + ahead;

export default {
  ...shop,

  /** @type {typeof shop.fetch} */
  async fetch(request, env, context) {
    const { pathname, searchParams } = new URL(request.url);
    if (pathname !== CLOCK_PATH) return shop.fetch(request, env, context);
    ahead += Number(searchParams.get("ms"));
    return new Response(null, { status: 204 });
  },
};
