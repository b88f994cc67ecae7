//! The edits of the journey map. Never knows why a card is moved or where its text comes from.

use super::{EditError, insert};
use crate::domain::Stage;
use crate::project::{Board, BoardCard, CardId, Lane};

/// A change of the map.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BoardEdit {
    /// Put cards at places in the list, in rising order of the places.
    Insert {
        /// Where they come from.
        from: CardsFrom,
        /// Place and card; behind the last when the place is larger.
        cards: Vec<(usize, BoardCard)>,
    },
    /// Take cards away.
    Remove(Vec<CardId>),
    /// Put a card in the place of the one with its id; it stays in its field.
    Change(Box<BoardCard>),
    /// Put a card in another field or place.
    Move {
        /// Which card.
        id: CardId,
        /// Its new row.
        lane: Lane,
        /// Its new column.
        stage: Stage,
        /// Its place among all cards, once it is taken out.
        index: usize,
    },
    /// Guess the emotion at a stage, or no longer.
    Guess {
        /// The stage.
        stage: Stage,
        /// From -100 to 100.
        value: Option<i8>,
    },
}

/// Where new cards come from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardsFrom {
    /// Somebody wrote one.
    Hand,
    /// The data.
    Data,
    /// A template.
    Template,
}

impl BoardEdit {
    /// Key of the name shown after "Undo" and "Redo".
    pub fn name_key(&self) -> &'static str {
        match self {
            Self::Insert { from: CardsFrom::Hand, .. } => "edit.board.add",
            Self::Insert { from: CardsFrom::Data, .. } => "edit.board.fill",
            Self::Insert { from: CardsFrom::Template, .. } => "edit.board.template",
            Self::Remove(_) => "edit.board.remove",
            Self::Change(_) => "edit.board.change",
            Self::Move { .. } => "edit.board.move",
            Self::Guess { .. } => "edit.board.guess",
        }
    }
}

/// Applies an edit and returns the one that takes it back.
///
/// # Errors
/// [`EditError`]; the map is then unchanged.
pub(super) fn apply(board: &mut Board, edit: BoardEdit) -> Result<BoardEdit, EditError> {
    match edit {
        BoardEdit::Insert { cards, .. } => {
            let mut changed = board.cards.clone();
            let ids = cards.iter().map(|(_, card)| card.id).collect();
            for (index, card) in cards {
                let id = card.id;
                insert(&mut changed, index, card, |known| known.id == id)?;
            }
            board.cards = changed;
            Ok(BoardEdit::Remove(ids))
        }
        BoardEdit::Remove(ids) => {
            if ids.iter().any(|id| board.card(*id).is_none()) {
                return Err(EditError::Missing);
            }
            let (gone, kept) = std::mem::take(&mut board.cards)
                .into_iter()
                .enumerate()
                .partition(|(_, card)| ids.contains(&card.id));
            let kept: Vec<(usize, BoardCard)> = kept;
            board.cards = kept.into_iter().map(|(_, card)| card).collect();
            Ok(BoardEdit::Insert { from: CardsFrom::Hand, cards: gone })
        }
        BoardEdit::Change(card) => {
            let place = board.cards.iter_mut().find(|known| known.id == card.id);
            Ok(BoardEdit::Change(Box::new(std::mem::replace(place.ok_or(EditError::Missing)?, *card))))
        }
        BoardEdit::Move { id, lane, stage, index } => {
            let before = board.cards.iter().position(|card| card.id == id).ok_or(EditError::Missing)?;
            let mut card = board.cards.remove(before);
            let back = BoardEdit::Move { id, lane: card.lane, stage: card.stage, index: before };
            (card.lane, card.stage) = (lane, stage);
            board.cards.insert(index.min(board.cards.len()), card);
            Ok(back)
        }
        BoardEdit::Guess { stage, value } => {
            let guess = board.guesses.get_mut(stage as usize).ok_or(EditError::Missing)?;
            Ok(BoardEdit::Guess { stage, value: std::mem::replace(guess, value) })
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::project::{Basis, CardText};

    fn card(id: u64, field: usize, text: String) -> BoardCard {
        let says = CardText::Words { text, basis: Basis::ALL[field % 4] };
        let (lane, stage) = (Lane::ALL[field % 8], Stage::ALL[field % 5]);
        BoardCard { id: CardId(id), lane, stage, says, direction: None }
    }

    /// Any edit, of cards that may be there or not.
    pub(in crate::app::edit) fn any_edit() -> impl Strategy<Value = BoardEdit> {
        let id = || 1_u64..7;
        let from = || prop::sample::select(vec![CardsFrom::Hand, CardsFrom::Data, CardsFrom::Template]);
        let cards = prop::collection::vec((0_usize..6, id(), 0_usize..40, "[a-c]{0,3}"), 1..4);
        let placed = |(from, cards): (CardsFrom, Vec<(usize, u64, usize, String)>)| {
            let mut cards: Vec<_> =
                cards.into_iter().map(|(index, id, field, text)| (index, card(id, field, text))).collect();
            cards.sort_by_key(|(index, _)| *index);
            BoardEdit::Insert { from, cards }
        };
        prop_oneof![
            3 => (from(), cards).prop_map(placed),
            1 => prop::collection::btree_set(id(), 1..3)
                .prop_map(|ids| BoardEdit::Remove(ids.into_iter().map(CardId).collect())),
            1 => (id(), 0_usize..40, "[a-c]{0,3}")
                .prop_map(|(id, field, text)| BoardEdit::Change(Box::new(card(id, field, text)))),
            2 => (id(), 0_usize..8, 0_usize..5, 0_usize..8).prop_map(|(id, lane, stage, index)| BoardEdit::Move {
                id: CardId(id),
                lane: Lane::ALL[lane],
                stage: Stage::ALL[stage],
                index,
            }),
            1 => (0_usize..5, prop::option::of(-100_i8..=100))
                .prop_map(|(stage, value)| BoardEdit::Guess { stage: Stage::ALL[stage], value }),
        ]
    }
}
