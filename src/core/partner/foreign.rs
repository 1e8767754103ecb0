//! The 401 for what another account has.
//!
//! `PressOne` answers 401 for an order of another account, as for a token that has ended. The client must not
//! replace a good token for it: `PressOne` issues some tokens in a minute only, and all clients of a store
//! share one. So the answer says "not found" if its text is that of a missing permission, and the token is new.

use crate::core::error::{Error, Kind};

/// The documented text of an answer about the action, not about the token.
const UNAUTHORIZED_ACTION: &str = "This action is unauthorized.";
/// The age up to which a token has not ended: 10 minutes. Its documented life is a day.
const TRUSTED_MS: f64 = 600_000.0;

/// The error "not found" of a read that was refused; `None` if the token can be the reason.
pub fn as_not_found(failure: &Error, token_age_ms: f64) -> Option<Error> {
    let is_about_action = failure.kind == Kind::Authentication
        && failure.reason.as_deref() == Some(UNAUTHORIZED_ACTION);
    // A clock that was set back makes no token younger than new.
    let is_trusted = (0.0..TRUSTED_MS).contains(&token_age_ms);
    if !(is_about_action && is_trusted) {
        return None;
    }
    let message = "the server did not find this in the partner's account (401)";
    let mut error = Error::new(Kind::NotFound, &[message]);
    error.status = failure.status;
    error.reason.clone_from(&failure.reason);
    Some(error)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failure(kind: Kind, reason: &str) -> Error {
        let mut error = Error::new(kind, &["no"]);
        error.status = Some(401);
        error.reason = Some(reason.to_owned());
        error
    }

    #[test]
    fn only_a_documented_text_and_a_new_token_mean_not_found() {
        let about_action = failure(Kind::Authentication, UNAUTHORIZED_ACTION);
        let found = as_not_found(&about_action, 0.0).unwrap();
        assert_eq!((found.kind, found.status), (Kind::NotFound, Some(401)));
        assert_eq!(found.reason.as_deref(), Some(UNAUTHORIZED_ACTION));
        for age in [TRUSTED_MS, -1.0, f64::NAN, f64::INFINITY] {
            assert_eq!(as_not_found(&about_action, age), None, "{age}");
        }
        for other in [
            failure(Kind::Authentication, "Authentication failed."),
            failure(Kind::Permission, UNAUTHORIZED_ACTION),
        ] {
            assert_eq!(as_not_found(&other, 0.0), None);
        }
    }
}
