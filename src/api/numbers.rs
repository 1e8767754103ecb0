//! The TypeScript of the numbers that can be claimed, and of a claim.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const CLAIM: &str = include_str!("claim.d.ts");

#[wasm_bindgen(typescript_custom_section)]
const AVAILABLE_NUMBERS: &str = include_str!("available_numbers.d.ts");
