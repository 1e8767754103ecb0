/** A purchase that was pending in the journal: its order may have been made. */
export interface RecoveredTopupOrder {
  reference: string;
  iccid: string;
  package_id: string;
  /** The `price` passed to `submitTopupOrder`, in USD. */
  price?: number;
  /** The `description` passed to `submitTopupOrder`. */
  description?: string;
  /** The `shopper` passed to `submitTopupOrder`. */
  shopper?: string;
  /** The time at which the journal entry was written, right before the order was sent, in ms since the epoch. */
  at: number;
  /** The order; null if it was not found, so the purchase is still pending. */
  order: TopupOrder | null;
}

/** The outcome of a pending purchase or renewal, as a person found it out. */
export interface Settlement {
  reference: string;
  /**
   * `done`: it was carried out. Later calls with the reference return an outcome with the arguments of the
   * purchase or renewal; the fields that only the server knows are null, with `issues`.
   *
   * `failed`: it was not carried out. The reference can be used again.
   */
  outcome: "done" | "failed";
}
