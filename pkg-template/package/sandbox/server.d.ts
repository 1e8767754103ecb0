import type { Sandbox, SandboxOptions } from "./index.js";

export interface ServerOptions extends SandboxOptions {
  /** The port; 0, the default, for a free one. */
  port?: number | undefined;
  /** The host's address; `127.0.0.1` by default. */
  host?: string | undefined;
  /** True if pages of other origins may read the answers; false by default. */
  cors?: boolean | undefined;
}

/** A sandbox behind an HTTP server. */
export interface SandboxServer {
  /** The option `baseUrl` of the partner client. */
  url: string;
  /** The sandbox at `url`. */
  sandbox: Sandbox;
  worlds: {
    /** Returns the sandbox at `<url>/world/<name>`, with the same options. The name has letters, digits, `.`, `_`, `-`. */
    get(name: string): Sandbox;
  };
  /** Ends the server and all connections. */
  close(): Promise<void>;
}

/** Starts a sandbox over HTTP, in Node, Deno or Bun. */
export function startSandbox(options?: ServerOptions): Promise<SandboxServer>;
