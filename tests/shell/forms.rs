//! The forms of texts and dates in the platform. The crate's tests check the same texts without one.

use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen(module = "/src/wasm/values.js")]
extern "C" {
    fn fits(text: &str, form: u32) -> bool;
    #[wasm_bindgen(js_name = isoDate)]
    fn iso_date(text: &str) -> Option<String>;
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
