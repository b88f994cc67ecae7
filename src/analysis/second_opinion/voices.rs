//! Answers: the score, one per person, groups, circumstances, who answered, what they bought later; and stars. Never a figure of a single
//! shop.

use std::collections::{BTreeMap, BTreeSet};

use super::{DAYS, PEOPLE, START, Seen, asked, each, name};
use crate::analysis::fixtures::{Shop, cases};
use crate::analysis::statistics::Draws;
use crate::analysis::{DriverKind, Family, NpsGroupBy, Spec};
use crate::domain::{Day, MonthIndex, Period};
use crate::tables::{At, TicketRow};

/// Who answered, when, which score.
type Answer = (usize, i32, i32);

/// All, promoters, detractors.
fn tally<'a>(answers: impl IntoIterator<Item = &'a Answer>) -> [u64; 3] {
    let mut tally = [0; 3];
    for (_, _, score) in answers {
        tally[0] += 1;
        tally[1] += u64::from(*score > 8);
        tally[2] += u64::from(*score < 7);
    }
    tally
}

/// The latest answer of each person in every 90 days; on one day the worst. Nobody's answers all stay.
fn kept(answers: &[Answer]) -> Vec<Answer> {
    let mut kept: Vec<Answer> = answers.iter().copied().filter(|one| one.0 == 0).collect();
    for who in 1..PEOPLE {
        let mut own: Vec<Answer> = answers.iter().copied().filter(|one| one.0 == who).collect();
        own.sort_by_key(|one| (-one.1, one.2));
        let mut stay: Vec<Answer> = Vec::new();
        for one in own {
            if stay.iter().all(|later| later.1 - one.1 >= 90) {
                stay.push(one);
            }
        }
        kept.extend(stay);
    }
    kept
}

fn in_question(seen: &Seen<'_>) -> Vec<Answer> {
    seen.drawn.answers.iter().copied().filter(|one| seen.in_period(one.1)).collect()
}

#[test]
fn the_score_is_that_of_sorting_answers_into_three_heaps() {
    each(51, 300, |seen, case| {
        let analysis = asked(seen, &[Family::Voice]);
        let own = in_question(seen);
        let Some(nps) = analysis.nps else { return assert!(seen.drawn.answers.is_empty(), "{case}") };
        let told = |net: &crate::analysis::NetScore| [net.n, net.promoters, net.detractors];
        assert_eq!(told(&nps.net), tally(&own), "{case}");
        assert_eq!(nps.passives, own.iter().filter(|one| one.2 == 7 || one.2 == 8).count() as u64, "{case}");
        for (score, count) in (0..).zip(nps.distribution) {
            assert_eq!(count, own.iter().filter(|one| one.2 == score).count() as u64, "{case}: {score}");
        }
        let of = |month: MonthIndex| tally(own.iter().filter(|one| Day(one.1).month() == month));
        assert!(nps.months.iter().all(|one| told(&one.net) == of(one.month)), "{case}");
        assert_eq!(nps.months.iter().map(|one| one.net.n).sum::<u64>(), own.len() as u64, "{case}");
        if let Some(score) = nps.net.score {
            let [n, promoters, detractors] = tally(&own).map(|count| count as f64);
            assert!((score - 100.0 * (promoters - detractors) / n).abs() < 1e-9, "{case}");
        }
        if let Some(voice) = analysis.voice {
            assert_eq!(told(&voice.distinct.net), tally(&kept(&own)), "{case}");
            groups(seen, &kept(&own), &voice.groups, case);
        }
    });
}

/// What somebody had done by the day of the answer.
fn places(seen: &Seen<'_>, (who, day, _): &Answer) -> [(NpsGroupBy, String); 3] {
    let ordered = *who > 0 && seen.drawn.orders.iter().any(|one| one.who == *who);
    let days = seen.people.iter().find(|one| one.who == *who).map_or(&[][..], |one| &one.days);
    let so_far: Vec<i32> = days.iter().copied().filter(|own| own <= day).collect();
    let direction = match seen.drawn.channel(*who, seen.drawn.end) {
        1 => "push",
        2 => "pull",
        _ => "none",
    };
    let stage = match so_far.last() {
        Some(last) if day - last <= 90 => {
            if so_far.len() == 1 {
                "purchase"
            } else {
                "retention"
            }
        }
        _ => "before",
    };
    let orders = ["unknown", "1", "2", "3"][so_far.len().min(3)];
    let told = |text: &str| if ordered { text.to_owned() } else { "unknown".to_owned() };
    [
        (NpsGroupBy::Direction, told(direction)),
        (NpsGroupBy::Stage, told(stage)),
        (NpsGroupBy::Orders, told(orders)),
    ]
}

fn groups(seen: &Seen<'_>, kept: &[Answer], found: &[crate::analysis::NpsGroup], case: &str) {
    let mut expected: BTreeMap<(NpsGroupBy, String), Vec<Answer>> = BTreeMap::new();
    for answer in kept {
        places(seen, answer).into_iter().for_each(|place| expected.entry(place).or_default().push(*answer));
    }
    expected.retain(|_, own| own.len() < kept.len());
    let expected: BTreeMap<_, _> = expected.into_iter().map(|(place, own)| (place, tally(&own))).collect();
    let own = found.iter().filter(|group| group.by != NpsGroupBy::Platform);
    let told: BTreeMap<_, _> = own
        .map(|own| ((own.by, own.group.clone()), [own.net.n, own.net.promoters, own.net.detractors]))
        .collect();
    assert_eq!(told, expected, "{case}");
}

#[test]
fn who_answered_and_what_they_bought_later_is_asked_of_each_person() {
    each(52, 300, |seen, case| {
        let Some(voice) = asked(seen, &[Family::Voice]).voice else { return };
        let kept = kept(&in_question(seen));
        let heard: BTreeSet<usize> = kept.iter().map(|one| one.0).collect();
        let answered: Vec<_> = seen.people.iter().filter(|one| heard.contains(&one.who)).collect();
        match &voice.response {
            None => assert!(answered.is_empty(), "{case}"),
            Some(response) => {
                let share = (response.answered.numerator, response.answered.denominator);
                assert_eq!(share, (answered.len() as u64, seen.people.len() as u64), "{case}");
                let repeat = &response.figures[0].now;
                let back = answered.iter().filter(|one| one.days.len() > 1).count() as u64;
                assert_eq!((repeat.numerator, repeat.denominator), (Some(back), Some(answered.len() as u64)));
            }
        }
        let (mut shares, mut open) = ([(0, 0); 3], [0; 3]);
        for one in answered {
            let own = kept.iter().filter(|answer| answer.0 == one.who);
            let (_, day, score) = own.max_by_key(|answer| answer.1).expect("an answer");
            let group = if *score > 8 {
                0
            } else if *score > 6 {
                1
            } else {
                2
            };
            if seen.drawn.end - day < 90 {
                open[group] += 1;
            } else {
                shares[group].1 += 1;
                shares[group].0 += u64::from(one.days.iter().any(|own| own > day && own - day <= 90));
            }
        }
        let Some(later) = &voice.later else {
            return assert_eq!((shares, open), ([(0, 0); 3], [0; 3]), "{case}");
        };
        let told = [later.promoters, later.passives, later.detractors];
        assert_eq!(told.map(|share| (share.numerator, share.denominator)), shares, "{case}");
        assert_eq!(later.still_open, open, "{case}");
    });
}

#[test]
fn promoters_with_and_without_a_request_shortly_before_are_counted_answer_by_answer() {
    let mut draws = Draws::new(53);
    let mut told = 0;
    for case in 0..cases(300) {
        let mut shop = Shop::new();
        let day = |draws: &mut Draws| START + draws.below(DAYS) as i32;
        let answers: Vec<Answer> = (0..draws.below(50))
            .map(|_| (draws.below(PEOPLE), day(&mut draws), draws.below(11) as i32))
            .collect();
        let asked: Vec<(usize, i32, bool)> = (0..1 + draws.below(8))
            .map(|_| (draws.below(PEOPLE), day(&mut draws), draws.below(2) == 0))
            .collect();
        for (who, on, score) in &answers {
            shop.answer(&name(*who), Some(&Day(*on).to_string()), *score);
        }
        for (who, on, again) in &asked {
            shop.ticket(None, &Day(*on).to_string());
            let customer = shop.customer(&name(*who));
            let row: &mut TicketRow = shop.rows.tickets.last_mut().expect("just pushed");
            (row.customer, row.reopens) = (customer, Some(i64::from(*again)));
            row.opened = At { day: Day(*on), second: None };
        }
        let Some(voice) = shop.ask(&[Family::Voice], &Spec::default()).voice else { continue };
        for (kind, reopened) in [(DriverKind::Ticket, false), (DriverKind::ReopenedTicket, true)] {
            let mut sides = [(0, 0); 2];
            for (who, on, score) in kept(&answers).iter().filter(|one| one.0 > 0) {
                let own = asked.iter().filter(|one| one.0 == *who && (!reopened || one.2));
                let had = own.map(|one| on - one.1).any(|days| (0..=90).contains(&days));
                let side: &mut (u64, u64) = &mut sides[usize::from(!had)];
                *side = (side.0 + u64::from(*score > 8), side.1 + 1);
            }
            let found = voice.drivers.iter().find(|driver| driver.kind == kind);
            let found =
                found.map(|own| [own.with, own.without].map(|share| (share.numerator, share.denominator)));
            let enough = sides.iter().all(|side| side.1 >= 5);
            assert_eq!(found, enough.then_some(sides), "case {case}: {kind:?}");
            told += usize::from(enough);
        }
    }
    assert!(told > 0);
}

#[test]
fn stars_are_counted_review_by_review() {
    let mut draws = Draws::new(54);
    for case in 0..cases(300) {
        let mut shop = Shop::new();
        let reviews: Vec<(i32, i32)> =
            (0..draws.below(20)).map(|_| (START + draws.below(DAYS) as i32, draws.below(7) as i32)).collect();
        for (on, stars) in &reviews {
            shop.review("", Some(&Day(*on).to_string()), *stars);
        }
        let to = START + draws.below(DAYS) as i32;
        let period = if draws.below(2) == 0 { Period::ALL } else { Period { from: None, to: Some(Day(to)) } };
        let spec = Spec { period, ..Spec::default() };
        let Some(found) = shop.ask(&[Family::Voice], &spec).reviews else {
            assert!(reviews.is_empty(), "case {case}");
            continue;
        };
        let own: Vec<i32> = reviews
            .iter()
            .filter(|(on, stars)| period.contains(Day(*on)) && (1..=5).contains(stars))
            .map(|(_, stars)| *stars)
            .collect();
        assert_eq!(found.n, own.len() as u64, "case {case}");
        for (stars, count) in (1..).zip(found.stars) {
            assert_eq!(count, own.iter().filter(|one| **one == stars).count() as u64, "case {case}");
        }
        let good = own.iter().filter(|stars| **stars >= 4).count() as u64;
        assert_eq!(found.four_or_five.map(|share| share.numerator), Some(good), "case {case}");
        let mean = own.iter().map(|stars| f64::from(*stars)).sum::<f64>() / own.len() as f64;
        assert!(
            found.mean.is_none_or(|told| (told - mean).abs() < 1e-9)
                && found.mean.is_some() != own.is_empty()
        );
    }
}
