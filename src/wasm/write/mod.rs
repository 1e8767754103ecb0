//! Writes that are sent at most once per reference. `core/write_protocol.rs` decides on the actions,
//! `driver.rs` carries them out.

mod driver;
mod entries;
mod lookup;
mod operation;
mod recovery;
mod renewal_slot;

pub(crate) use driver::{mode, run};
pub(crate) use operation::{Check, Lookup, WriteOperation};
pub(crate) use recovery::{recover, settle};
