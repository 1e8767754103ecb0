//! `GET /customer/v2/balance`: the partner's credit.
//!
//! `PressOne`'s page "Get balance". Its content type is `text/plain`. `balances` is one account, or an empty
//! array if there is none.

use crate::core::json::{JsonValue, TypeSet};
use crate::core::request::Request;
use crate::core::schema::{Field, FieldType, SchemaError, nullable, repair_rows, required};
use crate::core::{envelope, error::Error};

const AVAILABLE: &[Field] = &[
    required("amount", FieldType::Number),
    nullable("currency", FieldType::String),
];

const FIELDS: &[Field] = &[
    nullable("name", FieldType::String),
    required("availableBalance", FieldType::Object(AVAILABLE)),
];

/// The request.
fn request<J: JsonValue>(_args: &J) -> Request {
    Request::get("getBalance", "/customer/v2/balance".to_owned())
}

/// Decodes the answer. `balances` becomes an array of accounts.
fn decode<J: JsonValue>(body: &J, _args: &J) -> Result<J, SchemaError> {
    envelope::reject_not_found(body)?;
    let data = body.get("data");
    let balances = data.get("balances");
    let one_account = balances.types().is_subset(TypeSet::OBJECT)
        && balances.get("availableBalance").types() != TypeSet::MISSING;
    let accounts = if one_account {
        J::array(&[balances])
    } else {
        balances.elements().ok_or_else(|| {
            SchemaError::Mismatch(Error::decode(
                "data.balances",
                "is not an account or a list",
            ))
        })?
    };
    data.set(
        "balances",
        &repair_rows(&accounts, FIELDS, "data.balances")?,
    );
    Ok(data)
}

#[cfg(target_arch = "wasm32")]
mod js {
    use super::{decode, request};
    use crate::api::prelude::*;

    #[wasm_bindgen(typescript_custom_section)]
    const TYPES: &str = include_str!("balance.d.ts");

    static ENDPOINT: Endpoint = Endpoint {
        parse: |args| Ok(args.clone()),
        run: Run::Read {
            request,
            answer: decode,
        },
    };

    #[wasm_bindgen]
    impl PartnerClient {
        /// Fetches the partner's credit, which orders are paid from.
        ///
        /// `GET /customer/v2/balance` (PressOne: "Get balance")
        ///
        /// @param options `signal`, `timeoutMs` and `maxRetries` of this call.
        /// @returns The accounts with their amounts, in units of their currency such as US dollars. There is
        /// one, or none.
        /// @throws {PressOneError} `invalid_argument`, `authentication`, `permission`, `rate_limited`,
        /// `network`, `timeout`, `aborted`, `server`, `decode`.
        #[wasm_bindgen(js_name = getBalance, unchecked_return_type = "Promise<Balance>")]
        pub fn get_balance(
            &self,
            #[wasm_bindgen(unchecked_optional_param_type = "PartnerCallOptions")] options: &JsValue,
        ) -> Promise {
            self.start(&ENDPOINT, &JsValue::UNDEFINED, options)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::{TestJson, parse_json, read_answer};

    fn balance(text: &str) -> Result<TestJson, Error> {
        read_answer(decode, text)
    }

    fn with_balances(balances: &str) -> String {
        [
            r#"{"data":{"balances":"#,
            balances,
            r#"},"meta":{"message":"success"}}"#,
        ]
        .concat()
    }

    #[test]
    fn one_account_is_a_list_of_one_in_both_server_shapes() {
        let expected = parse_json(
            r#"{"balances":[{"name":"balance","availableBalance":{"amount":41.5,"currency":"USD"}}]}"#,
        );
        let account = r#"{"name":"balance","availableBalance":{"amount":41.5,"currency":"USD"}}"#;
        let textual = account.replace("41.5", r#""41.50""#);
        for balances in [
            account.to_owned(),
            textual,
            format!("[{account}]"),
            format!(r#"{{"0":{account}}}"#),
        ] {
            assert_eq!(balance(&with_balances(&balances)).unwrap(), expected);
        }
    }

    #[test]
    fn no_account_is_an_empty_list() {
        let found = balance(&with_balances("[]")).unwrap();
        assert_eq!(found, parse_json(r#"{"balances":[]}"#));
    }

    #[test]
    fn unknown_fields_stay_and_an_odd_optional_value_is_null() {
        let found = balance(&with_balances(
            r#"{"name":[],"credit_limit":7,"availableBalance":{"amount":0,"held":1}}"#,
        ));
        let account = found.unwrap().get("balances").at(0);
        assert_eq!(account.get("name"), TestJson::Null);
        assert_eq!(account.get_f64("credit_limit"), Some(7.0));
        let available = account.get("availableBalance");
        assert_eq!(
            available,
            parse_json(r#"{"amount":0,"currency":null,"held":1}"#)
        );
        let issue = account.get("issues").at(0);
        assert_eq!(
            issue.get_string("path").as_deref(),
            Some("data.balances[0].name")
        );
    }

    #[test]
    fn an_unreadable_amount_is_an_error_with_its_path() {
        for (balances, path) in [
            (
                r#"{"availableBalance":{"amount":"much"}}"#,
                "data.balances[0].availableBalance.amount",
            ),
            (
                r#"{"availableBalance":7}"#,
                "data.balances[0].availableBalance",
            ),
            (r#"{"name":"balance"}"#, "data.balances"),
            ("null", "data.balances"),
        ] {
            let error = balance(&with_balances(balances)).unwrap_err();
            assert_eq!(error.path.as_deref(), Some(path), "{balances}");
        }
        assert!(balance("[]").is_err());
    }
}
