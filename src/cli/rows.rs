//! `senthang analyze --rows FIGURE`: the customers, orders or report rows behind one figure, as text, CSV or JSON. Never finds a row
//! itself, never overwrites an input.

use std::fmt::{Display, Write as _};
use std::io::Write as _;
use std::path::{Path, PathBuf};

use serde::Serialize;

use super::arguments::{AnalyzeArguments, Output};
use super::layout::{Side, heading, table};
use super::{Exit, document, load, text};
use crate::analysis::rows::{Counted, Figure, FigureId, Row, RowCounts, RowList, RowState, figures, rows};
use crate::analysis::{Analysis, DefinitionId, Spec};
use crate::app::{CellStyle, RowColumn, RowSheet, kind_id, wording};
use crate::domain::{Currency, Day, Language};
use crate::import::Imported;
use crate::project::store;

/// Rows that text shows before it says how many more there are.
const SHOWN: usize = 40;
/// Names of figures that a fault lists.
const NAMED: usize = 24;
/// What `--rows` takes for the names of all figures.
const LIST: &str = "list";

/// What was asked for and what there is.
pub(super) struct Asked<'a> {
    pub(super) arguments: &'a AnalyzeArguments,
    pub(super) imported: &'a Imported,
    pub(super) analysis: &'a Analysis,
    pub(super) spec: &'a Spec,
    pub(super) json: Option<Output>,
}

impl Asked<'_> {
    /// Writes the rows behind the figure called `name`; `exit` is how the run ends when all goes well.
    pub(super) fn write(&self, name: &str, exit: Exit) -> Exit {
        let language = self.arguments.common.language();
        let known = figures(self.analysis);
        if name == LIST {
            let all = listed(&known, language);
            return text::finish(std::io::stdout().lock().write_all(all.as_bytes()), exit, language);
        }
        let asked = name.parse::<FigureId>().ok();
        let stages = asked.as_ref().and_then(|asked| self.stages(asked));
        let Some(figure) = known.iter().find(|figure| Some(&figure.id) == asked.as_ref()).or(stages.as_ref())
        else {
            let names: Vec<String> = known.iter().take(NAMED).map(|figure| figure.id.to_string()).collect();
            let values: [(&str, &dyn Display); 2] = [("figure", &name), ("known", &names.join(", "))];
            return load::fail(&wording::filled(language, "cli.rows.unknown", &values), Exit::Usage);
        };
        let list = match rows(&self.imported.tables, self.spec, &figure.id) {
            Ok(list) => list,
            Err(error) => return load::fail(&error.to_string(), Exit::Unusable),
        };
        let sheet = RowSheet { list: &list, imported: self.imported, language };
        if let Some(path) = &self.arguments.csv {
            return self.csv(&sheet, path, exit);
        }
        let written = match &self.json {
            Some(output) => document::write(&RowsDocument::new(figure, &sheet), output),
            None => std::io::stdout().lock().write_all(page(figure, &sheet).as_bytes()),
        };
        text::finish(written, exit, language)
    }

    /// Several stages at once: a figure that is made of what is asked, and stands nowhere in the document.
    fn stages(&self, asked: &FigureId) -> Option<Figure> {
        let FigureId::Reached(_) = asked else { return None };
        let counts = rows(&self.imported.tables, self.spec, asked).ok()?.counts();
        let says = Counted {
            numerator: counts.numerator,
            denominator: Some(counts.denominator),
            ..Counted::default()
        };
        let pointer = "/journey/stages".to_owned();
        Some(Figure { id: asked.clone(), definition: DefinitionId::Purchase, pointer, says })
    }

    fn csv(&self, sheet: &RowSheet<'_>, path: &Path, exit: Exit) -> Exit {
        let common = &self.arguments.common;
        let language = common.language();
        let csv = sheet.to_csv(&sheet.found("", None));
        if path == Path::new("-") {
            return text::finish(std::io::stdout().lock().write_all(csv.as_bytes()), exit, language);
        }
        let same = |input: &PathBuf| {
            input == path
                || input.canonicalize().ok().zip(path.canonicalize().ok()).is_some_and(|(a, b)| a == b)
        };
        let (shown, rows) = (path.display(), wording::count(sheet.list.rows.len() as u64));
        if self.arguments.paths.iter().any(same) {
            return load::fail(
                &wording::filled(language, "cli.rows.over_input", &[("path", &shown)]),
                Exit::Usage,
            );
        }
        if let Err(error) = store::write_atomically(path, csv.as_bytes()) {
            let values: [(&str, &dyn Display); 2] = [("path", &shown), ("why", &error)];
            return load::fail(&wording::filled(language, "error.unwritable", &values), Exit::Unusable);
        }
        if !common.quiet {
            let values: [(&str, &dyn Display); 2] = [("path", &shown), ("rows", &rows)];
            eprintln!("{}", wording::filled(language, "cli.rows.written", &values));
        }
        exit
    }
}

/// Every figure with its name for the command line.
fn listed(known: &[Figure], language: Language) -> String {
    let mut out = String::new();
    heading(&mut out, &wording::text(language, "cli.rows.list"));
    let rows: Vec<Vec<String>> = known
        .iter()
        .map(|figure| {
            let says = share(language, figure.says.numerator, figure.says.denominator);
            vec![figure.id.to_string(), says, wording::figure(language, &figure.id)]
        })
        .collect();
    table(&mut out, &[], &[Side::Left, Side::Right, Side::Left], &rows);
    out
}

fn share(language: Language, numerator: u64, denominator: Option<u64>) -> String {
    let numerator = wording::count(numerator);
    match denominator.map(wording::count) {
        None => numerator,
        Some(denominator) => {
            let values: [(&str, &dyn Display); 2] =
                [("numerator", &numerator), ("denominator", &denominator)];
            wording::filled(language, "cli.rows.share", &values)
        }
    }
}

/// The figure, what its rows add up to, and the first of them.
fn page(figure: &Figure, sheet: &RowSheet<'_>) -> String {
    let (mut out, language, counts) = (String::new(), sheet.language, sheet.list.counts());
    heading(&mut out, &format!("{} ({})", wording::figure(language, &figure.id), figure.definition.id()));
    let says = share(language, figure.says.numerator, figure.says.denominator);
    let number = |state: RowState| wording::count(counts.of(state));
    let values: [(&str, &dyn Display); 4] = [
        ("counted", &number(RowState::Counted)),
        ("lost", &number(RowState::Lost)),
        ("open", &number(RowState::Open)),
        ("left_out", &number(RowState::LeftOut)),
    ];
    // Writing to a string cannot fail.
    let _ = writeln!(out, "  {says}: {}\n", wording::filled(language, "cli.rows.sum", &values));
    let (columns, kinds) = (sheet.columns(CellStyle::Shown), sheet.list.kinds());
    let side = |column: &RowColumn| if column.is_number() { Side::Right } else { Side::Left };
    let titles: Vec<String> = columns.iter().map(|column| column.title(&kinds, language)).collect();
    let sides: Vec<Side> = columns.iter().map(side).collect();
    let cells = |row: &Row| {
        let cell = |column: &RowColumn| sheet.cell(row, *column, CellStyle::Shown);
        columns.iter().map(cell).collect::<Vec<String>>()
    };
    let shown: Vec<Vec<String>> = sheet.list.rows.iter().take(SHOWN).map(cells).collect();
    table(&mut out, &titles, &sides, &shown);
    if sheet.list.rows.len() > SHOWN {
        let more = wording::count((sheet.list.rows.len() - SHOWN) as u64);
        let _ = writeln!(out, "  {}", wording::filled(language, "cli.rows.more", &[("more", &more)]));
    }
    out
}

/// The JSON of `senthang analyze --rows FIGURE`.
#[derive(Debug, Serialize)]
struct RowsDocument<'sheet> {
    schema: u32,
    version: &'static str,
    figure: String,
    definition: &'static str,
    numerator: u64,
    denominator: Option<u64>,
    counted: u64,
    measured_against: u64,
    lost: u64,
    still_open: u64,
    left_out: u64,
    rows: Vec<RowDocument<'sheet>>,
}

#[derive(Debug, Serialize)]
struct RowDocument<'sheet> {
    state: &'static str,
    reason: Option<&'static str>,
    kind: &'static str,
    customer: Option<&'sheet str>,
    name: Option<&'sheet str>,
    channel: Option<&'sheet str>,
    first: Option<Day>,
    last: Option<Day>,
    count: Option<i64>,
    clicks: Option<i64>,
    money_minor: Option<i64>,
    currency: Option<Currency>,
    path: Option<&'sheet str>,
    line: Option<u32>,
}

impl<'sheet> RowsDocument<'sheet> {
    fn new(figure: &Figure, sheet: &'sheet RowSheet<'sheet>) -> Self {
        let counts: RowCounts = sheet.list.counts();
        let list: &'sheet RowList = sheet.list;
        Self {
            schema: 1,
            version: env!("CARGO_PKG_VERSION"),
            figure: figure.id.to_string(),
            definition: figure.definition.id(),
            numerator: counts.numerator,
            denominator: figure.says.denominator,
            counted: counts.of(RowState::Counted),
            measured_against: counts.of(RowState::Base),
            lost: counts.of(RowState::Lost),
            still_open: counts.of(RowState::Open),
            left_out: counts.of(RowState::LeftOut),
            rows: list.rows.iter().map(|row| RowDocument::new(row, sheet)).collect(),
        }
    }
}

impl<'sheet> RowDocument<'sheet> {
    fn new(row: &Row, sheet: &'sheet RowSheet<'sheet>) -> Self {
        let sources = &sheet.imported.report.sources;
        let path = row.place.and_then(|(source, _)| sources.get(source as usize));
        Self {
            state: row.state.id(),
            reason: row.reason.map(crate::analysis::rows::RowReason::id),
            kind: kind_id(row.kind),
            customer: sheet.customer(row),
            name: sheet.name(row),
            channel: sheet.channel(row.channel),
            first: row.first,
            last: row.last,
            count: row.count,
            clicks: row.clicks,
            money_minor: row.money_minor,
            currency: sheet.currency(row),
            path: path.map(|source| source.path.as_str()),
            line: row.place.map(|(_, line)| line),
        }
    }
}
