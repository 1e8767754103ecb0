//! One call's work for a kept answer: executes the actions of `HistoryProtocol`.

use std::rc::Rc;

use js_sys::Date;
use wasm_bindgen::JsValue;

use super::stored::StoredHistory;
use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;
use crate::core::partner::history_protocol::{
    Action, End, Event, HistoryProtocol, MarkState, Sent,
};
use crate::core::partner::history_record::{HistoryKeys, LEAVE_MS, Mark};
use crate::core::partner::keeping::Keeping;
use crate::core::partner::purchase_protocol::Stored;
use crate::core::request::Request;
use crate::core::schema::decode_read;
use crate::partner::background;
use crate::partner::call::Call;
use crate::partner::state::ClientState;
use crate::partner::store::{LockGuard, Store};
use crate::wasm::call_error::CallError;
use crate::wasm::deadline::Deadline;
use crate::wasm::kept_source::KeptSource;

/// The longest wait for another client's request, in ms.
const LOCK_WAIT_MS: f64 = 10_000.0;
/// The part of the call's time that it may wait.
const WAIT_SHARE: f64 = 0.75;

/// Returns the text of the result, with the client's timeout and the caller's number of retries. A call that is
/// not patient takes the place of work that hung. It does not wait, because the hung work may have the lock.
pub(super) async fn run(
    state: Rc<ClientState>,
    keys: HistoryKeys,
    args: JsValue,
    source: &'static KeptSource,
    max_retries: u32,
    patient: bool,
) -> Result<JsValue, CallError> {
    let deadline = Deadline::detached(state.settings.timeout_ms)?;
    let call = Call {
        max_retries,
        ..Call::new(state, deadline)
    };
    let flight = Flight {
        call: &call,
        request: (source.request)(&args),
        args,
        source,
        patient,
        stored: StoredHistory::new(keys, source),
        lock: None,
        token: None,
        value: JsValue::UNDEFINED,
        is_kept: false,
        failure: None,
        thrown: JsValue::UNDEFINED,
    };
    flight.run().await
}

struct Flight<'a> {
    call: &'a Call,
    request: Request,
    args: JsValue,
    source: &'static KeptSource,
    patient: bool,
    stored: StoredHistory,
    lock: Option<LockGuard>,
    token: Option<String>,
    /// The decoded answer of this call.
    value: JsValue,
    /// True if the answer of this call is in the store.
    is_kept: bool,
    failure: Option<CallError>,
    /// The exception of the store.
    thrown: JsValue,
}

impl<'a> Flight<'a> {
    async fn run(mut self) -> Result<JsValue, CallError> {
        let mut protocol = HistoryProtocol::new(self.source.keeping.limit);
        let mut action = Action::Read;
        let end = loop {
            let event = match action {
                Action::Read => self.read().await,
                Action::Wait => self.wait().await,
                Action::GetToken => self.get_token().await,
                Action::WriteMark => self.write_mark().await,
                Action::TakeMarkBack => {
                    background::go_on(self.call, self.stored.take_mark_back(self.store()));
                    Event::Recorded
                }
                Action::Send => Event::Sent(self.send().await),
                Action::RecordAnswer => self.record_answer().await,
                Action::NoteHung => {
                    let store = self.store();
                    let (state, now) = (MarkState::Failed, Date::now());
                    self.stored.end_mark(store, state, None, now).await;
                    Event::Recorded
                }
                Action::RecordFailure(sent) => self.record_failure(sent).await,
                Action::End(end) => break end,
            };
            action = protocol.next(event);
        };
        // Others go on, whatever this call still does.
        self.lock = None;
        if self.is_kept {
            self.stored.remove_listed(self.store()).await;
        }
        self.result(end)
    }

    fn store(&self) -> &'a Store {
        &self.call.state.store
    }

    async fn read(&mut self) -> Event {
        match self.stored.read(self.store()).await {
            Ok(view) => Event::Read(view),
            Err(thrown) => {
                self.thrown = thrown;
                Event::ReadFailed
            }
        }
    }

    async fn wait(&mut self) -> Event {
        // The lock of an earlier wait would block this one.
        self.lock = None;
        let wait_ms = if self.patient {
            (self.call.deadline.remaining_ms() * WAIT_SHARE).clamp(0.0, LOCK_WAIT_MS)
        } else {
            0.0
        };
        let name = self.stored.keys().base();
        let lock = self.store().lock(name, wait_ms, &self.call.deadline).await;
        self.lock = lock.ok().flatten();
        Event::Waited(self.lock.is_some())
    }

    async fn get_token(&mut self) -> Event {
        let token = self.call.token_of(&self.request).await;
        match token.and_then(|token| self.call.deadline.check().map(|()| token)) {
            Ok(token) => {
                self.token = token;
                Event::Token
            }
            Err(failure) => {
                let sent = class_of(&failure);
                self.failure = Some(failure);
                Event::NoToken(sent)
            }
        }
    }

    async fn write_mark(&mut self) -> Event {
        let begun = Date::now();
        let (stored, thrown) = self.stored.write_mark(self.store()).await;
        self.thrown = thrown;
        // A suspended process wakes up here.
        let took = Date::now() - begun;
        if stored == Stored::Yes && !(0.0..LEAVE_MS).contains(&took) {
            return Event::MarkedLate;
        }
        Event::Marked(stored)
    }

    /// Sends the request. Without a strict limit, repeats it after failures that are worth it.
    async fn send(&mut self) -> Sent {
        let token = self.token.as_deref();
        let mut retries_done = 0;
        loop {
            let failure = match self.attempt(token, retries_done).await {
                Ok(value) => {
                    self.value = value;
                    return Sent::Answer;
                }
                Err(failure) => failure,
            };
            if self.call.drop_refused(&self.request, token, &failure).await {
                self.failure = Some(failure);
                return Sent::Unauthorized;
            }
            let sent = class_of(&failure);
            let failure = if self.source.keeping.is_strict() {
                failure
            } else {
                let waited = self
                    .call
                    .backoff(&self.request, failure, &mut retries_done, true);
                match waited.await {
                    Ok(()) => continue,
                    Err(failure) => failure,
                }
            };
            self.failure = Some(failure);
            return sent;
        }
    }

    /// Sends the request once, and decodes the answer.
    async fn attempt(&self, token: Option<&str>, retries_done: u32) -> Result<JsValue, CallError> {
        let answer = self
            .call
            .attempt(&self.request, token, retries_done)
            .await?;
        let decode = |body: &JsValue| (self.source.answer)(body, &self.args);
        Ok(decode_read(&answer.get("text"), &decode)?)
    }

    async fn record_answer(&mut self) -> Event {
        let (store, now) = (self.store(), Date::now());
        self.stored.set_answer(self.value.clone(), now);
        // An answer that was forgotten meanwhile is not kept.
        let is_wanted = self
            .call
            .state
            .single_flight
            .in_flight(self.stored.keys().base());
        self.is_kept = is_wanted && self.stored.write_answer(store).await;
        // Without a strict limit, the next call asks in spite of the mark of a request that has not ended.
        if self.is_kept || self.source.keeping.is_strict() {
            let state = MarkState::Answered;
            self.stored.end_mark(store, state, None, now).await;
        }
        Event::Recorded
    }

    async fn record_failure(&mut self, sent: Sent) -> Event {
        let state = match sent {
            Sent::Refused => MarkState::Refused,
            _ => MarkState::Failed,
        };
        let error = self.failure.as_ref().map(CallError::to_error);
        let store = self.store();
        self.stored
            .end_mark(store, state, error.as_ref(), Date::now())
            .await;
        Event::Recorded
    }

    fn result(self, end: End) -> Result<JsValue, CallError> {
        let keeping = self.source.keeping;
        let mark = self.stored.mark();
        Err(match end {
            End::Fresh => return Ok(self.stored.result("cache")),
            End::Received => return Ok(self.stored.result("network")),
            End::Stale => return Ok(self.stored.result("stale")),
            End::Refused if let Some(mark) = mark => mark.stored_failure().into(),
            End::StoreFailed => {
                let message = "the store failed; PressOne was not asked";
                CallError::from_thrown(Kind::Storage, message, self.thrown)
            }
            End::Failed if let Some(failure) = self.failure => failure,
            End::Limited if let Some(mark) = mark.filter(|mark| is_reason(keeping, mark)) => {
                mark.stored_failure().into()
            }
            _ => {
                let message = if keeping.is_strict() {
                    "PressOne allows one request per eSIM in 15 minutes, and no answer is kept; call again \
                     after retryAfterMs"
                } else {
                    "PressOne was asked for this by another client, and no answer is kept; call again after \
                     retryAfterMs"
                };
                let mut error = Error::new(Kind::RateLimited, &[message]);
                let rest_ms = mark.map_or(0.0, |mark| mark.rest_ms(Date::now()));
                error.retry_after_ms = Some(rest_ms.max(1.0));
                error.into()
            }
        })
    }
}

/// True if the failure of another client's request is that of this call, too: it was not a matter of the limit.
fn is_reason(keeping: &Keeping, mark: &Mark<JsValue>) -> bool {
    !keeping.is_strict() && mark.has_failure()
}

/// The class of a failure. A token that another one can replace is none of them.
fn class_of(failure: &CallError) -> Sent {
    match failure.kind().and_then(|kind| Kind::parse(&kind)) {
        Some(Kind::NotFound | Kind::SimRecycled | Kind::Validation) => Sent::Refused,
        Some(Kind::Authentication | Kind::Permission | Kind::Configuration) => Sent::Denied,
        _ => Sent::Failed,
    }
}
