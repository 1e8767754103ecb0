//! The imports of a method that both clients have.

pub(crate) use js_sys::Promise;
pub(crate) use wasm_bindgen::JsValue;
pub(crate) use wasm_bindgen::prelude::wasm_bindgen;

#[cfg(feature = "page")]
pub(crate) use crate::page::PageClient;
#[cfg(feature = "partner")]
pub(crate) use crate::partner::PartnerClient;
pub(crate) use crate::wasm::endpoint::{Endpoint, Run};

/// Adds exported methods to each client.
///
/// Their documentation is `#[doc = "…"]`. In a macro, `///` becomes a raw literal, and wasm-bindgen would
/// print it with its `r"`.
macro_rules! client_methods {
    ($($methods:tt)*) => {
        #[cfg(feature = "page")]
        #[wasm_bindgen(js_class = "Client")]
        impl PageClient {
            $($methods)*
        }

        #[cfg(feature = "partner")]
        #[wasm_bindgen]
        impl PartnerClient {
            $($methods)*
        }
    };
}

pub(crate) use client_methods;

/// Two arguments as one value.
#[cfg(feature = "partner")]
pub(crate) fn pair(first: &JsValue, second: &JsValue) -> JsValue {
    js_sys::Array::of2(first, second).into()
}
