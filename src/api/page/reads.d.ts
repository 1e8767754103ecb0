/** The query of an order of this shopper. */
export interface OwnOrderQuery {
  /** The parts to add to the order. */
  include?: readonly ("sims" | "status")[] | undefined;
}

/** A query of the eSIMs of this shopper. */
export interface OwnEsimListQuery {
  /** The number of the page, from 1. */
  page?: number | undefined;
  /** The number of eSIMs per page, 1 to 100. The default is 25. */
  limit?: number | undefined;
}

/** The query of an eSIM of this shopper. */
export interface OwnEsimQuery {
  /** The parts to add to the eSIM: its order, with its status. */
  include?: readonly ("order" | "order.status")[] | undefined;
}

/** A purchase of new eSIMs, in a page. */
export interface SimOrderRequest {
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
  /** The price of one package that the shopper saw, in USD. `undefined` is refused. */
  price?: number;
  /** The country of the package: two capital letters. It makes the check of the price quicker. */
  country?: string | undefined;
  /** The part of the list that has the package: `global` for a package of several countries. */
  type?: "local" | "global" | undefined;
}

/** An order of new eSIMs, in a page. Other fields that the gateway exposes are present too. */
export interface OwnSimOrder extends Omit<TopupOrder, "iccid" | "sims"> {
  /** Null: each of the `sims` has its own. */
  iccid: null;
  /** The new eSIMs, with `id` and `iccid`. Null if PressOne did not send them: then `getOrder` has them. */
  sims: Sim[] | null;
}

/** A query of the numbers that this shopper can claim. */
export interface OwnNumberQuery {
  /** A text of up to 200 characters. The shop gives it a meaning. */
  filter?: string | undefined;
  /** The `next` of the page before, which had the same `filter`. */
  after?: string | undefined;
}

/** The claim of a number, in a page. */
export interface OwnClaimRequest {
  /** The number, as `getAvailableNumbers` has it. */
  number: string;
  /** The shopper's email address. It names the number in `renewNumber`. */
  email: string;
  /** The name of this claim: the id of its payment. As for `submitTopupOrder`. */
  reference?: string;
  /** The number of failed tries that the caller knows of. As for `submitTopupOrder`. */
  tries?: number | undefined;
}
