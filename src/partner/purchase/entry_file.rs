//! One entry of the journal in the store, and the text that this call read or wrote last.

use wasm_bindgen::JsValue;

use crate::core::error::Kind;
use crate::core::json::JsonValue;
use crate::core::partner::purchase_protocol::Stored;
use crate::partner::store::Store;
use crate::wasm::call_error::CallError;
use crate::wasm::json::stringify;

/// An entry in the store.
pub(super) struct EntryFile<'a> {
    store: &'a Store,
    key: String,
    /// The text that this call read or wrote last; `undefined` for none.
    text: JsValue,
    /// The texts of writes that the store did not confirm.
    unconfirmed: Vec<JsValue>,
    /// The exception of the last failure of the store.
    failure: JsValue,
}

impl<'a> EntryFile<'a> {
    pub(super) fn new(store: &'a Store, key: String) -> Self {
        Self {
            store,
            key,
            text: JsValue::UNDEFINED,
            unconfirmed: Vec::new(),
            failure: JsValue::UNDEFINED,
        }
    }

    /// Reads the entry from the store.
    pub(super) async fn read(&mut self) -> Result<(), CallError> {
        match self.store.get(&self.key).await {
            Ok(text) => {
                self.text = text;
                Ok(())
            }
            Err(thrown) => {
                self.failure = thrown;
                Err(self.error())
            }
        }
    }

    /// A fresh copy of the entry; `undefined` if there is none. `null` if it is not JSON.
    pub(super) fn entry(&self) -> JsValue {
        if self.text.is_undefined() {
            return JsValue::UNDEFINED;
        }
        JsValue::parse(&self.text).unwrap_or(JsValue::NULL)
    }

    /// True if there is no entry.
    pub(super) fn is_absent(&self) -> bool {
        self.text.is_undefined()
    }

    /// The text that this call read or wrote last.
    pub(super) fn text(&self) -> &JsValue {
        &self.text
    }

    /// Replaces the entry, if it is still the one that this call knows. `undefined` removes it.
    pub(super) async fn write(&mut self, entry: &JsValue) -> Stored {
        let text = if entry.is_undefined() {
            JsValue::UNDEFINED
        } else {
            stringify(entry)
        };
        let (stored, thrown) = self
            .store
            .compare_and_set(&self.key, &self.text, &text, None)
            .await;
        match stored {
            Stored::Yes => self.text = text,
            Stored::Changed => {}
            Stored::Unconfirmed => {
                self.failure = thrown;
                self.unconfirmed.push(self.text.clone());
                self.unconfirmed.push(text);
            }
        }
        stored
    }

    /// The error of a store that fails.
    pub(super) fn error(&self) -> CallError {
        let message = "the store failed; this call sent nothing";
        CallError::from_thrown(Kind::Storage, message, self.failure.clone())
    }

    /// Takes a claim back in the background. `before` is the text before the claim.
    pub(super) fn take_back(&self, before: &JsValue) -> js_sys::Promise {
        let mut texts = vec![self.text.clone()];
        texts.extend(self.unconfirmed.iter().cloned());
        texts.retain(|text| !text.is_undefined() && text != before);
        self.store.take_back(&self.key, &texts, before)
    }
}
