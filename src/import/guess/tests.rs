//! Guesses on tables that no format knows. Never a file of anybody's.

use jiff::tz::TimeZone;

use super::*;
use crate::import::parse::date::Zones;

/// The guess as `header: field confidence`, for a table written with bars.
fn guess(text: &str) -> (Table, Vec<String>) {
    let zones = Zones::new(TimeZone::UTC, TimeZone::UTC);
    let rows: Vec<Vec<&str>> = text.lines().map(|line| line.split('|').map(str::trim).collect()).collect();
    let facts: Vec<ColumnFacts> = (0..rows[0].len())
        .map(|column| ColumnFacts::of(rows[1..].iter().map(|row| row[column]), &zones))
        .collect();
    let seen: Vec<ColumnSeen<'_>> =
        rows[0].iter().zip(&facts).map(|(header, facts)| ColumnSeen { header, facts }).collect();
    let proposal = propose(&seen, None, &[]);
    let fields = proposal.columns.iter().map(|guess| guess.field.map_or_else(|| "-".to_owned(), Field::name));
    (proposal.table, fields.collect())
}

#[track_caller]
fn check(text: &str, table: Table, fields: &[&str]) {
    let (found, columns) = guess(text);
    assert_eq!(
        (found, columns),
        (table, fields.iter().map(|field| (*field).to_owned()).collect::<Vec<_>>()),
        "{text}"
    );
}

#[test]
fn thai_headers_of_a_till_are_understood() {
    check(
        "เลขบิล|วันขาย|ชื่อลูกค้า|มือถือ|สินค้า|จำนวนชิ้น|สุทธิ(บาท)|หมายเหตุ
         B001|05/01/2569|สมชาย|0812345678|กาแฟ|2|1.234,50|
         B002|06/01/2569|สมหญิง|0898765432|ชา|1|90,00|ฝากไว้",
        Table::Orders,
        &["order_id", "ordered_at", "customer_name", "phone", "product", "quantity", "total", "-"],
    );
}

#[test]
fn short_headers_and_abbreviations_are_understood() {
    check(
        "Bill No|Sold on|Cust. Tel|Net Amt|Sts
         1|2026-01-05|0812345678|10.50|paid
         2|2026-01-06|0812345679|11.50|cancelled",
        Table::Orders,
        &["order_id", "ordered_at", "phone", "total", "status"],
    );
}

#[test]
fn cells_speak_where_headers_say_nothing() {
    check(
        "Column 1|Column 2|Column 3|Column 4
         A-1|05/01/2026|a@example.com|10.50
         A-2|13/01/2026|b@example.com|99.00
         A-3|14/01/2026|a@example.com|12.25",
        Table::Orders,
        &["order_id", "ordered_at", "email", "total"],
    );
}

#[test]
fn every_canonical_table_is_found_by_its_own_words() {
    check(
        "Day|Ad|Ad cost|Imps|Click
         2026-01-05|Sale|10.50|1000|10
         2026-01-06|Sale|11.50|1200|12",
        Table::Ads,
        &["day", "campaign", "spend", "impressions", "clicks"],
    );
    check(
        "ประทับเวลา|ให้คะแนนร้านเรา|อีเมล์ติดต่อ
         05/01/2569 10:00|10|a@example.com
         06/01/2569 11:00|6|b@example.com",
        Table::Answers,
        &["answered_at", "score", "email"],
    );
    check(
        "Reviewed|Star rating
         2026-01-05|5
         2026-01-06|4",
        Table::Reviews,
        &["reviewed_at", "stars"],
    );
}

#[test]
fn a_header_whose_cells_do_not_read_is_not_believed() {
    let (_, columns) = guess(
        "Date|Total|When
         soon|10.50|2026-01-05
         later|11.50|2026-01-06",
    );
    assert_ne!(columns[0], "ordered_at");
}

/// Rows of a table whose cells are numbered: `{}` stands for the number of the row.
fn rows(header: &str, row: &str) -> String {
    let lines = (1..=10).map(|number| row.replace("{}", &number.to_string()));
    std::iter::once(header.to_owned()).chain(lines).collect::<Vec<_>>().join("\n")
}

#[test]
fn odd_tables_of_both_languages_are_taken_for_what_they_are() {
    let check = |header: &str, row: &str, table: Table| {
        let (found, fields) = guess(&rows(header, row));
        assert_eq!(found, table, "{header}: {fields:?}");
    };
    check("วัน|ชุดโฆษณา|เงินที่ใช้ (บาท)|คนเห็น|คนกด", "{}/03/2569|โปร|{}5.50|{}000|{}", Table::Ads);
    check("Wk starting|Boosted post|Paid (THB)|Eyeballs|Taps", "2026-03-{}|a|{}00|{}000|{}", Table::Ads);
    check("วันที่|ช่องทางโฆษณา|งบที่ใช้|การแสดงผล|คลิก|ยอดขาย", "{}/03/2569|fb|{}00|{}000|{}|{}9", Table::Ads);
    check("Submitted|Q1 Would you tell a friend?|Q2 Why?", "2026-03-{}|{}|fast", Table::Answers);
    check("วันที่ตอบ|คะแนนความพึงพอใจ|ข้อเสนอแนะ", "{}/03/2569|{}|ดี", Table::Answers);
    check("review_ts|product_sku|score|text", "2026-03-{}T10:00:00Z|T{}|5|nice", Table::Reviews);
    check("วันที่เขียน|สินค้า|ให้ดาว|ข้อความ", "{}/03/2569|ชา|4|อร่อย", Table::Reviews);
    check("เลขเรื่อง|วันที่แจ้งปัญหา|วันที่ปิดเรื่อง|เรื่อง", "T{}|2026-03-{} 09:00|2026-03-{} 15:00|ช้า", Table::Tickets);
    check(
        "Case|Opened on|First answer|Closed on|Topic",
        "{}|2026-03-{} 09:00|2026-03-{} 10:00|2026-03-{} 15:00|late",
        Table::Tickets,
    );
    check("Newsletter|Sent on|Recipients|Opened|Clicked", "News|2026-03-{}|9{}|5{}|{}", Table::Campaigns);
    check("รหัสสมาชิก|เบอร์มือถือ|วันสมัคร|ซื้อกี่ครั้ง", "M{}|081234567{}|2026-03-{}|{}", Table::Customers);
    check("who|what|at", "u{}|cart|2026-03-{} 10:00", Table::Events);
    check(
        "Tracking|Shipped on|Arrived on|Courier|Order",
        "TH{}|2026-03-{}|2026-03-{}|Flash|{}",
        Table::Parcels,
    );
    check("วันที่คืน|เลขออเดอร์|เหตุผล|ยอดคืน", "{}/03/2569|B{}|ชำรุด|{}0", Table::Returns);
    check("Cart no|Filled on|Email|Cart value", "C{}|2026-03-{}|a{}@example.com|12{}.00", Table::Carts);
    check("Inv.|When|Who|Cell|Paid THB", "INV{}|2026-03-{}|Som|081234567{}|{}5.00", Table::Orders);
}
