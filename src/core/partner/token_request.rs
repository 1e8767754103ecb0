//! `POST /customer/v2/token`: the access token, which the client fetches itself.
//!
//! `PressOne`'s page "Request access token". Its versions document three encodings of the body. All of
//! them accept a form.

use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;
use crate::core::partner::secret::check_secret;
use crate::core::request::{Body, Effect, Product, Request};
use crate::core::schema::{Field, FieldType, SchemaError, check_object, nullable, required};
use crate::core::text::{decimal, join};

const FIELDS: &[Field] = &[
    required("access_token", FieldType::String),
    nullable("expires_in", FieldType::Number),
];

/// An access token.
#[derive(Debug, PartialEq)]
pub struct AccessToken {
    /// The token.
    pub value: String,
    /// The lifetime in seconds that the server sent.
    pub expires_in: Option<f64>,
}

/// The request. It is a `POST`, but a read: a repetition is harmless.
pub fn request(client_id: String, client_secret: String) -> Request {
    let body = Body::Form(vec![
        ("client_id", client_id),
        ("client_secret", client_secret),
        ("grant_type", "client_credentials".to_owned()),
    ]);
    let path = "/customer/v2/token";
    let mut request = Request::post("getAccessToken", Effect::Read, Product::Data, path, body);
    request.authorized = false;
    request
}

/// Decodes the answer.
///
/// # Errors
/// A mismatch with its path. It does not quote the token.
pub fn decode<J: JsonValue>(body: &J) -> Result<AccessToken, SchemaError> {
    let data = body.get("data");
    check_object(&data, FIELDS, "data")?;
    let value = data.get_string("access_token").unwrap_or_default();
    check_secret(&value, "data.access_token", Kind::Decode).map_err(SchemaError::Mismatch)?;
    Ok(AccessToken {
        value,
        expires_in: data.get_f64("expires_in"),
    })
}

/// Turns a rejection by this endpoint into `authentication`: all its rejections mean wrong credentials.
/// `reason` still has the server's words.
pub fn as_authentication_error(mut error: Error) -> Error {
    if matches!(error.kind, Kind::Validation | Kind::Authentication) {
        error.kind = Kind::Authentication;
        error.message = join(&[
            "PressOne refused client_id or client_secret (",
            &decimal(error.status.unwrap_or_default().into()),
            "); check options.credentials",
        ]);
    }
    error
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::schema::decode_read;
    use crate::core::test_json::TestJson;

    fn token(text: &str) -> Result<AccessToken, Error> {
        decode_read::<TestJson, _>(&text.to_owned(), &decode)
    }

    #[test]
    fn the_request_is_a_form_without_authorization() {
        let request = request("id".to_owned(), "secret".to_owned());
        assert_eq!(request.path, "/customer/v2/token");
        assert!(!request.authorized && request.effect == Effect::Read);
        let Body::Form(fields) = request.body else {
            panic!("not a form")
        };
        let fields: Vec<_> = fields
            .iter()
            .map(|(name, value)| (*name, value.as_str()))
            .collect();
        assert_eq!(
            fields,
            [
                ("client_id", "id"),
                ("client_secret", "secret"),
                ("grant_type", "client_credentials")
            ]
        );
    }

    #[test]
    fn the_token_and_its_lifetime_are_decoded() {
        for (text, expires_in) in [
            (
                r#"{"data":{"access_token":"a.b.c","expires_in":31622400}}"#,
                Some(31_622_400.0),
            ),
            (
                r#"{"data":{"access_token":"a.b.c","expires_in":"60"},"meta":7}"#,
                Some(60.0),
            ),
            (r#"{"data":{"access_token":"a.b.c"}}"#, None),
        ] {
            let expected = AccessToken {
                value: "a.b.c".to_owned(),
                expires_in,
            };
            assert_eq!(token(text), Ok(expected), "{text}");
        }
    }

    #[test]
    fn an_invalid_token_is_an_error_that_does_not_quote_it() {
        for (text, path) in [
            (r#"{"data":{}}"#, "data.access_token"),
            (r#"{"data":[]}"#, "data"),
            (r#"{"data":{"access_token":""}}"#, "data.access_token"),
            (
                r#"{"data":{"access_token":"two words"}}"#,
                "data.access_token",
            ),
        ] {
            let error = token(text).unwrap_err();
            assert_eq!(error.path.as_deref(), Some(path), "{text}");
            assert!(!error.message.contains("two words"));
        }
    }

    #[test]
    fn a_rejection_is_an_authentication_error() {
        for (kind, status) in [(Kind::Validation, 422), (Kind::Authentication, 401)] {
            let mut rejection = Error::new(kind, &["the parameter is invalid"]);
            rejection.status = Some(status);
            let error = as_authentication_error(rejection);
            assert_eq!(error.kind, Kind::Authentication);
            let expected = format!(
                "PressOne refused client_id or client_secret ({status}); check options.credentials"
            );
            assert_eq!(error.message, expected);
        }
        assert_eq!(
            as_authentication_error(Error::new(Kind::RateLimited, &[])).kind,
            Kind::RateLimited
        );
    }
}
