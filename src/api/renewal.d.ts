/** A renewal of a number. */
export interface RenewalRequest {
  /** The email address that the number was claimed with. */
  email: string;
  /**
   * The name of this renewal, such as the id of its payment. 1 to 255 printable ASCII characters, without a space
   * at either end. Random if absent. A reference renews at most once.
   */
  reference?: string;
  /** The number of failed tries that the caller knows of, as for `submitTopupOrder`. */
  tries?: number | undefined;
}

/**
 * The server's answer to a renewal that was carried out. Other fields that the server sends are present
 * too.
 */
export interface Renewal {
  message: string | null;
  /**
   * Always true. If the server sends no value, `issues` names the field. If the server sends false or the code of
   * an error, the call rejects.
   */
  success: boolean;
  /** The server's value. Null on success. */
  data: unknown;
  /** The reference of the renewal. */
  reference: string;
  /** `answer`: the answer to this call's request. `journal`: an earlier call's outcome, from the journal. */
  source: "answer" | "journal";
  /** The irregular fields of the answer; empty if there are none. */
  issues: Issue[];
  /** The answer as received, if there are `issues`; else null. */
  raw: unknown;
}
