//! Order tables as people write them by hand, in the words and the writing of Thai shops. Tests only: each is read without a question.

use super::{DateOrder, Input, Note, Options, Reading, Refusal, Unwatched, import, preview};
use crate::domain::{Currency, Day};
use crate::tables::schema::orders;

/// What is expected of a table.
struct Expected {
    orders: u64,
    /// Satang.
    total: i64,
    first: &'static str,
    last: &'static str,
    currency: Option<&'static str>,
    customers: bool,
}

#[track_caller]
fn check(text: &str, options: &Options, expected: &Expected) -> Vec<Note> {
    let input = Input::Bytes { name: "by hand.csv".to_owned(), bytes: text.as_bytes().to_vec().into() };
    let imported = import(&[input], options, &Unwatched).expect("nothing cancels");
    let source = &imported.report.sources[0];
    assert_eq!((source.refusal.as_ref(), source.rows_rejected), (None, 0), "{:?}", source.rejected);
    let column = |name: &str| imported.tables.orders.column(name).expect("a column");
    let totals = column(orders::TOTAL_MINOR).i64().expect("integers");
    let days: Vec<i32> = column(orders::DAY).i32().expect("integers").iter().flatten().collect();
    let day = |day: Option<&i32>| day.map_or_else(String::new, |day| Day(*day).to_string());
    assert_eq!(source.new, expected.orders);
    assert_eq!(totals.iter().flatten().sum::<i64>(), expected.total);
    assert_eq!(
        (day(days.iter().min()).as_str(), day(days.iter().max()).as_str()),
        (expected.first, expected.last)
    );
    let currencies = &imported.tables.codes.currencies;
    assert_eq!(*currencies, [expected.currency.and_then(Currency::parse)]);
    assert_eq!(!source.notes.contains(&Note::NoCustomers), expected.customers, "{:?}", source.mapping);
    source.notes.clone()
}

#[test]
fn whole_baht_with_a_dash_short_buddhist_years_and_sums_of_days() {
    let text = "ร้านชาบ้านสวน,,,,\nรายการขาย มกราคม 2567,,,,\nวันที่,ชื่อลูกค้า,เบอร์โทร,จำนวน,ยอดโอน\n\
        14/1/67,คุณก,081-234-5670,1,\"1,100.-\"\n14/1/67,คุณข,081-234-5671,2,250.-\nรวม,,,3,\"1,350.-\"\n\
        15/1/67,คุณก,081-234-5670,1,80.-\nรวม,,,1,80.-\nรวมทั้งหมด,,,4,\"1,430.-\"\n";
    let expected = Expected {
        orders: 3,
        total: 143_000,
        first: "2024-01-14",
        last: "2024-01-15",
        currency: None,
        customers: true,
    };
    let notes = check(text, &Options::default(), &expected);
    assert!(notes.contains(&Note::BuddhistYears { column: "วันที่".to_owned() }));
    assert!(notes.contains(&Note::TotalsLeftOut { rows: 3 }));
}

#[test]
fn dates_in_full_words_and_the_currency_beside_the_amount() {
    let text = "เลขที่ออเดอร์\tวันที่ขาย\tเบอร์\tยอดสุทธิ\n\
        1\tวันที่ 5 มกราคม พ.ศ. 2567 เวลา 14.05 น.\t0812345670\t฿ 1,000.50\n\
        2\t6 ก.พ. 67 9:30 น.\t0812345671\t250 บาท\n3\t6 ก.พ. 67\t0812345672\t50\n";
    let expected = Expected {
        orders: 3,
        total: 130_050,
        first: "2024-01-05",
        last: "2024-02-06",
        currency: Some("THB"),
        customers: true,
    };
    check(text, &Options::default(), &expected);
}

#[test]
fn the_currency_behind_the_name_of_a_column() {
    let text = "เลขบิล;วันที่;อีเมล;ยอดสุทธิ (บาท)\nB1;2026-01-05;a@example.com;1.250,50\nB2;2026-01-06;b@example.com;80,00\n";
    let expected = Expected {
        orders: 2,
        total: 133_050,
        first: "2026-01-05",
        last: "2026-01-06",
        currency: Some("THB"),
        customers: true,
    };
    check(text, &Options::default(), &expected);
}

#[test]
fn thai_digits_and_an_answer_where_only_a_person_knows() {
    let text = "บิล,วันที่,ยอดรวม\n๑,๐๕/๐๑/๒๕๖๗,๑๐๐\n๒,๐๖/๐๑/๒๕๖๗,๕๐.๒๕\n";
    let input = Input::Bytes { name: "by hand.csv".to_owned(), bytes: text.as_bytes().to_vec().into() };
    let asked = import(&[input], &Options::default(), &Unwatched).expect("nothing cancels");
    assert!(asked.report.sources[0].refusal.is_some(), "day or month: nobody guesses");
    let options = Options { date_order: Some(DateOrder::DayFirst), ..Options::default() };
    let expected = Expected {
        orders: 2,
        total: 15_025,
        first: "2024-01-05",
        last: "2024-01-06",
        currency: None,
        customers: false,
    };
    check(text, &options, &expected);
}

#[test]
fn lines_in_quotes_as_a_whole() {
    let text = "\"Bill no,Date,Email,Total\"\n\"1,2026-03-02,a@example.com,\"\"1,250.00\"\"\"\n\"2,2026-03-03,b@example.com,80\"\n";
    let expected = Expected {
        orders: 2,
        total: 133_000,
        first: "2026-03-02",
        last: "2026-03-03",
        currency: None,
        customers: true,
    };
    let notes = check(text, &Options::default(), &expected);
    assert!(notes.contains(&Note::WrappedLines { rows: 3 }));
}

#[test]
fn two_tables_beside_each_other() {
    let text = "ยอดขาย,,,,รายจ่าย,,\nวันที่,ลูกค้า,ยอด,,วันที่,รายการ,จำนวนเงิน\n\
        13/2/2569,คุณก,100,,13/2/2569,ค่าโฆษณา,9000\n14/2/2569,คุณข,200,,14/2/2569,ค่าส่ง,8000\n";
    let expected = Expected {
        orders: 2,
        total: 30_000,
        first: "2026-02-13",
        last: "2026-02-14",
        currency: None,
        customers: true,
    };
    check(text, &Options::default(), &expected);
}

#[test]
fn rows_of_one_order_are_its_parts_where_their_amounts_differ() {
    let text = "Order ID,Date,Customer,Item,Qty,Amount\n\
        A1,2026-02-13,c1,Tea,1,50\nA1,2026-02-13,c1,Cup,2,80\nA2,2026-02-14,c2,Tea,1,50\nA2,2026-02-14,c2,Tea,1,50\n";
    let expected = Expected {
        orders: 2,
        total: 23_000,
        first: "2026-02-13",
        last: "2026-02-14",
        currency: None,
        customers: true,
    };
    let notes = check(text, &Options::default(), &expected);
    assert!(notes.contains(&Note::AmountsAddUp { column: "Amount".to_owned() }));
    // What is the same in every row of an order is stated again and again.
    let once = text.replace(",80", ",50");
    check(&once, &Options::default(), &Expected { total: 10_000, ..expected });
}

#[test]
fn rows_below_an_order_belong_to_it_where_only_the_first_bears_number_and_day() {
    let text = "เลขที่,วันที่,ลูกค้า,สินค้า,จำนวน,ยอดรวม\n\
        A1,13/2/2569,คุณก,ชา,1,150\n,,,กาแฟ,2,\nA2,14/2/2569,คุณข,ชา,1,50\n,,,กาแฟ,1,60\n";
    let expected = Expected {
        orders: 2,
        total: 15_000 + 5_000,
        first: "2026-02-13",
        last: "2026-02-14",
        currency: None,
        customers: true,
    };
    let stated_once = text.replace(",1,60", ",1,");
    let notes = check(&stated_once, &Options::default(), &expected);
    assert!(notes.contains(&Note::CarriedDown { rows: 2 }));
    check(text, &Options::default(), &Expected { total: 15_000 + 11_000, ..expected });
}

#[test]
fn a_sum_of_each_day_is_no_list_of_orders() {
    let text = "วันที่,จำนวนบิล,ยอดขาย\n13/2/2569,20,5000\n14/2/2569,22,5200\n";
    let read = |text: &str| {
        let input = Input::Bytes { name: "by hand.csv".to_owned(), bytes: text.as_bytes().to_vec().into() };
        let imported = import(&[input], &Options::default(), &Unwatched).expect("nothing cancels");
        imported.report.sources[0].refusal.clone()
    };
    assert_eq!(read(text), Some(Refusal::SumsOfOrders { column: "จำนวนบิล".to_owned() }));
    assert_eq!(read(&text.replace("จำนวนบิล", "อีเมล")), None);
    // A person who describes the columns may know better.
    let input = Input::Bytes { name: "by hand.csv".to_owned(), bytes: text.as_bytes().to_vec().into() };
    let shown = preview(&input, "by hand.csv", &Reading::default(), &Options::default()).expect("a table");
    assert!(shown.mapping.is_own(), "{}", shown.mapping.id);
    let options = Options { mappings: vec![shown.mapping], ..Options::default() };
    let imported = import(&[input], &options, &Unwatched).expect("nothing cancels");
    assert_eq!(imported.report.sources[0].new, 2);
}

#[test]
fn texts_that_are_written_as_formulas() {
    let text = "Order,Date,Phone,Total\n\"=\"\"0001\"\"\",2026-02-13,\"=\"\"0812345670\"\"\",100\n=\"0002\",2026-02-14,=\"0812345671\",80\n";
    let expected = Expected {
        orders: 2,
        total: 18_000,
        first: "2026-02-13",
        last: "2026-02-14",
        currency: None,
        customers: true,
    };
    check(text, &Options::default(), &expected);
}

#[test]
fn numbers_that_begin_anew_each_day_and_a_bare_sum_below_the_column() {
    let text = "เลขที่,วันที่,ลูกค้า,สินค้า,ยอดรวม\n1,13/2/2569,คุณก,ชา,100\n2,13/2/2569,คุณข,ชา,100\n\
        1,14/2/2569,คุณก,ชา,250\n1,14/2/2569,คุณก,กาแฟ,250\n,,,,700\n";
    let input = Input::Bytes { name: "by hand.csv".to_owned(), bytes: text.as_bytes().to_vec().into() };
    let imported = import(&[input], &Options::default(), &Unwatched).expect("nothing cancels");
    let source = &imported.report.sources[0];
    let totals =
        imported.tables.orders.column(orders::TOTAL_MINOR).expect("a column").i64().expect("integers");
    assert_eq!((source.new, totals.iter().flatten().sum::<i64>()), (3, 45_000));
    assert_eq!(
        (source.rows_rejected, source.rejected[0].line),
        (1, 6),
        "the sum is no part of the last order"
    );
    assert!(!source.notes.iter().any(|note| matches!(note, Note::AmountsAddUp { .. })));
}
