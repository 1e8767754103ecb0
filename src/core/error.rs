//! The error type of the crate, and its kinds.

use super::text::join;
use std::fmt;
use std::ops::{Deref, DerefMut};

/// The kind of an error, `error.kind` in JavaScript.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// An argument of the call is invalid. Nothing was sent.
    InvalidArgument,
    /// The client's options cannot work or are not safe, or the server cannot read requests without a
    /// length. Nothing was done.
    Configuration,
    /// The server rejected the credentials or the token.
    Authentication,
    /// The server does not allow the caller to do this.
    Permission,
    /// The server does not know the eSIM, order or user.
    NotFound,
    /// The server rejected a value that was sent. `fields` may say which.
    Validation,
    /// The package is not on offer for this eSIM now. Nothing was ordered.
    PackageUnavailable,
    /// The package's price is not the price that the shopper paid. Nothing was ordered.
    PriceChanged,
    /// The partner's balance does not cover the order.
    InsufficientBalance,
    /// The eSIM was recycled. It can no longer be used or topped up.
    SimRecycled,
    /// Too many requests. `retry_after_ms` is the time to wait.
    RateLimited,
    /// The server could not be reached, or its answer did not arrive.
    Network,
    /// The call took longer than its `timeoutMs`.
    Timeout,
    /// The caller's signal ended the call.
    Aborted,
    /// The server failed, or answered with a redirect.
    Server,
    /// The answer cannot be read, or a required field is missing. `path` is its place.
    Decode,
    /// A purchase, renewal or claim was sent; it may have been carried out.
    OutcomeUnknown,
    /// The reference belongs to another purchase.
    ReferenceReused,
    /// Another call is at work on the same reference or number.
    InProgress,
    /// The shop closed the reference. Nothing was ordered, and nothing will be.
    PurchaseClosed,
    /// Another renewal or claim of the number is open. `reference` names it.
    NumberBusy,
    /// The payment of the reference was not made. Nothing was ordered.
    PaymentRequired,
    /// The payment of the reference is not confirmed yet.
    PaymentPending,
    /// The store does not work.
    Storage,
}

impl Kind {
    /// Every kind.
    const ALL: &'static [Self] = &[
        Self::InvalidArgument,
        Self::Configuration,
        Self::Authentication,
        Self::Permission,
        Self::NotFound,
        Self::Validation,
        Self::PackageUnavailable,
        Self::PriceChanged,
        Self::InsufficientBalance,
        Self::SimRecycled,
        Self::RateLimited,
        Self::Network,
        Self::Timeout,
        Self::Aborted,
        Self::Server,
        Self::Decode,
        Self::OutcomeUnknown,
        Self::ReferenceReused,
        Self::InProgress,
        Self::PurchaseClosed,
        Self::NumberBusy,
        Self::PaymentRequired,
        Self::PaymentPending,
        Self::Storage,
    ];

    /// The kind of a text of `error.kind`.
    pub fn parse(text: &str) -> Option<Self> {
        let is = |kind: &&Self| kind.as_str() == text;
        Self::ALL.iter().find(is).copied()
    }

    /// The text of `error.kind`. It never changes.
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
            Self::InProgress => "in_progress",
            Self::PurchaseClosed => "purchase_closed",
            Self::NumberBusy => "number_busy",
            Self::PaymentRequired => "payment_required",
            Self::PaymentPending => "payment_pending",
            Self::Storage => "storage",
        }
    }
}

/// A business code of `PressOne`: documented as "a numeric or string identifier".
#[derive(Clone, Debug, PartialEq)]
pub enum Code {
    /// A number, or a string that is one.
    Number(f64),
    /// Any other string.
    Text(String),
}

impl Code {
    /// True if this is the given number.
    pub fn is_number(&self, number: u32) -> bool {
        matches!(self, Self::Number(value) if *value == f64::from(number))
    }
}

/// The server's messages about one field of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldMessages {
    /// The server's name of the field. It may contain dots.
    pub field: String,
    /// The messages.
    pub messages: Vec<String>,
}

/// The statement of a failed write about its order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WriteOutcome {
    /// Nothing was ordered.
    NotOrdered,
    /// The order may have been made.
    Unknown,
}

impl WriteOutcome {
    /// The text of `error.outcome`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::NotOrdered => "not_ordered",
            Self::Unknown => "unknown",
        }
    }
}

/// An error. Its details are boxed, because it is part of every `Result` of the crate.
#[derive(Clone, Debug, PartialEq)]
pub struct Error(Box<Details>);

/// The details of an error.
#[derive(Clone, Debug, PartialEq)]
pub struct Details {
    /// The kind, for programs.
    pub kind: Kind,
    /// The message, for developers.
    pub message: String,
    /// The HTTP status, if there was an answer.
    pub status: Option<u16>,
    /// The server's business code.
    pub code: Option<Code>,
    /// The server's own message.
    pub reason: Option<String>,
    /// The server's messages per field.
    pub fields: Vec<FieldMessages>,
    /// The time that the server asks to wait, in milliseconds.
    pub retry_after_ms: Option<f64>,
    /// The argument or the field of the answer, such as `data[3].price`.
    pub path: Option<String>,
    /// The reference of the purchase, renewal or claim whose outcome is not known.
    pub reference: Option<String>,
    /// The statement about the order, for the error of a write.
    pub outcome: Option<WriteOutcome>,
    /// The number of failed tries of the reference.
    pub tries: Option<u32>,
    /// True if an earlier try failed, and this call sent nothing.
    pub stored: bool,
    /// The price that was paid and the price that is offered, in USD.
    pub prices: Option<(f64, f64)>,
    /// The cause of this error.
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
    /// An error of a kind. The message is given in parts.
    pub fn new(kind: Kind, message: &[&str]) -> Self {
        Self(Box::new(Details {
            kind,
            message: join(message),
            status: None,
            code: None,
            reason: None,
            fields: Vec::new(),
            retry_after_ms: None,
            path: None,
            reference: None,
            outcome: None,
            tries: None,
            stored: false,
            prices: None,
            cause: None,
        }))
    }

    /// An invalid argument. The message begins with its path.
    pub fn argument(path: &str, problem: &str) -> Self {
        Self::new(Kind::InvalidArgument, &[path, " ", problem]).at(path)
    }

    /// An invalid option of the client. The message begins with its path.
    pub fn configuration(path: &str, problem: &str) -> Self {
        Self::new(Kind::Configuration, &[path, " ", problem]).at(path)
    }

    /// An answer that cannot be read, at this path.
    pub fn decode(path: &str, problem: &str) -> Self {
        let message = ["the answer cannot be read: ", path, " ", problem];
        Self::new(Kind::Decode, &message).at(path)
    }

    /// A write of this call whose outcome is not known, because of `cause`.
    pub fn outcome_unknown(cause: Self) -> Self {
        let mut error = Self::new(
            Kind::OutcomeUnknown,
            &[
                "the request was sent and may have been carried out; call again with the same \
                 reference (",
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

    /// A write of an earlier call whose outcome is not known.
    pub fn earlier_pending() -> Self {
        let message = "an earlier request of this reference may have been carried out; call again \
                       later, or settle it";
        Self::new(Kind::OutcomeUnknown, &[message])
    }

    /// A write of an earlier call whose outcome cannot be found out, because of `cause`.
    pub fn earlier_outcome_unknown(cause: Self) -> Self {
        let mut error = Self::new(
            Kind::OutcomeUnknown,
            &[
                "an earlier request of this reference may have been carried out; call again with the \
                 same reference (",
                &cause.message,
                ")",
            ],
        );
        error.cause = Some(cause);
        error
    }

    /// A write that was not sent. The store may have forgotten an earlier one, and the order list cannot tell,
    /// because of `cause`.
    pub fn earlier_not_ruled_out(cause: Self) -> Self {
        let mut error = Self::new(
            Kind::OutcomeUnknown,
            &[
                "this call sent nothing; an earlier order of this reference cannot be ruled out, because \
                 PressOne's order list could not be read (",
                &cause.message,
                ")",
            ],
        );
        error.retry_after_ms = cause.retry_after_ms;
        error.cause = Some(cause);
        error
    }

    /// The same error with a path.
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
    fn an_unknown_outcome_has_the_cause_and_its_status() {
        let mut cause = Error::new(Kind::Server, &["the server failed (502)"]);
        cause.status = Some(502);
        let error = Error::outcome_unknown(cause.clone());
        assert_eq!(error.kind, Kind::OutcomeUnknown);
        assert_eq!(error.status, Some(502));
        assert_eq!(error.cause.as_ref(), Some(&cause));
        assert!(error.to_string().contains("the server failed (502)"));
    }

    #[test]
    fn an_earlier_order_that_is_not_ruled_out_has_the_wait_of_the_cause() {
        let mut cause = Error::new(Kind::RateLimited, &["too many requests"]);
        cause.retry_after_ms = Some(7_000.0);
        let error = Error::earlier_not_ruled_out(cause);
        assert_eq!(error.retry_after_ms, Some(7_000.0));
    }

    #[test]
    fn an_argument_error_begins_with_the_argument_s_path() {
        let error = Error::argument("order.iccid", "has to be 17 to 22 digits");
        assert_eq!(error.message, "order.iccid has to be 17 to 22 digits");
        assert_eq!(error.path.as_deref(), Some("order.iccid"));
    }
}
