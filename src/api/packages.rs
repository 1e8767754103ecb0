//! `GET /customer/v2/packages`: the packages on sale, by country and operator.
//!
//! `PressOne`'s page "Get packages". It asks its clients to fetch the list once an hour at least, and allows 40
//! requests in a minute. A page after the first can be an object with indexes as keys.

use crate::api::esim_fields::APN;
use crate::api::list_page::list_page;
use crate::core::argument::{Arg, ArgType, optional, parse_object};
use crate::core::argument_types::{COUNTRY_CODE, LANGUAGE, PACKAGE_TYPE, POSITIVE_INTEGER};
use crate::core::envelope;
use crate::core::error::Error;
use crate::core::json::{JsonValue, TypeSet};
use crate::core::request::{Query, Request};
use crate::core::schema::{Field, FieldType, SchemaError, nullable, required, rows_match};

const IMAGE: &[Field] = &[
    nullable("width", FieldType::Number),
    nullable("height", FieldType::Number),
    nullable("url", FieldType::String),
];

/// Amounts by currency. Only US dollars are documented.
const AMOUNTS: &[Field] = &[nullable("USD", FieldType::Number)];

const PRICES: &[Field] = &[
    nullable("net_price", FieldType::Object(AMOUNTS)),
    nullable("recommended_retail_price", FieldType::Object(AMOUNTS)),
];

const PACKAGE: &[Field] = &[
    required("id", FieldType::String),
    required("price", FieldType::Number),
    nullable("type", FieldType::String),
    nullable("amount", FieldType::Number),
    nullable("day", FieldType::Number),
    nullable("is_unlimited", FieldType::Bool),
    nullable("title", FieldType::String),
    nullable("short_info", FieldType::String),
    nullable("qr_installation", FieldType::String),
    nullable("manual_installation", FieldType::String),
    nullable("is_fair_usage_policy", FieldType::Bool),
    nullable("fair_usage_policy", FieldType::String),
    nullable("data", FieldType::String),
    nullable("voice", FieldType::Number),
    nullable("text", FieldType::Number),
    nullable("net_price", FieldType::Number),
    nullable("prices", FieldType::Object(PRICES)),
];

const OPERATOR: &[Field] = &[
    nullable("id", FieldType::Id),
    nullable("title", FieldType::String),
    nullable("type", FieldType::String),
    nullable("style", FieldType::String),
    nullable("gradient_start", FieldType::String),
    nullable("gradient_end", FieldType::String),
    nullable("is_prepaid", FieldType::Bool),
    nullable("esim_type", FieldType::String),
    nullable("warning", FieldType::String),
    nullable("apn_type", FieldType::String),
    nullable("apn_value", FieldType::String),
    nullable("apn", FieldType::Object(APN)),
    nullable("is_roaming", FieldType::Bool),
    nullable("info", FieldType::Array),
    nullable("image", FieldType::Object(IMAGE)),
    nullable("plan_type", FieldType::String),
    nullable("activation_policy", FieldType::String),
    nullable("is_kyc_verify", FieldType::Bool),
    nullable("rechargeability", FieldType::Bool),
    nullable("other_info", FieldType::String),
    nullable("coverages", FieldType::Array),
    nullable("countries", FieldType::Array),
    nullable("install_window_days", FieldType::Number),
    nullable("topup_grace_window_days", FieldType::Number),
    nullable("packages", FieldType::List(PACKAGE)),
];

const COUNTRY: &[Field] = &[
    required("slug", FieldType::String),
    nullable("country_code", FieldType::String),
    nullable("title", FieldType::String),
    nullable("image", FieldType::Object(IMAGE)),
    nullable("operators", FieldType::List(OPERATOR)),
];

const QUERY: &[Arg] = &[
    optional("type", PACKAGE_TYPE),
    optional("country", COUNTRY_CODE),
    optional("include", ArgType::SubsetOf(&["topup"])),
    optional("language", LANGUAGE),
    optional("page", POSITIVE_INTEGER),
    optional("limit", POSITIVE_INTEGER),
];

/// The parameters of the API: the name in a query, and the API's.
const PARAMETERS: &[(&str, &str)] = &[
    ("type", "filter[type]"),
    ("country", "filter[country]"),
    ("include", "include"),
    ("page", "page"),
    ("limit", "limit"),
];

fn parse<J: JsonValue>(value: &J) -> Result<J, Error> {
    parse_object(value, "query", QUERY)
}

fn request<J: JsonValue>(query: &J) -> Request {
    let mut request = Request::get("getPackages", "/customer/v2/packages".to_owned());
    let mut out = Query::default();
    out.push_all(query, PARAMETERS);
    request.query = out.finish();
    request.language = query.get_string("language");
    request
}

fn decode<J: JsonValue>(body: &J, query: &J) -> Result<J, SchemaError> {
    let countries = envelope::decode_list(body, COUNTRY)?;
    let received = body.get("data").elements().map_or(0, |rows| rows.length());
    Ok(list_page(body, query, "countries", &countries, received))
}

/// Checks an answer from a store, because other programs can change the store.
fn recheck<J: JsonValue>(page: &J) -> bool {
    let countries = page.get("countries");
    countries.types() == TypeSet::ARRAY
        && page.get_types("meta") == TypeSet::OBJECT
        && page
            .get_types("next")
            .is_subset(TypeSet::NUMBER | TypeSet::NULL)
        && rows_match(&countries, COUNTRY)
}

#[cfg(target_arch = "wasm32")]
pub(crate) use js::ENDPOINT;

#[cfg(target_arch = "wasm32")]
mod js {
    use super::{decode, parse, recheck, request};
    use crate::api::flat_packages::with_packages;
    use crate::api::prelude::*;
    use crate::core::json::TypeSet;
    use crate::core::partner::keeping;
    use crate::wasm::kept_source::KeptSource;
    use crate::wasm::pages::{Pages, walk};

    pub(crate) static ENDPOINT: Endpoint = Endpoint {
        parse,
        run: Run::Cached(KeptSource {
            request,
            answer: decode,
            recheck,
            keeping: &keeping::PACKAGES,
            value_type: TypeSet::OBJECT,
            present: with_packages,
        }),
    };

    static PAGES: Pages = Pages {
        method: "getPackages",
        rows: "packages",
        cursor: "page",
        keys: "country_slug operator_id id",
    };

    #[wasm_bindgen]
    impl PartnerClient {
        /// Returns a page of the packages on sale: `packages` is a flat list to filter, and `countries` is
        /// PressOne's own tree.
        ///
        /// PressOne asks for one request an hour at least, and allows 40 in a minute. So the store keeps each
        /// page for an hour, and all clients of the store together ask PressOne once. If the request fails,
        /// they return the older answer with `source: "stale"`. Concurrent calls share one request. A page of
        /// more than 1,048,576 characters is not kept: pass a smaller `limit`.
        ///
        /// `GET /customer/v2/packages` (PressOne: "Get packages")
        ///
        /// @param query The filters, and the page. By default the first page of all countries and regions.
        /// @param options `signal`, `timeoutMs` and `maxRetries` of this call.
        /// @returns The page, the number of the next one, the time of the fetch, and the source.
        /// @throws {PressOneError} `invalid_argument`, `validation`, `authentication`, `permission`,
        /// `rate_limited`, `network`, `timeout`, `aborted`, `server`, `decode`, `storage` (the store failed,
        /// and nothing was sent).
        #[wasm_bindgen(js_name = getPackages, unchecked_return_type = "Promise<PackageList>")]
        pub fn get_packages(
            &self,
            #[wasm_bindgen(unchecked_optional_param_type = "PackageQuery")] query: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "PartnerCallOptions")] options: &JsValue,
        ) -> Promise {
            self.start(&ENDPOINT, query, options)
        }

        /// Iterates over the packages of all pages: `for await (const each of client.packages(query)) …`.
        ///
        /// Each page is read when the loop reaches it, as by `getPackages`. An error ends the iteration.
        ///
        /// `GET /customer/v2/packages` (PressOne: "Get packages")
        ///
        /// @param query As for `getPackages`. `page` is the first page to read. `limit` is the number of
        /// countries and regions per page.
        /// @param options `signal`, `timeoutMs` and `maxRetries` of each page.
        /// @returns The packages, in the server's order of countries and operators.
        /// @throws {PressOneError} From the iteration: the errors of `getPackages`.
        #[wasm_bindgen(unchecked_return_type = "AsyncIterableIterator<Package>")]
        pub fn packages(
            &self,
            #[wasm_bindgen(unchecked_optional_param_type = "PackageQuery")] query: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "PartnerCallOptions")] options: &JsValue,
        ) -> JsValue {
            walk(self.clone_handle().into(), &PAGES, query, options)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::flat_packages::with_packages;
    use crate::core::schema::decode_read;
    use crate::core::test_json::{TestJson, parse_json};

    fn page(text: &str) -> Result<TestJson, Error> {
        let query = TestJson::object();
        decode_read(&text.to_owned(), &|body: &TestJson| decode(body, &query))
    }

    #[test]
    fn every_parameter_is_encoded_as_the_api_expects() {
        let given = parse_json(
            r#"{"type":"global","country":"SE","include":["topup"],"page":2,"limit":50,"language":"de"}"#,
        );
        let all = request(&parse(&given).unwrap());
        assert_eq!(all.path, "/customer/v2/packages");
        assert_eq!(
            all.query,
            "filter%5Btype%5D=global&filter%5Bcountry%5D=SE&include=topup&page=2&limit=50"
        );
        assert_eq!(all.language.as_deref(), Some("de"));
        let none = request(&parse(&TestJson::Missing).unwrap());
        assert_eq!((none.query.as_str(), none.language), ("", None));
        for (bad, path) in [
            (r#"{"type":"regional"}"#, "query.type"),
            (r#"{"country":"se"}"#, "query.country"),
            (r#"{"country":"SWE"}"#, "query.country"),
            (r#"{"country":"ÅÄ"}"#, "query.country"),
            (r#"{"include":["topups"]}"#, "query.include"),
            (r#"{"language":"de, en"}"#, "query.language"),
            (r#"{"sort":"price"}"#, "query.sort"),
        ] {
            let error = parse(&parse_json(bad)).unwrap_err();
            assert_eq!(error.path.as_deref(), Some(path), "{bad}");
        }
    }

    const COUNTRY_OF_FJORD: &str = r#"{"slug":"norway","country_code":"NO","title":"Norway",
        "image":{"width":132,"height":"99","url":"https://guides.example.com/no.png"},
        "operators":[{"id":91,"style":"light","gradient_start":"white","gradient_end":"grey",
        "type":"local","is_prepaid":"0","title":"Fjord","esim_type":"Prepaid","warning":null,
        "apn_type":"manual","apn_value":"fjord","is_roaming":true,"info":["LTE"],"image":[],
        "plan_type":"data","activation_policy":"first-usage","is_kyc_verify":false,
        "rechargeability":true,"other_info":null,"coverages":[{"name":"NO"}],
        "install_window_days":"30","topup_grace_window_days":null,
        "apn":{"ios":{"apn_type":"manual","apn_value":"fjord"},"android":null},
        "countries":[{"country_code":"NO"}],
        "packages":[{"id":"fjord-15days-2gb","type":"sim","price":"7.00","amount":2048,"day":15,
        "is_unlimited":false,"title":"2 GB - 15 Days","data":"2 GB","voice":null,"text":null,
        "net_price":5.6,"prices":{"net_price":{"USD":"5.60","EUR":5.1},
        "recommended_retail_price":[]}},{"id":"odd"}]}]}"#;

    #[test]
    fn a_page_is_a_list_or_an_object_by_index() {
        for data in [
            format!("[{COUNTRY_OF_FJORD}]"),
            format!(r#"{{"25":{COUNTRY_OF_FJORD}}}"#),
        ] {
            let page = page(&format!(
                r#"{{"data":{data},"meta":{{"current_page":2,"last_page":"3","per_page":"1"}}}}"#
            ));
            let page = page.unwrap();
            assert_eq!(page.get("countries").length(), 1);
            assert_eq!(
                page.get("next"),
                TestJson::Number(2.0),
                "the query has no page"
            );
            assert!(recheck(&page));
        }
        assert_eq!(page(r#"{"data":[]}"#).unwrap().get("next"), TestJson::Null);
    }

    #[test]
    fn every_field_is_there_at_every_level() {
        let page = page(&format!(r#"{{"data":[{COUNTRY_OF_FJORD}]}}"#)).unwrap();
        let country = page.get("countries").at(0);
        let operator = country.get("operators").at(0);
        let package = operator.get("packages").at(0);
        for (object, fields) in [
            (&country, COUNTRY),
            (&operator, OPERATOR),
            (&package, PACKAGE),
        ] {
            for field in fields {
                assert_ne!(object.get(field.name), TestJson::Missing, "{}", field.name);
            }
        }
        assert_eq!(country.get("image").get_f64("height"), Some(99.0));
        assert_eq!(operator.get("is_prepaid"), TestJson::Bool(false));
        assert_eq!(operator.get_f64("install_window_days"), Some(30.0));
        assert_eq!(operator.get("image"), TestJson::Null);
        assert_eq!(operator.get("info"), parse_json(r#"["LTE"]"#));
        assert_eq!(package.get_f64("price"), Some(7.0));
        let prices = package.get("prices");
        assert_eq!(
            prices.get("net_price"),
            parse_json(r#"{"USD":5.6,"EUR":5.1}"#)
        );
        assert_eq!(prices.get("recommended_retail_price"), TestJson::Null);
        assert_eq!(
            operator.get("packages").length(),
            1,
            "one without a price is left out"
        );
        let issue = country.get("issues").at(0);
        assert_eq!(
            issue.get_string("path").as_deref(),
            Some("data[0].operators[0].packages[1].price")
        );
    }

    #[test]
    fn the_flat_list_has_packages_with_their_country_and_operator() {
        let page = page(&format!(
            r#"{{"data":[{COUNTRY_OF_FJORD},{{"slug":"empty"}}]}}"#
        ))
        .unwrap();
        let flat = with_packages(&page).get("packages");
        assert_eq!(flat.length(), 1);
        let row = flat.at(0);
        for (name, value) in [
            ("id", "fjord-15days-2gb"),
            ("type", "sim"),
            ("country_slug", "norway"),
            ("country_code", "NO"),
            ("country", "Norway"),
            ("operator", "Fjord"),
            ("plan_type", "data"),
        ] {
            assert_eq!(row.get_string(name).as_deref(), Some(value), "{name}");
        }
        assert_eq!(row.get_f64("operator_id"), Some(91.0));
        assert_eq!(row.get_f64("price"), Some(7.0));
        let tree = page.get("countries").at(0).get("operators").at(0);
        assert_eq!(tree.get("packages").at(0).get("country"), TestJson::Missing);
    }

    #[test]
    fn a_stored_page_is_checked_again() {
        for bad in [
            "{}",
            r#"{"countries":{},"meta":{},"next":null}"#,
            r#"{"countries":[7],"meta":{},"next":null}"#,
            r#"{"countries":[],"meta":[],"next":null}"#,
            r#"{"countries":[],"meta":{},"next":"2"}"#,
        ] {
            assert!(!recheck(&parse_json(bad)), "{bad}");
        }
    }
}
