//! What stages count beside ads and orders: counted by hand, and again in another way on drawn data. Never a real shop.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::super::fixtures::{Shop, as_of, cases, day, over};
use super::super::result::{StepKind, StepPart};
use super::super::statistics::poisson_rate;
use super::super::{Analysis, Family, Spec};
use super::*;
use crate::domain::Day;
use crate::domain::Direction::{Pull, Push};
use crate::domain::{Period, Proportion};
use crate::tables::{Code, Coverage, Table, WebCut};

/// Unit, count, push and pull of all that a stage counts.
type Counts = Vec<(CountUnit, Option<u64>, Option<u64>, Option<u64>)>;

fn counts(analysis: &Analysis, stage: Stage) -> Counts {
    let found = &analysis.journey.stages[stage as usize];
    found.counts.iter().map(|count| (count.unit, count.count, count.push, count.pull)).collect()
}

/// Units, kind, numerator and denominator of the parts of a step.
fn parts(analysis: &Analysis, step: usize) -> Vec<(CountUnit, CountUnit, StepKind, u64, u64)> {
    let part = |part: &StepPart| (part.from_unit, part.to_unit, part.kind, part.numerator, part.denominator);
    analysis.journey.steps[step].parts.iter().map(part).collect()
}

/// Two buyers in May; 2 campaigns, sessions by channel, three chats, a help desk's ticket, two referrals.
fn shop() -> Shop {
    let mut shop = Shop::new();
    let mails = shop.channel("E-mail campaigns", Push);
    let (search, direct) = (shop.channel("Google search", Pull), shop.channel("Direct visits", Pull));
    let chat = shop.channel_of("LINE chat", Stage::Consideration, Pull);
    let desk = shop.channel_of("Help desk", Stage::Retention, Pull);
    let referral = shop.channel_of("Referral", Stage::Advocacy, Pull);
    shop.order("ann", "2026-05-01", 100);
    shop.order("ann", "2026-05-20", 100);
    shop.order("bo", "2026-05-31", 100);
    shop.campaign(mails, Some("2026-05-02"), Some(900), Some(30));
    shop.campaign(mails, Some("2026-05-30"), Some(100), None);
    let (first, last) = (Some(day("2026-05-02")), Some(day("2026-05-30")));
    shop.rows.coverage.push(Coverage { source: 5, table: Table::Campaigns, first, last });
    let may = ["2026-05-01", "2026-05-31"];
    shop.sessions(("ga4", WebCut::Channel), Some(search), &may, 400);
    shop.sessions(("ga4", WebCut::Channel), Some(direct), &may, 80);
    shop.sessions(("ga4", WebCut::Channel), None, &may, 20);
    for (by, date) in [(chat, "2026-05-01"), (chat, "2026-05-09"), (chat, "2026-05-31"), (desk, "2026-05-09")]
    {
        shop.ticket(Some(by), date);
    }
    shop.ticket(None, "2026-05-10");
    shop.referral("ann", referral, Some("2026-05-25"), 2);
    shop.referral("bo", referral, Some("2026-05-26"), 0);
    shop
}

#[test]
fn without_ads_the_stages_are_counted_in_what_there_is_and_nothing_is_added() {
    use CountUnit::{Customers, Deliveries, Inquiries, MailClicks, Referrals, Sessions};
    let analysis = shop().analyze(&as_of("2026-05-31"));
    let some = |unit, count, push, pull| (unit, Some(count), Some(push), Some(pull));
    assert_eq!(counts(&analysis, Stage::Awareness), [some(Deliveries, 1000, 1000, 0)]);
    assert_eq!(
        counts(&analysis, Stage::Consideration),
        [some(Sessions, 500, 0, 480), some(MailClicks, 30, 30, 0), some(Inquiries, 3, 0, 3)]
    );
    assert_eq!(counts(&analysis, Stage::Advocacy), [some(Referrals, 2, 0, 2)]);
    let lead = &analysis.journey.stages[Stage::Consideration as usize];
    assert_eq!((lead.unit, lead.count, lead.identified), (Sessions, Some(500), false));
    assert_eq!(lead.sources, ["Direct visits", "Google search", "ga4"]);
    // Deliveries do not become sessions; what belongs together is told apart from the step.
    assert_eq!(analysis.journey.steps[0].value, None);
    assert_eq!(parts(&analysis, 0), [(Deliveries, MailClicks, StepKind::Rate, 30, 900)]);
    // Campaigns were sent from 2 to 30 May and are read for a week.
    assert_eq!(
        parts(&analysis, 1),
        [
            (Sessions, Customers, StepKind::Yield, 2, 500),
            (MailClicks, Customers, StepKind::Yield, 2, 30),
            (Inquiries, Customers, StepKind::Yield, 2, 3),
        ]
    );
    assert_eq!(parts(&analysis, 3), [(Customers, Referrals, StepKind::Yield, 2, 1)]);
    let step = &analysis.journey.steps[3];
    assert_eq!((step.kind, step.value, step.lost), (StepKind::Yield, Some(2.0), None));
}

#[test]
fn ads_and_voices_lead_where_they_are_known() {
    let mut shop = shop();
    let facebook = shop.channel("Facebook Ads", Push);
    shop.ad(facebook, &["2026-05-01", "2026-05-31"], 5000, 50);
    shop.answer("ann", Some("2026-05-25"), 9);
    let analysis = shop.analyze(&as_of("2026-05-31"));
    let leads: Vec<_> = analysis.journey.stages.iter().map(|stage| (stage.unit, stage.count)).collect();
    assert_eq!(leads[0], (CountUnit::Impressions, Some(5000)));
    assert_eq!(leads[1], (CountUnit::Clicks, Some(50)));
    assert_eq!(leads[4], (CountUnit::Advocates, Some(1)));
    assert_eq!(counts(&analysis, Stage::Consideration).len(), 4);
    assert_eq!(parts(&analysis, 0).len(), 2);
    assert_eq!((analysis.journey.steps[1].numerator, analysis.journey.steps[1].denominator), (2, 50));
    let advocacy = parts(&analysis, 3);
    assert_eq!(advocacy[0], (CountUnit::Customers, CountUnit::Advocates, StepKind::Rate, 1, 1));
    assert_eq!(advocacy[1].1, CountUnit::Referrals);
}

#[test]
fn a_visit_whose_click_is_counted_is_not_counted_again() {
    let mut shop = shop();
    let search = shop.channel("Google search", Pull);
    shop.ad(search, &["2026-05-01", "2026-05-31"], 9000, 390);
    let sessions = |shop: &Shop, spec: &Spec| {
        let stage = shop.analyze(spec).journey.stages[Stage::Consideration as usize].clone();
        let found = stage.counts.into_iter().find(|count| count.unit == CountUnit::Sessions);
        found.map(|count| (count.count, count.counted_elsewhere))
    };
    assert_eq!(sessions(&shop, &Spec::default()), Some((Some(100), 400)));
    // Clicks of another month are other visits.
    shop.rows.ads[0].first_day = Some(day("2026-03-01"));
    shop.rows.ads[0].last_day = Some(day("2026-03-31"));
    assert_eq!(sessions(&shop, &Spec::default()), Some((Some(500), 0)));
    // Sessions of a whole month cannot be divided.
    let half = over("2026-05-01", "2026-05-15");
    assert_eq!(sessions(&shop, &half), None);
    assert!(shop.analyze(&half).caveats.contains(&Caveat::EventsLeftOut { records: 3 }));
}

#[test]
fn a_lens_keeps_one_direction_of_each_unit() {
    let push = shop().analyze(&Spec { lens: Lens::Push, ..Spec::default() });
    let sessions = counts(&push, Stage::Consideration)[0];
    assert_eq!(sessions, (CountUnit::Sessions, Some(0), Some(0), Some(480)));
    assert_eq!(push.journey.stages[0].count, Some(1000));
    // A report by day tells no direction.
    let mut shop = Shop::new();
    shop.sessions(("ga4", WebCut::Day), None, &["2026-05-01"], 7);
    let counted = |lens| counts(&shop.analyze(&Spec { lens, ..Spec::default() }), Stage::Consideration);
    assert_eq!(counted(Lens::Pull), [(CountUnit::Sessions, None, None, None)]);
    assert_eq!(counted(Lens::All), [(CountUnit::Sessions, Some(7), None, None)]);
}

/// A drawn row of a web statistic: platform, cut, first day, further days, channel, sessions.
type Web = (u8, u8, i32, i32, Option<u8>, i64);
/// A drawn campaign: day, delivered, clicks, direction.
type Mail = (Option<i32>, Option<i64>, Option<i64>, bool);
/// A drawn chat: day and channel.
type Chat = (i32, Option<u8>);

#[derive(Clone, Debug)]
struct Drawn {
    web: Vec<Web>,
    mails: Vec<Mail>,
    chats: Vec<Chat>,
    referrals: Vec<(Option<i32>, i64)>,
    ads: Vec<(i32, u8, i64)>,
    orders: Vec<(u8, i32)>,
    period: Option<(i32, i32)>,
}

fn drawn() -> impl Strategy<Value = Drawn> {
    let web =
        (0..2_u8, 0..3_u8, 0..40, prop_oneof![Just(0), Just(0), 1..12], prop::option::of(0..3_u8), 0..50_i64);
    let amount = || prop::option::of(0..500_i64);
    let mail = (prop::option::weighted(0.8, 0..40), amount(), amount(), any::<bool>());
    (
        prop::collection::vec(web, 0..25),
        prop::collection::vec(mail, 0..10),
        prop::collection::vec((0..40, prop::option::of(0..2_u8)), 0..10),
        prop::collection::vec((prop::option::weighted(0.8, 0..40), 0..4_i64), 0..6),
        prop::collection::vec((0..40, 0..3_u8, 0..3_i64), 0..6),
        prop::collection::vec((0..6_u8, 0..40), 0..20),
        prop::option::of((0..20, 20..40)),
    )
        .prop_map(|(web, mails, chats, referrals, ads, orders, period)| Drawn {
            web,
            mails,
            chats,
            referrals,
            ads,
            orders,
            period,
        })
}

const CHANNELS: [(&str, Direction); 3] = [("Search", Pull), ("Facebook Ads", Push), ("Direct visits", Pull)];
const CUTS: [WebCut; 3] = [WebCut::Channel, WebCut::Day, WebCut::Campaign];
const PLATFORMS: [&str; 2] = ["ga4", "shopify"];

impl Drawn {
    fn build(&self) -> Shop {
        let mut shop = Shop::new();
        let channels: Vec<Code> =
            CHANNELS.iter().map(|(name, direction)| shop.channel(name, *direction)).collect();
        let mails = [shop.channel("Mails", Push), shop.channel("Letters", Pull)];
        let chats = [
            shop.channel_of("Chat", Stage::Consideration, Pull),
            shop.channel_of("Desk", Stage::Retention, Pull),
        ];
        let referral = shop.channel_of("Referral", Stage::Advocacy, Pull);
        let date = |day: i32| Day(20_000 + day).to_string();
        for (platform, cut, first, more, channel, sessions) in &self.web {
            let (first, last) = (date(*first), date(first + more));
            let channel = channel.map(|channel| channels[channel as usize]);
            let report = (PLATFORMS[*platform as usize], CUTS[*cut as usize]);
            shop.sessions(report, channel, &[&first, &last], *sessions);
        }
        for (day, delivered, clicks, push) in &self.mails {
            let day = day.map(date);
            shop.campaign(mails[usize::from(!push)], day.as_deref(), *delivered, *clicks);
        }
        for (day, channel) in &self.chats {
            shop.ticket(channel.map(|channel| chats[channel as usize]), &date(*day));
        }
        for (day, purchases) in &self.referrals {
            shop.referral("ann", referral, day.map(date).as_deref(), *purchases);
        }
        for (day, channel, clicks) in &self.ads {
            shop.ad(channels[*channel as usize], &[&date(*day)], 100, *clicks);
        }
        for (customer, day) in &self.orders {
            shop.order(&format!("c{customer}"), &date(*day), 100);
        }
        shop
    }

    fn covers(&self, day: Option<i32>) -> bool {
        match (day, self.period) {
            (Some(day), Some((from, to))) => from <= day && day <= to,
            (Some(_), None) => true,
            (None, period) => period.is_none(),
        }
    }

    /// Sessions and those counted as clicks, day by day instead of range by range.
    fn sessions(&self) -> Option<(u64, u64)> {
        let rows: Vec<&Web> = self
            .web
            .iter()
            .filter(|row| self.covers(Some(row.2)) && self.covers(Some(row.2 + row.3)))
            .collect();
        let mut chosen = Vec::new();
        for report in rows.iter().map(|row| (row.0, row.1)).collect::<BTreeSet<_>>() {
            let mut ranges: Vec<(i32, i32)> = rows
                .iter()
                .filter(|row| (row.0, row.1) == report)
                .map(|row| (row.2, row.2 + row.3))
                .collect();
            ranges.sort_by_key(|(first, last)| (first - last, *first));
            let (mut held, mut kept) = (BTreeSet::new(), Vec::new());
            for range in ranges {
                if (range.0..=range.1).all(|day| !held.contains(&day)) {
                    held.extend(range.0..=range.1);
                    kept.push(range);
                }
            }
            let is_campaign = CUTS[report.1 as usize] == WebCut::Campaign;
            let key = (is_campaign, -(held.len() as i32), report.1, PLATFORMS[report.0 as usize]);
            chosen.push((key, kept, report));
        }
        chosen.sort_by_key(|(key, _, _): &(_, Vec<(i32, i32)>, (u8, u8))| *key);
        let (mut taken, mut counted) = (BTreeSet::new(), BTreeMap::new());
        for (_, ranges, report) in chosen {
            for (first, last) in ranges {
                if (first..=last).all(|day| !taken.contains(&day)) {
                    taken.extend(first..=last);
                    counted.insert((report, first, last), ());
                }
            }
        }
        let (mut sum, mut elsewhere, mut any) = (0, 0, false);
        for row in rows.iter().filter(|row| counted.contains_key(&((row.0, row.1), row.2, row.2 + row.3))) {
            any = true;
            match row.4.is_some_and(|channel| self.is_clicked(channel, (row.2, row.2 + row.3))) {
                true => elsewhere += row.5 as u64,
                false => sum += row.5 as u64,
            }
        }
        any.then_some((sum, elsewhere))
    }

    /// Whether a channel has counted ad clicks around most of the days.
    fn is_clicked(&self, channel: u8, (first, last): (i32, i32)) -> bool {
        let clicked = self.ads.iter().filter(|ad| ad.1 == channel && ad.2 > 0 && self.covers(Some(ad.0)));
        let days: Vec<i32> = clicked.map(|ad| ad.0).collect();
        let (Some(from), Some(to)) = (days.iter().min(), days.iter().max()) else { return false };
        let within = (first..=last).filter(|day| from <= day && day <= to).count();
        2 * within > (first..=last).count()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(400)))]

    #[test]
    fn the_slow_count_agrees(drawn in drawn()) {
        let period = drawn.period.map_or(Period::ALL, |(from, to)| {
            Period::between(Day(20_000 + from), Day(20_000 + to))
        });
        let analysis = drawn.build().ask(&[Family::Journey], &Spec { period, ..Spec::default() });
        let count = |stage: Stage, unit: CountUnit| {
            let counts = &analysis.journey.stages[stage as usize].counts;
            counts.iter().find(|count| count.unit == unit).map(|count| count.count.unwrap_or(0))
        };
        let mails: Vec<&Mail> = drawn.mails.iter().filter(|mail| drawn.covers(mail.0)).collect();
        let sum = |of: fn(&Mail) -> Option<i64>| {
            let reported: Vec<u64> = mails.iter().filter_map(|mail| of(mail)).map(|n| n as u64).collect();
            (!reported.is_empty()).then(|| reported.iter().sum::<u64>())
        };
        prop_assert_eq!(count(Stage::Awareness, CountUnit::Deliveries), sum(|mail| mail.1));
        prop_assert_eq!(count(Stage::Consideration, CountUnit::MailClicks), sum(|mail| mail.2));
        let chats = drawn.chats.iter().filter(|chat| chat.1 == Some(0) && drawn.covers(Some(chat.0))).count() as u64;
        prop_assert_eq!(count(Stage::Consideration, CountUnit::Inquiries), (chats > 0).then_some(chats));
        let referred: Vec<u64> =
            drawn.referrals.iter().filter(|one| drawn.covers(one.0)).map(|one| one.1 as u64).collect();
        let expected = (!referred.is_empty()).then(|| referred.iter().sum::<u64>());
        prop_assert_eq!(count(Stage::Advocacy, CountUnit::Referrals), expected);
        let counts = &analysis.journey.stages[Stage::Consideration as usize].counts;
        let sessions = counts.iter().find(|count| count.unit == CountUnit::Sessions);
        let sessions = sessions.map(|count| (count.count.unwrap_or(0), count.counted_elsewhere));
        // Where every visit is a counted click of zero sessions nothing tells them apart from none.
        prop_assert_eq!(sessions.filter(|found| *found != (0, 0)), drawn.sessions().filter(|found| *found != (0, 0)));
        for stage in &analysis.journey.stages {
            for (index, one) in stage.counts.iter().enumerate() {
                let parts = one.push.unwrap_or(0) + one.pull.unwrap_or(0);
                prop_assert!(parts <= one.count.unwrap_or(0));
                prop_assert!(stage.counts[index + 1..].iter().all(|other| other.unit > one.unit));
            }
            prop_assert_eq!(stage.count, stage.counts.first().and_then(|lead| lead.count));
        }
        for part in analysis.journey.steps.iter().flat_map(|step| &step.parts) {
            let ratio = Proportion::new(part.numerator, part.denominator);
            prop_assert_eq!(part.value, ratio.value());
            if part.kind == StepKind::Yield {
                let ends = poisson_rate(part.numerator, part.denominator).map(|ends| (ends.low, ends.high));
                prop_assert_eq!(part.low.zip(part.high), ends);
            }
        }
    }
}
