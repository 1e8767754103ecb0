/** A package that an eSIM can be topped up with. Other fields that the server sends are present too. */
export interface TopupPackage {
  /** The `package_id` for `submitTopupOrder`. Do not parse it. */
  id: string;
  type: string | null;
  /** USD. */
  price: number;
  /** The partner's own price in USD; null if the server does not send it. */
  net_price: number | null;
  /** MB. Ignore it if `is_unlimited` is true. */
  amount: number;
  /** Validity in days. */
  day: number;
  /** True for unlimited data. `amount` has no meaning then. */
  is_unlimited: boolean | null;
  title: string;
  /** The amount of data for display, such as `3 GB` or `Unlimited`. */
  data: string | null;
  short_info: string | null;
  /** Minutes. */
  voice: number | null;
  /** Number of SMS. */
  text: number | null;
  /** The irregular fields of this package, whose values are null. Absent if there are none. */
  issues?: Issue[];
}
