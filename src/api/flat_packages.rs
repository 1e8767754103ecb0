//! The flat list of packages, beside `PressOne`'s tree of countries, operators and packages.

use crate::core::json::JsonValue;

/// The fields of a package in the flat list that are those of its country and operator.
const COUNTRY_FIELDS: &[(&str, &str)] = &[
    ("slug", "country_slug"),
    ("country_code", "country_code"),
    ("title", "country"),
];
const OPERATOR_FIELDS: &[(&str, &str)] = &[
    ("id", "operator_id"),
    ("title", "operator"),
    ("plan_type", "plan_type"),
    ("is_roaming", "is_roaming"),
    ("rechargeability", "rechargeability"),
];

/// Adds the flat list of packages to a page.
pub(crate) fn with_packages<J: JsonValue>(page: &J) -> J {
    let mut packages = Vec::new();
    for country in elements(&page.get("countries")) {
        for operator in elements(&country.get("operators")) {
            for package in elements(&operator.get("packages")) {
                let Some(row) = package.snapshot() else {
                    continue;
                };
                copy(&country, &row, COUNTRY_FIELDS);
                copy(&operator, &row, OPERATOR_FIELDS);
                packages.push(row);
            }
        }
    }
    page.set("packages", &J::array(&packages));
    page.clone()
}

fn elements<J: JsonValue>(list: &J) -> impl Iterator<Item = J> {
    (0..list.length()).map(|index| list.at(index))
}

fn copy<J: JsonValue>(from: &J, to: &J, names: &[(&'static str, &'static str)]) {
    for (name, new_name) in names {
        to.set(new_name, &from.get(name));
    }
}
