/**
 * The server's answer to a claim that was carried out. PressOne does not document it. All fields that the server sends
 * are present, as it sends them.
 */
export interface Claim {
  message: string | null;
  /** Always true. If the server sends no value, `issues` names the field. */
  success: boolean;
  /** The server's value. */
  data: unknown;
  /** The reference of the claim. */
  reference: string;
  /** `answer`: the answer to this call's request. `journal`: an earlier call's outcome, from the journal. */
  source: "answer" | "journal";
  /** The irregular fields of the answer; empty if there are none. */
  issues: Issue[];
  /** The answer as received, if there are `issues`; else null. */
  raw: unknown;
  [field: string]: unknown;
}
