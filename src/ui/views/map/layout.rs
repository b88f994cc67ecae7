//! The geometry of the journey map: columns, cards under one another, where a dragged card lands. Never draws.

use eframe::egui::{Key, Pos2, Rect, pos2, vec2};

use crate::domain::Stage;
use crate::project::{CardId, Lane};

/// Between columns, and between cards.
pub(super) const GAP: f32 = 6.0;
/// Room for the name of a lane on its left.
const LANE: f32 = 116.0;
/// Below this width the names of the lanes stand above them.
const NARROW: f32 = 900.0;
/// Height of a field's button for another card.
pub(super) const PLUS: f32 = 24.0;

/// The columns of the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Columns {
    /// Left edge of the first one.
    pub(super) left: f32,
    /// Width of each.
    pub(super) width: f32,
    /// Width of the names of the lanes; 0 when they stand above.
    pub(super) names: f32,
}

impl Columns {
    pub(super) fn new(left: f32, room: f32) -> Self {
        let names = if room < NARROW { 0.0 } else { LANE };
        let width = (room - names - GAP * (Stage::ALL.len() as f32 - 1.0)) / Stage::ALL.len() as f32;
        Self { left: left + names, width: width.max(60.0), names }
    }

    /// The column of a stage between two heights.
    pub(super) fn rect(&self, stage: Stage, top: f32, height: f32) -> Rect {
        let left = self.left + stage as usize as f32 * (self.width + GAP);
        Rect::from_min_size(pos2(left, top), vec2(self.width, height))
    }
}

/// A card in its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Placed {
    pub(super) id: CardId,
    pub(super) lane: Lane,
    pub(super) stage: Stage,
    pub(super) rect: Rect,
}

/// A field in its place.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Field {
    pub(super) lane: Lane,
    pub(super) stage: Stage,
    pub(super) rect: Rect,
}

/// Height of a field with cards of these heights and a button below them.
pub(super) fn field_height(cards: &[f32]) -> f32 {
    2.0 * GAP + cards.iter().map(|height| height + GAP).sum::<f32>() + PLUS
}

/// Cards of these heights under one another in a field.
pub(super) fn stack(field: Rect, heights: &[f32]) -> Vec<Rect> {
    let mut top = field.top() + GAP;
    let place = |height: &f32| {
        let rect =
            Rect::from_min_size(pos2(field.left() + GAP, top), vec2(field.width() - 2.0 * GAP, *height));
        top += height + GAP;
        rect
    };
    heights.iter().map(place).collect()
}

/// Where a card that is dropped at `pointer` goes: the field, the card that it goes before, and the height of the gap.
pub(super) fn landing(
    fields: &[Field],
    cards: &[Placed],
    pointer: Pos2,
) -> Option<(Field, Option<CardId>, f32)> {
    let field = *fields.iter().find(|field| field.rect.contains(pointer))?;
    let own = || cards.iter().filter(|card| (card.lane, card.stage) == (field.lane, field.stage));
    let before = own().find(|card| card.rect.center().y > pointer.y);
    let below = own().next_back().map_or(field.rect.top() + GAP / 2.0, |card| card.rect.bottom() + GAP / 2.0);
    let gap = before.map_or(below, |card| card.rect.top() - GAP / 2.0);
    Some((field, before.map(|card| card.id), gap))
}

/// The card that an arrow key leads to: the next one in the column, or the nearest one in the next column that has any.
pub(super) fn neighbour(cards: &[Placed], from: CardId, key: Key) -> Option<CardId> {
    let own = cards.iter().find(|card| card.id == from)?;
    let (x, y) = (own.rect.center().x, own.rect.center().y);
    let is_in_column = |card: &&Placed| card.stage == own.stage && card.id != own.id;
    let column = || cards.iter().filter(is_in_column);
    let beside = |keep: &dyn Fn(f32) -> bool| {
        let others = cards.iter().filter(|card| card.stage != own.stage && keep(card.rect.center().x - x));
        // Columns first, then heights.
        let far =
            |card: &Placed| ((card.rect.center().x - x).abs().round(), (card.rect.center().y - y).abs());
        others.min_by(|left, right| {
            let (left, right) = (far(left), far(right));
            left.0.total_cmp(&right.0).then(left.1.total_cmp(&right.1))
        })
    };
    let found = match key {
        Key::ArrowDown => column()
            .filter(|card| card.rect.center().y > y)
            .min_by(|left, right| left.rect.top().total_cmp(&right.rect.top())),
        Key::ArrowUp => column()
            .filter(|card| card.rect.center().y < y)
            .max_by(|left, right| left.rect.top().total_cmp(&right.rect.top())),
        Key::ArrowRight => beside(&|dx| dx > 1.0),
        Key::ArrowLeft => beside(&|dx| dx < -1.0),
        _ => None,
    };
    found.map(|card| card.id)
}

/// Where Alt and an arrow key put a card: another column, or up and down within its field and then to the next lane.
pub(super) fn moved(cards: &[Placed], from: CardId, key: Key) -> Option<(Lane, Stage, Option<CardId>)> {
    let own = cards.iter().find(|card| card.id == from)?;
    let field: Vec<&Placed> =
        cards.iter().filter(|card| (card.lane, card.stage) == (own.lane, own.stage)).collect();
    let index = field.iter().position(|card| card.id == from)?;
    let stage = own.stage as usize;
    let lane = Lane::ALL.iter().position(|lane| *lane == own.lane)?;
    match key {
        Key::ArrowLeft => Some((own.lane, *Stage::ALL.get(stage.checked_sub(1)?)?, None)),
        Key::ArrowRight => Some((own.lane, *Stage::ALL.get(stage + 1)?, None)),
        Key::ArrowUp if index > 0 => Some((own.lane, own.stage, Some(field[index - 1].id))),
        Key::ArrowUp => Some((*Lane::ALL.get(lane.checked_sub(1)?)?, own.stage, None)),
        Key::ArrowDown if index + 1 < field.len() => {
            Some((own.lane, own.stage, field.get(index + 2).map(|card| card.id)))
        }
        Key::ArrowDown => {
            let below = *Lane::ALL.get(lane + 1)?;
            let first = cards.iter().find(|card| (card.lane, card.stage) == (below, own.stage));
            Some((below, own.stage, first.map(|card| card.id)))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Two cards at Purchase and one at Retention in one lane, one below them in the next lane.
    fn placed() -> (Vec<Field>, Vec<Placed>) {
        let columns = Columns::new(0.0, 1000.0);
        let mut fields = Vec::new();
        let mut cards = Vec::new();
        let content: [(Lane, Stage, &[u64]); 3] = [
            (Lane::Touchpoints, Stage::Purchase, &[1, 2]),
            (Lane::Touchpoints, Stage::Retention, &[3]),
            (Lane::Actions, Stage::Purchase, &[4]),
        ];
        for (lane, stage, ids) in content {
            let top = if lane == Lane::Actions { 200.0 } else { 0.0 };
            let rect = columns.rect(stage, top, 190.0);
            fields.push(Field { lane, stage, rect });
            let rects = stack(rect, &vec![60.0; ids.len()]);
            cards.extend(ids.iter().zip(rects).map(|(id, rect)| Placed {
                id: CardId(*id),
                lane,
                stage,
                rect,
            }));
        }
        (fields, cards)
    }

    #[test]
    fn columns_and_cards_never_overlap_and_stay_inside() {
        for room in [300.0, 899.0, 900.0, 1400.0] {
            let columns = Columns::new(10.0, room);
            let rects = Stage::ALL.map(|stage| columns.rect(stage, 0.0, 50.0));
            assert!(rects.windows(2).all(|pair| pair[0].right() < pair[1].left()));
            assert!(rects[4].right() <= 10.0 + room + 60.0 && rects[0].left() >= 10.0);
        }
        let field = Rect::from_min_size(pos2(0.0, 0.0), vec2(150.0, field_height(&[40.0, 70.0])));
        let cards = stack(field, &[40.0, 70.0]);
        assert!(cards[0].bottom() < cards[1].top() && field.contains_rect(cards[1]));
        assert!(cards[1].bottom() + PLUS < field.bottom());
    }

    #[test]
    fn a_dropped_card_lands_before_the_card_below_the_pointer() {
        let (fields, cards) = placed();
        let at = |x: f32, y: f32| landing(&fields, &cards, pos2(x, y)).map(|found| (found.0.stage, found.1));
        let x = cards[0].rect.center().x;
        assert_eq!(at(x, 10.0), Some((Stage::Purchase, Some(CardId(1)))));
        assert_eq!(at(x, 70.0), Some((Stage::Purchase, Some(CardId(2)))));
        assert_eq!(at(x, 180.0), Some((Stage::Purchase, None)));
        assert_eq!(at(-500.0, 180.0), None);
    }

    #[test]
    fn arrows_lead_from_card_to_card_and_with_alt_take_the_card_along() {
        let (_, cards) = placed();
        let to = |id, key| neighbour(&cards, CardId(id), key).map(|id| id.0);
        assert_eq!(
            (to(1, Key::ArrowDown), to(2, Key::ArrowDown), to(4, Key::ArrowDown)),
            (Some(2), Some(4), None)
        );
        assert_eq!(
            (to(4, Key::ArrowUp), to(1, Key::ArrowRight), to(3, Key::ArrowLeft)),
            (Some(2), Some(3), Some(1))
        );
        let move_to = |id, key| moved(&cards, CardId(id), key);
        assert_eq!(move_to(2, Key::ArrowUp), Some((Lane::Touchpoints, Stage::Purchase, Some(CardId(1)))));
        assert_eq!(move_to(1, Key::ArrowDown), Some((Lane::Touchpoints, Stage::Purchase, None)));
        assert_eq!(move_to(2, Key::ArrowDown), Some((Lane::Actions, Stage::Purchase, Some(CardId(4)))));
        assert_eq!(move_to(1, Key::ArrowUp), None);
        assert_eq!(move_to(3, Key::ArrowRight), Some((Lane::Touchpoints, Stage::Advocacy, None)));
    }
}
