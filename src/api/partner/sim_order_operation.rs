//! The purchase of new eSIMs.

use js_sys::Date;
use wasm_bindgen::JsValue;

use super::confirmation::confirm;
use crate::api::packages;
use crate::api::partner::sim_order::{
    about, check_named, decode_order, esims_of, has_esims, request,
};
use crate::api::partner::{named_order, offer, order_search};
use crate::core::error::{Error, Kind};
use crate::core::json::{JsonValue, TypeSet};
use crate::core::partner::order_description::OrderDescription;
use crate::core::partner::ownership::Subject;
use crate::core::purchase_kind::PurchaseKind;
use crate::core::request::Request;
use crate::core::schema::Issue;
use crate::partner::Call;
use crate::partner::ownership::Owned;
use crate::partner::purchase::{Check, Lookup, PurchaseOperation};
use crate::wasm::call_error::CallError;

/// The most pages of the package list. `PressOne` answers as many requests in a minute.
const MAX_PAGES: u32 = 40;
/// The rows of a page. The gateway requests pages of this size too, so both use the same pages of the store.
const PAGE_SIZE: u32 = 25;
/// The time in which a page is not requested anew, in ms.
const CURRENT_MS: f64 = 60_000.0;

/// The order of new eSIMs.
pub(super) struct SubmitOrder;

impl PurchaseOperation for SubmitOrder {
    fn name(&self) -> &'static str {
        "submitOrder"
    }
    fn kind(&self) -> PurchaseKind {
        PurchaseKind::Sim
    }
    fn about(&self, args: &JsValue) -> JsValue {
        about(args)
    }
    fn request(&self, args: &JsValue, names: &OrderDescription<'_>) -> Request {
        request(args, names)
    }
    fn decode(&self, body: &JsValue, args: &JsValue) -> (JsValue, Vec<Issue>) {
        decode_order(body, args)
    }
    fn check<'a>(&self, call: &'a Call, args: &'a JsValue) -> Check<'a> {
        Box::pin(check(call, args))
    }
    fn lookup(&self) -> Option<&'static dyn Lookup> {
        Some(&Self)
    }
    fn owned(&self, outcome: &JsValue, _about: &JsValue) -> Vec<Owned> {
        let esims = esims_of(outcome).into_iter();
        let owned = esims.map(|(id, content)| Owned {
            subject: Subject::Esim,
            id,
            content,
        });
        owned.collect()
    }
    fn is_complete(&self, outcome: &JsValue, about: &JsValue) -> bool {
        has_esims(outcome, about)
    }
    fn named_order<'a>(
        &self,
        call: &'a Call,
        names: &'a JsValue,
        about: &'a JsValue,
        digest: &'a str,
    ) -> Option<Check<'a>> {
        Some(Box::pin(read_named(call, names, about, digest)))
    }
}

impl Lookup for SubmitOrder {
    fn request(&self, digest: &str, page: u32) -> Request {
        order_search::request::<JsValue>("sims,status", digest, page)
    }
    fn next_page(&self, body: &JsValue, page: u32) -> Option<u32> {
        order_search::next_page_of(body, page)
    }
}

/// Rejects an order of a package that is gone or has another price, if the caller has a price or wants to confirm.
async fn check(call: &Call, order: &JsValue) -> Result<JsValue, CallError> {
    if order.get_f64("price").is_none() && !order.get("confirmOffer").is_function() {
        return Ok(JsValue::NULL);
    }
    let offer = current_offer(call, order).await?;
    confirm(call, order, &offer).await
}

/// Returns the package of an order in the list, which the store keeps for an hour. If the kept list does not have
/// it, or has another price, pages that are older than a minute are requested anew once.
async fn current_offer(call: &Call, order: &JsValue) -> Result<JsValue, CallError> {
    let (kept, is_current) = search_list(call, order, false).await?;
    let found = offer_of(kept, order);
    if found.is_ok() || is_current {
        return Ok(found?);
    }
    let (renewed, _) = search_list(call, order, true).await?;
    Ok(offer_of(renewed, order)?)
}

/// Looks for the package on the pages of the list, and says if all of them are current. `renews` requests those
/// anew that are not.
async fn search_list(
    call: &Call,
    order: &JsValue,
    renews: bool,
) -> Result<(Option<JsValue>, bool), CallError> {
    let mut is_current = true;
    for page in 1..=MAX_PAGES {
        let query = query_of(order, page);
        let mut list = call.read_endpoint(&packages::ENDPOINT, &query).await?;
        if is_stale(&list) || (renews && !is_page_current(&list)) {
            call.renew(&packages::ENDPOINT, &query).await;
            list = call.read_endpoint(&packages::ENDPOINT, &query).await?;
        }
        if is_stale(&list) {
            let message = "PressOne's list of packages cannot be read now; nothing was ordered";
            return Err(Error::new(Kind::Network, &[message]).into());
        }
        is_current &= is_page_current(&list);
        let offer = offer::package_of(&list.get("packages"), order);
        if offer.is_some() || list.get_types("next").is_subset(TypeSet::NULL) {
            return Ok((offer, is_current));
        }
    }
    Ok((None, is_current))
}

/// True if the request for a page failed, and the page is the one before.
fn is_stale(list: &JsValue) -> bool {
    list.get_string("source").as_deref() == Some("stale")
}

/// True if a request for a page was answered in the last minute. `PressOne` counts the requests of all shoppers
/// together, and many can have paid an earlier price.
fn is_page_current(list: &JsValue) -> bool {
    let fetched_at = list.get_f64("fetched_at").unwrap_or_default();
    Date::now() - fetched_at < CURRENT_MS
}

fn offer_of(offer: Option<JsValue>, order: &JsValue) -> Result<JsValue, Error> {
    let Some(package) = offer else {
        let message =
            "the package is not on sale now; nothing was ordered: show the packages again";
        return Err(offer::gone(message));
    };
    offer::check_price(&package, order)?;
    Ok(package)
}

/// The query of a page of the list. The gateway requests the same pages.
fn query_of(order: &JsValue, page: u32) -> JsValue {
    let query = JsValue::object();
    for name in ["country", "type"] {
        query.set(name, &order.get(name));
    }
    query.set("limit", &PAGE_SIZE.into());
    if page > 1 {
        query.set("page", &page.into());
    }
    query
}

/// Reads the order with the id or code in `names`. The journal needs its eSIMs to record their owners.
async fn read_named(
    call: &Call,
    names: &JsValue,
    about: &JsValue,
    digest: &str,
) -> Result<JsValue, CallError> {
    let answer = call.read(&named_order::request(names)?, true).await?;
    let body = JsValue::parse_exact(&answer.get("text")).unwrap_or(JsValue::NULL);
    let order = named_order::order_of(&body, names)?;
    check_named(&order, about, digest)?;
    Ok(order)
}
