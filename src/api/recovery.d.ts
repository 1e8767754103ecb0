/** A purchase that was open: it may have been ordered when its page or process ended, or its answer was lost. */
export interface RecoveredTopupOrder {
  reference: string;
  iccid: string;
  package_id: string;
  /** What `submitTopupOrder` was given. */
  price?: number;
  description?: string;
  shopper?: string;
  /** When it was sent, in ms since the epoch. */
  at: number;
  /** The order, if it was found; null where nothing can be told yet. */
  order: TopupOrder | null;
}

/** What you found out about an open purchase or renewal. */
export interface Settlement {
  reference: string;
  /**
   * `done`: it was carried out, and further calls give an outcome of which only what was asked for is
   * known; `failed`: it was not, and its reference may be used again.
   */
  outcome: "done" | "failed";
}
