//! An unknown file as a person meets it: dropped, asked about, used, remembered. Never a picture, a clock or a home folder.

use eframe::egui::vec2;
use egui_kittest::kittest::Queryable as _;

use super::screen::{Screen, click, perform, screen_on, settle, shows, write};
use crate::app::{Action, Command, View};

/// A till's export with headers that no format knows.
const TILL: &str = "เลขบิล;วันขาย;ชื่อลูกค้า;มือถือ;สินค้า;สุทธิ(บาท)\n\
    B001;13/01/2569;สมชาย;0812345678;กาแฟ;1.234,50\n\
    B002;14/01/2569;สมหญิง;0898765432;ชา;90,00\n\
    B003;02/02/2569;สมชาย;0812345678;กาแฟ;765,50\n";

fn asking() -> Screen {
    screen_on(vec2(1440.0, 900.0), &[])
}

/// Writes a file and opens it as a drop does.
fn drop_file(harness: &mut Screen, folder: &tempfile::TempDir, name: &str, bytes: &[u8]) {
    let path = write(folder, name, bytes);
    perform(harness, Action::Open(vec![path]));
}

fn orders(harness: &Screen) -> Option<u64> {
    let imported = harness.state().controller().state.derived.imported.as_ref()?;
    Some(imported.report.rows_used())
}

#[test]
fn an_unknown_thai_till_is_asked_about_used_and_known_the_next_time() {
    let folder = tempfile::tempdir().expect("a folder");
    let bytes = encoding_rs::WINDOWS_874.encode(TILL).0.into_owned();
    let mut harness = asking();
    drop_file(&mut harness, &folder, "till.csv", &bytes);
    assert!(shows(&harness, "does not know this file yet"));
    assert!(harness.query_by_label("Encoding: windows-874").is_some());
    assert!(harness.query_by_label("Column 6, สุทธิ(บาท): order total").is_some());

    click(&mut harness, "Column 6, สุทธิ(บาท): order total");
    click(&mut harness, "not read");
    assert!(shows(&harness, "Still needed: order total"));
    click(&mut harness, "Column 6, สุทธิ(บาท): not read");
    // Further down in the list than its window reaches.
    harness.get_by_label("order total").click_accesskit();
    settle(&mut harness);
    assert!(!shows(&harness, "Still needed"));
    assert!(shows(&harness, "chosen by you"));

    click(&mut harness, "Use this mapping");
    let state = &harness.state().controller().state;
    assert_eq!((orders(&harness), state.session.view), (Some(3), View::Journey));
    assert!(state.derived.analysis.is_some() && state.session.mapping.is_none());
    // 1,234.50 + 90.00 + 765.50, from two customers of whom one came back.
    let orders =
        state.derived.analysis.as_deref().and_then(|analysis| analysis.orders.as_ref()).expect("orders");
    assert_eq!((orders.orders, orders.customers, orders.customers_with_2_orders), (3, 2, 1));
    assert_eq!(orders.total_minor, Some(209_000));

    drop_file(&mut harness, &folder, "till-february.csv", &bytes);
    assert!(harness.state().controller().state.session.mapping.is_none(), "known by now");
    perform(&mut harness, Action::Do(Command::ShowData));
    assert!(shows(&harness, "Change how this file is read"));
}

#[test]
fn rows_of_one_bill_add_up_once_a_person_says_so() {
    // The first bill has two rows of the same amount, which could be its total twice or two things sold.
    let bills = "bill no;sold on;phone;net amount\n1;2026-01-13;0812345678;50.00\n1;2026-01-13;0812345678;50.00\n\
        2;2026-01-14;0898765432;70.00\n";
    let total = |said: bool| {
        let folder = tempfile::tempdir().expect("a folder");
        let mut harness = asking();
        drop_file(&mut harness, &folder, "bills.csv", bills.as_bytes());
        if harness.state().controller().state.session.mapping.is_none() {
            let imported = harness.state().controller().state.derived.imported.clone();
            let path = imported.expect("read").report.sources[0].path.clone();
            perform(&mut harness, Action::MapFile(path));
        }
        if said {
            for name in ["Rows with one order number: each states the whole total", "add up to the order"] {
                harness.get_by_label(name).click_accesskit();
                settle(&mut harness);
            }
            assert!(harness.query_by_label("Rows with one order number: add up to the order").is_some());
        }
        click(&mut harness, "Use this mapping");
        let analysis = harness.state().controller().state.derived.analysis.clone().expect("figures");
        let orders = analysis.orders.as_ref().expect("orders");
        (orders.orders, orders.total_minor)
    };
    assert_eq!(total(false), (2, Some(12_000)));
    assert_eq!(total(true), (2, Some(17_000)));
}

#[test]
fn what_a_person_says_about_the_layout_is_followed_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = asking();
    drop_file(&mut harness, &folder, "till.csv", encoding_rs::WINDOWS_874.encode(TILL).0.as_ref());
    for name in ["Currency: THB", "Time zone: Asia/Bangkok", "Quotes: \"", "Separator: semicolon"] {
        assert!(harness.query_by_label(name).is_some(), "{name}");
    }
    assert!(harness.query_by_label("Rows with one order number: each states the whole total").is_some());
    click(&mut harness, "Currency: THB");
    harness.get_by_label("USD").click_accesskit();
    settle(&mut harness);
    assert!(harness.query_by_label("Currency: USD").is_some());
    let desk = harness.state().controller().state.session.mapping.clone().expect("asked");
    let mapping = &desk.shown.expect("rows").mapping;
    assert_eq!(mapping.currency.map(|currency| currency.code().to_owned()).as_deref(), Some("USD"));
}

#[test]
fn a_day_that_reads_two_ways_is_asked_with_both_days() {
    let folder = tempfile::tempdir().expect("a folder");
    let text = "bill no;sold on;net amount\n1;03/04/2026;10.50\n2;05/06/2026;2.25\n";
    let mut harness = asking();
    drop_file(&mut harness, &folder, "till.csv", text.as_bytes());
    if harness.state().controller().state.session.mapping.is_none() {
        let path = harness.state().controller().state.derived.imported.as_ref().expect("read").report.sources
            [0]
        .path
        .clone();
        perform(&mut harness, Action::MapFile(path));
    }
    assert!(shows(&harness, "3 Apr 2026 (day first)"));
    click(&mut harness, "4 Mar 2026 (month first)");
    assert!(!shows(&harness, "(day first)"));
}

#[test]
fn a_file_that_is_set_aside_is_not_asked_about_again() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut harness = asking();
    drop_file(&mut harness, &folder, "odd.csv", b"kolumna;wartosc\nx;1\ny;2\n");
    assert!(shows(&harness, "does not know this file yet"));
    click(&mut harness, "Not this file");
    assert!(!shows(&harness, "does not know this file yet"));
    let path = folder.path().join("odd.csv");
    perform(&mut harness, Action::Open(vec![path]));
    assert!(!shows(&harness, "does not know this file yet"));
}
