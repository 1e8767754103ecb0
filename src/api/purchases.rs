//! The query of the journal's purchases.

use crate::core::argument::{Arg, ArgType, optional, parse_object};
use crate::core::argument_types::NON_BLANK;
#[cfg(feature = "partner")]
use crate::core::argument_types::SHOPPER;
use crate::core::error::Error;
use crate::core::json::JsonValue;

/// The longest page of purchases.
const MAX_PAGE: f64 = 100.0;

const QUERY: &[Arg] = &[
    #[cfg(feature = "partner")]
    optional("shopper", SHOPPER),
    optional(
        "state",
        ArgType::OneOf(&["open", "done", "failed", "closed"]),
    ),
    optional(
        "kind",
        ArgType::OneOf(&["topup", "sim", "renewal", "claim"]),
    ),
    optional(
        "limit",
        ArgType::Number {
            integer: true,
            min: 1.0,
            max: MAX_PAGE,
            problem: "must be an integer from 1 to 100",
        },
    ),
    optional("after", NON_BLANK),
];

/// Parses a query of purchases.
pub(crate) fn parse_query<J: JsonValue>(value: &J) -> Result<J, Error> {
    parse_object(value, "query", QUERY)
}

/// The TypeScript of a purchase.
#[cfg(target_arch = "wasm32")]
mod js {
    use wasm_bindgen::prelude::wasm_bindgen;

    #[wasm_bindgen(typescript_custom_section)]
    const TYPES: &str = include_str!("purchases.d.ts");

    #[wasm_bindgen(typescript_custom_section)]
    const SIM_ORDER: &str = include_str!("sim_order.d.ts");
}
