//! The checked options of a client, and their defaults.

use crate::core::json::JsonValue;

/// The default timeout of a call, in ms.
pub const DEFAULT_TIMEOUT_MS: f64 = 30_000.0;
const DEFAULT_MAX_RETRIES: u32 = 2;

/// The checked options.
#[derive(Debug)]
pub struct Settings<J> {
    /// All checked options.
    pub options: J,
    /// The time that a call may take.
    pub timeout_ms: f64,
    /// The number of retries of a read.
    pub max_retries: u32,
}

impl<J: JsonValue> Settings<J> {
    /// Takes checked options.
    pub fn new(options: J, default_timeout_ms: f64) -> Self {
        Self {
            timeout_ms: options.get_f64("timeoutMs").unwrap_or(default_timeout_ms),
            max_retries: options.get_u32("maxRetries").unwrap_or(DEFAULT_MAX_RETRIES),
            options,
        }
    }
}
