import type { Gateway } from "./index.js";

/** The part of Node's `IncomingMessage`, and of an Express request, that the adapter uses. */
export interface NodeRequest {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  /** Express: the URL before a mount's path was removed. */
  readonly originalUrl?: string;
  /** Express: the path of the mount. */
  readonly baseUrl?: string;
  /** The body, if a body parser has read it. */
  readonly body?: unknown;
  readonly headers: { readonly [name: string]: string | string[] | undefined };
  readonly httpVersionMajor: number;
  readonly complete: boolean;
  readonly readableDidRead: boolean;
  readonly socket?: unknown;
  // biome-ignore lint/suspicious/noExplicitAny: Node's own declarations have it.
  on(event: string, listener: (...values: any[]) => void): unknown;
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  off(event: string, listener: (...values: any[]) => void): unknown;
  pause(): unknown;
  resume(): unknown;
}

/** The part of Node's `ServerResponse` that the adapter uses. */
export interface NodeResponse {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(text: string): unknown;
}

/** A request handler of node:http, and a middleware of Express. */
export type NodeHandler = (
  req: NodeRequest,
  res: NodeResponse,
  next?: (error?: unknown) => void,
) => Promise<void>;

/** The part of a Fastify instance that the plugin uses. */
export interface FastifyLike {
  readonly prefix: string;
  removeAllContentTypeParsers(): unknown;
  addContentTypeParser(
    type: string,
    parser: (request: unknown, payload: unknown, done: (error: null) => void) => void,
  ): unknown;
  all(
    path: string,
    handler: (
      request: { raw: NodeRequest },
      reply: { raw: NodeResponse; hijack(): unknown },
    ) => Promise<void>,
  ): unknown;
}

export type FastifyPlugin = (fastify: FastifyLike) => Promise<void>;

/**
 * Serves the gateway in Node.
 *
 * node:http: `createServer(nodeHandler(gateway))`.
 *
 * Express: `app.use("/api/pressone", nodeHandler(gateway))`; the path is the gateway's `basePath`. Put it
 * before body parsers. After `express.json()` it works too, because it uses the parsed object. If another
 * handler has consumed the body, the gateway answers with 500, and `onError` receives the reason.
 */
export function nodeHandler(gateway: Gateway): NodeHandler;

/**
 * Serves the gateway in Fastify: `fastify.register(fastifyGateway(gateway))`. Its path is the gateway's
 * `basePath`. If you pass a `prefix` to `register`, it must be the same path.
 */
export function fastifyGateway(gateway: Gateway): FastifyPlugin;
