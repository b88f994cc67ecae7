//! The JSON of what an unknown table might be. Names may be added, none renamed; never holds a row of the file.

use serde::Serialize;

use crate::app::wording;
use crate::domain::{Day, Language, format_units};
use crate::import::{DateOrder, DatesRead, NumberStyle, NumbersRead, Preview, PreviewColumn, Question};

/// A proposal.
#[derive(Debug, Serialize)]
pub(super) struct ProposalDocument<'preview> {
    table: &'static str,
    confidence: f64,
    encoding: &'preview str,
    delimiter: char,
    header_row: Option<u64>,
    date_order: Option<DateOrder>,
    numbers: Option<NumberStyle>,
    currency: Option<&'preview str>,
    columns: Vec<ColumnDocument<'preview>>,
    questions: Vec<QuestionDocument<'preview>>,
    missing: Vec<String>,
}

#[derive(Debug, Serialize)]
struct ColumnDocument<'preview> {
    header: &'preview str,
    field: Option<String>,
    confidence: f64,
    reason: Option<String>,
}

#[derive(Debug, Serialize)]
struct QuestionDocument<'preview> {
    code: &'static str,
    header: &'preview str,
    example: &'preview str,
    readings: Vec<ReadingDocument>,
    text: String,
}

/// One way to read the column: what the option on the command line is called, and what comes out.
#[derive(Debug, Default, Serialize)]
struct ReadingDocument {
    option: &'static str,
    example: Option<String>,
    first: Option<Day>,
    last: Option<Day>,
    sum: Option<String>,
}

impl<'preview> ProposalDocument<'preview> {
    /// Puts the document together.
    pub(super) fn new(preview: &'preview Preview, language: Language) -> Self {
        let questions = preview.questions.iter().map(|question| QuestionDocument::new(question, language));
        Self {
            table: preview.table.value.id(),
            confidence: hundredths(preview.table.sure),
            encoding: &preview.encoding.value,
            delimiter: preview.delimiter.value,
            header_row: Some(preview.header_line.value).filter(|line| *line > 0),
            date_order: Some(preview.date_order.value).filter(|order| *order != DateOrder::Auto),
            numbers: Some(preview.numbers.value).filter(|style| *style != NumberStyle::Auto),
            currency: preview.currency.value.as_ref().map(crate::domain::Currency::code),
            columns: preview.columns.iter().map(|column| ColumnDocument::new(column, language)).collect(),
            questions: questions.collect(),
            missing: preview.missing.iter().map(|field| field.name()).collect(),
        }
    }
}

impl<'preview> ColumnDocument<'preview> {
    fn new(column: &'preview PreviewColumn, language: Language) -> Self {
        Self {
            header: &column.header,
            field: column.field.map(crate::import::Field::name),
            confidence: if column.field.is_some() { hundredths(column.confidence) } else { 0.0 },
            reason: column.field.map(|_| wording::guess_reason(language, column)),
        }
    }
}

impl<'preview> QuestionDocument<'preview> {
    fn new(question: &'preview Question, language: Language) -> Self {
        let (code, header, example, readings) = match question {
            Question::Dates { header, example, day_first, month_first } => {
                ("dates", header, example, vec![days("dmy", *day_first), days("mdy", *month_first)])
            }
            Question::Numbers { header, example, point, comma } => {
                ("numbers", header, example, vec![amounts("point", *point), amounts("comma", *comma)])
            }
        };
        Self { code, header, example, readings, text: wording::question(language, question) }
    }
}

fn days(option: &'static str, read: DatesRead) -> ReadingDocument {
    let example = read.example.map(|day| day.to_string());
    ReadingDocument { option, example, first: read.first, last: read.last, sum: None }
}

fn amounts(option: &'static str, read: NumbersRead) -> ReadingDocument {
    let example = read.example.map(|value| format_units(value, 2));
    let sum = i64::try_from(read.sum).ok().map(|sum| format_units(sum, 2));
    ReadingDocument { option, example, sum, ..ReadingDocument::default() }
}

fn hundredths(share: f64) -> f64 {
    (share * 100.0).round() / 100.0
}
