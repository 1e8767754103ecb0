//! A model of the protocol in `write_protocol.rs`. It checks all orders of events up to a bound.
//!
//! Several clients share one journal and one server, without a lock. Each can die at any step. The
//! journal can fail, answers can be lost, requests can arrive late, and the server's list can be late.

// All indexes are of the model's own clients.
#![allow(clippy::indexing_slicing)]

use stateright::{Checker, Model, Property};

use super::write_protocol::{
    Action, Event, JournalState, Mode, Outcome, SendResult, WriteProtocol,
};

/// The entry in the journal. A pending one has its writer: the client and the number of its call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Entry {
    Absent,
    Pending(usize, u8),
    Done,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum ClientState {
    Next(Action),
    Ended(Outcome),
    /// The journal failed before the request was sent.
    Failed,
    Dead,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Client {
    protocol: WriteProtocol,
    state: ClientState,
    /// The entry that this client has read or written.
    known_entry: Entry,
    calls: u8,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct System {
    journal: Entry,
    /// The number of requests that are on their way to the server.
    in_flight: u8,
    orders: u8,
    /// True if the server's list shows the orders.
    listed: bool,
    clients: Vec<Client>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Step {
    /// A client's action, with its result.
    Acts(usize, Event),
    /// A client sends: the result that it sees, and the arrival at the server.
    Sends(usize, SendResult, Arrival),
    /// The journal fails. True if it has written the entry nevertheless.
    Fails(usize, bool),
    Calls(usize),
    Dies(usize),
    Arrives,
    IsLost,
    Listed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Arrival {
    Now,
    Later,
    Never,
}

/// A fault that is put into the protocol, to prove that the model finds it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    None,
    /// Sends without a pending entry.
    SendWithoutClaim,
    /// Claims without comparing the entry with the one that was read.
    ClaimWithoutCompare,
    /// Treats an unknown result as a rejection.
    UnknownIsRejected,
    /// Sends again without a lookup.
    ResendWithoutLookup,
}

struct ProtocolModel {
    modes: Vec<Mode>,
    calls: u8,
    fault: Fault,
}

impl ProtocolModel {
    fn steps_of(&self, system: &System, index: usize, steps: &mut Vec<Step>) {
        let ClientState::Next(action) = system.clients[index].state else {
            return;
        };
        let client = &system.clients[index];
        let mut acts = |event| steps.push(Step::Acts(index, event));
        match action {
            Action::Read => {
                acts(Event::EntryRead(match system.journal {
                    Entry::Absent => JournalState::Absent,
                    Entry::Pending(..) => JournalState::Pending,
                    Entry::Done => JournalState::Done,
                }));
                steps.push(Step::Fails(index, false));
            }
            Action::Check => {
                acts(Event::Checked(true));
                acts(Event::Checked(false));
            }
            Action::Claim => {
                let free = system.journal == client.known_entry
                    || self.fault == Fault::ClaimWithoutCompare;
                acts(Event::Claimed(free));
                steps.push(Step::Fails(index, false));
                if free {
                    steps.push(Step::Fails(index, true));
                }
            }
            Action::Send => {
                for (answer, arrival) in [
                    (SendResult::Done, Arrival::Now),
                    (SendResult::Unknown, Arrival::Now),
                    (SendResult::Unknown, Arrival::Later),
                    (SendResult::Unknown, Arrival::Never),
                    (SendResult::Rejected, Arrival::Never),
                ] {
                    steps.push(Step::Sends(index, answer, arrival));
                }
            }
            Action::LookUp if self.fault == Fault::ResendWithoutLookup => {
                acts(Event::Checked(true));
            }
            Action::LookUp => {
                acts(Event::LookedUp(false));
                if system.orders > 0 && system.listed {
                    acts(Event::LookedUp(true));
                }
            }
            Action::RecordOutcome => {
                acts(Event::OutcomeRecorded);
                steps.push(Step::Fails(index, false));
            }
            Action::RemoveEntry => {
                acts(Event::EntryRemoved);
                steps.push(Step::Fails(index, false));
            }
            Action::End(_) => {}
        }
    }

    /// Applies the effect of an action to the system, before the client gets the event.
    fn apply(&self, system: &mut System, index: usize, event: Event) {
        let client = &mut system.clients[index];
        let ClientState::Next(action) = client.state.clone() else {
            return;
        };
        match (action, event) {
            (Action::Read, _) => client.known_entry = system.journal,
            (Action::Claim, Event::Claimed(true)) => {
                client.known_entry = Entry::Pending(index, client.calls);
                if self.fault != Fault::SendWithoutClaim {
                    system.journal = client.known_entry;
                }
            }
            (Action::RecordOutcome, _) if system.journal == client.known_entry => {
                system.journal = Entry::Done;
            }
            (Action::RemoveEntry, _) if system.journal == client.known_entry => {
                system.journal = Entry::Absent;
            }
            _ => {}
        }
    }

    fn advance(system: &mut System, index: usize, event: Event) {
        let client = &mut system.clients[index];
        client.state = match client.protocol.next(event) {
            Action::End(outcome) => ClientState::Ended(outcome),
            action => ClientState::Next(action),
        };
    }
}

impl Model for ProtocolModel {
    type State = System;
    type Action = Step;

    fn init_states(&self) -> Vec<System> {
        let client = |mode: &Mode| Client {
            protocol: WriteProtocol::new(*mode, false),
            state: ClientState::Next(Action::Read),
            known_entry: Entry::Absent,
            calls: 1,
        };
        vec![System {
            journal: Entry::Absent,
            in_flight: 0,
            orders: 0,
            listed: false,
            clients: self.modes.iter().map(client).collect(),
        }]
    }

    fn actions(&self, system: &System, steps: &mut Vec<Step>) {
        for (index, client) in system.clients.iter().enumerate() {
            match client.state {
                ClientState::Next(_) => {
                    self.steps_of(system, index, steps);
                    steps.push(Step::Dies(index));
                }
                // A client whose call has ended, or that has died, can call again.
                ClientState::Ended(_) | ClientState::Failed | ClientState::Dead
                    if client.calls < self.calls =>
                {
                    steps.push(Step::Calls(index));
                }
                ClientState::Ended(_) | ClientState::Failed | ClientState::Dead => {}
            }
        }
        if system.in_flight > 0 {
            steps.extend([Step::Arrives, Step::IsLost]);
        }
        if !system.listed && system.orders > 0 {
            steps.push(Step::Listed);
        }
    }

    fn next_state(&self, before: &System, step: Step) -> Option<System> {
        let mut system = before.clone();
        match step {
            Step::Acts(index, event) => {
                self.apply(&mut system, index, event);
                Self::advance(&mut system, index, event);
            }
            Step::Sends(index, answer, arrival) => {
                match arrival {
                    Arrival::Now => system.orders += 1,
                    Arrival::Later => system.in_flight += 1,
                    Arrival::Never => {}
                }
                let result = match answer {
                    SendResult::Unknown if self.fault == Fault::UnknownIsRejected => {
                        SendResult::Rejected
                    }
                    answer => answer,
                };
                Self::advance(&mut system, index, Event::Sent(result));
            }
            Step::Fails(index, written) => {
                if written {
                    self.apply(&mut system, index, Event::Claimed(true));
                }
                let client = &mut system.clients[index];
                match client.state {
                    ClientState::Next(Action::RecordOutcome) => {
                        Self::advance(&mut system, index, Event::OutcomeRecorded);
                    }
                    ClientState::Next(Action::RemoveEntry) => {
                        Self::advance(&mut system, index, Event::EntryRemoved);
                    }
                    _ => client.state = ClientState::Failed,
                }
            }
            Step::Calls(index) => {
                let calls = system.clients[index].calls + 1;
                system.clients[index] = Client {
                    protocol: WriteProtocol::new(self.modes[index], false),
                    state: ClientState::Next(Action::Read),
                    known_entry: Entry::Absent,
                    calls,
                };
            }
            Step::Dies(index) => system.clients[index].state = ClientState::Dead,
            Step::Arrives => {
                system.in_flight -= 1;
                system.orders += 1;
            }
            Step::IsLost => system.in_flight -= 1,
            Step::Listed => system.listed = true,
        }
        Some(system)
    }

    /// Two orders violate a property already. Without this bound, a faulty protocol has no end.
    fn within_boundary(&self, system: &System) -> bool {
        system.orders + system.in_flight <= 2
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("at most one order", |_, system: &System| {
                system.orders + system.in_flight <= 1
            }),
            Property::always(
                "the journal has an entry of every order",
                |_, system: &System| {
                    system.orders + system.in_flight == 0 || system.journal != Entry::Absent
                },
            ),
            Property::always(
                "a call that ends with an outcome has an order",
                |_, system: &System| {
                    let done = |client: &Client| client.state == ClientState::Ended(Outcome::Done);
                    !system.clients.iter().any(done) || system.orders > 0
                },
            ),
            Property::sometimes("a lost order is found", |_, system: &System| {
                system.clients.iter().any(|client| {
                    client.state == ClientState::Ended(Outcome::Done)
                        && matches!(client.known_entry, Entry::Pending(owner, calls)
                            if (owner, calls) != (0, client.calls))
                })
            }),
            Property::sometimes("an outcome stays unknown", |_, system: &System| {
                let unknown =
                    |client: &Client| client.state == ClientState::Ended(Outcome::Unknown);
                system.orders == 1 && system.clients.iter().all(unknown)
            }),
            Property::sometimes(
                "a rejected reference is used again",
                |_, system: &System| {
                    let used_again =
                        |client: &Client| client.calls > 1 && system.journal == Entry::Done;
                    system.clients.iter().any(used_again)
                },
            ),
        ]
    }
}

fn check(modes: &[Mode], calls: u8, fault: Fault) -> impl Checker<ProtocolModel> {
    let protocol = ProtocolModel {
        modes: modes.to_vec(),
        calls,
        fault,
    };
    protocol.checker().threads(2).spawn_bfs().join()
}

#[test]
fn two_buyers_and_a_recovery_make_at_most_one_order_and_lose_none() {
    let clients = [Mode::Send, Mode::Send, Mode::Recover];
    let checked = check(&clients, 2, Fault::None);
    println!("{} states", checked.unique_state_count());
    checked.assert_properties();
}

#[test]
fn the_model_finds_each_fault_of_the_protocol() {
    for (fault, property) in [
        (Fault::SendWithoutClaim, "at most one order"),
        (Fault::ClaimWithoutCompare, "at most one order"),
        (Fault::UnknownIsRejected, "at most one order"),
        (
            Fault::UnknownIsRejected,
            "the journal has an entry of every order",
        ),
        (Fault::ResendWithoutLookup, "at most one order"),
    ] {
        let checked = check(&[Mode::Send, Mode::Send], 2, fault);
        assert!(checked.discovery(property).is_some(), "{fault:?}");
    }
}
