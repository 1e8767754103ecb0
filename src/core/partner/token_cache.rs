//! The access token of a client.

use std::cell::RefCell;

use super::token_lifetime::{is_valid, refresh_time};
use super::token_request::AccessToken;

/// The current token, if there is one, and the last token that the server refused.
#[derive(Debug, Default)]
pub struct TokenCache {
    current: RefCell<Option<CachedToken>>,
    refused: RefCell<String>,
}

#[derive(Debug)]
struct CachedToken {
    value: String,
    received_ms: f64,
    refresh_at_ms: f64,
}

impl TokenCache {
    /// Returns the token, if it can still be used.
    pub fn get(&self, now_ms: f64) -> Option<String> {
        let cached = self.current.borrow();
        let token = cached.as_ref()?;
        is_valid(now_ms, token.received_ms, token.refresh_at_ms).then(|| token.value.clone())
    }

    /// Stores a token that was received at `now_ms`. Returns the time at which it is replaced.
    pub fn store(&self, token: AccessToken, now_ms: f64) -> f64 {
        let refresh_at_ms = refresh_time(now_ms, token.expires_in);
        self.restore(token.value, now_ms, refresh_at_ms);
        refresh_at_ms
    }

    /// Stores a token that another client received.
    pub fn restore(&self, value: String, received_ms: f64, refresh_at_ms: f64) {
        self.current.replace(Some(CachedToken {
            value,
            received_ms,
            refresh_at_ms,
        }));
    }

    /// The age of a token in ms; `None` if it is not the current one.
    pub fn age_of(&self, value: &str, now_ms: f64) -> Option<f64> {
        let cached = self.current.borrow();
        let token = cached.as_ref().filter(|token| token.value == value)?;
        Some(now_ms - token.received_ms)
    }

    /// Drops a token that the server refused, unless another token has replaced it.
    pub fn drop_used(&self, used: &str) {
        let mut current = self.current.borrow_mut();
        current.take_if(|token| token.value == used);
        used.clone_into(&mut self.refused.borrow_mut());
    }

    /// True if the server refused this token. A slow read of the store may still return it.
    pub fn was_refused(&self, value: &str) -> bool {
        *self.refused.borrow() == value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn token(value: &str) -> AccessToken {
        AccessToken {
            value: value.to_owned(),
            expires_in: Some(3_600.0),
        }
    }

    #[test]
    fn a_token_is_returned_until_it_is_refreshed() {
        let cache = TokenCache::default();
        assert_eq!(cache.get(0.0), None);
        cache.store(token("a"), 1_000.0);
        assert_eq!(cache.get(1_000.0).as_deref(), Some("a"));
        assert_eq!(cache.get(3_600_000.0), None);
    }

    #[test]
    fn the_age_of_the_current_token_is_known() {
        let cache = TokenCache::default();
        assert_eq!(cache.age_of("a", 0.0), None);
        cache.store(token("a"), 1_000.0);
        assert_eq!(cache.age_of("a", 1_500.0), Some(500.0));
        assert_eq!(cache.age_of("b", 1_500.0), None);
    }

    #[test]
    fn a_refused_token_does_not_take_its_replacement_along() {
        let cache = TokenCache::default();
        cache.store(token("b"), 0.0);
        cache.drop_used("a");
        assert_eq!(cache.get(1.0).as_deref(), Some("b"));
        assert!(cache.was_refused("a") && !cache.was_refused("b"));
        cache.drop_used("b");
        assert_eq!(cache.get(1.0), None);
        assert!(cache.was_refused("b"));
    }
}
