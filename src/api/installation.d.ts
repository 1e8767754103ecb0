/** The query of installation instructions. */
export interface InstallationQuery {
  /** The language of the steps, such as `de` or `pt-BR`. */
  language?: string | undefined;
}

/** The instructions for an eSIM's installation. Other fields that the server sends are present too. */
export interface Installation {
  /** The language that the server chose, such as `EN`. */
  language: string | null;
  /** Instructions for iPhones and iPads; several if versions differ. */
  ios: SystemInstallation[] | null;
  /** Instructions for Android phones; several if models differ. */
  android: SystemInstallation[] | null;
  /** The odd values of this answer, which are null. Absent if there are none. */
  issues?: Issue[];
}

/**
 * The instructions for one operating system. The steps are PressOne's text in their order. They are not checked:
 * show them as text, and never assign them to `innerHTML`.
 */
export interface SystemInstallation {
  /** The model of the phone; null for all. */
  model: string | null;
  /** The versions of the system, such as `18,17`; null for all. */
  version: string | null;
  installation_via_qr_code: {
    steps: string[] | null;
    /** The text of the QR code, such as `LPA:1$smdp.example.com$ABC`. Draw the code from it. */
    qr_code_data: string | null;
    /** The address of PressOne's image of the QR code. */
    qr_code_url: string | null;
    /** A link that installs the eSIM on an iPhone with one tap. Null for Android. */
    direct_apple_installation_url: string | null;
  } | null;
  installation_manual: {
    steps: string[] | null;
    /** The address of the SM-DP+ server, and the activation code, to type in. */
    smdp_address_and_activation_code: string | null;
  } | null;
  network_setup: {
    steps: string[] | null;
    /** `automatic` or `manual`. */
    apn_type: string | null;
    /** The name of the access point. */
    apn_value: string | null;
    /** True if data roaming has to be switched on. */
    is_roaming: boolean | null;
  } | null;
}
