//! Which plain second computation stands behind each definition, so that none is without one. Never a computation.

use std::collections::BTreeSet;
use std::path::Path;

use crate::analysis::DefinitionId;

/// Every definition with the test that counts it a second time on drawn data; with `SENTHANG_CASES=10000` in the environment each of them
/// goes through ten thousand.
const CHECKED: [(DefinitionId, &str); DefinitionId::ALL.len()] = {
    use DefinitionId::*;
    const STAGES: &str = "the_stages_are_those_of_going_through_ads_orders_and_answers";
    const REPEAT: &str = "the_slow_implementation_agrees";
    const EARLIER: &str = "what_earlier_buyers_did_is_counted_person_by_person_and_order_by_order";
    const CHANNELS: &str = "channels_by_stage_and_what_platforms_claim_are_those_of_counting_row_by_row";
    const REQUESTS: &str = "shares_are_those_of_plain_counting_on_random_requests";
    const HOURS: &str = "an_hour_is_counted_day_by_day_and_needs_the_fewest_people_that_suffice";
    const LATER: &str = "who_answered_and_what_they_bought_later_is_asked_of_each_person";
    const COSTS: &str = "random_shops_cost_what_a_second_computation_says";
    const PARCELS: &str = "promises_and_claims_are_those_of_plain_counting";
    const SCORE: &str = "the_score_is_that_of_sorting_answers_into_three_heaps";
    [
        (Awareness, STAGES),
        (Consideration, STAGES),
        (Purchase, STAGES),
        (Retention, STAGES),
        (Advocacy, STAGES),
        (ClickThrough, STAGES),
        (PurchaseYield, STAGES),
        (CameBack, STAGES),
        (Recommend, STAGES),
        (Leak, "the_months_agree_with_a_naive_count_on_random_shops"),
        (RepeatToDate, REPEAT),
        (ReturningShare, EARLIER),
        (ReturningOrders, EARLIER),
        (RepeatWithin, REPEAT),
        (RepeatKaplanMeier, REPEAT),
        (Ladder, "the_ladder_and_the_scores_are_those_of_going_from_customer_to_customer"),
        (RepeatGroups, "groups_are_all_first_time_buyers_and_each_has_the_slow_curve"),
        (Translator, "every_rate_on_the_way_is_the_slow_one_and_the_changes_add_up"),
        (Cohort, "the_general_triangle_of_people_over_periods_agrees_in_every_variant"),
        (RollingCohort, "rolling_periods_are_those_of_each_customer"),
        (CohortMoney, "what_a_cohort_brought_is_added_up_order_by_order"),
        (Revenue, "revenue_is_new_returning_or_anonymous_order_by_order"),
        (Path, "trying_everything_finds_nothing_better"),
        (Flow, "every_way_is_the_one_that_a_naive_walk_takes"),
        (Orders, "the_summary_of_the_orders_is_that_of_going_from_row_to_row"),
        (Identity, "each_rule_unites_whom_joining_orders_one_by_one_unites"),
        (Rfm, "the_ladder_and_the_scores_are_those_of_going_from_customer_to_customer"),
        (Channel, "an_ad_channel_is_the_sum_of_its_rows_and_its_ratios_are_those_of_the_sums"),
        (Nps, SCORE),
        (NpsGroup, SCORE),
        (Response, LATER),
        (Driver, "promoters_with_and_without_a_request_shortly_before_are_counted_answer_by_answer"),
        (LaterPurchase, LATER),
        (Emotion, "the_slow_count_agrees"),
        (Csat, "satisfaction_is_what_a_count_one_by_one_gives"),
        (Stars, "stars_are_counted_review_by_review"),
        (OverClaim, CHANNELS),
        (ChannelStages, CHANNELS),
        (Comparison, "both_sides_of_a_comparison_are_what_counting_each_alone_gives"),
        (ServiceReply, REQUESTS),
        (ServiceResolution, REQUESTS),
        (SameIssue, REQUESTS),
        (Complaints, "topics_are_counted_request_by_request_and_person_by_person"),
        (BusyHours, HOURS),
        (Staffing, HOURS),
        (Effect, "after_a_late_parcel_each_customer_is_followed_for_as_long"),
        (OnTime, PARCELS),
        (Claims, PARCELS),
        (PerfectOrder, "an_order_is_perfect_if_nothing_went_wrong_with_it"),
        (Demand, "demand_is_that_of_going_through_the_calendar"),
        (Cart, "carts_people_months_values_and_reminders_are_counted_cart_by_cart"),
        (WhatIf, "a_month_is_what_its_visitors_and_newcomers_add_up_to"),
        (Hypothesis, "a_statement_is_decided_by_plain_counting_and_a_plain_correction"),
        (Efficiency, COSTS),
        (CustomerCost, COSTS),
        (LifetimeToCost, "a_month_of_customers_is_held_against_its_own_ads"),
        (Origin, "signs_of_origin_are_counted_order_by_order"),
        (Attribution, "credits_are_those_of_a_plain_second_computation"),
        (HistoricalValue, "value_by_month_and_by_channel_is_that_of_each_customer"),
        (Prediction, "chances_and_expectations_are_those_of_the_formulas_as_printed"),
        (Overdue, "where_nothing_is_predicted_the_shops_own_gaps_say_who_is_overdue"),
    ]
};

/// The sources of a folder.
fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).expect("a folder").map(|entry| entry.expect("an entry").path()) {
        if entry.is_dir() {
            sources(&entry, found);
        } else if entry.extension().is_some_and(|end| end == "rs") && !entry.ends_with("register.rs") {
            found.push(std::fs::read_to_string(&entry).expect("a source"));
        }
    }
}

#[test]
fn every_definition_is_counted_a_second_time_on_drawn_data() {
    let mut files = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src/analysis"), &mut files);
    // A test that goes through as many cases as one asks for, by itself or by the loop that all of its folder share.
    let is_drawn = |file: &str| file.contains("cases(") || file.contains("each(");
    for (definition, test) in CHECKED {
        let is_there = |file: &&String| file.contains(&format!("fn {test}("));
        let file =
            files.iter().find(is_there).unwrap_or_else(|| panic!("{definition:?}: no test is called {test}"));
        assert!(is_drawn(file), "{definition:?}: {test} draws nothing");
    }
    let listed: BTreeSet<&str> = CHECKED.iter().map(|(definition, _)| definition.id()).collect();
    let missing: Vec<_> = DefinitionId::ALL.iter().filter(|own| !listed.contains(own.id())).collect();
    assert!(missing.is_empty(), "nobody counts {missing:?} a second time");
}
