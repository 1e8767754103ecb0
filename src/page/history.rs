//! The history of an eSIM that was topped up.

use super::state::{Call, Page};
use crate::wasm::history::KeepsHistories;

/// Forgets the history of an eSIM, because a purchase for it has ended.
pub(super) async fn forget(call: &Call, iccid: &str) {
    if let Ok(key) = Page::history_key(call, iccid).await {
        let cleared = call.state.side.histories().clear(&key);
        let _ = call.deadline.race(&cleared).await;
    }
}
