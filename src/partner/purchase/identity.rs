//! The identity of a purchase: its reference, and the shopper.

use wasm_bindgen::JsValue;

use crate::core::json::JsonValue;
use crate::core::partner::journal;
use crate::core::partner::journal_keys;
use crate::partner::call::Call;

/// The names of one purchase.
pub(super) struct Identity {
    pub(super) reference: String,
    /// The digest of the reference.
    pub(super) digest: String,
    /// The digests of the shopper, newest secret first. Empty if the caller gave no shopper.
    pub(super) shoppers: Vec<String>,
}

impl Identity {
    /// The identity of checked arguments with `reference`, `shopper` and `unpaid`.
    pub(super) fn of(call: &Call, args: &JsValue) -> Self {
        let config = &call.state.config;
        let reference = args.get_string("reference").unwrap_or_default();
        let shopper = args.get_string("shopper");
        let shopper = shopper.as_deref();
        let unpaid = args.get("unpaid").as_bool() == Some(true);
        // Not the keyed digest: another secret must not make it another purchase.
        let unpaid_shopper = unpaid.then_some(shopper.unwrap_or_default());
        Self {
            digest: config.reference_digest(&reference, unpaid_shopper),
            shoppers: shopper.map_or_else(Vec::new, |shopper| config.shopper_digests(shopper)),
            reference,
        }
    }

    /// The identity of an entry.
    pub(super) fn of_entry(entry: &JsValue, digest: &str) -> Self {
        Self {
            reference: entry.get_string("reference").unwrap_or_default(),
            digest: digest.to_owned(),
            shoppers: Vec::new(),
        }
    }

    /// The key of the entry.
    pub(super) fn key(&self) -> String {
        journal_keys::entry_key(&self.digest)
    }

    /// The digest of the shopper under the newest secret; empty if there is no shopper.
    pub(super) fn shopper(&self) -> &str {
        self.shoppers.first().map_or("", String::as_str)
    }

    /// True if the shopper owns the entry, or the caller gave none.
    pub(super) fn owns(&self, entry: &JsValue) -> bool {
        let owns = |shopper: &String| journal::is_owner(entry, shopper);
        self.shoppers.is_empty() || self.shoppers.iter().any(owns)
    }
}
