//! Purchases, renewals and claims of numbers of a partner client: one order per reference, and no outcome is lost.

mod driver;
mod entries;
mod entry_file;
mod granting;
mod identity;
mod looking;
mod lookup;
mod naming;
mod number;
mod operation;
mod queries;
mod recording;
mod recovery;
mod sealed;
mod sending;
mod settlement;

pub(crate) use driver::buy;
pub(crate) use operation::{Check, Lookup, PurchaseOperation};
pub(crate) use queries::{get_purchase, list_purchases};
pub(crate) use recovery::recover;
pub(crate) use settlement::{close, settle};
