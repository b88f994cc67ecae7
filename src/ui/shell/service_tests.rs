//! Service terms and the two sides of a comparison as a person meets them, on a small shop. Never a picture, a clock or a home folder.

use eframe::egui::accesskit::Role;
use eframe::egui::vec2;
use egui_kittest::kittest::Queryable as _;

use super::screen::{Screen, click, perform, screen_on, settle, shows};
use crate::analysis::ComparedWith;
use crate::app::wording::comparisons;
use crate::app::{Action, Command, View};
use crate::domain::Segment;

const ORDERS: &str = "order_id,date,total,email,currency
1,2026-01-05,120.50,ann@example.com,THB
2,2026-02-01,80,ann@example.com,THB
3,2026-02-03,60,bo@example.com,THB
4,2026-06-30,90,cy@example.com,THB
";
const TICKETS: &str = "Id,Requester email,Subject,Tags,Status,Via,Created at,Updated at,Solved at,Reopens,Replies,\
First reply time in minutes,Full resolution time in minutes
11,ann@example.com,Where is it,delivery,Closed,Mail,2026-01-10 08:00,2026-01-10 12:00,2026-01-10 12:00,0,1,90,240
12,bo@example.com,Broken,damage,Closed,Mail,2026-02-10 17:30,2026-02-11 12:00,2026-02-11 12:00,0,1,960,1110
";

fn shop() -> Screen {
    let files = [("orders.csv", ORDERS.as_bytes()), ("tickets.csv", TICKETS.as_bytes())];
    screen_on(vec2(1280.0, 2600.0), &files)
}

fn write(harness: &mut Screen, field: &str, text: &str) {
    harness.get_by_role_and_label(Role::TextInput, field).focus();
    harness.step();
    harness.get_by_role_and_label(Role::TextInput, field).type_text(text);
    harness.step();
    // The field is left.
    let other = if field == "Days off" { "Opening hours" } else { "Days off" };
    harness.get_by_role_and_label(Role::TextInput, other).focus();
    settle(harness);
}

#[test]
fn opening_hours_and_days_off_are_entered_count_and_are_taken_back() {
    let mut harness = shop();
    perform(&mut harness, Action::Show(View::Service));
    let opening = |harness: &Screen| {
        harness.state().controller().state.project.document.settings.service.opening.clone()
    };
    let minutes = |harness: &Screen| {
        let analysis = harness.state().controller().state.derived.analysis.clone().expect("figures");
        analysis.service.as_ref().and_then(|service| service.reply).and_then(|reply| reply.mean)
    };
    let (before, always) = (opening(&harness), minutes(&harness).expect("replies"));
    assert_eq!(before, None);
    write(&mut harness, "Opening hours", "mon-sun 09:00-18:00");
    assert_eq!(opening(&harness).map(|hours| hours.to_string()).as_deref(), Some("mon-sun 09:00-18:00"));
    assert!(shows(&harness, "Only open minutes count"));
    assert!(minutes(&harness).expect("replies") < always, "the night does not count");
    write(&mut harness, "Days off", "2026-02-11");
    assert_eq!(opening(&harness).map(|hours| hours.holidays.len()), Some(1));
    perform(&mut harness, Action::Do(Command::Undo));
    assert_eq!(opening(&harness).map(|hours| hours.holidays.len()), Some(0));
    perform(&mut harness, Action::Do(Command::Undo));
    assert_eq!((opening(&harness), minutes(&harness)), (None, Some(always)));
    write(&mut harness, "Opening hours", "mon 9-18");
    assert!(shows(&harness, "“mon 9-18” is not understood"));
    assert_eq!(opening(&harness), None);
}

#[test]
fn the_rows_of_a_compared_figure_are_those_of_the_side_that_is_chosen() {
    let mut harness = shop();
    let segment = Segment::parse("orders >= 2").expect("a segment");
    perform(&mut harness, Action::SetCompare(Some(ComparedWith::Segment(segment))));
    perform(&mut harness, Action::ShowRows("now:repeat:to_date".parse().expect("a figure")));
    assert!(shows(&harness, "ann@example.com") && !shows(&harness, "bo@example.com"));
    let language = harness.state().controller().state.session.language;
    let analysis = harness.state().controller().state.derived.analysis.clone().expect("figures");
    let comparison = analysis.comparison.as_ref().expect("two groups");
    click(&mut harness, &comparisons::side(language, &comparison.then));
    assert!(!shows(&harness, "ann@example.com") && shows(&harness, "bo@example.com"));
}
