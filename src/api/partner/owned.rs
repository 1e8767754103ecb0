//! The questions of the gateway about what shoppers own. They are not in the types of users.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::api::common::parse_iccid;
use crate::core::argument::{Arg, ArgType, optional, parse_object, parse_value};
use crate::core::argument_types::{EMAIL, POSITIVE_INTEGER, SHOPPER};
use crate::core::error::Error;
use crate::core::json::JsonValue;
use crate::core::partner::ownership::Subject;
use crate::partner::PartnerClient;
use crate::partner::ownership;
use crate::wasm::promise::promise;

const PAGE: &[Arg] = &[
    optional("page", POSITIVE_INTEGER),
    optional(
        "limit",
        ArgType::Number {
            integer: true,
            min: 1.0,
            max: 100.0,
            problem: "must be an integer from 1 to 100",
        },
    ),
];
const DEFAULT_LIMIT: u32 = 25;

fn parse_text(value: &JsValue, path: &str, arg_type: ArgType) -> Result<String, Error> {
    let text = parse_value(value, path, arg_type)?;
    Ok(text.as_string().unwrap_or_default())
}

fn parse_shopper(value: &JsValue, path: &str) -> Result<String, Error> {
    parse_text(value, path, SHOPPER)
}

#[wasm_bindgen]
impl PartnerClient {
    /// True if this client's journal sold an eSIM to a shopper.
    #[wasm_bindgen(js_name = ownsEsim, skip_typescript)]
    pub fn owns_esim(&self, shopper: &JsValue, iccid: &JsValue) -> Promise {
        let iccid = parse_iccid(iccid).map(|iccid| iccid.as_string().unwrap_or_default());
        self.owns(Subject::Esim, shopper, iccid)
    }

    /// True if a shopper claimed a number.
    #[wasm_bindgen(js_name = ownsNumber, skip_typescript)]
    pub fn owns_number(&self, shopper: &JsValue, email: &JsValue) -> Promise {
        let email = parse_text(email, "email", EMAIL).map(|email| email.to_ascii_lowercase());
        self.owns(Subject::Number, shopper, email)
    }

    /// Lists the eSIMs that were sold to a shopper, as they were sold, newest first.
    #[wasm_bindgen(js_name = esimsOf, skip_typescript)]
    pub fn esims_of(&self, shopper: &JsValue, query: &JsValue) -> Promise {
        let state = self.state();
        let (shopper, query) = (
            parse_shopper(shopper, "shopper"),
            parse_object(query, "query", PAGE),
        );
        promise(async move {
            let (shopper, query) = (shopper?, query?);
            let page = query.get_u32("page").unwrap_or(1);
            let limit = query.get_u32("limit").unwrap_or(DEFAULT_LIMIT);
            ownership::esims_of(&state, &shopper, page, limit).await
        })
    }

    /// Makes another shopper the only owner of an eSIM.
    #[wasm_bindgen(js_name = transferEsim, skip_typescript)]
    pub fn transfer_esim(&self, iccid: &JsValue, from: &JsValue, to: &JsValue) -> Promise {
        let state = self.state();
        let iccid = parse_iccid(iccid).map(|iccid| iccid.as_string().unwrap_or_default());
        let from = parse_shopper(from, "fromShopper");
        let to = parse_shopper(to, "toShopper");
        promise(async move {
            let moved = ownership::transfer(&state, &iccid?, &from?, &to?).await?;
            Ok(moved.into())
        })
    }
}

impl PartnerClient {
    fn owns(&self, subject: Subject, shopper: &JsValue, id: Result<String, Error>) -> Promise {
        let state = self.state();
        let shopper = parse_shopper(shopper, "shopper");
        promise(async move {
            let owns = ownership::owns(&state, subject, &shopper?, &id?).await?;
            Ok(owns.into())
        })
    }
}
