//! Rejected records written, corrected and imported again; cells that a spreadsheet would run. Never touches a disk.

use super::*;
use crate::import::{Unwatched, import};

fn input(text: &str) -> Input {
    Input::Bytes { name: "orders.csv".to_owned(), bytes: text.as_bytes().to_vec().into() }
}

fn export(text: &str) -> (u64, String) {
    let mut out = Vec::new();
    let say =
        |reason: Option<&Reason>| reason.map_or("same order".to_owned(), |reason| format!("{reason:?}"));
    let rows = export_rejected(&[input(text)], "orders.csv", &Options::default(), &say, &Unwatched, &mut out);
    (rows.expect("written"), String::from_utf8(out).expect("UTF-8"))
}

const SHOPIFY: &str = "Name,Email,Financial Status,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price\n\
    #1001,ann@example.com,paid,THB,100,100,2026-05-01 10:00:00 +0700,1,Tea,100\n\
    #1002,bo@example.com,paid,THB,300,abc,2026-05-02 10:00:00 +0700,1,=Tea,100\n\
    #1002,bo@example.com,,,,,2026-05-02 10:00:00 +0700,2,Cup,100\n\
    #1003,cy@example.com,paid,THB,50,50,2026-05-03 10:00:00 +0700,1,Tea,50\n";

#[test]
fn a_rejected_order_comes_whole_and_the_corrected_file_imports_it() {
    let (rows, text) = export(SHOPIFY);
    assert_eq!(rows, 2);
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].starts_with("\u{feff}senthang:line,senthang:reason,Name,Email,"), "{text}");
    assert!(
        lines[1].starts_with("3,NotAnAmount,#1002,bo@example.com") && lines[1].contains("'=Tea"),
        "{text}"
    );
    assert!(lines[2].starts_with("4,") && lines.len() == 3, "{text}");
    let corrected = Input::Bytes {
        name: "corrected.csv".to_owned(),
        bytes: text.replace("abc", "300").into_bytes().into(),
    };
    let again = import(&[input(SHOPIFY), corrected], &Options::default(), &Unwatched).expect("imported");
    let report = &again.report.sources[1];
    assert_eq!(
        (report.profile.as_deref(), report.rows_used, report.rows_rejected),
        (Some("shopify.orders"), 2, 0)
    );
    assert_eq!(again.tables.orders.height(), 3);
    // The guard is taken off again.
    assert!(again.tables.codes.products.find("=Tea").is_some());
}

#[test]
fn a_record_of_the_wrong_width_brings_the_rest_of_its_order() {
    let text = SHOPIFY.replace("abc", "300").replace("2,Cup,100\n", "2,Cup\n");
    let (rows, exported) = export(&text);
    assert_eq!(rows, 1);
    let lines: Vec<&str> = exported.lines().collect();
    assert!(
        lines[1].starts_with("3,same order,#1002") && lines[2].starts_with("4,\"TooFewCells"),
        "{exported}"
    );
}

#[test]
fn every_rejected_record_is_written_however_many_there_are() {
    let head = "order id,date,total,customer\n";
    let rows: String = (0..3_000).map(|row| format!("{row},2026-05-01,oops,c{row}\n")).collect();
    let (rejected, text) = export(&format!("{head}{rows}"));
    assert_eq!((rejected, text.lines().count()), (3_000, 3_001));
}

#[test]
fn what_the_whole_file_taught_about_dates_goes_with_the_few_records() {
    let text = "order id,date,total\n1,13/05/2026,10\n2,03/04/2026,oops\n";
    let (_, exported) = export(text);
    assert!(exported.starts_with("\u{feff}senthang:line dmy,senthang:reason,order id"), "{exported}");
    let corrected = exported.replace("oops", "10");
    let again = import(&[input(&corrected)], &Options::default(), &Unwatched).expect("imported");
    assert_eq!(again.report.sources[0].refusal, None);
    assert_eq!(again.tables.coverage[0].first.map(|day| day.to_string()).as_deref(), Some("2026-04-03"));
}

#[test]
fn formulas_are_guarded_numbers_are_not_and_the_guard_comes_off() {
    for cell in ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\tx", "\rx", "'=x", "-", "--"] {
        let safe = guarded(cell);
        assert!(safe.starts_with('\'') && safe.len() == cell.len() + 1, "{cell:?}");
        assert_eq!(unguarded(&safe), cell);
    }
    for cell in ["-12.50", "+66812345678", "-1,234.50", "- 5 %", "'75008", "plain", ""] {
        assert_eq!(guarded(cell), cell);
        assert_eq!(unguarded(cell), cell);
    }
}
