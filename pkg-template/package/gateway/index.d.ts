import type { Client, ClientOptions, TopupPackage } from "pressone-esim";

/**
 * Where the gateway keeps what has to outlive a request and hold for all who share it: tokens
 * (encrypted), package history, the journal of purchases. In the shape of Web Storage, with a lock.
 */
export interface SharedStorage {
  getItem(key: string): string | null | undefined | Promise<string | null | undefined>;
  /** Resolves when the value is where a crash does not reach it. */
  setItem(key: string, value: string): unknown;
  removeItem(key: string): unknown;
  /** The keys that begin with this. Without it `recoverTopupOrders` finds nothing. */
  keys?(prefix: string): readonly string[] | Promise<readonly string[]>;
  /**
   * Writes `value` where `before` is kept (null: nothing), in one step; `false` where it is not, and
   * then writes nothing. An empty `value` stands for nothing: the item may be removed. It holds where a
   * lock is lost: an order leaves after it alone.
   */
  replaceItem(key: string, before: string | null, value: string): boolean | Promise<boolean>;
  /**
   * Counts one more under this key in the window of `windowMs` that runs: how many there are, and how
   * long it runs on. Need not survive a crash. Without it counts are kept as items, under a lock.
   */
  count?(
    key: string,
    windowMs: number,
  ): { count: number; waitMs: number } | Promise<{ count: number; waitMs: number }>;
  /**
   * Does `work` while nobody else who shares the storage does any under this name, and gives its
   * result. Ends when `work` does, or the process that runs it.
   */
  lock<T>(name: string, work: () => Promise<T>): Promise<T>;
}

/** Who asks. */
export interface Identity {
  /** What you know the shopper by, as text, never reused. PressOne is told a keyed digest of it. */
  id: string;
}

/** What a shopper's page wants bought. */
export interface GatewayOrder {
  /** The page's reference: 1 to 64 of letters, digits, `.`, `_`, `~`, `-`. Your payment's id. */
  reference: string;
  /** 17 to 22 digits; `ownsEsim` said yes to it. */
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

/** What the gateway tells. Never a secret, an ICCID, an e-mail address or a body. */
export interface GatewayEvent {
  name:
    | "pressone.gateway.request"
    | "pressone.gateway.error"
    | "pressone.order"
    | "pressone.renewal";
  /**
   * In the names of OpenTelemetry's conventions for HTTP where there are any. `pressone.reference` is
   * what names a purchase or renewal, as the client's `settle` takes it.
   */
  attributes: Record<string, string | number>;
}

/** What the shop decides. A hook that is left out closes its endpoint; only `true` is a yes. */
export interface GatewayPolicy<Shopper extends Identity = Identity> {
  /** Makes the client of one request, with the partner's credentials. */
  client: () => Client | Promise<Client>;
  /** Shared by all instances of the gateway. */
  storage: SharedStorage;
  /** Random text of at least 32 characters, the same for all instances; keep it as a secret. */
  secret: string;
  /** Who asks; null for nobody (401). Where it throws or hangs, nobody can be served (503). */
  authorize: (request: Request) => Shopper | null | Promise<Shopper | null>;
  /** Whether the eSIM is the shopper's. Opens top-up packages and package history. */
  ownsEsim?: (identity: Shopper, iccid: string) => boolean | Promise<boolean>;
  /**
   * Whether the payment that the order's `reference` names is this shopper's, for this package and
   * eSIM, and covers `offer`: `"price_changed"` where it is good and does not cover it any more.
   * Opens buying. A reference buys one order, whatever you answer later.
   */
  verifyPayment?: (
    identity: Shopper,
    order: GatewayOrder,
    offer: TopupPackage,
  ) => boolean | "price_changed" | Promise<boolean | "price_changed">;
  /** Whether the number claimed with this address is the shopper's. Opens renewals. */
  ownsNumber?: (identity: Shopper, email: string) => boolean | Promise<boolean>;
  /** What comes before PressOne's paths, such as `/api/pressone`; nothing if not given. */
  basePath?: string;
  /**
   * The origin that the shop's pages are served from, such as `https://shop.example`, where requests
   * do not have it in their `url`: behind a proxy, or in a Next.js of your own; `url`'s if not given.
   */
  publicOrigin?: string;
  /** Origins other than its own whose pages may use it; none if not given. */
  origins?: readonly string[];
  expose?: Exposed;
  /** Requests per shopper; 120 per 60,000 ms if not given. */
  limit?: { requests: number; windowMs: number };
  /** The largest body of a request; 16,384 if not given. */
  maxBodyBytes?: number;
  /** The time that a hook may take, in ms; 10,000 if not given. */
  hookTimeoutMs?: number;
  onEvent?: (event: GatewayEvent) => void;
}

/** What a client of the gateway's is made with. */
export interface UpstreamOptions extends Omit<ClientOptions, "token" | "storage"> {
  credentials: { client_id: string; client_secret: string };
  storage: SharedStorage;
  /** As for `createGateway`; the access token is stored encrypted with it. */
  secret: string;
}

/**
 * The options of a client that a gateway uses: one access token for all who share the storage, one
 * origin, and writes whose body can be sent once.
 */
export function upstream(options: UpstreamOptions): ClientOptions;

/**
 * Makes the handler that a shop puts between its pages and PressOne. It serves PressOne's five paths
 * under `basePath`, so that a page needs `createClient({ baseUrl: basePath })` alone.
 *
 * @throws {TypeError} for a policy that cannot work.
 */
export function createGateway<Shopper extends Identity>(
  policy: GatewayPolicy<Shopper>,
): (
  request: Request,
  context?: { waitUntil?: (work: Promise<unknown>) => void },
) => Promise<Response>;

/** Storage in this process's memory. Everything is gone when the process ends, purchases too. */
export function memoryStorage(): SharedStorage;
