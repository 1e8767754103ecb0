//! The writes into the entry at the end of a call.

use js_sys::{Array, Date};
use wasm_bindgen::JsValue;

use super::driver::Purchase;
use super::granting::grant_owned;
use super::sealed::seal_order;
use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;
use crate::core::partner::journal::{self, Claim};
use crate::core::partner::journal_keys;
use crate::core::partner::purchase_protocol::{EntryState, Event, Purpose, Stored};
use crate::core::purchase_kind::PurchaseKind;
use crate::partner::background;
use crate::partner::events::Value;
use crate::partner::kept;
use crate::wasm::environment::random_text;
use crate::wasm::json::stringify;

impl Purchase<'_> {
    pub(super) async fn record_order(&mut self) -> Event {
        let entry = self.entry_or_new();
        if !self.content.is_empty() && journal::state_of(&entry) != Some(EntryState::Done) {
            entry.set("content", &(&*self.content).into());
        }
        let mark = random_text();
        let mut orders = vec![self.outcome.clone()];
        orders.append(&mut self.duplicates.clone());
        let mut duplicate = orders.len() > 1;
        let is_first = journal::state_of(&entry) != Some(EntryState::Done)
            || journal::same_order(&entry.get("outcome"), &self.outcome);
        for order in &orders {
            let order = self.entry_form(order).await;
            duplicate |= journal::record_outcome(&entry, &order, &mark);
        }
        // The owners come first: while the entry is open, a later look repeats this. A person has to judge a further
        // order.
        let owners = journal::owners(&entry);
        let owned = !is_first
            || grant_owned(self.call, self.operation, &self.outcome, &entry, &owners).await
                && self.is_complete(&self.outcome);
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
        // Recovery finds a key that stays, looks for the eSIMs, and writes the owners.
        if stored == Stored::Yes && owned {
            self.forget_open(&entry).await;
        }
        self.add_to_history(&entry).await;
        Event::Stored(stored)
    }

    /// The form of an order in the entry.
    async fn entry_form(&self, order: &JsValue) -> JsValue {
        match self.operation.kind() {
            PurchaseKind::Sim => seal_order(&self.call.state, &self.identity.key(), order).await,
            _ => order.clone(),
        }
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
        let orders = Array::new();
        let others = entry.get("others");
        let all = (0..others.length()).map(|index| others.at(index));
        for order in std::iter::once(entry.get("outcome")).chain(all) {
            let named = JsValue::object();
            named.set("id", &order.get("id"));
            named.set("code", &order.get("code"));
            orders.push(&named);
        }
        let fields = [
            ("reference", Value::Text(&self.identity.reference)),
            ("orders", Value::Json(orders.into())),
        ];
        let name = self.operation.name();
        self.call.state.emit(name, "duplicate_order", &fields);
    }

    async fn add_to_history(&self, entry: &JsValue) {
        let lookup = self.operation.lookup();
        let Some(added) = lookup.and_then(|lookup| lookup.provisional(&self.outcome)) else {
            return;
        };
        let Ok(call) = self.detached(self.call.state.config.store_timeout_ms) else {
            return;
        };
        let iccid = self.outcome.get_string("iccid").unwrap_or_default();
        added.set("shopper", &self.identity.shopper().into());
        let at = entry.get_f64("claimed_at").unwrap_or_default();
        let is_found = self.outcome.get_string("source").as_deref() != Some("answer");
        kept::add(&call, &iccid, &added, at, is_found).await;
    }

    pub(super) async fn record_failure(&mut self) -> Event {
        let entry = self.entry();
        let error = self.failure_as_error();
        journal::record_failure(&entry, &error, Date::now(), &random_text());
        if self.verdict.is_some() {
            journal::set_settled_by_person(&entry);
        }
        self.settle(&entry, "failed").await
    }

    pub(super) async fn record_closed(&mut self) -> Event {
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
        let key = journal_keys::open_key(claimed_at, &self.identity.digest);
        let _ = self.store.delete(&key).await;
    }

    pub(super) async fn record_look(&mut self) -> Event {
        let entry = self.entry();
        journal::record_look(&entry, Date::now(), &random_text());
        Event::Stored(self.file.write(&entry).await)
    }

    pub(super) fn take_back(&self, purpose: Purpose) -> Event {
        let before = if purpose == Purpose::Recover {
            let entry = self.entry();
            if journal::take_back(&entry, &random_text()) {
                stringify(&entry)
            } else {
                JsValue::UNDEFINED
            }
        } else {
            self.before_claim.clone()
        };
        background::go_on(self.call, self.file.take_back(&before));
        Event::Stored(Stored::Yes)
    }

    /// The failure as an error that can be stored.
    fn failure_as_error(&self) -> Error {
        match self.verdict.as_ref().or(self.failure.as_ref()) {
            Some(failure) => failure.to_error(),
            None => Error::new(Kind::Validation, &["the try failed; nothing was ordered"]),
        }
    }
}
