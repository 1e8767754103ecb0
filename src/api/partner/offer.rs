//! The offer of the package that an order buys.

use crate::core::error::{Error, Kind};
use crate::core::json::JsonValue;

/// The greatest difference of two equal prices: they are whole cents, but binary numbers.
const SAME_PRICE_USD: f64 = 0.000_001;

/// Returns the package of an order among these; `None` if it is not there.
pub(crate) fn package_of<J: JsonValue>(packages: &J, order: &J) -> Option<J> {
    let wanted = order.get_string("package_id");
    (0..packages.length())
        .map(|index| packages.at(index))
        .find(|package| package.get_string("id") == wanted)
}

/// The error of a package that is not on offer.
pub(crate) fn gone(message: &str) -> Error {
    Error::new(Kind::PackageUnavailable, &[message]).at("order.package_id")
}

/// Checks that a package has the price that was paid.
///
/// # Errors
/// `price_changed`
pub(crate) fn check_price<J: JsonValue>(package: &J, order: &J) -> Result<(), Error> {
    match (order.get_f64("price"), package.get_f64("price")) {
        (Some(paid), Some(offered)) if (paid - offered).abs() > SAME_PRICE_USD => {
            let message = "the package has another price than the one that was paid, in US dollars; \
                           nothing was ordered: show the offers again";
            let mut error = Error::new(Kind::PriceChanged, &[message]).at("order.price");
            error.prices = Some((paid, offered));
            Err(error)
        }
        _ => Ok(()),
    }
}
