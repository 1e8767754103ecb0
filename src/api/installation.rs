//! `GET /customer/v2/sims/:iccid/instructions`: how an eSIM is installed on phones.
//!
//! `PressOne`'s page "Get installation instructions". The language is the header `Accept-Language`. The server
//! writes steps as an object with numbers as keys; they become an array in their order.

use crate::api::common::{parse_iccid, sim_path};
use crate::core::argument::{Arg, optional, parse_object};
use crate::core::argument_types::LANGUAGE;
use crate::core::envelope;
use crate::core::error::Error;
use crate::core::json::{JsonValue, TypeSet, strings};
use crate::core::request::Request;
use crate::core::schema::{Field, FieldType, SchemaError, nullable, repair_object};
use crate::core::text::{decimal, join};

const BY_QR_CODE: &[Field] = &[
    nullable("steps", FieldType::Array),
    nullable("qr_code_data", FieldType::String),
    nullable("qr_code_url", FieldType::String),
    nullable("direct_apple_installation_url", FieldType::String),
];

const MANUAL: &[Field] = &[
    nullable("steps", FieldType::Array),
    nullable("smdp_address_and_activation_code", FieldType::String),
];

const NETWORK: &[Field] = &[
    nullable("steps", FieldType::Array),
    nullable("apn_type", FieldType::String),
    nullable("apn_value", FieldType::String),
    nullable("is_roaming", FieldType::Bool),
];

const SYSTEM: &[Field] = &[
    nullable("model", FieldType::String),
    nullable("version", FieldType::String),
    nullable("installation_via_qr_code", FieldType::Object(BY_QR_CODE)),
    nullable("installation_manual", FieldType::Object(MANUAL)),
    nullable("network_setup", FieldType::Object(NETWORK)),
];

const INSTRUCTIONS: &[Field] = &[
    nullable("language", FieldType::String),
    nullable("ios", FieldType::List(SYSTEM)),
    nullable("android", FieldType::List(SYSTEM)),
];

/// The parts of a system's instructions that have steps.
const PARTS: [&str; 3] = [
    "installation_via_qr_code",
    "installation_manual",
    "network_setup",
];

const QUERY: &[Arg] = &[optional("language", LANGUAGE)];

/// Parses `[iccid, query]` of a caller.
fn parse<J: JsonValue>(args: &J) -> Result<J, Error> {
    let query = parse_object(&args.at(1), "query", QUERY)?;
    query.set("iccid", &parse_iccid(&args.at(0))?);
    Ok(query)
}

/// The request. The arguments have been checked.
fn request<J: JsonValue>(args: &J) -> Request {
    let path = sim_path(&args.get("iccid"), "/instructions");
    let mut request = Request::get("getInstallation", path);
    request.language = Some(args.get_string("language").unwrap_or_default());
    request
}

fn decode<J: JsonValue>(body: &J, _args: &J) -> Result<J, SchemaError> {
    envelope::reject_not_found(body)?;
    let instructions = body.get("data").get("instructions");
    let path = "data.instructions";
    if !instructions.types().is_subset(TypeSet::OBJECT) {
        return Err(SchemaError::Mismatch(Error::decode(
            path,
            "is not an object",
        )));
    }
    repair_object(&instructions, INSTRUCTIONS, path)?;
    for system in ["ios", "android"] {
        let versions = instructions.get(system);
        for index in 0..versions.length() {
            for part in PARTS {
                let path = join(&[
                    path,
                    ".",
                    system,
                    "[",
                    &decimal(index),
                    "].",
                    part,
                    ".steps",
                ]);
                keep_texts(&versions.at(index).get(part), &path, &instructions);
            }
        }
    }
    Ok(instructions)
}

/// Leaves out steps that are no texts, and adds an issue.
fn keep_texts<J: JsonValue>(part: &J, path: &str, instructions: &J) {
    let steps = part.get("steps");
    let texts: Vec<J> = strings(&steps).map(|step| J::from_str(&step)).collect();
    if texts.len() == steps.length() as usize {
        return;
    }
    part.set("steps", &J::array(&texts));
    let issue = J::object();
    issue.set_text("path", path);
    issue.set_text(
        "message",
        "the answer cannot be read: a step is not a string",
    );
    let earlier = instructions.get("issues");
    let mut issues: Vec<J> = (0..earlier.length())
        .map(|index| earlier.at(index))
        .collect();
    issues.push(issue);
    instructions.set("issues", &J::array(&issues));
}

#[cfg(target_arch = "wasm32")]
mod js {
    use super::{decode, parse, request};
    use crate::api::prelude::*;

    static ENDPOINT: Endpoint = Endpoint {
        parse,
        run: Run::Read {
            request,
            answer: decode,
        },
    };

    #[wasm_bindgen]
    impl PartnerClient {
        /// Fetches the instructions for an eSIM's installation: by QR code, by hand, and for iPhones by a link.
        ///
        /// The texts are PressOne's. They are not checked, so show them as text: they are not safe for
        /// `innerHTML`.
        ///
        /// `GET /customer/v2/sims/:iccid/instructions` (PressOne: "Get installation instructions")
        ///
        /// @param iccid The eSIM's ICCID: 17 to 22 digits, as a string.
        /// @param query `language`: the language of the steps. By default the client's header
        /// `Accept-Language`, or English.
        /// @param options `signal`, `timeoutMs` and `maxRetries` of this call.
        /// @returns The instructions for each operating system.
        /// @throws {PressOneError} `invalid_argument`, `not_found` (unknown eSIM), `sim_recycled`,
        /// `authentication`, `permission`, `rate_limited`, `network`, `timeout`, `aborted`, `server`,
        /// `decode`. PressOne documents no error of this endpoint.
        #[wasm_bindgen(js_name = getInstallation, unchecked_return_type = "Promise<Installation>")]
        pub fn get_installation(
            &self,
            #[wasm_bindgen(unchecked_param_type = "string")] iccid: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "InstallationQuery")] query: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "PartnerCallOptions")] options: &JsValue,
        ) -> Promise {
            self.start(&ENDPOINT, &pair(iccid, query), options)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::error::Kind;
    use crate::core::test_json::{TestJson, parse_json, read_answer};

    const ICCID: &str = "8944500102030405061";

    fn installation(text: &str) -> Result<TestJson, Error> {
        read_answer(decode, text)
    }

    #[test]
    fn the_language_is_a_header_and_english_by_default() {
        let request = |query: &str| {
            let args = parse_json(&format!(r#"["{ICCID}",{query}]"#));
            parse(&args).map(|args| request(&args))
        };
        let german = request(r#"{"language":"de"}"#).unwrap();
        assert_eq!(
            german.path,
            ["/customer/v2/sims/", ICCID, "/instructions"].concat()
        );
        assert_eq!(german.language.as_deref(), Some("de"));
        assert_eq!(
            request(r#"{"language":"pt-BR"}"#)
                .unwrap()
                .language
                .as_deref(),
            Some("pt-BR")
        );
        for none in ["null", "{}", r#"{"language":null}"#] {
            assert_eq!(
                request(none).unwrap().language.as_deref(),
                Some(""),
                "{none}"
            );
        }
        for bad in [
            r#""""#,
            r#""d""#,
            r#""de, en""#,
            r#""de\r\nx""#,
            "7",
            r#""é-é""#,
        ] {
            let error = request(&format!(r#"{{"language":{bad}}}"#)).unwrap_err();
            assert_eq!(error.path.as_deref(), Some("query.language"), "{bad}");
        }
        let args = parse_json(r#"["",null]"#);
        assert_eq!(parse(&args).unwrap_err().path.as_deref(), Some("iccid"));
    }

    const ANSWER: &str = r#"{"data":{"instructions":{"language":"EN","ios":[{"model":null,
        "version":"18,17","installation_via_qr_code":{"steps":{"1":"Open","2":"Scan","10":"Done"},
        "qr_code_data":"LPA:1$smdp.example.com$M-1","qr_code_url":"https://guides.example.com/qr.png",
        "direct_apple_installation_url":"https://guides.example.com/apple"},
        "installation_manual":{"steps":["Open","Type"],
        "smdp_address_and_activation_code":"smdp.example.com"},
        "network_setup":{"steps":[],"apn_type":"manual","apn_value":"fjord","is_roaming":"1"}}],
        "android":{"0":{"version":14,"installation_via_qr_code":{"steps":{"1":"Open"},
        "qr_code_data":"LPA:1$smdp.example.com$M-1"}}}}},"meta":{"message":"success"}}"#;

    #[test]
    fn steps_are_arrays_in_their_order_and_every_field_is_there() {
        let expected = parse_json(
            r#"{"language":"EN","ios":[{"model":null,"version":"18,17",
            "installation_via_qr_code":{"steps":["Open","Scan","Done"],
            "qr_code_data":"LPA:1$smdp.example.com$M-1","qr_code_url":"https://guides.example.com/qr.png",
            "direct_apple_installation_url":"https://guides.example.com/apple"},
            "installation_manual":{"steps":["Open","Type"],
            "smdp_address_and_activation_code":"smdp.example.com"},
            "network_setup":{"steps":[],"apn_type":"manual","apn_value":"fjord","is_roaming":true}}],
            "android":[{"model":null,"version":"14","installation_via_qr_code":{"steps":["Open"],
            "qr_code_data":"LPA:1$smdp.example.com$M-1","qr_code_url":null,
            "direct_apple_installation_url":null},"installation_manual":null,"network_setup":null}]}"#,
        );
        assert_eq!(installation(ANSWER).unwrap(), expected);
    }

    #[test]
    fn a_step_that_is_no_text_is_left_out_and_odd_steps_are_null() {
        let found = installation(
            r#"{"data":{"instructions":{"ios":[{"installation_manual":{"steps":["a",{"b":1},"c"]},
            "network_setup":{"steps":"none"}}],"android":[],"new":1}}}"#,
        );
        let found = found.unwrap();
        let ios = found.get("ios").at(0);
        assert_eq!(
            ios.get("installation_manual").get("steps"),
            parse_json(r#"["a","c"]"#)
        );
        assert_eq!(ios.get("network_setup").get("steps"), TestJson::Null);
        assert_eq!(found.get("android"), parse_json("[]"));
        assert_eq!(found.get_f64("new"), Some(1.0));
        let issues = found.get("issues");
        let path = |index| issues.at(index).get_string("path").unwrap();
        assert_eq!(path(0), "data.instructions.ios[0].network_setup.steps");
        assert_eq!(
            path(1),
            "data.instructions.ios[0].installation_manual.steps"
        );
    }

    #[test]
    fn an_answer_without_instructions_is_an_error() {
        for text in [
            r#"{"data":{}}"#,
            r#"{"data":[]}"#,
            r#"{"data":{"instructions":[]}}"#,
            "7",
        ] {
            let error = installation(text).unwrap_err();
            assert_eq!(error.path.as_deref(), Some("data.instructions"), "{text}");
        }
        let unknown = r#"{"data":[],"meta":{"message":"messages.resource_not_found"}}"#;
        assert_eq!(installation(unknown).unwrap_err().kind, Kind::NotFound);
    }
}
