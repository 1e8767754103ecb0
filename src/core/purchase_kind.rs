//! The kinds of purchases.

/// The kind of a purchase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PurchaseKind {
    /// A top-up order.
    Topup,
    /// An order of new eSIMs.
    Sim,
    /// The renewal of a number.
    Renewal,
    /// The claim of a number.
    Claim,
}

impl PurchaseKind {
    /// Its name in entries and results.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Topup => "topup",
            Self::Sim => "sim",
            Self::Renewal => "renewal",
            Self::Claim => "claim",
        }
    }

    /// The kind with this name.
    #[cfg(feature = "partner")]
    pub fn parse(name: &str) -> Option<Self> {
        let all = [Self::Topup, Self::Sim, Self::Renewal, Self::Claim];
        all.into_iter().find(|kind| kind.as_str() == name)
    }

    /// True for an order. The answers to the other kinds have no id.
    #[cfg(feature = "partner")]
    pub const fn is_order(self) -> bool {
        matches!(self, Self::Topup | Self::Sim)
    }

    /// The name of its outcome in results.
    pub const fn outcome_name(self) -> &'static str {
        match self {
            Self::Topup | Self::Sim => "order",
            Self::Renewal => "renewal",
            Self::Claim => "claim",
        }
    }
}
