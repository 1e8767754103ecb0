//! Writes that leave at most once for their reference. `core/write_protocol.rs` decides, `driver.rs`
//! carries out.

mod driver;
mod entries;
mod lookup;
mod operation;
mod recovery;
mod renewal_slot;

pub(crate) use driver::{mode, run};
pub(crate) use operation::{Check, Lookup, WriteOperation};
pub(crate) use recovery::{recover, settle};
