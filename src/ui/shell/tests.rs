//! The window as a person meets it: by the names of things, with the fixture shop behind it. Never a picture, a clock
//! or a home folder.

use eframe::egui::accesskit::Role;
use eframe::egui::{Modifiers, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::screen::{click, screen, settle, shows};
use crate::app::{Action, Command, CustomersTab, Desk, View};
use crate::domain::{Language, Stage};
use crate::project::Target;

#[test]
fn the_start_page_offers_files_and_the_sample_shop_and_says_that_nothing_leaves() {
    let harness = screen(Desk::new());
    assert!(harness.query_by_label("Open export files…").is_some());
    assert!(harness.query_by_label("Open sample shop").is_some());
    assert!(shows(&harness, "Nothing leaves this machine"));
    assert!(harness.query_by_label("Customers").is_none(), "no rail before there is something to show");
}

#[test]
fn every_view_is_one_click_away_and_says_something() {
    let mut harness = screen(Desk::with_shop());
    for (name, view) in [
        ("Customers", View::Customers),
        ("Voice", View::Voice),
        ("Snapshots", View::Snapshots),
        ("Data", View::Data),
        ("Journey", View::Journey),
    ] {
        let tab = harness
            .get_all_by_role(Role::Tab)
            .find(|node| node.accesskit_node().label().as_deref() == Some(name));
        tab.expect("an entry of the rail").click();
        settle(&mut harness);
        assert_eq!(harness.state().controller().state.session.view, view);
    }
    assert!(shows(&harness, "Biggest loss"));
}

#[test]
fn a_note_is_typed_pinned_and_taken_back() {
    let mut harness = screen(Desk::with_shop());
    let field = harness.get_by_label("New note");
    field.focus();
    harness.step();
    harness.get_by_label("New note").type_text("Coupon since May");
    settle(&mut harness);
    click(&mut harness, "Pin note");
    assert!(shows(&harness, "Coupon since May"));
    let pinned = harness.state().controller().state.project.document.notes[0].target.clone();
    assert_eq!(pinned, Target::Step { from: Stage::Purchase, to: Stage::Retention });

    harness.key_press_modifiers(Modifiers::COMMAND, eframe::egui::Key::Z);
    settle(&mut harness);
    assert!(harness.state().controller().state.project.document.notes.is_empty());
}

#[test]
fn a_snapshot_is_named_taken_opened_and_left_again() {
    let mut harness = screen(Desk::with_shop());
    click(&mut harness, "Save snapshot…");
    harness.get_by_label("Name of the snapshot").type_text("Before the coupon");
    settle(&mut harness);
    click(&mut harness, "Save");
    assert!(shows(&harness, "Snapshot “Before the coupon” taken"));
    harness.key_press_modifiers(Modifiers::COMMAND, eframe::egui::Key::Num4);
    settle(&mut harness);
    click(&mut harness, "Open: Before the coupon");
    assert!(shows(&harness, "Figures and notes are frozen"));
    click(&mut harness, "Back to the present figures");
    assert!(!shows(&harness, "Figures and notes are frozen"));
}

#[test]
fn the_palette_finds_a_command_by_a_part_of_its_name() {
    let mut harness = screen(Desk::with_shop());
    harness.key_press_modifiers(Modifiers::COMMAND, eframe::egui::Key::K);
    settle(&mut harness);
    harness.get_by_label("Type a command").type_text("go cust");
    settle(&mut harness);
    harness.key_press(eframe::egui::Key::Enter);
    settle(&mut harness);
    assert_eq!(harness.state().controller().state.session.view, View::Customers);
    assert!(harness.state().controller().state.session.dialog.is_none());
}

#[test]
fn the_palette_leads_to_every_part_of_a_view() {
    let mut harness = screen(Desk::with_shop());
    harness.key_press_modifiers(Modifiers::COMMAND, eframe::egui::Key::K);
    settle(&mut harness);
    harness.get_by_label("Type a command").type_text("cohort");
    settle(&mut harness);
    harness.key_press(eframe::egui::Key::Enter);
    settle(&mut harness);
    let session = &harness.state().controller().state.session;
    assert_eq!((session.view, session.customers_tab), (View::Customers, CustomersTab::Cohorts));
    assert!(session.dialog.is_none());
}

#[test]
fn the_language_is_switched_with_one_click_everywhere() {
    let mut harness = screen(Desk::with_shop());
    harness.key_press_modifiers(Modifiers::COMMAND | Modifiers::SHIFT, eframe::egui::Key::L);
    settle(&mut harness);
    assert_eq!(harness.state().controller().state.session.language, Language::Thai);
    assert!(shows(&harness, "เส้นทางลูกค้า") && !shows(&harness, "Save snapshot…"));
}

#[test]
fn a_worker_that_panics_becomes_a_notice_that_can_be_dismissed() {
    let mut desk = Desk::with_shop();
    desk.perform(Action::Open(vec!["panic.csv".into()]));
    let mut harness = screen(desk);
    assert!(shows(&harness, "Your data and notes are safe"));
    click(&mut harness, "Dismiss");
    assert!(!shows(&harness, "Your data and notes are safe"));
}

#[test]
fn closing_with_unsaved_notes_asks_first() {
    let mut desk = Desk::with_shop();
    desk.perform(Action::PinNote {
        target: Target::Stage { stage: Stage::Purchase },
        text: "keep".to_owned(),
    });
    desk.perform(Action::Do(Command::Quit));
    let mut harness = screen(desk);
    assert!(shows(&harness, "Save your changes first?"));
    click(&mut harness, "Cancel");
    assert!(!shows(&harness, "Save your changes first?"));
}

#[test]
fn every_view_draws_at_the_smallest_and_at_a_large_size_in_both_languages() {
    for size in [vec2(960.0, 640.0), vec2(1920.0, 1080.0)] {
        for language in Language::ALL {
            let mut desk = Desk::with_shop();
            desk.controller.set_language(language);
            let mut harness = screen(desk);
            harness.set_size(size);
            for command in
                [Command::ShowCustomers, Command::ShowVoice, Command::ShowSnapshots, Command::ShowData]
            {
                harness.state_mut().perform(Action::Do(command));
                settle(&mut harness);
            }
        }
    }
}

#[test]
fn the_data_view_shows_files_days_and_feeds_and_offers_what_can_be_done() {
    let mut desk = Desk::with_shop();
    desk.perform(Action::Show(View::Data));
    let mut harness = screen(desk);
    assert!(shows(&harness, "1 of 12 rows not used"));
    harness.get_by_label("Watch a folder…");
    harness.get_by_label("Export to correct…");
    click(&mut harness, "Coverage");
    assert!(shows(&harness, "No unusual gap"));
    click(&mut harness, "Journey feeds");
    assert!(shows(&harness, "Nothing feeds Awareness"));
    assert!(shows(&harness, "An NPS survey export"));
    harness.state_mut().perform(Action::WatchFolder(Some("exports".into())));
    settle(&mut harness);
    assert!(shows(&harness, "Watching exports"));
    click(&mut harness, "Stop watching");
    harness.get_by_label("Watch a folder…");
}
