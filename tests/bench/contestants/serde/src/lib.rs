//! The five endpoints as a developer would write them first. No journal, cache, retries or timeouts.
mod model;

use gloo_net::http::{Request, RequestBuilder, Response};
use model::{Data, Entry, Order, OrderAnswer, OrderList, Purchase, Query, Renewal};
use model::{RenewalRequest, Topup};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_wasm_bindgen::Serializer;
use wasm_bindgen::prelude::*;

/// A client of one server. A shop's own server needs no token.
#[wasm_bindgen]
pub struct Client {
    base_url: String,
    token: Option<String>,
}

#[wasm_bindgen]
impl Client {
    #[wasm_bindgen(constructor)]
    pub fn new(base_url: String, token: Option<String>) -> Self {
        Self { base_url, token }
    }

    #[wasm_bindgen(js_name = getTopupPackages)]
    pub async fn get_topup_packages(&self, iccid: String) -> Result<JsValue, JsError> {
        let path = format!("/customer/v2/sims/{iccid}/topups");
        let answer: Data<Vec<Topup>> = read(self.get(&path).send().await?).await?;
        to_js(&answer.data)
    }

    #[wasm_bindgen(js_name = getPackageHistory)]
    pub async fn get_package_history(&self, iccid: String) -> Result<JsValue, JsError> {
        let path = format!("/customer/v2/sims/{iccid}/packages");
        let answer: Data<Vec<Entry>> = read(self.get(&path).send().await?).await?;
        to_js(&answer.data)
    }

    #[wasm_bindgen(js_name = getOrderList)]
    pub async fn get_order_list(&self, query: JsValue) -> Result<JsValue, JsError> {
        let Query {
            include,
            page,
            limit,
        } = serde_wasm_bindgen::from_value(query)?;
        let mut request = self
            .get("/customer/v2/orders")
            .query([("include", include.join(","))]);
        for (name, value) in [("page", page), ("limit", limit)] {
            if let Some(value) = value {
                request = request.query([(name, value.to_string())]);
            }
        }
        let answer: OrderAnswer = read(request.send().await?).await?;
        to_js(&OrderList::from(answer))
    }

    #[wasm_bindgen(js_name = submitTopupOrder)]
    pub async fn submit_topup_order(&self, purchase: JsValue) -> Result<JsValue, JsError> {
        let purchase: Purchase = serde_wasm_bindgen::from_value(purchase)?;
        let form = web_sys::FormData::new().map_err(js_error)?;
        let mut fields = vec![
            ("package_id", &purchase.package_id),
            ("iccid", &purchase.iccid),
        ];
        fields.extend(
            purchase
                .description
                .iter()
                .map(|text| ("description", text)),
        );
        for (name, value) in fields {
            form.append_with_str(name, value).map_err(js_error)?;
        }
        let request = self.post("/customer/v2/orders/topups").body(form)?;
        let answer: Data<Order> = read(request.send().await?).await?;
        to_js(&answer.data)
    }

    #[wasm_bindgen(js_name = renewNumber)]
    pub async fn renew_number(&self, renewal: JsValue) -> Result<JsValue, JsError> {
        let renewal: RenewalRequest = serde_wasm_bindgen::from_value(renewal)?;
        let request = self
            .post("/api/third-party/partner/renew-number/")
            .json(&renewal)?;
        let answer: Renewal = read(request.send().await?).await?;
        to_js(&answer)
    }

    fn get(&self, path: &str) -> RequestBuilder {
        self.with_headers(Request::get(&format!("{}{path}", self.base_url)))
    }

    fn post(&self, path: &str) -> RequestBuilder {
        self.with_headers(Request::post(&format!("{}{path}", self.base_url)))
    }

    fn with_headers(&self, request: RequestBuilder) -> RequestBuilder {
        let request = request.header("accept", "application/json");
        match &self.token {
            Some(token) => request.header("authorization", &format!("Bearer {token}")),
            None => request,
        }
    }
}

/// Decodes an order list from its text, as `getOrderList` does.
#[wasm_bindgen(js_name = decodeOrders)]
pub fn decode_orders(text: &str) -> Result<JsValue, JsError> {
    let answer: OrderAnswer = serde_json::from_str(text)?;
    to_js(&OrderList::from(answer))
}

async fn read<T: DeserializeOwned>(response: Response) -> Result<T, JsError> {
    if !response.ok() {
        return Err(JsError::new(&format!("status {}", response.status())));
    }
    Ok(response.json().await?)
}

fn to_js(value: &impl Serialize) -> Result<JsValue, JsError> {
    Ok(value.serialize(&Serializer::json_compatible())?)
}

fn js_error(value: JsValue) -> JsError {
    JsError::new(&format!("{value:?}"))
}
