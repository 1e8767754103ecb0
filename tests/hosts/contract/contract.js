// The behaviour of the package on every platform. The modules of this folder import only each other, so
// every platform can run them. A module that needs the installed package says so.
import { deadlines } from "./deadlines.js";
import { errors } from "./errors.js";
import { events } from "./events.js";
import { gateway } from "./gateway.js";
import { purchases } from "./purchases.js";
import { reads } from "./reads.js";
import { references } from "./references.js";
import { renewals } from "./renewals.js";
import { tokens } from "./tokens.js";

/** @type {Record<string, import("./host.js").Case>} */
export const contract = {
  ...tokens,
  ...reads,
  ...purchases,
  ...renewals,
  ...references,
  ...errors,
  ...deadlines,
  ...events,
  ...gateway,
};

/** Cases about the tokens that a client without credentials does not have. */
export const CREDENTIAL_CASES = Object.keys(tokens);
