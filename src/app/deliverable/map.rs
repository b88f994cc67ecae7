//! The page of the journey map, as the workshop made it. Never fills a card.

use super::Subject;
use super::say::Say;
use crate::analysis::DefinitionId;
use crate::app::board::BoardSheet;
use crate::report::{Cell, Page, Table};

/// The columns of the map as a table, by the keys of their headers.
const COLUMNS: [&str; 7] = ["lane", "stage", "text", "detail", "basis", "direction", "definition"];

/// The page; none where nobody has put anything on the map.
pub(super) fn page(subject: &Subject<'_>, say: &Say) -> Option<Page> {
    let board = subject.board.filter(|board| !board.is_empty())?;
    let sheet = BoardSheet::new(board, Some(subject.analysis), say.language);
    let mut ids: Vec<&'static str> =
        sheet.cards.iter().filter_map(|card| card.definition).map(DefinitionId::id).collect();
    ids.extend(sheet.computed.iter().flatten().map(|said| said.definition.id()));
    ids.sort_unstable();
    ids.dedup();
    Some(Page {
        id: "map",
        title: say.text("view.map"),
        finding: sheet.finding(say.language),
        chart: Some(sheet.chart(say.language)),
        tables: vec![table(&sheet, say)],
        definitions: ids,
        ..Page::default()
    })
}

fn table(sheet: &BoardSheet, say: &Say) -> Table {
    let rows = sheet.lines(say.language).into_iter().map(|line| line.map(Cell::Text).to_vec());
    Table {
        title: say.text("view.map"),
        columns: COLUMNS.map(|column| say.words(&format!("map.column.{column}"))).to_vec(),
        rows: rows.collect(),
        ..Table::default()
    }
}
