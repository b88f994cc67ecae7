//! Sentences about merging, identity and currencies. Never shows a value that names somebody.

use std::fmt::Display;

use super::{count, filled, numbered, percent};
use crate::analysis::Caveat;
use crate::domain::Language;
use crate::import::{Conflict, ConflictKind, Note, RatesError};

/// Where the files seem to begin after the shop did, and what the burn-in leaves out.
pub(super) fn truncation(language: Language, caveat: &Caveat) -> String {
    match caveat {
        Caveat::LeftTruncated {
            new_share_first_30,
            new_share_later,
            new_share_31_to_60,
            new_share_after_90,
        } => {
            let share = |share: &Option<f64>| share.map_or_else(|| "-".to_owned(), percent);
            let (first, second) = (percent(*new_share_first_30), share(new_share_31_to_60));
            let (later, last) = (percent(*new_share_later), share(new_share_after_90));
            let values: [(&str, &dyn Display); 4] =
                [("first", &first), ("second", &second), ("later", &later), ("last", &last)];
            filled(language, "caveat.left_truncated", &values)
        }
        Caveat::BurnIn { days, customers } => {
            filled(language, "caveat.burn_in", &[("days", days), ("customers", &count(*customers))])
        }
        _ => String::new(),
    }
}

/// What was converted, what was not, and ids that cannot be used.
pub(super) fn note(language: Language, note: &Note) -> String {
    match note {
        Note::Converted { from, to, rows } => {
            numbered(language, "note.converted", *rows, &[("from", from), ("to", to)])
        }
        Note::NotConverted { from, to, rows, line } => {
            let values: [(&str, &dyn Display); 3] = [("from", from), ("to", to), ("line", line)];
            numbered(language, "note.not_converted", *rows, &values)
        }
        Note::ShortenedIds { column, rows, line } => {
            numbered(language, "note.shortened_ids", *rows, &[("column", column), ("line", line)])
        }
        _ => String::new(),
    }
}

/// Two rows of one key that contradict each other, and which of them is believed.
pub fn conflict(language: Language, conflict: &Conflict) -> String {
    let key = match conflict.kind {
        ConflictKind::SameNumber => "same_number",
        ConflictKind::Total => "total",
        ConflictKind::Status => "status",
        ConflictKind::AdFigures => "ad_figures",
        ConflictKind::Answer => "answer",
    };
    let other = conflict.other.rsplit(['/', '\\']).next().unwrap_or_default();
    let values: [(&str, &dyn Display); 5] = [
        ("line", &conflict.line),
        ("other", &other),
        ("other_line", &conflict.other_line),
        ("here", &conflict.here),
        ("there", &conflict.there),
    ];
    filled(language, &format!("conflict.{key}"), &values)
}

/// Why a table of rates cannot be used, and what to do.
pub fn rates_error(language: Language, error: &RatesError) -> String {
    match error {
        RatesError::Unreadable { path, why } => {
            filled(language, "rates.unreadable", &[("path", path), ("why", why)])
        }
        RatesError::MissingColumn { missing } => filled(language, "rates.missing", &[("missing", missing)]),
        RatesError::Cell { line, column, value } => {
            filled(language, "rates.cell", &[("line", line), ("column", column), ("value", value)])
        }
    }
}
