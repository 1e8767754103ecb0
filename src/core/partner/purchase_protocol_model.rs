//! A model of a purchase, from two pages to `PressOne`: `core/page/protocol.rs` and `purchase_protocol.rs`. It
//! checks all orders of events up to a bound.
//!
//! Pages send purchases to the gateway and ask about them. Each purchase that arrives is a call of its own.
//! A webhook, a refund, a recovery and a person are calls, too. All calls share one entry of the journal. No
//! lock protects them: each lease is lost. Calls can die, or sleep for minutes, at any step. The store can
//! fail, can write late, and can say of a write that it wrote nothing. Messages between all parts can be
//! lost, late or repeated. The order list can be late.

// All indexes are of the model's own calls.
#![allow(clippy::indexing_slicing, clippy::panic)]

use stateright::{Checker, Model, Property};

use super::purchase_protocol::{
    Action, Checked, End, Entry, EntryState, Event, Look, PurchaseProtocol, Purpose, Sent,
    Settlement, Setup, Stored,
};
use crate::core::page::protocol::{self as page, Answer, PageProtocol};

/// A value of the entry. The mark names the write: a call and the number of its write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Value {
    state: EntryState,
    tries: u8,
    /// The owners, as bits.
    owners: u8,
    mark: (u8, u8),
    /// The call that claimed the entry.
    claimer: u8,
    /// The orders that the entry names, as bits.
    orders: u8,
}

const ABSENT: Value = Value {
    state: EntryState::Absent,
    tries: 0,
    owners: 0,
    mark: (0, 0),
    claimer: 0,
    orders: 0,
};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Life {
    Running,
    Ended(End),
    Dead,
}

/// A call of the partner client.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Call {
    protocol: PurchaseProtocol,
    purpose: Purpose,
    shopper: u8,
    life: Life,
    /// The value that this call read or wrote last.
    known: Value,
    writes: u8,
    /// The orders that it knows of, as bits.
    orders: u8,
    /// True if the time of its claim is over.
    late: bool,
    /// True if the call slept. A call sleeps once at most.
    slept: bool,
}

/// A page in one call of its client.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Page {
    protocol: PageProtocol,
    /// The call that its last request started, while it waits for the answer.
    waits_for: Option<u8>,
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
    /// The number of requests on their way to `PressOne`.
    in_flight: u8,
    orders: u8,
    /// True if the order list shows the orders.
    listed: bool,
    pages: Vec<Page>,
    calls: Vec<Call>,
    /// Copies of pages' requests that may arrive later: page and tries.
    copies: Vec<(u8, u32)>,
    budget: Budget,
    /// True if the journal has two orders, and the event was told.
    duplicate_told: bool,
    /// The number of failed tries that a page was told of.
    told_tries: u32,
    /// The number of failed tries that the sender of the order knew of.
    sender_tries: u32,
    broken: Option<Promise>,
}

/// The faults that may still happen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
struct Budget {
    /// Faults of the store.
    store: u8,
    /// Calls that die or sleep.
    troubles: u8,
    /// Messages between a page and the gateway that are lost or repeated.
    messages: u8,
    /// Calls that pages may start.
    calls: u8,
}

/// A promise that was broken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Promise {
    /// "Nothing was ordered" was said of an order.
    FalseWord,
    /// A request was sent though its sender did not know of a failed try.
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
    /// The store writes, and says that the entry had another value.
    Denies,
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
    /// A page's request arrives. True if a copy of it may arrive later.
    PageSends(usize, bool),
    /// A page's request is lost, or is late: a copy may arrive later.
    PageIsLost(usize, bool),
    /// A copy arrives.
    CopyArrives(usize),
    /// A page gets an answer.
    PageGets(usize, page::Event),
}

/// A fault that is put into the protocol, to prove that the model finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    None,
    /// Claims and opens the entry without comparing it with the one that was read.
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
    /// Gives each shopper an entry of their own.
    KeyWithShopper,
    /// A page takes a lost answer as a failure.
    PageGuesses,
    /// A person says "failed" though there is an order.
    PersonIsWrong,
}

struct PurchaseModel {
    /// The tries that each page knows of at its start, and its shopper.
    pages: Vec<(u32, u8)>,
    /// The calls that are there from the start.
    calls: Vec<(Purpose, u8)>,
    budget: Budget,
    fault: Fault,
}

/// A call that has the lock already. The lock protects nothing here, so the read before it shows nothing
/// else than the read after it.
fn start(purpose: Purpose, known_tries: Option<u32>, shopper: u8) -> Call {
    let setup = Setup {
        purpose,
        known_tries,
        can_look_up: true,
        store_forgets: false,
        reserves_number: false,
    };
    let mut protocol = PurchaseProtocol::with_reads(setup, 3);
    protocol.next(Event::Locked);
    Call {
        protocol,
        purpose,
        shopper,
        life: Life::Running,
        known: ABSENT,
        writes: 0,
        orders: 0,
        late: false,
        slept: false,
    }
}

impl PurchaseModel {
    fn entry_of(&self, system: &System, index: usize) -> Entry {
        let value = system.entry;
        let shopper = system.calls[index].shopper;
        let found = Entry {
            state: value.state,
            tries: u32::from(value.tries),
            same_content: true,
            owned: value.owners & shopper == shopper,
            look_due: true,
            young: system
                .calls
                .get(usize::from(value.claimer))
                .is_some_and(|claimer| !claimer.late),
        };
        match self.fault {
            Fault::BlindRetry
                if value.state == EntryState::Open && usize::from(value.claimer) != index =>
            {
                Entry {
                    state: EntryState::Claimed,
                    ..found
                }
            }
            Fault::KeyWithShopper if !found.owned => Entry {
                state: EntryState::Absent,
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

    fn steps_of_call(&self, system: &System, index: usize, steps: &mut Vec<Step>) {
        let call = &system.calls[index];
        if call.life != Life::Running {
            return;
        }
        let action = call.protocol.action();
        let settles = matches!(call.purpose, Purpose::Settle(_));
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
                if call.purpose == Purpose::Close {
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
            Action::RecordOrder if settles && system.orders == 0 => {}
            Action::RecordFailure
                if settles
                    && system.orders + system.in_flight > 0
                    && self.fault != Fault::PersonIsWrong => {}
            Action::TakeBack
            | Action::AddOwner
            | Action::Claim
            | Action::Open
            | Action::RecordOrder
            | Action::RecordFailure
            | Action::RecordClosed
            | Action::RecordLook => {
                steps.push(Step::Writes(index, Write::Works));
                if system.budget.store > 0 {
                    steps.push(Step::Writes(index, Write::Fails(true)));
                    steps.push(Step::Writes(index, Write::Fails(false)));
                    steps.push(Step::Writes(index, Write::Denies));
                    if system.late_write.is_none() {
                        steps.push(Step::Writes(index, Write::Lands));
                    }
                }
            }
            Action::Lock | Action::Reserve | Action::End(_) => {}
        }
        if system.budget.troubles > 0 {
            steps.push(Step::Dies(index));
        }
    }

    fn steps_of_page(system: &System, index: usize, steps: &mut Vec<Step>) {
        let page = &system.pages[index];
        let mut gets = |answer| {
            let event = page::Event::Answered(answer);
            steps.push(Step::PageGets(index, event));
        };
        match page.protocol.action() {
            page::Action::End(_) => {}
            page::Action::Wait => {
                steps.push(Step::PageGets(index, page::Event::Waited));
                steps.push(Step::PageGets(index, page::Event::TimeIsUp));
            }
            page::Action::Ask => {
                gets(match system.entry.state {
                    EntryState::Absent => Answer::Absent,
                    EntryState::Claimed | EntryState::Open => Answer::Open,
                    EntryState::Done => Answer::Done,
                    EntryState::Closed => Answer::Closed,
                    EntryState::Failed => Answer::Failed {
                        tries: system.entry.tries.into(),
                        stored: true,
                    },
                });
                if system.budget.messages > 0 {
                    gets(Answer::Lost);
                }
            }
            page::Action::Send(_) => match page.waits_for {
                None => {
                    if system.budget.calls > 0 {
                        steps.push(Step::PageSends(index, false));
                        if system.budget.messages > 0 {
                            steps.push(Step::PageSends(index, true));
                        }
                    }
                    if system.budget.messages > 0 {
                        steps.push(Step::PageIsLost(index, false));
                        steps.push(Step::PageIsLost(index, true));
                    }
                    // The limit of the model: the page's time is over.
                    steps.push(Step::PageGets(index, page::Event::TimeIsUp));
                }
                Some(call) => {
                    let call = &system.calls[usize::from(call)];
                    if let Life::Ended(end) = call.life {
                        gets(answer_of(end, system));
                    }
                    if system.budget.messages > 0 || call.life == Life::Dead {
                        gets(Answer::Lost);
                    }
                }
            },
        }
    }

    /// The value that a call's action writes.
    fn value_of(&self, call: &Call, index: usize) -> Value {
        let known = call.known;
        let (state, tries) = match call.protocol.action() {
            Action::Claim => (EntryState::Claimed, known.tries),
            Action::Open => (EntryState::Open, known.tries),
            Action::RecordOrder => (EntryState::Done, known.tries),
            Action::RecordFailure => (EntryState::Failed, known.tries + 1),
            Action::RecordClosed => (EntryState::Closed, known.tries),
            Action::TakeBack if known.tries == 0 => return ABSENT,
            Action::TakeBack => (EntryState::Failed, known.tries),
            _ => (known.state, known.tries),
        };
        #[allow(clippy::cast_possible_truncation)]
        let index = index as u8;
        let claimer = match state {
            EntryState::Claimed => index,
            _ => known.claimer,
        };
        let owners = known.owners | call.shopper;
        let orders = match state {
            EntryState::Done => known.orders | call.orders,
            _ => known.orders,
        };
        let (mark, claimer) = if self.fault == Fault::NoMark {
            ((0, 0), 0)
        } else {
            ((index, call.writes + 1), claimer)
        };
        Value {
            state,
            tries,
            owners,
            mark,
            claimer,
            orders,
        }
    }

    fn write(&self, system: &mut System, index: usize, write: Write) {
        let call = &system.calls[index];
        let value = self.value_of(call, index);
        let action = call.protocol.action();
        let expected = call.known;
        let claims = matches!(action, Action::Claim | Action::Open);
        let forced = self.fault == Fault::ClaimWithoutCompare && claims;
        let same = forced || system.entry == expected || system.entry == value;
        let stored = match write {
            Write::Works if same => Stored::Yes,
            Write::Works | Write::Denies => Stored::Changed,
            Write::Fails(_) | Write::Lands => Stored::Unconfirmed,
        };
        if same && matches!(write, Write::Works | Write::Fails(true) | Write::Denies) {
            system.entry = value;
            system.duplicate_told |= value.orders.count_ones() > 1;
        }
        if write == Write::Lands {
            system.late_write = Some(LateWrite { expected, value });
        }
        if write != Write::Works {
            system.budget.store -= 1;
        }
        let call = &mut system.calls[index];
        call.writes += 1;
        if stored == Stored::Yes || (stored == Stored::Unconfirmed && claims) {
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

    fn spawn(&self, system: &mut System, page: usize, tries: u32) -> Option<u8> {
        system.budget.calls = system.budget.calls.checked_sub(1)?;
        let (_, shopper) = self.pages[page];
        system.calls.push(start(Purpose::Buy, Some(tries), shopper));
        u8::try_from(system.calls.len() - 1).ok()
    }
}

/// The gateway's answer to the request of a call that has ended.
fn answer_of(end: End, system: &System) -> Answer {
    match end {
        End::Done => Answer::Done,
        End::Failed | End::StoredFailure => Answer::Failed {
            tries: system.entry.tries.into(),
            stored: end == End::StoredFailure,
        },
        End::Closed => Answer::Closed,
        End::InProgress | End::Open => Answer::Open,
        End::NothingSent | End::Conflict | End::NumberBusy | End::NothingOpen => {
            Answer::Refused { is_final: false }
        }
    }
}

fn advance(system: &mut System, index: usize, event: Event) {
    let call = &mut system.calls[index];
    if event == Event::LookedUp(Look::Found) {
        call.orders = (2 << system.orders) - 2;
    }
    if let Event::EntryRead(_) = event {
        call.known = system.entry;
    }
    if let Action::End(end) = call.protocol.next(event) {
        call.life = Life::Ended(end);
        let made = system.orders + system.in_flight > 0;
        let denied = matches!(end, End::Failed | End::StoredFailure | End::Closed);
        if made && denied && !matches!(call.purpose, Purpose::Settle(_)) {
            system.broken = Some(Promise::FalseWord);
        }
        if end == End::Done && !made {
            system.broken = Some(Promise::FalseOrder);
        }
    }
}

fn advance_page(system: &mut System, index: usize, event: page::Event) {
    let page = &mut system.pages[index];
    page.waits_for = None;
    let tries = match event {
        page::Event::Answered(Answer::Failed { tries, .. }) => tries,
        page::Event::Answered(Answer::Closed) => u32::MAX,
        _ => 0,
    };
    if let page::Action::End(end) = page.protocol.next(event) {
        let made = system.orders + system.in_flight > 0;
        // The answer may be late. Meanwhile a caller that counted the failure may have bought.
        let unknowing = system.sender_tries < tries;
        if made && (end == page::End::Refused || end == page::End::Failed && unknowing) {
            system.broken = Some(Promise::FalseWord);
        }
        if end == page::End::Failed {
            system.told_tries = system.told_tries.max(tries);
        }
        if end == page::End::Done && !made {
            system.broken = Some(Promise::FalseOrder);
        }
    }
}

impl Model for PurchaseModel {
    type State = System;
    type Action = Step;

    fn init_states(&self) -> Vec<System> {
        let pages = self.pages.iter().map(|(tries, _)| Page {
            protocol: PageProtocol::new(*tries, true),
            waits_for: None,
        });
        let calls = self.calls.iter();
        vec![System {
            entry: ABSENT,
            late_write: None,
            in_flight: 0,
            orders: 0,
            listed: false,
            pages: pages.collect(),
            calls: calls
                .map(|(purpose, shopper)| start(*purpose, None, *shopper))
                .collect(),
            copies: Vec::new(),
            budget: self.budget,
            duplicate_told: false,
            told_tries: 0,
            sender_tries: u32::MAX,
            broken: None,
        }]
    }

    fn actions(&self, system: &System, steps: &mut Vec<Step>) {
        // A violation already. A faulty protocol would have no end.
        let many = system.orders + system.in_flight > 1 && self.fault != Fault::PersonIsWrong;
        if many || system.orders > 2 || system.broken.is_some() {
            return;
        }
        for index in 0..system.calls.len() {
            self.steps_of_call(system, index, steps);
            let call = &system.calls[index];
            // A request that has left arrives within the longest time of a call.
            let waits = usize::from(system.entry.claimer) == index
                && matches!(system.entry.state, EntryState::Claimed | EntryState::Open);
            let troubles = system.budget.troubles > 0;
            if waits && !call.slept && troubles && system.in_flight == 0 {
                steps.push(Step::Sleeps(index));
            }
        }
        for index in 0..system.pages.len() {
            Self::steps_of_page(system, index, steps);
        }
        if system.budget.calls > 0 {
            steps.extend((0..system.copies.len()).map(Step::CopyArrives));
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
                if sent == Sent::Done {
                    system.calls[index].orders = 1 << system.orders;
                }
                let known_tries = system.calls[index].protocol.known_tries();
                if arrival != Arrival::Never {
                    system.sender_tries = system.sender_tries.min(known_tries);
                }
                if known_tries < system.told_tries {
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
                system.budget.troubles -= 1;
            }
            Step::Sleeps(index) => {
                system.calls[index].late = true;
                system.calls[index].slept = true;
                system.budget.troubles -= 1;
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
            Step::IsLost => {
                system.in_flight -= 1;
                system.sender_tries = u32::MAX;
            }
            Step::Listed => system.listed = true,
            Step::PageSends(index, repeated) => {
                let page::Action::Send(tries) = system.pages[index].protocol.action() else {
                    return None;
                };
                let call = self.spawn(&mut system, index, tries)?;
                system.pages[index].waits_for = Some(call);
                if repeated {
                    system.budget.messages -= 1;
                    system.copies.push((u8::try_from(index).ok()?, tries));
                }
            }
            Step::PageIsLost(index, late) => {
                let page::Action::Send(tries) = system.pages[index].protocol.action() else {
                    return None;
                };
                system.budget.messages -= 1;
                if late {
                    system.copies.push((u8::try_from(index).ok()?, tries));
                }
                advance_page(&mut system, index, page::Event::Answered(Answer::Lost));
            }
            Step::CopyArrives(copy) => {
                let (page, tries) = system.copies.remove(copy);
                self.spawn(&mut system, page.into(), tries)?;
            }
            Step::PageGets(index, event) => {
                if event == page::Event::Answered(Answer::Lost) {
                    system.budget.messages = system.budget.messages.saturating_sub(1);
                }
                let event = match event {
                    page::Event::Answered(Answer::Lost) if self.fault == Fault::PageGuesses => {
                        page::Event::Answered(Answer::Failed {
                            tries: 1,
                            stored: false,
                        })
                    }
                    other => other,
                };
                advance_page(&mut system, index, event);
            }
        }
        Some(system)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always(ONE_ORDER, |_, system: &System| {
                system.orders + system.in_flight <= 1
            }),
            Property::always(NONE_LOST, |_, system: &System| {
                system.orders + system.in_flight == 0
                    || matches!(system.entry.state, EntryState::Open | EntryState::Done)
            }),
            Property::always(NO_FALSE_WORD, |_, system: &System| system.broken.is_none()),
            Property::always(DUPLICATE_TOLD, |_, system: &System| {
                system.entry.orders.count_ones() < 2 || system.duplicate_told
            }),
            Property::sometimes(DUPLICATE_KNOWN, |_, system: &System| system.duplicate_told),
            Property::sometimes(FOUND, |_, system: &System| {
                system.calls.iter().any(|call| call.life == Life::Dead)
                    && system
                        .pages
                        .iter()
                        .any(|page| page.protocol.action() == page::Action::End(page::End::Done))
            }),
            Property::sometimes(BUYS_AGAIN, |_, system: &System| {
                system.entry.state == EntryState::Done && system.entry.tries > 0
            }),
        ]
    }
}

const ONE_ORDER: &str = "at most one order";
const NONE_LOST: &str = "no order is lost";
const NO_FALSE_WORD: &str = "no false word";
const DUPLICATE_TOLD: &str = "a duplicate order is told";
const DUPLICATE_KNOWN: &str = "the journal names two orders";
const FOUND: &str = "the order of a dead call is found";
const BUYS_AGAIN: &str = "a failed reference buys again";
const PROMISES: [&str; 3] = [ONE_ORDER, NONE_LOST, NO_FALSE_WORD];

/// The shopper of the first page, as a bit.
const ADA: u8 = 1;
/// The same person after a sign-in, or under the webhook's id.
const OTHER_ID: u8 = 2;

const fn budget(store: u8, troubles: u8, messages: u8, calls: u8) -> Budget {
    Budget {
        store,
        troubles,
        messages,
        calls,
    }
}

struct Case {
    pages: &'static [(u32, u8)],
    calls: &'static [(Purpose, u8)],
    budget: Budget,
}

fn check(case: &Case, fault: Fault) -> impl Checker<PurchaseModel> + use<> {
    let model = PurchaseModel {
        pages: case.pages.to_vec(),
        calls: case.calls.to_vec(),
        budget: case.budget,
        fault,
    };
    model.checker().threads(2).spawn_bfs().join()
}

const WEBHOOK: (Purpose, u8) = (Purpose::Buy, OTHER_ID);
const REFUND: (Purpose, u8) = (Purpose::Close, 0);
const RECOVERY: (Purpose, u8) = (Purpose::Recover, 0);

const CASES: &[Case] = &[
    // A page whose messages are lost and repeated, while the gateway dies.
    Case {
        pages: &[(0, ADA)],
        calls: &[],
        budget: budget(0, 1, 2, 2),
    },
    Case {
        pages: &[(0, ADA)],
        calls: &[],
        budget: budget(1, 0, 1, 2),
    },
    // Two pages of one purchase, the second after a sign-in.
    Case {
        pages: &[(0, ADA), (0, OTHER_ID)],
        calls: &[],
        budget: budget(0, 0, 1, 2),
    },
    Case {
        pages: &[(0, ADA), (1, ADA)],
        calls: &[],
        budget: budget(0, 1, 0, 2),
    },
    // A page and a webhook that knows another id.
    Case {
        pages: &[(0, ADA)],
        calls: &[WEBHOOK],
        budget: budget(0, 1, 1, 1),
    },
    Case {
        pages: &[(0, ADA)],
        calls: &[WEBHOOK],
        budget: budget(1, 0, 0, 1),
    },
    // A refund and a recovery beside a page.
    Case {
        pages: &[(0, ADA)],
        calls: &[REFUND],
        budget: budget(1, 1, 1, 1),
    },
    Case {
        pages: &[(0, ADA)],
        calls: &[RECOVERY, REFUND],
        budget: budget(0, 1, 1, 1),
    },
    // Calls without a page, with a store that fails twice.
    Case {
        pages: &[],
        calls: &[(Purpose::Buy, 0), (Purpose::Buy, 0)],
        budget: budget(2, 1, 0, 0),
    },
];

#[test]
fn at_most_one_order_none_lost_and_no_false_word() {
    let mut found = (false, false);
    for case in CASES {
        let checked = check(case, Fault::None);
        println!(
            "pages {:?}, calls {:?}, {:?}: {} states",
            case.pages,
            case.calls,
            case.budget,
            checked.unique_state_count()
        );
        for property in PROMISES {
            if let Some(path) = checked.discovery(property) {
                let steps = path.into_actions();
                panic!("{property}: {:?} {:?}\n{steps:#?}", case.pages, case.calls);
            }
        }
        found.0 |= checked.discovery(FOUND).is_some();
        found.1 |= checked.discovery(BUYS_AGAIN).is_some();
    }
    assert_eq!(found, (true, true));
}

#[test]
fn a_person_who_is_right_breaks_nothing() {
    for calls in [SETTLED_DONE, SETTLED_FAILED] {
        let checked = check(&person(calls), Fault::None);
        for property in PROMISES {
            assert!(
                checked.discovery(property).is_none(),
                "{calls:?} {property}"
            );
        }
    }
}

const SETTLED_DONE: &[(Purpose, u8)] = &[
    (Purpose::Buy, 0),
    (Purpose::Buy, 0),
    (Purpose::Settle(Settlement::Done), 0),
];
const SETTLED_FAILED: &[(Purpose, u8)] = &[
    (Purpose::Buy, 0),
    (Purpose::Buy, 0),
    (Purpose::Settle(Settlement::Failed), 0),
];

const fn person(calls: &'static [(Purpose, u8)]) -> Case {
    Case {
        pages: &[],
        calls,
        budget: budget(0, 1, 0, 0),
    }
}

#[test]
fn the_model_finds_each_fault_of_the_protocol() {
    const TWO_BUYERS: &[(Purpose, u8)] = &[(Purpose::Buy, ADA), (Purpose::Buy, OTHER_ID)];
    let calls = |calls, store, troubles| Case {
        pages: &[],
        calls,
        budget: budget(store, troubles, 0, 0),
    };
    let page = |messages, calls| Case {
        pages: &[(0, ADA)],
        calls: &[],
        budget: budget(0, 0, messages, calls),
    };
    for (fault, case, property) in [
        (
            Fault::ClaimWithoutCompare,
            calls(TWO_BUYERS, 0, 0),
            ONE_ORDER,
        ),
        (Fault::SendsLate, calls(SETTLED_FAILED, 0, 1), ONE_ORDER),
        (Fault::SendsUnconfirmed, calls(TWO_BUYERS, 2, 0), ONE_ORDER),
        (Fault::LostIsRefused, calls(TWO_BUYERS, 0, 0), NO_FALSE_WORD),
        (Fault::BlindRetry, calls(TWO_BUYERS, 0, 0), ONE_ORDER),
        (Fault::TriesIgnored, page(1, 2), NO_FALSE_WORD),
        (Fault::SettlesYoung, calls(SETTLED_FAILED, 0, 0), NONE_LOST),
        (Fault::NoMark, calls(TWO_BUYERS, 0, 0), ONE_ORDER),
        (Fault::KeyWithShopper, calls(TWO_BUYERS, 0, 0), ONE_ORDER),
        (Fault::PageGuesses, page(1, 1), NO_FALSE_WORD),
        (Fault::PersonIsWrong, calls(SETTLED_FAILED, 0, 1), ONE_ORDER),
    ] {
        let checked = check(&case, fault);
        assert!(checked.discovery(property).is_some(), "{fault:?}");
        if fault == Fault::PersonIsWrong {
            assert!(checked.discovery(DUPLICATE_TOLD).is_none());
            assert!(checked.discovery(DUPLICATE_KNOWN).is_some());
        }
    }
}
