import type { Client, ClientOptions, TopupPackage } from "pressone-esim";

/**
 * The gateway's storage: the access token (encrypted), package histories, the journal of purchases and
 * renewals, rate limits. It has the shape of Web Storage, with a lock. All instances of a gateway share
 * one.
 */
export interface SharedStorage {
  getItem(key: string): string | null | undefined | Promise<string | null | undefined>;
  /** Resolves when the value survives a crash. */
  setItem(key: string, value: string): unknown;
  removeItem(key: string): unknown;
  /** Returns the keys with this prefix. Without this method `recoverTopupOrders` returns nothing. */
  keys?(prefix: string): readonly string[] | Promise<readonly string[]>;
  /**
   * Compare-and-set: writes `value` if the current value is `before` (null: no value). Returns true if
   * it wrote `value`, else false. Must be atomic: it prevents a second order even after a lock was
   * lost. An empty `value` means no value, so the item may be removed.
   */
  replaceItem(key: string, before: string | null, value: string): boolean | Promise<boolean>;
  /**
   * Adds one to the key's count in the current window of `windowMs`. Returns the count, and the time
   * until the window ends. Counts need not survive a crash. Without this method counts are stored as
   * items, under a lock.
   */
  count?(
    key: string,
    windowMs: number,
  ): { count: number; waitMs: number } | Promise<{ count: number; waitMs: number }>;
  /**
   * Calls `work` while nothing else runs under this name in any process that shares the storage, and
   * returns its result. The lock ends with `work`, or with the process that runs it.
   */
  lock<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/** The shopper who sends a request. */
export interface Identity {
  /** Your id of the shopper, as text, never given to another. PressOne sees only a keyed digest of it. */
  id: string;
}

/** The order that a page requests. */
export interface GatewayOrder {
  /** The page's reference, your payment's id: 1 to 64 letters, digits, `.`, `_`, `~`, `-`. */
  reference: string;
  /** 17 to 22 digits, for which `ownsEsim` returned true. */
  iccid: string;
  package_id: string;
  description: string | null;
}

/** Names of further fields that pages may see, such as `net_price`. */
export interface Exposed {
  topup?: readonly string[];
  history?: readonly string[];
  order?: readonly string[];
  sim?: readonly string[];
}

/** An event for the shop's log. It holds no secret, ICCID, e-mail address or body. */
export interface GatewayEvent {
  name:
    | "pressone.gateway.request"
    | "pressone.gateway.error"
    | "pressone.order"
    | "pressone.renewal";
  /**
   * Named as in OpenTelemetry's conventions for HTTP if those have a name. `pressone.reference` is
   * the reference of a purchase or renewal, as the client's `settle` takes it.
   */
  attributes: Record<string, string | number>;
}

/**
 * The shop's decisions. An endpoint without its hook answers 404. Every hook but `authorize` allows a
 * request only if it returns `true` within `hookTimeoutMs`.
 */
export interface GatewayPolicy<Shopper extends Identity = Identity> {
  /** Makes the client of one request, with the partner's credentials. */
  client: () => Client | Promise<Client>;
  /** Shared by all instances of the gateway. */
  storage: SharedStorage;
  /** Random text of at least 32 characters, the same for all instances. Keep it secret. */
  secret: string;
  /**
   * Identifies the shopper; null for an unknown one (401). If it throws or takes too long, reads are
   * answered with 503 and writes with 422 and code 13; nothing is ordered.
   */
  authorize: (request: Request) => Shopper | null | Promise<Shopper | null>;
  /** True if the eSIM is the shopper's. Enables top-up packages and package history. */
  ownsEsim?: (identity: Shopper, iccid: string) => boolean | Promise<boolean>;
  /**
   * True if the payment named by the order's `reference` is this shopper's, is for this package and
   * eSIM, and covers `offer`. `"price_changed"` if it is valid but does not cover the offer any more.
   * Enables purchases, together with `ownsEsim`. A reference buys one order, whatever you return later.
   */
  verifyPayment?: (
    identity: Shopper,
    order: GatewayOrder,
    offer: TopupPackage,
  ) => boolean | "price_changed" | Promise<boolean | "price_changed">;
  /** True if the number claimed with this address is the shopper's. Enables renewals. */
  ownsNumber?: (identity: Shopper, email: string) => boolean | Promise<boolean>;
  /** The path before PressOne's paths, such as `/api/pressone`; empty by default. */
  basePath?: string;
  /**
   * The origin of the shop's pages, such as `https://shop.example`. Needed if `request.url` does not
   * have it: behind a proxy, or in a self-hosted Next.js. By default the origin of `request.url`.
   */
  publicOrigin?: string;
  /** Further origins whose pages may use the gateway; none by default. */
  origins?: readonly string[];
  expose?: Exposed;
  /** Requests per shopper and window; 120 per 60,000 ms by default. */
  limit?: { requests: number; windowMs: number };
  /** The largest body of a request; 16,384 by default. */
  maxBodyBytes?: number;
  /** The longest time that a hook may take, in ms; 10,000 by default. */
  hookTimeoutMs?: number;
  onEvent?: (event: GatewayEvent) => void;
}

/** The options of a client for a gateway. */
export interface UpstreamOptions extends Omit<ClientOptions, "token" | "storage"> {
  credentials: { client_id: string; client_secret: string };
  storage: SharedStorage;
  /** As for `createGateway`. The access token is stored encrypted with it. */
  secret: string;
}

/**
 * Returns the options of a gateway's client: one access token for all that share the storage, and
 * requests to the origins of `baseUrl` and `voice.baseUrl` only.
 */
export function upstream(options: UpstreamOptions): ClientOptions;

/**
 * Makes the request handler between a shop's pages and PressOne. It serves the paths of the client's
 * requests under `basePath`, so a page needs only `createClient({ baseUrl: basePath })`.
 *
 * @throws {TypeError} for a policy that cannot work.
 */
export function createGateway<Shopper extends Identity>(
  policy: GatewayPolicy<Shopper>,
): (
  request: Request,
  context?: { waitUntil?: (work: Promise<unknown>) => void },
) => Promise<Response>;

/** Storage in this process's memory. All of it is lost when the process ends, open purchases too. */
export function memoryStorage(): SharedStorage;
