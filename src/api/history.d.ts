/** The plan of a history entry. Further fields that the server sends are kept. */
export interface HistoryPackage {
  id: string;
  /** `sim` for the plan that the eSIM came with, `topup` for one added later. */
  type: string | null;
  /** In USD. */
  price: number | null;
  /** The partner's own price in USD, where the server tells it. */
  net_price: number | null;
  /** MB. Of no meaning where `is_unlimited`. */
  amount: number | null;
  /** Validity in days. */
  day: number | null;
  is_unlimited: boolean | null;
  title: string | null;
  data: string | null;
  short_info: string | null;
}

/** One package that an eSIM has had. Further fields that the server sends are kept. */
export interface HistoryEntry {
  /** The id of this entry. The server does not tell which order it came from. */
  id: Id | null;
  /**
   * True for a top-up that was bought since the server was asked last, with what its order told; the
   * next answer of the server's takes its place. Absent in all others.
   */
  provisional?: true;
  /** What names the purchase of a provisional entry. Absent in all others. */
  reference?: string;
  /** `package.id` */
  package_id: string;
  /** `NOT_ACTIVE`, `ACTIVE`, `FINISHED`, `EXPIRED`, `UNKNOWN`, or a new one. */
  status: string;
  /** MB. Of no meaning where `package.is_unlimited`. */
  remaining: number | null;
  /** Minutes. */
  remaining_voice: number | null;
  /** Number of SMS. */
  remaining_text: number | null;
  /** The server's text, such as `2026-01-31T09:30:00+00:00`. */
  activated_at: string | null;
  expired_at: string | null;
  finished_at: string | null;
  /** `package.data` */
  data: string | null;
  /** `package.day`: days. */
  validity: number | null;
  package: HistoryPackage;
}

/** What `getPackageHistory` gives. */
export interface PackageHistory {
  packages: HistoryEntry[];
  /** When the server was asked: ms since the epoch. */
  fetched_at: number;
  /** When it may be asked again: ms since the epoch, 15 minutes after `fetched_at`. */
  expires_at: number;
  /**
   * `network`: just fetched. `cache`: fetched less than 15 minutes ago. `stale`: older, because
   * the server refused to be asked again.
   */
  source: "network" | "cache" | "stale";
}
