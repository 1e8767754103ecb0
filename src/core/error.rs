//! The one error type of the crate, and its kinds.

use std::fmt;
use std::ops::{Deref, DerefMut};

/// What went wrong, as JavaScript sees it in `error.kind`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An argument of the call is not what the function takes. Nothing was sent.
    InvalidArgument,
    /// The client was set up in a way that cannot work or is not safe. Nothing was sent.
    Configuration,
    /// The server does not accept the credentials or the token.
    Authentication,
    /// The server knows the caller and does not allow this.
    Permission,
    /// The server does not know the eSIM, order or user.
    NotFound,
    /// The server refused a value that was sent; `fields` may say which.
    Validation,
    /// The package is not on offer for this eSIM now.
    PackageUnavailable,
    /// The package costs something else than the shopper paid. Nothing was ordered.
    PriceChanged,
    /// The partner's balance does not cover the order.
    InsufficientBalance,
    /// The eSIM was recycled: it can neither be used nor topped up any more.
    SimRecycled,
    /// Too many requests; `retry_after_ms` says when to come back.
    RateLimited,
    /// No answer could be had from the server.
    Network,
    /// The call took longer than its `timeoutMs`.
    Timeout,
    /// The caller's signal ended the call.
    Aborted,
    /// The server failed, or answered in a way that no endpoint allows (a redirect).
    Server,
    /// The answer cannot be read, or lacks what it must hold; `path` says where.
    Decode,
    /// A purchase or renewal left, and whether it happened is not known.
    OutcomeUnknown,
    /// The reference belongs to another purchase.
    ReferenceReused,
    /// The storage that a purchase depends on does not work.
    Storage,
}

impl Kind {
    /// Whether a refusal of this kind is about what was ordered, and not about who asked or how.
    pub const fn is_order_rejection(self) -> bool {
        matches!(
            self,
            Self::PackageUnavailable
                | Self::PriceChanged
                | Self::InsufficientBalance
                | Self::SimRecycled
        )
    }

    /// The stable text that JavaScript compares.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::InvalidArgument => "invalid_argument",
            Self::Configuration => "configuration",
            Self::Authentication => "authentication",
            Self::Permission => "permission",
            Self::NotFound => "not_found",
            Self::Validation => "validation",
            Self::PackageUnavailable => "package_unavailable",
            Self::PriceChanged => "price_changed",
            Self::InsufficientBalance => "insufficient_balance",
            Self::SimRecycled => "sim_recycled",
            Self::RateLimited => "rate_limited",
            Self::Network => "network",
            Self::Timeout => "timeout",
            Self::Aborted => "aborted",
            Self::Server => "server",
            Self::Decode => "decode",
            Self::OutcomeUnknown => "outcome_unknown",
            Self::ReferenceReused => "reference_reused",
            Self::Storage => "storage",
        }
    }
}

/// `PressOne`'s business code: documented as "a numeric or string identifier".
#[derive(Clone, Debug, PartialEq)]
pub enum Code {
    /// A number, or text that is one.
    Number(f64),
    /// Any other text.
    Text(String),
}

impl Code {
    /// Whether this is the given numeric code.
    pub fn is_number(&self, number: u32) -> bool {
        matches!(self, Self::Number(value) if *value == f64::from(number))
    }
}

/// One or more messages about one field of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldMessages {
    /// The field as the server names it; may be dotted.
    pub field: String,
    /// What the server says about it.
    pub messages: Vec<String>,
}

/// A failure: everything that a caller can be told about it, behind one pointer, for it is moved
/// through every `Result` of the crate.
#[derive(Clone, Debug, PartialEq)]
pub struct Error(Box<Details>);

/// What an error says.
#[derive(Clone, Debug, PartialEq)]
pub struct Details {
    /// The kind to branch on.
    pub kind: Kind,
    /// A sentence for the developer.
    pub message: String,
    /// The HTTP status, where there was an answer.
    pub status: Option<u16>,
    /// The server's business code.
    pub code: Option<Code>,
    /// The server's own words.
    pub reason: Option<String>,
    /// The server's messages per field.
    pub fields: Vec<FieldMessages>,
    /// How long the server asks to wait, in milliseconds.
    pub retry_after_ms: Option<f64>,
    /// The argument or the field of the answer that is meant, such as `data[3].price`.
    pub path: Option<String>,
    /// The purchase or renewal whose outcome is not known.
    pub reference: Option<String>,
    /// What led to this error.
    pub cause: Option<Error>,
}

impl Deref for Error {
    type Target = Details;
    fn deref(&self) -> &Details {
        &self.0
    }
}

impl DerefMut for Error {
    fn deref_mut(&mut self) -> &mut Details {
        &mut self.0
    }
}

impl Error {
    /// An error of this kind with a message, in parts, and nothing else.
    pub fn new(kind: Kind, message: &[&str]) -> Self {
        Self(Box::new(Details {
            kind,
            message: message.concat(),
            status: None,
            code: None,
            reason: None,
            fields: Vec::new(),
            retry_after_ms: None,
            path: None,
            reference: None,
            cause: None,
        }))
    }

    /// A refused argument; the message begins with its name.
    pub fn argument(path: &str, problem: &str) -> Self {
        Self::new(Kind::InvalidArgument, &[path, " ", problem]).at(path)
    }

    /// A refused option of the client; the message begins with its name.
    pub fn configuration(path: &str, problem: &str) -> Self {
        Self::new(Kind::Configuration, &[path, " ", problem]).at(path)
    }

    /// An answer that cannot be read at this path.
    pub fn decode(path: &str, problem: &str) -> Self {
        let message = ["the answer cannot be read: ", path, " ", problem];
        Self::new(Kind::Decode, &message).at(path)
    }

    /// A write whose outcome is not known, because of `cause`.
    pub fn outcome_unknown(cause: Self) -> Self {
        let mut error = Self::new(
            Kind::OutcomeUnknown,
            &[
                "the request was sent and may have been carried out: look before you repeat it (",
                &cause.message,
                ")",
            ],
        );
        error.status = cause.status;
        error.code.clone_from(&cause.code);
        error.reason.clone_from(&cause.reason);
        error.cause = Some(cause);
        error
    }

    /// A write that an earlier call began, whose outcome is not known.
    pub fn earlier_pending() -> Self {
        let message = "an earlier request may have been carried out, and nothing tells yet: call again \
                       later, or settle it";
        Self::new(Kind::OutcomeUnknown, &[message])
    }

    /// A write that an earlier call may have begun, of which nothing can be learned because of `cause`.
    pub fn earlier_outcome_unknown(cause: Self) -> Self {
        let mut error = Self::new(
            Kind::OutcomeUnknown,
            &[
                "whether an earlier request of this reference was carried out cannot be told (",
                &cause.message,
                ")",
            ],
        );
        error.cause = Some(cause);
        error
    }

    /// The same error, about this argument or field.
    #[must_use]
    pub fn at(mut self, path: &str) -> Self {
        self.path = Some(path.to_owned());
        self
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unknown_outcome_keeps_its_cause_and_status() {
        let mut cause = Error::new(Kind::Server, &["the server failed (502)"]);
        cause.status = Some(502);
        let error = Error::outcome_unknown(cause.clone());
        assert_eq!(error.kind, Kind::OutcomeUnknown);
        assert_eq!(error.status, Some(502));
        assert_eq!(error.cause.as_ref(), Some(&cause));
        assert!(error.to_string().contains("the server failed (502)"));
    }

    #[test]
    fn an_argument_error_names_the_argument() {
        let error = Error::argument("order.iccid", "has to be 17 to 22 digits");
        assert_eq!(error.message, "order.iccid has to be 17 to 22 digits");
        assert_eq!(error.path.as_deref(), Some("order.iccid"));
    }
}
