//! Carries out what `core/write_protocol.rs` decides: a write that leaves at most once for its reference.

use std::future::Future;
use std::pin::Pin;

use js_sys::Date;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use super::call::Call;
use super::entries::Value;
use super::error::Failure;
use super::history;
use super::journal::{Turn, failed};
use super::json::stringify;
use super::limit::Limit;
use super::place;
use super::work::{Wait, promise};
use crate::core::error::{Error, Kind};
use crate::core::journal;
use crate::core::json::JsonValue;
use crate::core::request::Request;
use crate::core::schema::{Issue, decode_write};
use crate::core::write_protocol::{
    Action, Event, JournalState, Mode, Outcome, SendResult, WriteProtocol,
};

/// The first pause between two looks for a lost outcome; each further one is twice as long.
const FIRST_PAUSE_MS: f64 = 500.0;
/// What the looks themselves may take beyond their pauses.
const LOOKS_MS: f64 = 10_000.0;
/// So often a call tries to write its entry down.
pub(super) const MOST_LATE: u32 = 8;
/// So many pages are looked through at most.
const MOST_PAGES: u32 = 40;
/// What a shop's own server says that does not know the outcome either.
const UNKNOWN: &str = "outcome_unknown";
/// An outcome is told after this time, whether the journal has taken it or not.
const NOTE_MS: f64 = 5_000.0;

#[wasm_bindgen(module = "/src/wasm/platform.js")]
extern "C" {
    #[wasm_bindgen(js_name = randomReference)]
    pub(super) fn random_reference() -> JsValue;
}

/// A promise of what has to be true before a write may leave.
pub(crate) type Check<'a> = Pin<Box<dyn Future<Output = Result<(), Failure>> + 'a>>;

/// What a write has of its own.
pub(crate) struct Endpoint {
    /// The function's name, for events.
    pub(crate) name: &'static str,
    /// What its entries in the journal are called.
    pub(crate) kind: &'static str,
    /// What it is about, for the journal.
    pub(crate) about: fn(&JsValue) -> JsValue,
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
    /// Whether what was found is what was asked for, under its reference.
    pub(crate) is_same: fn(&JsValue, &JsValue) -> bool,
    /// The page after this one.
    pub(crate) next: fn(&JsValue, u32) -> Option<u32>,
    /// The eSIM's history entry until the server tells of it.
    pub(crate) provisional: fn(&JsValue) -> JsValue,
}

impl Endpoint {
    /// The outcome that an answer's text holds.
    pub(crate) fn read(&self, text: &JsValue, asked: &JsValue) -> Result<JsValue, Error> {
        decode_write(text, &|body| (self.take)(body, asked))
    }
}

/// Carries a write out, or finds out what became of it. `asked` is checked. Gives `undefined` where
/// there is nothing to find out.
pub(crate) async fn carry_out(
    call: &Call,
    endpoint: &'static Endpoint,
    asked: &JsValue,
    mode: Mode,
) -> Result<JsValue, Failure> {
    call.limit.check()?;
    let named = asked.get_string("reference").is_some();
    if !named {
        asked.set("reference", &random_reference());
    }
    let reference = asked.get_string("reference").unwrap_or_default();
    let account = call.client.config.journal_scope();
    let mut write = Write {
        call,
        endpoint,
        asked,
        about: (endpoint.about)(asked),
        key: journal::entry_key(&account, &reference),
        reference,
        named,
        mode,
        entry: JsValue::UNDEFINED,
        text: JsValue::UNDEFINED,
        outcome: JsValue::UNDEFINED,
        failure: None,
        unlisted: None,
        late: 0,
    };
    let _turn = write.turn().await?;
    let mut once = WriteProtocol::new(mode, write.knows_references());
    let mut action = Action::Read;
    loop {
        // Boxed, so that the module holds one wait for all of them.
        let step: Step<'_> = match action {
            Action::Read => Box::pin(write.read()),
            Action::Check => Box::pin(write.check()),
            Action::Claim => Box::pin(write.claim()),
            Action::Send => Box::pin(write.send()),
            Action::LookUp => Box::pin(write.look_up()),
            Action::RecordOutcome => Box::pin(write.settle()),
            Action::RemoveEntry => Box::pin(write.release()),
            Action::End(end) => return write.end(end),
        };
        action = once.next(step.await?);
    }
}

/// What comes of an action.
type Step<'a> = Pin<Box<dyn Future<Output = Result<Event, Failure>> + 'a>>;

/// One call of `carry_out`.
struct Write<'a> {
    call: &'a Call,
    endpoint: &'static Endpoint,
    asked: &'a JsValue,
    about: JsValue,
    key: String,
    reference: String,
    /// Whether the caller gave the reference, so that others can have it too.
    named: bool,
    mode: Mode,
    /// The entry, and its text as the journal has it.
    entry: JsValue,
    text: JsValue,
    outcome: JsValue,
    failure: Option<Failure>,
    /// Why the list could not be read.
    unlisted: Option<Failure>,
    /// How often somebody else was quicker.
    late: u32,
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
    async fn turn(&self) -> Result<Turn, Failure> {
        let limit = self.call.limit.handle();
        let turn = self.call.client.journal.turn(&self.key, limit);
        let end = Wait::new(turn).await;
        end.map(Turn::new).map_err(|thrown| self.unread(thrown))
    }

    /// The failure of a call that does not know what the journal holds: of a reference that others can
    /// have, an order may be there.
    fn unread(&self, thrown: JsValue) -> Failure {
        let failure = failed(self.call, thrown);
        if self.named {
            self.unknown(failure)
        } else {
            failure
        }
    }

    /// Whether the server makes one of all requests of a reference.
    fn knows_references(&self) -> bool {
        self.call.client.config.server_deduplicates()
    }

    fn unknown(&self, failure: Failure) -> Failure {
        let mut failure = failure.earlier_unknown();
        failure.refer(&self.reference);
        failure
    }

    async fn read(&mut self) -> Result<Event, Failure> {
        let kept = self.call.client.journal.read(&self.key);
        let kept = self.call.limit.wait(&kept).await;
        self.text = kept.map_err(|thrown| self.unread(thrown))?;
        if self.text.is_undefined() {
            return Ok(Event::EntryRead(JournalState::Absent));
        }
        self.entry = JsValue::parse(&self.text).unwrap_or_default();
        let found = journal::state_of(&self.entry, self.endpoint.kind, &self.about);
        found.map(Event::EntryRead).ok_or_else(|| {
            let message = "what is kept of this reference cannot be read";
            self.unknown(Error::new(Kind::Storage, &[message]).into())
        })
    }

    async fn check(&mut self) -> Result<Event, Failure> {
        // A journal may have forgotten, or be another one than last time, and PressOne itself knows no
        // references.
        if self.named && self.text.is_undefined() && !self.knows_references() {
            match self.look(self.call).await {
                Ok(Listed::Same) => return Ok(Event::LookedUp(true)),
                Ok(Listed::Other) => return Ok(Event::EntryRead(JournalState::Conflict)),
                // What is durable will do.
                Err(failure) if !self.call.client.journal.durable() => {
                    self.failure = Some(failure);
                    return Ok(Event::Checked(false));
                }
                Ok(Listed::None) | Err(_) => self.call.limit.check()?,
            }
        }
        self.failure = (self.endpoint.check)(self.call, self.asked).await.err();
        Ok(Event::Checked(self.failure.is_none()))
    }

    async fn claim(&mut self) -> Result<Event, Failure> {
        let entry = self.sending();
        let text = stringify(&entry);
        let journal = &self.call.client.journal;
        let swapped = journal.swap(&self.key, &self.text, &text, true);
        let swapped = self.call.limit.wait(&swapped).await;
        if !swapped
            .map_err(|thrown| self.unclaimed(thrown))?
            .is_truthy()
        {
            self.late += 1;
            // Nobody is outrun so often: this storage takes nothing.
            if self.late == MOST_LATE {
                return Err(self.unclaimed(JsValue::UNDEFINED));
            }
            return Ok(Event::Claimed(false));
        }
        (self.entry, self.text) = (entry, text);
        self.tell("sending");
        if let Some(number) = self.endpoint.number
            && let Err(failure) = place::take(self.call, &number(self.asked), &self.reference).await
        {
            self.release().await?;
            return Err(failure);
        }
        Ok(Event::Claimed(true))
    }

    /// The failure of a call that could not write its entry down.
    fn unclaimed(&self, thrown: JsValue) -> Failure {
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
        journal::pending_entry(self.endpoint.kind, &self.about, Date::now(), &mark)
    }

    async fn send(&mut self) -> Result<Event, Failure> {
        let sent = self.call.write(&(self.endpoint.request)(self.asked)).await;
        let read = sent.and_then(|text| {
            let outcome = self.endpoint.read(&text, self.asked);
            outcome.map_err(|error| Failure::from(error).outcome_unknown())
        });
        let answer = match read {
            Ok(outcome) => {
                outcome.set("source", &"answer".into());
                self.outcome = outcome;
                SendResult::Done
            }
            Err(failure) => {
                let answer = match failure.own().map(|error| error.kind) {
                    Some(Kind::OutcomeUnknown) => SendResult::Unknown,
                    // Who asks and how often is looked at before what became of the reference.
                    Some(kind) if self.knows_references() && kind.is_order_rejection() => {
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
    async fn look_up(&mut self) -> Result<Event, Failure> {
        let mut left = self.window();
        // Its own time: that of the call may be what the answer was lost to.
        let limit = self.call.limit.again(left + LOOKS_MS)?;
        let look = Call::new(self.call.client.clone(), limit);
        let mut pause = FIRST_PAUSE_MS;
        loop {
            match self.look(&look).await {
                Ok(Listed::Same) => return Ok(Event::LookedUp(true)),
                // Another order of the same reference is not this one.
                Ok(_) => self.unlisted = None,
                Err(failure) => self.unlisted = Some(failure),
            }
            if left <= 0.0 {
                return Ok(Event::LookedUp(false));
            }
            let wait = pause.min(left);
            left -= wait;
            pause *= 2.0;
            if look.limit.pause(wait).await.is_err() {
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
            Some(failure) if failure.says(UNKNOWN) && self.knows_references() => 0.0,
            _ => self.call.client.config.lookup_ms,
        };
        if self.failure.is_some() {
            return whole;
        }
        let at = self.entry.get_f64("at").unwrap_or_default();
        (at + whole - Date::now()).clamp(0.0, whole)
    }

    /// Looks for the outcome once.
    async fn look(&mut self, call: &Call) -> Result<Listed, Failure> {
        let Some(search) = &self.endpoint.search else {
            return Ok(Listed::None);
        };
        let mut page = 1;
        let mut before = JsValue::UNDEFINED;
        let found = loop {
            let request = (search.request)(self.asked, page);
            let text = call.read_answer(&request, true).await?.get("text");
            // A server that does not look at the page's number would be asked for ever.
            if text == before {
                return Ok(Listed::None);
            }
            let body = JsValue::parse_exact(&text);
            let body = body.ok_or_else(|| Error::decode("body", "is not JSON"))?;
            if let Some(found) = (search.find)(&body, self.asked) {
                break found;
            }
            // The server's filter matches anywhere: others' texts may hold what is looked for.
            match (search.next)(&body, page) {
                None => return Ok(Listed::None),
                Some(next) if next > MOST_PAGES => {
                    let problem = "has too many pages to look through";
                    return Err(Error::decode("body", problem).into());
                }
                Some(next) => page = next,
            }
            before = text;
        };
        if !(search.is_same)(&found.get("data"), self.asked) {
            return Ok(Listed::Other);
        }
        self.outcome = self.endpoint.read(&stringify(&found), self.asked)?;
        self.outcome.set("source", &"list".into());
        Ok(Listed::Same)
    }

    /// Writes the outcome down. Where the journal does not take it, it can be looked for again.
    async fn settle(&mut self) -> Result<Event, Failure> {
        if self.text.is_undefined() {
            self.entry = self.sending();
        }
        journal::record_outcome(&self.entry, &self.outcome);
        let noted = self.note(&stringify(&self.entry)).await;
        self.tell(if noted { "done" } else { "not_recorded" });
        if let Some(search) = &self.endpoint.search
            && let Ok(limit) = Limit::own(NOTE_MS)
        {
            let call = Call::new(self.call.client.clone(), limit);
            let iccid = self.outcome.get_string("iccid").unwrap_or_default();
            let entry = (search.provisional)(&self.outcome);
            let at = self.entry.get_f64("at").unwrap_or_default();
            history::add(&call, &iccid, &entry, at).await;
        }
        Ok(Event::OutcomeRecorded)
    }

    async fn release(&mut self) -> Result<Event, Failure> {
        self.note(&JsValue::UNDEFINED).await;
        self.tell("released");
        Ok(Event::EntryRemoved)
    }

    /// Changes the entry, whatever time the call has left.
    async fn note(&self, text: &JsValue) -> bool {
        let Ok(limit) = Limit::own(NOTE_MS) else {
            return false;
        };
        let noted = self
            .call
            .client
            .journal
            .swap(&self.key, &self.text, text, false);
        let noted = limit.wait(&noted).await;
        let noted = noted.is_ok_and(|noted| noted.is_truthy());
        // As long as the journal says that it is open, it is.
        if noted && let Some(number) = self.endpoint.number {
            place::leave(self.call, &limit, &number(self.asked), &self.reference).await;
        }
        noted
    }

    fn end(&mut self, end: Outcome) -> Result<JsValue, Failure> {
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
                self.tell("unknown");
                if failure.is_some() && self.call.limit.was_aborted() {
                    self.recover_later();
                }
                let failure = failure.or(self.unlisted.take());
                Err(self.unknown(failure.unwrap_or_else(|| Error::earlier_pending().into())))
            }
        }
    }

    /// The caller waits no longer, and the outcome is looked for nevertheless.
    fn recover_later(&self) {
        let (endpoint, asked) = (self.endpoint, self.asked.clone());
        let client = self.call.client.clone();
        if self.mode == Mode::Recover {
            return;
        }
        let _ = promise(async move {
            if let Ok(limit) = Limit::own(client.config.timeout_ms) {
                let call = Call::new(client, limit);
                let _ = carry_out(&call, endpoint, &asked, Mode::Recover).await;
            }
            Ok(JsValue::UNDEFINED)
        });
    }

    fn tell(&self, state: &'static str) {
        let durable = self.call.client.journal.durable();
        let kept = if durable { "durable" } else { "memory" };
        let more = [("state", Value::Text(state)), ("kept", Value::Text(kept))];
        self.call.emit("journal", self.endpoint.name, &more);
    }
}
