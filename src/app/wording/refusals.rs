//! Why a file or a part of one was not read, as sentences: what is wrong, then what to do. Never decides anything.

use std::fmt::Display;

use super::{count, field, field_list, filled, shortened_list, table, text};
use crate::domain::Language;
use crate::import::{Content, LeftOut, Limit, Refusal, Unrecognised};

/// Why a file could not be used at all, and what to do.
pub fn refusal(language: Language, refusal: &Refusal) -> String {
    let say =
        |key: &str, values: &[(&str, &dyn Display)]| filled(language, &format!("refusal.{key}"), values);
    match refusal {
        Refusal::Unreadable { why } => say("unreadable", &[("why", why)]),
        Refusal::Empty => say("empty", &[]),
        Refusal::OnlyBlankLines => say("only_blank_lines", &[]),
        Refusal::EmptyFolder => say("empty_folder", &[]),
        Refusal::OtherContent { content: kind } => {
            let advice = text(language, &format!("content_advice.{}", advice_for(*kind)));
            say("other_content", &[("content", &content(language, *kind)), ("advice", &advice)])
        }
        Refusal::NotATable => say("not_a_table", &[]),
        Refusal::NoHeader => say("no_header", &[]),
        Refusal::Unknown(table) => unrecognised(language, table),
        Refusal::MissingColumn { profile_name, needed, unclaimed } => {
            missing_column(language, profile_name, needed, unclaimed)
        }
        Refusal::NoFigures { profile_name, instead } => {
            say("no_figures", &[("profile", profile_name), ("instead", instead)])
        }
        Refusal::SumsOfOrders { column } => say("sums_of_orders", &[("column", column)]),
        Refusal::AmbiguousDates { column, example, day_first, month_first } => {
            let values: [(&str, &dyn Display); 4] = [
                ("column", column),
                ("example", example),
                ("day_first", day_first),
                ("month_first", month_first),
            ];
            say("ambiguous_dates", &values)
        }
        Refusal::AmbiguousNumbers { column, example } => {
            say("ambiguous_numbers", &[("column", column), ("example", example)])
        }
        Refusal::TwoScoreColumns { columns } => {
            say("two_score_columns", &[("columns", &shortened_list(language, columns))])
        }
        Refusal::TooLarge => say("too_large", &[]),
        Refusal::NotEnoughMemory { needed, available } => say(
            "not_enough_memory",
            &[("needed", &gigabytes(*needed)), ("available", &gigabytes(*available))],
        ),
        Refusal::Damaged { part } if part.is_empty() => say("damaged", &[]),
        Refusal::Damaged { part } => say("damaged_part", &[("part", part)]),
        Refusal::Password => say("password", &[]),
        Refusal::Entities => say("entities", &[]),
        Refusal::UnknownPacking => say("unknown_packing", &[]),
        Refusal::ArchiveInArchive => say("archive_in_archive", &[]),
        Refusal::UnsafeName => say("unsafe_name", &[]),
        Refusal::NothingInside => say("nothing_inside", &[]),
        Refusal::NoSuchTable { tables } => say("no_such_table", &[("tables", tables)]),
        Refusal::TooMuch { limit, allowed } => too_much(language, *limit, *allowed),
    }
}

/// Bytes as gigabytes with one digit after the point.
fn gigabytes(bytes: u64) -> String {
    format!("{:.1} GB", bytes as f64 / 1e9)
}

fn too_much(language: Language, limit: Limit, allowed: u64) -> String {
    let (key, allowed) = match limit {
        Limit::Members => ("members", count(allowed)),
        Limit::Inflated => ("inflated", format!("{} MB", count(allowed >> 20))),
        Limit::Ratio => ("ratio", count(allowed)),
        Limit::File => ("file", format!("{} MB", count(allowed >> 20))),
        Limit::Sheets => ("sheets", count(allowed)),
        Limit::Cells => ("cells", count(allowed)),
        Limit::Cell => ("cell", count(allowed / 4)),
        Limit::SheetText => ("sheet_text", format!("{} MB", count(allowed >> 20))),
        Limit::SharedTexts => ("shared_texts", count(allowed)),
        Limit::Header => ("header", format!("{} KB", count(allowed >> 10))),
        Limit::Line => ("line", format!("{} MB", count(allowed >> 20))),
        Limit::Record => ("record", format!("{} MB", count(allowed >> 20))),
    };
    filled(language, &format!("refusal.too_much.{key}"), &[("allowed", &allowed)])
}

/// [`refusal`] with what to type next, where the columns of `file` could be described.
pub fn refusal_with_commands(language: Language, why: &Refusal, file: &str) -> String {
    with_advice(why, refusal(language, why), || {
        filled(language, "refusal.how.commands", &[("file", &typed(file))])
    })
}

/// [`refusal`] with what to press next, where its columns could be described.
pub fn refusal_with_button(language: Language, why: &Refusal) -> String {
    with_advice(why, refusal(language, why), || text(language, "refusal.how.window"))
}

fn with_advice(why: &Refusal, sentence: String, advice: impl Fn() -> String) -> String {
    if why.can_be_mapped() { format!("{sentence} {}", advice()) } else { sentence }
}

/// A path as it is typed in a shell.
pub fn typed(path: &str) -> String {
    let is_plain = |character: char| character.is_alphanumeric() || "/._-:\\".contains(character);
    if path.chars().all(is_plain) { path.to_owned() } else { format!("\"{path}\"") }
}

/// Why a part of a file was passed over.
pub fn left_out(language: Language, left_out: &LeftOut) -> String {
    match left_out {
        LeftOut::Hidden => text(language, "left_out.hidden"),
        LeftOut::Empty => text(language, "left_out.empty"),
        LeftOut::NoExport => text(language, "left_out.no_export"),
        LeftOut::Foreign { refusal: why } => match &**why {
            Refusal::Unknown(table) => {
                let headers = shortened_list(language, &table.headers);
                filled(language, "left_out.unneeded", &[("headers", &headers)])
            }
            why => filled(language, "left_out.foreign", &[("why", &refusal(language, why))]),
        },
    }
}

/// What a file is when it is no text table, for example "an Excel workbook".
pub fn content(language: Language, content: Content) -> String {
    let key = match content {
        Content::Workbook => "workbook",
        Content::OldWorkbook => "old_workbook",
        Content::OpenDocument => "open_document",
        Content::Zip => "zip",
        Content::Gzip => "gzip",
        Content::Archive => "archive",
        Content::Html => "html",
        Content::Json => "json",
        Content::Xml => "xml",
        Content::Pdf => "pdf",
        Content::Picture => "picture",
        Content::Parquet => "parquet",
        Content::Binary => "binary",
    };
    text(language, &format!("content.{key}"))
}

fn advice_for(content: Content) -> &'static str {
    match content {
        Content::Workbook | Content::OldWorkbook | Content::OpenDocument => "spreadsheet",
        Content::Zip | Content::Gzip | Content::Archive => "archive",
        Content::Html => "page",
        Content::Json => "json",
        Content::Xml | Content::Pdf | Content::Picture | Content::Parquet | Content::Binary => "other",
    }
}

fn unrecognised(language: Language, found: &Unrecognised) -> String {
    let headers = shortened_list(language, &found.headers);
    match found.looks_like {
        Some(like) if !found.missing.is_empty() => {
            let (table, missing) = (table(language, like), field_list(language, &found.missing));
            let values: [(&str, &dyn Display); 3] =
                [("table", &table), ("missing", &missing), ("headers", &headers)];
            filled(language, "refusal.unknown_like", &values)
        }
        _ => filled(language, "refusal.unknown", &[("headers", &headers)]),
    }
}

fn missing_column(
    language: Language,
    profile: &str,
    needed: &[(String, Vec<String>)],
    unclaimed: &[String],
) -> String {
    let fields: Vec<String> = needed
        .iter()
        .map(|(name, headers)| {
            let (field, headers) = (field(language, name), shortened_list(language, headers));
            filled(language, "refusal.missing_column.field", &[("field", &field), ("headers", &headers)])
        })
        .collect();
    let needed = fields.join("; ");
    let mut sentence =
        filled(language, "refusal.missing_column", &[("profile", &profile), ("needed", &needed)]);
    if !unclaimed.is_empty() {
        let unclaimed = shortened_list(language, unclaimed);
        sentence.push(' ');
        sentence.push_str(&filled(
            language,
            "refusal.missing_column.unclaimed",
            &[("unclaimed", &unclaimed)],
        ));
    }
    sentence
}
