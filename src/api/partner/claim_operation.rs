//! The claim of a number.

use wasm_bindgen::JsValue;

use super::number_state::state_before;
use crate::api::partner::claim::{about, owner, request};
use crate::api::partner::renewal::user_request;
use crate::api::renewal::decode_renewal;
use crate::core::json::JsonValue;
use crate::core::partner::order_description::OrderDescription;
use crate::core::partner::ownership::Subject;
use crate::core::purchase_kind::PurchaseKind;
use crate::core::request::Request;
use crate::core::schema::Issue;
use crate::partner::Call;
use crate::partner::ownership::Owned;
use crate::partner::purchase::{Check, PurchaseOperation};

/// The claim of a number. The API has no list of claims.
pub(super) struct ClaimNumber;

impl PurchaseOperation for ClaimNumber {
    fn name(&self) -> &'static str {
        "claimNumber"
    }
    fn kind(&self) -> PurchaseKind {
        PurchaseKind::Claim
    }
    fn about(&self, args: &JsValue) -> JsValue {
        about(args)
    }
    fn request(&self, args: &JsValue, _names: &OrderDescription<'_>) -> Request {
        request(args)
    }
    fn decode(&self, body: &JsValue, args: &JsValue) -> (JsValue, Vec<Issue>) {
        decode_renewal(body, args)
    }
    fn owned(&self, _outcome: &JsValue, about: &JsValue) -> Vec<Owned> {
        let content = JsValue::object();
        content.set("email", &about.get("email"));
        content.set("number", &about.get("claimed_number"));
        let id = owner(about);
        // An entry that has shrunk has no address.
        let owned = (!id.is_empty()).then_some(Owned {
            subject: Subject::Number,
            id,
            content,
        });
        owned.into_iter().collect()
    }
    fn check<'a>(&self, call: &'a Call, args: &'a JsValue) -> Check<'a> {
        Box::pin(state_before(call, self.name(), args))
    }
    fn judge(&self) -> Option<&'static str> {
        Some("judgeClaim")
    }
    fn number(&self, about: &JsValue) -> Option<String> {
        about.get_string("number")
    }
    fn state_request(&self, about: &JsValue) -> Option<Request> {
        about.get_string("email")?;
        Some(user_request(self.name(), about))
    }
}
