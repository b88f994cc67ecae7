//! The journey of small shops, counted by hand. Never a real shop.

use super::super::fixtures::{Shop, as_of, over};
use super::super::result::StepKind;
use super::super::{Analysis, Spec};
use super::*;
use crate::domain::Direction::{Pull, Push};

/// Facebook pushes in January and March, search pulls over all of January. Ann (push) comes back and recommends, Bo
/// (pull) comes back and is a detractor, Cy (push) is lost, Dee (no channel) bought lately.
fn shop() -> Shop {
    let mut shop = Shop::new();
    let (facebook, search) = (shop.channel("Facebook Ads", Push), shop.channel("Google Search", Pull));
    shop.ad(facebook, &["2024-01-01"], 1000, 20);
    shop.ad(facebook, &["2024-03-20"], 500, 5);
    shop.ad(search, &["2024-01-01", "2024-01-31"], 200, 10);
    shop.order_via("ann", "2024-01-02", "Facebook Ads", Push);
    shop.order("ann", "2024-02-01", 100);
    shop.order_via("bo", "2024-01-03", "Google Search", Pull);
    shop.order_via("bo", "2024-03-20", "Facebook Ads", Push);
    shop.order_via("cy", "2024-01-10", "Facebook Ads", Push);
    shop.order("dee", "2024-03-15", 100);
    shop.order("", "2024-03-16", 100);
    shop.answer("ann", Some("2024-02-10"), 9);
    shop.answer("bo", Some("2024-02-11"), 3);
    shop
}

fn spec(lens: Lens) -> Spec {
    Spec { lens, open_window_days: 30, ..as_of("2024-03-31") }
}

fn counts(analysis: &Analysis) -> Vec<Option<u64>> {
    analysis.journey.stages.iter().map(|stage| stage.count).collect()
}

/// Numerator, denominator, lost and still open of each step.
fn steps(analysis: &Analysis) -> Vec<(u64, u64, Option<u64>, u64)> {
    let steps = analysis.journey.steps.iter();
    steps.map(|step| (step.numerator, step.denominator, step.lost, step.still_open)).collect()
}

#[test]
fn each_stage_counts_what_its_card_says() {
    let analysis = shop().analyze(&spec(Lens::All));
    assert_eq!(counts(&analysis), [Some(1700), Some(35), Some(4), Some(2), Some(1)]);
    let parts: Vec<_> = analysis.journey.stages.iter().map(|stage| (stage.push, stage.pull)).collect();
    let some = |push, pull| (Some(push), Some(pull));
    assert_eq!(parts, [some(1500, 200), some(25, 10), some(2, 1), some(1, 1), some(1, 0)]);
    assert_eq!(analysis.journey.unattributed_customers, 1);
    let sources: Vec<_> = analysis.journey.stages.iter().map(|stage| stage.sources.join(", ")).collect();
    let ads = "Facebook Ads, Google Search";
    assert_eq!(sources, [ads, ads, "shopee", "shopee", "NPS answers"]);
}

#[test]
fn each_step_says_who_took_it_who_is_lost_and_who_may_still() {
    let analysis = shop().analyze(&spec(Lens::All));
    // Ads cover 1 January to 20 March, orders 2 January to 20 March; the search row sticks out by one day, Facebook's
    // first lies outside.
    assert_eq!(
        steps(&analysis),
        [(35, 1700, Some(1665), 0), (4, 15, None, 0), (2, 4, Some(1), 1), (1, 2, Some(1), 0)]
    );
    let kinds: Vec<_> = analysis.journey.steps.iter().map(|step| step.kind).collect();
    assert_eq!(kinds, [StepKind::Rate, StepKind::Yield, StepKind::Rate, StepKind::Rate]);
    assert_eq!(analysis.journey.biggest_leak, Some(2), "the earlier of two equal leaks");
    let value = &analysis.journey.steps[2];
    assert_eq!((value.value, value.low.is_some(), value.high.is_some()), (Some(0.5), true, true));
}

#[test]
fn a_lens_keeps_one_direction_and_still_says_who_came_from_nowhere_known() {
    let push = shop().analyze(&spec(Lens::Push));
    assert_eq!(counts(&push), [Some(1500), Some(25), Some(2), Some(1), Some(1)]);
    assert_eq!(
        steps(&push),
        [(25, 1500, Some(1475), 0), (2, 5, None, 0), (1, 2, Some(1), 0), (1, 1, Some(0), 0)]
    );
    assert_eq!((push.journey.unattributed_customers, push.journey.lens), (1, Lens::Push));
    let pull = shop().analyze(&spec(Lens::Pull));
    assert_eq!(counts(&pull), [Some(200), Some(10), Some(1), Some(1), Some(0)]);
    assert_eq!(pull.journey.stages[0].sources, ["Google Search"]);
}

#[test]
fn retention_is_a_later_occasion_in_the_period_whenever_the_first_was() {
    let february = shop().analyze(&Spec { open_window_days: 30, ..over("2024-02-01", "2024-02-29") });
    assert_eq!(counts(&february)[2..4], [Some(1), Some(1)]);
    let january = shop().analyze(&Spec { open_window_days: 30, ..over("2024-01-01", "2024-01-31") });
    assert_eq!(counts(&january)[2..4], [Some(3), Some(0)]);
    assert_eq!(steps(&january)[2], (0, 3, Some(1), 2), "whoever came back after the period is not lost");
}

#[test]
fn without_sources_a_stage_has_no_data_rather_than_zero() {
    let analysis = Shop::new().analyze(&Spec::default());
    assert_eq!(counts(&analysis), [None; 5]);
    assert!(analysis.journey.steps.iter().all(|step| step.value.is_none() && step.lost.is_none()));
    assert_eq!((analysis.journey.stages.len(), analysis.journey.biggest_leak), (5, None));
    let mut orders_only = Shop::new();
    orders_only.order("ann", "2024-01-01", 100);
    let analysis = orders_only.analyze(&Spec::default());
    assert_eq!(counts(&analysis), [None, None, Some(1), Some(0), None]);
    let purchase = &analysis.journey.stages[2];
    assert_eq!((purchase.push, purchase.pull, analysis.journey.unattributed_customers), (None, None, 1));
    assert_eq!(steps(&analysis)[3], (0, 0, None, 0));
}

#[test]
fn without_people_the_biggest_leak_is_the_click_through() {
    let mut shop = Shop::new();
    let facebook = shop.channel("Facebook Ads", Push);
    shop.ad(facebook, &[], 100, 4);
    let analysis = shop.analyze(&Spec::default());
    assert_eq!((steps(&analysis)[0], analysis.journey.biggest_leak), ((4, 100, Some(96), 0), Some(0)));
    assert_eq!(analysis.journey.steps[1].value, None, "undated clicks make no yield");
}

#[test]
fn advocates_are_distinct_people_and_unnamed_voices_count_in_the_stage_only() {
    let mut shop = shop();
    shop.review("ann", Some("2024-02-12"), 5);
    shop.review("cy", Some("2024-02-12"), 4);
    shop.review("stranger", None, 5);
    let analysis = shop.analyze(&spec(Lens::All));
    assert_eq!((counts(&analysis)[4], steps(&analysis)[3]), (Some(3), (1, 2, Some(1), 0)));
    assert_eq!(analysis.journey.stages[4].sources, ["NPS answers", "Reviews"]);
    shop.answer("", None, 10);
    shop.answer("", None, 2);
    let analysis = shop.analyze(&spec(Lens::All));
    assert_eq!((counts(&analysis)[4], analysis.journey.stages[4].identified), (Some(4), false));
    let step = &analysis.journey.steps[3];
    assert_eq!((step.kind, step.numerator, step.denominator, step.lost), (StepKind::Rate, 1, 2, Some(1)));
    assert_eq!(shop.analyze(&spec(Lens::Push)).journey.stages[4].count, Some(2));
}

#[test]
fn without_any_name_the_step_to_advocacy_is_a_yield() {
    let mut shop = shop();
    shop.rows.answers.clear();
    shop.answer("", None, 10);
    shop.answer("", None, 9);
    let analysis = shop.analyze(&spec(Lens::All));
    let step = &analysis.journey.steps[3];
    assert_eq!((step.kind, step.numerator, step.denominator, step.lost), (StepKind::Yield, 2, 2, None));
}

#[test]
fn a_returning_customer_who_was_never_heard_is_open_not_lost() {
    let mut shop = shop();
    shop.rows.answers.pop();
    let analysis = shop.analyze(&spec(Lens::All));
    assert_eq!(steps(&analysis)[3], (1, 2, Some(0), 1));
}

#[test]
fn the_yield_uses_only_days_that_ads_and_orders_share() {
    let mut shop = Shop::new();
    let facebook = shop.channel("Facebook Ads", Push);
    for date in ["2024-01-01", "2024-02-01", "2024-03-01"] {
        shop.ad(facebook, &[date], 100, 10);
    }
    shop.order("ann", "2024-01-20", 100);
    shop.order("bo", "2024-02-10", 100);
    shop.order("cy", "2024-05-10", 100);
    let analysis = shop.analyze(&Spec::default());
    assert_eq!(steps(&analysis)[1], (2, 20, None, 0));
    let step = &analysis.journey.steps[1];
    assert_eq!((step.value, step.kind), (Some(0.1), StepKind::Yield));
    assert!(step.low.is_some_and(|low| low > 0.01) && step.high.is_some_and(|high| high < 0.4));
}
