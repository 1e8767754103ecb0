//! Encryption of values in the store and of cursors, in `seal.js`.

use js_sys::{Array, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use super::state::ClientState;
use crate::core::json::JsonValue;
use crate::core::text::join;
use crate::wasm::json::stringify;

#[wasm_bindgen(module = "/src/partner/seal.js")]
extern "C" {
    fn seal(secret: &str, name: &str, text: &str) -> Promise;
    fn unseal(secrets: &Array, name: &str, sealed: &str) -> Promise;
}

impl ClientState {
    /// Encrypts the value of a key with the newest secret; `None` if the platform fails.
    pub(super) async fn seal(&self, key: &str, value: &JsValue) -> Option<String> {
        let secret = self.config.secrets.first()?;
        let text = stringify(value).as_string()?;
        let sealed = JsFuture::from(seal(secret, key, &text)).await;
        sealed.ok()?.as_string()
    }

    /// Decrypts the value of a key with the first secret that fits; `None` if none does.
    pub(super) async fn unseal(&self, key: &str, sealed: &str) -> Option<JsValue> {
        let text = JsFuture::from(unseal(&self.secrets(), key, sealed)).await;
        JsValue::parse(&text.ok()?)
    }

    /// Encrypts a cursor for a purpose.
    pub(crate) fn seal_cursor(&self, purpose: &str, cursor: &str) -> Promise {
        match self.config.secrets.first() {
            Some(secret) => seal(secret, &self.cursor_name(purpose), cursor),
            None => Promise::reject(&JsValue::UNDEFINED),
        }
    }

    /// Decrypts a cursor. Its promise resolves with `undefined` if it was not encrypted for this purpose.
    pub(crate) fn unseal_cursor(&self, purpose: &str, sealed: &str) -> Promise {
        unseal(&self.secrets(), &self.cursor_name(purpose), sealed)
    }

    fn secrets(&self) -> Array {
        let secrets = self.config.secrets.iter();
        secrets.map(|secret| JsValue::from_str(secret)).collect()
    }

    /// The name that a cursor is bound to. No key of the store has this form.
    fn cursor_name(&self, purpose: &str) -> String {
        join(&["cursor/", &self.config.scope, "/", purpose])
    }
}
