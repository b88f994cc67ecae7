//! The journey map as a workshop meets it: filled, written on, dragged, walked by keyboard, taken back. Never a picture or a clock.

use eframe::egui::{Key, Modifiers, Pos2, vec2};
use egui_kittest::kittest::Queryable as _;

use super::screen::{Screen, click, screen_of, settle, shows};
use crate::app::{Action, Command, Desk, View};
use crate::domain::{Language, Stage};
use crate::project::{Basis, Board, CardText, Lane};

fn screen() -> Screen {
    let mut desk = Desk::with_shop();
    desk.perform(Action::Show(View::Map));
    screen_of(desk, vec2(1440.0, 1800.0))
}

fn press(harness: &mut Screen, modifiers: Modifiers, key: Key) {
    harness.key_press_modifiers(modifiers, key);
    settle(harness);
}

fn board(harness: &Screen) -> &Board {
    &harness.state().controller().state.project.document.board
}

/// Writes a card into a field by hand.
fn write(harness: &mut Screen, field: &str, text: &str) {
    click(harness, &format!("Add card: {field}"));
    harness.get_by_label("Text of the card").type_text(text);
    settle(harness);
    press(harness, Modifiers::NONE, Key::Enter);
}

fn middle(harness: &Screen, part: &str) -> Pos2 {
    harness.get_by_label_contains(part).rect().center()
}

#[test]
fn the_data_fills_the_map_and_the_title_says_how_much_of_it_rests_on_data() {
    let mut harness = screen();
    assert!(shows(&harness, "An empty map"));
    let fill = harness.get_by_label_contains("Fill from the data (");
    fill.click();
    settle(&mut harness);
    assert!(
        shows(&harness, "rest on data") && shows(&harness, "KPI, Awareness: 120,000 impressions (Measured)")
    );
    let filled = board(&harness).cards.len();
    click(&mut harness, "Push template");
    assert!(board(&harness).cards.len() > filled);
    assert!(shows(&harness, "Touchpoints, Purchase: Flash sale (Assumed)"));
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert!(board(&harness).is_empty());
}

#[test]
fn a_card_is_written_changed_and_deleted_by_keyboard_alone() {
    let mut harness = screen();
    write(&mut harness, "Thoughts, Purchase", "Is it safe to pay?");
    let card = board(&harness).cards[0].clone();
    assert_eq!((card.lane, card.stage), (Lane::Thoughts, Stage::Purchase));
    assert_eq!(card.says, CardText::Words { text: "Is it safe to pay?".to_owned(), basis: Basis::Stated });

    let name = "Thoughts, Purchase: Is it safe to pay? (Stated)";
    harness.get_by_label(name).focus();
    settle(&mut harness);
    press(&mut harness, Modifiers::ALT, Key::ArrowRight);
    assert_eq!(board(&harness).cards[0].stage, Stage::Retention);
    press(&mut harness, Modifiers::ALT, Key::ArrowDown);
    assert_eq!(board(&harness).cards[0].lane, Lane::Emotion);
    press(&mut harness, Modifiers::NONE, Key::Enter);
    harness.get_by_label("Text of the card").type_text(" Or not?");
    settle(&mut harness);
    click(&mut harness, "Done");
    assert!(shows(&harness, "Or not? (Stated)"));
    harness.get_by_label_contains("Or not? (Stated)").focus();
    settle(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert!(board(&harness).cards.is_empty());
    for _ in 0..4 {
        press(&mut harness, Modifiers::COMMAND, Key::Z);
    }
    assert_eq!(board(&harness).cards[0], card);
}

#[test]
fn a_dragged_card_lands_where_it_is_dropped_and_goes_back() {
    let mut harness = screen();
    write(&mut harness, "Ideas, Purchase", "first");
    write(&mut harness, "Ideas, Purchase", "second");
    write(&mut harness, "Owner, Awareness", "third");
    let texts = |harness: &Screen| -> Vec<String> {
        let words = |says: &CardText| {
            if let CardText::Words { text, .. } = says { text.clone() } else { String::new() }
        };
        board(harness).field(Lane::Ideas, Stage::Purchase).map(|card| words(&card.says)).collect()
    };
    let from = middle(&harness, "Owner, Awareness: third");
    let to = middle(&harness, "Ideas, Purchase: second");
    for point in [from, from + vec2(30.0, 0.0), to - vec2(0.0, 8.0)] {
        if point == from {
            harness.drag_at(point);
        } else {
            harness.hover_at(point);
        }
        settle(&mut harness);
    }
    harness.drop_at(to - vec2(0.0, 8.0));
    settle(&mut harness);
    assert_eq!(texts(&harness), ["first", "third", "second"]);
    press(&mut harness, Modifiers::COMMAND, Key::Z);
    assert_eq!(texts(&harness), ["first", "second"]);
}

#[test]
fn the_room_guesses_an_emotion_and_moves_it_by_keyboard() {
    let mut harness = screen();
    let handle = "Guessed emotion at Retention: none yet";
    harness.get_by_label(handle).focus();
    settle(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::ArrowUp);
    press(&mut harness, Modifiers::NONE, Key::ArrowUp);
    press(&mut harness, Modifiers::NONE, Key::ArrowUp);
    assert_eq!(board(&harness).guesses[Stage::Retention as usize], Some(20));
    assert!(shows(&harness, "Guessed emotion at Retention: +20"));
    let top = harness.get_by_label_contains("Guessed emotion at Advocacy").rect().center_top();
    harness.hover_at(top + vec2(0.0, 14.0));
    harness.drag_at(top + vec2(0.0, 14.0));
    harness.drop_at(top + vec2(0.0, 14.0));
    settle(&mut harness);
    assert_eq!(board(&harness).guesses[Stage::Advocacy as usize], Some(100));
    harness.get_by_label("Guessed emotion at Retention: +20").focus();
    settle(&mut harness);
    press(&mut harness, Modifiers::NONE, Key::Delete);
    assert_eq!(board(&harness).guesses[Stage::Retention as usize], None);
}

#[test]
fn a_card_of_a_figure_opens_its_definition_and_a_snapshot_cannot_be_written_on() {
    let mut harness = screen();
    harness.get_by_label_contains("Fill from the data (").click();
    settle(&mut harness);
    assert!(!shows(&harness, "Definition"));
    let name = "Pain points, Purchase: 220 of 300 buyers have not come back";
    harness.get_by_label_contains(name).click();
    settle(&mut harness);
    assert!(shows(&harness, "Purchase → Retention"));
    harness.state_mut().perform(Action::TakeSnapshot { name: "before".to_owned() });
    let id = harness.state().controller().state.project.document.snapshots[0].id;
    harness.state_mut().perform(Action::OpenSnapshot(id));
    harness.state_mut().perform(Action::Show(View::Map));
    settle(&mut harness);
    assert!(shows(&harness, "Cards and figures as they were"));
    assert!(!shows(&harness, "Add card") && !shows(&harness, "Push template"));
}

#[test]
fn the_map_draws_at_every_width_in_both_languages() {
    let mut harness = screen();
    harness.get_by_label_contains("Fill from the data (").click();
    click(&mut harness, "Pull template");
    for width in [960.0, 1280.0, 1920.0, 960.0, 1280.0] {
        harness.set_size(vec2(width, 900.0));
        settle(&mut harness);
        harness.state_mut().perform(Action::Do(Command::ToggleLanguage));
        settle(&mut harness);
        let language = harness.state().controller().state.session.language;
        let lane = if language == Language::Thai { "จุดสัมผัส" } else { "Touchpoints" };
        assert!(shows(&harness, lane));
    }
}
