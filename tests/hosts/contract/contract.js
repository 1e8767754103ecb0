// The behaviour of the package on every platform. The modules of this folder import only each other, so
// every platform can run them. A module that needs the installed package says so.
import { account } from "./account.js";
import { deadlines } from "./deadlines.js";
import { errors } from "./errors.js";
import { esims } from "./esims.js";
import { events } from "./events.js";
import { gateway } from "./gateway.js";
import { gatewayNumbers } from "./gateway-numbers.js";
import { gatewayReads } from "./gateway-reads.js";
import { kept } from "./kept.js";
import { purchases } from "./purchases.js";
import { reads } from "./reads.js";
import { partnerReferences, references } from "./references.js";
import { renewals } from "./renewals.js";
import { sims } from "./sims.js";
import { tokens } from "./tokens.js";
import { users } from "./users.js";
import { walk } from "./walk.js";

/** @type {Record<string, import("./host.js").Case>} */
const partnerCases = {
  ...account,
  ...esims,
  ...kept,
  ...sims,
  ...users,
  ...walk,
  ...tokens,
  ...purchases,
  ...renewals,
  ...partnerReferences,
};

/** @type {Record<string, import("./host.js").Case>} */
export const contract = {
  ...partnerCases,
  ...reads,
  ...references,
  ...errors,
  ...deadlines,
  ...events,
  ...gateway,
  ...gatewayReads,
  ...gatewayNumbers,
};

/** Cases of a client with credentials, which a page must not have. */
export const PARTNER_CASES = Object.keys(partnerCases);
