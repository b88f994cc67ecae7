//! What owners want to know about service, delivery, carts and changes, answered from the sample shop by driving the real window. Never
//! a picture, a clock or a home folder.

use eframe::egui::accesskit::Role;
use eframe::egui::vec2;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::screen::{Screen, click, perform, screen_of, settle, shows, type_into};
use crate::analysis::{Lever, Scenario};
use crate::app::{Action, Desk};

fn sample_shop() -> Screen {
    let mut harness = screen_of(Desk::reading(), vec2(1280.0, 2400.0));
    click(&mut harness, "Open sample shop");
    harness
}

/// Clicks an entry of the rail, or a part of a view.
fn go(harness: &mut Screen, role: Role, name: &str) {
    let found =
        harness.get_all_by_role(role).find(|node| node.accesskit_node().label().as_deref() == Some(name));
    found.unwrap_or_else(|| panic!("{name}")).click();
    settle(harness);
}

fn sees(harness: &Screen, texts: &[&str]) {
    for text in texts {
        assert!(shows(harness, text), "`{text}` is nowhere");
    }
}

#[test]
fn does_service_lose_us_customers_and_does_delivery() {
    let mut harness = sample_shop();
    go(&mut harness, Role::Tab, "Service");
    sees(&harness, &["are answered within", "Late delivery", "Busiest hour", "Same issue again"]);
    go(&mut harness, Role::RadioButton, "Delivery");
    sees(&harness, &["came on time", "Parcel came late", "ราบรื่นขนส่ง", "Perfect orders"]);
    go(&mut harness, Role::RadioButton, "Carts");
    sees(&harness, &["of the carts were left", "Reminded carts", "Left behind"]);
}

#[test]
fn another_target_of_service_is_measured_at_once_and_taken_back() {
    let mut harness = sample_shop();
    go(&mut harness, Role::Tab, "Service");
    let before = within_target(&harness);
    go(&mut harness, Role::RadioButton, "24 h");
    assert!(within_target(&harness) > before, "more answers lie within a day than within an hour");
    perform(&mut harness, Action::Do(crate::app::Command::Undo));
    assert_eq!(within_target(&harness), before);
}

fn within_target(harness: &Screen) -> u64 {
    let analysis = harness.state().controller().state.derived.analysis.clone().expect("figures");
    analysis.service.as_ref().expect("requests").within_target.numerator
}

#[test]
fn what_would_five_more_of_a_hundred_bring_and_what_would_a_change() {
    let mut harness = sample_shop();
    go(&mut harness, Role::Tab, "What-if");
    sees(&harness, &["Most within reach", "five more of every hundred", "Try a change"]);
    // Bold enough that what happened lies below its whole range.
    let scenario = Scenario { margin: Some(40), ..Scenario::default().with(Lever::BackWithin, 80) };
    perform(&mut harness, Action::SetScenario(Box::new(scenario)));
    sees(&harness, &["This scenario", "Profit more"]);
    perform(&mut harness, Action::TakeSnapshot { name: "Before".to_owned() });
    go(&mut harness, Role::Tab, "What-if");
    sees(&harness, &["What became of earlier scenarios", "below it"]);
    click(&mut harness, "Start again");
    assert!(!shows(&harness, "This scenario"));
}

#[test]
fn would_they_recommend_us_and_do_promoters_buy_again() {
    let mut harness = sample_shop();
    go(&mut harness, Role::Tab, "Voice");
    let analysis = harness.state().controller().state.derived.analysis.clone().expect("figures");
    let said = crate::app::wording::voice_finding(crate::domain::Language::English, &analysis);
    let worst = crate::app::wording::driver_finding(crate::domain::Language::English, &analysis);
    sees(&harness, &[&said.expect("a score"), &worst.expect("something goes with low scores")]);
    let later = analysis.voice.as_ref().and_then(|voice| voice.later.as_ref()).expect("later purchases");
    let promoters = crate::ui::text::percent(later.promoters.value.expect("a share"));
    sees(&harness, &["Do promoters buy again?", &promoters]);
}

#[test]
fn what_did_the_workshop_decide_and_did_it_work() {
    let mut harness = sample_shop();
    go(&mut harness, Role::Tab, "Snapshots");
    type_into(&mut harness, "What do you expect, and why?", "A faster courier brings people back");
    click(&mut harness, "Lock");
    sees(&harness, &["A faster courier brings people back", "Too early"]);
    perform(&mut harness, Action::Do(crate::app::Command::Undo));
    assert!(!shows(&harness, "Too early"), "a locked statement can be taken back, never changed");
}

#[test]
fn who_of_the_repeat_customers_should_have_bought_again_by_now() {
    let mut harness = sample_shop();
    go(&mut harness, Role::Tab, "Customers");
    go(&mut harness, Role::RadioButton, "Value");
    // What the shop's customers did changed in the last third of the data: no model holds, the shop's own gaps do.
    sees(&harness, &["Nothing is predicted for single customers", "Should have bought again by now"]);
    let analysis = harness.state().controller().state.derived.analysis.clone().expect("figures");
    let overdue = analysis.predictions.as_ref().and_then(|said| said.overdue).expect("overdue customers");
    assert!(overdue.share.numerator > 30 && overdue.share.numerator < overdue.share.denominator);
    sees(&harness, &[&crate::ui::text::count(overdue.share.numerator)]);
    click(&mut harness, "List of overdue customers");
    assert!(harness.state().controller().state.session.rows.is_some(), "the list is open");
}
