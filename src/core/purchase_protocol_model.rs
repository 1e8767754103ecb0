//! A model of the protocol in `purchase_protocol.rs`. It checks all orders of events up to a bound.
//!
//! Several calls share one entry and one server. No lock protects them. Each can die, or sleep for
//! minutes, at any step. The store can fail, can lie about a write, and can write late. Answers can be
//! lost, requests can arrive late, and the order list can be late.

// All indexes are of the model's own calls.
#![allow(clippy::indexing_slicing, clippy::panic)]

use stateright::{Checker, Model, Property};

use super::purchase_protocol::{
    Action, Checked, End, Entry, EntryState, Event, Look, PurchaseProtocol, Purpose, Sent,
    Settlement, Setup, Stored,
};

/// A value of the entry. The mark names the write: a call and the number of its write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Value {
    state: EntryState,
    tries: u8,
    mark: (usize, u8),
    /// The call that claimed the entry.
    claimer: usize,
}

const ABSENT: Value = Value {
    state: EntryState::Absent,
    tries: 0,
    mark: (0, 0),
    claimer: 0,
};

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Life {
    Running,
    Ended(End),
    Dead,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Call {
    protocol: PurchaseProtocol,
    life: Life,
    /// The value that this call read or wrote last.
    known: Value,
    writes: u8,
    /// True if the time of its claim is over.
    late: bool,
    /// True if the call slept. A call sleeps once at most.
    slept: bool,
}

/// A write that the store carries out later, if the entry still has the expected value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct LateWrite {
    expected: Value,
    value: Value,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct System {
    entry: Value,
    late_write: Option<LateWrite>,
    /// The number of requests on their way to the server.
    in_flight: u8,
    orders: u8,
    /// True if the server's list shows the orders.
    listed: bool,
    calls: Vec<Call>,
    /// The number of faults that the store may still have.
    store_faults: u8,
    /// The number of calls that may still die or sleep.
    troubles: u8,
    /// A promise that was broken.
    broken: Option<Promise>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Promise {
    /// "Nothing was ordered" was said of an order.
    FalseWord,
    /// A call sent its request though its sender did not know of a failed try.
    LateCopyBought,
    /// "Done" was said without an order.
    FalseOrder,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Write {
    /// The store compares, writes and answers.
    Works,
    /// The store does not answer. True if it has written the value.
    Fails(bool),
    /// The store does not answer, and writes later.
    Lands,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Arrival {
    Now,
    Later,
    Never,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Step {
    /// A call's action has this result.
    Acts(usize, Event),
    /// A call's write.
    Writes(usize, Write),
    /// A call sends: what it sees, and when the request arrives.
    Sends(usize, Sent, Arrival),
    Dies(usize),
    /// The time of a call's claim is over.
    Sleeps(usize),
    /// The late write reaches the store.
    Lands,
    Arrives,
    IsLost,
    Listed,
}

/// A fault that is put into the protocol, to prove that the model finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    None,
    /// Opens the entry without comparing it with the one that was read.
    ClaimWithoutCompare,
    /// Sends a request whose claim is too old.
    SendsLate,
    /// Sends a request whose entry was not confirmed.
    SendsUnconfirmed,
    /// Takes a lost answer as a refusal.
    LostIsRefused,
    /// Sends though an open entry was found.
    BlindRetry,
    /// Leaves out the number of failed tries.
    TriesIgnored,
    /// Settles entries of calls that are still at work.
    SettlesYoung,
    /// Leaves out the mark of the writer.
    NoMark,
}

struct ProtocolModel {
    calls: Vec<(Purpose, Option<u32>)>,
    store_faults: u8,
    troubles: u8,
    fault: Fault,
}

impl ProtocolModel {
    fn entry_of(&self, system: &System, index: usize) -> Entry {
        let Value {
            state,
            tries,
            claimer,
            ..
        } = system.entry;
        let found = Entry {
            state,
            tries: u32::from(tries),
            same_content: true,
            owned: true,
            look_due: true,
            young: !system.calls[claimer].late,
        };
        match self.fault {
            Fault::BlindRetry if state == EntryState::Open && claimer != index => Entry {
                state: EntryState::Claimed,
                ..found
            },
            Fault::TriesIgnored => Entry { tries: 0, ..found },
            Fault::SettlesYoung => Entry {
                young: false,
                ..found
            },
            _ => found,
        }
    }

    fn steps_of(&self, system: &System, index: usize, steps: &mut Vec<Step>) {
        let call = &system.calls[index];
        if call.life != Life::Running {
            return;
        }
        let action = call.protocol.action();
        let mut acts = |event| steps.push(Step::Acts(index, event));
        match action {
            Action::Read => acts(Event::EntryRead(self.entry_of(system, index))),
            Action::Check => {
                acts(Event::Checked(Checked::Passed));
                acts(Event::Checked(Checked::Refused));
            }
            Action::LookUp if system.orders > 0 && system.listed => {
                acts(Event::LookedUp(Look::Found));
            }
            Action::LookUp => {
                acts(Event::LookedUp(Look::Absent));
                if self.calls[index].0 == Purpose::Close {
                    acts(Event::LookedUp(Look::Unread));
                }
            }
            Action::Open if call.late && self.fault != Fault::SendsLate => {
                acts(Event::ClaimExpired);
            }
            Action::Send if call.late && self.fault != Fault::SendsLate => {
                acts(Event::Sent(Sent::TooLate));
            }
            Action::Send => steps.extend([
                Step::Sends(index, Sent::Done, Arrival::Now),
                Step::Sends(index, Sent::Refused, Arrival::Never),
                Step::Sends(index, Sent::Lost, Arrival::Now),
                Step::Sends(index, Sent::Lost, Arrival::Later),
                Step::Sends(index, Sent::Lost, Arrival::Never),
            ]),
            // The person is right.
            Action::RecordOrder if self.settles(index) && system.orders == 0 => {}
            Action::RecordFailure
                if self.settles(index) && system.orders + system.in_flight > 0 => {}
            Action::TakeBack
            | Action::AddOwner
            | Action::Claim
            | Action::Open
            | Action::RecordOrder
            | Action::RecordFailure
            | Action::RecordClosed
            | Action::RecordLook => {
                steps.push(Step::Writes(index, Write::Works));
                if system.store_faults > 0 {
                    steps.push(Step::Writes(index, Write::Fails(true)));
                    steps.push(Step::Writes(index, Write::Fails(false)));
                    if system.late_write.is_none() {
                        steps.push(Step::Writes(index, Write::Lands));
                    }
                }
            }
            Action::Lock | Action::Reserve | Action::End(_) => {}
        }
        if system.troubles > 0 {
            steps.push(Step::Dies(index));
        }
    }

    fn settles(&self, index: usize) -> bool {
        matches!(self.calls[index].0, Purpose::Settle(_))
    }

    /// The value that a call's action writes.
    fn value_of(&self, call: &Call, index: usize) -> Value {
        let Value { tries, .. } = call.known;
        let (state, tries) = match call.protocol.action() {
            Action::Claim => (EntryState::Claimed, tries),
            Action::Open => (EntryState::Open, tries),
            Action::RecordOrder => (EntryState::Done, tries),
            Action::RecordFailure => (EntryState::Failed, tries + 1),
            Action::RecordClosed => (EntryState::Closed, tries),
            Action::TakeBack if tries == 0 => return ABSENT,
            Action::TakeBack => (EntryState::Failed, tries),
            _ => (call.known.state, tries),
        };
        let claimer = match state {
            EntryState::Claimed => index,
            _ => call.known.claimer,
        };
        let (mark, claimer) = if self.fault == Fault::NoMark {
            ((0, 0), 0)
        } else {
            ((index, call.writes + 1), claimer)
        };
        Value {
            state,
            tries,
            mark,
            claimer,
        }
    }

    fn write(&self, system: &mut System, index: usize, write: Write) {
        let call = &system.calls[index];
        let value = self.value_of(call, index);
        let action = call.protocol.action();
        let expected = call.known;
        let same = if self.fault == Fault::ClaimWithoutCompare
            && matches!(action, Action::Claim | Action::Open)
        {
            true
        } else {
            system.entry == expected || system.entry == value
        };
        let stored = match write {
            Write::Works if same => Stored::Yes,
            Write::Works => Stored::Changed,
            Write::Fails(_) | Write::Lands => Stored::Unconfirmed,
        };
        if same && matches!(write, Write::Works | Write::Fails(true)) {
            system.entry = value;
        }
        if write == Write::Lands {
            system.late_write = Some(LateWrite { expected, value });
        }
        if write != Write::Works {
            system.store_faults -= 1;
        }
        let call = &mut system.calls[index];
        call.writes += 1;
        if stored == Stored::Yes
            || (stored == Stored::Unconfirmed && action == Action::Open)
            || (stored == Stored::Unconfirmed && action == Action::Claim)
        {
            call.known = value;
        }
        if action == Action::Claim && stored == Stored::Yes {
            call.late = false;
        }
        let stored = match stored {
            Stored::Unconfirmed if self.fault == Fault::SendsUnconfirmed => Stored::Yes,
            other => other,
        };
        advance(system, index, Event::Stored(stored));
    }
}

fn advance(system: &mut System, index: usize, event: Event) {
    let call = &mut system.calls[index];
    if let Event::EntryRead(_) = event {
        call.known = system.entry;
    }
    if let Action::End(end) = call.protocol.next(event) {
        call.life = Life::Ended(end);
        let made = system.orders + system.in_flight > 0;
        let denied = matches!(end, End::Failed | End::StoredFailure | End::Closed);
        if made && denied {
            system.broken = Some(Promise::FalseWord);
        }
        if end == End::Done && !made {
            system.broken = Some(Promise::FalseOrder);
        }
    }
}

impl Model for ProtocolModel {
    type State = System;
    type Action = Step;

    fn init_states(&self) -> Vec<System> {
        let calls = self.calls.iter().map(|(purpose, known_tries)| Call {
            protocol: start(Setup {
                purpose: *purpose,
                known_tries: *known_tries,
                can_look_up: true,
                store_forgets: false,
                reserves_number: false,
            }),
            life: Life::Running,
            known: ABSENT,
            writes: 0,
            late: false,
            slept: false,
        });
        vec![System {
            entry: ABSENT,
            late_write: None,
            in_flight: 0,
            orders: 0,
            listed: false,
            calls: calls.collect(),
            store_faults: self.store_faults,
            troubles: self.troubles,
            broken: None,
        }]
    }

    fn actions(&self, system: &System, steps: &mut Vec<Step>) {
        // A violation already. A faulty protocol would have no end.
        if system.orders + system.in_flight > 1 || system.broken.is_some() {
            return;
        }
        for index in 0..system.calls.len() {
            self.steps_of(system, index, steps);
            let call = &system.calls[index];
            // A request that has left arrives within the longest time of a call.
            let waits = system.entry.claimer == index
                && matches!(system.entry.state, EntryState::Claimed | EntryState::Open);
            if waits && !call.slept && system.troubles > 0 && system.in_flight == 0 {
                steps.push(Step::Sleeps(index));
            }
        }
        if system.late_write.is_some() {
            steps.push(Step::Lands);
        }
        if system.in_flight > 0 {
            steps.push(Step::Arrives);
            steps.push(Step::IsLost);
        }
        if system.orders > 0 && !system.listed {
            steps.push(Step::Listed);
        }
    }

    fn next_state(&self, system: &System, step: Step) -> Option<System> {
        let mut system = system.clone();
        match step {
            Step::Acts(index, event) => advance(&mut system, index, event),
            Step::Writes(index, write) => self.write(&mut system, index, write),
            Step::Sends(index, sent, arrival) => {
                match arrival {
                    Arrival::Now => system.orders += 1,
                    Arrival::Later => system.in_flight += 1,
                    Arrival::Never => {}
                }
                let known = self.calls[index].1;
                let tries = u32::from(system.entry.tries);
                if known.is_some_and(|known| known < tries) {
                    system.broken = Some(Promise::LateCopyBought);
                }
                let sent = match sent {
                    Sent::Lost if self.fault == Fault::LostIsRefused => Sent::Refused,
                    other => other,
                };
                advance(&mut system, index, Event::Sent(sent));
            }
            Step::Dies(index) => {
                system.calls[index].life = Life::Dead;
                system.troubles -= 1;
            }
            Step::Sleeps(index) => {
                system.calls[index].late = true;
                system.calls[index].slept = true;
                system.troubles = system.troubles.saturating_sub(1);
            }
            Step::Lands => {
                let write = system.late_write.take()?;
                if system.entry == write.expected {
                    system.entry = write.value;
                }
            }
            Step::Arrives => {
                system.in_flight -= 1;
                system.orders += 1;
            }
            Step::IsLost => system.in_flight -= 1,
            Step::Listed => system.listed = true,
        }
        Some(system)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("at most one order", |_, system: &System| {
                system.orders + system.in_flight <= 1
            }),
            Property::always("no order is lost", |_, system: &System| {
                system.orders + system.in_flight == 0
                    || matches!(system.entry.state, EntryState::Open | EntryState::Done)
            }),
            Property::always("no false word", |_, system: &System| {
                system.broken.is_none()
            }),
            Property::sometimes("a lost order is found", |_, system: &System| {
                let found = |call: &Call| {
                    call.life == Life::Ended(End::Done)
                        && call.protocol.action() == Action::End(End::Done)
                };
                system.calls.iter().any(found)
                    && system.calls.iter().any(|call| call.life == Life::Dead)
            }),
            Property::sometimes("a failed reference buys again", |_, system: &System| {
                system.entry.state == EntryState::Done && system.entry.tries > 0
            }),
        ]
    }
}

/// A call that has the lock already. The lock protects nothing here, so the read before it shows nothing
/// else than the read after it.
fn start(setup: Setup) -> PurchaseProtocol {
    let mut protocol = PurchaseProtocol::with_reads(setup, 2);
    protocol.next(Event::Locked);
    protocol
}

const BUY: (Purpose, Option<u32>) = (Purpose::Buy, None);
/// A message that may arrive late or twice. Its sender knows of no failed try.
const COPY: (Purpose, Option<u32>) = (Purpose::Buy, Some(0));

fn check(
    calls: &[(Purpose, Option<u32>)],
    (store_faults, troubles): (u8, u8),
    fault: Fault,
) -> impl Checker<ProtocolModel> + use<> {
    let protocol = ProtocolModel {
        calls: calls.to_vec(),
        store_faults,
        troubles,
        fault,
    };
    protocol.checker().threads(2).spawn_bfs().join()
}

const PROMISES: [&str; 3] = ["at most one order", "no order is lost", "no false word"];

#[test]
fn at_most_one_order_none_lost_and_no_false_word() {
    for (calls, faults) in [
        (&[BUY, BUY][..], (2, 2)),
        (&[BUY, (Purpose::Close, None)], (2, 2)),
        (&[BUY, BUY, (Purpose::Recover, None)], (0, 1)),
        (&[COPY, COPY, (Purpose::Buy, Some(1))], (0, 0)),
        (&[BUY, COPY, (Purpose::Close, None)], (0, 1)),
        (
            &[BUY, (Purpose::Close, None), (Purpose::Recover, None)],
            (1, 1),
        ),
    ] {
        let checked = check(calls, faults, Fault::None);
        println!("{calls:?}: {} states", checked.unique_state_count());
        for property in PROMISES {
            if let Some(path) = checked.discovery(property) {
                panic!("{calls:?} {property}: {path:?}");
            }
        }
    }
}

#[test]
fn a_person_who_is_right_breaks_nothing() {
    for settlement in [Settlement::Done, Settlement::Failed] {
        let calls = [BUY, BUY, (Purpose::Settle(settlement), None)];
        let checked = check(&calls, (0, 1), Fault::None);
        for property in PROMISES {
            if let Some(path) = checked.discovery(property) {
                panic!("{settlement:?} {property}: {path:?}");
            }
        }
    }
}

#[test]
fn the_model_finds_each_fault_of_the_protocol() {
    let settle = (Purpose::Settle(Settlement::Failed), None);
    for (fault, calls, budget, property) in [
        (
            Fault::ClaimWithoutCompare,
            &[BUY, BUY][..],
            (0, 0),
            "at most one order",
        ),
        (
            Fault::SendsLate,
            &[BUY, settle, BUY],
            (0, 1),
            "at most one order",
        ),
        (
            Fault::SendsUnconfirmed,
            &[BUY, BUY],
            (2, 0),
            "at most one order",
        ),
        (Fault::LostIsRefused, &[BUY, BUY], (0, 0), "no false word"),
        (Fault::BlindRetry, &[BUY, BUY], (0, 0), "at most one order"),
        (Fault::TriesIgnored, &[BUY, COPY], (0, 0), "no false word"),
        (
            Fault::SettlesYoung,
            &[BUY, settle],
            (0, 0),
            "no order is lost",
        ),
        (Fault::NoMark, &[BUY, BUY], (0, 0), "at most one order"),
    ] {
        let checked = check(calls, budget, fault);
        assert!(checked.discovery(property).is_some(), "{fault:?}");
    }
}
