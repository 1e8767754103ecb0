//! The arguments of calls that buy.

use wasm_bindgen::JsValue;

use crate::core::json::JsonValue;
use crate::wasm::environment::random_text;

/// The checked arguments of a call that buys.
pub(crate) struct BuyArgs<'a> {
    /// The arguments. They have a reference.
    pub(crate) values: &'a JsValue,
    /// True if the caller gave the reference, so that an earlier call may have used it.
    pub(crate) caller_gave_reference: bool,
    /// The number of failed tries that the caller knows of.
    pub(crate) known_tries: Option<u32>,
}

impl<'a> BuyArgs<'a> {
    /// Takes checked arguments. Adds a random reference if there is none.
    pub(crate) fn new(values: &'a JsValue) -> Self {
        let caller_gave_reference = values.get_string("reference").is_some();
        if !caller_gave_reference {
            values.set("reference", &random_text().into());
        }
        Self {
            values,
            caller_gave_reference,
            known_tries: values.get_u32("tries"),
        }
    }
}
