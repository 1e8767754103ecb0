//! One subject's answer in the store: the mark, the answer, and for the history of an eSIM the purchases that no
//! answer lists yet.

use js_sys::{Array, Date, Promise};
use wasm_bindgen::JsValue;

use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::core::partner::history_protocol::{MarkState, View};
use crate::core::partner::history_record::{self, HistoryKeys, KEPT_MS, KeptAnswer, Mark};
use crate::core::partner::purchase_protocol::Stored;
use crate::partner::store::{Store, StoreResult};
use crate::wasm::environment::random_text;
use crate::wasm::json::stringify;
use crate::wasm::kept_source::KeptSource;

/// The most purchases that are read.
const MAX_PURCHASES: u32 = 100;

/// A history as a call has read or written it last.
pub(super) struct StoredHistory {
    keys: HistoryKeys,
    source: &'static KeptSource,
    mark: Option<Mark<JsValue>>,
    /// The text of the mark; `undefined` for none.
    mark_text: JsValue,
    /// The texts of the marks that this call wrote, or may have written.
    own_marks: Vec<JsValue>,
    answer: Option<KeptAnswer<JsValue>>,
    answer_text: JsValue,
    /// The keys and entries of the purchases.
    purchases: Vec<(String, JsValue)>,
}

impl StoredHistory {
    pub(super) fn new(keys: HistoryKeys, source: &'static KeptSource) -> Self {
        Self {
            keys,
            source,
            mark: None,
            mark_text: JsValue::UNDEFINED,
            own_marks: Vec::new(),
            answer: None,
            answer_text: JsValue::UNDEFINED,
            purchases: Vec::new(),
        }
    }

    pub(super) fn keys(&self) -> &HistoryKeys {
        &self.keys
    }

    /// The mark that this call read or wrote last.
    pub(super) fn mark(&self) -> Option<&Mark<JsValue>> {
        self.mark.as_ref()
    }

    /// Reads the store. The keys of purchases come first: an answer is written before the purchases that it
    /// lists are removed.
    pub(super) async fn read(&mut self, store: &Store) -> StoreResult<View> {
        let listed = if self.source.keeping.has_purchases {
            let prefix = self.keys.purchases();
            store.keys(&prefix, None, MAX_PURCHASES).await?
        } else {
            Vec::new()
        };
        let mut keys = vec![self.keys.mark(), self.keys.answer()];
        keys.extend(listed.iter().cloned());
        let values = store.get_many(&keys).await?;
        self.mark_text = values.at(0);
        self.mark = parse(&self.mark_text).and_then(|value| Mark::from_json(&value));
        self.answer_text = values.at(1);
        self.answer = parse(&self.answer_text)
            .and_then(|value| KeptAnswer::from_json(&value))
            // Other programs can change the store.
            .filter(|answer| {
                let value = &answer.value;
                value.types() == self.source.value_type && (self.source.recheck)(value)
            });
        let entries = (2..).map(|index| values.at(index));
        let read = |(key, text)| Some((key, self.checked_purchase(&parse(&text)?)?));
        self.purchases = listed.into_iter().zip(entries).filter_map(read).collect();
        Ok(history_record::view(
            self.mark.as_ref(),
            self.answer.as_ref(),
        ))
    }

    fn checked_purchase(&self, entry: &JsValue) -> Option<JsValue> {
        let entry = entry.clone();
        let is_entry = (self.source.recheck)(&Array::of1(&entry).into());
        is_entry.then_some(entry)
    }

    /// Writes a mark in the place of the mark that this call knows.
    async fn replace_mark(
        &self,
        store: &Store,
        mark: &Mark<JsValue>,
    ) -> (Stored, JsValue, JsValue) {
        let text = stringify(&mark.to_json());
        let key = self.keys.mark();
        let (stored, thrown) = store
            .compare_and_set(&key, &self.mark_text, &text, Some(mark.wait_ms))
            .await;
        (stored, thrown, text)
    }

    /// Writes a mark of this call.
    pub(super) async fn write_mark(&mut self, store: &Store) -> (Stored, JsValue) {
        let mark = Mark::asking(random_text(), Date::now(), self.source.keeping);
        let (stored, thrown, text) = self.replace_mark(store, &mark).await;
        self.own_marks.push(text.clone());
        if stored == Stored::Yes {
            self.mark = Some(mark);
            self.mark_text = text;
        }
        (stored, thrown)
    }

    /// Takes the marks of this call back in the background.
    pub(super) fn take_mark_back(&self, store: &Store) -> Promise {
        store.take_back(&self.keys.mark(), &self.own_marks, &JsValue::UNDEFINED)
    }

    /// Notes the end of the request in the mark that this call knows. The wait begins anew: `PressOne` may have
    /// received the request just now.
    pub(super) async fn end_mark(
        &mut self,
        store: &Store,
        state: MarkState,
        failure: Option<&Error>,
        now: f64,
    ) {
        let Some(mark) = self.mark.take() else {
            return;
        };
        let mark = mark.ended(state, failure, now, self.source.keeping);
        // If this fails, the first mark stays.
        let _ = self.replace_mark(store, &mark).await;
        self.mark = Some(mark);
    }

    /// Sets the answer of this call's request. It lists the purchases that this call has read.
    pub(super) fn set_answer(&mut self, value: JsValue, now: f64) {
        self.answer = Some(KeptAnswer {
            id: self
                .mark
                .as_ref()
                .map(|mark| mark.id.clone())
                .unwrap_or_default(),
            at: now,
            value,
            listed: self.purchases.iter().map(|(key, _)| key.clone()).collect(),
        });
    }

    /// Writes the answer. A newer one stays. Returns false if it is not stored.
    pub(super) async fn write_answer(&self, store: &Store) -> bool {
        let Some(answer) = &self.answer else {
            return false;
        };
        let text = stringify(&answer.to_json());
        let key = self.keys.answer();
        let (stored, _) = store
            .compare_and_set(&key, &self.answer_text, &text, Some(KEPT_MS))
            .await;
        stored == Stored::Yes
    }

    /// Removes the purchases that the answer lists. Those that stay are not shown.
    pub(super) async fn remove_listed(&self, store: &Store) {
        let Some(answer) = &self.answer else {
            return;
        };
        for key in &answer.listed {
            let _ = store.delete(key).await;
        }
    }

    /// The text of a call's result: the purchases that the answer does not list, then the answer.
    pub(super) fn result(&self, source: &str) -> JsValue {
        let Some(answer) = &self.answer else {
            return JsValue::UNDEFINED;
        };
        let now = Date::now();
        let rest_ms = self.mark.as_ref().map_or(0.0, |mark| mark.rest_ms(now));
        let result = (self.source.present)(&self.with_purchases(answer));
        result.set("fetched_at", &answer.at.min(now).into());
        result.set("expires_at", &(now + rest_ms).into());
        result.set("source", &source.into());
        stringify(&result)
    }

    /// The answer, after the purchases that it does not list.
    fn with_purchases(&self, answer: &KeptAnswer<JsValue>) -> JsValue {
        if self.purchases.is_empty() {
            return answer.value.clone();
        }
        let rows = Array::new();
        for (key, entry) in &self.purchases {
            if !answer.listed.contains(key) {
                rows.push(entry);
            }
        }
        for index in 0..answer.value.length() {
            rows.push(&answer.value.at(index));
        }
        rows.into()
    }
}

fn parse(text: &JsValue) -> Option<JsValue> {
    text.is_string().then(|| JsValue::parse(text)).flatten()
}
