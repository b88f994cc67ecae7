//! What an owner wants to get done, from a fresh start, by driving the real window with clicks and keys alone: one test per task. Never a picture, a clock or a
//! home folder.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use eframe::egui::accesskit::Role;
use eframe::egui::{DroppedFile, Key, Modifiers, vec2};
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::screen::{Screen, click, screen_of, settle, shows, type_into, write};
use crate::app::wording::leaks;
use crate::app::{Command, Desk, ThemeChoice, View};
use crate::domain::{Language, Segment};

/// Two exports of a small shop, the second a month later.
const WINTER: &str = "order_id,date,total,email,currency,status\n\
    1,2026-01-05,120.50,ann@example.com,THB,paid\n\
    2,2026-02-01,80,ann@example.com,THB,paid\n\
    3,2026-02-03,60,bo@example.com,THB,paid\n\
    4,2026-02-04,999,di@example.com,THB,cancelled\n";
const SPRING: &str = "order_id,date,total,email,currency,status\n\
    5,2026-05-20,75,bo@example.com,THB,paid\n\
    6,2026-06-30,90,cy@example.com,THB,paid\n";

/// A fresh start: the window, nothing in it.
fn fresh() -> Screen {
    screen_of(Desk::reading(), vec2(1280.0, 1400.0))
}

fn sample_shop() -> Screen {
    let mut harness = fresh();
    click(&mut harness, "Open sample shop");
    harness
}

/// Clicks an entry of the rail.
fn go(harness: &mut Screen, name: &str) {
    let tab = harness
        .get_all_by_role(Role::Tab)
        .find(|node| node.accesskit_node().label().as_deref() == Some(name));
    tab.expect("an entry of the rail").click();
    settle(harness);
}

/// Clicks the mark of a chart whose name begins so.
fn click_mark(harness: &mut Screen, name: &str) {
    let begins = |node: &egui_kittest::Node<'_>| {
        node.accesskit_node().label().is_some_and(|label| label.starts_with(name))
    };
    harness.get_all_by_role(Role::Button).find(begins).unwrap_or_else(|| panic!("{name}")).click();
    settle(harness);
}

/// Clicks the last thing of this name: what was opened last lies on top.
fn click_last(harness: &mut Screen, name: &str) {
    let found = harness.get_all_by_label(name).last().unwrap_or_else(|| panic!("{name}"));
    found.click();
    settle(harness);
}

/// Chooses from a drop-down.
fn choose(harness: &mut Screen, name: &str, entry: &str) {
    choose_in(harness, (name, 0), entry);
}

/// Chooses from the drop-down that is the `number`-th of this name.
fn choose_in(harness: &mut Screen, (name, number): (&str, usize), entry: &str) {
    let menus = harness.get_all_by_role(Role::ComboBox);
    let named = |node: &egui_kittest::Node<'_>| node.accesskit_node().label().as_deref() == Some(name);
    menus.filter(named).nth(number).unwrap_or_else(|| panic!("{name} {number}")).click();
    settle(harness);
    click_last(harness, entry);
}

/// Fills in a condition of the segment that is being made.
fn condition(harness: &mut Screen, number: usize, (field, sign, value): (&str, &str, &str)) {
    choose_in(harness, ("What the condition is about", number), field);
    choose_in(harness, ("How it compares", number), sign);
    let typed = |harness: &Screen| {
        let fields = harness.get_all_by_role(Role::TextInput);
        let named = |node: &egui_kittest::Node<'_>| node.accesskit_node().label().as_deref() == Some("Value");
        fields.filter(named).nth(number).expect("a field").focus();
    };
    typed(harness);
    harness.step();
    harness.key_press_modifiers(Modifiers::COMMAND, Key::A);
    harness.step();
    let focused = harness.get_all_by_role(Role::TextInput).find(egui_kittest::Node::is_focused);
    focused.expect("the field").type_text(value);
    settle(harness);
}

#[derive(Debug)]
struct Dropped(PathBuf);

impl DroppedFile for Dropped {
    fn path(&self) -> &Path {
        &self.0
    }

    fn bytes(&self) -> Result<Vec<u8>, String> {
        std::fs::read(&self.0).map_err(|error| error.to_string())
    }
}

/// Drops files onto the window, as the system does.
fn drop_files(harness: &mut Screen, files: &[(&str, &str)]) -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for (name, text) in files {
        let path = write(&folder, name, text.as_bytes());
        harness.input_mut().dropped_files.push(Arc::new(Dropped(path)));
    }
    settle(harness);
    folder
}

#[test]
fn open_the_sample_shop_and_name_the_biggest_leak() {
    let harness = sample_shop();
    let analysis = harness.state().controller().state.derived.analysis.clone().expect("figures");
    let leak = analysis.journey.dearest_leak().expect("a leak with a price");
    let headline = leaks::headline(Language::English, leak).expect("said in words");
    let said: Vec<String> = harness
        .query_all_by_label_contains("Biggest loss")
        .filter_map(|node| node.accesskit_node().label())
        .collect();
    assert!(said.contains(&headline), "{headline}: {said:?}");
}

#[test]
fn drop_two_exports_and_see_the_repeat_rate_with_its_interval() {
    let mut harness = fresh();
    let _folder = drop_files(&mut harness, &[("winter.csv", WINTER), ("spring.csv", SPRING)]);
    go(&mut harness, "Customers");
    let analysis = harness.state().controller().state.derived.analysis.clone().expect("figures");
    let repeat = analysis.repeat.as_ref().expect("orders");
    // Ann came back after 27 days, Bo after 106; Cy bought too lately for any window.
    let month = repeat.within.iter().find(|window| window.days == 30).expect("30 days");
    assert_eq!((month.repeaters, month.mature), (1, 2));
    let rate = crate::ui::text::percent(0.5);
    assert!(shows(&harness, &rate), "{rate}");
    let interval = crate::ui::text::interval_percent(month.low, month.high);
    assert!(!interval.is_empty() && shows(&harness, &interval), "{interval}");
}

#[test]
fn find_out_why_a_number_differs_from_the_shop_platforms() {
    let mut harness = fresh();
    let _folder = drop_files(&mut harness, &[("winter.csv", WINTER), ("spring.csv", SPRING)]);
    // The platform says four customers, the window three: the card of the figure says what it leaves out, its rows who that is.
    click_mark(&mut harness, "Purchase: 3 ");
    assert!(shows(&harness, "valid order"), "the definition is beside the figure");
    click(&mut harness, "Show the rows behind it");
    let found = harness.state().controller().state.session.rows.clone().and_then(|desk| desk.found);
    let counts = found.expect("rows").list.counts();
    assert_eq!(counts.numerator, 3);
    assert!(shows(&harness, "di@example.com"), "the one who is left out");
    assert!(shows(&harness, "no order that counts as a purchase"), "and why");
}

#[test]
fn compare_the_last_three_months_with_the_three_before() {
    let mut harness = sample_shop();
    choose(&mut harness, "Period", "Last 3 months");
    choose(&mut harness, "Compare with", "Previous period");
    let analysis = harness.state().controller().state.derived.analysis.clone().expect("figures");
    let comparison = analysis.comparison.as_ref().expect("a comparison");
    let judged = comparison.figures.iter().filter(|figure| figure.verdict.is_some()).count();
    assert!(judged > 5, "{judged} figures are judged");
    assert!(comparison.figures.iter().any(|figure| figure.change.is_some()));
    let question = crate::app::wording::comparisons::question(Language::English, comparison);
    assert!(shows(&harness, &question), "{question}");
}

#[test]
fn find_the_channel_whose_buyers_come_back() {
    let mut harness = sample_shop();
    go(&mut harness, "Customers");
    let analysis = harness.state().controller().state.derived.analysis.clone().expect("figures");
    let finding = analysis.repeat.as_ref().and_then(|repeat| repeat.finding.clone()).expect("a finding");
    let sentence = crate::app::wording::group_finding(Language::English, &finding);
    assert!(shows(&harness, &sentence), "{sentence}");
}

#[test]
fn list_and_export_the_customers_who_bought_once_and_are_overdue() {
    let folder = tempfile::tempdir().expect("a folder");
    let target = folder.path().join("overdue.csv");
    let mut harness = screen_of(Desk::reading_and_choosing(vec![target.clone()]), vec2(1280.0, 1400.0));
    click(&mut harness, "Open sample shop");
    let name = "Bought once, overdue".to_owned();
    choose(&mut harness, "Segment", "New segment…");
    type_into(&mut harness, "Name of the segment", &name);
    condition(&mut harness, 0, ("Number of purchases", "equals", "1"));
    click(&mut harness, "Add condition");
    condition(&mut harness, 1, ("Days since the last purchase", "more than", "180"));
    click(&mut harness, "Save");
    let state = &harness.state().controller().state;
    let chosen = state.chosen_segment().expect("the filter bar follows it");
    let once = Segment::parse("orders = 1 and recency_days > 180").expect("a segment");
    assert_eq!((&chosen.name, &chosen.segment), (&name, &once));
    click_mark(&mut harness, "Purchase: ");
    click(&mut harness, "Show the rows behind it");
    let found = harness.state().controller().state.session.rows.clone().and_then(|desk| desk.found);
    let found = found.expect("rows");
    assert!(!found.shown.is_empty());
    click(&mut harness, "Export…");
    let written = std::fs::read_to_string(&target).expect("written");
    assert_eq!(written.lines().count(), found.shown.len() + 1);
}

#[test]
fn read_why_customers_score_low() {
    let mut harness = sample_shop();
    go(&mut harness, "Voice");
    let analysis = harness.state().controller().state.derived.analysis.clone().expect("figures");
    assert!(analysis.voice.as_ref().is_some_and(|voice| !voice.drivers.is_empty()));
    assert!(shows(&harness, "What goes with the score") || shows(&harness, "score"));
    type_into(&mut harness, "Search comments", "ช้า");
    let comments = harness.state().controller().state.derived.comments.clone();
    let late = comments.iter().find(|comment| comment.text.contains("ช้า")).expect("somebody waited");
    assert!(shows(&harness, &late.text), "{}", late.text);
}

#[test]
fn follow_one_customers_path() {
    let mut harness = screen_of(Desk::reading(), vec2(1280.0, 3000.0));
    click(&mut harness, "Open sample shop");
    go(&mut harness, "Paths");
    let answer = harness.state().controller().state.derived.paths.clone().expect("paths");
    let imported = harness.state().controller().state.derived.imported.clone().expect("read");
    let person = answer.person(&imported, answer.members[0].unit).to_owned();
    click(&mut harness, &person);
    assert!(harness.query_by_label("Back to everybody").is_some());
    click(&mut harness, "Flow");
    assert!(shows(&harness, "After “First purchase”"), "which way most go");
    assert!(shows(&harness, "Nothing more"));
    click(&mut harness, "What came before");
    assert!(shows(&harness, "Before “First purchase”"));
}

#[test]
fn switch_to_thai_and_dark() {
    let mut harness = sample_shop();
    for command in [Command::ToggleLanguage, Command::ToggleTheme, Command::ToggleTheme] {
        let name =
            crate::ui::text::tr(harness.state().controller().state.session.language, command.label_key());
        let label = |harness: &Screen| {
            let all = harness.get_all_by_role(Role::Button);
            all.filter_map(|node| node.accesskit_node().label()).find(|label| label.starts_with(&name))
        };
        let label = label(&harness).expect("a button in the menu bar");
        click(&mut harness, &label);
    }
    let session = &harness.state().controller().state.session;
    assert_eq!((session.language, session.theme), (Language::Thai, ThemeChoice::Dark));
    assert!(shows(&harness, "เส้นทางลูกค้า") && !shows(&harness, "Biggest loss"));
    assert_eq!(harness.ctx.theme(), eframe::egui::Theme::Dark);
}

#[test]
fn undo_a_changed_stage_mapping() {
    let mut harness = sample_shop();
    let reached = |harness: &Screen| {
        let analysis = harness.state().controller().state.derived.analysis.clone().expect("figures");
        analysis.journey.stages[0].push
    };
    let before = reached(&harness);
    assert!(before.is_some());
    go(&mut harness, "Channels");
    click_last(&mut harness, "Where orders come from");
    click_last(&mut harness, "prospecting_tea_th");
    assert!(shows(&harness, "Which channel does “prospecting_tea_th” stand for?"));
    choose(&mut harness, "Stage", "Consideration");
    // Beside the switch of the filter bar, which stands first.
    click_last(&mut harness, "Pull");
    click(&mut harness, "Give it this channel");
    assert_ne!(reached(&harness), before, "the reach moved to the other direction");
    click(&mut harness, "Edit");
    let undo = harness.get_by_label_contains("Undo");
    undo.click();
    settle(&mut harness);
    assert_eq!(reached(&harness), before);
    go(&mut harness, "Journey");
    assert_eq!(harness.state().controller().state.session.view, View::Journey);
}
