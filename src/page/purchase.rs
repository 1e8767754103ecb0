//! The decisions about a purchase. `buying.js` sends it to the shop's gateway, and asks for its outcome.

use wasm_bindgen::JsValue;

use super::error::{refine, to_object};
use super::operation::Operation;
use crate::core::error::{Error, Kind};
use crate::core::json::{JsonValue, TypeSet};
use crate::core::page::gateway_answer;
use crate::core::page::protocol::{Action, Answer, End, Event, PageProtocol};
use crate::core::page::verdict::{self, Base};
use crate::core::purchase_kind::PurchaseKind;
use crate::core::schema::decode_write;
use crate::wasm::json::stringify;

/// The fields of the arguments that the gateway takes.
const SENT_FIELDS: &[&str] = &[
    "package_id",
    "iccid",
    "email",
    "number",
    "description",
    "price",
    "quantity",
    "country",
    "type",
];

/// The decisions about one purchase.
pub(super) struct Purchase {
    pub(super) operation: &'static Operation,
    /// The checked arguments. The script adds a reference.
    pub(super) args: JsValue,
    protocol: PageProtocol,
    /// The body of the last answer.
    body: JsValue,
    /// The error that the last answer means.
    failure: JsValue,
    /// The gateway's refusal of the purchase. The answers to later questions do not say why.
    refusal: JsValue,
}

impl Purchase {
    /// A purchase with checked arguments.
    pub(super) fn new(operation: &'static Operation, args: JsValue) -> Self {
        let used_before = args.get_string("reference").is_some();
        let tries = args.get_u32("tries").unwrap_or(0);
        Self {
            operation,
            protocol: PageProtocol::new(tries, used_before),
            args,
            body: JsValue::UNDEFINED,
            failure: JsValue::UNDEFINED,
            refusal: JsValue::UNDEFINED,
        }
    }

    fn next(&mut self, event: Event) -> u32 {
        let sends = matches!(self.protocol.action(), Action::Send(_));
        if sends && matches!(event, Event::Answered(Answer::Refused { .. })) {
            self.refusal = self.failure.clone();
        }
        self.protocol.next(event).number()
    }

    /// The order of the last answer, checked like one of `PressOne`.
    fn order(&self, purchase: &JsValue) -> Result<JsValue, Error> {
        JsValue::array(std::slice::from_ref(purchase)).limit_depth();
        let answer = match self.operation.kind {
            PurchaseKind::Topup | PurchaseKind::Sim => {
                let answer = JsValue::object();
                answer.set("data", &purchase.get("order"));
                answer
            }
            kind @ (PurchaseKind::Renewal | PurchaseKind::Claim) => {
                purchase.get(kind.outcome_name())
            }
        };
        let source = answer.get("data").get_string("source");
        let source = source.or_else(|| answer.get_string("source"));
        let decode = |body: &JsValue| (self.operation.decode)(body, &self.args);
        let outcome = decode_write(&stringify(&answer), &decode)?;
        outcome.set_text("source", source.as_deref().unwrap_or("answer"));
        Ok(outcome)
    }

    /// The body of the purchase.
    pub(super) fn body(&self) -> JsValue {
        let body = JsValue::object();
        body.set_text("kind", self.operation.kind.as_str());
        for name in SENT_FIELDS {
            let value = self.args.get(name);
            if !value.types().intersects(TypeSet::MISSING | TypeSet::NULL) {
                body.set(name, &value);
            }
        }
        if let Action::Send(tries) = self.protocol.action() {
            body.set("tries", &tries.into());
        }
        body
    }

    /// Takes an answer, and the error that it means or `undefined`.
    pub(super) fn answered(&mut self, status: u16, text: &JsValue, failure: JsValue) -> u32 {
        let body = JsValue::parse_exact(text);
        let kind = self.operation.kind;
        let meant = gateway_answer::parse(status, body.as_ref(), kind, &self.args);
        self.body = body.unwrap_or_default();
        self.failure = failure;
        self.next(Event::Answered(meant))
    }

    /// Takes the failure of a request without an answer. `sent` is true if the purchase may have left.
    pub(super) fn lost(&mut self, failure: JsValue, sent: bool) -> u32 {
        let kind = failure.get_string("kind");
        self.failure = failure;
        // The request cannot leave. Later ones cannot either.
        let is_final = kind.as_deref() == Some(Kind::Configuration.as_str());
        self.next(match (sent, is_final) {
            (false, _) => Event::Unsent,
            (true, true) => Event::Answered(Answer::Refused { is_final }),
            (true, false) => Event::Answered(Answer::Lost),
        })
    }

    /// Goes on after a pause, or ends the call if its time is over. `sent` is true if the purchase may have
    /// left.
    pub(super) fn waited(&mut self, is_over: bool, sent: bool) -> u32 {
        self.next(match (is_over, sent) {
            (false, _) => Event::Waited,
            (true, true) => Event::TimeIsUp,
            (true, false) => Event::Unsent,
        })
    }

    /// The order, or the error of the call. `ended` is the error that ended the call early.
    ///
    /// # Errors
    /// The error of the call.
    pub(super) fn end(&self, ended: &JsValue) -> Result<JsValue, JsValue> {
        let purchase = self.body.get("data");
        let Action::End(end) = self.protocol.action() else {
            return Ok(JsValue::UNDEFINED);
        };
        if end == End::Done {
            return self.order(&purchase).map_err(|error| to_object(&error));
        }
        // The caller's signal, or the timeout, says more than the last answer.
        let causes = [ended, &self.refusal, &self.failure];
        let cause = causes
            .into_iter()
            .find(|cause| cause.types() != TypeSet::MISSING);
        let cause = cause.cloned().unwrap_or_else(|| {
            let message = "the gateway does not know the outcome yet";
            to_object(&Error::new(Kind::Server, &[message]))
        });
        let (base, details) = verdict::details(end, &purchase, &cause);
        details.set("reference", &self.args.get("reference"));
        let none = &JsValue::UNDEFINED;
        Err(match base {
            Base::Cause => refine(&cause, &details, none),
            Base::Caused => refine(none, &details, &cause),
            Base::Details => refine(none, &details, none),
        })
    }
}
