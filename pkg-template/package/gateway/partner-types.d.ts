import type {
  Purchase as JournalPurchase,
  OrderList,
  OrderListQuery,
  PackageHistory,
  PurchaseQuery,
  PurchaseState,
  Renewal,
  TopupOrder,
  TopupPackage,
} from "pressone-esim";

/** The rate limit's part of a store. */
export interface CounterStore {
  /** Adds one to a counter. Returns its count, and the time until its window ends. */
  increment(
    key: string,
    options: { ttlMs: number },
  ): Promise<{ count: number; remainingMs: number }>;
}

export type { PurchaseState };
/** An entry of the journal, with the wait before another question about an open one, or before another try. */
export type Purchase = JournalPurchase & { retry_after_ms?: number };
export type PurchaseKind = NonNullable<Purchase["kind"]>;

/** The two prices of a `price_changed` failure, in US dollars. */
export interface Prices {
  paid: number;
  offered: number;
}

/** A failure as the page receives it. */
export interface PurchaseFailure {
  kind: string;
  code?: number | string | null;
  reason?: string | null;
  prices?: Prices | null;
}

/** A key of the journal. */
export interface PurchaseKey {
  reference: string;
  /** The shop's id of the shopper: the state is `none` unless this shopper owns the entry. */
  shopper?: string;
  /** True for a renewal whose reference is no payment. */
  unpaid?: boolean;
}

export type { PurchaseQuery };

export interface PurchaseOptions {
  /** Receives work that goes on after the call. */
  waitUntil?: (work: Promise<unknown>) => void;
}

export interface PartnerOrder {
  package_id: string;
  iccid: string;
  reference: string;
  description?: string;
  /** US dollars. */
  price?: number;
  shopper?: string;
  tries?: number;
  confirmOffer?: (offer: TopupPackage) => boolean | Promise<boolean>;
}

export interface PartnerRenewal {
  email: string;
  reference: string;
  shopper?: string;
  tries?: number;
  unpaid?: boolean;
}

/** The options of a read that can go on after the call. */
export interface ReadOptions {
  timeoutMs?: number | undefined;
  waitUntil?: ((work: Promise<unknown>) => void) | undefined;
}

/** The methods of a partner client that the gateway calls. */
export interface PartnerClient {
  readonly store?: CounterStore | null | undefined;
  getTopupPackages(iccid: string): Promise<TopupPackage[]>;
  getPackageHistory(iccid: string, options?: ReadOptions): Promise<PackageHistory>;
  getOrderList(query: OrderListQuery): Promise<OrderList>;
  getPurchase(key: PurchaseKey, options?: PurchaseOptions): Promise<Purchase>;
  purchases(query: PurchaseQuery): Promise<{ purchases: Purchase[]; next: string | null }>;
  submitTopupOrder(order: PartnerOrder, options?: PurchaseOptions): Promise<TopupOrder>;
  renewNumber(renewal: PartnerRenewal, options?: PurchaseOptions): Promise<Renewal>;
  closePurchase(key: string | PurchaseKey): Promise<Purchase>;
}

/** The same with the method that is not part of the client's public types. */
export interface Partner extends PartnerClient {
  /** The keyed digest that stands for a shopper, as hexadecimal digits. */
  shopperDigest(id: string): string | Promise<string>;
}

/** An error of the package's classes. */
export interface PartnerError extends Error {
  kind: string;
  status?: number;
  code?: number | string;
  fields?: Record<string, string[]>;
  path?: string;
  reference?: string;
  retryAfterMs?: number;
  /** Of a write. Absent if the call ended before it could have sent anything. */
  outcome?: "not_ordered" | "unknown";
  /** Of a write: the number of failed tries after the call. */
  tries?: number;
  prices?: Prices;
  /** True if the failure is the journal's and nothing was sent. */
  stored?: boolean;
}
