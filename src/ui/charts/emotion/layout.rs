//! Where the points of the emotion curve stand. Never draws.

use eframe::egui::{Pos2, Rect, pos2};

/// Room above and below the scale.
const MARGIN: f32 = 14.0;
/// Guesses snap to steps of so many points.
const STEP: f32 = 5.0;

/// Where a score stands in a column: 100 at the top, -100 at the bottom.
pub(super) fn place(column: Rect, score: f64) -> Pos2 {
    let share = (100.0 - score.clamp(-100.0, 100.0) as f32) / 200.0;
    pos2(column.center().x, column.top() + MARGIN + share * (column.height() - 2.0 * MARGIN))
}

/// The guess that a height in a column stands for.
pub(super) fn guess_at(column: Rect, y: f32) -> i8 {
    let share = (y - column.top() - MARGIN) / (column.height() - 2.0 * MARGIN).max(1.0);
    let points = 100.0 - 200.0 * share.clamp(0.0, 1.0);
    ((points / STEP).round() * STEP) as i8
}

/// A guess moved by one step of the keyboard; the first one stands at 0.
pub(super) fn nudged(guess: Option<i8>, up: bool) -> i8 {
    let Some(guess) = guess else { return 0 };
    let by = if up { 10 } else { -10 };
    (i16::from(guess) + by).clamp(-100, 100) as i8
}

#[cfg(test)]
mod tests {
    use eframe::egui::vec2;

    use super::*;

    #[test]
    fn a_guess_comes_back_from_where_it_stands_and_stays_on_the_scale() {
        let column = Rect::from_min_size(pos2(10.0, 40.0), vec2(120.0, 140.0));
        for guess in (-100..=100).step_by(5) {
            let at = place(column, f64::from(guess));
            assert!(column.contains(at));
            assert_eq!(i32::from(guess_at(column, at.y)), guess);
        }
        assert_eq!((guess_at(column, -900.0), guess_at(column, 900.0)), (100, -100));
        assert_eq!(guess_at(Rect::NOTHING, 3.0).abs(), 100);
    }

    #[test]
    fn the_keyboard_begins_at_nothing_and_stops_at_the_ends() {
        assert_eq!((nudged(None, true), nudged(Some(95), true), nudged(Some(-100), false)), (0, 100, -100));
    }
}
