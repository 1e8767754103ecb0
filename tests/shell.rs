//! The shell in a real browser with its `localStorage`, against the sandbox.

#![cfg(target_arch = "wasm32")]
// A failed assertion panics.
#![allow(clippy::unwrap_used, clippy::missing_panics_doc)]

#[path = "shell/answers.rs"]
mod answers;
#[path = "shell/arguments.rs"]
mod arguments;
#[path = "shell/forms.rs"]
mod forms;
#[path = "shell/history.rs"]
mod history;
#[path = "shell/history_storage.rs"]
mod history_storage;
#[path = "shell/page.rs"]
mod page;
#[path = "shell/page_purchase.rs"]
mod page_purchase;
#[path = "shell/support.rs"]
mod support;

wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
