/** A query of the packages on sale. */
export interface PackageQuery {
  /** `local`: packages of one country. `global`: those of several. */
  type?: "local" | "global" | undefined;
  /** The two capital letters of a country (ISO 3166-1 alpha-2), such as `SE`. */
  country?: string | undefined;
  /** `topup` adds the top-ups of each operator. */
  include?: readonly "topup"[] | undefined;
  /** The language of titles, such as `de` or `pt-BR`. In a page: one that the shop's gateway allows. */
  language?: string | undefined;
  /** The number of the page, from 1. */
  page?: number | undefined;
  /** The number of countries and regions per page. The server has a default. In a page: 1 to 100, 25 by default. */
  limit?: number | undefined;
}

/** A picture of PressOne. */
export interface PackageImage {
  /** Pixels. */
  width: number | null;
  /** Pixels. */
  height: number | null;
  url: string | null;
}

/** A package in PressOne's tree. Other fields that the server sends are present too. */
export interface OperatorPackage {
  /** The `package_id` of an order. Do not parse it. */
  id: string;
  /** `sim` for a new eSIM, `topup` for a top-up. */
  type: string | null;
  /** USD. */
  price: number;
  /** The partner's own price in USD; null if the server does not send it. */
  net_price: number | null;
  /** Prices by currency. US dollars are documented. */
  prices: {
    net_price: { USD: number | null; [currency: string]: unknown } | null;
    recommended_retail_price: { USD: number | null; [currency: string]: unknown } | null;
  } | null;
  /** MB. Ignore it if `is_unlimited` is true. */
  amount: number | null;
  /** Validity in days. */
  day: number | null;
  is_unlimited: boolean | null;
  title: string | null;
  /** The amount of data for display, such as `3 GB` or `Unlimited`. */
  data: string | null;
  short_info: string | null;
  /** Minutes. */
  voice: number | null;
  /** Number of SMS. */
  text: number | null;
  /** HTML of PressOne. It is not checked: never assign it to `innerHTML` without a sanitiser. */
  qr_installation: string | null;
  /** HTML of PressOne, as in `qr_installation`. */
  manual_installation: string | null;
  is_fair_usage_policy: boolean | null;
  /** The text of the fair-usage policy. */
  fair_usage_policy: string | null;
}

/** A package on sale, with its country and operator. */
export interface Package extends OperatorPackage {
  /** The stable name of the country or region. */
  country_slug: string;
  /** Two capital letters; empty or null for a region. */
  country_code: string | null;
  /** The name of the country or region, for display. */
  country: string | null;
  operator_id: Id | null;
  /** The name of the operator, for display. */
  operator: string | null;
  /** The operator's `plan_type`, such as `data`. */
  plan_type: string | null;
  is_roaming: boolean | null;
  /** True if the eSIM can be topped up. */
  rechargeability: boolean | null;
}

/** An operator of a country or region. Other fields that the server sends are present too. */
export interface Operator {
  id: Id | null;
  title: string | null;
  /** `local` or `global`. */
  type: string | null;
  style: string | null;
  gradient_start: string | null;
  gradient_end: string | null;
  is_prepaid: boolean | null;
  esim_type: string | null;
  warning: string | null;
  apn_type: string | null;
  apn_value: string | null;
  apn: { ios: ApnOfSystem | null; android: ApnOfSystem | null } | null;
  is_roaming: boolean | null;
  /** PressOne's sentences about the operator. */
  info: unknown[] | null;
  image: PackageImage | null;
  plan_type: string | null;
  activation_policy: string | null;
  /** True if the buyer must be identified. */
  is_kyc_verify: boolean | null;
  rechargeability: boolean | null;
  other_info: string | null;
  coverages: unknown[] | null;
  countries: unknown[] | null;
  /** The days in which a new eSIM must be installed. */
  install_window_days: number | null;
  /** The days after the end in which a top-up is possible. */
  topup_grace_window_days: number | null;
  packages: OperatorPackage[] | null;
}

/** A country or region in PressOne's tree. Other fields that the server sends are present too. */
export interface PackageCountry {
  slug: string;
  /** Two capital letters; empty or null for a region. */
  country_code: string | null;
  title: string | null;
  image: PackageImage | null;
  operators: Operator[] | null;
  /** The odd values of this country, which are null or left out. Absent if there are none. */
  issues?: Issue[];
}

/** A page of the packages on sale. */
export interface PackageList extends Kept {
  /** The packages of the page, each with its country and operator. */
  packages: Package[];
  /** The same packages as PressOne's tree of countries, operators and packages. */
  countries: PackageCountry[];
  meta: PageMeta;
  /** The number of the next page; null if this is the last one. */
  next: number | null;
}
