//! The form of a failure in the store.

use crate::core::error::{Code, Error, Kind};
use crate::core::json::JsonValue;

/// The stored form of a failure.
pub fn to_json<J: JsonValue>(failure: &Error) -> J {
    let stored = J::object();
    stored.set("kind", &J::from_str(failure.kind.as_str()));
    stored.set("message", &J::from_str(&failure.message));
    let code = match &failure.code {
        Some(Code::Number(number)) => J::from_f64(*number),
        Some(Code::Text(text)) => J::from_str(text),
        None => J::null(),
    };
    stored.set("code", &code);
    let text = |text: &Option<String>| text.as_deref().map_or_else(J::null, J::from_str);
    stored.set("reason", &text(&failure.reason));
    stored.set("path", &text(&failure.path));
    if let Some((paid, offered)) = failure.prices {
        let prices = J::object();
        prices.set("paid", &J::from_f64(paid));
        prices.set("offered", &J::from_f64(offered));
        stored.set("prices", &prices);
    }
    stored
}

/// The failure with a stored form.
pub fn from_json<J: JsonValue>(stored: &J) -> Error {
    let kind = stored
        .get_string("kind")
        .and_then(|kind| Kind::parse(&kind));
    let message = stored.get_string("message").unwrap_or_else(|| {
        "an earlier try of this reference failed; nothing was ordered".to_owned()
    });
    let mut error = Error::new(kind.unwrap_or(Kind::Validation), &[&message]);
    let code = stored.get("code");
    error.code = code
        .as_f64()
        .map(Code::Number)
        .or_else(|| code.as_string().map(Code::Text));
    error.reason = stored.get_string("reason");
    error.path = stored.get_string("path");
    let prices = stored.get("prices");
    error.prices = prices.get_f64("paid").zip(prices.get_f64("offered"));
    error
}
