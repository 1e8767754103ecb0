import type { Disposal } from "../disposal.js";
import type { PartnerClient, PartnerOptions } from "../partner-types.js";

export * from "../errors.js";
export type * from "../partner-types.js";

/**
 * Creates a client. The first call loads the WebAssembly module. Importing the package runs nothing.
 *
 * @throws {PressOneError} `configuration` if an option cannot work; the message says what to change.
 * `network` if the module could not be loaded; the next call tries again.
 */
export function createClient(options: PartnerOptions): Promise<PartnerClient & Disposal>;
