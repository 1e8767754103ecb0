//! The kind of an answer that means a failure, and its meaning in words. They depend on the status and the
//! business code, never on the server's words.

use super::error::Kind;

/// The business codes, from the error-handling pages of `PressOne` and of the API that it is built on.
pub(crate) const PRESSONE_CODES: &[(u32, Kind)] = &[
    (11, Kind::InsufficientBalance),
    (13, Kind::Server),
    (14, Kind::Validation),
    (23, Kind::PackageUnavailable),
    (33, Kind::PackageUnavailable),
    (34, Kind::PackageUnavailable),
    (43, Kind::Validation),
    (53, Kind::Server),
    (73, Kind::SimRecycled),
    (89, Kind::Permission),
];

/// The kind of a code of `PressOne`.
pub fn kind_of_number(code: f64) -> Option<Kind> {
    let known = PRESSONE_CODES
        .iter()
        .find(|(number, _)| f64::from(*number) == code);
    known.map(|(_, kind)| *kind)
}

/// The kind of an answer. `known` is that of its code.
pub fn kind_of(status: u16, known: Option<Kind>, not_found: bool) -> Kind {
    match status {
        401 => Kind::Authentication,
        403 => Kind::Permission,
        404 => Kind::NotFound,
        411 => Kind::Configuration,
        429 => Kind::RateLimited,
        _ => known.unwrap_or(match status {
            _ if not_found => Kind::NotFound,
            408 => Kind::Server,
            200..300 | 400..500 => Kind::Validation,
            _ => Kind::Server,
        }),
    }
}

/// The meaning of an answer in words.
pub fn meaning_of(kind: Kind, status: u16) -> &'static str {
    match status {
        0 | 300..=399 => {
            "the server answered with a redirect, which is not followed: check baseUrl"
        }
        401 => "the server rejected the credentials",
        403 => "the server does not allow this",
        404 => "the server did not find this",
        411 => {
            "nothing was done, because the server needs a Content-Length: pass a fetch that sends one"
        }
        429 => "too many requests",
        _ if kind == Kind::NotFound => "the server did not find this",
        _ if status < 500 || kind != Kind::Server => "the server rejected the request",
        _ => "the server failed",
    }
}
