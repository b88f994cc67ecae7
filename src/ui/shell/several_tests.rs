//! Several stages of the journey selected at once, by pointer and by keyboard, on a small shop. Never a picture, a clock or a home folder.

use eframe::egui::accesskit::{Role, Toggled};
use eframe::egui::{Event, Key, Modifiers, OutputCommand, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::screen::{Screen, click, perform, screen_on, settle, shows};
use crate::app::{Action, Command, Selection, View};
use crate::domain::Stage;

const ORDERS: &str = "order_id,date,total,email,currency\n\
    1,2026-01-05,120.50,ann@example.com,THB\n\
    2,2026-02-01,80,ann@example.com,THB\n\
    3,2026-02-03,60,bo@example.com,THB\n\
    4,2026-06-30,90,cy@example.com,THB\n";

const BUYERS: &str = "Purchase: 3 customers";
const BACK: &str = "Retention: 1 customers";

fn shop() -> Screen {
    screen_on(vec2(1440.0, 1400.0), &[("orders.csv", ORDERS.as_bytes())])
}

fn click_with(harness: &mut Screen, name: &str, modifiers: Modifiers) {
    harness.get_by_label(name).click_modifiers(modifiers);
    settle(harness);
}

fn selected(harness: &Screen) -> Vec<Selection> {
    harness.state().controller().state.session.selected().cloned().collect()
}

/// Whether a screen reader hears that a mark is selected.
fn is_told(harness: &Screen, name: &str) -> bool {
    harness.get_by_label(name).accesskit_node().toggled() == Some(Toggled::True)
}

#[test]
fn stages_are_set_side_by_side_with_what_goes_on_between_them_and_taken_out_again() {
    let mut harness = shop();
    click(&mut harness, BUYERS);
    assert!(shows(&harness, "Ctrl+click another figure") || shows(&harness, "Cmd+click another figure"));
    click_with(&mut harness, BACK, Modifiers::COMMAND);
    assert_eq!(selected(&harness), [Stage::Purchase, Stage::Retention].map(Selection::Stage));
    assert!(is_told(&harness, BUYERS) && is_told(&harness, BACK));
    assert!(shows(&harness, "2 figures side by side") && shows(&harness, "33.3 %"));
    click_with(&mut harness, "Advocacy: No data", Modifiers::COMMAND);
    assert!(shows(&harness, "3 figures side by side"));
    click(&mut harness, "Take out: Advocacy");
    click_with(&mut harness, BUYERS, Modifiers::COMMAND);
    assert_eq!(selected(&harness), [Selection::Stage(Stage::Retention)]);
    assert!(!is_told(&harness, BUYERS) && !shows(&harness, "figures side by side"));
}

#[test]
fn who_reached_all_of_the_stages_and_who_any_is_listed() {
    let mut harness = shop();
    perform(
        &mut harness,
        Action::SelectAll(
            [Stage::Consideration, Stage::Purchase, Stage::Retention].map(Selection::Stage).into(),
        ),
    );
    assert!(shows(&harness, "nobody is named"), "clicks are not people");
    click(&mut harness, "Who reached all of them");
    assert!(shows(&harness, "Reached all of: Purchase + Retention") && shows(&harness, "1 of 3"));
    assert!(shows(&harness, "ann@example.com"));
    perform(&mut harness, Action::CloseRows);
    click(&mut harness, "Who reached any of them");
    assert!(shows(&harness, "Reached any of: Purchase + Retention") && shows(&harness, "cy@example.com"));
    perform(&mut harness, Action::CloseRows);
    perform(&mut harness, Action::Do(Command::ShowRows));
    assert!(shows(&harness, "Reached all of: Purchase + Retention"), "the command lists those of all");
}

#[test]
fn shift_takes_everything_in_between_by_pointer_and_by_arrow_key() {
    let mut harness = shop();
    click(&mut harness, BUYERS);
    click_with(&mut harness, "Advocacy: No data", Modifiers::SHIFT);
    let from_purchase = [
        Selection::Stage(Stage::Purchase),
        Selection::Step(2),
        Selection::Stage(Stage::Retention),
        Selection::Step(3),
        Selection::Stage(Stage::Advocacy),
    ];
    assert_eq!(selected(&harness), from_purchase);
    click(&mut harness, BUYERS);
    harness.get_by_label(BUYERS).focus();
    harness.step();
    for (key, count) in [(Key::ArrowDown, 2), (Key::ArrowDown, 3), (Key::ArrowUp, 2)] {
        harness.key_press_modifiers(Modifiers::SHIFT, key);
        settle(&mut harness);
        assert_eq!(selected(&harness).len(), count);
    }
    assert_eq!(selected(&harness), from_purchase[..2]);
}

#[test]
fn with_the_command_key_an_arrow_walks_and_space_selects() {
    let mut harness = shop();
    click(&mut harness, BUYERS);
    harness.get_by_label(BUYERS).focus();
    harness.step();
    for key in [Key::ArrowDown, Key::ArrowDown, Key::Space] {
        harness.key_press_modifiers(Modifiers::COMMAND, key);
        settle(&mut harness);
    }
    assert_eq!(selected(&harness), [Stage::Purchase, Stage::Retention].map(Selection::Stage));
}

#[test]
fn what_is_selected_is_copied_as_one_table() {
    let mut harness = shop();
    perform(&mut harness, Action::SelectAll(vec![Selection::Stage(Stage::Purchase), Selection::Step(2)]));
    // The inspector is drawn before the view.
    harness.get_all_by_label("Copy").next().expect("the menu of the selection").click();
    settle(&mut harness);
    harness.get_by_label("Copy as table").click();
    let mut copied = String::new();
    for _ in 0..4 {
        harness.step();
        for command in &harness.output().platform_output.commands {
            if let OutputCommand::CopyText(text) = command {
                copied.clone_from(text);
            }
        }
    }
    let mut lines = copied.lines();
    assert_eq!(lines.next().map(|line| line.starts_with("Figure\tValue")), Some(true), "{copied}");
    assert!(copied.contains("Purchase\t3") && copied.contains("Purchase → Retention\t33.3 %"), "{copied}");
}

#[test]
fn figures_of_any_view_join_and_another_view_begins_anew() {
    let mut harness = shop();
    perform(&mut harness, Action::Show(View::Customers));
    perform(&mut harness, Action::SelectToo(Selection::Stage(Stage::Purchase)));
    assert!(shows(&harness, "2 figures side by side"));
    let tile = harness.get_all_by_role(Role::Button).find(|node| {
        node.accesskit_node().label().is_some_and(|label| label.starts_with("Came back within 30"))
    });
    if let Some(tile) = tile {
        tile.click_modifiers(Modifiers::COMMAND);
        settle(&mut harness);
        assert!(shows(&harness, "3 figures side by side"));
    }
    perform(&mut harness, Action::Show(View::Voice));
    assert!(!shows(&harness, "figures side by side"));
    harness.event(Event::PointerGone);
}
