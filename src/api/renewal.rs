//! `POST /api/third-party/partner/renew-number/`: renews a phone number's subscription.
//!
//! `PressOne`'s page "Renew number" (voice-only product). Turns a free trial into a paying
//! subscription. Its success body and its authentication are not documented: the first is read
//! for what it holds, the second can be set (`voice`).

use crate::api::shapes;
use crate::core::argument::{EMAIL, REFERENCE, fields, needed, optional};
use crate::core::error::Error;
use crate::core::json::{Json, Types};
use crate::core::request::{Body, Product, Request};
use crate::core::schema::{Field, Oddity, Shape, nullable, salvage};

const FIELDS: &[Field] = &[
    nullable("message", Shape::Text),
    nullable("success", Shape::Flag),
    nullable("data", Shape::Any),
];

/// Checks whose number a caller wants renewed.
pub(super) fn renewal<J: Json>(given: &J) -> Result<J, Error> {
    let params = [needed("email", EMAIL), optional("reference", REFERENCE)];
    fields(given, "renewal", &params)
}

/// The slash at the end belongs to the path: without it the server redirects, and a redirect
/// loses the body.
pub(super) fn request<J: Json>(renewal: &J) -> Request {
    let path = "/api/third-party/partner/renew-number/";
    let email = renewal.text_of("email").unwrap_or_default();
    let body = Body::Json(vec![("email", email)]);
    let reference = renewal.text_of("reference");
    Request::write("renewNumber", Product::Voice, path, body).named(reference)
}

/// The renewal, with what there is of it.
pub(super) fn take<J: Json>(body: &J, asked: &J) -> (J, Vec<Oddity>) {
    let mut oddities = Vec::new();
    let renewal = if body.types().only(Types::OBJECT) {
        body.clone()
    } else {
        oddities.push(Oddity {
            path: "body".to_owned(),
            message: "the answer cannot be read: body is not an object".to_owned(),
        });
        J::object()
    };
    oddities.extend(salvage(&renewal, FIELDS, "body"));
    if renewal.get("success").flag().is_none() {
        // The status said that it was done.
        renewal.set("success", &J::of_flag(true));
        oddities.push(Oddity {
            path: "body.success".to_owned(),
            message: "is missing: taken as true because the status was a success".to_owned(),
        });
    }
    renewal.set("reference", &shapes::reference(asked));
    (renewal, oddities)
}

#[cfg(target_arch = "wasm32")]
mod js {
    use super::{renewal as renewal_of, request, take};
    use crate::core::schema::read_outcome;
    use crate::wasm::prelude::*;

    #[wasm_bindgen(typescript_custom_section)]
    const TYPES: &str = r#"
/** Whose number to renew. */
export interface RenewalRequest {
  /** The address that the number was claimed with. */
  email: string;
  /**
   * Names this renewal for your own server, which carries it out once: 1 to 64 letters, digits, `.`,
   * `_`, `~`, `-`. Random if not given. Sent to your own server alone: a client that talks to
   * PressOne itself refuses it.
   */
  reference?: string | undefined;
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
  /** What the renewal was named; null where PressOne itself was asked. */
  reference: string | null;
  /** What was odd about the answer; empty for a regular one. */
  issues: Issue[];
  /** The answer as it was received, where `issues` is not empty; else null. */
  raw: unknown;
}
"#;

    #[wasm_bindgen]
    impl Client {
        /// Renews a number's subscription, or turns a free trial into a paying one.
        ///
        /// Leaves once and is never sent again: after a lost answer the error is
        /// `outcome_unknown`. The API offers no way to look a renewal up.
        ///
        /// `POST /api/third-party/partner/renew-number/` (PressOne: "Renew number")
        ///
        /// @param renewal Whose number to renew.
        /// @param options `signal` and `timeoutMs` of this call.
        /// @returns What the server says about it.
        /// @throws {PressOneError} Nothing was renewed: `invalid_argument`, `validation`,
        /// `not_found`, `authentication`, `permission`, `rate_limited`, and where no token could be
        /// had `network`, `timeout`, `aborted`, `server`, `decode`. It may have been renewed:
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
                call.name(&renewal, "renewal.reference")?;
                call.write(&request(&renewal), &|text| {
                    read_outcome(text, &|body| take(body, &renewal))
                })
                .await
            })
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::error::Kind;
    use crate::core::schema::read_outcome;
    use crate::core::testing::{Doc, doc};

    fn renewed(text: &str) -> Result<Doc, Error> {
        read_outcome(&text.to_owned(), &|body: &Doc| take(body, &Doc::Missing))
    }

    #[test]
    fn the_request_keeps_its_trailing_slash() {
        let request = request(&renewal(&doc(r#"{"email":"ada@example.org"}"#)).unwrap());
        assert_eq!(request.path, "/api/third-party/partner/renew-number/");
        assert_eq!(request.product, Product::Voice);
        assert_eq!(
            request.body,
            Body::Json(vec![("email", "ada@example.org".to_owned())])
        );
    }

    #[test]
    fn every_field_is_there_in_both_server_shapes() {
        let regular = r#"{"message":"done","success":true,"data":null}"#;
        let expected = doc(
            r#"{"message":"done","success":true,"data":null,"reference":null,
            "issues":[],"raw":null}"#,
        );
        assert_eq!(renewed(regular).unwrap(), expected);
        assert_eq!(
            renewed(r#"{"message":"done","success":"1"}"#).unwrap(),
            expected
        );
    }

    #[test]
    fn what_the_server_says_is_kept() {
        let told =
            renewed(r#"{"message":"no plan","success":false,"data":{"plan":null}}"#).unwrap();
        assert_eq!(told.get("success"), Doc::Flag(false));
        assert_eq!(told.get("data"), doc(r#"{"plan":null}"#));
    }

    #[test]
    fn an_odd_answer_is_a_renewal_all_the_same() {
        for (text, issues) in [
            ("{}", 1),
            ("null", 2),
            ("[]", 2),
            (r#"{"success":"maybe"}"#, 2),
        ] {
            let renewal = renewed(text).unwrap();
            assert_eq!(renewal.get("success"), Doc::Flag(true), "{text}");
            assert_eq!(renewal.get("issues").length(), issues, "{text}");
        }
        assert_eq!(renewed("<html>").unwrap_err().kind, Kind::Decode);
    }
}
