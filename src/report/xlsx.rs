//! A report as a workbook: a sheet for each page with its figures, shares as visible formulas, and charts that the spreadsheet itself draws.
//! Never writes a text that could be run, never the time of its making.

mod chart;
mod styles;

use rust_xlsxwriter::{
    ConditionalFormat2ColorScale, DocProperties, ExcelDateTime, Formula, Workbook, Worksheet, XlsxError,
};

use self::styles::Styles;
use super::csv_text::begins_formula;
use super::fonts::text_width;
use super::kind::ReportError;
use super::model::{Card, Cell, Page, PlotKind, Report, Table};

/// Characters of a sheet's name that no spreadsheet takes.
const FORBIDDEN: [char; 7] = ['[', ']', ':', '*', '?', '/', '\\'];
/// Most letters of a sheet's name, and of a cell.
const LONGEST_NAME: usize = 31;
const LONGEST_CELL: usize = 32_767;
/// Rows of a native chart, to leave them free below a short table.
const CHART_ROWS: u32 = 22;

impl From<XlsxError> for ReportError {
    fn from(error: XlsxError) -> Self {
        Self::Packing(error.to_string())
    }
}

/// The report as a workbook.
pub fn write(report: &Report) -> Result<Vec<u8>, ReportError> {
    let mut workbook = Workbook::new();
    // Otherwise the library writes the time of making.
    let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
    let about = DocProperties::new()
        .set_title(&report.title)
        .set_subject(&report.question)
        .set_creation_datetime(&made);
    workbook.set_properties(&about);
    let styles = Styles::new();
    let mut names = Vec::new();
    for (index, page) in report.pages.iter().enumerate() {
        let name = sheet_name(&page.title, &mut names);
        let sheet = workbook.add_worksheet();
        sheet.set_name(&name)?;
        Sheet { sheet, styles: &styles, name, row: 0, widths: Vec::new() }.page(report, page, index == 0)?;
    }
    let name = sheet_name(&report.captions.method, &mut names);
    let sheet = workbook.add_worksheet();
    sheet.set_name(&name)?;
    Sheet { sheet, styles: &styles, name, row: 0, widths: Vec::new() }.method(report)?;
    Ok(workbook.save_to_buffer()?)
}

/// A name that a spreadsheet takes and no sheet before has.
fn sheet_name(wanted: &str, taken: &mut Vec<String>) -> String {
    let clean: String =
        wanted.chars().map(|letter| if FORBIDDEN.contains(&letter) { ' ' } else { letter }).collect();
    let clean = clean.trim_matches(['\'', ' ']);
    let base = within(clean, LONGEST_NAME);
    let mut name = base.clone();
    let mut number = 2;
    while name.is_empty() || taken.iter().any(|known| known.to_lowercase() == name.to_lowercase()) {
        let ending = format!(" {number}");
        name = base.chars().take(LONGEST_NAME - ending.len()).collect::<String>() + &ending;
        number += 1;
    }
    taken.push(name.clone());
    name
}

/// The beginning of a text, cut between words.
fn within(text: &str, letters: usize) -> String {
    if text.chars().count() <= letters {
        return text.to_owned();
    }
    let fits = |at: &usize| text.get(..*at).is_some_and(|part| part.trim_end().chars().count() <= letters);
    let end = super::break_opportunities(text).into_iter().take_while(fits).last();
    let cut = end.and_then(|end| text.get(..end)).map(str::trim_end);
    cut.map_or_else(
        || text.chars().take(letters).collect(),
        |cut| cut.trim_end_matches([',', ':']).to_owned(),
    )
}

/// A sheet that is being written, from top to bottom.
struct Sheet<'book> {
    sheet: &'book mut Worksheet,
    styles: &'book Styles,
    name: String,
    row: u32,
    widths: Vec<f64>,
}

impl Sheet<'_> {
    fn page(mut self, report: &Report, page: &Page, is_first: bool) -> Result<(), ReportError> {
        if is_first {
            self.heading(&report.title)?;
            self.line(&report.question)?;
            self.pairs(&report.facts)?;
            self.row += 1;
        }
        self.heading(&page.finding)?;
        for text in page.text.iter().chain(&page.notes) {
            self.line(text)?;
        }
        self.pairs(&page.tiles)?;
        self.row += 1;
        for table in &page.tables {
            self.table(table)?;
        }
        if !page.definitions.is_empty() {
            self.line(&format!("{} {}", report.captions.definition, page.definitions.join(", ")))?;
        }
        self.finish()
    }

    fn method(mut self, report: &Report) -> Result<(), ReportError> {
        let (captions, method) = (&report.captions, &report.method);
        self.heading(&captions.caveats)?;
        for caveat in &method.caveats {
            self.line(caveat)?;
        }
        self.row += 1;
        self.heading(&captions.settings)?;
        self.pairs(&method.settings)?;
        self.row += 1;
        self.table(&method.sources)?;
        self.heading(&captions.definitions)?;
        for card in &method.cards {
            self.card(card)?;
        }
        self.finish()
    }

    fn card(&mut self, card: &Card) -> Result<(), ReportError> {
        self.text(0, &format!("{} ({})", card.name, card.id), false)?;
        self.row += 1;
        self.pairs(&card.parts)?;
        self.row += 1;
        Ok(())
    }

    fn heading(&mut self, text: &str) -> Result<(), ReportError> {
        self.sheet.write_string_with_format(self.row, 0, fitting(text), &self.styles.heading)?;
        self.row += 1;
        Ok(())
    }

    fn line(&mut self, text: &str) -> Result<(), ReportError> {
        self.sheet.write_string_with_format(self.row, 0, fitting(text), &self.styles.plain)?;
        self.row += 1;
        Ok(())
    }

    fn pairs(&mut self, pairs: &[(String, String)]) -> Result<(), ReportError> {
        for (name, value) in pairs {
            self.text(0, name, false)?;
            self.widen(0, name);
            self.text(1, value, false)?;
            self.row += 1;
        }
        Ok(())
    }

    fn text(&mut self, column: u16, text: &str, wraps: bool) -> Result<(), ReportError> {
        let styles = self.styles;
        let format = match (begins_formula(text), wraps) {
            (true, _) => &styles.quoted,
            (false, true) => &styles.wrapped,
            (false, false) => &styles.plain,
        };
        self.sheet.write_string_with_format(self.row, column, fitting(text), format)?;
        Ok(())
    }

    /// Makes a column wide enough for a text.
    fn widen(&mut self, column: usize, text: &str) {
        if self.widths.len() <= column {
            self.widths.resize(column + 1, 8.0);
        }
        let wanted = f64::from(text_width(text, 11.0)) / 6.0 + 2.0;
        self.widths[column] = self.widths[column].max(wanted.min(46.0));
    }

    fn table(&mut self, table: &Table) -> Result<(), ReportError> {
        if table.rows.is_empty() {
            return Ok(());
        }
        self.line(&table.title)?;
        let header = self.row;
        for (column, one) in (0_u16..).zip(&table.columns) {
            let format = if one.is_number { &self.styles.header_right } else { &self.styles.header };
            self.sheet.write_string_with_format(header, column, fitting(&one.header), format)?;
            self.widen(usize::from(column), if one.is_number { "1,234,567" } else { &one.header });
        }
        self.row += 1;
        for row in &table.rows {
            for (column, cell) in (0_u16..).zip(row) {
                self.cell(column, cell, row)?;
                self.widen(usize::from(column), &cell.written());
            }
            self.row += 1;
        }
        let drawn = self.plot(table, header)?;
        let used = self.row - header;
        self.row += if drawn { CHART_ROWS.saturating_sub(used).max(2) } else { 2 };
        Ok(())
    }

    fn cell(&mut self, column: u16, cell: &Cell, row: &[Cell]) -> Result<(), ReportError> {
        let (at, styles) = (self.row, self.styles);
        match cell {
            Cell::Blank => {}
            Cell::Text(text) => self.text(column, text, true)?,
            Cell::Hidden => {
                self.sheet.write_string_with_format(at, column, cell.written(), &styles.right)?;
            }
            Cell::Count(count) | Cell::People(count) => {
                self.sheet.write_number_with_format(at, column, *count as f64, &styles.count)?;
            }
            Cell::CountShare { part, whole } => {
                let formula = Formula::new(format!("={part}/{whole}"));
                let share = cell.quotient().unwrap_or(0.0).to_string();
                if *whole > 0 {
                    self.sheet.write_formula_with_format(
                        at,
                        column,
                        formula.set_result(share),
                        &styles.share,
                    )?;
                }
            }
            Cell::Decimal(value, digits) => {
                self.sheet.write_number_with_format(at, column, *value, &styles.decimal(*digits))?;
            }
            Cell::Money(money) => {
                let major = money.minor as f64 / money.currency.minor_per_major() as f64;
                self.sheet.write_number_with_format(at, column, major, &styles.money(money.currency))?;
            }
            Cell::Share { value, of } => match of.filter(|of| is_quotient(*value, *of, row)) {
                Some((part, whole)) => {
                    let (part, whole) = (address(at, part), address(at, whole));
                    let formula = Formula::new(format!("={part}/{whole}")).set_result(value.to_string());
                    self.sheet.write_formula_with_format(at, column, formula, &styles.share)?;
                }
                None => {
                    self.sheet.write_number_with_format(at, column, *value, &styles.share)?;
                }
            },
        }
        Ok(())
    }

    /// Draws what the table says it can be drawn as; whether a chart stands beside it.
    fn plot(&mut self, table: &Table, header: u32) -> Result<bool, ReportError> {
        let Some(plot) = &table.plot else { return Ok(false) };
        let (first, last) = (header + 1, self.row - 1);
        if plot.kind == PlotKind::Colored {
            let ends = plot.values.first().zip(plot.values.last());
            if let Some((from, to)) = ends {
                let scale = ConditionalFormat2ColorScale::new()
                    .set_minimum_color(super::sequence(0.0).number())
                    .set_maximum_color(super::sequence(0.5).number());
                self.sheet.add_conditional_format(first, number(*from), last, number(*to), &scale)?;
            }
            return Ok(false);
        }
        let chart = chart::native(&self.name, plot, table, (header, first, last));
        let beside = number(table.columns.len() + 1);
        self.sheet.insert_chart(header, beside, &chart)?;
        Ok(true)
    }

    fn finish(self) -> Result<(), ReportError> {
        for (column, width) in (0_u16..).zip(&self.widths) {
            self.sheet.set_column_width(column, *width)?;
        }
        self.sheet.set_screen_gridlines(false);
        self.sheet.set_landscape().set_paper_size(9).set_print_fit_to_pages(1, 0);
        Ok(())
    }
}

/// No cell holds more.
fn fitting(text: &str) -> String {
    text.chars().take(LONGEST_CELL).collect()
}

fn number(column: usize) -> u16 {
    u16::try_from(column).unwrap_or(u16::MAX)
}

/// Whether dividing two cells of the row gives the value: only then a formula may stand for it.
fn is_quotient(value: f64, (part, whole): (usize, usize), row: &[Cell]) -> bool {
    let count = |column: usize| match row.get(column) {
        Some(Cell::Count(count) | Cell::People(count)) => Some(*count as f64),
        _ => None,
    };
    match (count(part), count(whole)) {
        (Some(part), Some(whole)) if whole > 0.0 => (part / whole - value).abs() < 1e-12,
        _ => false,
    }
}

/// `C7`, from a row and column that begin with 0.
fn address(row: u32, column: usize) -> String {
    rust_xlsxwriter::utility::row_col_to_cell(row, number(column))
}
