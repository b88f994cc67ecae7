//! What anybody asks about of what orders tell. Never changes what is said about an order itself.

/// Which rows, beside the orders themselves, are made of order exports; what nobody asks about is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four tables, each asked for or not")]
pub struct Asked {
    /// What was bought.
    pub lines: bool,
    /// The channel that each order came through.
    pub touches: bool,
    /// What orders say about their channel.
    pub origins: bool,
    /// Their parcels.
    pub parcels: bool,
}

impl Asked {
    /// Everything.
    pub const ALL: Self = Self { lines: true, touches: true, origins: true, parcels: true };
}

impl Default for Asked {
    fn default() -> Self {
        Self::ALL
    }
}
