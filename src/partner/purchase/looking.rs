//! The looks for a lost order: in PressOne's list, or by the shop's judgement of a renewal or claim.

use js_sys::Function;
use wasm_bindgen::JsValue;

use super::driver::Purchase;
use super::lookup::{Search, search};
use super::operation::decode_outcome;
use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;
use crate::core::partner::purchase_protocol::{Event, Look, Purpose};
use crate::core::request::Request;
use crate::partner::call::Call;
use crate::wasm::call_error::CallError;
use crate::wasm::deadline::Deadline;
use crate::wasm::json::stringify;

/// The first pause between two looks for an order. Each further pause is twice as long.
const FIRST_PAUSE_MS: f64 = 500.0;

impl Purchase<'_> {
    pub(super) async fn look_up(&mut self, purpose: Purpose) -> Event {
        let look = if self.operation.lookup().is_some() {
            self.look_in_list(purpose).await
        } else {
            self.judge().await
        };
        Event::LookedUp(look)
    }

    /// Looks for the order until the time for lookups is over. The list can lag behind.
    async fn look_in_list(&mut self, purpose: Purpose) -> Look {
        let config = &self.call.state.config;
        // After a lost answer the order may show soon. An older one shows at once, or not soon.
        let mut left = match purpose {
            Purpose::Buy if self.claimed_at > 0.0 => config.lookup_ms,
            _ => 0.0,
        };
        let Ok(call) = self.detached(left + config.lookup_timeout_ms) else {
            return Look::Unread;
        };
        // A reference with any content can be closed.
        let content = match purpose {
            Purpose::Close => String::new(),
            _ => self.content.clone(),
        };
        let mut pause = FIRST_PAUSE_MS;
        loop {
            self.listed = None;
            match self.search(&call, &content).await {
                Ok(found) if !found.orders.is_empty() => {
                    self.take_orders(found);
                    return Look::Found;
                }
                Ok(found) => self.listed = Some(found.not_bought),
                Err(failure) => {
                    self.failure.get_or_insert(failure);
                }
            }
            let aborted = purpose == Purpose::Buy && was_aborted(self.call);
            if left <= 0.0 || aborted {
                break;
            }
            let wait = pause.min(left);
            left -= wait;
            pause *= 2.0;
            if call.deadline.sleep(wait).await.is_err() {
                break;
            }
        }
        if self.listed.is_some() {
            Look::Absent
        } else {
            Look::Unread
        }
    }

    /// Asks the shop's `judgeRenewal` or `judgeClaim` for the outcome.
    async fn judge(&mut self) -> Look {
        let Some(option) = self.operation.judge() else {
            return Look::Absent;
        };
        let judge = self.call.state.settings.options.get(option);
        if !judge.is_function() {
            return Look::Absent;
        }
        // An old entry has no number. Without its address the voice product would list all users.
        let Some(request) = self.operation.state_request(&self.about) else {
            return Look::Absent;
        };
        let Ok(call) = self.detached(self.call.state.config.lookup_timeout_ms) else {
            return Look::Unread;
        };
        let Some(after) = read_state(&call, &request).await else {
            return Look::Unread;
        };
        let before = self.entry().get("before");
        let judged = Function::from(judge).bind2(&JsValue::UNDEFINED, &before, &after);
        let answer = call.deadline.call_back(&judged, &JsValue::UNDEFINED);
        match answer.await {
            Ok(answer) if answer.as_string().as_deref() == Some("done") => {
                let body = JsValue::object();
                body.set("success", &JsValue::TRUE);
                let text = stringify(&body);
                match decode_outcome(self.operation, &text, &self.args) {
                    Ok(outcome) => {
                        outcome.set("source", &"journal".into());
                        self.outcome = outcome;
                        Look::Found
                    }
                    Err(_) => Look::Unread,
                }
            }
            Ok(answer) if answer.as_string().as_deref() == Some("failed") => {
                let kind = self.operation.kind().as_str();
                let message = ["the ", kind, " was not carried out, says options.", option];
                self.failure = Some(Error::new(Kind::Validation, &message).into());
                Look::Refuted
            }
            _ => Look::Absent,
        }
    }

    /// The voice product's answer about the number now.
    pub(super) async fn state_of_number(&self, call: &Call) -> Option<JsValue> {
        read_state(call, &self.operation.state_request(&self.about)?).await
    }

    /// A call with a deadline of its own, because that of the caller may be over.
    pub(super) fn detached(&self, timeout_ms: f64) -> Result<Call, Error> {
        let deadline = Deadline::detached(timeout_ms)?;
        Ok(Call::new(self.call.state.clone(), deadline))
    }

    pub(super) async fn search(&self, call: &Call, content: &str) -> Result<Search, CallError> {
        let names = (&*self.identity.digest, content);
        search(call, self.operation, names, &self.args).await
    }

    pub(super) fn take_orders(&mut self, found: Search) {
        self.content.clone_from(&found.content);
        let mut orders = found.orders.into_iter();
        self.outcome = orders.next().unwrap_or_default();
        self.duplicates = orders.collect();
    }
}

/// The answer to the request for the state of a number.
async fn read_state(call: &Call, request: &Request) -> Option<JsValue> {
    let answer = call.read(request, true).await.ok()?;
    JsValue::parse(&answer.get("text"))
}

/// True if the caller's signal ended the call.
fn was_aborted(call: &Call) -> bool {
    let ended = call.deadline.check().err();
    let kind = ended.and_then(|ended| ended.kind());
    kind.as_deref() == Some(Kind::Aborted.as_str())
}
