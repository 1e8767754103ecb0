//! The part of a renewal that only the partner client has: the entry, the requests.

use crate::core::json::JsonValue;
use crate::core::partner::digest::reference_digest;
use crate::core::request::{Body, Effect, Product, Query, Request};

/// The content of a renewal's journal entry.
pub(crate) fn about<J: JsonValue>(renewal: &J) -> J {
    let about = J::object();
    about.set("email", &renewal.get("email"));
    about.set("number", &J::from_str(&number_digest(renewal)));
    about
}

/// A digest that stands for the number. The API identifies it by the email address.
pub(crate) fn number_digest<J: JsonValue>(renewal: &J) -> String {
    let email = renewal.get_string("email").unwrap_or_default();
    reference_digest(&["email", &email.to_ascii_lowercase()])
}

/// The request. Its path needs the trailing slash: without it the server redirects, and the body is lost.
pub(crate) fn request<J: JsonValue>(renewal: &J) -> Request {
    let path = "/api/third-party/partner/renew-number/";
    let email = renewal.get_string("email").unwrap_or_default();
    let body = Body::Json(vec![("email".into(), email)]);
    Request::post("renewNumber", Effect::Renewal, Product::Voice, path, body)
}

/// The request for the users of the voice product with this email address (PressOne: "List user").
pub(crate) fn user_request<J: JsonValue>(endpoint: &'static str, args: &J) -> Request {
    let email = args.get_string("email").unwrap_or_default();
    let mut query = Query::default();
    query.push::<J>("email", &email);
    let path = "/api/third-party/partner/user/".to_owned();
    let mut request = Request::get(endpoint, path);
    request.product = Product::Voice;
    request.query = query.finish();
    request
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::api::renewal::parse_renewal;
    use crate::core::test_json::parse_json;

    #[test]
    fn the_request_s_path_has_a_trailing_slash() {
        let request =
            request(&parse_renewal(&parse_json(r#"{"email":"ada@example.org"}"#)).unwrap());
        assert_eq!(request.path, "/api/third-party/partner/renew-number/");
        assert_eq!(request.product, Product::Voice);
        assert_eq!(
            request.body,
            Body::Json(vec![("email".into(), "ada@example.org".to_owned())])
        );
    }
}
