//! The protocol of purchases and renewals, as a state machine: at most one order per reference, and no
//! outcome is lost.
//!
//! The journal has one entry per reference. A call claims the entry, makes its checks, opens the entry,
//! and sends the request once. An open entry means that the request may have left. No call sends it
//! again. Its outcome is looked up.
//!
//! A lock makes other calls wait. It protects nothing: each write is a compare-and-set with what this
//! call read or wrote before, so all is right if a lock is lost.
//!
//! `src/partner/purchase` executes the actions. `purchase_protocol_model.rs` checks all orders of events.

/// The state of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EntryState {
    /// There is no entry.
    Absent,
    /// A call prepares a request. Nothing was sent. Any call may claim the entry anew or take it back.
    Claimed,
    /// A request may have left.
    Open,
    /// The order is known.
    Done,
    /// The last try failed. Nothing was ordered.
    Failed,
    /// The shop closed the reference. It never buys again.
    Closed,
}

/// An entry as a call has read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
// Each is a fact of its own.
#[allow(clippy::struct_excessive_bools)]
pub struct Entry {
    /// The state.
    pub state: EntryState,
    /// The number of failed tries.
    pub tries: u32,
    /// True if the entry is of the call's own purchase: the same eSIM and package, or number.
    pub same_content: bool,
    /// True if the call's shopper is an owner of the entry, or the call has no shopper.
    pub owned: bool,
    /// True if the last look in the order list was long enough ago.
    pub look_due: bool,
    /// True if the call that claimed or opened the entry may still be at work.
    pub young: bool,
}

/// The answer of the store to a compare-and-set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Stored {
    /// The new value is stored.
    Yes,
    /// The entry had another value. Nothing was stored.
    Changed,
    /// The store failed or did not answer. The value may be stored, now or later.
    Unconfirmed,
}

/// The result of the checks before a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Checked {
    /// The request may be sent.
    Passed,
    /// It may not be sent. The failure says why.
    Refused,
    /// The order list has the order already. The store forgot it.
    Found,
    /// The order list has another purchase under the reference. The store forgot it.
    Conflict,
    /// The store may have forgotten an order, and the order list cannot tell.
    Unknown,
}

/// The result of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Sent {
    /// The answer has the order.
    Done,
    /// The answer proves that nothing was ordered, or the request never left.
    Refused,
    /// Neither.
    Lost,
    /// Too much time has passed since the claim. The request did not leave.
    TooLate,
}

/// The result of a look in the order list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Look {
    /// The list has the order.
    Found,
    /// The list shows no order, or one that failed or was refunded. This proves nothing.
    Absent,
    /// The list could not be read.
    Unread,
    /// The shop's `judgeRenewal` or `judgeClaim` says that the renewal or claim was not carried out.
    Refuted,
}

/// The result of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// Of `Read`.
    EntryRead(Entry),
    /// Of `Read`: the store failed, or has an entry that cannot be read.
    ReadFailed,
    /// Of `Lock`.
    Locked,
    /// Of `Lock`: another call has the lock.
    LockBusy,
    /// Of every action that writes.
    Stored(Stored),
    /// Of `Open`: too much time has passed since the claim. Nothing was written.
    ClaimExpired,
    /// Of `Reserve`: the number is reserved for this renewal or claim.
    Reserved,
    /// Of `Reserve`: another renewal or claim of the number is open.
    NumberBusy,
    /// Of `Reserve`: the store failed.
    NotReserved,
    /// Of `Check`.
    Checked(Checked),
    /// Of `Send`.
    Sent(Sent),
    /// Of `LookUp`.
    LookedUp(Look),
}

/// The next action of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Read the entry.
    Read,
    /// Wait for the lock.
    Lock,
    /// Add the call's shopper to the owners of the entry.
    AddOwner,
    /// Write the entry's indexes, then the entry as claimed.
    Claim,
    /// Reserve the number of a renewal or claim.
    Reserve,
    /// Check that the request may be sent.
    Check,
    /// Write the entry as open, unless too much time has passed since the claim.
    Open,
    /// Send the request, unless too much time has passed since the claim.
    Send,
    /// Look for the order.
    LookUp,
    /// Write the order into the entry, whatever it says. Keep an order that is there already.
    RecordOrder,
    /// Write the failure into the entry, and count the try.
    RecordFailure,
    /// Write the entry as closed.
    RecordClosed,
    /// Write the time of the look into the entry.
    RecordLook,
    /// Remove a claim, in the background, until it is gone.
    TakeBack,
    /// Return to the caller.
    End(End),
}

/// The end of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// The order is known.
    Done,
    /// This call's try failed. The journal proves that nothing was ordered.
    Failed,
    /// An earlier try failed. The caller did not know of it. Nothing was sent.
    StoredFailure,
    /// The reference is closed. Nothing was ordered.
    Closed,
    /// The reference belongs to another purchase. Nothing was sent.
    Conflict,
    /// Another renewal or claim of the number is open. Nothing was sent.
    NumberBusy,
    /// Another call has the lock, or may still be at work.
    InProgress,
    /// The order may have been made.
    Open,
    /// This call sent nothing. It proves nothing about earlier calls.
    NothingSent,
    /// There is nothing to do: no entry, or none that is open.
    NothingOpen,
}

/// A person's settlement of an open entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Settlement {
    /// There is an order.
    Done,
    /// There is none. The reference may buy again.
    Failed,
    /// There is none. The reference never buys again.
    Closed,
}

/// The purpose of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Purpose {
    /// To buy, at most once.
    Buy,
    /// To find out the outcome of an open entry.
    Recover,
    /// To write a person's settlement.
    Settle(Settlement),
    /// To close the reference, if nothing is open or done.
    Close,
}

/// The parameters of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Setup {
    /// The purpose.
    pub purpose: Purpose,
    /// The number of failed tries that the caller knows of. `None`: those of the first read.
    pub known_tries: Option<u32>,
    /// True if the outcome can be looked up.
    pub can_look_up: bool,
    /// True if the store may forget. Then the order list is read before a request is sent.
    pub store_forgets: bool,
    /// True if a number has to be reserved.
    pub reserves_number: bool,
}

/// The progress of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Progress {
    /// The call has not sent anything.
    Unsent,
    /// The call has sent its request. Or it has looked for the order of an open entry.
    Sent,
    /// The call knows the order.
    HasOrder,
}

/// The most reads of one call. More reads mean that the store does not work.
const MAX_READS: u32 = 8;

/// The protocol's state in one call.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PurchaseProtocol {
    setup: Setup,
    action: Action,
    progress: Progress,
    locked: bool,
    checked: bool,
    /// True if the store did not confirm a new owner. The call goes on without.
    owner_failed: bool,
    reads_left: u32,
    /// The end after `TakeBack`.
    end: End,
}

impl PurchaseProtocol {
    /// The state at the start of a call.
    pub const fn new(setup: Setup) -> Self {
        Self {
            setup,
            action: Action::Read,
            progress: Progress::Unsent,
            locked: false,
            checked: false,
            owner_failed: false,
            reads_left: MAX_READS,
            end: End::NothingOpen,
        }
    }

    /// The same with another limit of reads, because the model has to end soon.
    #[cfg(all(test, feature = "page", not(target_arch = "wasm32")))]
    pub(super) const fn with_reads(setup: Setup, reads_left: u32) -> Self {
        let mut protocol = Self::new(setup);
        protocol.reads_left = reads_left;
        protocol
    }

    /// The number of failed tries that the call knows of.
    #[cfg(all(test, feature = "page", not(target_arch = "wasm32")))]
    pub(super) fn known_tries(&self) -> u32 {
        self.setup.known_tries.unwrap_or_default()
    }

    /// The action to take now.
    pub const fn action(&self) -> Action {
        self.action
    }

    /// Continues with the result of the action. Returns the next action.
    pub fn next(&mut self, event: Event) -> Action {
        self.action = self.after(event);
        self.action
    }

    fn after(&mut self, event: Event) -> Action {
        match (self.action, event) {
            (_, Event::EntryRead(entry)) => {
                let Some(reads_left) = self.reads_left.checked_sub(1) else {
                    return Action::End(self.unproven());
                };
                self.reads_left = reads_left;
                self.setup.known_tries.get_or_insert(entry.tries);
                self.after_read(entry)
            }
            (_, Event::ReadFailed) => Action::End(self.unproven()),
            (_, Event::Locked) => {
                self.locked = true;
                Action::Read
            }
            (_, Event::LockBusy) => Action::End(End::InProgress),

            (Action::AddOwner, Event::Stored(stored)) => {
                self.owner_failed = stored == Stored::Unconfirmed;
                Action::Read
            }
            (Action::Claim, Event::Stored(stored)) => self.after_claim(stored),
            (_, Event::Reserved) => Action::Check,
            (_, Event::NumberBusy) => self.take_back(End::NumberBusy),
            (_, Event::Checked(checked)) => self.after_check(checked),
            (Action::Open, Event::Stored(Stored::Yes)) => Action::Send,
            (_, Event::NotReserved) | (Action::Open, Event::Stored(Stored::Unconfirmed)) => {
                self.take_back(End::NothingSent)
            }
            // Another call took the claim over.
            (Action::Open, Event::Stored(Stored::Changed)) => {
                self.checked = false;
                Action::Read
            }
            (_, Event::ClaimExpired) => Action::Claim,
            (_, Event::Sent(sent)) => self.after_send(sent),
            (_, Event::LookedUp(look)) => self.after_look(look),

            (Action::RecordOrder | Action::RecordClosed, Event::Stored(Stored::Changed)) => {
                Action::Read
            }
            (Action::RecordOrder, Event::Stored(Stored::Unconfirmed)) if self.settles() => {
                Action::End(End::NothingSent)
            }
            // The order is known, even if the journal does not have it. A later look finds it.
            (Action::RecordOrder, Event::Stored(_)) => Action::End(End::Done),
            (Action::RecordFailure, Event::Stored(Stored::Yes)) => Action::End(End::Failed),
            (Action::RecordClosed, Event::Stored(Stored::Yes)) => Action::End(End::Closed),
            (Action::RecordFailure | Action::RecordLook, Event::Stored(Stored::Changed)) => {
                // The entry has the outcome of the reference now.
                self.progress = Progress::Sent;
                Action::Read
            }
            (Action::RecordLook, Event::Stored(_)) => Action::End(End::Open),
            (Action::TakeBack, _) => Action::End(self.end),
            (_, Event::Stored(_)) => Action::End(self.unproven()),
        }
    }

    const fn settles(&self) -> bool {
        matches!(self.setup.purpose, Purpose::Settle(_))
    }

    /// The end of a call that cannot prove anything.
    fn unproven(&self) -> End {
        match self.progress {
            Progress::Unsent => End::NothingSent,
            Progress::Sent => End::Open,
            Progress::HasOrder => End::Done,
        }
    }

    fn take_back(&mut self, end: End) -> Action {
        self.end = end;
        Action::TakeBack
    }

    fn after_read(&self, entry: Entry) -> Action {
        match (self.progress, self.setup.purpose) {
            (Progress::HasOrder, _) => Action::RecordOrder,
            (Progress::Sent, _) => Action::End(match entry.state {
                EntryState::Done => End::Done,
                EntryState::Failed => End::StoredFailure,
                EntryState::Closed => End::Closed,
                EntryState::Absent | EntryState::Claimed | EntryState::Open => End::Open,
            }),
            (Progress::Unsent, Purpose::Buy) => self.buy(entry),
            (Progress::Unsent, Purpose::Recover) => self.recover(entry),
            (Progress::Unsent, Purpose::Settle(settlement)) => self.settle(entry, settlement),
            (Progress::Unsent, Purpose::Close) => self.close(entry),
        }
    }

    /// This action under the lock.
    const fn locked(&self, action: Action) -> Action {
        if self.locked { action } else { Action::Lock }
    }

    fn buy(&self, entry: Entry) -> Action {
        if entry.state == EntryState::Absent {
            return self.locked(Action::Claim);
        }
        if !entry.same_content {
            return Action::End(End::Conflict);
        }
        if !entry.owned && !self.owner_failed && entry.state != EntryState::Claimed {
            return self.locked(Action::AddOwner);
        }
        match entry.state {
            EntryState::Done => Action::End(End::Done),
            EntryState::Closed => Action::End(End::Closed),
            EntryState::Failed if Some(entry.tries) > self.setup.known_tries => {
                Action::End(End::StoredFailure)
            }
            // A call that knows of the failure is at work.
            EntryState::Claimed if Some(entry.tries) > self.setup.known_tries => {
                Action::End(End::InProgress)
            }
            EntryState::Open if self.locked && entry.look_due && self.setup.can_look_up => {
                Action::LookUp
            }
            EntryState::Open => self.locked(Action::End(End::Open)),
            EntryState::Absent | EntryState::Claimed | EntryState::Failed => {
                self.locked(Action::Claim)
            }
        }
    }

    fn recover(&self, entry: Entry) -> Action {
        match entry.state {
            EntryState::Open if entry.look_due => self.locked(Action::LookUp),
            EntryState::Open => Action::End(End::Open),
            EntryState::Claimed if entry.young => Action::End(End::InProgress),
            EntryState::Claimed => self.locked(Action::TakeBack),
            EntryState::Absent | EntryState::Done | EntryState::Failed | EntryState::Closed => {
                Action::End(End::NothingOpen)
            }
        }
    }

    fn settle(&self, entry: Entry, settlement: Settlement) -> Action {
        let settles = match entry.state {
            EntryState::Absent => return Action::End(End::NothingOpen),
            EntryState::Claimed | EntryState::Open if entry.young => {
                return Action::End(End::InProgress);
            }
            EntryState::Claimed | EntryState::Open => true,
            // A known order replaces every outcome. A failed entry can be closed.
            EntryState::Done | EntryState::Closed => settlement == Settlement::Done,
            EntryState::Failed => settlement != Settlement::Failed,
        };
        if settles {
            return self.locked(match settlement {
                Settlement::Done => Action::RecordOrder,
                Settlement::Failed => Action::RecordFailure,
                Settlement::Closed => Action::RecordClosed,
            });
        }
        Action::End(match entry.state {
            EntryState::Done => End::Done,
            EntryState::Closed => End::Closed,
            _ => End::StoredFailure,
        })
    }

    fn close(&self, entry: Entry) -> Action {
        match entry.state {
            EntryState::Claimed | EntryState::Open if entry.young => Action::End(End::InProgress),
            EntryState::Done => Action::End(End::Done),
            EntryState::Open => Action::End(End::Open),
            EntryState::Closed => Action::End(End::Closed),
            EntryState::Absent | EntryState::Claimed | EntryState::Failed
                if self.setup.store_forgets && self.setup.can_look_up =>
            {
                self.locked(Action::LookUp)
            }
            EntryState::Absent | EntryState::Claimed | EntryState::Failed => {
                self.locked(Action::RecordClosed)
            }
        }
    }

    fn after_claim(&mut self, stored: Stored) -> Action {
        match stored {
            Stored::Yes if self.checked => Action::Open,
            Stored::Yes if self.setup.reserves_number => Action::Reserve,
            Stored::Yes => Action::Check,
            Stored::Changed => {
                self.checked = false;
                Action::Read
            }
            Stored::Unconfirmed => self.take_back(End::NothingSent),
        }
    }

    fn after_check(&mut self, checked: Checked) -> Action {
        match checked {
            Checked::Passed => {
                self.checked = true;
                Action::Open
            }
            Checked::Refused => Action::RecordFailure,
            Checked::Found => {
                self.progress = Progress::HasOrder;
                Action::RecordOrder
            }
            Checked::Conflict => self.take_back(End::Conflict),
            // The entry stays claimed: "failed" would say that nothing was ordered.
            Checked::Unknown => Action::End(End::Open),
        }
    }

    fn after_send(&mut self, sent: Sent) -> Action {
        match sent {
            // This call knows that its request did not leave.
            Sent::TooLate => return Action::Claim,
            Sent::Done => {
                self.progress = Progress::HasOrder;
                return Action::RecordOrder;
            }
            Sent::Refused | Sent::Lost => self.progress = Progress::Sent,
        }
        match sent {
            Sent::Refused => Action::RecordFailure,
            _ if self.setup.can_look_up => Action::LookUp,
            _ => Action::End(End::Open),
        }
    }

    fn after_look(&mut self, look: Look) -> Action {
        match (look, self.setup.purpose) {
            (Look::Found, _) => {
                self.progress = Progress::HasOrder;
                Action::RecordOrder
            }
            (Look::Refuted, _) => Action::RecordFailure,
            (Look::Absent, Purpose::Close) => Action::RecordClosed,
            (Look::Unread, Purpose::Close) => Action::End(End::NothingSent),
            (Look::Absent | Look::Unread, _) => {
                self.progress = Progress::Sent;
                Action::RecordLook
            }
        }
    }
}
