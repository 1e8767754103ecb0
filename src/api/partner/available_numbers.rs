//! The numbers that can be claimed.
//!
//! `PressOne`'s menu has "List available numbers" (`GET`, voice-only product). Its path, its query and its answer are
//! not documented. So the path is an option of the client, and the parameters are the caller's. The answer is read in
//! the forms of the users' list.

use super::users::{is_query, list_of};
use crate::core::argument::parse_value;
use crate::core::argument_types::NON_BLANK;
use crate::core::error::Error;
use crate::core::json::{JsonValue, TypeSet, strings};
use crate::core::request::{Product, Query, Request};
use crate::core::schema::{Field, FieldType, SchemaError, nullable, repair_rows};
use crate::core::text::join;

const FIELDS: &[Field] = &[nullable("number", FieldType::String)];

/// Parses the query. The path and the name of the number's field become a part of it.
pub(crate) fn parse<J: JsonValue>(
    value: &J,
    path: Result<&str, Error>,
    number_field: Option<&str>,
) -> Result<J, Error> {
    let missing = TypeSet::MISSING | TypeSet::NULL;
    let given = match value.snapshot() {
        Some(copy) if copy.types().is_subset(TypeSet::OBJECT) => copy,
        _ if value.types().is_subset(missing) => J::object(),
        _ => return Err(Error::argument("query", "must be an object")),
    };
    let after = given.get("after");
    let has_after = !after.types().is_subset(missing);
    let after = after.as_string().filter(|after| is_query(after));
    if has_after && after.is_none() {
        return Err(Error::argument(
            "query.after",
            "must be the `next` of a page",
        ));
    }
    let mut own = Query::default();
    for name in strings(&given.keys()).filter(|name| name != "after") {
        let value = given.get_dynamic(&name);
        if value.types().is_subset(missing) {
            continue;
        }
        let value = parse_value(&value, &join(&["query.", &name]), NON_BLANK)?;
        own.push::<J>(&name, &value.as_string().unwrap_or_default());
    }
    let args = J::object();
    let query = continued::<J>(after.as_deref().unwrap_or_default(), &own.finish());
    args.set_text("query", &query);
    args.set_text("path", path?);
    args.set_text("numberField", number_field.unwrap_or("number"));
    Ok(args)
}

/// The query of a page: the caller's parameters, and those of the server in `after` that have other names.
fn continued<J: JsonValue>(after: &str, own: &str) -> String {
    let name_of = |parameter| str::split_once(parameter, '=').map_or(parameter, |(name, _)| name);
    let mut query = own.to_owned();
    for parameter in after.split('&').filter(|parameter| !parameter.is_empty()) {
        let name = name_of(parameter);
        // A server may leave characters in a name that the caller's form encodes.
        let encoded = J::encode(name);
        let mut names = own.split('&').map(name_of);
        if !names.any(|own| own == name || own == encoded) {
            let separator = if query.is_empty() { "" } else { "&" };
            query = join(&[&query, separator, parameter]);
        }
    }
    query
}

/// The request.
fn request<J: JsonValue>(args: &J) -> Request {
    let path = args.get_string("path").unwrap_or_default();
    let mut request = Request::get("getAvailableNumbers", path);
    request.product = Product::Voice;
    request.query = args.get_string("query").unwrap_or_default();
    request
}

/// Decodes the answer. A row that is a text is a number. `number` is the field that the client's option names.
fn decode<J: JsonValue>(body: &J, args: &J) -> Result<J, SchemaError> {
    let (path, rows, page) = list_of(body)?;
    let field = args.get_string("numberField").unwrap_or_default();
    let mut numbers = Vec::new();
    for index in 0..rows.length() {
        let row = rows.at(index);
        let number = if row.types().is_subset(TypeSet::OBJECT) {
            row.get_dynamic(&field)
        } else {
            row.clone()
        };
        let is_plain = number.types().is_subset(TypeSet::STRING) || number.as_f64().is_some();
        if row.types().is_subset(TypeSet::OBJECT) {
            if is_plain {
                row.set("number", &number);
            }
            numbers.push(row);
        } else if is_plain {
            let named = J::object();
            named.set("number", &number);
            numbers.push(named);
        } else {
            numbers.push(row);
        }
    }
    page.set("numbers", &repair_rows(&J::array(&numbers), FIELDS, path)?);
    Ok(page)
}

#[cfg(target_arch = "wasm32")]
mod js {
    use super::{decode, parse, request};
    use crate::api::prelude::*;
    use crate::wasm::promise::promise;

    #[wasm_bindgen(typescript_custom_section)]
    const TYPES: &str = include_str!("available_numbers.d.ts");

    static ENDPOINT: Endpoint = Endpoint {
        parse: |args| Ok(args.clone()),
        run: Run::Read {
            request,
            answer: decode,
        },
    };

    #[wasm_bindgen]
    impl PartnerClient {
        /// Fetches one page of the phone numbers that can be claimed.
        ///
        /// PressOne documents that this endpoint exists, and neither its path nor its answer. So it needs the option
        /// `numbers.availablePath`. All fields of a number are as the server sends them. `number` is the field that the
        /// option `numbers.numberField` names.
        ///
        /// `GET` (PressOne: "List available numbers")
        ///
        /// @param query Parameters of the request as texts. PressOne does not document them. `after` is the `next` of the
        /// page before.
        /// @param options `signal`, `timeoutMs` and `maxRetries` of this call.
        /// @returns The numbers, and the `next` page's `after` or null.
        /// @throws {PressOneError} `configuration` (the option is missing; nothing was sent), `invalid_argument`,
        /// `validation`, `not_found`, `authentication`, `permission`, `rate_limited`, `network`, `timeout`, `aborted`,
        /// `server`, `decode`.
        #[wasm_bindgen(
            js_name = getAvailableNumbers,
            unchecked_return_type = "Promise<AvailableNumberList>"
        )]
        pub fn get_available_numbers(
            &self,
            #[wasm_bindgen(unchecked_optional_param_type = "AvailableNumberQuery")] query: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "PartnerCallOptions")] options: &JsValue,
        ) -> Promise {
            let numbers = self.numbers();
            let args = parse(query, numbers.available(), numbers.number_field());
            match args {
                Ok(args) => self.start(&ENDPOINT, &args, options),
                Err(error) => promise(async move { Err(error.into()) }),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::error::Kind;
    use crate::core::test_json::{TestJson, parse_json};

    fn parsed(query: &str) -> Result<TestJson, Error> {
        parse(&parse_json(query), Ok("/voice/numbers/"), Some("msisdn"))
    }

    #[test]
    fn the_caller_s_parameters_are_sent_to_the_option_s_path() {
        let request = |query: &str| request(&parsed(query).unwrap());
        let plain = request("null");
        assert_eq!((&*plain.path, &*plain.query), ("/voice/numbers/", ""));
        assert_eq!(plain.product, Product::Voice);
        assert_eq!(
            request(r#"{"area code":"202&","country":"US"}"#).query,
            "area%20code=202%26&country=US"
        );
        for (query, sent) in [
            (r#"{"after":"page=2&x=1"}"#, "page=2&x=1"),
            (r#"{"after":"page=2","country":"US"}"#, "country=US&page=2"),
            (
                r#"{"after":"country=GB&page=2&countryside=1&country","country":"US"}"#,
                "country=US&page=2&countryside=1",
            ),
            (
                r#"{"after":"filter[area]=1&filter%5Barea%5D=2&page=3","filter[area]":"202"}"#,
                "filter%5Barea%5D=202&page=3",
            ),
            (r#"{"after":"country=GB&","country":"US"}"#, "country=US"),
            (r#"{"after":"page=2","country":null}"#, "page=2"),
        ] {
            assert_eq!(request(query).query, sent, "{query}");
        }
        for (bad, path) in [
            (r#"{"page":{}}"#, "query.page"),
            (r#"{"after":"a b"}"#, "query.after"),
            ("7", "query"),
        ] {
            assert_eq!(
                parsed(bad).unwrap_err().path.as_deref(),
                Some(path),
                "{bad}"
            );
        }
    }

    #[test]
    fn without_the_option_nothing_is_sent() {
        let missing = Err(Error::configuration(
            "options.numbers.availablePath",
            "is needed",
        ));
        let error = parse(&parse_json("{}"), missing, None).unwrap_err();
        assert_eq!(error.kind, Kind::Configuration);
    }

    #[test]
    fn rows_are_texts_or_objects_in_the_forms_of_two_frameworks() {
        let args = parsed("{}").unwrap();
        let decoded = |text: &str| decode(&parse_json(text), &args).unwrap();
        for (text, numbers) in [
            (
                r#"["+1202",46701]"#,
                r#"[{"number":"+1202"},{"number":"46701"}]"#,
            ),
            (
                r#"{"count":1,"next":null,"results":[{"msisdn":"+1202","fee":2}]}"#,
                r#"[{"msisdn":"+1202","fee":2,"number":"+1202"}]"#,
            ),
            (
                r#"{"data":[{"phone":"+1"}]}"#,
                r#"[{"phone":"+1","number":null}]"#,
            ),
        ] {
            let page = decoded(text);
            assert_eq!(page.get("numbers"), parse_json(numbers), "{text}");
            assert_eq!(page.get("next"), TestJson::Null);
        }
    }
}
