//! A purchase as the page sees it, as a state machine. The journal is on the shop's side. The page sends a
//! reference, and asks the gateway what became of it.

/// The gateway's answer to a purchase, or to a question about its outcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Answer {
    /// The journal has the order.
    Done,
    /// The journal has a failure. `stored`: it is of an earlier request, and this one did nothing.
    Failed {
        /// The number of failed tries.
        tries: u32,
        /// True if this request did nothing.
        stored: bool,
    },
    /// The reference is closed.
    Closed,
    /// The request may have left, or another one is at work.
    Open,
    /// The reference belongs to another purchase.
    Conflict,
    /// The journal has no such purchase of this shopper.
    Absent,
    /// A gateway refused this request. It says nothing of earlier ones. `final`: asking again is useless.
    Refused {
        /// True if the gateway does not know this shopper.
        is_final: bool,
    },
    /// There is no such path: this is no gateway.
    NoGateway,
    /// No answer, or none of a gateway.
    Lost,
}

/// The result of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Event {
    /// Of `Send` and `Ask`.
    Answered(Answer),
    /// The call ends before the purchase has left.
    Unsent,
    /// Of `Wait`.
    Waited,
    /// The time of the call is over.
    TimeIsUp,
}

/// The next action.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Action {
    /// Send the purchase, with this number of failed tries.
    Send(u32),
    /// Ask for its outcome.
    Ask,
    /// Wait before the next action.
    Wait,
    /// Return to the caller.
    End(End),
}

impl Action {
    /// The action as `buying.js` knows it.
    pub const fn number(self) -> u32 {
        match self {
            Self::End(_) => 0,
            Self::Send(_) => 1,
            Self::Ask => 2,
            Self::Wait => 3,
        }
    }
}

/// The end of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum End {
    /// The order of the last answer.
    Done,
    /// The failure of the last answer. Nothing was ordered.
    Failed,
    /// The reference belongs to another purchase. Nothing was ordered.
    Conflict,
    /// The gateway refused the request, or it never left. Nothing was ordered.
    Refused,
    /// The gateway refused the request. An earlier one may have bought.
    RefusedUnproven,
    /// `baseUrl` is no gateway.
    NoGateway,
    /// The order may have been made.
    Unknown,
}

/// The protocol's state in one call.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
// Each is a fact of its own.
#[allow(clippy::struct_excessive_bools)]
pub struct PageProtocol {
    action: Action,
    /// The action after `Wait`.
    after_wait: Action,
    known_tries: u32,
    /// True if an earlier call may have used the reference.
    used_before: bool,
    /// True if the purchase was sent again, because the journal knew of more failures.
    repeated: bool,
    /// True if an answer was lost in this call.
    lost: bool,
    refused: bool,
    no_gateway: bool,
}

impl PageProtocol {
    /// The state at the start of a call.
    pub const fn new(known_tries: u32, used_before: bool) -> Self {
        Self {
            action: Action::Send(known_tries),
            after_wait: Action::Ask,
            known_tries,
            used_before,
            repeated: false,
            lost: false,
            refused: false,
            no_gateway: false,
        }
    }

    /// The action to take now.
    pub const fn action(&self) -> Action {
        self.action
    }

    /// Continues with the result of the action. Returns the next action.
    pub fn next(&mut self, event: Event) -> Action {
        self.action = match (self.action, event) {
            (_, Event::TimeIsUp) => Action::End(self.unproven()),
            (_, Event::Unsent) if self.used_before => Action::End(End::RefusedUnproven),
            (_, Event::Unsent) => Action::End(End::Refused),
            (_, Event::Waited) => self.after_wait,
            (Action::Send(_), Event::Answered(answer)) => self.after_send(answer),
            (_, Event::Answered(answer)) => self.after_ask(answer),
        };
        self.action
    }

    const fn unproven(&self) -> End {
        if self.no_gateway {
            End::NoGateway
        } else if self.refused {
            End::RefusedUnproven
        } else {
            End::Unknown
        }
    }

    const fn wait_for(&mut self, next: Action) -> Action {
        self.after_wait = next;
        Action::Wait
    }

    fn after_send(&mut self, answer: Answer) -> Action {
        match answer {
            Answer::Done => Action::End(End::Done),
            Answer::Conflict => Action::End(End::Conflict),
            Answer::Failed { tries, stored }
                if stored && tries > self.known_tries && !self.repeated && !self.lost =>
            {
                self.repeated = true;
                self.known_tries = tries;
                Action::Send(tries)
            }
            Answer::Failed { .. } | Answer::Closed => Action::End(End::Failed),
            Answer::Open | Answer::Absent => self.wait_for(Action::Ask),
            Answer::Refused { .. } if !self.used_before && !self.lost => Action::End(End::Refused),
            Answer::Refused { .. } => {
                self.refused = true;
                Action::Ask
            }
            Answer::NoGateway => {
                self.no_gateway = true;
                self.lost = true;
                Action::Ask
            }
            Answer::Lost => {
                self.lost = true;
                Action::Ask
            }
        }
    }

    fn after_ask(&mut self, answer: Answer) -> Action {
        match answer {
            Answer::Done => Action::End(End::Done),
            Answer::Conflict => Action::End(End::Conflict),
            Answer::Closed => Action::End(End::Failed),
            // A request of this call, also one that arrives late, knew of fewer failures. It cannot buy.
            Answer::Failed { tries, .. } if tries > self.known_tries => {
                Action::End(if self.refused {
                    End::Refused
                } else {
                    End::Failed
                })
            }
            // The journal does not have this try. A lost request may still arrive.
            Answer::Failed { .. } | Answer::Absent if self.refused && self.lost => {
                Action::End(End::RefusedUnproven)
            }
            Answer::Failed { .. } | Answer::Absent if self.refused => Action::End(End::Refused),
            Answer::Failed { .. } | Answer::Absent => self.wait_for(Action::Send(self.known_tries)),
            Answer::Open if self.refused => Action::End(End::RefusedUnproven),
            Answer::NoGateway if self.no_gateway => Action::End(End::NoGateway),
            Answer::Refused { is_final: true } => {
                self.refused = true;
                Action::End(End::RefusedUnproven)
            }
            Answer::Open | Answer::Refused { .. } | Answer::NoGateway | Answer::Lost => {
                self.wait_for(Action::Ask)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn run(protocol: &mut PageProtocol, answers: &[Answer]) -> Vec<Action> {
        let mut actions = vec![protocol.action()];
        for answer in answers {
            actions.push(protocol.next(Event::Answered(*answer)));
            while protocol.action() == Action::Wait {
                actions.push(protocol.next(Event::Waited));
            }
        }
        actions
    }

    fn ends(used_before: bool, answers: &[Answer]) -> Action {
        let mut protocol = PageProtocol::new(0, used_before);
        *run(&mut protocol, answers).last().unwrap()
    }

    const fn failed(tries: u32, stored: bool) -> Answer {
        Answer::Failed { tries, stored }
    }

    const REFUSED: Answer = Answer::Refused { is_final: false };

    #[test]
    fn an_answer_with_a_state_ends_the_call() {
        assert_eq!(ends(true, &[Answer::Done]), Action::End(End::Done));
        assert_eq!(ends(true, &[failed(1, false)]), Action::End(End::Failed));
        assert_eq!(ends(true, &[Answer::Closed]), Action::End(End::Failed));
        let another = [Answer::Lost, Answer::Conflict];
        assert_eq!(ends(true, &another), Action::End(End::Conflict));
        assert_eq!(ends(true, &another[1..]), Action::End(End::Conflict));
    }

    #[test]
    fn a_stored_failure_is_tried_again_once_unless_an_answer_was_lost() {
        let mut protocol = PageProtocol::new(0, true);
        let actions = run(&mut protocol, &[failed(2, true), failed(3, true)]);
        assert_eq!(
            actions,
            [Action::Send(0), Action::Send(2), Action::End(End::Failed)]
        );
        let lost = [Answer::Lost, Answer::Absent, failed(1, true)];
        assert_eq!(ends(true, &lost), Action::End(End::Failed));
        assert_eq!(
            ends(true, &[Answer::Lost, failed(1, false)]),
            Action::End(End::Failed)
        );
    }

    #[test]
    fn a_lost_request_is_sent_again_only_if_the_journal_has_none() {
        let mut protocol = PageProtocol::new(0, false);
        let answers = [Answer::Lost, Answer::Open, Answer::Absent, Answer::Done];
        assert_eq!(
            run(&mut protocol, &answers),
            [
                Action::Send(0),
                Action::Ask,
                Action::Wait,
                Action::Ask,
                Action::Wait,
                Action::Send(0),
                Action::End(End::Done)
            ]
        );
    }

    #[test]
    fn a_refusal_says_that_nothing_was_ordered_only_if_the_journal_says_so() {
        assert_eq!(ends(false, &[REFUSED]), Action::End(End::Refused));
        assert_eq!(
            ends(true, &[REFUSED, Answer::Absent]),
            Action::End(End::Refused)
        );
        assert_eq!(
            ends(true, &[REFUSED, failed(1, false)]),
            Action::End(End::Refused)
        );
        assert_eq!(ends(true, &[REFUSED, Answer::Done]), Action::End(End::Done));
        assert_eq!(
            ends(true, &[REFUSED, Answer::Open]),
            Action::End(End::RefusedUnproven)
        );
        let gone = Answer::Refused { is_final: true };
        assert_eq!(ends(true, &[gone, gone]), Action::End(End::RefusedUnproven));
        assert_eq!(ends(true, &[REFUSED, REFUSED]), Action::Ask);
    }

    #[test]
    fn a_refusal_after_a_lost_request_proves_nothing() {
        let unproven = Action::End(End::RefusedUnproven);
        let answers = [Answer::Lost, Answer::Absent, REFUSED, Answer::Absent];
        assert_eq!(ends(false, &answers), unproven);
        // A lost request knew of fewer failures, so it cannot buy any more.
        let answers = [Answer::Lost, Answer::Absent, REFUSED, failed(1, false)];
        assert_eq!(ends(false, &answers), Action::End(End::Refused));
    }

    #[test]
    fn a_failure_that_the_page_knew_of_is_not_that_of_a_lost_request() {
        let mut protocol = PageProtocol::new(1, true);
        let actions = run(
            &mut protocol,
            &[Answer::Lost, failed(1, false), Answer::Done],
        );
        assert_eq!(
            actions,
            [
                Action::Send(1),
                Action::Ask,
                Action::Wait,
                Action::Send(1),
                Action::End(End::Done)
            ]
        );
        let mut protocol = PageProtocol::new(1, true);
        run(&mut protocol, &[Answer::Lost, failed(2, false)]);
        assert_eq!(protocol.action(), Action::End(End::Failed));
    }

    #[test]
    fn an_address_without_a_gateway_is_told() {
        let answers = [Answer::NoGateway, Answer::NoGateway];
        assert_eq!(ends(false, &answers), Action::End(End::NoGateway));
        // It was there again.
        let answers = [Answer::NoGateway, Answer::Open];
        assert_eq!(ends(false, &answers), Action::Ask);
    }

    #[test]
    fn a_purchase_that_cannot_leave_ends_the_call_without_a_question() {
        // An earlier call with the reference may have bought.
        for (used_before, end) in [(false, End::Refused), (true, End::RefusedUnproven)] {
            let mut protocol = PageProtocol::new(0, used_before);
            assert_eq!(protocol.next(Event::Unsent), Action::End(end));
        }
    }

    #[test]
    fn a_call_without_time_ends() {
        for (answers, end) in [
            (&[Answer::Lost][..], End::Unknown),
            (&[Answer::Open], End::Unknown),
            (&[REFUSED], End::RefusedUnproven),
            (&[Answer::NoGateway], End::NoGateway),
        ] {
            let mut protocol = PageProtocol::new(0, true);
            run(&mut protocol, answers);
            assert_eq!(
                protocol.next(Event::TimeIsUp),
                Action::End(end),
                "{answers:?}"
            );
        }
    }
}
