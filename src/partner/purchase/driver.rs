//! Carries out the actions of the protocol.

use std::future::{Future, ready};
use std::pin::Pin;

use wasm_bindgen::JsValue;

use super::entries::unsealed;
use super::entry_file::EntryFile;
use super::granting::grant_owned;
use super::identity::Identity;
use super::operation::PurchaseOperation;
use crate::core::error::{Error, Kind, WriteOutcome};
use crate::core::json::JsonValue;
use crate::core::partner::journal;
use crate::core::partner::purchase_failure;
use crate::core::partner::purchase_protocol::{
    Action, End, Event, PurchaseProtocol, Purpose, Setup,
};
use crate::core::partner::stored_failure;
use crate::partner::buy_args::BuyArgs;
use crate::partner::call::Call;
use crate::partner::events::Value;
use crate::partner::store::{LockGuard, Store};
use crate::wasm::call_error::CallError;

/// Buys, at most once.
pub(crate) async fn buy(
    call: &Call,
    operation: &'static dyn PurchaseOperation,
    args: &BuyArgs<'_>,
) -> Result<JsValue, CallError> {
    let identity = Identity::of(call, args.values);
    let about = operation.about(args.values);
    let mut purchase = Purchase::new(call, operation, identity, about);
    purchase.args = args.values.clone();
    purchase.may_be_forgotten = args.caller_gave_reference && purchase.store.forgets();
    let end = purchase.run(Purpose::Buy, args.known_tries).await;
    purchase.result(end).await
}

/// The arguments of a purchase, as its entry has them.
fn args_of(about: &JsValue, reference: &str) -> JsValue {
    let args = about.snapshot().unwrap_or_else(JsValue::object);
    args.set("reference", &reference.into());
    args
}

/// Reports the state of a purchase.
pub(super) fn emit_purchase(call: &Call, endpoint: &str, state: &str, reference: &str) {
    let fields = [
        ("state", Value::Text(state)),
        ("reference", Value::Text(reference)),
    ];
    call.state.emit(endpoint, "purchase", &fields);
}

/// The event of an action.
type Step<'a> = Pin<Box<dyn Future<Output = Event> + 'a>>;

/// One call about a purchase.
pub(super) struct Purchase<'a> {
    pub(super) call: &'a Call,
    pub(super) store: &'a Store,
    pub(super) operation: &'static dyn PurchaseOperation,
    pub(super) identity: Identity,
    pub(super) about: JsValue,
    pub(super) content: String,
    pub(super) args: JsValue,
    /// True if the store may have forgotten an order of this reference.
    pub(super) may_be_forgotten: bool,
    pub(super) file: EntryFile<'a>,
    /// The text before the claim of this call.
    pub(super) before_claim: JsValue,
    pub(super) claimed_at: f64,
    /// The voice product's answer about the number before the renewal or claim.
    pub(super) before: JsValue,
    pub(super) outcome: JsValue,
    /// Further orders of the same reference.
    pub(super) duplicates: Vec<JsValue>,
    pub(super) failure: Option<CallError>,
    /// The failure that a person found out.
    pub(super) verdict: Option<CallError>,
    /// The reference of the renewal or claim that has the number.
    pub(super) holder: Option<String>,
    /// The outcome of the last look: true if the list shows an order that failed or was refunded; `None`
    /// if it could not be read.
    pub(super) listed: Option<bool>,
    pub(super) lock: Option<LockGuard>,
}

impl<'a> Purchase<'a> {
    pub(super) fn new(
        call: &'a Call,
        operation: &'static dyn PurchaseOperation,
        identity: Identity,
        about: JsValue,
    ) -> Self {
        let store = &call.state.store;
        Self {
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
        }
    }

    /// Runs the protocol to its end.
    pub(super) async fn run(&mut self, purpose: Purpose, known_tries: Option<u32>) -> End {
        let options = &self.call.state.settings.options;
        let judge = self.operation.judge();
        let judges = judge.is_some_and(|name| options.get(name).is_function());
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
                Action::TakeBack => Box::pin(ready(self.take_back(purpose))),
                Action::End(end) => return end,
            };
            action = protocol.next(step.await);
        }
    }

    /// The entry that this call knows.
    pub(super) fn entry(&self) -> JsValue {
        self.file.entry()
    }

    pub(super) fn emit(&self, state: &'static str) {
        let reference = &self.identity.reference;
        let name = self.operation.name();
        emit_purchase(self.call, name, state, reference);
    }

    /// The result for the caller.
    pub(super) async fn result(&mut self, end: End) -> Result<JsValue, CallError> {
        let entry = self.entry();
        if end == End::Done {
            return self.done(&entry).await;
        }
        if end == End::Open {
            self.emit("unknown");
        }
        let cause = match self.failure.take() {
            Some(failure) => failure,
            None if end == End::Open => Error::earlier_pending().into(),
            None => self.file.error(),
        };
        let stored = || stored_failure::from_json(&entry.get("failure"));
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

    async fn done(&self, entry: &JsValue) -> Result<JsValue, CallError> {
        if !self.outcome.is_undefined() {
            return Ok(self.outcome.clone());
        }
        let entry = &unsealed(self.call, entry, &self.identity.digest).await;
        let outcome = journal::outcome_of(entry);
        if outcome.keys().length() == 0 {
            let message = "the journal's order of this reference is unreadable";
            let mut error = Error::outcome_unknown(Error::new(Kind::Storage, &[message]));
            error.outcome = Some(WriteOutcome::Unknown);
            error.reference = Some(self.identity.reference.clone());
            return Err(error.into());
        }
        outcome.set("reference", &(&*self.identity.reference).into());
        outcome.set("source", &"journal".into());
        // A further owner of the purchase owns what it bought, too.
        let shopper = self.identity.shoppers.get(..1).unwrap_or_default();
        grant_owned(self.call, self.operation, &outcome, entry, shopper).await;
        Ok(outcome)
    }
}
