//! Carries out what `core/write_protocol.rs` decides: a write that leaves at most once for its reference.

use std::future::Future;
use std::pin::Pin;

use js_sys::Date;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::call::Call;
use super::deadline::Deadline;
use super::error::CallError;
use super::events::Event as ClientEvent;
use super::history;
use super::journal::{LockGuard, failed};
use super::json::stringify;
use super::promise::promise;
use super::renewal_slot;
use crate::core::error::{Error, Kind};
use crate::core::journal;
use crate::core::json::JsonValue;
use crate::core::request::Request;
use crate::core::schema::{Issue, decode_write};
use crate::core::write_protocol::{
    Action, Event, JournalState, Mode, Outcome, SendResult, WriteProtocol,
};
use wasm_bindgen_futures::JsFuture;

/// The first pause between two looks for a lost outcome; each further one is twice as long.
const FIRST_PAUSE_MS: f64 = 500.0;
/// What the looks themselves may take beyond their pauses.
const LOOKUP_TIMEOUT_MS: f64 = 10_000.0;
/// So often a call tries to write its entry down.
pub(super) const MAX_LOST_CLAIMS: u32 = 8;
/// So many pages are looked through at most.
const MAX_PAGES: u32 = 40;
/// What a shop's own server says that does not know the outcome either.
const UNKNOWN: &str = "outcome_unknown";
/// An outcome is told after this time, whether the journal has taken it or not.
const JOURNAL_TIMEOUT_MS: f64 = 5_000.0;

#[wasm_bindgen(module = "/src/wasm/platform.js")]
extern "C" {
    #[wasm_bindgen(js_name = randomReference)]
    pub(super) fn random_reference() -> JsValue;
}

/// A promise of what has to be true before a write may leave.
pub(crate) type Check<'a> = Pin<Box<dyn Future<Output = Result<(), CallError>> + 'a>>;

/// What a write has of its own.
pub(crate) struct Endpoint {
    /// The function's name, for events.
    pub(crate) name: &'static str,
    /// What its entries in the journal are called.
    pub(crate) kind: &'static str,
    /// What it is subject, for the journal.
    pub(crate) subject: fn(&JsValue) -> JsValue,
    pub(crate) request: fn(&JsValue) -> Request,
    pub(crate) take: fn(&JsValue, &JsValue) -> (JsValue, Vec<Issue>),
    pub(crate) check: for<'a> fn(&'a Call, &'a JsValue) -> Check<'a>,
    /// How its outcome is looked for, where the API lists it.
    pub(crate) search: Option<Search>,
    /// What no two of may be open at once, where the outcome cannot be looked for.
    pub(crate) number: Option<fn(&JsValue) -> String>,
}

/// How an outcome is looked for.
pub(crate) struct Search {
    pub(crate) request: fn(&JsValue, u32) -> Request,
    /// The answer to the write, as the list has it.
    pub(crate) find: fn(&JsValue, &JsValue) -> Option<JsValue>,
    /// Whether what was found is what was args for, under its reference.
    pub(crate) is_same: fn(&JsValue, &JsValue) -> bool,
    /// The page after this one.
    pub(crate) next: fn(&JsValue, u32) -> Option<u32>,
    /// The eSIM's history entry until the server tells of it.
    pub(crate) provisional: fn(&JsValue) -> JsValue,
}

impl Endpoint {
    /// The outcome that an answer's text holds.
    pub(crate) fn read(&self, text: &JsValue, args: &JsValue) -> Result<JsValue, Error> {
        decode_write(text, &|body| (self.take)(body, args))
    }
}

/// Carries a write out, or finds out what became of it. `args` is checked. Gives `undefined` where
/// there is nothing to find out.
pub(crate) async fn run(
    call: &Call,
    endpoint: &'static Endpoint,
    args: &JsValue,
    mode: Mode,
) -> Result<JsValue, CallError> {
    call.deadline.check()?;
    let caller_gave_reference = args.get_string("reference").is_some();
    if !caller_gave_reference {
        args.set("reference", &random_reference());
    }
    let reference = args.get_string("reference").unwrap_or_default();
    let account = call.client.config.journal_scope();
    let mut write = Write {
        call,
        endpoint,
        args,
        subject: (endpoint.subject)(args),
        key: journal::entry_key(&account, &reference),
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
    let _lock = write.lock().await?;
    let mut once = WriteProtocol::new(mode, write.server_deduplicates());
    let mut action = Action::Read;
    loop {
        // Boxed, so that the module holds one wait for all of them.
        let step: Step<'_> = match action {
            Action::Read => Box::pin(write.read()),
            Action::Check => Box::pin(write.check()),
            Action::Claim => Box::pin(write.claim()),
            Action::Send => Box::pin(write.send()),
            Action::LookUp => Box::pin(write.reconcile()),
            Action::RecordOutcome => Box::pin(write.settle()),
            Action::RemoveEntry => Box::pin(write.release()),
            Action::End(end) => return write.end(end),
        };
        action = once.next(step.await?);
    }
}

/// What comes of an action.
type Step<'a> = Pin<Box<dyn Future<Output = Result<Event, CallError>> + 'a>>;

/// One call of `run`.
struct Write<'a> {
    call: &'a Call,
    endpoint: &'static Endpoint,
    args: &'a JsValue,
    subject: JsValue,
    key: String,
    reference: String,
    /// Whether the caller gave the reference, so that others can have it too.
    caller_gave_reference: bool,
    mode: Mode,
    /// The entry, and its text as the journal has it.
    entry: JsValue,
    text: JsValue,
    outcome: JsValue,
    failure: Option<CallError>,
    /// Why the list could not be read.
    lookup_error: Option<CallError>,
    /// How often somebody else was quicker.
    lost_claims: u32,
}

/// What the server lists under a reference.
enum Listed {
    None,
    Same,
    /// Something else.
    Other,
}

impl Write<'_> {
    /// Waits for the reference's turn. Whoever has it may be sending.
    async fn lock(&self) -> Result<LockGuard, CallError> {
        let deadline = self.call.deadline.handle();
        let lock = self.call.client.journal.lock(&self.key, deadline);
        let end = JsFuture::from(lock).await;
        end.map(LockGuard::new)
            .map_err(|thrown| self.unreadable_entry(thrown))
    }

    /// The failure of a call that does not know what the journal holds: of a reference that others can
    /// have, an order may be there.
    fn unreadable_entry(&self, thrown: JsValue) -> CallError {
        let failure = failed(self.call, thrown);
        if self.caller_gave_reference {
            self.unknown(failure)
        } else {
            failure
        }
    }

    /// Whether the server makes one of all requests of a reference.
    fn server_deduplicates(&self) -> bool {
        self.call.client.config.server_deduplicates()
    }

    fn unknown(&self, failure: CallError) -> CallError {
        let mut failure = failure.earlier_unknown();
        failure.set_reference(&self.reference);
        failure
    }

    async fn read(&mut self) -> Result<Event, CallError> {
        let kept = self.call.client.journal.read(&self.key);
        let kept = self.call.deadline.race(&kept).await;
        self.text = kept.map_err(|thrown| self.unreadable_entry(thrown))?;
        if self.text.is_undefined() {
            return Ok(Event::EntryRead(JournalState::Absent));
        }
        self.entry = JsValue::parse(&self.text).unwrap_or_default();
        let found = journal::state_of(&self.entry, self.endpoint.kind, &self.subject);
        found.map(Event::EntryRead).ok_or_else(|| {
            let message = "what is kept of this reference cannot be read";
            self.unknown(Error::new(Kind::Storage, &[message]).into())
        })
    }

    async fn check(&mut self) -> Result<Event, CallError> {
        // A journal may have forgotten, or be another one than last time, and PressOne itself knows no
        // references.
        if self.caller_gave_reference && self.text.is_undefined() && !self.server_deduplicates() {
            match self.find_in_list(self.call).await {
                Ok(Listed::Same) => return Ok(Event::LookedUp(true)),
                Ok(Listed::Other) => return Ok(Event::EntryRead(JournalState::Conflict)),
                // What is durable will do.
                Err(failure) if !self.call.client.journal.durable() => {
                    self.failure = Some(failure);
                    return Ok(Event::Checked(false));
                }
                Ok(Listed::None) | Err(_) => self.call.deadline.check()?,
            }
        }
        self.failure = (self.endpoint.check)(self.call, self.args).await.err();
        Ok(Event::Checked(self.failure.is_none()))
    }

    async fn claim(&mut self) -> Result<Event, CallError> {
        let entry = self.sending();
        let text = stringify(&entry);
        let journal = &self.call.client.journal;
        let swapped = journal.swap(&self.key, &self.text, &text, true);
        let swapped = self.call.deadline.race(&swapped).await;
        if !swapped
            .map_err(|thrown| self.unclaimed(thrown))?
            .is_truthy()
        {
            self.lost_claims += 1;
            // Nobody is outrun so often: this storage takes nothing.
            if self.lost_claims == MAX_LOST_CLAIMS {
                return Err(self.unclaimed(JsValue::UNDEFINED));
            }
            return Ok(Event::Claimed(false));
        }
        (self.entry, self.text) = (entry, text);
        self.emit_state("sending");
        if let Some(number) = self.endpoint.number
            && let Err(failure) =
                renewal_slot::reserve(self.call, &number(self.args), &self.reference).await
        {
            self.release().await?;
            return Err(failure);
        }
        Ok(Event::Claimed(true))
    }

    /// The failure of a call that could not write its entry down.
    fn unclaimed(&self, thrown: JsValue) -> CallError {
        let failure = failed(self.call, thrown);
        // An earlier request may have left.
        if journal::is_pending(&self.entry) {
            self.unknown(failure)
        } else {
            failure
        }
    }

    /// An entry of this call's.
    fn sending(&self) -> JsValue {
        let mark = random_reference();
        journal::pending_entry(self.endpoint.kind, &self.subject, Date::now(), &mark)
    }

    async fn send(&mut self) -> Result<Event, CallError> {
        let sent = self.call.write(&(self.endpoint.request)(self.args)).await;
        let read = sent.and_then(|text| {
            let outcome = self.endpoint.read(&text, self.args);
            outcome.map_err(|error| CallError::from(error).outcome_unknown())
        });
        let answer = match read {
            Ok(outcome) => {
                outcome.set("source", &"answer".into());
                self.outcome = outcome;
                SendResult::Done
            }
            Err(failure) => {
                let answer = match failure.as_rust().map(|error| error.kind) {
                    Some(Kind::OutcomeUnknown) => SendResult::Unknown,
                    // Who asks and how often is looked at before what became of the reference.
                    Some(kind) if self.server_deduplicates() && kind.is_order_rejection() => {
                        SendResult::NeverExecuted
                    }
                    _ => SendResult::Rejected,
                };
                self.failure = Some(failure);
                answer
            }
        };
        Ok(Event::Sent(answer))
    }

    /// Looks for the outcome, several times, for a list can be behind.
    async fn reconcile(&mut self) -> Result<Event, CallError> {
        let mut left = self.window();
        // Its own time: that of the call may be what the answer was lost to.
        let deadline = self.call.deadline.extended(left + LOOKUP_TIMEOUT_MS)?;
        let look = Call::new(self.call.client.clone(), deadline);
        let mut pause = FIRST_PAUSE_MS;
        loop {
            match self.find_in_list(&look).await {
                Ok(Listed::Same) => return Ok(Event::LookedUp(true)),
                // Another order of the same reference is not this one.
                Ok(_) => self.lookup_error = None,
                Err(failure) => self.lookup_error = Some(failure),
            }
            if left <= 0.0 {
                return Ok(Event::LookedUp(false));
            }
            let wait = pause.min(left);
            left -= wait;
            pause *= 2.0;
            if look.deadline.sleep(wait).await.is_err() {
                return Ok(Event::LookedUp(false));
            }
        }
    }

    /// How long to look: after an answer that was just lost, the whole window; for an older entry what
    /// is left of it.
    fn window(&self) -> f64 {
        let whole = match &self.failure {
            _ if self.endpoint.search.is_none() => 0.0,
            // The shop's own server has looked for it before it said so.
            Some(failure) if failure.has_code(UNKNOWN) && self.server_deduplicates() => 0.0,
            _ => self.call.client.config.lookup_ms,
        };
        if self.failure.is_some() {
            return whole;
        }
        let at = self.entry.get_f64("at").unwrap_or_default();
        (at + whole - Date::now()).clamp(0.0, whole)
    }

    /// Looks for the outcome once.
    async fn find_in_list(&mut self, call: &Call) -> Result<Listed, CallError> {
        let Some(search) = &self.endpoint.search else {
            return Ok(Listed::None);
        };
        let mut page = 1;
        let mut before = JsValue::UNDEFINED;
        let found = loop {
            let request = (search.request)(self.args, page);
            let text = call.read_answer(&request, true).await?.get("text");
            // A server that does not look at the page's number would be args for ever.
            if text == before {
                return Ok(Listed::None);
            }
            let body = JsValue::parse_exact(&text);
            let body = body.ok_or_else(|| Error::decode("body", "is not JSON"))?;
            if let Some(found) = (search.find)(&body, self.args) {
                break found;
            }
            // The server's filter matches anywhere: others' texts may hold what is looked for.
            match (search.next)(&body, page) {
                None => return Ok(Listed::None),
                Some(next) if next > MAX_PAGES => {
                    let problem = "has too many pages to look through";
                    return Err(Error::decode("body", problem).into());
                }
                Some(next) => page = next,
            }
            before = text;
        };
        if !(search.is_same)(&found.get("data"), self.args) {
            return Ok(Listed::Other);
        }
        self.outcome = self.endpoint.read(&stringify(&found), self.args)?;
        self.outcome.set("source", &"list".into());
        Ok(Listed::Same)
    }

    /// Writes the outcome down. Where the journal does not take it, it can be looked for again.
    async fn settle(&mut self) -> Result<Event, CallError> {
        if self.text.is_undefined() {
            self.entry = self.sending();
        }
        journal::record_outcome(&self.entry, &self.outcome);
        let noted = self.update_entry(&stringify(&self.entry)).await;
        self.emit_state(if noted { "done" } else { "not_recorded" });
        if let Some(search) = &self.endpoint.search
            && let Ok(deadline) = Deadline::detached(JOURNAL_TIMEOUT_MS)
        {
            let call = Call::new(self.call.client.clone(), deadline);
            let iccid = self.outcome.get_string("iccid").unwrap_or_default();
            let entry = (search.provisional)(&self.outcome);
            let at = self.entry.get_f64("at").unwrap_or_default();
            history::add(&call, &iccid, &entry, at).await;
        }
        Ok(Event::OutcomeRecorded)
    }

    async fn release(&mut self) -> Result<Event, CallError> {
        self.update_entry(&JsValue::UNDEFINED).await;
        self.emit_state("released");
        Ok(Event::EntryRemoved)
    }

    /// Changes the entry, whatever time the call has left.
    async fn update_entry(&self, text: &JsValue) -> bool {
        let Ok(deadline) = Deadline::detached(JOURNAL_TIMEOUT_MS) else {
            return false;
        };
        let noted = self
            .call
            .client
            .journal
            .swap(&self.key, &self.text, text, false);
        let noted = deadline.race(&noted).await;
        let noted = noted.is_ok_and(|noted| noted.is_truthy());
        // As long as the journal says that it is open, it is.
        if noted && let Some(number) = self.endpoint.number {
            renewal_slot::release(self.call, &deadline, &number(self.args), &self.reference).await;
        }
        noted
    }

    fn end(&mut self, end: Outcome) -> Result<JsValue, CallError> {
        let failure = self.failure.take();
        match end {
            Outcome::Done if self.outcome.is_undefined() => {
                let outcome = self.entry.get("outcome");
                outcome.set("source", &"journal".into());
                Ok(outcome)
            }
            Outcome::Done => Ok(self.outcome.clone()),
            Outcome::NothingPending => Ok(JsValue::UNDEFINED),
            Outcome::Rejected => Err(failure.unwrap_or_else(|| Error::earlier_pending().into())),
            Outcome::Conflict => {
                let message = "the reference belongs to something else; nothing was sent";
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

    /// The caller waits no longer, and the outcome is looked for nevertheless.
    fn recover_later(&self) {
        let (endpoint, args) = (self.endpoint, self.args.clone());
        let client = self.call.client.clone();
        if self.mode == Mode::Recover {
            return;
        }
        let _ = promise(async move {
            if let Ok(deadline) = Deadline::detached(client.config.timeout_ms) {
                let call = Call::new(client, deadline);
                let _ = run(&call, endpoint, &args, Mode::Recover).await;
            }
            Ok(JsValue::UNDEFINED)
        });
    }

    fn emit_state(&self, state: &'static str) {
        let durable = self.call.client.journal.durable();
        let kept = if durable { "durable" } else { "memory" };
        self.call
            .client
            .emit(self.endpoint.name, ClientEvent::Journal(state, kept));
    }
}
