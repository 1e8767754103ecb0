import type { Disposal } from "./disposal.js";
import type { Client, ClientOptions } from "./page-types.js";

export * from "./errors.js";
export type * from "./page-types.js";

/**
 * Creates a client. The first call loads the WebAssembly module. Importing the package runs nothing.
 *
 * @throws {PressOneError} `configuration` if an option cannot work; the message says what to change.
 * So is a `module` that is none, or that is of another build of the package.
 * `network` if the module could not be loaded, and `timeout` if the load took longer than `timeoutMs`. The next call
 * tries again.
 */
export function createClient(options: ClientOptions): Promise<Client & Disposal>;
