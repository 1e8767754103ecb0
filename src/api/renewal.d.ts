/** A renewal of a number. */
export interface RenewalRequest {
  /** The email address that the number was claimed with. */
  email: string;
  /**
   * The name of this renewal: 1 to 64 letters, digits, `.`, `_`, `~`, `-`. Random if absent. The request is
   * sent at most once per reference. The gateway receives it as `Idempotency-Key`; PressOne does not.
   */
  reference?: string;
  /**
   * True sends the request again, even if an earlier request of the reference may have been sent.
   *
   * Through the gateway it is safe: the gateway renews once per reference. Without it, the number may be
   * renewed twice: first make sure that nothing was renewed.
   */
  resend?: boolean | undefined;
}

/**
 * The server's answer to a renewal that was carried out. Other fields that the server sends are present
 * too.
 */
export interface Renewal {
  message: string | null;
  /**
   * True. With an issue if the server sends none. The call rejects if the server sends false, or the code
   * of an error.
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
