//! Carries out the actions of the protocol.

use std::future::Future;
use std::pin::Pin;

use js_sys::Date;
use wasm_bindgen::JsValue;

use super::entry_file::EntryFile;
use super::identity::Identity;
use super::lookup::{Search, search};
use super::number;
use super::operation::{PurchaseOperation, decode_outcome};
use crate::core::error::{Error, Kind};
use crate::core::journal::{self, Claim};
use crate::core::json::JsonValue;
use crate::core::order_description::OrderDescription;
use crate::core::purchase_failure;
use crate::core::purchase_protocol::{
    Action, Checked, End, EntryState, Event, Look, PurchaseProtocol, Purpose, Sent, Setup, Stored,
};
use crate::core::schema::decode_write;
use crate::wasm::call::Call;
use crate::wasm::config::random_text;
use crate::wasm::deadline::Deadline;
use crate::wasm::error::CallError;
use crate::wasm::events;
use crate::wasm::history;
use crate::wasm::store::{LockGuard, Store};

/// The first pause between two looks for an order. Each further pause is twice as long.
const FIRST_PAUSE_MS: f64 = 500.0;
/// The longest wait for another call with the same reference or number.
const LOCK_WAIT_MS: f64 = 10_000.0;
/// The longest time between a claim and its request.
const CLAIM_LIFETIME_MS: f64 = 10_000.0;

/// Buys, at most once. `args` are checked.
pub(crate) async fn buy(
    call: &Call,
    operation: &'static dyn PurchaseOperation,
    args: &JsValue,
) -> Result<JsValue, CallError> {
    call.deadline.check()?;
    let known_tries = args
        .get_string("tries")
        .and_then(|tries| tries.parse().ok());
    let caller_gave_reference = args.get_string("reference").is_some();
    if !caller_gave_reference {
        args.set("reference", &random_text().into());
    }
    let identity = Identity::of(call, args);
    let about = operation.about(args);
    let mut purchase = Purchase::new(call, operation, identity, about)?;
    purchase.args = args.clone();
    purchase.may_be_forgotten = caller_gave_reference && purchase.store.forgets();
    let end = purchase.run(Purpose::Buy, known_tries).await;
    purchase.result(end)
}

/// The arguments of a purchase, as its entry has them.
fn args_of(about: &JsValue, reference: &str) -> JsValue {
    let args = about.snapshot().unwrap_or_else(JsValue::object);
    args.set("reference", &reference.into());
    args
}

/// The event of an action.
type Step<'a> = Pin<Box<dyn Future<Output = Event> + 'a>>;

/// One call about a purchase.
pub(super) struct Purchase<'a> {
    call: &'a Call,
    store: &'a Store,
    operation: &'static dyn PurchaseOperation,
    identity: Identity,
    about: JsValue,
    content: String,
    args: JsValue,
    /// True if the store may have forgotten an order of this reference.
    pub(super) may_be_forgotten: bool,
    file: EntryFile<'a>,
    /// The text before the claim of this call.
    before_claim: JsValue,
    claimed_at: f64,
    /// What the voice product says of the number before the renewal.
    before: JsValue,
    pub(super) outcome: JsValue,
    /// Further orders of the same reference.
    duplicates: Vec<JsValue>,
    pub(super) failure: Option<CallError>,
    /// The failure that a person found out.
    pub(super) verdict: Option<CallError>,
    /// The reference of the renewal that has the number.
    holder: Option<String>,
    /// The outcome of the last look: true if the list shows an order that failed or was refunded; `None`
    /// if it could not be read.
    pub(super) listed: Option<bool>,
    lock: Option<LockGuard>,
}

impl<'a> Purchase<'a> {
    pub(super) fn new(
        call: &'a Call,
        operation: &'static dyn PurchaseOperation,
        identity: Identity,
        about: JsValue,
    ) -> Result<Self, Error> {
        let store = call.state.store()?;
        Ok(Self {
            call,
            store,
            operation,
            content: journal::content_of(operation.kind(), &about),
            args: args_of(&about, &identity.reference),
            about,
            may_be_forgotten: false,
            file: EntryFile::new(store, identity.key()),
            identity,
            before_claim: JsValue::UNDEFINED,
            claimed_at: 0.0,
            before: JsValue::NULL,
            outcome: JsValue::UNDEFINED,
            duplicates: Vec::new(),
            failure: None,
            verdict: None,
            holder: None,
            listed: None,
            lock: None,
        })
    }

    /// Runs the protocol to its end.
    pub(super) async fn run(&mut self, purpose: Purpose, known_tries: Option<u32>) -> End {
        let judges = self
            .call
            .state
            .config
            .options
            .get("judgeRenewal")
            .is_function();
        let mut protocol = PurchaseProtocol::new(Setup {
            purpose,
            known_tries,
            can_look_up: self.operation.lookup().is_some() || judges,
            store_forgets: self.may_be_forgotten,
            reserves_number: self.operation.number(&self.about).is_some(),
        });
        let mut action = protocol.action();
        loop {
            // Boxed, so the module has one copy of the code that waits for a step.
            let step: Step<'_> = match action {
                Action::Read => Box::pin(self.read(purpose)),
                Action::Lock => Box::pin(self.wait_for_lock(purpose)),
                Action::AddOwner => Box::pin(self.add_owner()),
                Action::Claim => Box::pin(self.claim()),
                Action::Reserve => Box::pin(self.reserve()),
                Action::Check => Box::pin(self.check()),
                Action::Open => Box::pin(self.open()),
                Action::Send => Box::pin(self.send()),
                Action::LookUp => Box::pin(self.look_up(purpose)),
                Action::RecordOrder => Box::pin(self.record_order()),
                Action::RecordFailure => Box::pin(self.record_failure()),
                Action::RecordClosed => Box::pin(self.record_closed()),
                Action::RecordLook => Box::pin(self.record_look()),
                Action::TakeBack => Box::pin(self.take_back(purpose)),
                Action::End(end) => return end,
            };
            action = protocol.next(step.await);
        }
    }

    /// The operation.
    pub(super) fn operation(&self) -> &'static dyn PurchaseOperation {
        self.operation
    }

    /// The arguments.
    pub(super) fn args(&self) -> &JsValue {
        &self.args
    }

    /// The reference.
    pub(super) fn reference(&self) -> &str {
        &self.identity.reference
    }

    /// The entry that this call knows.
    pub(super) fn entry(&self) -> JsValue {
        self.file.entry()
    }

    async fn read(&mut self, purpose: Purpose) -> Event {
        if let Err(failure) = self.file.read().await {
            self.failure.get_or_insert(failure);
            return Event::ReadFailed;
        }
        if self.file.is_absent() {
            return Event::EntryRead(journal::ABSENT);
        }
        let entry = self.entry();
        let content = match purpose {
            Purpose::Buy => &*self.content,
            _ => "",
        };
        let Some(mut view) = journal::view(&entry, content, "", Date::now()) else {
            let message = "the journal's entry of this reference is unreadable";
            self.failure = Some(Error::new(Kind::Storage, &[message]).into());
            return Event::ReadFailed;
        };
        view.owned = self.identity.owns(&entry);
        Event::EntryRead(view)
    }

    async fn wait_for_lock(&mut self, purpose: Purpose) -> Event {
        let name = match self.operation.number(&self.about) {
            Some(number) => journal::number_key(&number),
            None => self.identity.key(),
        };
        let wait_ms = match purpose {
            Purpose::Recover => 0.0,
            _ => LOCK_WAIT_MS.min(self.call.deadline.remaining_ms()).max(0.0),
        };
        match self.store.lock(&name, wait_ms).await {
            Ok(Some(lock)) => {
                self.lock = Some(lock);
                Event::Locked
            }
            Ok(None) => Event::LockBusy,
            Err(thrown) => {
                let message = "the store failed; this call sent nothing";
                self.failure = Some(CallError::from_thrown(Kind::Storage, message, thrown));
                Event::ReadFailed
            }
        }
    }

    async fn add_owner(&mut self) -> Event {
        let entry = self.entry();
        let created_at = entry.get_f64("created_at").unwrap_or_default();
        let indexed = self.index_shopper(created_at).await;
        if !indexed {
            return Event::Stored(Stored::Unconfirmed);
        }
        journal::add_owner(&entry, self.identity.shopper());
        entry.set("mark", &random_text().into());
        Event::Stored(self.file.write(&entry).await)
    }

    /// Writes the entry into the shopper's index. Returns false if the store failed.
    async fn index_shopper(&self, created_at: f64) -> bool {
        let shopper = self.identity.shopper();
        if shopper.is_empty() {
            return true;
        }
        let key = journal::shopper_key(shopper, created_at, &self.identity.digest);
        self.store.put(&key, "1", None).await.is_ok()
    }

    async fn claim(&mut self) -> Event {
        let previous = self.entry();
        let config = &self.call.state.config;
        let now = Date::now();
        let entry = journal::claim(
            &previous,
            &Claim {
                kind: self.operation.kind(),
                reference: &self.identity.reference,
                partition: &config.partition,
                about: &self.about,
                shopper: self.identity.shopper(),
                mark: &random_text(),
                now,
                longest_call_ms: config.longest_call_ms(self.call.deadline.remaining_ms().max(0.0)),
            },
        );
        // A claim that this call takes over from itself is not what was there before. The index comes
        // after this: if it fails, the claim is taken back.
        if self.claimed_at == 0.0 {
            self.before_claim = self.file.text().clone();
        }
        let created_at = entry.get_f64("created_at").unwrap_or(now);
        // Each claim has a key of its own: a late removal of an earlier one does nothing to it.
        let open_key = journal::open_key(now, &self.identity.digest);
        let indexed = self.store.put(&open_key, "1", None).await.is_ok()
            && self.index_shopper(created_at).await;
        if !indexed {
            return Event::Stored(Stored::Unconfirmed);
        }
        let stored = self.file.write(&entry).await;
        if stored == Stored::Yes {
            self.claimed_at = now;
            if !self.store_returns_its_text().await {
                return Event::Stored(Stored::Unconfirmed);
            }
        } else {
            self.claimed_at = 0.0;
        }
        Event::Stored(stored)
    }

    /// True if the store returns what it was given. The first claim of a client proves it.
    async fn store_returns_its_text(&self) -> bool {
        if self.call.state.store_proven.get() {
            return true;
        }
        let proven = match self.store.get(&self.identity.key()).await {
            Ok(text) => text == *self.file.text(),
            Err(_) => false,
        };
        self.call.state.store_proven.set(proven);
        proven
    }

    async fn reserve(&mut self) -> Event {
        let number = self.operation.number(&self.about).unwrap_or_default();
        let (event, holder) = number::reserve(self.store, &number, &self.identity.digest).await;
        self.holder = holder;
        event
    }

    async fn check(&mut self) -> Event {
        // A person may have been wrong about an earlier request.
        let may_have_order = self.may_be_forgotten || journal::is_settled_by_person(&self.entry());
        if may_have_order && self.operation.lookup().is_some() {
            match self.search(self.call, &self.content).await {
                Ok(found) if found.other_content => return Event::Checked(Checked::Conflict),
                Ok(found) if !found.orders.is_empty() => {
                    self.take_orders(found);
                    return Event::Checked(Checked::Found);
                }
                // An order of this reference was refunded. Only a person can say what that means.
                Ok(found) if found.not_bought => return Event::Checked(Checked::Unknown),
                Ok(_) => {}
                Err(failure) => {
                    self.failure = Some(failure);
                    return Event::Checked(Checked::Unknown);
                }
            }
        }
        match self.operation.check(self.call, &self.args).await {
            Ok(before) => {
                self.before = before;
                Event::Checked(Checked::Passed)
            }
            Err(failure) => {
                self.failure = Some(failure);
                Event::Checked(Checked::Refused)
            }
        }
    }

    /// True if too much time has passed since the claim. A suspended process wakes up here.
    fn claim_expired(&self) -> bool {
        let age = Date::now() - self.claimed_at;
        !(0.0..CLAIM_LIFETIME_MS).contains(&age)
    }

    async fn open(&mut self) -> Event {
        if self.claim_expired() {
            return Event::ClaimExpired;
        }
        let entry = self.entry();
        journal::open(&entry, &self.before, Date::now(), &random_text());
        let stored = self.file.write(&entry).await;
        match stored {
            Stored::Yes => self.emit("open"),
            // Another call took the claim over.
            Stored::Changed => self.claimed_at = 0.0,
            Stored::Unconfirmed => {}
        }
        Event::Stored(stored)
    }

    async fn send(&mut self) -> Event {
        let names = OrderDescription {
            digest: &self.identity.digest,
            content: &self.content,
            shopper: self.identity.shopper(),
            reference: &self.identity.reference,
            text: &self.args.get_string("description").unwrap_or_default(),
        };
        let request = self.operation.request(&self.args, &names);
        let token = match self.call.token_of(&request).await {
            Ok(token) => token,
            Err(failure) => {
                self.failure = Some(failure);
                return Event::Sent(Sent::Refused);
            }
        };
        if let Err(ended) = self.call.deadline.check() {
            self.failure = Some(ended);
            return Event::Sent(Sent::Refused);
        }
        if self.claim_expired() {
            return Event::Sent(Sent::TooLate);
        }
        let sent = self.call.write(&request, token.as_deref()).await;
        let decoded = sent.and_then(|answer| {
            let decode = |body: &JsValue| self.operation.decode(body, &self.args);
            let outcome = decode_write(&answer.get("text"), &decode);
            outcome.map_err(|error| CallError::from(error).outcome_unknown())
        });
        match decoded {
            Ok(outcome) => {
                outcome.set("source", &"answer".into());
                self.outcome = outcome;
                Event::Sent(Sent::Done)
            }
            Err(failure) => {
                let lost = failure.has_kind(Kind::OutcomeUnknown);
                self.failure = Some(failure);
                Event::Sent(if lost { Sent::Lost } else { Sent::Refused })
            }
        }
    }

    /// A call with a deadline of its own, because that of the caller may be over.
    fn detached(&self, timeout_ms: f64) -> Result<Call, Error> {
        let deadline = Deadline::detached(timeout_ms)?;
        Ok(Call::new(self.call.state.clone(), deadline))
    }

    async fn search(&self, call: &Call, content: &str) -> Result<Search, CallError> {
        let names = (&*self.identity.digest, content);
        search(call, self.operation, names, &self.args).await
    }

    fn take_orders(&mut self, found: Search) {
        self.content.clone_from(&found.content);
        let mut orders = found.orders.into_iter();
        self.outcome = orders.next().unwrap_or_default();
        self.duplicates = orders.collect();
    }

    async fn look_up(&mut self, purpose: Purpose) -> Event {
        let look = if self.operation.lookup().is_some() {
            self.look_in_list(purpose).await
        } else {
            self.judge().await
        };
        Event::LookedUp(look)
    }

    /// Looks for the order until the time for lookups is over. The list can lag behind.
    async fn look_in_list(&mut self, purpose: Purpose) -> Look {
        let config = &self.call.state.config;
        // After a lost answer the order may show soon. An older one shows at once, or not soon.
        let mut left = match purpose {
            Purpose::Buy if self.claimed_at > 0.0 => config.lookup_ms,
            _ => 0.0,
        };
        let Ok(call) = self.detached(left + config.lookup_timeout_ms) else {
            return Look::Unread;
        };
        // A reference is closed whatever it bought.
        let content = match purpose {
            Purpose::Close => String::new(),
            _ => self.content.clone(),
        };
        let mut pause = FIRST_PAUSE_MS;
        loop {
            self.listed = None;
            match self.search(&call, &content).await {
                Ok(found) if !found.orders.is_empty() => {
                    self.take_orders(found);
                    return Look::Found;
                }
                Ok(found) => self.listed = Some(found.not_bought),
                Err(failure) => {
                    self.failure.get_or_insert(failure);
                }
            }
            let aborted = purpose == Purpose::Buy && self.call.deadline.was_aborted();
            if left <= 0.0 || aborted {
                break;
            }
            let wait = pause.min(left);
            left -= wait;
            pause *= 2.0;
            if call.deadline.sleep(wait).await.is_err() {
                break;
            }
        }
        if self.listed.is_some() {
            Look::Absent
        } else {
            Look::Unread
        }
    }

    /// Asks the shop's `judgeRenewal` what became of a renewal.
    async fn judge(&mut self) -> Look {
        let judge = self.call.state.config.options.get("judgeRenewal");
        let Ok(call) = self.detached(self.call.state.config.lookup_timeout_ms) else {
            return Look::Unread;
        };
        let Some(after) = self.state_of_number(&call).await else {
            return Look::Unread;
        };
        let states = JsValue::object();
        states.set("before", &self.entry().get("before"));
        states.set("after", &after);
        match call.deadline.call_back(&judge, &states).await {
            Ok(answer) if answer.as_string().as_deref() == Some("done") => {
                let body = JsValue::object();
                body.set("success", &JsValue::TRUE);
                let text = crate::wasm::json::stringify(&body);
                match decode_outcome(self.operation, &text, &self.args) {
                    Ok(outcome) => {
                        outcome.set("source", &"list".into());
                        self.outcome = outcome;
                        Look::Found
                    }
                    Err(_) => Look::Unread,
                }
            }
            Ok(answer) if answer.as_string().as_deref() == Some("failed") => {
                let message = "the renewal was not carried out, says options.judgeRenewal";
                self.failure = Some(Error::new(Kind::Validation, &[message]).into());
                Look::Refuted
            }
            _ => Look::Absent,
        }
    }

    /// What the voice product says of the number now.
    pub(super) async fn state_of_number(&self, call: &Call) -> Option<JsValue> {
        let request = self.operation.state_request(&self.about)?;
        let answer = call.read(&request, true).await.ok()?;
        JsValue::parse(&answer.get("text"))
    }

    async fn record_order(&mut self) -> Event {
        let entry = self.entry_or_new();
        if !self.content.is_empty() && journal::state_of(&entry) != Some(EntryState::Done) {
            entry.set("content", &(&*self.content).into());
        }
        let mark = random_text();
        let mut orders = vec![self.outcome.clone()];
        orders.append(&mut self.duplicates.clone());
        let mut duplicate = orders.len() > 1;
        for order in &orders {
            duplicate |= journal::record_outcome(&entry, order, &mark);
        }
        let stored = self.file.write(&entry).await;
        if stored == Stored::Changed {
            return Event::Stored(stored);
        }
        self.emit(if stored == Stored::Yes {
            "done"
        } else {
            "not_recorded"
        });
        if duplicate {
            self.emit_duplicate(&entry);
        }
        if stored == Stored::Yes {
            self.forget_open(&entry).await;
        }
        self.add_to_history(&entry).await;
        Event::Stored(stored)
    }

    /// The entry, or a new one if the store forgot it.
    fn entry_or_new(&self) -> JsValue {
        let entry = self.entry();
        if !self.file.is_absent() && journal::state_of(&entry).is_some() {
            return entry;
        }
        journal::claim(
            &JsValue::UNDEFINED,
            &Claim {
                kind: self.operation.kind(),
                reference: &self.identity.reference,
                partition: &self.call.state.config.partition,
                about: &self.about,
                shopper: self.identity.shopper(),
                mark: "",
                now: Date::now(),
                longest_call_ms: 0.0,
            },
        )
    }

    fn emit_duplicate(&self, entry: &JsValue) {
        let orders = js_sys::Array::new();
        let others = entry.get("others");
        let all = (0..others.length()).map(|index| others.at(index));
        for order in std::iter::once(entry.get("outcome")).chain(all) {
            let named = JsValue::object();
            named.set("id", &order.get("id"));
            named.set("code", &order.get("code"));
            orders.push(&named);
        }
        let reference = self.identity.reference.clone();
        let event = events::Event::DuplicateOrder(reference, orders.into());
        self.call.state.emit(self.operation.name(), event);
    }

    async fn add_to_history(&self, entry: &JsValue) {
        let Some(lookup) = self.operation.lookup() else {
            return;
        };
        let Ok(call) = self.detached(self.call.state.config.store_timeout_ms) else {
            return;
        };
        let iccid = self.outcome.get_string("iccid").unwrap_or_default();
        let added = lookup.provisional(&self.outcome);
        added.set("shopper", &self.identity.shopper().into());
        let at = entry.get_f64("claimed_at").unwrap_or_default();
        history::add(&call, &iccid, &added, at).await;
    }

    async fn record_failure(&mut self) -> Event {
        let entry = self.entry();
        let error = self.failure_as_error();
        journal::record_failure(&entry, &error, Date::now(), &random_text());
        if self.verdict.is_some() {
            journal::set_settled_by_person(&entry);
        }
        self.settle(&entry, "failed").await
    }

    async fn record_closed(&mut self) -> Event {
        let entry = self.entry_or_new();
        journal::set_state(&entry, EntryState::Closed, &random_text());
        self.settle(&entry, "closed").await
    }

    async fn settle(&mut self, entry: &JsValue, state: &'static str) -> Event {
        let stored = self.file.write(entry).await;
        if stored == Stored::Yes {
            self.emit(state);
            self.forget_open(entry).await;
        }
        Event::Stored(stored)
    }

    /// Removes a settled entry from the index of open ones. If this fails, recovery removes it.
    async fn forget_open(&self, entry: &JsValue) {
        let claimed_at = entry.get_f64("claimed_at").unwrap_or_default();
        let key = journal::open_key(claimed_at, &self.identity.digest);
        let _ = self.store.delete(&key).await;
    }

    async fn record_look(&mut self) -> Event {
        let entry = self.entry();
        journal::record_look(&entry, Date::now(), &random_text());
        Event::Stored(self.file.write(&entry).await)
    }

    async fn take_back(&mut self, purpose: Purpose) -> Event {
        let before = if purpose == Purpose::Recover {
            let entry = self.entry();
            if journal::take_back(&entry, &random_text()) {
                crate::wasm::json::stringify(&entry)
            } else {
                JsValue::UNDEFINED
            }
        } else {
            self.before_claim.clone()
        };
        self.call.in_background(self.file.take_back(&before));
        Event::Stored(Stored::Yes)
    }

    fn emit(&self, state: &'static str) {
        let event = events::Event::Purchase(state, self.identity.reference.clone());
        self.call.state.emit(self.operation.name(), event);
    }

    /// The failure as an error that can be stored.
    fn failure_as_error(&self) -> Error {
        match self.verdict.as_ref().or(self.failure.as_ref()) {
            Some(failure) => failure.to_error(),
            None => Error::new(Kind::Validation, &["the try failed; nothing was ordered"]),
        }
    }

    /// The result for the caller.
    pub(super) fn result(&mut self, end: End) -> Result<JsValue, CallError> {
        let entry = self.entry();
        if end == End::Done {
            return self.done(&entry);
        }
        if end == End::Open {
            self.emit("unknown");
        }
        let cause = match self.failure.take() {
            Some(failure) => failure,
            None if end == End::Open => Error::earlier_pending().into(),
            None => self.file.error(),
        };
        let stored = || journal::failure_of(&entry);
        let mut error = purchase_failure::error(end, cause.to_error(), stored);
        error.reference = Some(match (end, &self.holder) {
            (End::NumberBusy, Some(holder)) => holder.clone(),
            _ => self.identity.reference.clone(),
        });
        error.tries = Some(journal::tries_of(&entry));
        let thrown = match end {
            End::Open if !cause.has_kind(Kind::OutcomeUnknown) => cause.to_js(),
            End::Open | End::Failed | End::NothingSent => cause.thrown(),
            _ => JsValue::UNDEFINED,
        };
        Err(CallError::Rust(error, thrown))
    }

    fn done(&self, entry: &JsValue) -> Result<JsValue, CallError> {
        if !self.outcome.is_undefined() {
            return Ok(self.outcome.clone());
        }
        let outcome = entry.get("outcome");
        if outcome.keys().length() == 0 {
            let message = "the journal's order of this reference is unreadable";
            let mut error = Error::outcome_unknown(Error::new(Kind::Storage, &[message]));
            error.reference = Some(self.identity.reference.clone());
            return Err(error.into());
        }
        outcome.set("reference", &(&*self.identity.reference).into());
        outcome.set("source", &"journal".into());
        Ok(outcome)
    }
}
