// The behaviour of the package on every platform. The modules of this folder import only each other, so
// every platform can run them. A module that needs the installed package says so.
import { deadlines } from "./deadlines.js";
import { errors } from "./errors.js";
import { events } from "./events.js";
import { gateway } from "./gateway.js";
import { purchases } from "./purchases.js";
import { reads } from "./reads.js";
import { partnerReferences, references } from "./references.js";
import { renewals } from "./renewals.js";
import { tokens } from "./tokens.js";

/** @type {Record<string, import("./host.js").Case>} */
const partnerCases = { ...tokens, ...purchases, ...renewals, ...partnerReferences };

/** @type {Record<string, import("./host.js").Case>} */
export const contract = {
  ...partnerCases,
  ...reads,
  ...references,
  ...errors,
  ...deadlines,
  ...events,
  ...gateway,
};

/** Cases of a client with credentials, which a page must not have. */
export const PARTNER_CASES = Object.keys(partnerCases);
