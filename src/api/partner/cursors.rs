//! The cursors that the gateway sends to pages. They are sealed, so a page can neither read nor make one. The public
//! types do not have these methods.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::partner::PartnerClient;

#[wasm_bindgen]
impl PartnerClient {
    /// Seals a cursor for a purpose.
    #[wasm_bindgen(js_name = sealCursor, skip_typescript)]
    pub fn seal_cursor(&self, purpose: &str, cursor: &str) -> Promise {
        self.state().seal_cursor(purpose, cursor)
    }

    /// Unseals a cursor; `undefined` if it was not sealed for this purpose.
    #[wasm_bindgen(js_name = unsealCursor, skip_typescript)]
    pub fn unseal_cursor(&self, purpose: &str, sealed: &str) -> Promise {
        self.state().unseal_cursor(purpose, sealed)
    }
}
