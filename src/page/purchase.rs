//! A purchase of a page client. It is sent to the shop's gateway. Later requests ask for its outcome.

use wasm_bindgen::JsValue;

use super::history;
use super::operation::Operation;
use super::questions::question;
use super::state::{Call, Page};
use crate::core::error::{Error, Kind, WriteOutcome};
use crate::core::json::JsonValue;
use crate::core::page::gateway_answer;
use crate::core::page::protocol::{Action, Answer, End, Event, PageProtocol};
use crate::core::purchase_kind::PurchaseKind;
use crate::core::request::{Body, Effect, Product, Request};
use crate::core::schema::decode_write;
use crate::core::text::join;
use crate::wasm::buy_args::BuyArgs;
use crate::wasm::error::CallError;
use crate::wasm::exchange::meaning;
use crate::wasm::json::stringify;
use crate::wasm::side::Side;

/// The path of a new purchase. Hosts do not redirect a path that ends in `.json` for its slash.
const SEND_PATH: &str = "/purchases.json";
/// The part of the remaining time that one sent purchase may take. The rest is for questions.
const SEND_SHARE: f64 = 0.6;
/// The longest time of one question.
const ASK_TIMEOUT_MS: f64 = 10_000.0;
/// The first pause between two questions. Each further pause is twice as long.
const FIRST_PAUSE_MS: f64 = 500.0;
const MAX_PAUSE_MS: f64 = 5_000.0;
/// The fields of the arguments that the gateway takes.
const SENT_FIELDS: &[&str] = &["package_id", "iccid", "email", "description"];

/// Buys through the gateway.
pub(crate) async fn buy(
    call: &Call,
    operation: &'static Operation,
    args: &BuyArgs<'_>,
) -> Result<JsValue, CallError> {
    let mut purchase = PagePurchase {
        call,
        operation,
        args: args.values,
        reference: args.values.get_string("reference").unwrap_or_default(),
        body: JsValue::UNDEFINED,
        failure: None,
        refusal: None,
        retry_after_ms: None,
        pause_ms: FIRST_PAUSE_MS,
        sent: false,
    };
    let mut protocol = PageProtocol::new(args.known_tries.unwrap_or(0), args.caller_gave_reference);
    let mut action = protocol.action();
    loop {
        let event = match action {
            Action::End(end) => return purchase.end(end).await,
            _ if call.deadline.check().is_err() => Event::TimeIsUp,
            Action::Send(tries) => purchase.send(tries).await,
            Action::Ask => purchase.ask().await,
            Action::Wait => purchase.wait().await,
        };
        action = protocol.next(event);
    }
}

/// A purchase in progress.
struct PagePurchase<'a> {
    call: &'a Call,
    operation: &'static Operation,
    args: &'a JsValue,
    reference: String,
    /// The body of the last marked answer.
    body: JsValue,
    failure: Option<CallError>,
    /// The gateway's refusal of the purchase. The answers to later questions do not say why.
    refusal: Option<CallError>,
    retry_after_ms: Option<f64>,
    pause_ms: f64,
    /// True if the purchase may have left.
    sent: bool,
}

impl PagePurchase<'_> {
    async fn send(&mut self, tries: u32) -> Event {
        let body = JsValue::object();
        body.set("kind", &self.operation.kind.as_str().into());
        for name in SENT_FIELDS {
            if let Some(text) = self.args.get_string(name) {
                body.set(name, &text.into());
            }
        }
        if let Some(price) = self.args.get_f64("price") {
            body.set("price", &price.into());
        }
        body.set("tries", &tries.into());
        let text = stringify(&body).as_string().unwrap_or_default();
        let request = Request::post(
            self.operation.name,
            // The gateway carries it out once, however often it arrives.
            Effect::Read,
            Product::Data,
            SEND_PATH,
            Body::JsonText(text),
        )
        .with_reference(Some(self.reference.clone()));
        let limit_ms = self.call.deadline.remaining_ms() * SEND_SHARE;
        self.sent = true;
        let event = self.exchange(&request, limit_ms).await;
        if matches!(event, Event::Answered(Answer::Refused { .. })) {
            self.refusal = self.failure.take();
        }
        event
    }

    async fn ask(&mut self) -> Event {
        let mut request = question(&self.reference);
        request.query = join(&["kind=", self.operation.kind.as_str()]);
        self.exchange(&request, ASK_TIMEOUT_MS).await
    }

    /// Sends one request, and classifies its answer.
    async fn exchange(&mut self, request: &Request, limit_ms: f64) -> Event {
        let limit_ms = limit_ms.min(self.call.deadline.remaining_ms()).max(1.0);
        self.retry_after_ms = None;
        let answered = match self.call.deadline.extended(limit_ms) {
            Ok(deadline) => {
                let call = self.call.with_deadline(deadline);
                match Page::token_of(&call, request).await {
                    Ok(token) => call.exchange(request, token.as_deref(), 0).await,
                    Err(failure) => Err(failure),
                }
            }
            Err(error) => Err(error.into()),
        };
        let answer = match answered {
            Ok(answer) => answer,
            Err(failure) => {
                let kind = failure.kind();
                self.failure = Some(failure);
                // The request cannot leave. Later ones cannot either.
                let is_final = kind.as_deref() == Some(Kind::Configuration.as_str());
                return Event::Answered(if is_final {
                    Answer::Refused { is_final }
                } else {
                    Answer::Lost
                });
            }
        };
        let status = answer.get_f64("status").unwrap_or_default();
        let body = JsValue::parse_exact(&answer.get("text"));
        self.retry_after_ms = answer.get_f64("retryAfterMs");
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let meant =
            gateway_answer::parse(status as u16, body.as_ref(), self.operation.kind, self.args);
        self.body = body.unwrap_or_default();
        self.failure = meaning(answer).err().map(CallError::from);
        Event::Answered(meant)
    }

    async fn wait(&mut self) -> Event {
        let wait_ms = self.retry_after_ms.unwrap_or(0.0).max(self.pause_ms);
        self.pause_ms = (self.pause_ms * 2.0).min(MAX_PAUSE_MS);
        if wait_ms >= self.call.deadline.remaining_ms() {
            return Event::TimeIsUp;
        }
        match self.call.deadline.sleep(wait_ms).await {
            Ok(_) => Event::Waited,
            Err(_) => Event::TimeIsUp,
        }
    }

    async fn end(&mut self, end: End) -> Result<JsValue, CallError> {
        if end == End::Done {
            if self.has_own_content() {
                return self.order().await;
            }
            let message = "the reference belongs to another purchase; this call ordered nothing";
            let mut error = Error::new(Kind::ReferenceReused, &[message]);
            error.outcome = Some(WriteOutcome::NotOrdered);
            error.reference = Some(self.reference.clone());
            return Err(error.into());
        }
        // The caller's signal, or the timeout, ended the call. That says more than the last answer.
        let ended = self.call.deadline.check().err();
        let ended = match ended {
            Some(ended) if !self.sent => {
                let thrown = ended.thrown();
                let mut error = ended.into_error();
                error.outcome = Some(WriteOutcome::NotOrdered);
                return Err(CallError::Rust(error, thrown));
            }
            ended => ended,
        };
        let cause = ended
            .or_else(|| self.refusal.take())
            .or_else(|| self.failure.take());
        let cause = cause.unwrap_or_else(|| {
            let message = "the gateway does not know the outcome yet";
            Error::new(Kind::Server, &[message]).into()
        });
        let thrown = match end {
            End::Refused | End::RefusedUnproven => cause.thrown(),
            End::Failed | End::Conflict => JsValue::UNDEFINED,
            _ => cause.to_js(),
        };
        let purchase = self.body.get("data");
        let (mut error, outcome) = match end {
            End::Failed => (gateway_answer::failure(&purchase), WriteOutcome::NotOrdered),
            End::Conflict => {
                let message = "the reference belongs to another purchase; nothing was ordered";
                let error = Error::new(Kind::ReferenceReused, &[message]);
                (error, WriteOutcome::NotOrdered)
            }
            End::Refused => (cause.into_error(), WriteOutcome::NotOrdered),
            End::RefusedUnproven => (cause.into_error(), WriteOutcome::Unknown),
            End::NoGateway => {
                let message = "baseUrl is no gateway: a page buys through pressone-esim/gateway on the \
                               shop's own server";
                let error = Error::new(Kind::Configuration, &[message]).at("options.baseUrl");
                (error, WriteOutcome::Unknown)
            }
            End::Unknown | End::Done => (
                Error::outcome_unknown(cause.into_error()),
                WriteOutcome::Unknown,
            ),
        };
        error.outcome = Some(outcome);
        error.reference = Some(self.reference.clone());
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let tries = purchase
            .get_f64("tries")
            .map(|tries| tries.clamp(0.0, 1e9) as u32);
        error.tries = tries;
        Err(CallError::Rust(error, thrown))
    }

    /// True if the last answer's order has this call's content.
    fn has_own_content(&self) -> bool {
        let order = self.body.get("data").get("order");
        ["package_id", "iccid"].iter().all(|name| {
            let ordered = order.get_string(name);
            let asked = self.args.get_string(name);
            ordered.is_none() || asked.is_none() || ordered == asked
        })
    }

    /// The order of the last answer, checked like one of PressOne.
    async fn order(&self) -> Result<JsValue, CallError> {
        let purchase = self.body.get("data");
        JsValue::array(std::slice::from_ref(&purchase)).limit_depth();
        let answer = match self.operation.kind {
            PurchaseKind::Topup => {
                let answer = JsValue::object();
                answer.set("data", &purchase.get("order"));
                answer
            }
            PurchaseKind::Renewal => purchase.get("renewal"),
        };
        let source = answer.get("data").get_string("source");
        let source = source.or_else(|| answer.get_string("source"));
        let decode = |body: &JsValue| (self.operation.decode)(body, self.args);
        let outcome = decode_write(&stringify(&answer), &decode)?;
        outcome.set(
            "source",
            &source.unwrap_or_else(|| "answer".to_owned()).into(),
        );
        if let Some(iccid) = self.args.get_string("iccid") {
            history::forget(self.call, &iccid).await;
        }
        Ok(outcome)
    }
}
