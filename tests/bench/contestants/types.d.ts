// The interface of a contestant. Types only; the results have the package's types.
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

/** The hand-written clients know no references. */
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
  /** Of a client on a server. A page talks to its own server, which adds the token. */
  credentials?: { client_id: string; client_secret: string };
  /** Of the package's page client. */
  token?: string;
  /**
   * The package calls it with one `Request`, the others with a URL and an init. `new Request(...args)`
   * accepts both.
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

/** From a parsed body to the result. They throw if a body does not fit. */
export interface Decoders {
  topups(body: unknown): TopupPackage[];
  /** Without `order_id`, `iccid`, `issues` and `raw`. The client adds them. */
  order(body: unknown): { id?: unknown };
  /** Without the fields that the client copies from the package. */
  history(body: unknown): HistoryEntry[];
  orders(body: unknown): OrderList;
  renewal(body: unknown): object;
}

/** The exports of each contestant. */
export interface Contestant {
  createClient(options: Options): Client | Promise<Client>;
  /** The package exports no decoder. */
  decodeOrders?(body: unknown): OrderList;
}
