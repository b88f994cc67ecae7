//! The journey map as the window shows and changes it: facts of the analysis, templates, and what a wish does to the cards. Never
//! changes a map itself (see `app::edit`), never computes a figure.

mod chart;
mod facts;
mod sheet;
mod template;
#[cfg(test)]
mod tests;

pub use facts::{FactSays, Found, facts};
pub use sheet::{BoardSheet, ShownCard};
pub use template::template;

use super::edit::{BoardEdit, CardsFrom};
use crate::analysis::Analysis;
use crate::domain::{Direction, Language, Stage};
use crate::project::{Basis, Board, BoardCard, CardId, CardText, Lane};

/// Most cards of one kind that the data puts into one field.
const MOST_PER_FIELD: usize = 4;

/// What a person wants of the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoardWish {
    /// Write a card.
    Add {
        /// Its row.
        lane: Lane,
        /// Its column.
        stage: Stage,
        /// What it says.
        text: String,
        /// How that is known.
        basis: Basis,
        /// Who moves, where it is a touchpoint.
        direction: Option<Direction>,
    },
    /// Write something else on a card, or say something else about it.
    Change(Box<BoardCard>),
    /// Put a card into a field, before another card or behind the last.
    Move {
        /// Which card.
        id: CardId,
        /// The row.
        lane: Lane,
        /// The column.
        stage: Stage,
        /// The card that it goes before.
        before: Option<CardId>,
    },
    /// Take a card away.
    Remove(CardId),
    /// Add a card for each thing that the data says and the map does not show yet.
    Fill,
    /// Add the touchpoints that are usual for a direction.
    UseTemplate(Direction),
    /// Guess the emotion at a stage, or no longer.
    Guess {
        /// The stage.
        stage: Stage,
        /// From -100 to 100.
        value: Option<i8>,
    },
}

/// The edit that a wish stands for; `None` where it would change nothing.
pub fn edit(
    board: &Board,
    analysis: Option<&Analysis>,
    language: Language,
    wish: BoardWish,
) -> Option<BoardEdit> {
    match wish {
        BoardWish::Add { lane, stage, text, basis, direction } => {
            let says = CardText::Words { text, basis };
            let card = BoardCard { id: board.free_id(), lane, stage, says, direction };
            insert(board, CardsFrom::Hand, vec![card])
        }
        BoardWish::Change(card) => (board.card(card.id)? != &*card).then_some(BoardEdit::Change(card)),
        BoardWish::Move { id, lane, stage, before } => moved(board, id, (lane, stage), before),
        BoardWish::Remove(id) => board.card(id).map(|card| BoardEdit::Remove(vec![card.id])),
        BoardWish::Fill => insert(board, CardsFrom::Data, missing(board, analysis?)),
        BoardWish::UseTemplate(direction) => {
            insert(board, CardsFrom::Template, missing_of(board, template(direction, language)))
        }
        BoardWish::Guess { stage, value } => {
            let value = value.map(|value| value.clamp(-100, 100));
            (board.guesses[stage as usize] != value).then_some(BoardEdit::Guess { stage, value })
        }
    }
}

/// The cards at the end of the list, with ids that are free.
fn insert(board: &Board, from: CardsFrom, mut cards: Vec<BoardCard>) -> Option<BoardEdit> {
    let first = board.free_id().0;
    for (id, card) in (first..).zip(&mut cards) {
        card.id = CardId(id);
    }
    let cards: Vec<_> = cards.into_iter().map(|card| (usize::MAX, card)).collect();
    (!cards.is_empty()).then_some(BoardEdit::Insert { from, cards })
}

fn moved(
    board: &Board,
    id: CardId,
    (lane, stage): (Lane, Stage),
    before: Option<CardId>,
) -> Option<BoardEdit> {
    let own = board.cards.iter().position(|card| card.id == id)?;
    let place = before.filter(|before| *before != id);
    let place = place.and_then(|before| board.cards.iter().position(|card| card.id == before));
    // Counted without the card itself.
    let index = place.map_or(board.cards.len() - 1, |place| place - usize::from(place > own));
    let card = &board.cards[own];
    let stays = (card.lane, card.stage) == (lane, stage)
        && next_in_field(board, own) == place.map(|place| board.cards[place].id);
    (!stays).then_some(BoardEdit::Move { id, lane, stage, index })
}

/// The card that follows in the same field.
fn next_in_field(board: &Board, own: usize) -> Option<CardId> {
    let card = &board.cards[own];
    let field = |other: &&BoardCard| (other.lane, other.stage) == (card.lane, card.stage);
    board.cards[own + 1..].iter().find(field).map(|other| other.id)
}

/// What the data says and the map does not show yet, the weightiest of each kind and field.
pub fn missing(board: &Board, analysis: &Analysis) -> Vec<BoardCard> {
    let mut cards: Vec<BoardCard> = Vec::new();
    for found in facts(analysis) {
        let same_kind =
            |card: &&BoardCard| (card.lane, card.stage) == (found.lane, found.stage) && is_fact(card);
        let shown = |card: &BoardCard| matches!(&card.says, CardText::Fact { fact } if *fact == found.fact);
        let many = board.cards.iter().chain(&cards).filter(same_kind).count();
        if many < MOST_PER_FIELD && !board.cards.iter().any(shown) {
            let says = CardText::Fact { fact: found.fact };
            let (lane, stage, direction) = (found.lane, found.stage, found.direction);
            cards.push(BoardCard { id: CardId(0), lane, stage, says, direction });
        }
    }
    cards
}

fn is_fact(card: &BoardCard) -> bool {
    matches!(card.says, CardText::Fact { .. })
}

/// The cards of a template that say something which their field does not say yet.
fn missing_of(board: &Board, template: Vec<BoardCard>) -> Vec<BoardCard> {
    let new = |card: &BoardCard| !board.field(card.lane, card.stage).any(|known| known.says == card.says);
    template.into_iter().filter(new).collect()
}
