//! At most one write for a reference, and none lost: the protocol of purchases and renewals as a
//! state machine. `wasm/once.rs` carries its actions out; `once_model.rs` plays every order of them
//! through, with clients that die, answers that are lost and locks that nobody holds.
//!
//! A journal holds one entry for a reference: `sending` from before the request leaves, `done` when
//! its outcome is known; a proven failure removes it. Whoever finds it `sending` without having put
//! it there cannot know what became of the request, and looks for its outcome instead of sending.

/// What the journal holds for a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JournalState {
    /// Nothing: it never left, or was refused.
    Absent,
    /// It may have left.
    Pending,
    /// Its outcome.
    Done,
    /// The reference belongs to something else.
    Conflict,
}

/// What came of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SendResult {
    /// It was carried out, and this is the outcome.
    Done,
    /// It certainly was not. An earlier request of the reference may have been all the same.
    Rejected,
    /// No request of the reference was, says a server that makes one of all of them.
    NeverExecuted,
    /// Nobody knows.
    Unknown,
}

/// What came of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// `Read`: what is there.
    EntryRead(JournalState),
    /// `Check`: whether it may be sent.
    Checked(bool),
    /// `Claim`: whether the entry was what had been read, and is `sending` now.
    Claimed(bool),
    /// `Send`: what came of it.
    Sent(SendResult),
    /// `LookUp`: whether the outcome was found.
    LookedUp(bool),
    /// `Settle`, whether the journal took it or not: the outcome is the outcome.
    OutcomeRecorded,
    /// `Release`, whether the journal took it or not.
    EntryRemoved,
}

/// What to do next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read the journal.
    Read,
    /// Make sure that it may be sent: that it is on offer, and paid.
    Check,
    /// Write `sending` down durably, if the entry still is what was read.
    Claim,
    /// Send the request.
    Send,
    /// Look for the outcome in what the server lists.
    LookUp,
    /// Write the outcome down.
    RecordOutcome,
    /// Remove the entry.
    RemoveEntry,
    /// Tell the caller.
    End(Outcome),
}

/// How a call ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// With the outcome, whoever sent the request.
    Done,
    /// With a failure that proves that nothing was carried out.
    Rejected,
    /// The reference belongs to something else.
    Conflict,
    /// Nobody knows whether it was carried out.
    Unknown,
    /// There is nothing to look for any more.
    NothingPending,
}

/// What a call is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// To send, unless the request may have left before.
    Send,
    /// To send even then, if it cannot be found: the caller said so.
    Resend,
    /// To find out what became of the request.
    Recover,
}

/// One call.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WriteProtocol {
    mode: Mode,
    /// Whether the server itself makes one of all requests of a reference, as a shop's own does.
    server_deduplicates: bool,
    /// Whether an earlier request may have left.
    earlier_pending: bool,
    /// Whether this call's own did.
    sent: bool,
}

impl WriteProtocol {
    /// A call; its first action is to read the journal.
    pub const fn new(mode: Mode, server_deduplicates: bool) -> Self {
        Self {
            mode,
            server_deduplicates,
            earlier_pending: false,
            sent: false,
        }
    }

    /// What follows from what came of the action before.
    // In the order of the protocol, not of what follows.
    #[allow(clippy::match_same_arms)]
    pub fn next(&mut self, event: Event) -> Action {
        match event {
            Event::EntryRead(JournalState::Absent) => {
                self.earlier_pending = false;
                match self.mode {
                    Mode::Recover => Action::End(Outcome::NothingPending),
                    Mode::Send | Mode::Resend => Action::Check,
                }
            }
            Event::EntryRead(JournalState::Pending) => {
                self.earlier_pending = true;
                Action::LookUp
            }
            Event::EntryRead(JournalState::Done) => Action::End(Outcome::Done),
            Event::EntryRead(JournalState::Conflict) => Action::End(Outcome::Conflict),

            Event::Checked(true) => Action::Claim,
            // The offer of this moment says nothing about the request of another.
            Event::Checked(false) if self.earlier_pending => Action::End(Outcome::Unknown),
            Event::Checked(false) => Action::End(Outcome::Rejected),

            Event::Claimed(true) => {
                self.sent = true;
                Action::Send
            }
            // Somebody else was quicker, whatever a lock said. The leave to send again was for the request
            // before theirs.
            Event::Claimed(false) => {
                if self.mode == Mode::Resend {
                    self.mode = Mode::Send;
                }
                Action::Read
            }

            Event::Sent(SendResult::Done) | Event::LookedUp(true) => Action::RecordOutcome,
            Event::Sent(SendResult::Rejected) if self.earlier_pending => {
                Action::End(Outcome::Unknown)
            }
            Event::Sent(SendResult::Rejected | SendResult::NeverExecuted) => Action::RemoveEntry,
            Event::Sent(SendResult::Unknown) => Action::LookUp,

            Event::LookedUp(false) if self.sent || self.mode != Mode::Resend => {
                Action::End(Outcome::Unknown)
            }
            Event::LookedUp(false) if self.server_deduplicates => Action::Claim,
            Event::LookedUp(false) => Action::Check,

            Event::OutcomeRecorded => Action::End(Outcome::Done),
            Event::EntryRemoved => Action::End(Outcome::Rejected),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(mode: Mode, server_deduplicates: bool, events: &[Event]) -> Vec<Action> {
        let mut protocol = WriteProtocol::new(mode, server_deduplicates);
        events.iter().map(|event| protocol.next(*event)).collect()
    }

    #[test]
    fn a_purchase_is_written_down_before_it_leaves() {
        let actions = run(
            Mode::Send,
            false,
            &[
                Event::EntryRead(JournalState::Absent),
                Event::Checked(true),
                Event::Claimed(true),
                Event::Sent(SendResult::Done),
                Event::OutcomeRecorded,
            ],
        );
        assert_eq!(
            actions,
            [
                Action::Check,
                Action::Claim,
                Action::Send,
                Action::RecordOutcome,
                Action::End(Outcome::Done)
            ]
        );
    }

    #[test]
    fn what_may_have_left_is_looked_for_and_never_sent() {
        for mode in [Mode::Send, Mode::Recover] {
            let found = Event::EntryRead(JournalState::Pending);
            assert_eq!(
                run(mode, false, &[found, Event::LookedUp(false)]),
                [Action::LookUp, Action::End(Outcome::Unknown)]
            );
            assert_eq!(
                run(
                    mode,
                    false,
                    &[found, Event::LookedUp(true), Event::OutcomeRecorded]
                ),
                [
                    Action::LookUp,
                    Action::RecordOutcome,
                    Action::End(Outcome::Done)
                ]
            );
        }
    }

    #[test]
    fn it_is_sent_again_where_the_caller_said_so_and_once() {
        let again = [
            Event::EntryRead(JournalState::Pending),
            Event::LookedUp(false),
            Event::Checked(true),
            Event::Claimed(true),
            Event::Sent(SendResult::Unknown),
            Event::LookedUp(false),
        ];
        assert_eq!(
            run(Mode::Resend, false, &again),
            [
                Action::LookUp,
                Action::Check,
                Action::Claim,
                Action::Send,
                Action::LookUp,
                Action::End(Outcome::Unknown)
            ]
        );
    }

    #[test]
    fn a_refusal_speaks_for_an_earlier_request_only_where_the_server_says_so() {
        let refused = Event::Sent(SendResult::Rejected);
        let open = [
            Event::EntryRead(JournalState::Pending),
            Event::LookedUp(false),
        ];
        let sent = [&open[..], &[Event::Claimed(true)]].concat();
        let never = [
            &sent[..],
            &[Event::Sent(SendResult::NeverExecuted), Event::EntryRemoved],
        ]
        .concat();
        assert_eq!(
            run(Mode::Resend, true, &never)[2..],
            [
                Action::Send,
                Action::RemoveEntry,
                Action::End(Outcome::Rejected)
            ]
        );
        let shop = [&sent[..], &[refused]].concat();
        assert_eq!(
            run(Mode::Resend, true, &shop)[2..],
            [Action::Send, Action::End(Outcome::Unknown)]
        );
        let checked = [
            &open[..],
            &[Event::Checked(true), Event::Claimed(true), refused],
        ]
        .concat();
        assert_eq!(
            run(Mode::Resend, false, &checked)[4],
            Action::End(Outcome::Unknown)
        );
        let off = [&open[..], &[Event::Checked(false)]].concat();
        assert_eq!(
            run(Mode::Resend, false, &off)[2],
            Action::End(Outcome::Unknown)
        );
    }

    #[test]
    fn a_claim_that_comes_too_late_reads_again() {
        let late = [
            Event::EntryRead(JournalState::Absent),
            Event::Checked(true),
            Event::Claimed(false),
            Event::EntryRead(JournalState::Done),
        ];
        assert_eq!(
            run(Mode::Send, false, &late)[2..],
            [Action::Read, Action::End(Outcome::Done)]
        );
    }

    #[test]
    fn the_leave_to_send_again_is_used_up_where_somebody_else_has_used_it() {
        let late = [
            Event::EntryRead(JournalState::Pending),
            Event::LookedUp(false),
            Event::Checked(true),
            Event::Claimed(false),
            Event::EntryRead(JournalState::Pending),
            Event::LookedUp(false),
        ];
        assert_eq!(
            run(Mode::Resend, false, &late)[3..],
            [Action::Read, Action::LookUp, Action::End(Outcome::Unknown)]
        );
    }

    #[test]
    fn nothing_is_left_to_recover_of_what_was_refused_and_another_content_is_refused() {
        assert_eq!(
            run(
                Mode::Recover,
                false,
                &[Event::EntryRead(JournalState::Absent)]
            ),
            [Action::End(Outcome::NothingPending)]
        );
        assert_eq!(
            run(
                Mode::Resend,
                true,
                &[Event::EntryRead(JournalState::Conflict)]
            ),
            [Action::End(Outcome::Conflict)]
        );
    }
}
