//! The steps to a request: the claim of the entry, the checks, the open entry, and the request itself.

use js_sys::Date;
use wasm_bindgen::JsValue;

use super::driver::Purchase;
use super::number;
use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;
use crate::core::partner::journal::{self, Claim};
use crate::core::partner::journal_keys;
use crate::core::partner::journal_view;
use crate::core::partner::order_description::OrderDescription;
use crate::core::partner::purchase_protocol::{Checked, Event, Purpose, Sent, Stored};
use crate::core::schema::decode_write;
use crate::partner::writing;
use crate::wasm::call_error::CallError;
use crate::wasm::environment::random_text;

/// The longest wait for another call with the same reference or number.
const LOCK_WAIT_MS: f64 = 10_000.0;
/// The longest time between a claim and its request.
const CLAIM_LIFETIME_MS: f64 = 10_000.0;

impl Purchase<'_> {
    pub(super) async fn read(&mut self, purpose: Purpose) -> Event {
        if let Err(failure) = self.file.read().await {
            self.failure.get_or_insert(failure);
            return Event::ReadFailed;
        }
        if self.file.is_absent() {
            return Event::EntryRead(journal_view::ABSENT);
        }
        let entry = self.entry();
        let content = match purpose {
            Purpose::Buy => &*self.content,
            _ => "",
        };
        let Some(mut view) = journal_view::view(&entry, content, "", Date::now()) else {
            let message = "the journal's entry of this reference is unreadable";
            self.failure = Some(Error::new(Kind::Storage, &[message]).into());
            return Event::ReadFailed;
        };
        view.owned = self.identity.owns(&entry);
        Event::EntryRead(view)
    }

    pub(super) async fn wait_for_lock(&mut self, purpose: Purpose) -> Event {
        let name = match self.operation.number(&self.about) {
            Some(number) => journal_keys::number_key(&number),
            None => self.identity.key(),
        };
        let wait_ms = match purpose {
            Purpose::Recover => 0.0,
            _ => LOCK_WAIT_MS.min(self.call.deadline.remaining_ms()).max(0.0),
        };
        match self.store.lock(&name, wait_ms, &self.call.deadline).await {
            Ok(Some(lock)) => {
                self.lock = Some(lock);
                Event::Locked
            }
            Ok(None) => Event::LockBusy,
            Err(thrown) => {
                let message = "the store failed; this call sent nothing";
                let failed = CallError::from_thrown(Kind::Storage, message, thrown);
                self.failure = Some(self.call.deadline.check().err().unwrap_or(failed));
                Event::ReadFailed
            }
        }
    }

    pub(super) async fn add_owner(&mut self) -> Event {
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
        let key = journal_keys::shopper_key(shopper, created_at, &self.identity.digest);
        self.store.put(&key, "1", None).await.is_ok()
    }

    pub(super) async fn claim(&mut self) -> Event {
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
        // A claim that this call takes over from itself is not an earlier state. The index comes
        // after this: if it fails, the claim is taken back.
        if self.claimed_at == 0.0 {
            self.before_claim = self.file.text().clone();
        }
        let created_at = entry.get_f64("created_at").unwrap_or(now);
        // Each claim has a key of its own: a late removal of an earlier one does nothing to it.
        let open_key = journal_keys::open_key(now, &self.identity.digest);
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

    /// True if the store returns the text that it stored. The first claim of a client proves it.
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

    pub(super) async fn reserve(&mut self) -> Event {
        let number = self.operation.number(&self.about).unwrap_or_default();
        let (event, holder) = number::reserve(self.store, &number, &self.identity.digest).await;
        self.holder = holder;
        event
    }

    pub(super) async fn check(&mut self) -> Event {
        // A person may have been wrong about an earlier request.
        let by_person = journal::is_settled_by_person(&self.entry());
        if (self.may_be_forgotten || by_person) && self.operation.lookup().is_some() {
            match self.search(self.call, &self.content).await {
                Ok(found) if found.other_content => return Event::Checked(Checked::Conflict),
                Ok(found) if !found.orders.is_empty() => {
                    self.take_orders(found);
                    return Event::Checked(Checked::Found);
                }
                // An order of this reference was refunded. Only a person can say what that means.
                Ok(found) if found.not_bought && !by_person => {
                    return Event::Checked(Checked::Unknown);
                }
                Ok(_) => {}
                Err(failure) => {
                    let cause = failure.to_js();
                    let error = Error::earlier_not_ruled_out(failure.into_error());
                    self.failure = Some(CallError::Rust(error, cause));
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

    pub(super) async fn open(&mut self) -> Event {
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

    pub(super) async fn send(&mut self) -> Event {
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
        let sent = writing::write(self.call, &request, token.as_deref()).await;
        let decoded = sent.and_then(|answer| {
            let decode = |body: &JsValue| self.operation.decode(body, &self.args);
            let outcome = decode_write(&answer.get("text"), &decode);
            outcome.map_err(|error| CallError::from(error).outcome_unknown())
        });
        match decoded {
            Ok(outcome) => {
                let outcome = self.completed(outcome).await;
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
}
