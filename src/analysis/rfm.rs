//! Recency, frequency and monetary value (METRICS, section 7). Never the BTYD quantities of the same names.

mod fifths;

use std::ops::Range;

use self::fifths::Fifths;
use super::DefinitionId;
use super::result::{FrequencyScale, Rfm, RfmGroup, RfmPlace, RfmSegment, RfmSegmentCount};
use super::scope::{Customer, Nets, Scope, on_all_cores, ranges};
use crate::domain::Day;

/// Above this share of one-time buyers, fifths of the frequency cannot be told apart.
const MOSTLY_ONCE: f64 = 0.6;

/// What one customer did in the look-back.
struct Buyer {
    days_since_last: u32,
    occasions: u32,
    net_minor: i64,
}

/// Scores of the customers with an occasion in the period; `None` without one.
///
/// The period is the look-back: occasions and value are those in it, recency is counted from its end or from `as_of`, whichever is
/// earlier.
pub(super) fn rfm(scope: &Scope<'_>) -> Option<Rfm> {
    if !scope.spec.period.is_all() {
        return of_period(scope);
    }
    scope.once([scope.currency_key(), 0, 0], || OfAllDays(of_period(scope))).0.clone()
}

/// The scores over all days, which other windows and groups do not change.
struct OfAllDays(Option<Rfm>);

fn of_period(scope: &Scope<'_>) -> Option<Rfm> {
    let as_of = scope.as_of?;
    let end = scope.spec.period.to.map_or(as_of, |to| to.min(as_of));
    let nets = scope.nets();
    let buyers: Vec<Buyer> = scope.fold_active(
        scope.spec.period,
        Vec::new,
        |own, customer, _| own.extend(buyer(scope, &nets, customer, end)),
        |own, mut other| own.append(&mut other),
    );
    if buyers.is_empty() {
        return None;
    }
    let scales = Scales::new(&buyers);
    let frequency_scale = scales.frequency_scale;
    let groups = on_all_cores(
        ranges(buyers.len()),
        |range| scales.groups(&buyers[range]),
        &mut |own: &mut Groups, other| {
            let both = own.iter_mut().zip(other);
            both.for_each(|(own, other)| *own = (own.0 + other.0, own.1 + other.1));
        },
    );
    let used = groups.into_iter().enumerate().rev().filter(|(_, (customers, _))| *customers > 0);
    let groups: Vec<RfmGroup> =
        used.map(|(place, (customers, net_minor))| group(place, customers, net_minor)).collect();
    Some(Rfm {
        customers: buyers.len() as u64,
        frequency_scale,
        segments: segments(&groups),
        groups,
        definition: DefinitionId::Rfm,
    })
}

/// A buyer with the three scores.
pub(super) struct Scored<'scope> {
    /// Who.
    pub(super) customer: &'scope Customer,
    /// Recency, frequency and money.
    pub(super) scores: (u8, u8, u8),
    /// Net value in the look-back.
    pub(super) net_minor: i64,
}

/// Every buyer of the period with the scores, as [`rfm`] counts them.
pub(super) fn scored<'scope>(scope: &'scope Scope<'_>) -> Vec<Scored<'scope>> {
    let Some(as_of) = scope.as_of else { return Vec::new() };
    let end = scope.spec.period.to.map_or(as_of, |to| to.min(as_of));
    let nets = scope.nets();
    let known =
        scope.buyers().filter_map(|(customer, _)| Some((customer, buyer(scope, &nets, customer, end)?)));
    let (customers, buyers): (Vec<&Customer>, Vec<Buyer>) = known.unzip();
    let scales = Scales::new(&buyers);
    let scored = customers.into_iter().zip(&buyers);
    scored
        .map(|(customer, buyer)| Scored {
            customer,
            scores: scales.scores(buyer),
            net_minor: buyer.net_minor,
        })
        .collect()
}

/// How the values of some buyers become scores.
struct Scales {
    frequency_scale: FrequencyScale,
    recency: Fifths,
    frequency: Fifths,
    money: Fifths,
}

impl Scales {
    fn new(buyers: &[Buyer]) -> Self {
        let once = buyers.iter().filter(|buyer| buyer.occasions == 1).count();
        let is_mostly_once = once as f64 > MOSTLY_ONCE * buyers.len() as f64;
        // The fewer days, the better.
        let days = || Fifths::counted(buyers.iter().map(|buyer| buyer.days_since_last), |days| -days);
        let occasions = || Fifths::counted(buyers.iter().map(|buyer| buyer.occasions), |occasions| occasions);
        let money = || Fifths::new(&buyers.iter().map(|buyer| buyer.net_minor).collect::<Vec<_>>());
        let scale = |part: Range<usize>| match part.start {
            0 => vec![days(), occasions()],
            _ => vec![money()],
        };
        // What is paid takes as long as the other two.
        let scales = on_all_cores(vec![0..1, 1..2], scale, &mut |own: &mut Vec<Fifths>, mut other| {
            own.append(&mut other);
        });
        let [recency, frequency, money] = [0, 1, 2].map(|place| scales[place]);
        Self {
            frequency_scale: if is_mostly_once {
                FrequencyScale::FixedCuts
            } else {
                FrequencyScale::Quintiles
            },
            recency,
            frequency,
            money,
        }
    }

    /// Customers and net value by place.
    fn groups(&self, buyers: &[Buyer]) -> Groups {
        let mut groups = [(0, 0); GROUPS];
        for buyer in buyers {
            let (r, f, m) = self.scores(buyer);
            let group = &mut groups[place(r, f, m)];
            *group = (group.0 + 1, group.1 + buyer.net_minor);
        }
        groups
    }

    fn scores(&self, buyer: &Buyer) -> (u8, u8, u8) {
        let f = match self.frequency_scale {
            FrequencyScale::Quintiles => self.frequency.score(i64::from(buyer.occasions)),
            FrequencyScale::FixedCuts => fixed_score(buyer.occasions),
        };
        (self.recency.score(-i64::from(buyer.days_since_last)), f, self.money.score(buyer.net_minor))
    }
}

fn buyer(scope: &Scope<'_>, nets: &Nets, customer: &Customer, end: Day) -> Option<Buyer> {
    let (occasions, net_minor) = scope.bought_within(nets, customer, scope.spec.period);
    // Nobody bought after the end.
    let days_since_last = end.since(occasions.last()?.day).unsigned_abs();
    Some(Buyer { days_since_last, occasions: occasions.len() as u32, net_minor })
}

fn fixed_score(occasions: u32) -> u8 {
    match occasions {
        ..=1 => 1,
        2 => 2,
        3 => 3,
        4..=5 => 4,
        _ => 5,
    }
}

/// Combinations of three scores.
const GROUPS: usize = 125;

/// Customers and net value of each combination.
type Groups = [(u64, i64); GROUPS];

/// The place of a combination, ascending by recency, frequency, money.
fn place(r: u8, f: u8, m: u8) -> usize {
    let index = |score: u8| usize::from(score) - 1;
    (index(r) * 5 + index(f)) * 5 + index(m)
}

fn group(place: usize, customers: u64, net_minor: i64) -> RfmGroup {
    let score = |index: usize| (index % 5) as u8 + 1;
    RfmGroup { r: score(place / 25), f: score(place / 5), m: score(place), customers, net_minor }
}

impl Rfm {
    /// Customers by recency and frequency: all 25 combinations, the lowest scores first.
    pub fn places(&self) -> Vec<RfmPlace> {
        let scores = (1..=5_u8).flat_map(|r| (1..=5_u8).map(move |f| (r, f)));
        let place = |(r, f): (u8, u8)| {
            let own = self.groups.iter().filter(|group| (group.r, group.f) == (r, f));
            own.fold(RfmPlace { r, f, customers: 0, net_minor: 0 }, |sum, group| RfmPlace {
                customers: sum.customers + group.customers,
                net_minor: sum.net_minor + group.net_minor,
                ..sum
            })
        };
        scores.map(place).collect()
    }
}

fn segments(groups: &[RfmGroup]) -> Vec<RfmSegmentCount> {
    let count = |segment: RfmSegment| {
        let own = groups.iter().filter(|group| RfmSegment::of(group.r, group.f + group.m) == segment);
        let (customers, net_minor) =
            own.fold((0, 0), |sum, group| (sum.0 + group.customers, sum.1 + group.net_minor));
        RfmSegmentCount { segment, customers, net_minor }
    };
    RfmSegment::ALL.into_iter().map(count).collect()
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{Shop, as_of, over};
    use super::super::{Family, Spec};
    use super::*;

    #[test]
    fn buyers_are_scored_by_days_occasions_and_value() {
        let mut shop = Shop::new();
        for (who, days, amount) in [
            ("ann", vec!["01-01", "02-01", "03-01"], 100),
            ("bo", vec!["01-02", "01-20"], 500),
            ("cy", vec!["02-10"], 50),
        ] {
            for day in days {
                shop.order(who, &format!("2024-{day}"), amount);
            }
        }
        let rfm = shop.ask(&[Family::Rfm], &as_of("2024-03-31")).rfm.expect("buyers");
        assert_eq!((rfm.customers, rfm.frequency_scale), (3, FrequencyScale::Quintiles));
        let groups: Vec<_> = rfm
            .groups
            .iter()
            .map(|group| (group.r, group.f, group.m, group.customers, group.net_minor))
            .collect();
        assert_eq!(groups, [(5, 5, 3, 1, 300), (3, 1, 1, 1, 50), (1, 3, 5, 1, 1000)]);
        let places = rfm.places();
        assert_eq!((places.len(), places.iter().map(|place| place.customers).sum::<u64>()), (25, 3));
        let all: u64 = rfm.segments.iter().map(|segment| segment.customers).sum();
        assert_eq!(all, rfm.customers);
        let january = shop.ask(&[Family::Rfm], &over("2024-01-01", "2024-01-31")).rfm.expect("buyers");
        assert_eq!(january.groups.iter().map(|group| group.net_minor).sum::<i64>(), 1100);
        assert_eq!(Shop::new().ask(&[Family::Rfm], &Spec::default()).rfm, None);
    }

    #[test]
    fn a_shop_of_one_time_buyers_is_scored_by_fixed_cuts() {
        let mut shop = Shop::new();
        for who in ["ann", "bo", "cy", "di"] {
            shop.order(who, "2024-01-01", 100);
        }
        shop.order("di", "2024-01-09", 100);
        let rfm = shop.ask(&[Family::Rfm], &as_of("2024-03-31")).rfm.expect("buyers");
        assert_eq!(rfm.frequency_scale, FrequencyScale::FixedCuts);
        assert!(rfm.groups.iter().all(|group| group.f == if group.net_minor == 200 { 2 } else { 1 }));
    }

    #[test]
    fn every_pair_of_scores_has_a_segment_and_the_best_are_champions() {
        for r in 1..=5 {
            for sum in 2..=10 {
                assert!(RfmSegment::ALL.contains(&RfmSegment::of(r, sum)));
            }
        }
        assert_eq!(RfmSegment::of(5, 10), RfmSegment::Champions);
        assert_eq!(RfmSegment::of(1, 10), RfmSegment::PreviouslyLoyal);
        assert_eq!(RfmSegment::of(5, 2), RfmSegment::New);
        assert_eq!(RfmSegment::of(1, 2), RfmSegment::Dormant);
    }
}
