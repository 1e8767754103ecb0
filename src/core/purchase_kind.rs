//! The kinds of purchases.

/// The kind of a purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PurchaseKind {
    /// A top-up order.
    Topup,
    /// The renewal of a number.
    Renewal,
}

impl PurchaseKind {
    /// Its name in entries and results.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Topup => "topup",
            Self::Renewal => "renewal",
        }
    }

    /// The name of its outcome in results.
    pub const fn outcome_name(self) -> &'static str {
        match self {
            Self::Topup => "order",
            Self::Renewal => "renewal",
        }
    }
}
