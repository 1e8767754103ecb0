// What every contestant exports and takes. Types only: those of the package's own results.
import type {
  CallOptions,
  HistoryEntry,
  PackageHistory,
  PageMeta,
  Renewal,
  TopupOrderRequest,
  TopupPackage,
  Order as WholeOrder,
  TopupOrder as WholeTopupOrder,
} from "../../../pkg/index.js";

export type { CallOptions, HistoryEntry, PageMeta, TopupOrderRequest, TopupPackage };

/** Nobody else gives purchases a name. */
export type Order = Omit<WholeOrder, "reference" | "shopper">;
export type TopupOrder = Omit<WholeTopupOrder, "reference" | "source">;
export interface OrderList {
  orders: Order[];
  meta: PageMeta;
}

/** Web Storage's shape. */
export interface Storage {
  getItem(key: string): string | null | undefined | Promise<string | null | undefined>;
  setItem(key: string, value: string): unknown;
  removeItem(key: string): unknown;
  [key: string]: unknown;
}

export interface Options {
  baseUrl: string;
  /** Not in a page, which talks to its own server. */
  credentials?: { client_id: string; client_secret: string };
  /**
   * Called with one `Request` by ours, with an address and an init by the others:
   * `new Request(...args)` takes both.
   */
  fetch?: typeof fetch;
  /** `localStorage` in a page, memory elsewhere. */
  storage?: Storage;
  timeoutMs?: number;
  maxRetries?: number;
}

export interface OrderQuery {
  include?: ("sims" | "user" | "status")[];
  created_at?: { from: string; to: string };
  code?: string;
  order_status?: string;
  iccid?: string;
  description?: string;
  type?: "sim" | "topup";
  page?: number;
  limit?: number;
}

export interface Client {
  getTopupPackages(iccid: string, call?: CallOptions): Promise<TopupPackage[]>;
  submitTopupOrder(order: TopupOrderRequest, call?: CallOptions): Promise<TopupOrder>;
  getPackageHistory(iccid: string, call?: CallOptions): Promise<PackageHistory>;
  getOrderList(query?: OrderQuery, call?: CallOptions): Promise<OrderList>;
  renewNumber(
    renewal: { email: string },
    call?: CallOptions,
  ): Promise<Omit<Renewal, "reference" | "source">>;
  clearCache(): Promise<void>;
}

/** Parsed bodies → checked and normalised; they throw where a body does not fit. */
export interface Decoders {
  topups(body: unknown): TopupPackage[];
  /** Without `order_id`, `iccid`, `issues` and `raw`, which the client adds. */
  order(body: unknown): { id?: unknown };
  /** Without what the client copies from the nested package. */
  history(body: unknown): HistoryEntry[];
  orders(body: unknown): OrderList;
  renewal(body: unknown): object;
}

/** One of the modules here. */
export interface Contestant {
  createClient(options: Options): Client | Promise<Client>;
  /** Ours gives no decoder of its own. */
  decodeOrders?(body: unknown): OrderList;
}
