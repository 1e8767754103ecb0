//! The protocol of a package history, as a state machine: `PressOne` is asked once per eSIM and window, by
//! all clients of a store together. Other kept answers have the same protocol.
//!
//! The store has a mark while `PressOne` must not be asked. A call writes the mark by compare-and-set, after
//! the token is there and directly before the request leaves. So one call asks, whatever its request becomes.
//! The mark ends by itself, by the store's clock.
//!
//! A lock makes other calls wait for the answer. It protects nothing.
//!
//! For an endpoint without a strict limit, one request in the window is the rule. A call asks nevertheless if the
//! sender of a marked request has ended, or seems to hang.
//!
//! `src/partner/kept` executes the actions. `history_protocol_model.rs` checks all orders of events.

use super::purchase_protocol::Stored;

/// The most marks that one call writes. Each further one needs a mark of another call that has ended.
const MAX_MARKS: u8 = 4;

/// The consequence of a second request in a window.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Limit {
    /// `PressOne` refuses it.
    #[default]
    Strict,
    /// It is a waste.
    Loose,
}

/// The state of an eSIM's mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum MarkState {
    /// There is none: `PressOne` may be asked.
    Absent,
    /// A request may be on its way, or its sender has ended.
    Asking,
    /// The answer of the marked request is kept.
    Answered,
    /// The marked request has failed, or its answer was not kept.
    Failed,
    /// `PressOne` has refused the marked request for a reason that lasts.
    Refused,
}

/// The store as a call has read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct View {
    /// The mark.
    pub mark: MarkState,
    /// True if an answer is kept, of whatever request.
    pub kept: bool,
}

/// The end of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sent {
    /// A history.
    Answer,
    /// The token was refused. That is no answer, and there can be another token.
    Unauthorized,
    /// A refusal that lasts, such as an unknown eSIM.
    Refused,
    /// A failure that the shop has to end, such as wrong credentials.
    Denied,
    /// Any other failure.
    Failed,
}

/// The next step of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Reads mark, answer and purchases.
    Read,
    /// Waits for the lock.
    Wait,
    /// Gets the access token.
    GetToken,
    /// Writes the mark, if there is still the mark that the call knows.
    WriteMark,
    /// Takes an unconfirmed mark back in the background.
    TakeMarkBack,
    /// Sends the request.
    Send,
    /// Writes the answer and ends the mark's request.
    RecordAnswer,
    /// Notes in the mark of another call that its request hangs. Later calls do not wait for it.
    NoteHung,
    /// Notes the failure in the mark.
    RecordFailure(Sent),
    /// Ends the call.
    End(End),
}

/// The result of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// The kept answer. It is fresh.
    Fresh,
    /// The answer of the call's own request.
    Received,
    /// The kept answer, although it is old.
    Stale,
    /// The error `rate_limited`, with the time to wait.
    Limited,
    /// The refusal that another call received.
    Refused,
    /// The call's own failure.
    Failed,
    /// The store's failure.
    StoreFailed,
}

/// The result of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// Of `Read`.
    Read(View),
    /// Of `Read`: the store failed.
    ReadFailed,
    /// Of `Wait`. False if the lock was not free in time.
    Waited(bool),
    /// Of `GetToken`.
    Token,
    /// Of `GetToken`: there is none. `Denied` or `Failed`.
    NoToken(Sent),
    /// Of `WriteMark`.
    Marked(Stored),
    /// Of `WriteMark`: it took so long that the mark may end soon.
    MarkedLate,
    /// Of `Send`.
    Sent(Sent),
    /// Of `RecordAnswer`, `RecordFailure`, `NoteHung` and `TakeMarkBack`.
    Recorded,
}

/// One call.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct HistoryProtocol {
    limit: Limit,
    kept: bool,
    /// The number of waits.
    waits: u8,
    locked: bool,
    marks: u8,
    /// True if a token was refused.
    repeated: bool,
    /// The end after the current record.
    end: Option<End>,
}

impl HistoryProtocol {
    /// A call of an endpoint with this limit.
    pub fn new(limit: Limit) -> Self {
        Self {
            limit,
            ..Self::default()
        }
    }

    /// The action after an event. The first action is `Read`.
    pub fn next(&mut self, event: Event) -> Action {
        match event {
            Event::Read(view) => self.after_read(view),
            Event::ReadFailed => Action::End(End::StoreFailed),
            Event::Waited(locked) => {
                self.waits += 1;
                self.locked = locked;
                Action::Read
            }
            Event::Token | Event::MarkedLate => self.write_mark(),
            Event::NoToken(sent) => Action::End(self.end_of(sent)),
            Event::Marked(Stored::Yes) => Action::Send,
            Event::Marked(Stored::Changed) => {
                // Another call asks now. Without the lock, this call can wait for it.
                if !self.locked {
                    self.waits = self.waits.min(1);
                }
                Action::Read
            }
            Event::Marked(Stored::Unconfirmed) => {
                self.record(Action::TakeMarkBack, End::StoreFailed)
            }
            Event::Sent(Sent::Answer) => self.record(Action::RecordAnswer, End::Received),
            Event::Sent(Sent::Unauthorized) if !self.repeated => {
                self.repeated = true;
                Action::GetToken
            }
            Event::Sent(sent) => self.record(Action::RecordFailure(sent), self.end_of(sent)),
            Event::Recorded => Action::End(self.end.unwrap_or(End::Limited)),
        }
    }

    fn after_read(&mut self, view: View) -> Action {
        self.kept = view.kept;
        match view.mark {
            MarkState::Answered => Action::End(End::Fresh),
            MarkState::Refused => Action::End(End::Refused),
            MarkState::Absent | MarkState::Asking if self.may_wait() => Action::Wait,
            MarkState::Asking if self.limit == Limit::Loose => Action::GetToken,
            MarkState::Asking if !self.locked => {
                self.record(Action::NoteHung, self.stale_or(End::Limited))
            }
            MarkState::Failed | MarkState::Asking => Action::End(self.stale_or(End::Limited)),
            MarkState::Absent => Action::GetToken,
        }
    }

    fn may_wait(&self) -> bool {
        self.waits == 0 || self.waits == 1 && self.marks > 0 && !self.locked
    }

    fn write_mark(&mut self) -> Action {
        if self.marks == MAX_MARKS {
            return Action::End(self.stale_or(End::Limited));
        }
        self.marks += 1;
        Action::WriteMark
    }

    fn record(&mut self, action: Action, end: End) -> Action {
        self.end = Some(end);
        action
    }

    fn stale_or(&self, end: End) -> End {
        if self.kept { End::Stale } else { end }
    }

    /// The end of a call whose request failed.
    fn end_of(&self, sent: Sent) -> End {
        match sent {
            Sent::Failed => self.stale_or(End::Failed),
            _ => End::Failed,
        }
    }
}
