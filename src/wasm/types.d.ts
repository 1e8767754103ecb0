/** An event of a request. It contains no secret, no ICCID and no body. */
export type RequestEvent =
  /** A request is sent. `attempt` is 0 for the first attempt. */
  | { type: "request"; endpoint: string; method: string; attempt: number }
  /** An answer arrived, with any status. */
  | { type: "response"; endpoint: string; attempt: number; status: number; durationMs: number }
  /** No answer arrived. `kind` is the kind of the error. */
  | { type: "failure"; endpoint: string; attempt: number; kind: string; durationMs: number }
  /** A read is repeated after `delayMs`. `kind` is the kind of the error. */
  | { type: "retry"; endpoint: string; attempt: number; kind: string; delayMs: number }
  /** A function that keeps its answers, such as `getPackageHistory`, returned one. `source` is that of the result. */
  | { type: "cache"; endpoint: string; source: "network" | "cache" | "stale" };

/** The options of a call. */
export interface CallOptions {
  /** Ends the call with kind `aborted`, or with `outcome_unknown` if a purchase has been sent. */
  signal?: AbortSignal | undefined;
  /** The timeout of the whole call with all its attempts, in ms. The default is the client's. */
  timeoutMs?: number | undefined;
}

/** The platform's `WebAssembly.Module`. */
export type CompiledModule = typeof globalThis extends {
  WebAssembly: { Module: { prototype: infer Module } };
}
  ? Module & object
  : never;

/**
 * The client's module: the file `pressone-esim/pressone_esim_page_bg.wasm`, and for a partner client
 * `pressone-esim/pressone_esim_partner_bg.wasm`, of the same version of the package. It is a compiled module, its
 * bytes, a `Response` with them, or a URL to fetch them from. A page may give a relative URL.
 */
export type ModuleSource = CompiledModule | ArrayBuffer | ArrayBufferView | Response | URL | string;
