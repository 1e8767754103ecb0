import type { Claim, Package, Renewal, SimOrder, TopupOrder, TopupPackage } from "pressone-esim";
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
  /** `topup`: for an eSIM that the shopper has. `sim`: new eSIMs. */
  kind: "topup" | "sim";
  /** Your payment's id: 1 to 255 printable ASCII characters without a space at either end. */
  reference: string;
  /** 17 to 22 digits, for which `ownsEsim` returned true. Null for new eSIMs. */
  iccid: string | null;
  package_id: string;
  /** The number of packages: 1 for a top-up, 1 to 50 for new eSIMs. */
  quantity: number;
  description: string | null;
  /** The price of one package that the page showed, in US dollars. The page may lie. */
  price: number | null;
}

/** The renewal that a page requests. */
export interface GatewayRenewal {
  /** Your payment's id, or a name that the page made up if renewals need no payment. */
  reference: string;
  /** The address that the number was claimed with, for which `ownsNumber` returned true. */
  email: string;
}

/** The claim of a number that a page requests. */
export interface GatewayClaim {
  /** Your payment's id, or a name that the page made up if claims need no payment. */
  reference: string;
  /** The number, as the list of numbers has it. The page may lie. */
  number: string;
  /** The address that the number is claimed with. The page may lie. */
  email: string;
}

/**
 * The answer of `mayBrowseNumbers`.
 *
 * `true`: the shopper may see the numbers. `{ query }`: the same, and these parameters are sent to PressOne, which
 * documents none. They replace those of PressOne's link to the next page. A page can read the next page only if the query
 * is the same. It has no `after`.
 */
export type NumbersVerdict = boolean | { query: Record<string, string> };

/**
 * The answer of `verifyPayment`.
 *
 * `{ paid: true, price }`: the payment is confirmed. `price` is the PressOne price of one package that the payment
 * was made for, in US dollars: `4.5`, not cents. At another price nothing is ordered (`price_changed`). `quantity` is
 * the number of eSIMs that the payment was made for. It is needed for more than one, because a page names the number.
 *
 * `true`: the payment is confirmed, for one package and the price that the page showed.
 *
 * `"pending"`: not confirmed yet. The page asks again, and your webhook may call `gateway.purchase`.
 *
 * `false`: there is no such payment.
 */
export type PaymentVerdict =
  | { paid: true; price: number; quantity?: number }
  | { paid: false }
  | boolean
  | "pending";

/**
 * The answer of `verifyRenewal`.
 *
 * `true`: the reference is a confirmed payment of this shopper for this renewal. `"pending"`: the payment is
 * not confirmed yet. `"unpaid"`: the renewal needs no payment, and the reference is this shopper's own name for
 * it. Two shoppers may use one name. `false`: the renewal is refused.
 */
export type RenewalVerdict = boolean | "pending" | "unpaid";

/**
 * The answer of `verifyClaim`.
 *
 * `true`: the claim is allowed, and its payment is confirmed if it needs one. `"pending"`: the payment is not confirmed
 * yet. `false`: the claim is refused.
 */
export type ClaimVerdict = boolean | "pending";

/** The second question of a hook: is it in this shop's journal? */
export interface Journal {
  /**
   * Returns true if this shop sold it to this shopper. `gateway.transfer` moves an eSIM to another shopper.
   *
   * @throws an error of the store or of PressOne. Let it pass: the gateway answers the page.
   */
  sold: () => Promise<boolean>;
}

/**
 * The answer of `mayBrowse`.
 *
 * `true`: the visitor may browse. `{ visitor }`: the same, and the text or number names a visitor who is not signed
 * in, such as the address that the request came from. The store sees only a keyed digest of it.
 */
export type BrowseVerdict = boolean | { visitor: string | number | bigint };

/**
 * The names of further fields that pages receive, such as `net_price`. Fields with PressOne's HTML are refused:
 * `manual_installation`, `qrcode_installation` and `qr_installation`.
 */
export interface Exposed {
  topup?: readonly string[];
  history?: readonly string[];
  order?: readonly string[];
  /** An eSIM of an order. */
  sim?: readonly string[];
  /** An eSIM of `getEsims` and `getEsim`. */
  esim?: readonly string[];
  usage?: readonly string[];
  /** A country or region of `getPackages`. */
  country?: readonly string[];
  operator?: readonly string[];
  package?: readonly string[];
  device?: readonly string[];
  /** A number that can be claimed. PressOne documents no field of it. */
  number?: readonly string[];
}

/** An event for the shop's log. It has no secret, ICCID, e-mail address or body. */
export interface GatewayEvent {
  name:
    | "pressone.gateway.request"
    | "pressone.gateway.refused"
    | "pressone.gateway.closed"
    | "pressone.gateway.error"
    | "pressone.order"
    | "pressone.renewal"
    | "pressone.claim";
  /**
   * Attributes of HTTP have OpenTelemetry's names. `pressone.reference` is the reference of a purchase, for
   * `settlePurchase` and `closePurchase`.
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
 * The shop's hooks and options. An endpoint without its hooks is closed: the gateway answers it with 404. Pass
 * `null` for a hook that you leave out on purpose: then no warning names it. If a hook throws, or takes longer than
 * `hookTimeoutMs`, the gateway answers with 503, and nothing is ordered.
 */
export interface GatewayPolicy<Shopper extends Identity = Identity> {
  /**
   * The partner client, made with a `store` and a `secret`; or a function that makes it. The function is
   * called at the first request, and again after it failed.
   */
  partner: PartnerClient | (() => PartnerClient | Promise<PartnerClient>);
  /** Returns the shopper; null for an unknown one (401). */
  authorize: (
    request: Request,
  ) => Shopper | null | undefined | false | Promise<Shopper | null | undefined | false>;
  /**
   * Returns true if the visitor may see the packages on sale and the phones that take an eSIM. `identity` is null
   * for a visitor whom `authorize` does not know. Enables `getPackages` and `getCompatibleDevices`.
   */
  mayBrowse?:
    | ((
        identity: Shopper | null,
        request: Request,
      ) => BrowseVerdict | null | undefined | Promise<BrowseVerdict | null | undefined>)
    | null;
  /**
   * Returns true if the eSIM is the shopper's. Enables its offers, history, usage, codes and installation. A shop
   * without a table of its own returns `sold()`. The list of eSIMs leaves out those that it denies.
   */
  ownsEsim?:
    | ((identity: Shopper, iccid: string, journal: Journal) => boolean | Promise<boolean>)
    | null;
  /**
   * Returns true if the order is the shopper's. Enables `getOrder`. `orderId` is the order's `id`, as digits.
   * `sold()` reads the order at PressOne.
   */
  ownsOrder?:
    | ((identity: Shopper, orderId: string, journal: Journal) => boolean | Promise<boolean>)
    | null;
  /**
   * Returns the verdict about the payment `order.reference`: this shopper's, for this package, quantity and eSIM, and
   * confirmed. Enables purchases of new eSIMs, and together with `ownsEsim` those of top-ups. It is not called if
   * the journal already has this
   * shopper's purchase.
   */
  verifyPayment?:
    | ((
        identity: Shopper,
        order: GatewayOrder,
      ) => PaymentVerdict | null | undefined | Promise<PaymentVerdict | null | undefined>)
    | null;
  /**
   * Called with the current offer before the order is sent, for a check of your own. Nothing is ordered unless
   * it returns true.
   */
  confirmOffer?: (
    identity: Shopper,
    order: GatewayOrder,
    offer: TopupPackage | Package,
  ) => boolean | Promise<boolean>;
  /** Returns the verdict about the renewal's payment. Enables renewals, together with `ownsNumber`. */
  verifyRenewal?:
    | ((
        identity: Shopper,
        renewal: GatewayRenewal,
      ) => RenewalVerdict | null | undefined | Promise<RenewalVerdict | null | undefined>)
    | null;
  /** Returns true if the number claimed with this address is the shopper's. */
  ownsNumber?:
    | ((identity: Shopper, email: string, journal: Journal) => boolean | Promise<boolean>)
    | null;
  /**
   * Returns true if the shopper may see the numbers that can be claimed. `filter` is the page's own text, or null.
   * Enables `getAvailableNumbers`. The partner client needs the option `numbers`.
   */
  mayBrowseNumbers?:
    | ((
        identity: Shopper,
        query: { filter: string | null },
      ) => NumbersVerdict | null | undefined | Promise<NumbersVerdict | null | undefined>)
    | null;
  /**
   * Returns the verdict about a claim: the payment `claim.reference` is this shopper's, for this number, and confirmed.
   * Check that `claim.email` is this shopper's own address: the number becomes the shopper's under it. Enables
   * claims. It is not called if the journal already has this shopper's claim.
   */
  verifyClaim?:
    | ((
        identity: Shopper,
        claim: GatewayClaim,
      ) => ClaimVerdict | null | undefined | Promise<ClaimVerdict | null | undefined>)
    | null;
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
  /**
   * The languages of packages that pages may ask for, such as `["de", "pt-BR"]`; none by default. The store keeps the
   * list in each of them.
   */
  languages?: readonly string[];
  /** The largest body of a request, in bytes; 16,384 by default. */
  maxBodyBytes?: number;
  /** The longest time that a hook may take, in ms; 10,000 by default. */
  hookTimeoutMs?: number;
  /**
   * Receives the events. Its exceptions and rejections are ignored. Without it, `console.warn` has the hooks
   * that are missing and each refusal that your set-up causes.
   */
  onEvent?: (event: GatewayEvent) => unknown;
  /**
   * Receives the causes of failures that concern the shop: the exceptions of hooks, and the partner client's
   * errors that the shopper did not cause. Pages do not receive them. Without it, `console.error` has a line for
   * each, without ICCIDs and e-mail addresses.
   */
  onError?: (error: unknown, context: ErrorContext) => unknown;
}

/** The second parameter of a worker's `fetch`, or `{ waitUntil: after }` in Next.js. */
export interface GatewayContext {
  waitUntil?: (work: Promise<unknown>) => void;
}

/** A top-up of the shop's own code. */
export interface DirectOrder {
  /** `topup` by default. */
  kind?: "topup";
  /** The payment's id. */
  reference: string;
  iccid: string;
  package_id: string;
  /** The PressOne price that the payment was made for, in US dollars. Always pass it if you know it. */
  price?: number;
  description?: string;
  /**
   * The number of failed tries that the caller knows of. By default a call buys again after a transient
   * failure, and rejects with a refusal that the journal has (`error.stored`). To buy again after a refusal,
   * pass `error.tries`.
   */
  tries?: number;
}

/** An order of new eSIMs of the shop's own code. */
export interface DirectSimOrder extends Omit<DirectOrder, "kind" | "iccid" | "price"> {
  kind: "sim";
  /** 1 to 50; 1 by default. */
  quantity?: number;
  /** The PressOne price of one package, in US dollars. Always pass it if you know it. */
  price?: number;
  /** The country of the package, for a shorter search of the price: two capital letters. */
  country?: string;
  /** The part of the list that has the package. */
  type?: "local" | "global";
}

/** A renewal of the shop's own code. */
export interface DirectRenewal {
  reference: string;
  email: string;
  /** True if the reference is no payment, as `"unpaid"` of `verifyRenewal`. */
  unpaid?: boolean;
  tries?: number;
}

/** A claim of a number of the shop's own code. */
export interface DirectClaim {
  reference: string;
  number: string;
  email: string;
  /** Further fields of PressOne's request. */
  fields?: Record<string, string>;
  tries?: number;
}

/** A request handler, with methods for the shop's own code. */
export interface Gateway {
  (request: Request, context?: GatewayContext): Promise<Response>;
  /**
   * Buys a top-up or new eSIMs for a shopper, for a payment webhook or a timer. It calls no hook. It uses the same journal as
   * the pages: a webhook and a page make one order, and both get it.
   *
   * @throws {PressOneError} the partner client's error. If the outcome is unknown, answer the webhook with 500:
   * the provider then calls again. After `invalid_argument` nothing was sent; `path` names the argument, and
   * `order.shopper` stands for the identity's `id`.
   */
  purchase(identity: Identity, order: DirectOrder): Promise<TopupOrder>;
  purchase(identity: Identity, order: DirectSimOrder): Promise<SimOrder>;
  /** Renews a number for a shopper, as `purchase` buys a top-up. */
  renew(identity: Identity, renewal: DirectRenewal): Promise<Renewal>;
  /** Claims a number for a shopper, as `purchase` buys a top-up. */
  claim(identity: Identity, claim: DirectClaim): Promise<Claim>;
  /**
   * Closes a reference, so it never buys again. Refund a payment only if the returned state is `closed`. An
   * open or done purchase is not changed.
   */
  closePurchase(reference: string | PurchaseKey): Promise<Purchase>;
  /**
   * Moves an eSIM that this shop sold to another shopper, such as a guest who signs in. Its orders stay with the
   * shopper who paid.
   *
   * @returns true if the eSIM was moved; false if it was not sold to `from`.
   * @throws {TypeError} for an identity without an `id`.
   * @throws {PressOneError} the partner client's error. After `invalid_argument` the ICCID is wrong.
   */
  transfer(from: Identity, to: Identity, iccid: string): Promise<boolean>;
  /** For SIGTERM: answers new purchases with 503, and resolves after the others have ended. */
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
