//! Rows held to the figures they stand behind, on random shops. Never a fixed example where a law will do.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::*;
use crate::analysis::fixtures::{Shop, as_of, cases};
use crate::analysis::laws::{Drawn, Voice, build, order, question, voice};
use crate::analysis::{Analysis, analyze};
use crate::domain::{Day, Direction, Segment};

/// An ad row as drawn: channel, first day, days, impressions and clicks, each perhaps not reported.
type DrawnAd = (bool, Option<i32>, i32, Option<i64>, Option<i64>);

fn ad() -> impl Strategy<Value = DrawnAd> {
    let day = prop::option::weighted(0.9, 19_723_i32..20_143);
    let count = || prop::option::weighted(0.8, 0_i64..50);
    (any::<bool>(), day, 0_i32..40, count(), count())
}

fn with_ads(mut shop: Shop, ads: &[DrawnAd]) -> Shop {
    for (is_push, first, days, impressions, clicks) in ads {
        let channel = match is_push {
            true => shop.channel("Facebook Ads", Direction::Push),
            false => shop.channel("Google Search", Direction::Pull),
        };
        let days = first.map(|first| [Day(first).to_string(), Day(first + days).to_string()]);
        let days: Vec<&str> = days.iter().flatten().map(String::as_str).collect();
        let row = shop.ad(channel, &days, 0, 0);
        (row.impressions, row.clicks, row.spend_minor) = (*impressions, *clicks, *clicks);
    }
    shop
}

/// A message, a visit, a chat or a recommendation as drawn: which, by push, the day, how many.
type DrawnContact = (usize, bool, i32, i64);

fn with_contacts(mut shop: Shop, contacts: &[DrawnContact]) -> Shop {
    let people = ["", "c1", "c2"];
    for (kind, is_push, day, count) in contacts {
        let direction = if *is_push { Direction::Push } else { Direction::Pull };
        let name = if *is_push { "Shop e-mail" } else { "Shop chat" };
        let channel = shop.channel_of(name, Stage::Consideration, direction);
        let day = Day(*day).to_string();
        match kind {
            0 => shop.campaign(channel, Some(&day), Some(count * 10), Some(*count)),
            1 => shop.sessions(("ga4", crate::tables::WebCut::Channel), Some(channel), &[&day], *count),
            2 => shop.sessions(("ga4", crate::tables::WebCut::Day), None, &[&day], *count),
            3 => shop.ticket(Some(channel), &day),
            _ => shop.referral(people[*count as usize % 3], channel, Some(&day), count % 4),
        }
    }
    shop
}

fn contacts() -> impl Strategy<Value = Vec<DrawnContact>> {
    prop::collection::vec((0_usize..5, any::<bool>(), 19_723_i32..20_143, 0_i64..30), 0..8)
}

fn check(tables: &Tables, spec: &Spec, analysis: &Analysis) -> Result<(), TestCaseError> {
    for figure in figures(analysis) {
        let list = rows(tables, spec, &figure.id).expect("rows");
        let counts = list.counts();
        prop_assert_eq!(counts.numerator, figure.says.numerator, "numerator of {}", figure.id);
        if let Some(denominator) = figure.says.denominator {
            prop_assert_eq!(counts.denominator, denominator, "denominator of {}", figure.id);
        }
        if let Some(lost) = figure.says.lost {
            prop_assert_eq!(counts.of(RowState::Lost), lost, "lost of {}", figure.id);
        }
        if let Some(open) = figure.says.still_open {
            prop_assert_eq!(counts.of(RowState::Open), open, "still open of {}", figure.id);
        }
        if let Some(money) = figure.says.money_minor {
            prop_assert_eq!(counts.money_minor, money, "money of {}", figure.id);
        }
        prop_assert_eq!(figure.id.to_string().parse::<FigureId>(), Ok(figure.id));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(48)))]

    #[test]
    fn the_rows_add_up_to_every_figure(
        orders in prop::collection::vec(order(), 0..50), voices in prop::collection::vec(voice(), 0..8),
        ads in prop::collection::vec(ad(), 0..8), contacts in contacts(), spec in question(), segment in prop::option::weighted(0.3, 0_i64..4),
    ) {
        let segment = segment.map(|least| Segment::parse(&format!("orders >= {least}")).expect("a segment"));
        let spec = Spec { segment, ..spec };
        let tables = with_contacts(with_ads(build(&orders, &voices), &ads), &contacts).tables();
        check(&tables, &spec, &analyze(&tables, &spec).expect("an analysis"))?;
    }

    #[test]
    fn who_reached_several_stages_are_those_whom_each_of_them_counts(
        orders in prop::collection::vec(order(), 0..50), voices in prop::collection::vec(voice(), 0..8), spec in question(),
        wanted in prop::collection::vec(2_usize..5, 1..4),
    ) {
        let tables = build(&orders, &voices).tables();
        let stages: Vec<Stage> = wanted.iter().map(|stage| Stage::ALL[*stage]).collect();
        let counted = |figure: FigureId| -> Vec<Row> {
            let list = rows(&tables, &spec, &figure).expect("rows");
            list.rows.into_iter().filter(|row| row.state == RowState::Counted).collect()
        };
        let named = |rows: &[Row]| rows.iter().filter_map(|row| row.person).collect::<BTreeSet<_>>();
        let nameless = |rows: &[Row]| rows.iter().filter(|row| row.person.is_none()).count();
        let each: Vec<Vec<Row>> = stages.iter().map(|stage| counted(FigureId::Stage(*stage))).collect();
        let any = each.iter().flat_map(|rows| named(rows)).collect::<BTreeSet<_>>();
        let all: BTreeSet<_> = any.iter().filter(|who| each.iter().all(|rows| named(rows).contains(*who))).copied().collect();
        let is_only = stages.iter().all(|stage| *stage == Stage::Advocacy);
        let voices = each.iter().map(|rows| nameless(rows)).max().unwrap_or(0);
        for (together, who, nobody) in [(Together::Any, &any, voices), (Together::All, &all, if is_only { voices } else { 0 })] {
            let figure = FigureId::Reached(Reached::new(together, &stages).expect("stages of people"));
            let list = rows(&tables, &spec, &figure).expect("rows");
            let found: Vec<Row> = list.rows.iter().filter(|row| row.state == RowState::Counted).copied().collect();
            prop_assert_eq!(&named(&found), who, "{}", figure);
            prop_assert_eq!(nameless(&found), nobody, "{}", figure);
            prop_assert_eq!(list.counts().denominator as usize, any.len() + voices, "{}", figure);
        }
    }

    #[test]
    fn every_customer_stands_once_behind_a_figure_of_first_time_buyers(
        orders in prop::collection::vec(order(), 0..50), spec in question(),
    ) {
        let tables = build(&orders, &[]).tables();
        for figure in ["repeat:to_date", "repeat:within:90", "step:purchase:retention"] {
            let list = rows(&tables, &spec, &figure.parse().expect("a figure")).expect("rows");
            let mut people: Vec<_> = list.rows.iter().map(|row| row.person).collect();
            people.sort_unstable();
            let before = people.len();
            people.dedup();
            prop_assert_eq!(people.len(), before, "nobody twice in {}", figure);
            let explained = |row: &Row| row.state != RowState::LeftOut || row.reason.is_some();
            prop_assert!(list.rows.iter().all(explained), "everybody left out has a reason");
        }
    }

    /// Order of the rows, other names of the customers, and all dates moved by whole weeks: the same people in the same states.
    #[test]
    fn neither_order_nor_names_nor_dates_change_who_stands_where(
        orders in prop::collection::vec(order(), 0..40), voices in prop::collection::vec(voice(), 0..6), weeks in 1_i32..9,
    ) {
        let figures = ["step:purchase:retention", "step:retention:advocacy", "repeat:within:30", "repeat:gaps", "rfm:all"];
        let whole = states(&orders, &voices, &figures);
        let mut turned = orders.clone();
        turned.reverse();
        prop_assert_eq!(&whole, &states(&turned, &voices, &figures));
        let moved: Vec<Drawn> = orders.iter().map(|order| Drawn { day: order.day + 7 * weeks, ..order.clone() }).collect();
        let later: Vec<Voice> = voices.iter().map(|(who, day, score)| (*who, day + 7 * weeks, *score)).collect();
        prop_assert_eq!(&whole, &states(&moved, &later, &figures));
    }
}

/// Per figure: how often each customer has each state.
fn states(
    orders: &[Drawn],
    voices: &[Voice],
    figures: &[&str],
) -> BTreeMap<(String, String, RowState), usize> {
    let tables = build(orders, voices).tables();
    let mut states = BTreeMap::new();
    for figure in figures {
        let list = rows(&tables, &Spec::default(), &figure.parse().expect("a figure")).expect("rows");
        for row in list.rows {
            let name = row.person.and_then(|person| tables.codes.identities.text_of(person)).unwrap_or("");
            *states.entry(((*figure).to_owned(), name.to_owned(), row.state)).or_default() += 1;
        }
    }
    states
}

#[test]
fn a_row_says_who_when_how_much_and_where_it_stands_in_the_file() {
    let mut shop = Shop::new();
    shop.order("ann", "2024-01-05", 100);
    shop.order("ann", "2024-02-05", 300);
    shop.order("bo", "2024-03-20", 50);
    shop.order("cy", "2024-01-02", 70);
    let tables = shop.tables();
    let figure = "repeat:within:30".parse().expect("a figure");
    let list = rows(&tables, &as_of("2024-03-31"), &figure).expect("rows");
    let told: Vec<_> = list
        .rows
        .iter()
        .map(|row| {
            let name = row.person.and_then(|person| tables.codes.identities.text_of(person));
            (name, row.state, row.reason, row.count, row.money_minor, row.place)
        })
        .collect();
    let waits = Some(RowReason::NotMature);
    assert_eq!(
        told,
        [
            (Some("cy"), RowState::Lost, None, Some(1), Some(70), Some((0, 5))),
            (Some("ann"), RowState::Lost, None, Some(2), Some(400), Some((0, 2))),
            (Some("bo"), RowState::Open, waits, Some(1), Some(50), Some((0, 4))),
        ]
    );
}

#[test]
fn a_figure_that_the_tables_do_not_hold_has_no_rows() {
    let tables = Tables::empty().expect("tables");
    for figure in
        ["repeat:to_date", "cohort:2024-01:3", "nps:all", "channel:THB:x", "step:awareness:consideration"]
    {
        let list = rows(&tables, &Spec::default(), &figure.parse().expect("a figure")).expect("rows");
        assert!(list.rows.is_empty(), "{figure}");
    }
}
