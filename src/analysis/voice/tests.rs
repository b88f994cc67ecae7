//! The depth of the score against hand-made answers and a second, naive computation on random ones. Never a real shop.

use std::collections::BTreeMap;

use super::super::fixtures::{Shop, as_of, cases, day, over};
use super::super::result::{DriverKind, NpsGroupBy};
use super::super::scope::Memory;
use super::super::statistics::{Draws, Verdict};
use super::super::{Analysis, Family, Spec};
use super::*;
use crate::domain::{Day, Direction};

fn voice(analysis: &Analysis) -> &Voice {
    analysis.voice.as_ref().expect("answers")
}

fn comment(shop: &mut Shop, text: &str) {
    let code = shop.rows.codes.comments.code(text);
    shop.rows.answers.last_mut().expect("an answer").comment = Some(code);
}

#[test]
fn the_latest_answer_of_a_person_counts_once_per_window() {
    let mut shop = Shop::new();
    for (date, score) in [("2024-01-01", 0), ("2024-02-01", 3), ("2024-03-31", 10), ("2024-09-01", 9)] {
        shop.answer("ann", Some(date), score);
    }
    shop.answer("ann", None, 5);
    shop.answer("", Some("2024-01-01"), 10);
    shop.answer("", Some("2024-01-02"), 10);
    let analysis = shop.ask(&[Family::Voice], &Spec::default());
    let distinct = voice(&analysis).distinct;
    // February lies 59 days before the end of March, January 90: it stays.
    assert_eq!(
        (distinct.net.n, distinct.left_out, distinct.net.promoters, distinct.net.detractors),
        (6, 1, 4, 2)
    );
    assert_eq!(analysis.nps.expect("answers").net.n, 7, "the score of all answers is another figure");
}

#[test]
fn comments_are_those_of_the_period_and_the_segment() {
    let mut shop = Shop::new();
    shop.order("ann", "2024-01-01", 100);
    shop.order("ann", "2024-02-01", 100);
    shop.order("bo", "2024-01-05", 100);
    for (who, date, text) in [("ann", "2024-02-02", "a"), ("bo", "2024-02-03", "b"), ("", "2024-03-01", "c")]
    {
        shop.answer(who, Some(date), 9);
        comment(&mut shop, text);
    }
    let tables = shop.tables();
    let read = |spec: &Spec| {
        let found = comments(&tables, spec, &mut Memory::default()).expect("comments");
        found.into_iter().map(|comment| comment.text).collect::<String>()
    };
    assert_eq!(read(&Spec::default()), "cba", "the latest first");
    assert_eq!(read(&over("2024-02-01", "2024-02-28")), "ba");
    let segment = crate::domain::Segment::parse("orders >= 2").ok();
    assert_eq!(read(&Spec { segment, ..Spec::default() }), "a");
}

#[test]
fn groups_are_those_of_the_day_of_the_answer() {
    let mut shop = Shop::new();
    shop.order_via("ann", "2024-01-01", "Facebook Ads", Direction::Push);
    shop.answer("ann", Some("2024-01-10"), 9);
    shop.order("ann", "2024-02-01", 100);
    shop.answer("ann", Some("2024-06-20"), 2);
    shop.answer("", Some("2024-01-10"), 7);
    let analysis = shop.ask(&[Family::Voice], &Spec::default());
    let groups = &voice(&analysis).groups;
    let names = |by: NpsGroupBy| -> Vec<(&str, u64)> {
        groups
            .iter()
            .filter(|group| group.by == by)
            .map(|group| (group.group.as_str(), group.net.n))
            .collect()
    };
    assert_eq!(names(NpsGroupBy::Stage), [("before", 1), ("purchase", 1), ("unknown", 1)]);
    assert_eq!(names(NpsGroupBy::Orders), [("1", 1), ("2", 1), ("unknown", 1)]);
    assert_eq!(names(NpsGroupBy::Direction), [("push", 2), ("unknown", 1)]);
    assert!(groups.iter().all(|group| group.verdict.is_none()), "too few to test");
}

#[test]
fn a_group_is_tested_against_the_rest_with_the_published_test() {
    let mut shop = Shop::new();
    for index in 0..40 {
        let name = format!("c{index}");
        let (channel, direction) =
            if index < 20 { ("Facebook Ads", Direction::Push) } else { ("Google Search", Direction::Pull) };
        shop.order_via(&name, "2024-01-01", channel, direction);
        let promoter = if index < 20 { index < 5 } else { index < 38 };
        shop.answer(&name, Some("2024-01-10"), if promoter { 10 } else { 0 });
    }
    let analysis = shop.ask(&[Family::Voice], &Spec::default());
    let push = voice(&analysis).groups.iter().find(|group| group.group == "push").expect("push");
    let change = push.against_rest.expect("a test");
    assert_eq!((push.net.score, change.value), (Some(-50.0), -130.0));
    assert_eq!(push.verdict, Some(Verdict::ClearlyLower));
}

#[test]
fn drivers_say_what_goes_with_the_score_and_are_corrected() {
    let mut shop = Shop::new();
    for index in 0..60 {
        let late = index % 2 == 0;
        shop.answer("", Some("2024-01-10"), if late { 3 } else { 10 });
        comment(&mut shop, if late { "ส่งช้ามาก" } else { "ชาหอม" });
    }
    shop.answer("", Some("2024-01-10"), 10);
    comment(&mut shop, "ok");
    let analysis = shop.ask(&[Family::Voice], &Spec::default());
    let voice = voice(&analysis);
    let late = &voice.drivers[0];
    assert_eq!(
        (late.kind, late.name.as_deref(), late.holds),
        (DriverKind::Topic, Some("slow_delivery"), true)
    );
    assert_eq!((late.with.numerator, late.with.denominator, late.without.denominator), (0, 30, 31));
    assert_eq!((voice.commented, voice.topic_unknown), (61, 1));
    assert!(voice.drivers.iter().all(|driver| driver.change.adjusted_p >= driver.change.p));
}

#[test]
fn purchases_count_after_the_answer_and_within_the_window_of_those_who_had_it() {
    let mut shop = Shop::new();
    for (name, score) in [("ann", 10), ("bo", 9), ("cy", 2)] {
        shop.order(name, "2024-01-01", 100);
        shop.answer(name, Some("2024-01-05"), score);
    }
    shop.order("ann", "2024-01-05", 100);
    shop.order("bo", "2024-04-04", 100);
    shop.order("cy", "2024-04-05", 100);
    shop.answer("dee", Some("2024-01-05"), 10);
    let analysis = shop.ask(&[Family::Voice], &as_of("2024-04-30"));
    let later = voice(&analysis).later.as_ref().expect("buyers");
    let counts =
        [later.promoters, later.passives, later.detractors].map(|share| (share.numerator, share.denominator));
    assert_eq!(counts, [(1, 2), (0, 0), (0, 1)], "not on the day itself, and not on day 91");
    let young = shop.ask(&[Family::Voice], &as_of("2024-03-01"));
    assert_eq!(voice(&young).later.as_ref().map(|later| later.still_open), Some([2, 0, 1]));
}

#[test]
fn who_answered_is_compared_with_who_bought_and_did_not() {
    let mut shop = Shop::new();
    for index in 0..40 {
        let name = format!("c{index}");
        shop.order(&name, "2024-01-01", 100);
        if index < 20 {
            shop.order(&name, "2024-02-01", 900);
            shop.answer(&name, Some("2024-02-10"), 9);
        }
    }
    let analysis = shop.ask(&[Family::Voice], &Spec::default());
    let response = voice(&analysis).response.as_ref().expect("buyers");
    assert_eq!((response.answered.numerator, response.answered.denominator), (20, 40));
    let repeat = &response.figures[0];
    assert_eq!((repeat.now.value, repeat.then.value), (Some(1.0), Some(0.0)));
    assert_eq!(repeat.verdict, Some(Verdict::ClearlyHigher));
    assert_eq!(response.figures[1].now.value, Some(1000.0));
}

/// One answer per person and window, found by asking of each answer whether a kept later one is too near.
fn naive(answers: &[(usize, Day, i32)]) -> usize {
    let mut left: BTreeMap<usize, Vec<Day>> = BTreeMap::new();
    let mut sorted = answers.to_vec();
    sorted.sort_by_key(|(_, day, score)| (std::cmp::Reverse(*day), *score));
    for (person, day, _) in sorted {
        let kept = left.entry(person).or_default();
        if kept.iter().all(|later| later.since(day) >= 90) {
            kept.push(day);
        }
    }
    left.values().map(Vec::len).sum()
}

#[test]
fn distinct_answers_agree_with_a_naive_count_in_any_order_of_rows() {
    let mut draws = Draws::new(9);
    for _ in 0..cases(200) {
        let answers: Vec<(usize, Day, i32)> = (0..draws.below(60))
            .map(|_| {
                (draws.below(8), day("2024-01-01").plus(draws.below(500) as i32), draws.below(11) as i32)
            })
            .collect();
        let mut shop = Shop::new();
        for (person, day, score) in &answers {
            shop.answer(&format!("p{person}"), Some(&day.to_string()), *score);
        }
        let analysis = shop.ask(&[Family::Voice], &Spec::default());
        let Some(found) = &analysis.voice else { continue };
        assert_eq!(found.distinct.net.n as usize, naive(&answers));
        shop.rows.answers.reverse();
        for (line, row) in shop.rows.answers.iter_mut().enumerate() {
            row.line = line as u32 + 2;
        }
        assert_eq!(shop.ask(&[Family::Voice], &Spec::default()).voice, analysis.voice);
    }
}

#[test]
fn satisfaction_counts_the_two_highest_answers_of_each_scale() {
    let mut shop = Shop::new();
    for (who, date, value) in
        [("ann", "2024-01-05", 5), ("ann", "2024-01-09", 4), ("bo", "2024-03-01", 3), ("", "2024-03-02", 1)]
    {
        shop.satisfied(who, Some(date), value, 5);
    }
    shop.satisfied("bo", None, 6, 7);
    shop.rows.satisfaction_rejected = 2;
    let analysis = shop.ask(&[Family::Voice], &Spec::default());
    assert_eq!(analysis.nps, None, "nobody was asked for a recommendation");
    let csat = analysis.csat.expect("answers");
    let told: Vec<_> = csat
        .scales
        .iter()
        .map(|scale| (scale.top, scale.cut, scale.satisfied.numerator, scale.satisfied.denominator))
        .collect();
    assert_eq!((told, csat.rejected), (vec![(5, 4, 2, 4), (7, 6, 1, 1)], 2));
    let five = &csat.scales[0];
    assert_eq!((five.mean, five.distribution.as_slice()), (Some(3.25), [1, 0, 1, 1, 1].as_slice()));
    let months: Vec<_> = five
        .months
        .iter()
        .map(|one| (one.month.to_string(), one.satisfied.numerator, one.satisfied.value))
        .collect();
    assert_eq!(
        months,
        [
            ("2024-01".to_owned(), 2, Some(1.0)),
            ("2024-02".to_owned(), 0, None),
            ("2024-03".to_owned(), 0, Some(0.0))
        ]
    );
    let unknown =
        five.groups.iter().find(|group| group.group == "unknown" && group.by == NpsGroupBy::Direction);
    assert_eq!(
        unknown.map(|group| group.satisfied.denominator),
        None,
        "nobody bought, so one group holds everybody"
    );
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(cases(200)))]

    /// Counted one by one: shares, months and groups of random answers, some of them outside their scale.
    #[test]
    fn satisfaction_is_what_a_count_one_by_one_gives(
        answers in proptest::collection::vec((0_usize..4, 19_723_i32..19_900, 0_i32..9, proptest::bool::ANY), 1..60),
    ) {
        let names = ["", "ann", "bo", "cy"];
        let mut shop = Shop::new();
        shop.order("ann", "2024-01-10", 100);
        shop.order("ann", "2024-02-10", 100);
        shop.order("bo", "2024-03-01", 100);
        for (who, day, value, is_seven) in &answers {
            shop.satisfied(names[*who], Some(&Day(*day).to_string()), *value, if *is_seven { 7 } else { 5 });
        }
        let csat = shop.ask(&[Family::Voice], &Spec::default()).csat.expect("answers");
        for (is_seven, top) in [(false, 5), (true, 7)] {
            let valid: Vec<_> = answers.iter().filter(|(_, _, value, seven)| *seven == is_seven && (1..=top).contains(value)).collect();
            let Some(scale) = csat.scales.iter().find(|scale| i32::from(scale.top) == top) else {
                proptest::prop_assert!(valid.is_empty());
                continue;
            };
            let satisfied = valid.iter().filter(|(_, _, value, _)| *value >= top - 1).count() as u64;
            proptest::prop_assert_eq!((scale.satisfied.numerator, scale.satisfied.denominator), (satisfied, valid.len() as u64));
            for month in &scale.months {
                let of_month = valid.iter().filter(|(_, day, _, _)| Day(*day).month() == month.month).count() as u64;
                proptest::prop_assert_eq!(month.satisfied.denominator, of_month);
            }
            for by in NpsGroupBy::ALL {
                let own: Vec<_> = scale.groups.iter().filter(|group| group.by == by).collect();
                let all: u64 = own.iter().map(|group| group.satisfied.denominator).sum();
                proptest::prop_assert!(own.is_empty() || all == valid.len() as u64, "{:?} splits all answers", by);
            }
        }
    }
}
