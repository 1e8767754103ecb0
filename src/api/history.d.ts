/** The package of a history entry. Other fields that the server sends are present too. */
export interface HistoryPackage {
  id: string;
  /** `sim` for the package that the eSIM was sold with, `topup` for a top-up. */
  type: string | null;
  /** USD. */
  price: number | null;
  /** The partner's own price in USD; null if the server does not send it. */
  net_price: number | null;
  /** MB. Ignore it if `is_unlimited` is true. */
  amount: number | null;
  /** Validity in days. */
  day: number | null;
  is_unlimited: boolean | null;
  title: string | null;
  data: string | null;
  short_info: string | null;
  /** Minutes. */
  voice: number | null;
  /** Number of SMS. */
  text: number | null;
}

/** A package that an eSIM has had. Other fields that the server sends are present too. */
export interface HistoryEntry {
  /** The id of the entry. The server does not send the order's id. */
  id: Id | null;
  /**
   * True for a top-up that was bought after the last fetch. Its fields are from the order. The next fetch
   * replaces the entry. Absent from all other entries.
   */
  provisional?: true;
  /** The reference of the purchase. Present only in provisional entries. */
  reference?: string;
  /** Copy of `package.id`. */
  package_id: string;
  /** `NOT_ACTIVE`, `ACTIVE`, `FINISHED`, `EXPIRED`, `UNKNOWN`, or one that PressOne adds later. */
  status: string;
  /** Remaining data in MB. Ignore it if `package.is_unlimited` is true. */
  remaining: number | null;
  /** Remaining voice in minutes. */
  remaining_voice: number | null;
  /** Remaining number of SMS. */
  remaining_text: number | null;
  /** The server's text, such as `2026-01-31T09:30:00+00:00`. */
  activated_at: string | null;
  /** The server's text, as in `activated_at`. */
  expired_at: string | null;
  /** The server's text, as in `activated_at`. */
  finished_at: string | null;
  /** Copy of `package.data`. */
  data: string | null;
  /** Copy of `package.day`: validity in days. */
  validity: number | null;
  package: HistoryPackage;
  /** The irregular fields of this entry, whose values are null. Absent if there are none. */
  issues?: Issue[];
}

/** The result of `getPackageHistory`. */
export interface PackageHistory {
  packages: Rows<HistoryEntry>;
  /** The time of the fetch, in ms since the epoch. */
  fetched_at: number;
  /** The time from which PressOne may be asked again, in ms since the epoch. */
  expires_at: number;
  /**
   * `network`: fetched by this call, or by a concurrent one. `cache`: stored, and the last request to PressOne
   * succeeded. `stale`: stored, and the last request failed. PressOne must not be asked again before `expires_at`.
   */
  source: "network" | "cache" | "stale";
}
