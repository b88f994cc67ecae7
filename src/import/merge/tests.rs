//! Overlapping exports, in small files and as laws: what is there twice counts once. Tests only.

use proptest::prelude::*;

use crate::analysis::{Spec, analyze};
use crate::import::{ConflictKind, Imported, Input, Options, SourceReport, Unwatched, import};

pub(super) fn read(files: &[&str]) -> Imported {
    let input = |(index, text): (usize, &&str)| Input::Bytes {
        name: format!("{index}.csv"),
        bytes: text.as_bytes().to_vec().into(),
    };
    let inputs: Vec<Input> = files.iter().enumerate().map(input).collect();
    import(&inputs, &Options::default(), &Unwatched).expect("nothing cancels")
}

/// New, updated, unchanged, conflicting.
fn counts(source: &SourceReport) -> [u64; 4] {
    assert_eq!(source.refusal, None);
    [source.new, source.updated, source.unchanged, source.conflicting]
}

const SHOPIFY: &str =
    "Name,Email,Financial Status,Created at,Currency,Total,Lineitem quantity,Lineitem name,Lineitem price\n";

fn shopify(rows: &[&str]) -> String {
    format!("{SHOPIFY}{}\n", rows.join("\n"))
}

#[test]
fn a_later_export_updates_and_says_what_it_did() {
    let ann = "#1,ann@example.com,pending,2026-01-05 10:00:00 +0700,THB,100.00,1,Tea,100.00";
    let paid = "#1,ann@example.com,paid,2026-01-05 10:00:00 +0700,THB,100.00,1,Tea,100.00";
    let bo = "#2,bo@example.com,paid,2026-01-06 10:00:00 +0700,THB,50.00,1,Tea,50.00";
    let cy = "#3,cy@example.com,paid,2026-02-06 10:00:00 +0700,THB,70.00,1,Tea,70.00";
    let (january, february) = (shopify(&[ann, bo]), shopify(&[paid, bo, cy]));
    for files in [[&january, &february], [&february, &january]] {
        let imported = read(&[files[0], files[1]]);
        assert_eq!(imported.tables.orders.height(), 3);
        let by_size =
            |rows| imported.report.sources.iter().find(|source| source.rows_read == rows).expect("a file");
        assert_eq!((counts(by_size(2)), counts(by_size(3))), ([2, 0, 0, 0], [1, 1, 1, 0]));
    }
}

#[test]
fn a_copy_holds_as_many_orders_as_the_file_that_it_is_a_copy_of() {
    let first = "#1,ann@example.com,paid,2026-01-05 10:00:00 +0700,THB,150.00,1,Tea,100.00";
    let text = shopify(&[first, "#1,ann@example.com,,2026-01-05 10:00:00 +0700,,,1,Cup,50.00"]);
    let imported = read(&[&text, &text]);
    let [file, copy] = imported.report.sources.as_slice() else { panic!("two files") };
    assert_eq!((counts(file), counts(copy)), ([1, 0, 0, 0], [0, 0, 1, 0]));
    assert_eq!((copy.rows_used, imported.tables.lines.height()), (2, 2));
}

#[test]
fn orders_whose_records_are_far_apart_are_read_as_if_they_stood_together() {
    // Several parts: an order begins in one and goes on in others.
    let orders = 2_500;
    let row = |order: usize, item: usize| {
        let first = if item == 0 { ("paid", "400.00") } else { ("", "") };
        format!(
            "#{order},b{}@example.com,{},2026-01-05 10:00:00 +0700,THB,{},1,{} {item},100.00\n",
            order % 700,
            first.0,
            first.1,
            "Tea ".repeat(20)
        )
    };
    let scattered: String = (0..4).flat_map(|item| (0..orders).map(move |order| row(order, item))).collect();
    let together: String = (0..orders).flat_map(|order| (0..4).map(move |item| row(order, item))).collect();
    assert!(scattered.len() > 2 * crate::import::blocks::BLOCK_BYTES);
    let [one, other] = [scattered, together].map(|rows| read(&[&format!("{SHOPIFY}{rows}")]));
    for imported in [&one, &other] {
        let names: std::collections::HashSet<&str> = imported.tables.codes.orders.names().collect();
        assert_eq!((names.len(), imported.tables.codes.orders.len()), (orders, orders));
        assert_eq!(counts(&imported.report.sources[0]), [orders as u64, 0, 0, 0]);
        assert_eq!((imported.tables.orders.height(), imported.tables.lines.height()), (orders, 4 * orders));
    }
    let figures = |imported: &Imported| analyze(&imported.tables, &Spec::default()).expect("figures").orders;
    assert_eq!(figures(&one), figures(&other));
}

#[test]
fn totals_that_differ_at_the_same_moment_contradict_each_other() {
    let row =
        |total: &str| format!("#1,ann@example.com,paid,2026-01-05 10:00:00 +0700,THB,{total},1,Tea,{total}");
    let imported = read(&[&shopify(&[&row("100.00")]), &shopify(&[&row("120.00")])]);
    let source = &imported.report.sources[1];
    assert_eq!(counts(source), [0, 0, 0, 1]);
    let conflict = &source.conflicts[0];
    assert_eq!((conflict.kind, conflict.line, conflict.other_line), (ConflictKind::Total, 2, 2));
    assert_eq!((conflict.here.as_str(), conflict.there.as_str()), ("฿120.00", "฿100.00"));
    assert_eq!(imported.tables.orders.height(), 1);
}

#[test]
fn two_shops_of_one_platform_that_number_alike_keep_all_their_orders_and_lines() {
    let first = shopify(&["#1001,ann@example.com,paid,2026-01-05 10:00:00 +0700,THB,100.00,1,Tea,100.00"]);
    let second = shopify(&["#1001,bo@example.com,paid,2026-03-09 11:00:00 +0700,THB,80.00,2,Cup,40.00"]);
    for files in [vec![&first, &second], vec![&second, &first], vec![&first, &second, &first, &second]] {
        let imported = read(&files.iter().map(|file| file.as_str()).collect::<Vec<_>>());
        assert_eq!((imported.tables.orders.height(), imported.tables.lines.height()), (2, 2));
        let conflicts: u64 = imported.report.sources.iter().map(|source| source.conflicting).sum();
        assert_eq!(conflicts, 1);
    }
}

#[test]
fn overlapping_answers_count_once_and_equal_ones_of_one_file_twice() {
    let january = "Date,Email,Score\n2026-01-05,ann@example.com,9\n2026-01-05,ann@example.com,9\n2026-01-20,bo@example.com,3\n";
    let both = format!("{january}2026-02-02,cy@example.com,10\n");
    let imported = read(&[january, &both]);
    assert_eq!(imported.tables.answers.height(), 4);
    assert_eq!(counts(&imported.report.sources[0]), [3, 0, 0, 0]);
    assert_eq!(counts(&imported.report.sources[1]), [1, 0, 3, 0]);
}

#[test]
fn anonymous_answers_are_the_same_only_where_two_files_agree_day_by_day() {
    let row = |day: u32, score: u32| format!("2026-01-{day:02},{score}\n");
    let file = |days: std::ops::Range<u32>, shift: u32| {
        let rows: String = days.map(|day| row(day, (day * 7 + shift) % 11)).collect();
        format!("Date,Score\n{rows}")
    };
    let merged = |first: &str, second: &str| read(&[first, second]).tables.answers.height();
    assert_eq!(merged(&file(1..20, 0), &file(10..28, 0)), 27, "monthly exports that overlap");
    assert_eq!(merged(&file(1..20, 0), &file(10..28, 3)), 37, "two branches");
    assert_eq!(merged("Score\n9\n10\n", "Score\n9\n9\n"), 4, "nothing says that they are the same");
}

#[test]
fn tickets_and_answers_with_an_id_are_updated_by_it() {
    let header = "Ticket ID,Subject,Status,Priority,Created time,Resolved time,Closed time\n";
    let open = format!("{header}1,a,Open,Low,2026-01-05 10:00:00,,\n2,b,Open,Low,2026-01-06 10:00:00,,\n");
    let solved = format!(
        "{header}1,a,Closed,Low,2026-01-05 10:00:00,2026-01-07 09:00:00,\n3,c,Open,Low,2026-01-08 10:00:00,,\n"
    );
    let imported = read(&[&open, &solved]);
    assert_eq!(imported.tables.tickets.height(), 3);
    assert_eq!(counts(&imported.report.sources[1]), [1, 1, 0, 0]);
}

#[test]
fn an_ad_report_of_some_ads_does_not_take_the_others_away() {
    let header = "Day,Campaign name,Ad set name,Ad name,Amount spent (THB),Impressions\n";
    let all = format!("{header}2026-01-05,Tea,S,A,10.00,100\n2026-01-05,Tea,S,B,20.00,200\n");
    let one = format!("{header}2026-01-05,Tea,S,B,21.00,210\n2026-01-06,Tea,S,B,5.00,50\n");
    let imported = read(&[&all, &one]);
    assert_eq!(imported.tables.ad_days.height(), 3);
    assert_eq!(counts(&imported.report.sources[1]), [1, 1, 0, 0]);
}

#[test]
fn ad_figures_that_shrink_without_a_newer_state_are_a_contradiction() {
    let header = "Day,Campaign name,Amount spent (THB),Impressions\n";
    let report = |spend: &str| format!("{header}2026-01-05,Tea,{spend},100\n");
    let sources = read(&[&report("20.00"), &report("10.00")]).report.sources;
    assert_eq!(counts(&sources[1]), [0, 0, 0, 1]);
    let sources = read(&[&report("10.00"), &report("20.00")]).report.sources;
    assert_eq!(counts(&sources[1]), [0, 1, 0, 0], "platforms count on for days");
}

/// One order of a made-up shop: customer by e-mail, phone or both.
fn order() -> impl Strategy<Value = (u8, u8, u8, u16)> {
    (0_u8..6, 0_u8..6, 0_u8..200, 1_u16..500)
}

fn written(number: usize, (mail, phone, day, total): (u8, u8, u8, u16)) -> String {
    let mail = if mail == 0 { String::new() } else { format!("buyer{mail}@example.com") };
    let phone = if phone == 0 { String::new() } else { format!("08123450{phone}{phone}") };
    format!("A{number},2026-{:02}-{:02},{mail},{phone},{total}.00\n", 1 + day / 28, 1 + day % 28)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn orders_in_any_order_and_split_into_any_files_with_overlaps_give_the_same_figures(
        rows in prop::collection::vec(order(), 1..40).prop_flat_map(|rows| {
            let rows: Vec<String> = rows.into_iter().enumerate().map(|(number, row)| written(number, row)).collect();
            (Just(rows.clone()), Just(rows).prop_shuffle())
        }),
        parts in 2_usize..8, overlap in 0_usize..4,
    ) {
        let header = "Order ID,Date,Email,Phone,Total\n";
        let (whole, shuffled) = rows;
        let file = |rows: &[String]| format!("{header}{}", rows.concat());
        let figures = |files: &[String]| {
            let texts: Vec<&str> = files.iter().map(String::as_str).collect();
            analyze(&read(&texts).tables, &Spec::default()).expect("figures")
        };
        let expected = figures(&[file(&whole)]);
        prop_assert_eq!(&figures(&[file(&shuffled)]), &expected);
        let size = shuffled.len().div_ceil(parts);
        let split: Vec<String> = (0..shuffled.len())
            .step_by(size)
            .map(|start| file(&shuffled[start.saturating_sub(overlap)..(start + size).min(shuffled.len())]))
            .collect();
        prop_assert_eq!(&figures(&split), &expected);
    }
}
