//! The page of the journey map, as the workshop made it. Never fills a card.

use super::Subject;
use super::say::Say;
use crate::app::board::{BoardSheet, ShownCard};
use crate::domain::Stage;
use crate::project::{Basis, Lane};
use crate::report::chart::{Board, Chart, Note};
use crate::report::{Cell, Ink, Page, Row, Table};

/// The page; none where nobody has put anything on the map.
pub(super) fn page(subject: &Subject<'_>, say: &Say) -> Option<Page> {
    let board = subject.board.filter(|board| !board.cards.is_empty())?;
    let sheet = BoardSheet::new(board, Some(subject.analysis), say.language);
    let lanes = Lane::ALL
        .into_iter()
        .filter(|lane| Stage::ALL.iter().any(|stage| sheet.field(*lane, *stage).next().is_some()));
    let chart = Board {
        stages: Stage::ALL.map(|stage| say.text(&format!("stage.{}", stage.id()))).to_vec(),
        lanes: lanes
            .map(|lane| {
                (lane_name(lane, say), Stage::ALL.map(|stage| notes(&sheet, lane, stage, say)).to_vec())
            })
            .collect(),
    };
    let mut ids: Vec<&'static str> =
        sheet.cards.iter().filter_map(|card| card.definition).map(|id| id.id()).collect();
    ids.sort_unstable();
    ids.dedup();
    Some(Page {
        id: "map",
        title: say.text("view.map"),
        finding: sheet.finding(say.language),
        chart: Some(Chart::Board(chart)),
        tables: vec![table(&sheet, say)],
        definitions: ids,
        ..Page::default()
    })
}

fn lane_name(lane: Lane, say: &Say) -> String {
    say.text(&format!("map.lane.{}", lane.id()))
}

fn basis_name(basis: Basis, say: &Say) -> String {
    say.text(&format!("map.basis.{}", basis.id()))
}

fn notes(sheet: &BoardSheet, lane: Lane, stage: Stage, say: &Say) -> Vec<Note> {
    let note = |card: &ShownCard| Note {
        text: card.title.clone(),
        basis: basis_name(card.basis, say),
        ink: match card.basis {
            Basis::Measured => Ink::Series,
            Basis::Derived => Ink::Series5,
            Basis::Stated => Ink::Series2,
            Basis::Assumed => Ink::Thin,
        },
    };
    sheet.field(lane, stage).map(note).collect()
}

fn table(sheet: &BoardSheet, say: &Say) -> Table {
    let row = |card: &ShownCard| -> Row {
        vec![
            Cell::Text(say.text(&format!("stage.{}", card.card.stage.id()))),
            Cell::Text(lane_name(card.card.lane, say)),
            Cell::Text(card.title.clone()),
            Cell::Text(card.detail.clone()),
            Cell::Text(basis_name(card.basis, say)),
        ]
    };
    let mut cards: Vec<&ShownCard> = sheet.cards.iter().collect();
    cards.sort_by_key(|card| (card.card.stage, card.card.lane));
    Table {
        title: say.text("view.map"),
        columns: vec![
            say.words("chart.funnel.column.stage"),
            say.words("report.column.lane"),
            say.words("report.column.card"),
            say.words("report.column.detail"),
            say.words("report.column.basis"),
        ],
        rows: cards.into_iter().map(row).collect(),
        ..Table::default()
    }
}
