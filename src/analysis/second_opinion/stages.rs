//! The five stages and the steps between them. Never a figure of a single shop.

use std::collections::BTreeSet;

use super::{Ad, Person, Seen, WINDOW, asked, each};
use crate::analysis::{Family, Journey, StepKind};

#[test]
fn the_stages_are_those_of_going_through_ads_orders_and_answers() {
    each(49, 300, |seen, case| {
        let journey = asked(seen, &[Family::Journey]).journey;
        let ads: Vec<&Ad> = seen.drawn.ads.iter().filter(|ad| seen.in_period(ad.day)).collect();
        let sum = |of: fn(&Ad) -> i64| ads.iter().map(|ad| of(ad) as u64).sum::<u64>();
        let count = |keep: fn(&Person) -> bool| seen.people.iter().filter(|one| keep(one)).count() as u64;
        let nameless =
            seen.drawn.answers.iter().filter(|one| one.0 == 0 && one.2 >= 9 && seen.in_period(one.1));
        let expected = [
            sum(|ad| ad.shown),
            sum(|ad| ad.clicks),
            count(|one| one.bought),
            count(|one| one.back),
            seen.recommending().len() as u64 + nameless.count() as u64,
        ];
        for (stage, expected) in journey.stages.iter().zip(expected) {
            assert_eq!(stage.count.unwrap_or(0), expected, "{case}: {:?}", stage.stage);
            assert!(stage.count.is_some() || expected == 0, "{case}: {:?}", stage.stage);
        }
        assert_eq!(ads.is_empty(), journey.stages[0].count.is_none(), "{case}");
        steps(seen, &journey, &ads, case);
    });
}

fn steps(seen: &Seen<'_>, journey: &Journey, ads: &[&Ad], case: &str) {
    let of = |index: usize| {
        let step = &journey.steps[index];
        (step.numerator, step.denominator)
    };
    let sum = |keep: &dyn Fn(&Ad) -> bool, of: fn(&Ad) -> i64| {
        ads.iter().filter(|ad| keep(ad)).map(|ad| of(ad) as u64).sum::<u64>()
    };
    assert_eq!(of(0), (sum(&|_| true, |ad| ad.clicks), sum(&|_| true, |ad| ad.shown)), "{case}");
    let shared = |day: i32| !ads.is_empty() && seen.is_shared(day);
    let bought = seen.people.iter().filter(|one| one.days.iter().any(|day| shared(*day))).count() as u64;
    assert_eq!(of(1), (bought, sum(&|ad| shared(ad.day), |ad| ad.clicks)), "{case}");
    let count = |keep: &dyn Fn(&Person) -> bool| seen.people.iter().filter(|one| keep(one)).count() as u64;
    let (back, buyers) = (count(&|one| one.back), count(&|one| one.bought));
    assert_eq!(of(2), (back, buyers), "{case}");
    // Came back after the period, or bought so lately that there is time left.
    let is_open = |one: &Person| {
        one.bought && !one.back && (one.days.len() > 1 || seen.drawn.end - one.days[0] < WINDOW)
    };
    let open = count(&is_open);
    let told = (journey.steps[2].still_open, journey.steps[2].lost);
    assert_eq!(told, (open, (buyers > 0).then(|| buyers - back - open)), "{case}");
    let heard: Vec<usize> =
        seen.drawn.answers.iter().filter(|one| seen.in_period(one.1)).map(|one| one.0).collect();
    let named: BTreeSet<usize> = heard.iter().copied().filter(|who| *who > 0).collect();
    let last = &journey.steps[3];
    if heard.is_empty() {
        assert_eq!(of(3), (0, 0), "{case}");
    } else if named.is_empty() {
        assert_eq!(
            (last.kind, of(3)),
            (StepKind::Yield, (journey.stages[4].count.unwrap_or(0), back)),
            "{case}"
        );
    } else {
        assert_eq!(of(3), (count(&|one| one.back && one.recommends), back), "{case}");
        assert_eq!(last.still_open, count(&|one| one.back && !named.contains(&one.who)), "{case}");
    }
}
