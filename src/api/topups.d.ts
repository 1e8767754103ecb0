/** A package that an eSIM can be topped up with. Further fields that the server sends are kept. */
export interface TopupPackage {
  /** What to pass to `submitTopupOrder` as `package_id`. Opaque. */
  id: string;
  type: string | null;
  /** In USD. */
  price: number;
  /** The partner's own price in USD, where the server tells it. */
  net_price: number | null;
  /** MB. Of no meaning where `is_unlimited`. */
  amount: number;
  /** Validity in days. */
  day: number;
  /** Decide on this, never on `amount`. */
  is_unlimited: boolean | null;
  title: string;
  /** For display: `3 GB`, `Unlimited`. */
  data: string | null;
  short_info: string | null;
  /** Minutes. */
  voice: number | null;
  /** Number of SMS. */
  text: number | null;
}
