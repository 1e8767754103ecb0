import type {
  AvailableNumberList,
  Claim,
  CompatibleDeviceList,
  Esim,
  EsimQuery,
  Id,
  Installation,
  InstallationQuery,
  Purchase as JournalPurchase,
  OrderDetails,
  OrderList,
  OrderListQuery,
  OrderQuery,
  Package,
  PackageHistory,
  PackageList,
  PackageQuery,
  PurchaseQuery,
  PurchaseState,
  Renewal,
  SimOrder,
  TopupOrder,
  TopupPackage,
  Usage,
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
/** An entry of the journal. `retry_after_ms` is the wait before the next question, or before the next try. */
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

export type { OrderDetails, PurchaseQuery };

/** A page of the eSIMs that the journal says are a shopper's, newest first. */
export interface OwnEsims {
  esims: Esim[];
  last_page: number;
  total: number;
}

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

export interface PartnerClaim {
  number: string;
  email: string;
  fields?: Record<string, string>;
  reference: string;
  shopper?: string;
  tries?: number;
}

export interface PartnerSimOrder extends Omit<PartnerOrder, "iccid" | "confirmOffer"> {
  quantity?: number;
  country?: string;
  type?: "local" | "global";
  confirmOffer?: (offer: Package) => boolean | Promise<boolean>;
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
  getPackages(query: PackageQuery): Promise<PackageList>;
  getCompatibleDevices(): Promise<CompatibleDeviceList>;
  getEsim(iccid: string, query?: EsimQuery): Promise<Esim>;
  getUsage(iccid: string): Promise<Usage>;
  getInstallation(iccid: string, query?: InstallationQuery): Promise<Installation>;
  /** `shopper` is the shop's id of a shopper. */
  getOrderList(query: OrderListQuery & { shopper?: string }): Promise<OrderList>;
  getOrder(id: Id, query?: OrderQuery): Promise<OrderDetails>;
  getPurchase(key: PurchaseKey, options?: PurchaseOptions): Promise<Purchase>;
  purchases(query: PurchaseQuery): Promise<{ purchases: Purchase[]; next: string | null }>;
  submitTopupOrder(order: PartnerOrder, options?: PurchaseOptions): Promise<TopupOrder>;
  submitOrder(order: PartnerSimOrder, options?: PurchaseOptions): Promise<SimOrder>;
  renewNumber(renewal: PartnerRenewal, options?: PurchaseOptions): Promise<Renewal>;
  getAvailableNumbers(query: Record<string, string>): Promise<AvailableNumberList>;
  claimNumber(claim: PartnerClaim, options?: PurchaseOptions): Promise<Claim>;
  closePurchase(key: string | PurchaseKey): Promise<Purchase>;
}

/** A partner client with the methods that are not in its public types. `shopper` is the shop's id of a shopper. */
export interface Partner extends PartnerClient {
  /** The keyed digests that stand for a shopper, as hexadecimal digits: one for each secret, newest first. */
  shopperDigests(id: string): readonly string[];
  ownsEsim(shopper: string, iccid: string): Promise<boolean>;
  ownsNumber(shopper: string, email: string): Promise<boolean>;
  /** Asks PressOne for nothing: the eSIMs are as they were sold. */
  esimsOf(shopper: string, position: { page: number; limit: number }): Promise<OwnEsims>;
  /** False if the eSIM was not sold to `from`. */
  transferEsim(iccid: string, from: string, to: string): Promise<boolean>;
  /** A text in base64 that only `unsealCursor` with the same purpose unseals. */
  sealCursor(purpose: string, cursor: string): Promise<string>;
  /** Undefined if the cursor was not sealed for this purpose. */
  unsealCursor(purpose: string, sealed: string): Promise<string | undefined>;
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
  /** Of a write. Absent if an argument was refused. */
  outcome?: "not_ordered" | "unknown";
  /** Of a write: the number of failed tries after the call. */
  tries?: number;
  prices?: Prices;
  /** True if an earlier try failed, and this call sent nothing. */
  stored?: boolean;
}
