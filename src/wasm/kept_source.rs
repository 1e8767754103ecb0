//! An endpoint whose answers are kept, as data.

use wasm_bindgen::JsValue;

use crate::core::envelope::Answer;
#[cfg(feature = "partner")]
use crate::core::json::TypeSet;
#[cfg(feature = "partner")]
use crate::core::partner::keeping::Keeping;
use crate::core::request::Request;

/// The requests and answers of the endpoint.
pub(crate) struct KeptSource {
    pub(crate) request: fn(&JsValue) -> Request,
    pub(crate) answer: Answer<JsValue>,
    /// Checks a stored answer, and normalises it.
    pub(crate) recheck: fn(&JsValue) -> bool,
    /// The rules of the store.
    #[cfg(feature = "partner")]
    pub(crate) keeping: &'static Keeping,
    /// The type of answers.
    #[cfg(feature = "partner")]
    pub(crate) value_type: TypeSet,
    /// The caller's object of an answer.
    #[cfg(feature = "partner")]
    pub(crate) present: fn(&JsValue) -> JsValue,
}
