//! The TypeScript of reads that both clients have, each with Rust files of its own.

use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(typescript_custom_section)]
const COMPATIBLE_DEVICES: &str = include_str!("compatible_devices.d.ts");

#[wasm_bindgen(typescript_custom_section)]
const ESIM_FIELDS: &str = include_str!("esim_fields.d.ts");

#[wasm_bindgen(typescript_custom_section)]
const ESIMS: &str = include_str!("esims.d.ts");

#[wasm_bindgen(typescript_custom_section)]
const INSTALLATION: &str = include_str!("installation.d.ts");

#[wasm_bindgen(typescript_custom_section)]
const ORDER: &str = include_str!("order.d.ts");

#[wasm_bindgen(typescript_custom_section)]
const PACKAGES: &str = include_str!("packages.d.ts");

#[wasm_bindgen(typescript_custom_section)]
const USAGE: &str = include_str!("usage.d.ts");
