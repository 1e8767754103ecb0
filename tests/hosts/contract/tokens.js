// Access tokens. A client without credentials has none.
import { equal } from "./checks.js";
import { connect } from "./host.js";

/** @type {Record<string, import("./host.js").Case>} */
export const tokens = {
  "concurrent calls share one token request": async (host) => {
    const { client, iccids, countRequests } = await connect(host);
    await Promise.all([1, 2, 3, 4].map(() => client.getTopupPackages(iccids.active)));
    equal(await countRequests("/token"), 1, "token requests");
  },

  "a revoked token is replaced once": async (host) => {
    const { client, iccids, control, countRequests } = await connect(host);
    await client.getTopupPackages(iccids.active);
    await control("POST", "tokens/revoke");
    await client.getTopupPackages(iccids.active);
    equal(await countRequests("/token"), 2, "token requests");
  },
};
