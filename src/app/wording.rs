//! Turns what rooms to the left report into sentences in the reader's language: what is wrong, then what to do.
//! Never decides anything and never formats a figure of an analysis.

pub mod board;
pub mod channels;
pub mod comparisons;
mod dates;
pub mod differences;
mod figures;
mod keeping;
pub mod leaks;
mod proposals;
mod quality;
mod refusals;
mod repeat;
pub mod service;
pub mod steps;
mod targets;
mod voices;
pub mod what_if;

pub use dates::{between, date, month, month_long, range, write_years_of};
pub use figures::{figure, funnel_error};
pub use keeping::{read_only, recovered, shown_from_data};
pub use proposals::{cell, confidence, date_order, fields, guess_reason, number_style, question};
pub use quality::{
    account, columns_changed, could_feed, coverage_finding, dropped_key, feed, file_name, finding, gap,
    missing_feed, picked_up, records, rejected_share,
};
pub use refusals::{content, left_out, refusal, refusal_with_button, refusal_with_commands, typed};
pub use repeat::{
    counted, group_by, group_finding, group_name, ladder_finding, points, repeat_finding, translation,
    translation_reason, translation_title,
};
pub use targets::target;
pub use voices::{answer_group, driver_finding, driver_name, nps_group, voice_finding};

use std::fmt::Display;

use crate::analysis::Caveat;
use crate::domain::{Language, group_thousands};
use crate::import::{Note, Reason, RejectedRow};
use crate::project::{FormatError, ProjectError};
use crate::tables::Table;

/// Most headers that a sentence lists before it says how many more there are.
const LISTED_HEADERS: usize = 12;

/// The text under `key`, in `language`; English where a translation is missing, the key where there is no text at all.
pub fn text(language: Language, key: &str) -> String {
    known_text(language, key).unwrap_or_else(|| key.to_owned())
}

/// The text under `key`, or `None` when the locale files do not know it.
pub fn known_text(language: Language, key: &str) -> Option<String> {
    crate::_rust_i18n_try_translate(language.code(), key).map(std::borrow::Cow::into_owned)
}

/// The text under `key` with every `%{name}` replaced by the value of that name.
/// Values are put in as they are: a value that itself holds `%{...}` is not read again.
pub fn filled(language: Language, key: &str, values: &[(&str, &dyn Display)]) -> String {
    let template = text(language, key);
    let mut sentence = String::with_capacity(template.len());
    let mut rest = template.as_str();
    while let Some(start) = rest.find("%{") {
        let Some(length) = rest[start..].find('}') else { break };
        sentence.push_str(&rest[..start]);
        let name = &rest[start + 2..start + length];
        match values.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => sentence.push_str(&value.to_string()),
            None => sentence.push_str(&rest[start..=start + length]),
        }
        rest = &rest[start + length + 1..];
    }
    sentence + rest
}

/// As [`filled`], of a sentence about `number` things, which it calls `%{number}`: of one thing another sentence may be told, `key.one`.
pub fn numbered(language: Language, key: &str, number: u64, values: &[(&str, &dyn Display)]) -> String {
    let one = format!("{key}.one");
    let is_one = number == 1 && known_text(language, &one).is_some();
    let key = if is_one { one.as_str() } else { key };
    let number = count(number);
    let all: Vec<(&str, &dyn Display)> =
        values.iter().copied().chain([("number", &number as &dyn Display)]).collect();
    filled(language, key, &all)
}

/// Why a record was not used.
pub fn reason(language: Language, reason: &Reason) -> String {
    let say = |key: &str| text(language, &format!("reason.{key}"));
    match reason {
        Reason::TooFewCells { found, expected } => {
            filled(language, "reason.too_few_cells", &[("found", found), ("expected", expected)])
        }
        Reason::TooManyCells { found, expected } => {
            filled(language, "reason.too_many_cells", &[("found", found), ("expected", expected)])
        }
        Reason::ScoreOutOfRange { low, high } => {
            filled(language, "reason.score_out_of_range", &[("low", low), ("high", high)])
        }
        Reason::CellTooLong { allowed } => {
            filled(language, "reason.cell_too_long", &[("allowed", &format!("{} MB", allowed >> 20))])
        }
        Reason::UnclosedQuote => say("unclosed_quote"),
        Reason::InvalidDate => say("invalid_date"),
        Reason::NoDate => say("no_date"),
        Reason::NotAnAmount => say("not_an_amount"),
        Reason::NoAmount => say("no_amount"),
        Reason::AmountTooLarge => say("amount_too_large"),
        Reason::NoOrderNumber => say("no_order_number"),
        Reason::RefundWithoutSale => say("refund_without_sale"),
        Reason::ShortenedNumber => say("shortened_number"),
        Reason::NoScore => say("no_score"),
        Reason::NotAScore => say("not_a_score"),
        Reason::NotACount => say("not_a_count"),
        Reason::NoEvent => say("no_event"),
        Reason::NoCustomer => say("no_customer"),
        Reason::UnknownSender => say("unknown_sender"),
        Reason::NotPublished => say("not_published"),
        Reason::OrderRejected { line } => filled(language, "reason.order_rejected", &[("line", line)]),
    }
}

/// Why a record stands in a file of rejected records; without a reason it is there for the sake of its order.
pub fn reason_of_export(language: Language, why: Option<&Reason>) -> String {
    why.map_or_else(|| text(language, "reason.same_order"), |why| reason(language, why))
}

/// A rejected record with its place: line, column, value, reason.
pub fn rejected_row(language: Language, row: &RejectedRow) -> String {
    let reason = reason(language, &row.reason);
    if row.column.is_empty() {
        return filled(language, "rejected_row.whole", &[("line", &row.line), ("reason", &reason)]);
    }
    let values: [(&str, &dyn Display); 4] =
        [("line", &row.line), ("column", &row.column), ("value", &row.value), ("reason", &reason)];
    filled(language, "rejected_row", &values)
}

/// Something worth knowing about a file that cost no row.
pub fn note(language: Language, note: &Note) -> String {
    let say = |key: &str, values: &[(&str, &dyn Display)]| filled(language, &format!("note.{key}"), values);
    let tell = |key: &str, number: u64, values: &[(&str, &dyn Display)]| {
        numbered(language, &format!("note.{key}"), number, values)
    };
    match note {
        Note::Preamble { lines } => tell("preamble", *lines, &[]),
        Note::TotalsLeftOut { rows } => tell("totals_left_out", *rows, &[]),
        Note::LeftOut { column, value, rows } => {
            tell("left_out", *rows, &[("column", column), ("value", value)])
        }
        Note::CountedElsewhere { path, rows } => {
            tell("counted_elsewhere", *rows, &[("path", &file_name(path))])
        }
        Note::DescriptionRow => say("description_row", &[]),
        Note::CarriedDown { rows } => tell("carried_down", *rows, &[]),
        Note::DuplicateHeader { header } => say("duplicate_header", &[("header", header)]),
        Note::BadBytes { line } => say("bad_bytes", &[("line", line)]),
        Note::MendedLines { rows, line } => tell("mended_lines", *rows, &[("line", line)]),
        Note::AmountsAddUp { column } => say("amounts_add_up", &[("column", column)]),
        Note::WrappedLines { rows } => tell("wrapped_lines", *rows, &[]),
        Note::GuessedEncoding { encoding, line, example } => {
            say("guessed_encoding", &[("encoding", encoding), ("line", line), ("example", example)])
        }
        Note::Truncated { line } => say("truncated", &[("line", line)]),
        Note::DateOrder { column, order } => say("date_order", &[("column", column), ("order", order)]),
        Note::BuddhistYears { column } => say("buddhist_years", &[("column", column)]),
        Note::AssumedZone { zone } => say("assumed_zone", &[("zone", zone)]),
        Note::NotReported { column, cells } => tell("not_reported", *cells, &[("column", column)]),
        Note::UnknownStatusWord { word, orders } => tell("unknown_status_word", *orders, &[("word", word)]),
        Note::OwnMapping { made, .. } => {
            let day = made.split(' ').next().unwrap_or_default();
            say("own_mapping", &[("day", &day)])
        }
        Note::MaskedCustomers => say("masked_customers", &[]),
        Note::NoCustomers => say("no_customers", &[]),
        Note::NoCurrency => say("no_currency", &[]),
        Note::Converted { .. } | Note::NotConverted { .. } | Note::ShortenedIds { .. } => {
            merging::note(language, note)
        }
        Note::UnusedColumns { columns } => tell("unused_columns", *columns, &[]),
        Note::NoRows => say("no_rows", &[]),
        Note::NoDates => say("no_dates", &[]),
        Note::RefundsByDay { rows, elsewhere } => {
            let key = if *elsewhere > 0 { "refunds_by_day_and_near" } else { "refunds_by_day" };
            tell(key, *rows, &[("elsewhere", &count(*elsewhere))])
        }
        Note::UnreadDates { column, cells } => tell("unread_dates", *cells, &[("column", column)]),
        Note::UnlikelyDates { column, cells } => tell("unlikely_dates", *cells, &[("column", column)]),
        Note::ScoreColumn { column, by_wording: true } => say("score_by_wording", &[("column", column)]),
        Note::ScoreColumn { column, by_wording: false } => say("score_by_content", &[("column", column)]),
        Note::MissingColumns { fields } => {
            say("missing_columns", &[("fields", &field_list(language, fields))])
        }
    }
}

/// Something the reader of the numbers must know.
pub fn caveat(language: Language, caveat: &Caveat) -> String {
    let say = |key: &str, values: &[(&str, &dyn Display)]| filled(language, &format!("caveat.{key}"), values);
    match caveat {
        Caveat::SegmentLeavesCounts => say("segment_leaves_counts", &[]),
        Caveat::MixedCurrencies { shown, left_out } => {
            let shown = shown.map_or_else(
                || text(language, "word.unknown_currency"),
                |currency| currency.code().to_owned(),
            );
            say("mixed_currencies", &[("shown", &shown), ("left_out", &count(*left_out))])
        }
        Caveat::AllPending { orders } => say("all_pending", &[("orders", &count(*orders))]),
        Caveat::AnonymousOrders { orders, of } => {
            let share = if *of == 0 { 0.0 } else { *orders as f64 / *of as f64 };
            let values: [(&str, &dyn Display); 3] =
                [("orders", &count(*orders)), ("of", &count(*of)), ("percent", &percent(share))];
            say("anonymous_orders", &values)
        }
        Caveat::LeftTruncated { .. } | Caveat::BurnIn { .. } => merging::truncation(language, caveat),
        Caveat::UndatedAds { rows } => say("undated_ads", &[("rows", &count(*rows))]),
        Caveat::EventsLeftOut { records } => say("events_left_out", &[("records", &count(*records))]),
        Caveat::AdsAcrossPeriod { rows } => say("ads_across_period", &[("rows", &count(*rows))]),
        Caveat::CoverageDiffers { from: Some(from), to: Some(to) } => {
            say("coverage_differs", &[("from", from), ("to", to)])
        }
        Caveat::CoverageDiffers { .. } => say("coverage_none", &[]),
        Caveat::SourcesEndApart { first, last } => {
            say("sources_end_apart", &[("first", first), ("last", last)])
        }
    }
}

pub use merging::{conflict, rates_error};

/// Why a project could not be opened or saved, and what to do.
pub fn project_error(language: Language, error: &ProjectError) -> String {
    match error {
        ProjectError::Unreadable { path, why } => {
            filled(language, "notice.project_unreadable", &[("path", &path.display()), ("why", why)])
        }
        ProjectError::Unwritable { path, why, is_full } => {
            let key = if *is_full { "notice.project_disk_full" } else { "notice.project_unwritable" };
            filled(language, key, &[("path", &path.display()), ("why", why)])
        }
        ProjectError::InUse { path, holder } => {
            filled(language, "notice.project_in_use", &[("path", &path.display()), ("holder", holder)])
        }
        ProjectError::ChangedUnderneath { path } => {
            filled(language, "notice.project_changed", &[("path", &path.display())])
        }
        ProjectError::Format { path, error, previous } => {
            let key = match (error, previous) {
                (FormatError::NotAProject, _) => "notice.not_a_project",
                (FormatError::Newer { .. }, _) => "notice.project_newer",
                (FormatError::TooLarge, _) => "notice.project_too_large",
                (FormatError::Damaged | FormatError::Unwritable(_), Some(_)) => {
                    "notice.project_damaged_with_previous"
                }
                (FormatError::Damaged | FormatError::Unwritable(_), None) => "notice.project_damaged",
            };
            filled(language, key, &[("path", &path.display())])
        }
    }
}

/// A field of the tables as people call it; the machine name with blanks where nobody has named it.
pub fn field(language: Language, name: &str) -> String {
    known_text(language, &format!("field.{name}")).unwrap_or_else(|| name.replace('_', " "))
}

/// As [`field`], in a table: the number of a parcel is called so in a table of orders too.
pub fn field_of(language: Language, table: Table, name: &str) -> String {
    let of_parcel = name == "record_id" && matches!(table, Table::Orders | Table::Parcels);
    field(language, if of_parcel { "tracking_number" } else { name })
}

/// A table as people call it.
pub fn table(language: Language, table: Table) -> String {
    text(language, &format!("table.{}", table.id()))
}

/// The separator of a file by name; the character itself when it has none.
pub fn delimiter(language: Language, delimiter: char) -> String {
    let key = match delimiter {
        ',' => "comma",
        ';' => "semicolon",
        '\t' => "tab",
        '|' => "pipe",
        ' ' => "blanks",
        // A sign that nobody can see is called by its number.
        other if other.is_control() => return format!("U+{:04X}", u32::from(other)),
        other => return other.to_string(),
    };
    text(language, &format!("delimiter.{key}"))
}

/// `1,234`.
pub fn count(value: u64) -> String {
    group_thousands(value)
}

/// `12.3 %`.
pub fn percent(share: f64) -> String {
    format!("{:.1} %", share * 100.0)
}

fn field_list(language: Language, names: &[String]) -> String {
    names.iter().map(|name| field(language, name)).collect::<Vec<_>>().join(", ")
}

fn shortened_list(language: Language, items: &[String]) -> String {
    let mut text =
        items.iter().take(LISTED_HEADERS).map(|item| format!("“{item}”")).collect::<Vec<_>>().join(", ");
    if items.len() > LISTED_HEADERS {
        text.push(' ');
        text.push_str(&filled(language, "word.more", &[("count", &(items.len() - LISTED_HEADERS))]));
    }
    text
}

mod merging;
#[cfg(test)]
mod tests;
