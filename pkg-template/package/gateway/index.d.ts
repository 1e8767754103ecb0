import type { Renewal, TopupOrder, TopupPackage } from "pressone-esim";
import type { PartnerClient, Purchase, PurchaseKey } from "./partner-types.js";

export type {
  CounterStore,
  PartnerClient,
  Prices,
  Purchase,
  PurchaseFailure,
  PurchaseKey,
  PurchaseKind,
  PurchaseState,
} from "./partner-types.js";

/** The shopper who sends a request. */
export interface Identity {
  /**
   * Your id of the shopper: text or a whole number, which becomes text. Never give an id to another
   * shopper. PressOne and the store see only a keyed digest of it.
   */
  id: string | number | bigint;
}

/** The order that a page requests. */
export interface GatewayOrder {
  /** Your payment's id: 1 to 255 printable ASCII characters without a space at either end. */
  reference: string;
  /** 17 to 22 digits, for which `ownsEsim` returned true. */
  iccid: string;
  package_id: string;
  description: string | null;
  /** The price that the page showed, in US dollars. The page may lie. */
  price: number | null;
}

/** The renewal that a page requests. */
export interface GatewayRenewal {
  /** Your payment's id, or a name that the page made up if renewals need no payment. */
  reference: string;
  /** The address that the number was claimed with, for which `ownsNumber` returned true. */
  email: string;
}

/**
 * The answer of `verifyPayment`.
 *
 * `{ paid: true, price }`: the payment is confirmed. `price` is the PressOne price that the payment was made
 * for, in US dollars: `4.5`, not cents. At another price nothing is ordered (`price_changed`).
 *
 * `true`: the payment is confirmed, for the price that the page showed.
 *
 * `"pending"`: not confirmed yet. The page asks again, and your webhook may call `gateway.purchase`.
 *
 * `false`: there is no such payment.
 */
export type PaymentVerdict = { paid: true; price: number } | { paid: false } | boolean | "pending";

/**
 * The answer of `verifyRenewal`.
 *
 * `true`: the reference is a confirmed payment of this shopper for this renewal. `"pending"`: a payment that
 * is not confirmed yet. `"unpaid"`: allowed without a payment; the reference then is this shopper's own name
 * for the renewal, and another shopper's is another one. `false`: refused.
 */
export type RenewalVerdict = boolean | "pending" | "unpaid";

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
    | "pressone.gateway.refused"
    | "pressone.gateway.closed"
    | "pressone.gateway.error"
    | "pressone.order"
    | "pressone.renewal";
  /**
   * Named as in OpenTelemetry's conventions for HTTP if those have a name. `pressone.reference` is the
   * reference of a purchase, as `settlePurchase` and `closePurchase` take it.
   */
  attributes: Record<string, string | number>;
}

/** The place where an error happened. */
export interface ErrorContext {
  /** The hook that failed; `partner` if the partner client could not be made. */
  hook?: string;
  endpoint?: string;
  /** The reference of the purchase. */
  reference?: string;
}

/**
 * The shop's decisions. An endpoint without its hooks is closed: it answers 404. Every hook has to answer
 * within `hookTimeoutMs`. A hook that throws or is late answers the request with 503, and orders nothing.
 */
export interface GatewayPolicy<Shopper extends Identity = Identity> {
  /**
   * The partner client, made with a `store` and a `secret`; or a function that makes it. The function is
   * called at the first request, and again after it failed.
   */
  partner: PartnerClient | (() => PartnerClient | Promise<PartnerClient>);
  /** Identifies the shopper; null for an unknown one (401). */
  authorize: (
    request: Request,
  ) => Shopper | null | undefined | false | Promise<Shopper | null | undefined | false>;
  /** True if the eSIM is the shopper's. Enables offers and history. */
  ownsEsim?: (identity: Shopper, iccid: string) => boolean | Promise<boolean>;
  /**
   * Tells if the payment that `order.reference` names is this shopper's, is for this package and eSIM, and is
   * confirmed. Enables purchases, together with `ownsEsim`. It is not asked again once the journal has the
   * purchase of this shopper.
   */
  verifyPayment?: (
    identity: Shopper,
    order: GatewayOrder,
  ) => PaymentVerdict | null | undefined | Promise<PaymentVerdict | null | undefined>;
  /**
   * Called with the current offer right before the order is sent, for a check of your own. Nothing is ordered
   * unless it returns true.
   */
  confirmOffer?: (
    identity: Shopper,
    order: GatewayOrder,
    offer: TopupPackage,
  ) => boolean | Promise<boolean>;
  /** Tells if the renewal is paid. Enables renewals, together with `ownsNumber`. */
  verifyRenewal?: (
    identity: Shopper,
    renewal: GatewayRenewal,
  ) => RenewalVerdict | null | undefined | Promise<RenewalVerdict | null | undefined>;
  /** True if the number claimed with this address is the shopper's. */
  ownsNumber?: (identity: Shopper, email: string) => boolean | Promise<boolean>;
  /** The path before the gateway's paths, such as `/api/pressone`; empty by default. */
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
  /** Receives the events. Its exceptions and rejections are ignored. */
  onEvent?: (event: GatewayEvent) => unknown;
  /**
   * Receives the cause of each failure that the shop should know: a hook's exception, and the partner
   * client's errors that are not a shopper's mistake. Pages never see it.
   */
  onError?: (error: unknown, context: ErrorContext) => unknown;
}

/** The second parameter of a worker's `fetch`, or `{ waitUntil: after }` in Next.js. */
export interface GatewayContext {
  waitUntil?: (work: Promise<unknown>) => void;
}

/** An order of the shop's own code. */
export interface DirectOrder {
  /** The payment's id. */
  reference: string;
  iccid: string;
  package_id: string;
  /** The PressOne price that the payment was made for, in US dollars. Always pass it if you know it. */
  price?: number;
  description?: string;
  /** The number of failed tries that the caller knows of; by default those of the journal. */
  tries?: number;
}

/** A renewal of the shop's own code. */
export interface DirectRenewal {
  reference: string;
  email: string;
  /** True if the reference is no payment, as `"unpaid"` of `verifyRenewal`. */
  unpaid?: boolean;
  tries?: number;
}

/** A request handler, with methods for the shop's own code. */
export interface Gateway {
  (request: Request, context?: GatewayContext): Promise<Response>;
  /**
   * Buys a top-up for a shopper, for a payment webhook or a timer. No hook is asked. The journal is that of
   * the pages: a webhook and a page make one order, and both get it.
   *
   * @throws {PressOneError} the partner client's error. Answer the webhook with 500 if the outcome is unknown,
   * so that the provider calls again. `invalid_argument`: `path` names the argument; `order.shopper` is the
   * identity's `id`. Nothing was sent.
   */
  purchase(identity: Identity, order: DirectOrder): Promise<TopupOrder>;
  /** Renews a number for a shopper, as `purchase` buys a top-up. */
  renew(identity: Identity, renewal: DirectRenewal): Promise<Renewal>;
  /**
   * Closes a reference: it never buys again. Refund a payment only after the state is `closed`. An open or
   * done purchase stays as it is, and its state is returned.
   */
  closePurchase(reference: string | PurchaseKey): Promise<Purchase>;
  /** Answers new purchases with 503, and resolves when the others are finished. For SIGTERM. */
  close(): Promise<void>;
  readonly basePath: string;
}

/**
 * Makes the request handler between a shop's pages and PressOne. A page needs only
 * `createClient({ baseUrl: basePath })`.
 *
 * @throws {TypeError} for a policy that cannot work.
 */
export function createGateway<Shopper extends Identity>(policy: GatewayPolicy<Shopper>): Gateway;
