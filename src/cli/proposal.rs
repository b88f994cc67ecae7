//! What an unknown file might be, as text for people: columns, settings, open questions, first rows. Never applies a guess.

use std::fmt::{Display, Write as _};

use super::layout::{Side, table};
use crate::app::wording;
use crate::domain::Language;
use crate::import::{
    DateOrder, Field, ImportReport, Input, LeftOut, NumberStyle, Options, Preview, Reading, Refusal,
    SourceReport, preview,
};

/// Rows that are shown.
const SHOWN: usize = 5;

/// Below this, how to name another table is said.
const WRONG: f64 = 0.6;

/// Below this, a table beside known ones is most likely one that no figure needs.
const WORTH_A_WORD: f64 = 0.3;

/// Parts of a call that are looked at; each is found anew in its file.
const LOOKED_AT: usize = 20;

/// What each source might be; `None` for those that are known, or that resemble nothing.
pub(super) fn of(
    report: &ImportReport,
    inputs: &[Input],
    options: &Options,
    told: &Reading,
) -> Vec<Option<Preview>> {
    let mut looked_at = 0;
    let sources = report.sources.iter();
    sources
        .map(|source| {
            if !is_open(source) || looked_at == LOOKED_AT {
                return None;
            }
            looked_at += 1;
            let found = find(source, inputs, options, told)?;
            let resembles = found.columns.iter().any(|column| column.field.is_some());
            // Beside known parts only what could be read at once is worth a word.
            let is_plain = found.missing.is_empty() && found.table.sure >= WORTH_A_WORD;
            (resembles && (source.refusal.is_some() || is_plain)).then_some(found)
        })
        .collect()
}

/// Whether a person could say how to read it.
pub(super) fn is_open(source: &SourceReport) -> bool {
    let refusal = match (&source.refusal, &source.left_out) {
        (Some(refusal), _) => refusal,
        (None, Some(LeftOut::Foreign { refusal })) => refusal,
        _ => return false,
    };
    matches!(
        refusal,
        Refusal::Unknown(_)
            | Refusal::MissingColumn { .. }
            | Refusal::NoHeader
            | Refusal::AmbiguousDates { .. }
            | Refusal::AmbiguousNumbers { .. }
            | Refusal::TwoScoreColumns { .. }
    )
}

/// The preview of a source, from whichever input holds it.
pub(super) fn find(
    source: &SourceReport,
    inputs: &[Input],
    options: &Options,
    told: &Reading,
) -> Option<Preview> {
    let holds = |input: &&Input| match input {
        Input::Path(path) => source.file.starts_with(&path.display().to_string()),
        Input::Bytes { name, .. } => source.file == *name,
    };
    inputs.iter().filter(holds).find_map(|input| preview(input, &source.path, told, options).ok())
}

/// Writes a proposal under what was said about its source.
pub(super) fn write(out: &mut String, source: &SourceReport, preview: &Preview, language: Language) {
    let title = |out: &mut String, key: &str| {
        let _ = writeln!(out, "\n  {}", wording::text(language, key));
    };
    title(out, "proposal.title");
    table(out, &[], &[Side::Left, Side::Left], &settings(preview, language));
    title(out, "proposal.columns_title");
    table(out, &[], &[Side::Left; 5], &columns(preview, language));
    title(out, "proposal.rows_title");
    first_rows(out, preview, language);
    if !preview.questions.is_empty() {
        title(out, "proposal.questions_title");
        for question in &preview.questions {
            let _ = writeln!(out, "  • {}", wording::question(language, question));
        }
    }
    let _ = writeln!(out, "\n  {}", go_on(source, preview, language));
}

fn settings(preview: &Preview, language: Language) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut fact = |key: &str, value: String| rows.push(vec![wording::text(language, key), value]);
    let sure = |share: f64| wording::confidence(language, share);
    let table = &preview.table;
    fact("proposal.table", format!("{} ({})", wording::table(language, table.value), sure(table.sure)));
    if table.sure < WRONG && !table.told {
        fact("proposal.table_wrong", wording::text(language, "proposal.table_other"));
    }
    if !preview.is_sheet {
        let encoding = &preview.encoding;
        fact("cli.fact.encoding", format!("{} ({})", encoding.value, sure(encoding.sure)));
        fact("cli.fact.delimiter", wording::delimiter(language, preview.delimiter.value));
    }
    let header = match preview.header_line.value {
        0 => wording::text(language, "proposal.no_header"),
        line => line.to_string(),
    };
    fact("cli.fact.header", header);
    if preview.date_order.value != DateOrder::Auto {
        fact("proposal.dates", wording::date_order(language, preview.date_order.value));
    }
    if preview.numbers.value != NumberStyle::Auto {
        fact("proposal.numbers", wording::number_style(language, preview.numbers.value));
    }
    if let Some(currency) = preview.currency.value {
        fact("proposal.currency", currency.code().to_owned());
    }
    rows
}

fn columns(preview: &Preview, language: Language) -> Vec<Vec<String>> {
    let row = |column: &crate::import::PreviewColumn| {
        let Some(field) = column.field else {
            return vec![column.header.clone(), "→".to_owned(), wording::text(language, "proposal.unused")];
        };
        vec![
            column.header.clone(),
            "→".to_owned(),
            wording::field_of(language, preview.table.value, &field.name()),
            wording::confidence(language, column.confidence),
            wording::guess_reason(language, column),
        ]
    };
    preview.columns.iter().map(row).collect()
}

/// The columns that are taken, of the first rows.
fn first_rows(out: &mut String, preview: &Preview, language: Language) {
    let taken: Vec<usize> =
        (0..preview.columns.len()).filter(|index| preview.columns[*index].field.is_some()).collect();
    let name = |index: &usize| preview.columns[*index].field.map_or_else(String::new, Field::name);
    let table_kind = preview.table.value;
    let headers: Vec<String> =
        taken.iter().map(|index| wording::field_of(language, table_kind, &name(index))).collect();
    let rows: Vec<Vec<String>> = preview
        .rows
        .iter()
        .filter(|row| !row.is_left_out)
        .take(SHOWN)
        .map(|row| {
            let cells = taken.iter().map(|index| row.cells.get(*index));
            cells
                .map(|cell| {
                    cell.map_or_else(String::new, |cell| wording::cell(language, &cell.raw, &cell.reading))
                })
                .collect()
        })
        .collect();
    table(out, &headers, &vec![Side::Left; taken.len()], &rows);
}

/// How to go on: what is missing, what must be answered, or the two commands.
fn go_on(source: &SourceReport, preview: &Preview, language: Language) -> String {
    let file = wording::typed(&source.file);
    if !preview.missing.is_empty() {
        return missing(preview, language);
    }
    let answers = answers(preview);
    let values: [(&str, &dyn Display); 2] = [("file", &file), ("answers", &answers)];
    wording::filled(language, "proposal.go_on", &values)
}

/// What is required and not there.
pub(super) fn missing(preview: &Preview, language: Language) -> String {
    let fields = wording::fields(language, preview.missing.iter().copied());
    let like = wording::table(language, preview.table.value);
    wording::filled(language, "proposal.missing", &[("fields", &fields), ("table", &like)])
}

/// The options that answer the open questions, as they are typed.
fn answers(preview: &Preview) -> String {
    use crate::import::Question;
    let asks = |wanted: fn(&Question) -> bool| preview.questions.iter().any(wanted);
    let dates = if asks(|question| matches!(question, Question::Dates { .. })) {
        " --date-order dmy|mdy"
    } else {
        ""
    };
    let numbers = if asks(|question| matches!(question, Question::Numbers { .. })) {
        " --decimal point|comma"
    } else {
        ""
    };
    format!("{dates}{numbers}")
}
