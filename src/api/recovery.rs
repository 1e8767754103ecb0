//! Recovery and manual settlement of purchases and renewals whose outcome is not known. They use the
//! journal, not an endpoint of their own.

use crate::core::argument::{Arg, ArgType, REFERENCE, parse_object, required};
use crate::core::error::Error;
use crate::core::json::JsonValue;

const SETTLEMENT: &[Arg] = &[
    required("reference", REFERENCE),
    required("outcome", ArgType::OneOf(&["done", "failed"])),
];

/// Parses a caller's settlement of a pending entry.
pub(super) fn parse_settlement<J: JsonValue>(value: &J) -> Result<J, Error> {
    parse_object(value, "settlement", SETTLEMENT)
}

#[cfg(target_arch = "wasm32")]
mod js {
    use super::parse_settlement;
    use crate::api::renewal::js::RenewNumber;
    use crate::api::topup_order::js::SubmitTopupOrder;
    use crate::wasm::prelude::*;
    use crate::wasm::write::{self, WriteOperation};

    #[wasm_bindgen(typescript_custom_section)]
    const TYPES: &str = include_str!("recovery.d.ts");

    #[wasm_bindgen]
    impl Client {
        /// Looks up the orders of all pending purchases in the journal, and settles those that it finds.
        /// Sends no order. Call it at the start of your page or process, because a crash or a reload can
        /// interrupt a purchase.
        ///
        /// Removes entries that were settled more than 90 days ago. Pending entries are never removed. Finds
        /// nothing in a `storage` without the method `keys`.
        ///
        /// @param options `signal` and `timeoutMs` of this call. After the timeout no further lookup begins; a
        /// running one can take up to 10 s more.
        /// @returns The pending purchases, each with its order, or null if no order was found.
        /// @throws {PressOneError} `invalid_argument`, `storage`, `timeout`, `aborted`.
        #[wasm_bindgen(
            js_name = recoverTopupOrders,
            unchecked_return_type = "Promise<RecoveredTopupOrder[]>"
        )]
        pub fn recover_topup_orders(
            &self,
            #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
        ) -> Promise {
            let call = self.begin(options);
            promise(async move { write::recover(&call?, &SubmitTopupOrder).await })
        }

        /// Settles a pending purchase or renewal with the outcome that you found out elsewhere. Sends nothing.
        ///
        /// @param settlement The reference and the outcome.
        /// @param options `signal` and `timeoutMs` of this call.
        /// @throws {PressOneError} `invalid_argument` (the reference has no pending entry), `storage`,
        /// `timeout`, `aborted`.
        #[wasm_bindgen(unchecked_return_type = "Promise<void>")]
        pub fn settle(
            &self,
            #[wasm_bindgen(unchecked_param_type = "Settlement")] settlement: &JsValue,
            #[wasm_bindgen(unchecked_optional_param_type = "CallOptions")] options: &JsValue,
        ) -> Promise {
            let call = self.begin(options);
            let settlement = parse_settlement(settlement);
            promise(async move {
                let (call, settlement) = (call?, settlement?);
                write::settle(&call, &settlement, operation_of).await
            })
        }
    }

    fn operation_of(kind: &str) -> &'static dyn WriteOperation {
        if kind == RenewNumber.kind() {
            &RenewNumber
        } else {
            &SubmitTopupOrder
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::parse_json;

    #[test]
    fn a_settlement_has_a_reference_and_an_outcome() {
        let valid = parse_json(r#"{"reference":"r","outcome":"done"}"#);
        assert_eq!(parse_settlement(&valid), Ok(valid));
        for (bad, path) in [
            ("{}", "settlement.reference"),
            (
                r#"{"reference":"a b","outcome":"done"}"#,
                "settlement.reference",
            ),
            (
                r#"{"reference":"r","outcome":"lost"}"#,
                "settlement.outcome",
            ),
        ] {
            let error = parse_settlement(&parse_json(bad)).unwrap_err();
            assert_eq!(error.path.as_deref(), Some(path), "{bad}");
        }
    }
}
