//! Carries out the actions of the write protocol.

use std::future::Future;
use std::pin::Pin;

use js_sys::Date;
use wasm_bindgen::JsValue;

use super::entries::{MAX_LOST_CLAIMS, parse_entry, random_reference};
use super::lookup::{Listed, find_in_list};
use super::operation::{WriteOperation, decode_outcome};
use super::renewal_slot;
use crate::core::error::{Error, Kind};
use crate::core::journal;
use crate::core::json::JsonValue;
use crate::core::write_protocol::{
    Action, Event, JournalState, Mode, Outcome, SendResult, WriteProtocol,
};
use crate::wasm::call::Call;
use crate::wasm::deadline::Deadline;
use crate::wasm::error::CallError;
use crate::wasm::events;
use crate::wasm::history;
use crate::wasm::json::stringify;
use crate::wasm::promise::promise;

/// The first pause between two lookups. Each further pause is twice as long.
const FIRST_PAUSE_MS: f64 = 500.0;
/// The timeout of the lookups, beyond their pauses.
const LOOKUP_TIMEOUT_MS: f64 = 10_000.0;
/// The timeout for the record of an outcome. A call ends then, whatever the journal did.
const JOURNAL_TIMEOUT_MS: f64 = 5_000.0;
/// Error code of a gateway that does not know the outcome itself.
const UNKNOWN: &str = "outcome_unknown";

/// The mode that the caller asks for.
pub(crate) fn mode(args: &JsValue) -> Mode {
    if args.get("resend").as_bool() == Some(true) {
        Mode::Resend
    } else {
        Mode::Send
    }
}

/// Carries out a write, or finds out its outcome. `args` is checked. Returns `undefined` if a recovery
/// finds nothing pending.
pub(crate) async fn run(
    call: &Call,
    operation: &'static dyn WriteOperation,
    args: &JsValue,
    mode: Mode,
) -> Result<JsValue, CallError> {
    call.deadline.check()?;
    let caller_gave_reference = args.get_string("reference").is_some();
    if !caller_gave_reference {
        args.set("reference", &random_reference());
    }
    let reference = args.get_string("reference").unwrap_or_default();
    let mut write = Write {
        call,
        operation,
        args,
        subject: operation.subject(args),
        key: journal::entry_key(&call.state.config.journal_scope(), &reference),
        reference,
        caller_gave_reference,
        mode,
        entry: JsValue::UNDEFINED,
        text: JsValue::UNDEFINED,
        outcome: JsValue::UNDEFINED,
        failure: None,
        lookup_error: None,
        lost_claims: 0,
    };
    let lock = call.lock(&write.key).await;
    let _lock = lock.map_err(|failure| write.unreadable_entry(failure))?;
    let mut protocol = WriteProtocol::new(mode, write.server_deduplicates());
    let mut action = Action::Read;
    loop {
        // Boxed, so the module has one copy of the code that waits for a step.
        let step: Step<'_> = match action {
            Action::Read => Box::pin(write.read()),
            Action::Check => Box::pin(write.check()),
            Action::Claim => Box::pin(write.claim()),
            Action::Send => Box::pin(write.send()),
            Action::LookUp => Box::pin(write.reconcile()),
            Action::RecordOutcome => Box::pin(write.record_outcome()),
            Action::RemoveEntry => Box::pin(write.remove_entry()),
            Action::End(outcome) => return write.end(outcome),
        };
        action = protocol.next(step.await?);
    }
}

/// The event of an action.
type Step<'a> = Pin<Box<dyn Future<Output = Result<Event, CallError>> + 'a>>;

/// A write in progress.
struct Write<'a> {
    call: &'a Call,
    operation: &'static dyn WriteOperation,
    args: &'a JsValue,
    subject: JsValue,
    key: String,
    reference: String,
    /// True if the caller gave the reference. Other calls can have the same reference then.
    caller_gave_reference: bool,
    mode: Mode,
    /// The entry, and its text in the journal.
    entry: JsValue,
    text: JsValue,
    outcome: JsValue,
    failure: Option<CallError>,
    /// The error of the last lookup.
    lookup_error: Option<CallError>,
    /// The number of claims that other clients won.
    lost_claims: u32,
}

impl Write<'_> {
    /// Error when the journal cannot be read. If the caller gave the reference, an earlier order may
    /// exist: outcome unknown.
    fn unreadable_entry(&self, failure: CallError) -> CallError {
        if self.caller_gave_reference {
            self.unknown(failure)
        } else {
            failure
        }
    }

    /// True if the server carries out one of all requests with the same reference.
    fn server_deduplicates(&self) -> bool {
        self.call.state.config.server_deduplicates()
    }

    fn unknown(&self, failure: CallError) -> CallError {
        let mut failure = failure.earlier_outcome_unknown();
        failure.set_reference(&self.reference);
        failure
    }

    async fn read(&mut self) -> Result<Event, CallError> {
        let read = self.call.read_entry(&self.key).await;
        self.text = read.map_err(|failure| self.unreadable_entry(failure))?;
        if self.text.is_undefined() {
            return Ok(Event::EntryRead(JournalState::Absent));
        }
        self.entry = parse_entry(&self.text);
        let state = journal::state_of(&self.entry, self.operation.kind(), &self.subject);
        state.map(Event::EntryRead).ok_or_else(|| {
            let message = "the journal's entry of this reference is unreadable";
            self.unknown(Error::new(Kind::Storage, &[message]).into())
        })
    }

    async fn check(&mut self) -> Result<Event, CallError> {
        // A journal can lose entries, and PressOne does not deduplicate.
        if self.caller_gave_reference && self.text.is_undefined() && !self.server_deduplicates() {
            match find_in_list(self.call, self.operation, self.args).await {
                Ok(Listed::Outcome(outcome)) => {
                    self.outcome = outcome;
                    return Ok(Event::LookedUp(true));
                }
                Ok(Listed::Conflict) => return Ok(Event::EntryRead(JournalState::Conflict)),
                // A durable journal is proof enough without the list.
                Err(failure) if !self.call.state.journal.durable() => {
                    self.failure = Some(failure);
                    return Ok(Event::Checked(false));
                }
                Ok(Listed::Nothing) | Err(_) => self.call.deadline.check()?,
            }
        }
        self.failure = self.operation.check(self.call, self.args).await.err();
        Ok(Event::Checked(self.failure.is_none()))
    }

    async fn claim(&mut self) -> Result<Event, CallError> {
        let entry = self.pending_entry();
        let text = stringify(&entry);
        let claimed = self.call.claim_entry(&self.key, &self.text, &text).await;
        if !claimed.map_err(|failure| self.unclaimed(failure))? {
            self.lost_claims += 1;
            // Other clients do not win that often, so the storage does not work.
            if self.lost_claims == MAX_LOST_CLAIMS {
                let failure = self.call.journal_failure(JsValue::UNDEFINED);
                return Err(self.unclaimed(failure));
            }
            return Ok(Event::Claimed(false));
        }
        (self.entry, self.text) = (entry, text);
        self.emit_state("sending");
        if let Some(number) = self.operation.number(self.args)
            && let Err(failure) = renewal_slot::reserve(self.call, &number, &self.reference).await
        {
            self.remove_entry().await?;
            return Err(failure);
        }
        Ok(Event::Claimed(true))
    }

    /// The failure of a call that could not claim its entry.
    fn unclaimed(&self, failure: CallError) -> CallError {
        // An earlier request may have left.
        if journal::is_pending(&self.entry) {
            self.unknown(failure)
        } else {
            failure
        }
    }

    /// A new entry of this call.
    fn pending_entry(&self) -> JsValue {
        let mark = random_reference();
        journal::pending_entry(self.operation.kind(), &self.subject, Date::now(), &mark)
    }

    async fn send(&mut self) -> Result<Event, CallError> {
        let sent = self.call.write(&self.operation.request(self.args)).await;
        let decoded = sent.and_then(|text| {
            let outcome = decode_outcome(self.operation, &text, self.args);
            outcome.map_err(|error| CallError::from(error).outcome_unknown())
        });
        let failure = match decoded {
            Ok(outcome) => {
                outcome.set("source", &"answer".into());
                self.outcome = outcome;
                return Ok(Event::Sent(SendResult::Done));
            }
            Err(failure) => failure,
        };
        let result = match failure.as_rust().map(|error| error.kind) {
            Some(Kind::OutcomeUnknown) => SendResult::Unknown,
            // A deduplicating server checks the reference before the order.
            Some(kind) if self.server_deduplicates() && kind.is_order_rejection() => {
                SendResult::NeverExecuted
            }
            _ => SendResult::Rejected,
        };
        self.failure = Some(failure);
        Ok(Event::Sent(result))
    }

    /// Looks for the outcome until the window is over. The list can lag behind.
    async fn reconcile(&mut self) -> Result<Event, CallError> {
        let mut left = self.lookup_window();
        // Own timeout: the call's may be used up.
        let deadline = self.call.deadline.extended(left + LOOKUP_TIMEOUT_MS)?;
        let lookup = Call::new(self.call.state.clone(), deadline);
        let mut pause = FIRST_PAUSE_MS;
        loop {
            match find_in_list(&lookup, self.operation, self.args).await {
                Ok(Listed::Outcome(outcome)) => {
                    self.outcome = outcome;
                    return Ok(Event::LookedUp(true));
                }
                // Another order with the same reference is not this order.
                Ok(_) => self.lookup_error = None,
                Err(failure) => self.lookup_error = Some(failure),
            }
            if left <= 0.0 {
                return Ok(Event::LookedUp(false));
            }
            let wait = pause.min(left);
            left -= wait;
            pause *= 2.0;
            if lookup.deadline.sleep(wait).await.is_err() {
                return Ok(Event::LookedUp(false));
            }
        }
    }

    /// The time for lookups: the whole window after a lost answer, the rest of it for an older entry.
    fn lookup_window(&self) -> f64 {
        let whole = match &self.failure {
            _ if self.operation.lookup().is_none() => 0.0,
            // The gateway has searched already.
            Some(failure) if failure.has_code(UNKNOWN) && self.server_deduplicates() => 0.0,
            _ => self.call.state.config.lookup_ms,
        };
        if self.failure.is_some() {
            return whole;
        }
        let at = self.entry.get_f64("at").unwrap_or_default();
        (at + whole - Date::now()).clamp(0.0, whole)
    }

    /// Records the outcome. An outcome that the journal did not store can be looked up again.
    async fn record_outcome(&mut self) -> Result<Event, CallError> {
        if self.text.is_undefined() {
            self.entry = self.pending_entry();
        }
        journal::record_outcome(&self.entry, &self.outcome);
        let recorded = self.update_entry(&stringify(&self.entry)).await;
        self.emit_state(if recorded { "done" } else { "not_recorded" });
        if let Some(lookup) = self.operation.lookup()
            && let Ok(call) = self.detached_call(JOURNAL_TIMEOUT_MS)
        {
            let iccid = self.outcome.get_string("iccid").unwrap_or_default();
            let entry = lookup.provisional(&self.outcome);
            let at = self.entry.get_f64("at").unwrap_or_default();
            history::add(&call, &iccid, &entry, at).await;
        }
        Ok(Event::OutcomeRecorded)
    }

    async fn remove_entry(&mut self) -> Result<Event, CallError> {
        self.update_entry(&JsValue::UNDEFINED).await;
        self.emit_state("released");
        Ok(Event::EntryRemoved)
    }

    /// Changes the entry with a timeout of its own. Returns false if the journal did not store it.
    async fn update_entry(&self, text: &JsValue) -> bool {
        let Ok(call) = self.detached_call(JOURNAL_TIMEOUT_MS) else {
            return false;
        };
        let replaced = call.replace_entry(&self.key, &self.text, text).await;
        let recorded = matches!(replaced, Ok(true));
        // The slot stays reserved as long as the entry is pending.
        if recorded && let Some(number) = self.operation.number(self.args) {
            renewal_slot::release(&call, &number, &self.reference).await;
        }
        recorded
    }

    fn detached_call(&self, timeout_ms: f64) -> Result<Call, Error> {
        let deadline = Deadline::detached(timeout_ms)?;
        Ok(Call::new(self.call.state.clone(), deadline))
    }

    fn end(&mut self, outcome: Outcome) -> Result<JsValue, CallError> {
        let failure = self.failure.take();
        match outcome {
            Outcome::Done if self.outcome.is_undefined() => {
                let outcome = self.entry.get("outcome");
                outcome.set("source", &"journal".into());
                Ok(outcome)
            }
            Outcome::Done => Ok(self.outcome.clone()),
            Outcome::NothingPending => Ok(JsValue::UNDEFINED),
            Outcome::Rejected => Err(failure.unwrap_or_else(|| Error::earlier_pending().into())),
            Outcome::Conflict => {
                let message =
                    "the reference belongs to another purchase or renewal; nothing was sent";
                Err(Error::new(Kind::ReferenceReused, &[message]).into())
            }
            Outcome::Unknown => {
                self.emit_state("unknown");
                if failure.is_some() && self.call.deadline.was_aborted() {
                    self.recover_later();
                }
                let failure = failure.or(self.lookup_error.take());
                Err(self.unknown(failure.unwrap_or_else(|| Error::earlier_pending().into())))
            }
        }
    }

    /// Looks up the outcome in the background after the caller has aborted.
    fn recover_later(&self) {
        if self.mode == Mode::Recover {
            return;
        }
        let (operation, args) = (self.operation, self.args.clone());
        let call = self.detached_call(self.call.state.config.timeout_ms);
        let _ = promise(async move {
            if let Ok(call) = call {
                let _ = run(&call, operation, &args, Mode::Recover).await;
            }
            Ok(JsValue::UNDEFINED)
        });
    }

    fn emit_state(&self, state: &'static str) {
        let journal = &self.call.state.journal;
        let durability = if journal.durable() {
            "durable"
        } else {
            "memory"
        };
        let event = events::Event::Journal(state, durability);
        self.call.state.emit(self.operation.name(), event);
    }
}
