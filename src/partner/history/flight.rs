//! One call's work for a history: executes the actions of `HistoryProtocol`.

use std::rc::Rc;

use js_sys::Date;
use wasm_bindgen::JsValue;

use super::stored::StoredHistory;
use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;
use crate::core::partner::history_protocol::{
    Action, End, Event, HistoryProtocol, MarkState, Sent,
};
use crate::core::partner::history_record::{HistoryKeys, LEAVE_MS};
use crate::core::partner::purchase_protocol::Stored;
use crate::core::request::Request;
use crate::core::schema::decode_read;
use crate::partner::background;
use crate::partner::state::{Call, Partner};
use crate::partner::store::{LockGuard, Store};
use crate::wasm::call_error::CallError;
use crate::wasm::deadline::Deadline;
use crate::wasm::history_source::HistorySource;
use crate::wasm::side::Side;
use crate::wasm::state::ClientState;

/// The longest wait for another client's request, in ms.
const LOCK_WAIT_MS: f64 = 10_000.0;
/// The part of the call's time that it may wait.
const WAIT_SHARE: f64 = 0.75;

/// Returns the text of the history, with the client's timeout. A call that is not patient takes the place of
/// work that hung. It does not wait, because the hung work may have the lock.
pub(super) async fn run(
    state: Rc<ClientState<Partner>>,
    keys: HistoryKeys,
    iccid: JsValue,
    source: &'static HistorySource,
    patient: bool,
) -> Result<JsValue, CallError> {
    let deadline = Deadline::detached(state.settings.timeout_ms)?;
    let call = Call::new(state, deadline);
    let flight = Flight {
        call: &call,
        request: (source.request)(&iccid),
        iccid,
        source,
        patient,
        stored: StoredHistory::new(keys, source),
        lock: None,
        token: None,
        packages: JsValue::UNDEFINED,
        is_kept: false,
        failure: None,
        thrown: JsValue::UNDEFINED,
    };
    flight.run().await
}

struct Flight<'a> {
    call: &'a Call,
    request: Request,
    iccid: JsValue,
    source: &'static HistorySource,
    patient: bool,
    stored: StoredHistory,
    lock: Option<LockGuard>,
    token: Option<String>,
    packages: JsValue,
    /// True if the answer of this call is in the store.
    is_kept: bool,
    failure: Option<CallError>,
    /// The exception of the store.
    thrown: JsValue,
}

impl<'a> Flight<'a> {
    async fn run(mut self) -> Result<JsValue, CallError> {
        let mut protocol = HistoryProtocol::default();
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
        &self.call.state.side.store
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
        let token = Partner::token_of(self.call, &self.request).await;
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

    /// Sends the request once. No retry: `PressOne` answers one request in the window.
    async fn send(&mut self) -> Sent {
        let token = self.token.as_deref();
        let answer = self.call.attempt(&self.request, token, 0).await;
        let decoded = answer.and_then(|answer| {
            let decode = |body: &JsValue| self.source.answer.decode(body, &self.iccid);
            decode_read(&answer.get("text"), &decode).map_err(CallError::from)
        });
        match decoded {
            Ok(packages) => {
                self.packages = packages;
                Sent::Answer
            }
            Err(failure) => {
                let refused = self.call.drop_refused(&self.request, token, &failure).await;
                let sent = class_of(&failure);
                self.failure = Some(failure);
                if refused { Sent::Unauthorized } else { sent }
            }
        }
    }

    async fn record_answer(&mut self) -> Event {
        let (store, now) = (self.store(), Date::now());
        self.stored.set_answer(self.packages.clone(), now);
        // A history that was forgotten meanwhile is not kept.
        let is_wanted = self
            .call
            .state
            .single_flight
            .in_flight(self.stored.keys().base());
        self.is_kept = is_wanted && self.stored.write_answer(store).await;
        self.stored
            .end_mark(store, MarkState::Answered, None, now)
            .await;
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
            _ => {
                let message = "PressOne allows one request per eSIM in 15 minutes, and no answer is kept; \
                               call again after retryAfterMs";
                let mut error = Error::new(Kind::RateLimited, &[message]);
                let rest_ms = mark.map_or(0.0, |mark| mark.rest_ms(Date::now()));
                error.retry_after_ms = Some(rest_ms.max(1.0));
                error.into()
            }
        })
    }
}

/// The class of a failure. A token that another one can replace is none of them.
fn class_of(failure: &CallError) -> Sent {
    match failure.kind().and_then(|kind| Kind::parse(&kind)) {
        Some(Kind::NotFound | Kind::SimRecycled | Kind::Validation) => Sent::Refused,
        Some(Kind::Authentication | Kind::Permission | Kind::Configuration) => Sent::Denied,
        _ => Sent::Failed,
    }
}
