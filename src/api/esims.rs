//! `GET /customer/v2/sims` and `GET /customer/v2/sims/:iccid`: the partner's eSIMs.
//!
//! `PressOne`'s pages "Get eSIMs list" and "Get eSIM". An empty ICCID in the second path would reach the list,
//! so an ICCID is checked first, and the answer's ICCID is compared with it.

use crate::api::common::{parse_iccid, sim_path};
use crate::api::esim_fields::{APN, SHARING, esim_fields};
use crate::api::list_page::list_page;
use crate::api::order::ORDER;
use crate::core::argument::{Arg, ArgType, optional, parse_object};
use crate::core::argument_types::{ICCID_PART, POSITIVE_INTEGER};
use crate::core::envelope;
use crate::core::error::Error;
use crate::core::json::{JsonValue, TypeSet};
use crate::core::partner::order_description::split_descriptions;
use crate::core::request::{Query, Request};
use crate::core::schema::{Field, FieldType, SchemaError, nullable, required};

const ESIM: &[Field] = esim_fields![
    required("iccid", FieldType::String),
    nullable("recycled", FieldType::Bool),
    nullable("recycled_at", FieldType::String),
    // The order that the eSIM was bought with. `order` is null in each published answer.
    nullable("simable", FieldType::Object(ORDER)),
    nullable("order", FieldType::Object(ORDER)),
];

const INCLUDE: Arg = optional(
    "include",
    ArgType::SubsetOf(&["order", "order.status", "order.user", "share"]),
);

const LIST_QUERY: &[Arg] = &[
    INCLUDE,
    optional("created_at", ArgType::DateRange),
    optional("iccid", ICCID_PART),
    optional("page", POSITIVE_INTEGER),
    optional("limit", POSITIVE_INTEGER),
];

/// The parameters of the API: the name in a query, and the API's.
const PARAMETERS: &[(&str, &str)] = &[
    ("include", "include"),
    ("created_at", "filter[created_at]"),
    ("iccid", "filter[iccid]"),
    ("page", "page"),
    ("limit", "limit"),
];

fn parse_list<J: JsonValue>(query: &J) -> Result<J, Error> {
    parse_object(query, "query", LIST_QUERY)
}

/// Parses `[iccid, query]` of a caller.
fn parse_one<J: JsonValue>(args: &J) -> Result<J, Error> {
    let query = parse_object(&args.at(1), "query", &[INCLUDE])?;
    query.set("iccid", &parse_iccid(&args.at(0))?);
    Ok(query)
}

fn list_request<J: JsonValue>(query: &J) -> Request {
    let mut request = Request::get("getEsims", "/customer/v2/sims".to_owned());
    request.query = parameters(query, PARAMETERS);
    request
}

/// The request for one eSIM. The arguments have been checked.
fn one_request<J: JsonValue>(args: &J) -> Request {
    let mut request = Request::get("getEsim", sim_path(&args.get("iccid"), ""));
    request.query = parameters(args, &[("include", "include")]);
    request
}

fn parameters<J: JsonValue>(values: &J, names: &[(&'static str, &str)]) -> String {
    let mut query = Query::default();
    query.push_all(values, names);
    query.finish()
}

fn decode_list<J: JsonValue>(body: &J, query: &J) -> Result<J, SchemaError> {
    let rows = envelope::decode_list(body, ESIM)?;
    split_orders(&rows);
    let received = body.get("data").elements().map_or(0, |rows| rows.length());
    Ok(list_page(body, query, "esims", &rows, received))
}

fn decode_one<J: JsonValue>(body: &J, args: &J) -> Result<J, SchemaError> {
    let esim = envelope::decode_object(body, ESIM)?;
    if esim.get_string("iccid") != args.get_string("iccid") {
        let problem = "is that of another eSIM";
        return Err(SchemaError::Mismatch(Error::decode("data.iccid", problem)));
    }
    split_orders(&J::array(std::slice::from_ref(&esim)));
    Ok(esim)
}

/// Splits the descriptions of the orders of eSIMs.
fn split_orders<J: JsonValue>(esims: &J) {
    let orders: Vec<J> = (0..esims.length())
        .flat_map(|index| ["simable", "order"].map(|name| esims.at(index).get(name)))
        .filter(|order| order.types().is_subset(TypeSet::OBJECT))
        .collect();
    split_descriptions(&J::array(&orders));
}

#[cfg(target_arch = "wasm32")]
mod js {
    use super::{decode_list, decode_one, list_request, one_request, parse_list, parse_one};
    use crate::api::prelude::*;
    use crate::wasm::pages::{Pages, walk};

    static LIST: Endpoint = Endpoint {
        parse: parse_list,
        run: Run::Read {
            request: list_request,
            answer: decode_list,
        },
    };

    static ONE: Endpoint = Endpoint {
        parse: parse_one,
        run: Run::Read {
            request: one_request,
            answer: decode_one,
        },
    };

    static PAGES: Pages = Pages {
        method: "getEsims",
        rows: "esims",
        cursor: "page",
        keys: "iccid",
    };

    #[wasm_bindgen]
    impl PartnerClient {
        /// Fetches one page of the partner's eSIMs.
        ///
        /// `GET /customer/v2/sims` (PressOne: "Get eSIMs list")
        ///
        /// @param query The filters, the parts to include, and the page. By default the first page of all
        /// eSIMs.
        /// @param options `signal`, `timeoutMs` and `maxRetries` of this call.
        /// @returns The eSIMs in the server's order, the position of the page, and the number of the next one.
        /// @throws {PressOneError} `invalid_argument`, `validation`, `authentication`, `permission`,
        /// `rate_limited`, `network`, `timeout`, `aborted`, `server`, `decode`.
        #[wasm_bindgen(js_name = getEsims, unchecked_return_type = "Promise<EsimList>")]
        pub fn get_esims(
            &self,
            #[wasm_bindgen(unchecked_optional_param_type = "EsimListQuery")] query: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "PartnerCallOptions")] options: &JsValue,
        ) -> Promise {
            self.start(&LIST, query, options)
        }

        /// Iterates over the eSIMs of all pages: `for await (const esim of client.esims(query)) …`.
        ///
        /// Each page is fetched when the loop reaches it. New eSIMs can push an eSIM onto the next page; it is
        /// returned once. An error ends the iteration.
        ///
        /// `GET /customer/v2/sims` (PressOne: "Get eSIMs list")
        ///
        /// @param query As for `getEsims`. `page` is the first page to fetch.
        /// @param options `signal`, `timeoutMs` and `maxRetries` of each request.
        /// @returns The eSIMs that match the query, in the server's order.
        /// @throws {PressOneError} From the iteration: the errors of `getEsims`.
        #[wasm_bindgen(unchecked_return_type = "AsyncIterableIterator<Esim>")]
        pub fn esims(
            &self,
            #[wasm_bindgen(unchecked_optional_param_type = "EsimListQuery")] query: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "PartnerCallOptions")] options: &JsValue,
        ) -> JsValue {
            walk(self.clone_handle().into(), &PAGES, query, options)
        }

        /// Fetches one eSIM. PressOne returns only eSIMs that were ordered through its API.
        ///
        /// `GET /customer/v2/sims/:iccid` (PressOne: "Get eSIM")
        ///
        /// @param iccid The eSIM's ICCID: 17 to 22 digits, as a string.
        /// @param query `include`: the parts to add to the eSIM.
        /// @param options `signal`, `timeoutMs` and `maxRetries` of this call.
        /// @returns The eSIM.
        /// @throws {PressOneError} `invalid_argument`, `not_found` (unknown eSIM; PressOne may answer
        /// `validation` instead), `authentication`, `permission`, `rate_limited`, `network`, `timeout`,
        /// `aborted`, `server`, `decode`.
        #[wasm_bindgen(js_name = getEsim, unchecked_return_type = "Promise<Esim>")]
        pub fn get_esim(
            &self,
            #[wasm_bindgen(unchecked_param_type = "string")] iccid: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "EsimQuery")] query: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "PartnerCallOptions")] options: &JsValue,
        ) -> Promise {
            self.start(&ONE, &pair(iccid, query), options)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::error::Kind;
    use crate::core::schema::decode_read;
    use crate::core::test_json::{TestJson, parse_json};

    const ICCID: &str = "8944500102030405061";

    fn one(text: &str) -> Result<TestJson, Error> {
        let args = parse_json(&format!(r#"{{"iccid":"{ICCID}"}}"#));
        decode_read(&text.to_owned(), &|body: &TestJson| decode_one(body, &args))
    }

    fn list(text: &str) -> Result<TestJson, Error> {
        let query = TestJson::object();
        decode_read(&text.to_owned(), &|body: &TestJson| {
            decode_list(body, &query)
        })
    }

    #[test]
    fn every_parameter_is_encoded_as_the_api_expects() {
        let given = parse_json(
            r#"{"include":["share","order.user","order"],"iccid":"8944",
            "created_at":{"from":"2026-01-01","to":"2026-02-01"},"page":2,"limit":50}"#,
        );
        let request = list_request(&parse_list(&given).unwrap());
        assert_eq!(request.path, "/customer/v2/sims");
        assert_eq!(
            request.query,
            "include=order%2Corder.user%2Cshare\
             &filter%5Bcreated_at%5D=2026-01-01%20-%202026-02-01&filter%5Biccid%5D=8944&page=2&limit=50"
        );
        assert_eq!(
            list_request(&parse_list(&TestJson::Missing).unwrap()).query,
            ""
        );
        for bad in [
            r#"{"type":"sim"}"#,
            r#"{"include":["sims"]}"#,
            r#"{"page":0}"#,
        ] {
            assert!(parse_list(&parse_json(bad)).is_err(), "{bad}");
        }
    }

    #[test]
    fn no_other_iccid_than_a_whole_one_reaches_a_path() {
        let request = |args: &str| parse_one(&parse_json(args)).map(|args| one_request(&args));
        let whole = request(&format!(r#"["{ICCID}",{{"include":["share"]}}]"#)).unwrap();
        assert_eq!(whole.path, ["/customer/v2/sims/", ICCID].concat());
        assert_eq!(whole.query, "include=share");
        for iccid in [r#""""#, "null", r#""/""#, r#"" ""#, "7", r#""8944""#] {
            let error = request(&format!("[{iccid}]")).unwrap_err();
            assert_eq!(
                (error.kind, error.path.as_deref()),
                (Kind::InvalidArgument, Some("iccid")),
                "{iccid}"
            );
        }
    }

    const OLDER: &str = r#"{"id":13110,"created_at":"2026-02-27 08:30:14",
        "iccid":"8944500102030405061","lpa":"smdp.example.com","imsis":null,"matching_id":"M-1",
        "qrcode":"LPA:1$smdp.example.com$M-1","qrcode_url":"https://guides.example.com/qr.png",
        "direct_apple_installation_url":"https://install.example.com/M-1","voucher_code":null,
        "airalo_code":null,"apn_type":"automatic","apn_value":null,"is_roaming":true,
        "confirmation_code":"5751","order":null,"brand_settings_name":"fjord","recycled":true,
        "recycled_at":"2026-05-05 10:52:39","simable":{"id":4110,"code":"20260227-004110",
        "created_at":"2026-02-27 08:30:14","type":"sim","package_id":"fjord-7days-1gb","quantity":1,
        "price":"9.50","validity":"7","sharing":{"link":"https://esims.example.com/a","access_code":"4812"},
        "status":{"name":"Completed","slug":"completed"}}}"#;
    const NEWER: &str = r#"{"id":"13110","created_at":"2026-02-27 08:30:14",
        "iccid":8944500102030405061,"lpa":"smdp.example.com","matching_id":"M-1",
        "qrcode":"LPA:1$smdp.example.com$M-1","qrcode_url":"https://guides.example.com/qr.png",
        "direct_apple_installation_url":"https://install.example.com/M-1",
        "apn_type":"automatic","is_roaming":"1","msisdn":4670000001,
        "apn":{"ios":{"apn_type":"automatic","apn_value":"N/A"},"android":[]},
        "sharing":{"link":null,"access_code":null},"recycled":0,
        "simable":{"id":"4110","code":"20260227-004110","created_at":"2026-02-27 08:30:14",
        "type":"sim","package_id":"fjord-7days-1gb","quantity":"1","price":9.5,"validity":7,
        "net_price":"8.10","voice":"100"}}"#;

    #[test]
    fn every_field_is_there_in_both_server_shapes() {
        for text in [OLDER, NEWER] {
            let esim = one(&format!(
                r#"{{"data":{text},"meta":{{"message":"succes"}}}}"#
            ))
            .unwrap();
            for field in ESIM {
                assert_ne!(esim.get(field.name), TestJson::Missing, "{}", field.name);
            }
            for field in ORDER {
                let found = esim.get("simable").get(field.name);
                assert_ne!(found, TestJson::Missing, "{}", field.name);
            }
            assert_eq!(esim.get_string("iccid").as_deref(), Some(ICCID));
            assert_eq!(esim.get_f64("id"), Some(13_110.0));
            assert_eq!(esim.get("is_roaming"), TestJson::Bool(true));
            assert_eq!(esim.get("order"), TestJson::Null);
            assert_eq!(esim.get("simable").get_f64("price"), Some(9.5));
            assert_eq!(esim.get("simable").get_f64("validity"), Some(7.0));
            assert_eq!(esim.get("issues"), TestJson::Missing);
        }
        let newer = one(&format!(r#"{{"data":{NEWER}}}"#)).unwrap();
        assert_eq!(newer.get("recycled"), TestJson::Bool(false));
        assert_eq!(newer.get_string("msisdn").as_deref(), Some("4670000001"));
        assert_eq!(newer.get("apn").get("android"), TestJson::Null);
        assert_eq!(newer.get("simable").get_f64("voice"), Some(100.0));
    }

    #[test]
    fn a_page_has_its_rows_as_a_list_or_by_index() {
        for data in [format!("[{OLDER},7]"), format!(r#"{{"0":{OLDER},"1":7}}"#)] {
            let page = list(&format!(
                r#"{{"data":{data},"meta":{{"current_page":1,"last_page":"3","per_page":"2","total":5}}}}"#
            ))
            .unwrap();
            assert_eq!(page.get("esims").length(), 1, "the odd row is left out");
            assert_eq!(page.get("next"), TestJson::Number(2.0));
            assert_eq!(page.get("meta").get_f64("total"), Some(5.0));
        }
        let empty = list(r#"{"data":[]}"#).unwrap();
        assert_eq!(
            (empty.get("esims").length(), empty.get("next")),
            (0, TestJson::Null)
        );
    }

    #[test]
    fn an_odd_order_costs_the_order_alone() {
        let odd = OLDER.replace(r#""code":"20260227-004110","#, "");
        let esims = list(&format!(r#"{{"data":[{odd}]}}"#))
            .unwrap()
            .get("esims");
        assert_eq!(esims.at(0).get("simable"), TestJson::Null);
        let issue = esims.at(0).get("issues").at(0);
        assert_eq!(
            issue.get_string("path").as_deref(),
            Some("data[0].simable.code")
        );
    }

    #[test]
    fn the_description_of_an_order_is_split() {
        let description = "po2:0123456789abcdef0123456789abcdef:01234567:ada:cart-7:for Ada";
        let with = OLDER.replace(
            r#""quantity":1"#,
            &format!(r#""description":"{description}""#),
        );
        let esims = list(&format!(r#"{{"data":[{with}]}}"#))
            .unwrap()
            .get("esims");
        let order = esims.at(0).get("simable");
        assert_eq!(order.get_string("reference").as_deref(), Some("cart-7"));
        assert_eq!(order.get_string("description").as_deref(), Some("for Ada"));
    }

    #[test]
    fn the_answer_for_another_esim_is_refused() {
        let other = OLDER.replace(ICCID, "8944500102030405079");
        for data in [other.clone(), format!("[{other}]")] {
            let error = one(&format!(r#"{{"data":{data}}}"#)).unwrap_err();
            assert_eq!(error.path.as_deref(), Some("data.iccid"));
        }
        let unknown = r#"{"data":[],"meta":{"message":"messages.resource_not_found"}}"#;
        assert_eq!(one(unknown).unwrap_err().kind, Kind::NotFound);
    }
}
