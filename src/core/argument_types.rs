//! The types of arguments that several endpoints have.

use super::argument::ArgType;
use super::charset::Charset;

/// An ICCID: 17 to 22 digits (the documented examples have 17, 18 and 19). It is part of a path, so an
/// empty one would reach another endpoint.
pub const ICCID: ArgType = ArgType::String {
    charset: Charset::Digits,
    min: 17,
    max: 22,
    problem: "must be an ICCID as a string: 17 to 22 digits",
};
/// A part of an ICCID.
pub const ICCID_PART: ArgType = ArgType::String {
    charset: Charset::Digits,
    min: 1,
    max: 22,
    problem: "must be 1 to 22 digits as a string",
};
/// A string that is not blank and has no control characters.
pub const NON_BLANK: ArgType = ArgType::String {
    charset: Charset::NonBlank,
    min: 1,
    max: usize::MAX,
    problem: "must not be blank or contain control characters",
};
/// Any string.
pub const ANY_STRING: ArgType = ArgType::String {
    charset: Charset::Any,
    min: 0,
    max: usize::MAX,
    problem: "",
};
/// An email address.
pub const EMAIL: ArgType = ArgType::String {
    charset: Charset::Email,
    min: 3,
    max: 254,
    problem: "must be an email address",
};
/// The reference of a purchase: the payment's id.
pub const REFERENCE: ArgType = ArgType::String {
    charset: Charset::Reference,
    min: 1,
    max: 255,
    problem: "must be 1 to 255 printable ASCII characters, without a space at an end. A client \
              secret of a payment (…_secret_…) is refused: use the payment's id",
};
/// A language, such as `de` or `pt-BR`. It is sent as a header.
pub const LANGUAGE: ArgType = ArgType::String {
    charset: Charset::HeaderName,
    min: 2,
    max: 35,
    problem: "must be a language code, such as \"de\" or \"pt-BR\"",
};
/// A country: the two capital letters of ISO 3166-1.
pub const COUNTRY_CODE: ArgType = ArgType::String {
    charset: Charset::Capitals,
    min: 2,
    max: 2,
    problem: "must be the two capital letters of a country, such as \"SE\"",
};
/// The part of the list of packages that has a package.
pub const PACKAGE_TYPE: ArgType = ArgType::OneOf(&["local", "global"]);
/// The number of eSIMs of one order.
pub const QUANTITY: ArgType = ArgType::Number {
    integer: true,
    min: 1.0,
    max: 50.0,
    problem: "must be the number of eSIMs: an integer from 1 to 50",
};
/// The shop's id of a shopper.
pub const SHOPPER: ArgType = ArgType::String {
    charset: Charset::NonBlank,
    min: 1,
    max: 1_024,
    problem: "must be 1 to 1024 bytes of text, without control characters",
};
/// The caller's own description. With the other parts it fits into 255 characters, the usual size of such
/// a database column.
pub const DESCRIPTION: ArgType = ArgType::String {
    charset: Charset::Printable,
    min: 0,
    max: 100,
    problem: "must be at most 100 bytes of text, without control characters",
};
/// The number of failed tries that a caller knows of.
pub const TRIES: ArgType = ArgType::Number {
    integer: true,
    min: 0.0,
    max: 1_000_000.0,
    problem: "must be the number of failed tries: an integer from 0 up",
};
/// A price in USD.
pub const PRICE: ArgType = ArgType::Number {
    integer: false,
    min: 0.0,
    max: f64::MAX,
    problem: "must be a price: a number from 0 up",
};
/// An integer from 1 up.
pub const POSITIVE_INTEGER: ArgType = ArgType::Number {
    integer: true,
    min: 1.0,
    max: 4_294_967_295.0,
    problem: "must be an integer from 1 up",
};
/// A delay in milliseconds: at most 2^31 - 1 (about 24 days), the limit of `setTimeout`.
pub const TIMEOUT_MS: ArgType = ArgType::Number {
    integer: false,
    min: f64::MIN_POSITIVE,
    max: 2_147_483_647.0,
    problem: "must be milliseconds: more than 0, at most 2147483647",
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::argument::parse_value;
    use crate::core::error::Kind;
    use crate::core::test_json::TestJson;

    fn accepts(arg_type: ArgType, value: &TestJson) -> bool {
        match parse_value(value, "path", arg_type) {
            Ok(_) => true,
            Err(error) => {
                assert_eq!(error.kind, Kind::InvalidArgument);
                assert_eq!(error.path.as_deref(), Some("path"));
                false
            }
        }
    }

    fn text(value: &str) -> TestJson {
        TestJson::String(value.to_owned())
    }

    #[test]
    fn an_iccid_is_17_to_22_digits() {
        for good in [
            "89440000000000017",
            "8944000000000000017",
            "8944000000000000000017",
        ] {
            assert!(accepts(ICCID, &text(good)), "{good}");
        }
        for bad in [
            "",
            "8944000000000001",
            "89440000000000000000178",
            "894400000000000001x",
            "8944 00000000000017",
            "8944000000000000017/",
            "../sims/894400000000",
            "٨٩٤٤٠٠٠٠٠٠٠٠٠٠٠٠٠١٧",
        ] {
            assert!(!accepts(ICCID, &text(bad)), "{bad}");
        }
        assert!(!accepts(ICCID, &TestJson::Number(8.9e18)));
        assert!(accepts(ICCID_PART, &text("8944")));
        assert!(!accepts(ICCID_PART, &text("")));
        assert!(!accepts(ICCID_PART, &text("x")));
    }

    #[test]
    fn an_email_has_two_parts_and_no_white_space() {
        assert!(accepts(EMAIL, &text("ada@example.org")));
        for bad in [
            "",
            "ada",
            "@example.org",
            "ada@",
            "a@b@c",
            "a da@example.org",
            "a@b\n",
            &format!("{}@example.org", "a".repeat(250)),
        ] {
            assert!(!accepts(EMAIL, &text(bad)), "{bad}");
        }
    }

    #[test]
    fn a_reference_is_any_payment_id_and_no_client_secret() {
        let longest = "a".repeat(255);
        let checkout = format!("cs_test_{}", "a1".repeat(29));
        for good in [
            "pay-7",
            "gid://shopify/Order/1",
            "YWJj+/==",
            "two words",
            &checkout,
            &longest,
        ] {
            assert!(accepts(REFERENCE, &text(good)), "{good}");
        }
        let longer = "a".repeat(256);
        let secret = "pi_1_secret_2";
        for bad in ["", " ", " a", "a ", "é", "a\n", "a\0", secret, &longer] {
            assert!(!accepts(REFERENCE, &text(bad)), "{bad}");
        }
    }

    #[test]
    fn a_non_blank_string_has_no_control_characters() {
        assert!(accepts(NON_BLANK, &text("Größe 3 %")));
        for bad in ["", "  ", "a\nb", "a\0"] {
            assert!(!accepts(NON_BLANK, &text(bad)), "{bad:?}");
            assert!(accepts(ANY_STRING, &text(bad)), "{bad:?}");
        }
    }

    #[test]
    fn a_number_is_in_its_range() {
        const PAGE: ArgType = POSITIVE_INTEGER;
        assert_eq!(
            parse_value(&TestJson::Number(7.0), "page", PAGE),
            Ok(TestJson::Number(7.0))
        );
        for bad in [0.0, -1.0, 1.5, f64::NAN, f64::INFINITY, 4_294_967_296.0] {
            assert!(!accepts(PAGE, &TestJson::Number(bad)), "{bad}");
        }
        for good in [0.0, 22.5] {
            assert!(accepts(PRICE, &TestJson::Number(good)), "{good}");
        }
        for bad in [-0.01, f64::NAN, f64::INFINITY] {
            assert!(!accepts(PRICE, &TestJson::Number(bad)), "{bad}");
        }
        assert!(accepts(TIMEOUT_MS, &TestJson::Number(1.0)));
        for bad in [0.0, -1.0, f64::NAN, f64::INFINITY, 2_147_483_648.0] {
            assert!(!accepts(TIMEOUT_MS, &TestJson::Number(bad)), "{bad}");
        }
        assert!(!accepts(TIMEOUT_MS, &text("1")));
    }
}
