//! The protocol of purchases and renewals, as a state machine: at most one write per reference, and no
//! outcome is lost.
//!
//! The journal has one entry per reference. A client writes it as pending before it sends the request,
//! and settles it when the outcome is known. A proven rejection removes the entry. A client that finds a
//! pending entry of another client cannot know if that request was carried out. So it looks the outcome up
//! and does not send.
//!
//! `src/wasm` executes the actions. `write_protocol_model.rs` checks all orders of events, with clients
//! that die, answers that are lost, and without any lock.

/// The state of a reference in the journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum JournalState {
    /// There is no entry: no request was sent, or it was rejected.
    Absent,
    /// A request may have been sent.
    Pending,
    /// The outcome is known.
    Done,
    /// The reference belongs to another purchase or renewal.
    Conflict,
}

/// The result of sending a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SendResult {
    /// The request was carried out; the answer is its outcome.
    Done,
    /// The request was not carried out. An earlier request of the reference may have been.
    Rejected,
    /// No request with this reference was carried out, says a deduplicating server.
    NeverExecuted,
    /// The request may have been carried out.
    Unknown,
}

/// The result of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// The result of `Read`: the state in the journal.
    EntryRead(JournalState),
    /// The result of `Check`: true if the request may be sent.
    Checked(bool),
    /// The result of `Claim`: true if the entry is pending now; false if another client changed it first.
    Claimed(bool),
    /// The result of `Send`.
    Sent(SendResult),
    /// The result of `LookUp`: true if the outcome was found.
    LookedUp(bool),
    /// `RecordOutcome` has ended, even if the journal failed: the outcome is known anyway.
    OutcomeRecorded,
    /// `RemoveEntry` has ended, even if the journal failed.
    EntryRemoved,
}

/// The next action of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read the journal.
    Read,
    /// Check that the request may be sent: that the package is on offer at the price that was paid.
    Check,
    /// Write a pending entry durably, if the entry is still the one that was read.
    Claim,
    /// Send the request.
    Send,
    /// Look the outcome up in the server's list.
    LookUp,
    /// Settle the entry with the outcome.
    RecordOutcome,
    /// Remove the entry.
    RemoveEntry,
    /// Return to the caller.
    End(Outcome),
}

/// The end of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Outcome {
    /// The write was carried out, by this client or another.
    Done,
    /// The write was not carried out; the failure is the proof.
    Rejected,
    /// The reference belongs to another purchase or renewal.
    Conflict,
    /// The write may have been carried out.
    Unknown,
    /// The journal has no entry to recover.
    NothingPending,
}

/// The purpose of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mode {
    /// To send the request, unless an earlier one may have been sent.
    Send,
    /// To send the request even then, if no outcome is found, because the caller set `resend`.
    Resend,
    /// To find out the outcome of an earlier request.
    Recover,
}

/// The protocol's state in one call.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct WriteProtocol {
    mode: Mode,
    /// True if the server carries out one request per reference, as the gateway does.
    server_deduplicates: bool,
    /// True if an earlier request may have been sent.
    earlier_pending: bool,
    /// True if this call has sent its request.
    sent: bool,
}

impl WriteProtocol {
    /// The state at the start of a call. The first action is `Read`.
    pub const fn new(mode: Mode, server_deduplicates: bool) -> Self {
        Self {
            mode,
            server_deduplicates,
            earlier_pending: false,
            sent: false,
        }
    }

    /// The action after this event.
    // The arms are in the order of the protocol.
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
            // A failed check now proves nothing about an earlier request.
            Event::Checked(false) if self.earlier_pending => Action::End(Outcome::Unknown),
            Event::Checked(false) => Action::End(Outcome::Rejected),

            Event::Claimed(true) => {
                self.sent = true;
                Action::Send
            }
            // Another client changed the entry first. `Resend` was permission for the entry that was read,
            // not for the other client's.
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
    fn a_pending_entry_is_written_before_the_request_is_sent() {
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
    fn a_pending_entry_is_looked_up_and_its_request_is_not_sent_again() {
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
    fn resend_sends_a_pending_request_again_once() {
        let events = [
            Event::EntryRead(JournalState::Pending),
            Event::LookedUp(false),
            Event::Checked(true),
            Event::Claimed(true),
            Event::Sent(SendResult::Unknown),
            Event::LookedUp(false),
        ];
        assert_eq!(
            run(Mode::Resend, false, &events),
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
    fn only_a_deduplicating_server_can_reject_earlier_requests() {
        let rejected = Event::Sent(SendResult::Rejected);
        let pending = [
            Event::EntryRead(JournalState::Pending),
            Event::LookedUp(false),
        ];
        let sent = [&pending[..], &[Event::Claimed(true)]].concat();
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
        let later = [&sent[..], &[rejected]].concat();
        assert_eq!(
            run(Mode::Resend, true, &later)[2..],
            [Action::Send, Action::End(Outcome::Unknown)]
        );
        let checked = [
            &pending[..],
            &[Event::Checked(true), Event::Claimed(true), rejected],
        ]
        .concat();
        assert_eq!(
            run(Mode::Resend, false, &checked)[4],
            Action::End(Outcome::Unknown)
        );
        let check_failed = [&pending[..], &[Event::Checked(false)]].concat();
        assert_eq!(
            run(Mode::Resend, false, &check_failed)[2],
            Action::End(Outcome::Unknown)
        );
    }

    #[test]
    fn a_client_that_loses_a_claim_reads_the_entry_again() {
        let events = [
            Event::EntryRead(JournalState::Absent),
            Event::Checked(true),
            Event::Claimed(false),
            Event::EntryRead(JournalState::Done),
        ];
        assert_eq!(
            run(Mode::Send, false, &events)[2..],
            [Action::Read, Action::End(Outcome::Done)]
        );
    }

    #[test]
    fn a_lost_claim_revokes_the_permission_to_resend() {
        let events = [
            Event::EntryRead(JournalState::Pending),
            Event::LookedUp(false),
            Event::Checked(true),
            Event::Claimed(false),
            Event::EntryRead(JournalState::Pending),
            Event::LookedUp(false),
        ];
        assert_eq!(
            run(Mode::Resend, false, &events)[3..],
            [Action::Read, Action::LookUp, Action::End(Outcome::Unknown)]
        );
    }

    #[test]
    fn a_recovery_without_an_entry_and_a_conflict_end_at_once() {
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
