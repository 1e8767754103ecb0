//! A model of several calls for one eSIM over one store: all orders of their steps, with calls that die,
//! requests that fail, and writes that the store does not confirm.

// All indexes are of the model's own calls.
#![allow(clippy::indexing_slicing)]

use std::collections::HashSet;

use super::history_protocol::{Action, End, Event, HistoryProtocol, Limit, MarkState, Sent, View};
use super::purchase_protocol::Stored;

/// The mark: its call, its number, and its state.
type ModelMark = Option<(usize, u8, MarkState)>;

/// The rules of the modelled world.
#[derive(Clone, Copy)]
struct Rules {
    calls: usize,
    /// The number of calls that may die.
    deaths: u8,
    /// The number of failures of requests, tokens, writes and locks.
    faults: u8,
    /// The number of windows that may end.
    windows: u8,
    /// False: two callers can hold one lock.
    locks: bool,
    /// False: marks are not written before the request.
    marks: bool,
    limit: Limit,
}

const CALM: Rules = Rules {
    calls: 3,
    deaths: 0,
    faults: 0,
    windows: 0,
    locks: true,
    marks: true,
    limit: Limit::Strict,
};
const STORMY: Rules = Rules {
    deaths: 1,
    faults: 1,
    windows: 1,
    ..CALM
};
/// Fewer calls with more faults.
const STORMIER: Rules = Rules {
    calls: 2,
    faults: 4,
    windows: 2,
    ..STORMY
};

#[derive(Clone, PartialEq, Eq, Hash)]
struct ModelCall {
    protocol: HistoryProtocol,
    action: Action,
    dead: bool,
    /// The mark that the call knows.
    known: ModelMark,
    marks: u8,
    /// The end of the request that is on its way.
    coming: Option<Sent>,
    sends: u8,
}

#[derive(Clone, PartialEq, Eq, Hash)]
struct World {
    calls: Vec<ModelCall>,
    mark: ModelMark,
    /// The call and the number of the kept answer's mark.
    answer: Option<(usize, u8)>,
    lock: Option<usize>,
    /// The requests that `PressOne` received in this window, without those with a refused token.
    arrived: u8,
    deaths: u8,
    faults: u8,
    windows: u8,
}

impl World {
    fn new(rules: Rules) -> Self {
        let call = ModelCall {
            protocol: HistoryProtocol::new(rules.limit),
            action: Action::Read,
            dead: false,
            known: None,
            marks: 0,
            coming: None,
            sends: 0,
        };
        Self {
            calls: vec![call; rules.calls],
            mark: None,
            answer: None,
            lock: None,
            arrived: 0,
            deaths: rules.deaths,
            faults: rules.faults,
            windows: rules.windows,
        }
    }

    fn view(&self) -> View {
        let kept = self.answer.is_some();
        let mark = match self.mark {
            None => MarkState::Absent,
            Some((call, number, _)) if self.answer == Some((call, number)) => MarkState::Answered,
            Some((_, _, MarkState::Answered)) => MarkState::Failed,
            Some((_, _, state)) => state,
        };
        View { mark, kept }
    }

    fn has_ended(&self, index: usize) -> bool {
        self.calls[index].dead || matches!(self.calls[index].action, Action::End(_))
    }

    /// The same world after an event of a call.
    fn after(&self, index: usize, event: Event) -> Self {
        let mut next = self.clone();
        let call = &mut next.calls[index];
        call.action = call.protocol.next(event);
        if matches!(call.action, Action::End(_)) && next.lock == Some(index) {
            next.lock = None;
        }
        next
    }

    /// The same after a fault, if there may be another one.
    fn faulty(&self, index: usize, event: Event) -> Option<Self> {
        let mut next = self.after(index, event);
        next.faults = next.faults.checked_sub(1)?;
        Some(next)
    }

    fn set_mark(&mut self, index: usize) {
        let call = &mut self.calls[index];
        call.marks += 1;
        self.mark = Some((index, call.marks, MarkState::Asking));
        call.known = self.mark;
    }

    fn end_mark(&mut self, index: usize, state: MarkState) {
        let known = self.calls[index].known;
        if known.is_some() && self.mark == known {
            self.mark = known.map(|(call, number, _)| (call, number, state));
        }
    }

    /// All worlds after one step of a call.
    fn steps(&self, index: usize, rules: Rules) -> Vec<Self> {
        let mut all = Vec::new();
        let call = &self.calls[index];
        match call.action {
            Action::Read => {
                let mut next = self.clone();
                next.calls[index].known = self.mark;
                all.push(next.after(index, Event::Read(self.view())));
                all.extend(self.faulty(index, Event::ReadFailed));
            }
            Action::Wait => {
                // A call that waits again has released its lock.
                let mut next = self.clone();
                next.lock = self.lock.filter(|&holder| holder != index);
                let is_free = next.lock.is_none_or(|holder| self.calls[holder].dead);
                if is_free || !rules.locks {
                    next.lock = Some(index);
                    all.push(next.after(index, Event::Waited(true)));
                }
                all.extend(next.faulty(index, Event::Waited(false)));
            }
            Action::GetToken => {
                all.push(self.after(index, Event::Token));
                all.extend(self.faulty(index, Event::NoToken(Sent::Failed)));
            }
            Action::WriteMark => {
                let mut written = self.clone();
                if rules.marks {
                    written.set_mark(index);
                }
                if !rules.marks || self.mark == call.known {
                    all.push(written.after(index, Event::Marked(Stored::Yes)));
                    all.extend(written.faulty(index, Event::MarkedLate));
                    all.extend(written.faulty(index, Event::Marked(Stored::Unconfirmed)));
                } else {
                    all.push(self.after(index, Event::Marked(Stored::Changed)));
                }
                all.extend(self.faulty(index, Event::Marked(Stored::Unconfirmed)));
            }
            Action::TakeMarkBack => {
                let mut next = self.clone();
                next.mark = self.mark.filter(|(owner, ..)| *owner != index);
                all.push(next.after(index, Event::Recorded));
            }
            Action::Send => all.extend(self.sends(index)),
            Action::RecordAnswer => {
                let mut next = self.clone();
                if !rules.marks {
                    next.set_mark(index);
                }
                next.answer = next.calls[index]
                    .known
                    .map(|(owner, number, _)| (owner, number));
                next.end_mark(index, MarkState::Answered);
                all.push(next.after(index, Event::Recorded));
            }
            Action::NoteHung => {
                let mut next = self.clone();
                next.end_mark(index, MarkState::Failed);
                all.push(next.after(index, Event::Recorded));
            }
            Action::RecordFailure(sent) => {
                let mut next = self.clone();
                let refused = sent == Sent::Refused;
                let state = if refused {
                    MarkState::Refused
                } else {
                    MarkState::Failed
                };
                next.end_mark(index, state);
                all.push(next.after(index, Event::Recorded));
            }
            Action::End(_) => {}
        }
        all
    }

    /// The request leaves, and later its end is known.
    fn sends(&self, index: usize) -> Vec<Self> {
        if let Some(sent) = self.calls[index].coming {
            let mut next = self.clone();
            next.calls[index].coming = None;
            return vec![next.after(index, Event::Sent(sent))];
        }
        let mut all = Vec::new();
        for sent in [
            Sent::Answer,
            Sent::Unauthorized,
            Sent::Refused,
            Sent::Denied,
            Sent::Failed,
        ] {
            let mut next = self.clone();
            next.calls[index].coming = Some(sent);
            next.calls[index].sends += 1;
            next.arrived += u8::from(sent != Sent::Unauthorized);
            if sent != Sent::Answer {
                let Some(rest) = next.faults.checked_sub(1) else {
                    continue;
                };
                next.faults = rest;
            }
            all.push(next);
        }
        all
    }

    /// The world after the end of the window. A marked request leaves within seconds, long before that.
    fn after_window(&self) -> Option<Self> {
        let on_its_way = |call: &ModelCall| !call.dead && call.action == Action::Send;
        let mut next = self.clone();
        next.windows = self.windows.checked_sub(1)?;
        if self.mark.is_none() || self.calls.iter().any(on_its_way) {
            return None;
        }
        next.mark = None;
        next.arrived = 0;
        Some(next)
    }

    fn deaths(&self) -> Vec<Self> {
        let living = (0..self.calls.len()).filter(|&index| !self.has_ended(index));
        let dying = living.filter_map(|index| {
            let mut next = self.clone();
            next.deaths = self.deaths.checked_sub(1)?;
            next.calls[index].dead = true;
            Some(next)
        });
        dying.collect()
    }
}

/// The first problem in all worlds that the rules allow.
fn explore(rules: Rules) -> Result<usize, String> {
    let calm = rules.deaths + rules.faults + rules.windows == 0;
    let mut seen = HashSet::new();
    let mut open = vec![World::new(rules)];
    while let Some(world) = open.pop() {
        if !seen.insert(world.clone()) {
            continue;
        }
        if rules.limit == Limit::Strict && world.arrived > 1 {
            return Err("PressOne was asked twice in a window".to_owned());
        }
        if world.calls.iter().any(|call| call.sends > 2) {
            return Err("a call sent three requests".to_owned());
        }
        let before = open.len();
        for index in (0..world.calls.len()).filter(|&index| !world.has_ended(index)) {
            open.extend(world.steps(index, rules));
        }
        if open.len() == before {
            if let Some(waiting) = (0..world.calls.len()).find(|&index| !world.has_ended(index)) {
                return Err(format!("call {waiting} never ends"));
            }
            let answered =
                |call: &ModelCall| matches!(call.action, Action::End(End::Fresh | End::Received));
            let served = |call: &ModelCall| call.dead || answered(call);
            if rules.limit == Limit::Loose && rules.faults == 0 && !world.calls.iter().all(served) {
                return Err("a call has no answer although only senders died".to_owned());
            }
            if calm && !(world.arrived == 1 && world.calls.iter().all(answered)) {
                return Err("a call has no answer although nothing failed".to_owned());
            }
        }
        open.extend(world.after_window());
        open.extend(world.deaths());
    }
    Ok(seen.len())
}

#[test]
fn without_faults_one_call_asks_and_all_have_the_answer() {
    assert!(explore(CALM).unwrap() > 50);
}

#[test]
fn without_a_limit_one_call_asks_and_no_call_is_refused() {
    let rules = Rules {
        limit: Limit::Loose,
        ..CALM
    };
    assert!(explore(rules).unwrap() > 50);
    // A sender that died makes no call fail.
    let deadly = Rules { deaths: 1, ..rules };
    assert!(explore(deadly).unwrap() > 50);
}

#[test]
fn model_asks_once_in_a_window_whatever_fails() {
    for rules in [STORMY, STORMIER] {
        let worlds = explore(rules).unwrap();
        assert!(worlds > 10_000, "{worlds} worlds");
    }
}

#[test]
fn the_model_finds_a_mark_that_is_not_written_before_the_request() {
    let rules = Rules {
        marks: false,
        deaths: 1,
        ..CALM
    };
    assert!(explore(rules).unwrap_err().contains("asked twice"));
}

#[test]
fn the_model_finds_a_lock_without_waiting() {
    let rules = Rules {
        locks: false,
        ..CALM
    };
    assert!(
        explore(rules)
            .unwrap_err()
            .contains("no answer although nothing failed")
    );
}

#[test]
fn without_locks_no_call_asks_a_second_time() {
    let worlds = explore(Rules {
        locks: false,
        ..STORMY
    })
    .unwrap();
    assert!(worlds > 10_000, "{worlds} worlds");
}
