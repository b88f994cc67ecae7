//! Rows of what orders say about the channel that brought them, and how they become columns. Never decides which one counts.

use super::declared::table;
use super::{Code, OptionalCode};

table! {
    /// One sign of one order.
    OriginRow in origins, sorted rows, _people =>
        rows.sort_unstable_by_key(|row| (row.order, row.rule, row.source, row.text));
    ORDER: order: Code,
    SOURCE: source: u32,
    RULE: rule: u32,
    TEXT: text: Code,
    CHANNEL: channel: OptionalCode,
}
