//! At most one write for a reference, and none lost: the protocol of purchases and renewals as a
//! state machine. `wasm/once.rs` carries its actions out; `once_model.rs` plays every order of them
//! through, with clients that die, answers that are lost and locks that nobody holds.
//!
//! A journal holds one entry for a reference: `sending` from before the request leaves, `done` when
//! its outcome is known; a proven failure removes it. Whoever finds it `sending` without having put
//! it there cannot know what became of the request, and looks for its outcome instead of sending.

/// What the journal holds for a reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Entry {
    /// Nothing: it never left, or was refused.
    None,
    /// It may have left.
    Sending,
    /// Its outcome.
    Done,
    /// The reference belongs to something else.
    Other,
}

/// What came of the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// It was carried out, and this is the outcome.
    Done,
    /// It certainly was not. An earlier request of the reference may have been all the same.
    Refused,
    /// No request of the reference was, says a server that makes one of all of them.
    Never,
    /// Nobody knows.
    Lost,
}

/// What came of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// `Read`: what is there.
    Found(Entry),
    /// `Check`: whether it may be sent.
    Checked(bool),
    /// `Claim`: whether the entry was what had been read, and is `sending` now.
    Claimed(bool),
    /// `Send`: what came of it.
    Answered(Answer),
    /// `LookUp`: whether the outcome was found.
    LookedUp(bool),
    /// `Settle`, whether the journal took it or not: the outcome is the outcome.
    Settled,
    /// `Release`, whether the journal took it or not.
    Released,
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
    Settle,
    /// Remove the entry.
    Release,
    /// Tell the caller.
    End(End),
}

/// How a call ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// With the outcome, whoever sent the request.
    Done,
    /// With a failure that proves that nothing was carried out.
    Refused,
    /// The reference belongs to something else.
    Reused,
    /// Nobody knows whether it was carried out.
    Unknown,
    /// There is nothing to look for any more.
    Gone,
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
pub struct Once {
    mode: Mode,
    /// Whether the server itself makes one of all requests of a reference, as a shop's own does.
    server_knows: bool,
    /// Whether an earlier request may have left.
    open: bool,
    /// Whether this call's own did.
    sent: bool,
}

impl Once {
    /// A call; its first action is to read the journal.
    pub const fn new(mode: Mode, server_knows: bool) -> Self {
        Self {
            mode,
            server_knows,
            open: false,
            sent: false,
        }
    }

    /// What follows from what came of the action before.
    // In the order of the protocol, not of what follows.
    #[allow(clippy::match_same_arms)]
    pub fn next(&mut self, event: Event) -> Action {
        match event {
            Event::Found(Entry::None) => {
                self.open = false;
                match self.mode {
                    Mode::Recover => Action::End(End::Gone),
                    Mode::Send | Mode::Resend => Action::Check,
                }
            }
            Event::Found(Entry::Sending) => {
                self.open = true;
                Action::LookUp
            }
            Event::Found(Entry::Done) => Action::End(End::Done),
            Event::Found(Entry::Other) => Action::End(End::Reused),

            Event::Checked(true) => Action::Claim,
            // The offer of this moment says nothing about the request of another.
            Event::Checked(false) if self.open => Action::End(End::Unknown),
            Event::Checked(false) => Action::End(End::Refused),

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

            Event::Answered(Answer::Done) | Event::LookedUp(true) => Action::Settle,
            Event::Answered(Answer::Refused) if self.open => Action::End(End::Unknown),
            Event::Answered(Answer::Refused | Answer::Never) => Action::Release,
            Event::Answered(Answer::Lost) => Action::LookUp,

            Event::LookedUp(false) if self.sent || self.mode != Mode::Resend => {
                Action::End(End::Unknown)
            }
            Event::LookedUp(false) if self.server_knows => Action::Claim,
            Event::LookedUp(false) => Action::Check,

            Event::Settled => Action::End(End::Done),
            Event::Released => Action::End(End::Refused),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn played(mode: Mode, server_knows: bool, events: &[Event]) -> Vec<Action> {
        let mut once = Once::new(mode, server_knows);
        events.iter().map(|event| once.next(*event)).collect()
    }

    #[test]
    fn a_purchase_is_written_down_before_it_leaves() {
        let actions = played(
            Mode::Send,
            false,
            &[
                Event::Found(Entry::None),
                Event::Checked(true),
                Event::Claimed(true),
                Event::Answered(Answer::Done),
                Event::Settled,
            ],
        );
        assert_eq!(
            actions,
            [
                Action::Check,
                Action::Claim,
                Action::Send,
                Action::Settle,
                Action::End(End::Done)
            ]
        );
    }

    #[test]
    fn what_may_have_left_is_looked_for_and_never_sent() {
        for mode in [Mode::Send, Mode::Recover] {
            let found = Event::Found(Entry::Sending);
            assert_eq!(
                played(mode, false, &[found, Event::LookedUp(false)]),
                [Action::LookUp, Action::End(End::Unknown)]
            );
            assert_eq!(
                played(mode, false, &[found, Event::LookedUp(true), Event::Settled]),
                [Action::LookUp, Action::Settle, Action::End(End::Done)]
            );
        }
    }

    #[test]
    fn it_is_sent_again_where_the_caller_said_so_and_once() {
        let again = [
            Event::Found(Entry::Sending),
            Event::LookedUp(false),
            Event::Checked(true),
            Event::Claimed(true),
            Event::Answered(Answer::Lost),
            Event::LookedUp(false),
        ];
        assert_eq!(
            played(Mode::Resend, false, &again),
            [
                Action::LookUp,
                Action::Check,
                Action::Claim,
                Action::Send,
                Action::LookUp,
                Action::End(End::Unknown)
            ]
        );
    }

    #[test]
    fn a_refusal_speaks_for_an_earlier_request_only_where_the_server_says_so() {
        let refused = Event::Answered(Answer::Refused);
        let open = [Event::Found(Entry::Sending), Event::LookedUp(false)];
        let sent = [&open[..], &[Event::Claimed(true)]].concat();
        let never = [
            &sent[..],
            &[Event::Answered(Answer::Never), Event::Released],
        ]
        .concat();
        assert_eq!(
            played(Mode::Resend, true, &never)[2..],
            [Action::Send, Action::Release, Action::End(End::Refused)]
        );
        let shop = [&sent[..], &[refused]].concat();
        assert_eq!(
            played(Mode::Resend, true, &shop)[2..],
            [Action::Send, Action::End(End::Unknown)]
        );
        let checked = [
            &open[..],
            &[Event::Checked(true), Event::Claimed(true), refused],
        ]
        .concat();
        assert_eq!(
            played(Mode::Resend, false, &checked)[4],
            Action::End(End::Unknown)
        );
        let off = [&open[..], &[Event::Checked(false)]].concat();
        assert_eq!(
            played(Mode::Resend, false, &off)[2],
            Action::End(End::Unknown)
        );
    }

    #[test]
    fn a_claim_that_comes_too_late_reads_again() {
        let late = [
            Event::Found(Entry::None),
            Event::Checked(true),
            Event::Claimed(false),
            Event::Found(Entry::Done),
        ];
        assert_eq!(
            played(Mode::Send, false, &late)[2..],
            [Action::Read, Action::End(End::Done)]
        );
    }

    #[test]
    fn the_leave_to_send_again_is_used_up_where_somebody_else_has_used_it() {
        let late = [
            Event::Found(Entry::Sending),
            Event::LookedUp(false),
            Event::Checked(true),
            Event::Claimed(false),
            Event::Found(Entry::Sending),
            Event::LookedUp(false),
        ];
        assert_eq!(
            played(Mode::Resend, false, &late)[3..],
            [Action::Read, Action::LookUp, Action::End(End::Unknown)]
        );
    }

    #[test]
    fn nothing_is_left_to_recover_of_what_was_refused_and_another_content_is_refused() {
        assert_eq!(
            played(Mode::Recover, false, &[Event::Found(Entry::None)]),
            [Action::End(End::Gone)]
        );
        assert_eq!(
            played(Mode::Resend, true, &[Event::Found(Entry::Other)]),
            [Action::End(End::Reused)]
        );
    }
}
