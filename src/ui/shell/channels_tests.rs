//! The channels as a person meets them: what a customer costs, who gets the credit, where orders come from. Never a picture.

use eframe::egui::accesskit::Role;
use eframe::egui::vec2;
use egui_kittest::kittest::Queryable as _;

use super::screen::{Screen, click, perform, screen_on, shows};
use crate::app::{Action, Command, View};
use crate::domain::OriginRule;

const ORDERS: &str = "Order ID,Order date,Total,Currency,Email,utm_source,Coupon
1,2026-03-05 12:00:00,500.00,THB,ann@example.com,facebook,MAY10
2,2026-03-20 12:00:00,700.00,THB,bo@example.com,,PARTNER
3,2026-04-02 12:00:00,300.00,THB,ann@example.com,,
4,2026-05-30 12:00:00,300.00,THB,cy@example.com,partner-blog,
";
const VISITS: &str = "Visited at,Email,utm_source,utm_medium
2026-03-01 10:00:00,ann@example.com,google,organic
2026-03-04 10:00:00,ann@example.com,facebook,paid
2026-03-18 10:00:00,bo@example.com,tiktok,cpc
2026-03-19 10:00:00,bo@example.com,google,organic
2026-03-01 10:00:00,dee@example.com,tiktok,cpc
";
const ADS: &str = "Date,Platform,Campaign name,Impressions,Clicks,Spend,Currency
2026-03-05,Facebook,Opening,1000,20,150.00,THB
2026-05-30,Nobody knows,Mystery,500,10,50.00,THB
";

fn channels() -> Screen {
    let files =
        [("orders.csv", ORDERS.as_bytes()), ("visits.csv", VISITS.as_bytes()), ("ads.csv", ADS.as_bytes())];
    let mut harness = screen_on(vec2(1280.0, 2400.0), &files);
    perform(&mut harness, Action::Show(View::Channels));
    harness
}

#[test]
fn a_new_customer_has_a_cost_and_an_order_is_credited_by_several_models() {
    let mut harness = channels();
    assert!(shows(&harness, "A new customer costs"));
    click(&mut harness, "Who gets the credit");
    assert!(shows(&harness, "Ways that end in an order"));
    let analysis = harness.state().controller().state.derived.analysis.clone().expect("figures");
    let credit = analysis.attribution.as_ref().expect("contacts");
    assert!(!credit.single_touch && credit.channels.iter().all(|own| own.markov.is_some()));
    click(&mut harness, "Push against pull");
    assert!(shows(&harness, "Pull spend"));
}

#[test]
fn what_decides_about_a_channel_is_changed_and_taken_back() {
    let mut harness = channels();
    click(&mut harness, "Where orders come from");
    assert!(shows(&harness, "Which sign decides"));
    click(&mut harness, "Let Discount code decide earlier");
    let precedence = |harness: &Screen| {
        harness.state().controller().state.project.document.settings.channels.precedence.clone()
    };
    let place = |harness: &Screen| precedence(harness).iter().position(|rule| *rule == OriginRule::Coupon);
    assert_eq!(place(&harness), Some(3));
    perform(&mut harness, Action::Do(Command::Undo));
    assert_eq!(place(&harness), Some(4));
    harness.get_by_role_and_label(Role::CheckBox, "Discount code").click();
    super::screen::settle(&mut harness);
    assert_eq!(place(&harness), None, "switched off");
}
