//! The history entry of a new top-up order.

use crate::core::json::JsonValue;

/// The entry of a new top-up order, until the server lists it.
pub(crate) fn provisional<J: JsonValue>(order: &J) -> J {
    let package = J::object();
    package.set("id", &order.get("package_id"));
    package.set("type", &J::from_str("topup"));
    for (from, to) in [("package", "title"), ("data", "data"), ("validity", "day")] {
        package.set(to, &order.get(from));
    }
    package.set("price", &order.get("price"));
    let entry = J::object();
    entry.set("status", &J::from_str("NOT_ACTIVE"));
    entry.set("package", &package);
    entry.set("reference", &order.get("reference"));
    entry.set("provisional", &J::from_bool(true));
    entry
}
