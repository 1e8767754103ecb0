import type { Disposal } from "../disposal.js";
import type { PartnerClient, PartnerOptions } from "../partner-types.js";

export * from "../errors.js";
export type * from "../partner-types.js";

/**
 * Creates a client. The first call loads the WebAssembly module. Importing the package runs nothing.
 *
 * @throws {PressOneError} `configuration` if an option cannot work; the message says what to change.
 * So is a `module` that is none, or that is of another build of the package.
 * `network` if the module could not be loaded, and `timeout` if the load took longer than `timeoutMs`. The next call
 * tries again.
 */
export function createClient(options: PartnerOptions): Promise<PartnerClient & Disposal>;
