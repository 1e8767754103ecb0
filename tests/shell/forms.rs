//! The forms of texts, dates and integers in the platform. The crate's tests check the same texts without one.

use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen(module = "/src/wasm/values.js")]
extern "C" {
    fn fits(text: &str, form: u32) -> bool;
    #[wasm_bindgen(js_name = isoDate)]
    fn iso_date(text: &str) -> Option<String>;
    #[wasm_bindgen(js_name = quoteBigIntegers)]
    fn quote_big_integers(json: &str) -> String;
}

include!("forms_table.rs");

#[wasm_bindgen_test]
fn a_text_fits_its_form() {
    for (form, text, expected) in TEXTS {
        assert_eq!(fits(text, *form), *expected, "{form} {text:?}");
    }
}

#[wasm_bindgen_test]
fn a_date_is_of_the_calendar() {
    for (text, expected) in DATES {
        let date = expected.then(|| (*text).to_owned());
        assert_eq!(iso_date(text), date, "{text:?}");
    }
}

#[wasm_bindgen_test]
fn only_unsafe_integers_are_quoted() {
    for (json, expected) in INTEGERS {
        assert_eq!(quote_big_integers(json), *expected, "{json}");
    }
    // Neither length nor depth of a text overflows a stack.
    let long = ["[\"", &"a\\\"".repeat(1 << 21), "\",12345678901234567890]"].concat();
    assert!(quote_big_integers(&long).ends_with(",\"12345678901234567890\"]"));
}

#[wasm_bindgen(module = "/src/wasm/transport.js")]
extern "C" {
    #[wasm_bindgen(js_name = retryAfterMs)]
    fn retry_after_ms(header: &str, now: f64) -> Option<f64>;
}

#[wasm_bindgen_test]
fn retry_after_is_read_as_seconds_or_as_a_date() {
    let now = 1_767_225_600_000.0;
    for (header, expected) in [
        ("900", Some(900_000.0)),
        (" 5 ", Some(5_000.0)),
        ("0", Some(0.0)),
        ("99999999999999999999", Some(999_999_999_000.0)),
        ("Thu, 01 Jan 2026 00:00:30 GMT", Some(30_000.0)),
        ("Thu, 01 Jan 2025 00:00:30 GMT", Some(0.0)),
        ("", None),
        ("-5", None),
        ("1.5", None),
        ("2026-01-01", None),
        ("soon", None),
    ] {
        assert_eq!(retry_after_ms(header, now), expected, "{header:?}");
    }
}
