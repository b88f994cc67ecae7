//! Tables: the small one behind every chart, which is sorted and searched in place, and the virtualised one for any number of rows.
//! Never formats.

use eframe::egui::{Id, TextEdit, Ui, vec2};

use super::Sheet;
use super::table_order::{SEARCHED, sorted};
use crate::domain::Language;
use crate::import::spreadsheet_safe;
use crate::report::csv_lines;
use crate::ui::text::tr;
use crate::ui::theme::space;

/// A column: its header, and on which side its values stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Header, with the unit.
    pub title: String,
    /// Numbers stand on the right.
    pub numeric: bool,
}

impl Column {
    /// A column of words.
    pub fn text(title: impl Into<String>) -> Self {
        Self { title: title.into(), numeric: false }
    }

    /// A column of numbers.
    pub fn number(title: impl Into<String>) -> Self {
        Self { title: title.into(), numeric: true }
    }
}

/// A table as text, ready to be shown or copied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The columns.
    pub columns: Vec<Column>,
    /// One text per column in each row.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// An empty table with these columns.
    pub fn new(columns: Vec<Column>) -> Self {
        Self { columns, rows: Vec::new() }
    }

    /// Adds a row.
    pub fn row(&mut self, cells: Vec<String>) {
        self.rows.push(cells);
    }

    /// Header and rows as comma-separated lines with a byte order mark, which spreadsheets need to see Thai; nothing in it runs as
    /// a formula.
    pub fn to_csv(&self) -> String {
        let safe = |cell: &String| spreadsheet_safe(&cell.replace('−', "-"));
        let header = self.columns.iter().map(|column| safe(&column.title)).collect();
        let rows = self.rows.iter().map(|row| row.iter().map(safe).collect());
        csv_lines(std::iter::once(header).chain(rows))
    }

    /// Header and rows as tab-separated lines, as spreadsheets take them; a tab or line end inside a cell becomes a
    /// space, a typographic minus a plain one.
    pub fn to_tsv(&self) -> String {
        let clean = |cell: &String| cell.replace(['\t', '\n', '\r'], " ").replace('−', "-");
        let header = self.columns.iter().map(|column| clean(&column.title)).collect::<Vec<_>>().join("\t");
        let rows = self.rows.iter().map(|row| row.iter().map(clean).collect::<Vec<_>>().join("\t"));
        std::iter::once(header).chain(rows).collect::<Vec<_>>().join("\n") + "\n"
    }
}

/// How a cell is to be seen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// As text.
    #[default]
    Plain,
    /// Less than its neighbours.
    Quiet,
    /// As something to look at.
    Warning,
    /// As what is selected elsewhere.
    Selected,
}

/// What was done to a table.
#[derive(Clone, Copy, Debug, Default)]
pub struct TableResponse {
    /// Row that was clicked.
    pub clicked: Option<usize>,
}

/// How a person looks at a table: the word that is looked for, the column it is sorted by, the largest first or not.
#[derive(Clone, Debug, Default)]
struct TableLook {
    word: String,
    order: Option<(usize, bool)>,
}

/// Shows a [`Table`]: its headers sort.
pub fn table(ui: &mut Ui, id: &str, table: &Table) -> TableResponse {
    look_through(ui, id, table, None)
}

/// [`table`] with a search, where it is long.
pub fn searched_table(ui: &mut Ui, id: &str, table: &Table, language: Language) -> TableResponse {
    look_through(ui, id, table, Some(language).filter(|_| table.rows.len() > SEARCHED))
}

fn look_through(ui: &mut Ui, id: &str, table: &Table, search: Option<Language>) -> TableResponse {
    let key = Id::unique(("look of table", id));
    let mut look: TableLook = ui.data(|data| data.get_temp(key)).unwrap_or_default();
    if let Some(language) = search {
        let hint = tr(language, "rows.search");
        let field = TextEdit::singleline(&mut look.word).hint_text(hint.as_str()).desired_width(220.0);
        ui.add(field.margin(vec2(8.0, 5.0))).accessible_name(hint.as_str());
        ui.add_space(space::XS);
    }
    let found = table.found(&look.word, look.order);
    let (rows, height) = (found.len(), height_of(found.len()));
    let sheet = Sheet { id, columns: &table.columns, rows, selected: None, sorted: look.order, height };
    let shown = sheet.show(ui, |row, column| {
        let cells = found.get(row).map(|row| &table.rows[*row]);
        (cells.and_then(|cells| cells.get(column)).cloned().unwrap_or_default(), Tone::Plain)
    });
    if let Some(column) = shown.header {
        look.order = next_order(look.order, column, table.columns[column].numeric);
    }
    ui.data_mut(|data| data.insert_temp(key, look));
    TableResponse { clicked: shown.row.and_then(|row| found.get(row).copied()) }
}

/// One way, the other way, as it was: a header goes round, numbers with the largest first.
fn next_order(order: Option<(usize, bool)>, column: usize, numeric: bool) -> Option<(usize, bool)> {
    match order.filter(|order| order.0 == column) {
        None => Some((column, numeric)),
        Some((_, descending)) if descending == numeric => Some((column, !descending)),
        Some(_) => None,
    }
}

/// Shows any number of rows; `cell` is asked for the visible ones only (and for the first hundred, to size the
/// columns). The header stays and sorts, `selected` is marked, and a table wider than its place scrolls sideways.
pub fn data_table(
    ui: &mut Ui,
    id: &str,
    columns: &[Column],
    rows: usize,
    selected: Option<usize>,
    cell: impl Fn(usize, usize) -> String,
) -> TableResponse {
    data_table_toned(ui, id, columns, (rows, selected), cell, |_, _| Tone::Plain)
}

/// [`data_table`] with a tone for each cell.
pub fn data_table_toned(
    ui: &mut Ui,
    id: &str,
    columns: &[Column],
    (rows, selected): (usize, Option<usize>),
    cell: impl Fn(usize, usize) -> String,
    tone: impl Fn(usize, usize) -> Tone,
) -> TableResponse {
    let key = Id::unique(("order of table", id));
    let mut wanted: Option<(usize, bool)> = ui.data(|data| data.get_temp(key)).flatten();
    wanted = wanted.filter(|(column, _)| *column < columns.len() && rows <= SORTED);
    let found = wanted.map(|(column, descending)| {
        sorted((0..rows).collect(), &|row| cell(row, column), columns[column].numeric, descending)
    });
    let row_of = |shown: usize| found.as_ref().map_or(shown, |found| found[shown]);
    let selected = selected.and_then(|row| (0..rows).find(|shown| row_of(*shown) == row));
    let sheet = Sheet { id, columns, rows, selected, sorted: wanted, height: height_of(rows) };
    let shown = sheet.show(ui, |row, column| (cell(row_of(row), column), tone(row_of(row), column)));
    if let Some(column) = shown.header {
        wanted = next_order(wanted, column, columns[column].numeric);
        ui.data_mut(|data| data.insert_temp(key, wanted));
    }
    TableResponse { clicked: shown.row.map(row_of) }
}

/// Rows up to which a table is sorted anew in every frame.
const SORTED: usize = 2_000;
/// Rows up to which a table stands there whole; a longer one scrolls in its place.
const WHOLE: usize = 36;

fn height_of(rows: usize) -> f32 {
    if rows <= WHOLE { f32::INFINITY } else { 520.0 }
}

#[cfg(test)]
mod unit_tests {
    use super::*;

    #[test]
    fn copied_text_has_one_line_per_row_and_plain_minus_signs() {
        let mut table = Table::new(vec![Column::text("Stage"), Column::number("Lost, %")]);
        table.row(vec!["A\tB".to_owned(), "−98.8".to_owned()]);
        assert_eq!(table.to_tsv(), "Stage\tLost, %\nA B\t-98.8\n");
        table.row(vec!["=HYPERLINK(\"x\")".to_owned(), "1,5".to_owned()]);
        let csv = table.to_csv();
        assert!(csv.starts_with("\u{feff}Stage,\"Lost, %\"\r\n"), "{csv}");
        assert!(csv.ends_with("\r\n\"'=HYPERLINK(\"\"x\"\")\",\"1,5\"\r\n"), "{csv}");
    }
}
