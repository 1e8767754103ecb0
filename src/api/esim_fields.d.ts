/** The access point of one operating system. */
export interface ApnOfSystem {
  /** `automatic` or `manual`. */
  apn_type: string | null;
  /** The name of the access point. */
  apn_value: string | null;
}

/** The fields of an eSIM. Other fields that the server sends are present too. */
export interface EsimFields extends Sim {
  /** Its type is not documented: each published answer has null. */
  imsis: unknown;
  /** A link that installs the eSIM on an iPhone with one tap. */
  direct_apple_installation_url: string | null;
  voucher_code: string | null;
  airalo_code: string | null;
  /** The access point of each operating system; null if the server does not send it. */
  apn: { ios: ApnOfSystem | null; android: ApnOfSystem | null } | null;
  /** The brand of the eSIM's pages. */
  brand_settings_name: string | null;
  /** The phone number, if the eSIM has one. */
  msisdn: string | null;
  /** The page on which PressOne shares the eSIM. The link and the code are enough to install it. */
  sharing: Sharing | null;
}

/** A page on which PressOne shares an eSIM. */
export interface Sharing {
  link: string | null;
  access_code: string | null;
}
