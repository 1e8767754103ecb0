/** A purchase of a top-up, on the shop's server. */
export interface PartnerTopupOrderRequest extends TopupOrderRequest {
  /** The shop's id of the shopper. PressOne gets a keyed digest of it. */
  shopper?: string | undefined;
  /**
   * Called with the current offer, before the order is sent. The order is sent only if it returns or resolves
   * to `true`. Otherwise nothing is ordered, and the call rejects with kind `aborted`. An exception becomes the
   * error's `cause`.
   */
  confirmOffer?: ((offer: TopupPackage) => boolean | Promise<boolean>) | undefined;
}

/** A purchase of new eSIMs, on the shop's server. */
export interface PartnerSimOrderRequest {
  /** The `id` of a package of type `sim`, from `getPackages`. */
  package_id: string;
  /** The number of eSIMs: 1 to 50. The default is 1. */
  quantity?: number | undefined;
  /** A free text of up to 100 bytes in UTF-8, without control characters. */
  description?: string | undefined;
  /** The name of this purchase: the id of its payment. As for `submitTopupOrder`. */
  reference?: string;
  /** The number of failed tries that the caller knows of. As for `submitTopupOrder`. */
  tries?: number | undefined;
  /**
   * The price of one package that the shopper paid, in USD, as the list of packages has it. Nothing is ordered if
   * the package now has another price. `undefined` is refused. Leave the property out instead.
   */
  price?: number;
  /**
   * The country of the package, for a shorter list: two capital letters (ISO 3166-1 alpha-2). Used with `price` or
   * `confirmOffer` alone. Without `country` and `type`, all pages of the list are read until one has the package.
   */
  country?: string | undefined;
  /** The part of the list that has the package: `global` for a package of several countries. */
  type?: "local" | "global" | undefined;
  /** The shop's id of the shopper. PressOne gets a keyed digest of it. */
  shopper?: string | undefined;
  /**
   * Called with the package, before the order is sent. The order is sent only if it returns or resolves to `true`.
   * As for `submitTopupOrder`.
   */
  confirmOffer?: ((offer: Package) => boolean | Promise<boolean>) | undefined;
  /** The address to which PressOne sends the eSIMs. It needs `sharing_option`. */
  to_email?: string | undefined;
  /** The form in which PressOne sends the eSIMs. */
  sharing_option?: readonly ("link" | "pdf")[] | undefined;
  /** Further addresses, at most 100. */
  copy_address?: readonly string[] | undefined;
  /** The brand of the eSIMs' pages, as PressOne knows it. */
  brand_settings_name?: string | undefined;
}

/** A renewal of a number, on the shop's server. */
export interface PartnerRenewalRequest extends RenewalRequest {
  /** The shop's id of the shopper. */
  shopper?: string | undefined;
  /** True if the reference is no payment. Its journal entry belongs to this shopper alone. */
  unpaid?: boolean | undefined;
}

/** A claim of a number, on the shop's server. */
export interface PartnerClaimRequest {
  /** The number, as `getAvailableNumbers` has it. */
  number: string;
  /** The email address that the number is claimed with. */
  email: string;
  /** Further fields of the body. PressOne does not document them. */
  fields?: Record<string, string> | undefined;
  /**
   * The name of this claim, such as the id of its payment. 1 to 255 printable ASCII characters, without a space at
   * either end. Random if absent. A reference claims at most once.
   */
  reference?: string;
  /** The number of failed tries that the caller knows of, as for `submitTopupOrder`. */
  tries?: number | undefined;
  /** The shop's id of the shopper. The number is the shopper's when the claim is done. */
  shopper?: string | undefined;
}

/** A query of purchases, on the shop's server. */
export interface PartnerPurchaseQuery extends PurchaseQuery {
  /** The shop's id of the shopper. */
  shopper?: string | undefined;
}

/** The name of a purchase. */
export interface PurchaseName {
  reference: string;
  /** The shop's id of the shopper, who has to be an owner of the purchase. */
  shopper?: string | undefined;
  /** True for a renewal that is no payment. It needs `shopper`. */
  unpaid?: boolean | undefined;
}

/** A purchase that recovery could not settle. */
export interface OpenPurchase extends Purchase {
  /** True if PressOne's list shows the order as failed or refunded; null if the list was not read. */
  listed: boolean | null;
  /** For a renewal or claim: the voice product's answer about the user before it. */
  before?: unknown;
  /** For a renewal or claim: the voice product's answer about the user now. */
  after?: unknown;
}

/** The result of `recoverPurchases`. */
export interface Recovery {
  /** The purchases that are settled now. */
  settled: Purchase[];
  open: OpenPurchase[];
  /** The digests of entries that cannot be read. */
  skipped: string[];
}

/** The outcome of a purchase that a person found out. */
export interface Settlement {
  reference: string;
  /** `done`: there is an order. `failed`: there is none. `closed`: there is none, and the payment is refunded. */
  outcome: "done" | "failed" | "closed";
  /** The id of the order, for `done`. The order of a `sim` is read at PressOne, and must be that of the purchase. */
  order_id?: Id | undefined;
  /** The code of the order, for `done`. */
  code?: string | undefined;
  shopper?: string | undefined;
  unpaid?: boolean | undefined;
}
