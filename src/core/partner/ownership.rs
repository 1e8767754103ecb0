//! The records of what shoppers own: the eSIMs that were sold to them, and the numbers that they claimed.
//!
//! A record has a key of its own, by the keyed digest of the ICCID or of the number's address. It is never
//! removed. The store has it sealed. Each owner of an eSIM has a key in an index, newest eSIM first.

use super::journal::same_order;
use super::journal_keys::inverted_time;
use crate::core::json::{JsonValue, strings};
use crate::core::text::join;

/// The prefix of the index of each shopper's eSIMs.
const INDEX_PREFIX: &str = "i/";
/// The version of a record's format.
const VERSION: f64 = 1.0;

/// The kind of what is owned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Subject {
    /// An eSIM, by its ICCID.
    Esim,
    /// A number, by its address.
    Number,
}

impl Subject {
    /// The name in digests.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Esim => "esim",
            Self::Number => "number",
        }
    }

    /// The key of the record with this digest.
    pub fn key(self, digest: &str) -> String {
        let prefix = match self {
            Self::Esim => "e/",
            Self::Number => "m/",
        };
        join(&[prefix, digest])
    }
}

/// The key of an eSIM in the index of an owner.
pub fn index_key(owner: &str, sold_at: f64, digest: &str) -> String {
    join(&[&sale_prefix(owner, sold_at), digest])
}

/// The prefix of the keys of what an owner was sold at a time.
pub fn sale_prefix(owner: &str, sold_at: f64) -> String {
    join(&[INDEX_PREFIX, owner, "/", &inverted_time(sold_at), "/"])
}

/// The prefix of the keys in the index of an owner.
pub fn index_prefix(owner: &str) -> String {
    join(&[INDEX_PREFIX, owner, "/"])
}

/// A new record. `content` is what was sold.
pub fn new_record<J: JsonValue>(owners: &[String], content: &J, sold_at: f64) -> J {
    let record = J::object();
    record.set("v", &J::from_f64(VERSION));
    record.set("sold_at", &J::from_f64(sold_at));
    record.set("content", content);
    set_owners(&record, owners);
    record
}

/// True if this version can read the record.
pub fn is_record<J: JsonValue>(record: &J) -> bool {
    record.get_f64("v") == Some(VERSION)
}

/// The owners of a record.
pub fn owners<J: JsonValue>(record: &J) -> Vec<String> {
    strings(&record.get("owners")).collect()
}

fn set_owners<J: JsonValue>(record: &J, owners: &[String]) {
    let owners: Vec<J> = owners.iter().map(|owner| J::from_str(owner)).collect();
    record.set("owners", &J::array(&owners));
}

/// The time at which the subject was sold.
pub fn sold_at<J: JsonValue>(record: &J) -> f64 {
    record.get_f64("sold_at").unwrap_or_default()
}

/// True if a shopper with one of these digests owns the record.
pub fn owns<J: JsonValue>(record: &J, shopper: &[String]) -> bool {
    owners(record).iter().any(|owner| shopper.contains(owner))
}

/// The relation of a sale to the record of its subject.
#[derive(Debug, PartialEq, Eq)]
pub enum Sale {
    /// The record is that of this sale.
    Same,
    /// `PressOne` sold the eSIM anew, in a later order.
    Later,
    /// The record is of a later order, or of another number with the same address.
    Other,
}

/// The relation of a sale to the record of its subject. `content` is what was sold.
pub fn sale<J: JsonValue>(record: &J, subject: Subject, content: &J, sold_at: f64) -> Sale {
    let recorded = record.get("content");
    if subject == Subject::Number {
        let is_same = recorded.get_string("number") == content.get_string("number");
        return if is_same { Sale::Same } else { Sale::Other };
    }
    let age = sold_at - self::sold_at(record);
    if age == 0.0 || same_order(&recorded.get("simable"), &content.get("simable")) {
        Sale::Same
    } else if age > 0.0 {
        Sale::Later
    } else {
        Sale::Other
    }
}

/// Adds the owners of a purchase. Returns the new owners; empty if nothing changes. After a transfer, a purchase
/// adds no owner any more.
pub fn add_owners<J: JsonValue>(record: &J, further: &[String]) -> Vec<String> {
    if record.get("moved").as_f64().is_some() {
        return Vec::new();
    }
    let mut all = owners(record);
    let mut new = Vec::new();
    for owner in further {
        if !all.contains(owner) {
            all.push(owner.clone());
            new.push(owner.clone());
        }
    }
    set_owners(record, &all);
    new
}

/// The result of a transfer.
#[derive(Debug, PartialEq, Eq)]
pub enum Transfer {
    /// The record has changed. These were its owners.
    Moved(Vec<String>),
    /// The new owner has it already, and the other shopper does not.
    Done,
    /// The other shopper does not own it.
    Refused,
}

/// Makes a shopper the only owner of a record. Both shoppers have a digest for each secret, newest first.
pub fn transfer<J: JsonValue>(record: &J, from: &[String], to: &[String]) -> Transfer {
    if !owns(record, from) {
        return if owns(record, to) {
            Transfer::Done
        } else {
            Transfer::Refused
        };
    }
    let earlier = owners(record);
    set_owners(record, to.get(..1).unwrap_or_default());
    record.set("moved", &J::from_f64(1.0));
    Transfer::Moved(earlier)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::core::test_json::{TestJson, parse_json};

    fn digests(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    fn sold_to(names: &[&str]) -> TestJson {
        new_record(&digests(names), &parse_json(r#"{"id":1}"#), 1_000.0)
    }

    #[test]
    fn newer_esims_come_first_in_the_index_of_their_owner() {
        assert!(index_key("ada", 2_000.0, "b") < index_key("ada", 1_000.0, "a"));
        assert!(index_key("ada", 1.0, "a").starts_with(&index_prefix("ada")));
        assert_ne!(Subject::Esim.key("a"), Subject::Number.key("a"));
    }

    #[test]
    fn each_owner_of_a_purchase_owns_its_esims_under_any_secret() {
        let record = sold_to(&["guest"]);
        assert!(is_record(&record) && !is_record(&TestJson::Null));
        assert!(owns(&record, &digests(&["new", "guest"])));
        assert!(!owns(&record, &digests(&["eve"])) && !owns(&record, &[]));
        assert_eq!(add_owners(&record, &digests(&["guest", "ada"])), ["ada"]);
        assert!(add_owners(&record, &digests(&["ada"])).is_empty());
        assert_eq!(owners(&record), ["guest", "ada"]);
        assert!((sold_at(&record) - 1_000.0).abs() < 0.5);
    }

    #[test]
    fn a_later_order_of_an_esim_is_told_from_its_own() {
        let content = |id| parse_json(&format!(r#"{{"simable":{{"id":{id},"code":null}}}}"#));
        let record = new_record(&digests(&["ada"]), &content(1), 1_000.0);
        let sale = |id, at| sale(&record, Subject::Esim, &content(id), at);
        assert_eq!(
            [sale(1, 1_000.0), sale(1, 9_000.0)],
            [Sale::Same, Sale::Same]
        );
        assert_eq!(
            [sale(2, 2_000.0), sale(2, 500.0)],
            [Sale::Later, Sale::Other]
        );
    }

    #[test]
    fn another_number_with_the_same_address_is_another_sale() {
        let content = |number: &str| parse_json(&format!(r#"{{"number":"{number}"}}"#));
        let record = new_record(&digests(&["ada"]), &content("+1"), 1_000.0);
        let sale = |number| sale(&record, Subject::Number, &content(number), 2_000.0);
        assert_eq!([sale("+1"), sale("+2")], [Sale::Same, Sale::Other]);
    }

    #[test]
    fn a_transfer_leaves_one_owner_whom_no_purchase_replaces() {
        let record = sold_to(&["guest", "ada"]);
        let (eve, bob) = (digests(&["eve"]), digests(&["bob", "bob-before"]));
        assert_eq!(transfer(&record, &eve, &bob), Transfer::Refused);
        assert_eq!(owners(&record), ["guest", "ada"]);
        let earlier = digests(&["guest", "ada"]);
        let moved = transfer(&record, &digests(&["ada"]), &bob);
        assert_eq!(moved, Transfer::Moved(earlier.clone()));
        assert_eq!(owners(&record), ["bob"]);
        assert_eq!(transfer(&record, &digests(&["ada"]), &bob), Transfer::Done);
        assert!(add_owners(&record, &earlier).is_empty());
        assert_eq!(owners(&record), ["bob"]);
    }
}
