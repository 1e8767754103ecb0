/** An answer that is kept in the store. */
export interface Kept {
  /** The time of the fetch, in ms since the epoch. */
  fetched_at: number;
  /** The time from which PressOne is asked again, in ms since the epoch. */
  expires_at: number;
  /**
   * `network`: fetched by this call, or by a concurrent one. `cache`: stored, and still new. `stale`: stored and
   * old, because PressOne was asked since without success.
   */
  source: "network" | "cache" | "stale";
}

/** The rest of an eSIM's current package. Other fields that the server sends are present too. */
export interface Usage extends Kept {
  /** `NOT_ACTIVE`, `ACTIVE`, `FINISHED`, `EXPIRED`, `UNKNOWN`, `RECYCLED`, or one that PressOne adds later. */
  status: string;
  /** Remaining data in MB. Ignore it if `is_unlimited` is true. */
  remaining: number | null;
  /** All data of the package in MB. Ignore it if `is_unlimited` is true. */
  total: number | null;
  /** True for unlimited data. Null for a recycled eSIM. */
  is_unlimited: boolean | null;
  /** The server's text, such as `2026-01-31 09:30:00`. Its time zone is not documented. */
  expired_at: string | null;
  /** Remaining voice in minutes. */
  remaining_voice: number | null;
  /** All voice of the package in minutes. */
  total_voice: number | null;
  /** Remaining number of SMS. */
  remaining_text: number | null;
  /** The package's number of SMS. */
  total_text: number | null;
  /** The odd values of this answer, which are null. Absent if there are none. */
  issues?: Issue[];
}
