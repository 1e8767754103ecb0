//! Every order of events of the protocol in `once.rs`, up to a bound: clients that share one journal
//! and one server, without a lock between them, each dying at any moment, with storages that fail,
//! answers that are lost, requests that arrive late and lists that are behind.

// The indexes are the model's own.
#![allow(clippy::indexing_slicing)]

use stateright::{Checker, Model, Property};

use super::once::{Action, Answer, End, Entry, Event, Mode, Once};

/// What is in the journal, told apart by who wrote it in which of its calls.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Kept {
    None,
    Sending(usize, u8),
    Done,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Doing {
    Act(Action),
    Ended(End),
    /// The storage failed before anything was sent.
    Failed,
    Dead,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Client {
    once: Once,
    doing: Doing,
    /// The entry as this client knows it.
    read: Kept,
    calls: u8,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct World {
    journal: Kept,
    /// Requests that are on their way to the server, whoever waits for them.
    on_the_way: u8,
    orders: u8,
    /// Whether the list shows what there is.
    listed: bool,
    clients: Vec<Client>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Step {
    /// A client's action, and what comes of it.
    Takes(usize, Event),
    /// The same, and the server acts or not.
    Sends(usize, Answer, Arrival),
    /// The storage fails, with or without having written.
    Fails(usize, bool),
    Calls(usize),
    Dies(usize),
    Arrives,
    GetsLost,
    Listed,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Arrival {
    Now,
    Later,
    Never,
}

/// What is to be checked, and what is broken on purpose to see that the check sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Broken {
    Nothing,
    /// Sends without having written it down.
    NoClaim,
    /// Writes down without looking whether somebody else did.
    BlindClaim,
    /// Takes an answer that was lost for a refusal.
    LostIsRefused,
    /// Sends again what may have left.
    NoLookUp,
}

struct Protocol {
    modes: Vec<Mode>,
    calls: u8,
    broken: Broken,
}

impl Protocol {
    fn act(&self, world: &World, index: usize, steps: &mut Vec<Step>) {
        let Doing::Act(action) = world.clients[index].doing else {
            return;
        };
        let client = &world.clients[index];
        let mut takes = |event| steps.push(Step::Takes(index, event));
        match action {
            Action::Read => {
                takes(Event::Found(match world.journal {
                    Kept::None => Entry::None,
                    Kept::Sending(..) => Entry::Sending,
                    Kept::Done => Entry::Done,
                }));
                steps.push(Step::Fails(index, false));
            }
            Action::Check => {
                takes(Event::Checked(true));
                takes(Event::Checked(false));
            }
            Action::Claim => {
                let free = world.journal == client.read || self.broken == Broken::BlindClaim;
                takes(Event::Claimed(free));
                steps.push(Step::Fails(index, false));
                if free {
                    steps.push(Step::Fails(index, true));
                }
            }
            Action::Send => {
                for (answer, arrival) in [
                    (Answer::Done, Arrival::Now),
                    (Answer::Lost, Arrival::Now),
                    (Answer::Lost, Arrival::Later),
                    (Answer::Lost, Arrival::Never),
                    (Answer::Refused, Arrival::Never),
                ] {
                    steps.push(Step::Sends(index, answer, arrival));
                }
            }
            Action::LookUp if self.broken == Broken::NoLookUp => takes(Event::Checked(true)),
            Action::LookUp => {
                takes(Event::LookedUp(false));
                if world.orders > 0 && world.listed {
                    takes(Event::LookedUp(true));
                }
            }
            Action::Settle => {
                takes(Event::Settled);
                steps.push(Step::Fails(index, false));
            }
            Action::Release => {
                takes(Event::Released);
                steps.push(Step::Fails(index, false));
            }
            Action::End(_) => {}
        }
    }

    /// What an action does to the world before its event goes to the client.
    fn carry_out(&self, world: &mut World, index: usize, event: Event) {
        let client = &mut world.clients[index];
        let Doing::Act(action) = client.doing.clone() else {
            return;
        };
        match (action, event) {
            (Action::Read, _) => client.read = world.journal,
            (Action::Claim, Event::Claimed(true)) => {
                client.read = Kept::Sending(index, client.calls);
                if self.broken != Broken::NoClaim {
                    world.journal = client.read;
                }
            }
            (Action::Settle, _) if world.journal == client.read => world.journal = Kept::Done,
            (Action::Release, _) if world.journal == client.read => world.journal = Kept::None,
            _ => {}
        }
    }

    fn go_on(world: &mut World, index: usize, event: Event) {
        let client = &mut world.clients[index];
        client.doing = match client.once.next(event) {
            Action::End(end) => Doing::Ended(end),
            action => Doing::Act(action),
        };
    }
}

impl Model for Protocol {
    type State = World;
    type Action = Step;

    fn init_states(&self) -> Vec<World> {
        let client = |mode: &Mode| Client {
            once: Once::new(*mode, false),
            doing: Doing::Act(Action::Read),
            read: Kept::None,
            calls: 1,
        };
        vec![World {
            journal: Kept::None,
            on_the_way: 0,
            orders: 0,
            listed: false,
            clients: self.modes.iter().map(client).collect(),
        }]
    }

    fn actions(&self, world: &World, steps: &mut Vec<Step>) {
        for (index, client) in world.clients.iter().enumerate() {
            match client.doing {
                Doing::Act(_) => {
                    self.act(world, index, steps);
                    steps.push(Step::Dies(index));
                }
                // Whoever died is loaded again.
                Doing::Ended(_) | Doing::Failed | Doing::Dead if client.calls < self.calls => {
                    steps.push(Step::Calls(index));
                }
                Doing::Ended(_) | Doing::Failed | Doing::Dead => {}
            }
        }
        if world.on_the_way > 0 {
            steps.extend([Step::Arrives, Step::GetsLost]);
        }
        if !world.listed && world.orders > 0 {
            steps.push(Step::Listed);
        }
    }

    fn next_state(&self, before: &World, step: Step) -> Option<World> {
        let mut world = before.clone();
        match step {
            Step::Takes(index, event) => {
                self.carry_out(&mut world, index, event);
                Self::go_on(&mut world, index, event);
            }
            Step::Sends(index, answer, arrival) => {
                match arrival {
                    Arrival::Now => world.orders += 1,
                    Arrival::Later => world.on_the_way += 1,
                    Arrival::Never => {}
                }
                let told = match answer {
                    Answer::Lost if self.broken == Broken::LostIsRefused => Answer::Refused,
                    answer => answer,
                };
                Self::go_on(&mut world, index, Event::Answered(told));
            }
            Step::Fails(index, written) => {
                if written {
                    self.carry_out(&mut world, index, Event::Claimed(true));
                }
                let client = &mut world.clients[index];
                match client.doing {
                    Doing::Act(Action::Settle) => Self::go_on(&mut world, index, Event::Settled),
                    Doing::Act(Action::Release) => Self::go_on(&mut world, index, Event::Released),
                    _ => client.doing = Doing::Failed,
                }
            }
            Step::Calls(index) => {
                let calls = world.clients[index].calls + 1;
                world.clients[index] = Client {
                    once: Once::new(self.modes[index], false),
                    doing: Doing::Act(Action::Read),
                    read: Kept::None,
                    calls,
                };
            }
            Step::Dies(index) => world.clients[index].doing = Doing::Dead,
            Step::Arrives => {
                world.on_the_way -= 1;
                world.orders += 1;
            }
            Step::GetsLost => world.on_the_way -= 1,
            Step::Listed => world.listed = true,
        }
        Some(world)
    }

    /// Two orders are bad enough: a broken protocol would go on for ever.
    fn within_boundary(&self, world: &World) -> bool {
        world.orders + world.on_the_way <= 2
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always("at most one order", |_, world: &World| {
                world.orders + world.on_the_way <= 1
            }),
            Property::always("the journal knows every order", |_, world: &World| {
                world.orders + world.on_the_way == 0 || world.journal != Kept::None
            }),
            Property::always("an outcome is an order", |_, world: &World| {
                let done = |client: &Client| client.doing == Doing::Ended(End::Done);
                !world.clients.iter().any(done) || world.orders > 0
            }),
            Property::sometimes("a lost order is found", |_, world: &World| {
                world.clients.iter().any(|client| {
                    client.doing == Doing::Ended(End::Done)
                        && matches!(client.read, Kept::Sending(owner, calls)
                            if (owner, calls) != (0, client.calls))
                })
            }),
            Property::sometimes("an outcome stays unknown", |_, world: &World| {
                let unknown = |client: &Client| client.doing == Doing::Ended(End::Unknown);
                world.orders == 1 && world.clients.iter().all(unknown)
            }),
            Property::sometimes("a refused reference is used again", |_, world: &World| {
                let again = |client: &Client| client.calls > 1 && world.journal == Kept::Done;
                world.clients.iter().any(again)
            }),
        ]
    }
}

fn check(modes: &[Mode], calls: u8, broken: Broken) -> impl Checker<Protocol> {
    let protocol = Protocol {
        modes: modes.to_vec(),
        calls,
        broken,
    };
    protocol.checker().threads(2).spawn_bfs().join()
}

#[test]
fn clients_who_call_twice_and_one_who_recovers_make_one_order_and_lose_none() {
    let clients = [Mode::Send, Mode::Send, Mode::Recover];
    let checked = check(&clients, 2, Broken::Nothing);
    println!("{} states", checked.unique_state_count());
    checked.assert_properties();
}

#[test]
fn the_model_sees_each_break_of_the_protocol() {
    for (broken, property) in [
        (Broken::NoClaim, "at most one order"),
        (Broken::BlindClaim, "at most one order"),
        (Broken::LostIsRefused, "at most one order"),
        (Broken::LostIsRefused, "the journal knows every order"),
        (Broken::NoLookUp, "at most one order"),
    ] {
        let checked = check(&[Mode::Send, Mode::Send], 2, broken);
        assert!(checked.discovery(property).is_some(), "{broken:?}");
    }
}
