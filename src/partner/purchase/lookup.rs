//! The search for the order of a purchase in PressOne's list.

use wasm_bindgen::JsValue;

use super::operation::{PurchaseOperation, decode_outcome};
use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::core::partner::listed_orders::{ListedOrder, content_of_row, sort};
use crate::partner::call::Call;
use crate::wasm::call_error::CallError;
use crate::wasm::json::stringify;

/// The limit of pages of one search.
const MAX_PAGES: u32 = 40;

/// The result of a search.
#[derive(Default)]
pub(super) struct Search {
    /// The orders of this purchase, oldest first.
    pub(super) orders: Vec<JsValue>,
    /// The content of the first of them.
    pub(super) content: String,
    /// True if the list has an order that failed or was refunded.
    pub(super) not_bought: bool,
    /// True if the list has another purchase under the same reference.
    pub(super) other_content: bool,
}

/// Searches the list once. An empty `content` stands for any. `args` are those of the purchase, for the
/// results.
pub(super) async fn search(
    call: &Call,
    operation: &dyn PurchaseOperation,
    (digest, content): (&str, &str),
    args: &JsValue,
) -> Result<Search, CallError> {
    let mut found = Search::default();
    let Some(lookup) = operation.lookup() else {
        return Ok(found);
    };
    let mut page = 1;
    let mut before = JsValue::UNDEFINED;
    loop {
        let text = call
            .read(&lookup.request(digest, page), true)
            .await?
            .get("text");
        // A server that ignores the page number would cause requests without end.
        if text == before {
            break;
        }
        let body = JsValue::parse_exact(&text);
        let body = body.ok_or_else(|| Error::decode("body", "is not JSON"))?;
        let rows = body.get("data").elements();
        let rows = rows.ok_or_else(|| Error::decode("data", "is not a list"))?;
        // No platform can serialise values of any depth.
        rows.limit_depth();
        for index in 0..rows.length() {
            let row = rows.at(index);
            match sort(&row, digest, content) {
                ListedOrder::Bought => found.orders.push(row),
                ListedOrder::NotBought => found.not_bought = true,
                ListedOrder::OtherContent => found.other_content = true,
                ListedOrder::Foreign => {}
            }
        }
        // The server's filter matches anywhere in a text, so other orders can fill pages.
        match lookup.next_page(&body, page) {
            None => break,
            Some(next) if next > MAX_PAGES => {
                return Err(Error::decode("body", "has too many pages").into());
            }
            Some(next) => page = next,
        }
        before = text;
    }
    // The rows come newest first.
    found.orders.reverse();
    found.content = found.orders.first().map_or_else(
        || content.to_owned(),
        |order| content_of_row(order).unwrap_or_else(|| content.to_owned()),
    );
    for order in std::mem::take(&mut found.orders) {
        let answer = JsValue::object();
        answer.set("data", &order);
        let outcome = decode_outcome(operation, &stringify(&answer), args)?;
        // An order without a name cannot be recorded. A later answer may have it.
        let is_named = |name| outcome.get_f64(name).is_some() || outcome.get_string(name).is_some();
        if !(is_named("id") || is_named("code")) {
            return Err(Error::decode("data", "has an order without id and code").into());
        }
        outcome.set("source", &"list".into());
        // New orders move a row to the next page between two requests, so it comes twice.
        if !found.orders.iter().any(|known| is_same(known, &outcome)) {
            found.orders.push(outcome);
        }
    }
    Ok(found)
}

/// True if two results name one order.
fn is_same(one: &JsValue, other: &JsValue) -> bool {
    ["id", "code"].into_iter().any(|name| {
        let value = one.get(name);
        !value.is_undefined() && !value.is_null() && value == other.get(name)
    })
}
