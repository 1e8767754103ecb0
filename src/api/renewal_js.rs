//! The JavaScript of a renewal: its types and its method.

use super::{decode_renewal, number_hash, parse_renewal as renewal_of, request, subject};
use crate::api::topup_order::js::mode;
use crate::wasm::call::Call;
use crate::wasm::prelude::*;
use crate::wasm::write::{self, Check, Endpoint};

#[wasm_bindgen(typescript_custom_section)]
const TYPES: &str = r#"
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
"#;

/// How a number is renewed.
pub(crate) const ENDPOINT: &Endpoint = &Endpoint {
    name: "renewNumber",
    kind: "renewal",
    subject,
    request,
    take: decode_renewal,
    check,
    search: None,
    number: Some(number_hash),
};

/// Nothing has to be asked for before.
fn check<'a>(_: &'a Call, _: &'a JsValue) -> Check<'a> {
    Box::pin(async { Ok(()) })
}

#[wasm_bindgen]
impl Client {
    /// Renews a number's subscription, or turns a free trial into a paying one.
    ///
    /// It is written into the journal (see `submitTopupOrder`) before it leaves, and leaves once. The API
    /// offers no way to look a renewal up: one whose answer was lost stays `outcome_unknown`, and no
    /// other renewal of the number leaves, until you have found out about it and called `settle`. The
    /// error's `reference` is that of the open one.
    ///
    /// `POST /api/third-party/partner/renew-number/` (PressOne: "Renew number")
    ///
    /// @param renewal Whose number to renew.
    /// @param options `signal` and `timeoutMs` of this call.
    /// @returns What the server says about it.
    /// @throws {PressOneError} Nothing was renewed: `invalid_argument`, `validation`, `not_found`,
    /// `authentication`, `permission`, `rate_limited`, `reference_reused`, `storage`, and where no token
    /// could be had `network`, `timeout`, `aborted`, `server`, `decode`. It may have been renewed:
    /// `outcome_unknown`.
    #[wasm_bindgen(js_name = renewNumber, unchecked_return_type = "Promise<Renewal>")]
    pub fn renew_number(
        &self,
        #[wasm_bindgen(unchecked_param_type = "RenewalRequest")] renewal: &JsValue,
        #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
    ) -> Promise {
        let call = self.begin(options);
        let renewal = renewal_of(renewal);
        promise(async move {
            let (call, renewal) = (call?, renewal?);
            let mode = mode(&renewal);
            write::run(&call, ENDPOINT, &renewal, mode).await
        })
    }
}
