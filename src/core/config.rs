//! The options that both clients have.

use super::argument::{Arg, ArgType, optional, parse_object};
use super::argument_types::TIMEOUT_MS;
use super::error::{Error, Kind};
use super::json::{JsonValue, TypeSet};

/// Headers, except those that the client sets itself.
pub const HEADERS: ArgType = ArgType::Headers(&["accept", "authorization", "content-type"]);
/// The number of retries of a read.
pub const MAX_RETRIES: ArgType = ArgType::Number {
    integer: true,
    min: 0.0,
    max: 10.0,
    problem: "must be an integer from 0 to 10",
};

/// The options of a call: its last argument.
const CALL_OPTIONS: &[Arg] = &[
    optional("signal", ArgType::Any),
    optional("timeoutMs", TIMEOUT_MS),
    optional("waitUntil", ArgType::Function),
    #[cfg(feature = "partner")]
    optional("maxRetries", MAX_RETRIES),
];

/// Returns a checked copy of the options of a call; what was given if nothing was.
///
/// # Errors
/// `invalid_argument`
pub fn parse_call_options<J: JsonValue>(options: &J) -> Result<J, Error> {
    if options.types() == TypeSet::MISSING {
        return Ok(options.clone());
    }
    parse_object(options, "options", CALL_OPTIONS)
}

/// Turns an error of arguments into one of options.
pub fn as_configuration(mut error: Error) -> Error {
    error.kind = Kind::Configuration;
    error
}
