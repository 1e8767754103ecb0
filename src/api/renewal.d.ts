/** Whose number to renew. */
export interface RenewalRequest {
  /** The address that the number was claimed with. */
  email: string;
  /**
   * Names this renewal, which leaves at most once: 1 to 64 letters, digits, `.`, `_`, `~`, `-`. Random if
   * not given. Goes to your own server as `Idempotency-Key`, and not to PressOne, which knows none.
   */
  reference?: string;
  /**
   * `true` sends it again although an earlier request of the reference may have left. Harmless through
   * your own server if it renews once per reference, as the gateway does; else only if you know that
   * nothing was renewed.
   */
  resend?: boolean | undefined;
}

/**
 * What the server said to a renewal, with a status of success. Look at `success`: it may say no
 * there. Further fields that it sends are kept.
 */
export interface Renewal {
  message: string | null;
  /** What the server says; true where it says nothing. */
  success: boolean;
  /** Null on success. */
  data: unknown;
  /** What names the renewal. */
  reference: string;
  /** The `answer` to this call's request, or the `journal`, where it was carried out before. */
  source: "answer" | "journal";
  /** What was odd about the answer; empty for a regular one. */
  issues: Issue[];
  /** The answer as it was received, where `issues` is not empty; else null. */
  raw: unknown;
}
