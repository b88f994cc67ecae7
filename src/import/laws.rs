//! Laws that every import obeys, whatever the dialect: a table written in any way is read as the same table. Tests only.

use std::sync::atomic::{AtomicU64, Ordering};

use proptest::prelude::*;

use super::{
    ImportError, Imported, Input, Limit, Note, Options, Progress, Reason, Refusal, Unwatched, import,
};
use crate::domain::Day;
use crate::tables::Handle;
use crate::tables::schema::orders as c;

/// One order of a made-up shop.
#[derive(Clone, Debug)]
struct Order {
    customer: u8,
    day: u8,
    minor: i64,
    note: String,
}

/// A way to write a table down.
#[derive(Clone, Copy, Debug)]
struct Dialect {
    delimiter: char,
    line_break: &'static str,
    encoding: Encoding,
    preamble: bool,
    final_break: bool,
    decimal_comma: bool,
}

#[derive(Clone, Copy, Debug)]
enum Encoding {
    Utf8,
    Utf8Bom,
    Utf16Le,
    Utf16BeBom,
    Windows874,
}

fn orders() -> impl Strategy<Value = Vec<Order>> {
    // Notes with everything that needs quotes, and Thai.
    let note = prop_oneof![
        Just(String::new()),
        Just("ฝากไว้กับ รปภ., ขอบคุณ".to_owned()),
        Just("He said \"call\"; first".to_owned()),
        Just("line one\nline two\twith tab | bar".to_owned()),
        Just("it's the dog's, 'really'".to_owned()),
    ];
    let order = (0..8_u8, 0..200_u8, 0..10_000_000_i64, note);
    let build = |(customer, day, minor, note)| Order { customer, day, minor, note };
    prop::collection::vec(order.prop_map(build), 1..60)
}

fn dialects() -> impl Strategy<Value = Dialect> {
    let encodings = prop_oneof![
        Just(Encoding::Utf8),
        Just(Encoding::Utf8Bom),
        Just(Encoding::Utf16Le),
        Just(Encoding::Utf16BeBom),
        Just(Encoding::Windows874),
    ];
    let delimiters = prop_oneof![Just(','), Just(';'), Just('\t'), Just('|')];
    let line_breaks = prop_oneof![Just("\n"), Just("\r\n"), Just("\r")];
    let flags = (any::<bool>(), any::<bool>(), any::<bool>());
    (delimiters, line_breaks, encodings, flags).prop_map(
        |(delimiter, line_break, encoding, (preamble, final_break, decimal_comma))| Dialect {
            delimiter,
            line_break,
            encoding,
            preamble,
            final_break,
            decimal_comma,
        },
    )
}

impl Dialect {
    /// One record with its line break.
    fn line(self, cells: &[&str]) -> String {
        let cell = |cell: &&str| match cell.contains([self.delimiter, '"', '\r', '\n']) {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => (*cell).to_owned(),
        };
        let between = self.delimiter.to_string();
        cells.iter().map(cell).collect::<Vec<_>>().join(&between) + self.line_break
    }
}

/// The orders as a file.
fn written(orders: &[Order], dialect: Dialect) -> Vec<u8> {
    let mut text = String::new();
    if dialect.preamble {
        text += "รายงานคำสั่งซื้อ";
        text += &dialect.line_break.repeat(2);
    }
    text += &dialect.line(&["เลขที่", "วันที่", "อีเมล", "ยอดรวม", "หมายเหตุ"]);
    for (number, order) in orders.iter().enumerate() {
        let decimal = if dialect.decimal_comma { ',' } else { '.' };
        let total = format!("{}{decimal}{:02}", order.minor / 100, order.minor % 100);
        let day = format!("2026-{:02}-{:02}", 1 + order.day / 28, 1 + order.day % 28);
        let mail = format!("buyer{}@example.com", order.customer);
        text += &dialect.line(&[&format!("A{number}"), &day, &mail, &total, &order.note]);
    }
    if !dialect.final_break {
        text.truncate(text.trim_end_matches(['\r', '\n']).len());
    }
    encoded(&text, dialect.encoding)
}

fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    let units = || text.encode_utf16();
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf8Bom => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        Encoding::Utf16Le => units().flat_map(u16::to_le_bytes).collect(),
        Encoding::Utf16BeBom => [0xFE, 0xFF].into_iter().chain(units().flat_map(u16::to_be_bytes)).collect(),
        Encoding::Windows874 => encoding_rs::WINDOWS_874.encode(text).0.into_owned(),
    }
}

fn read(bytes: Vec<u8>) -> Imported {
    let input = Input::Bytes { name: "test".to_owned(), bytes: bytes.into() };
    import(&[input], &Options::default(), &Unwatched).expect("nothing cancels")
}

/// Per order, in file order: order code, customer key, day, total.
fn facts(imported: &Imported) -> Vec<(u32, String, i32, i64)> {
    let frame = &imported.tables.orders;
    let codes = |name: &str| frame.column(name).and_then(|column| Ok(column.u32()?.to_vec())).expect("codes");
    let days = frame.column(c::DAY).and_then(|column| Ok(column.i32()?.to_vec())).expect("days");
    let totals = frame.column(c::TOTAL_MINOR).and_then(|column| Ok(column.i64()?.to_vec())).expect("money");
    let identities = &imported.tables.codes.identities;
    let mut facts: Vec<_> = codes(c::ORDER)
        .into_iter()
        .zip(codes(c::HANDLE))
        .zip(days.into_iter().zip(totals))
        .map(|((order, handle), (day, total))| {
            let mail = handle.and_then(|code| identities.values_of(Handle::from_code(code))[0]);
            let name = mail.unwrap_or_default().to_owned();
            (order.unwrap_or_default(), name, day.unwrap_or_default(), total.unwrap_or_default())
        })
        .collect();
    facts.sort();
    facts
}

/// Whether the orders are read as they were written.
fn check_read(orders: &[Order], dialect: Dialect) -> Result<(), TestCaseError> {
    // A column of whole thousands only decides nothing about its decimal sign; this one always has decimals.
    let imported = read(written(orders, dialect));
    let source = &imported.report.sources[0];
    prop_assert_eq!(&source.refusal, &None);
    prop_assert_eq!((source.rows_read, source.rows_used), (orders.len() as u64, orders.len() as u64));
    let found = facts(&imported);
    for (number, (order, fact)) in orders.iter().zip(&found).enumerate() {
        let mail = format!("buyer{}@example.com", order.customer);
        let day = Day::from_ymd(2026, 1 + (order.day / 28) as i8, 1 + (order.day % 28) as i8);
        let day = day.map(|day| day.0);
        prop_assert_eq!((fact.0 as usize, &fact.1, Some(fact.2), fact.3), (number, &mail, day, order.minor));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn a_table_written_in_any_dialect_is_read_as_the_same_table(orders in orders(), dialect in dialects()) {
        check_read(&orders, dialect)?;
    }

    #[test]
    fn every_record_is_accounted_for_whatever_the_bytes(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let header = b"Name,Email,Created at,Total\n".to_vec();
        let imported = read([header, bytes].concat());
        let source = &imported.report.sources[0];
        prop_assert_eq!(source.rows_read, source.rows_used + source.rows_rejected + source.rows_total);
    }
}

/// Asks to stop at the first opportunity after `after` calls.
struct Impatient {
    calls: AtomicU64,
    after: u64,
}

impl Progress for Impatient {
    fn advance(&self, _done: u64, _total: u64, _name: &str) {
        self.calls.fetch_add(1, Ordering::Relaxed);
    }

    fn is_cancelled(&self) -> bool {
        self.calls.load(Ordering::Relaxed) > self.after
    }
}

#[test]
fn an_import_stops_when_it_is_asked_to() {
    let rows = "#1,a@example.com,2026-01-05,1.00\n".repeat(100_000);
    let text = format!("Name,Email,Created at,Total\n{rows}");
    let input = Input::Bytes { name: "test".to_owned(), bytes: text.into_bytes().into() };
    let watch = Impatient { calls: AtomicU64::new(0), after: 2 };
    assert!(matches!(import(&[input], &Options::default(), &watch), Err(ImportError::Cancelled)));
    assert!(watch.calls.load(Ordering::Relaxed) < 6, "it went on for long");
}

/// Asks to stop from the `after`th time on that it is asked.
struct StopsAt {
    asked: AtomicU64,
    after: u64,
}

impl Progress for StopsAt {
    fn advance(&self, _done: u64, _total: u64, _name: &str) {}

    fn is_cancelled(&self) -> bool {
        self.asked.fetch_add(1, Ordering::Relaxed) >= self.after
    }
}

/// A workbook and a text, packed.
fn archive() -> Vec<u8> {
    const LINK: &str = "<Relationships><Relationship Id=\"s1\" Type=\"http://x/worksheet\" Target=\"sheet1.xml\"/></Relationships>";
    const BOOK: &str = "<workbook xmlns:r=\"r\"><sheets><sheet name=\"S\" r:id=\"s1\"/></sheets></workbook>";
    let row = |cells: &str| {
        let cell = |text| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
        format!("<row>{}</row>", cells.split(',').map(cell).collect::<String>())
    };
    let lines: Vec<String> =
        (0..3_000).map(|number| format!("#{number},a@example.com,2026-01-05,1")).collect();
    let header = "Name,Email,Created at,Total";
    let rows: String = lines.iter().map(|line| row(line)).collect();
    let sheet = format!("<worksheet><sheetData>{}{rows}</sheetData></worksheet>", row(header));
    let types = "<Types/>";
    let book = packed(&[
        ("[Content_Types].xml", types),
        ("xl/_rels/workbook.xml.rels", LINK),
        ("xl/workbook.xml", BOOK),
        ("xl/sheet1.xml", &sheet),
    ]);
    let text = format!("{header}\n{}", lines.join("\n"));
    packed(&[("book.xlsx", book.as_slice()), ("orders.csv", text.as_bytes())])
}

fn packed<T: AsRef<[u8]> + ?Sized>(members: &[(&str, &T)]) -> Vec<u8> {
    use std::io::Write;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, content) in members {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).expect("memory");
        archive.write_all(content.as_ref()).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

#[test]
fn whenever_an_import_is_stopped_it_ends_with_nothing_and_else_with_all() {
    let input = [Input::Bytes { name: "shop.zip".to_owned(), bytes: archive().into() }];
    let all = import(&input, &Options::default(), &Unwatched).expect("nothing cancels");
    assert_eq!(all.report.sources.iter().map(|source| source.rows_used).collect::<Vec<_>>(), [3_000; 2]);
    let mut stops = 0;
    loop {
        let watch = StopsAt { asked: AtomicU64::new(0), after: stops };
        match import(&input, &Options::default(), &watch) {
            Err(error) => assert!(matches!(error, ImportError::Cancelled), "{error}"),
            Ok(imported) => {
                assert_eq!(facts(&imported), facts(&all));
                break;
            }
        }
        stops += 1;
    }
    assert!(stops > 5, "it looked {stops} times only");
}

#[test]
fn an_encoding_that_shows_late_in_a_long_file_is_found_and_every_row_is_read_in_it() {
    let ascii = "1,2026-01-05,a@example.com,1.00,-\n".repeat(12_000);
    let text =
        format!("no,date,email,total,note\n{ascii}2,2026-01-06,b@example.com,2.00,ขอบคุณค่ะ ฝากไว้กับ รปภ.\n");
    let imported = read(encoded(&text, Encoding::Windows874));
    let source = &imported.report.sources[0];
    assert_eq!(
        (source.encoding.as_str(), source.rows_read, source.rows_used),
        ("windows-874", 12_001, 12_001)
    );
    let imported = read(encoded(&text, Encoding::Utf8));
    assert_eq!(imported.report.sources[0].encoding, "UTF-8");
}

#[test]
fn a_file_that_ends_in_the_middle_of_a_record_is_told_from_a_whole_one() {
    let whole = "Name,Email,Created at,Total\n#1,a@example.com,2026-01-05,1\n#2,b@example.com,2026-01-06,2";
    let notes = |text: &str| read(text.as_bytes().to_vec()).report.sources[0].notes.clone();
    let is_cut = |note: &Note| *note == Note::Truncated { line: 3 };
    assert!(!notes(whole).iter().any(is_cut));
    assert!(notes(&whole[..whole.len() - 6]).iter().any(is_cut));
    assert!(!notes(&format!("{}\n", &whole[..whole.len() - 6])).iter().any(is_cut));
    let only = "Name,Email,Created at,Total\n#1,a@example.com,2026-0";
    assert!(notes(only).contains(&Note::Truncated { line: 2 }));
    let quoted = "Name,Email,Created at,Total\n#1,a@example.com,2026-01-05,1\n#2,\"b@exa";
    assert!(notes(quoted).iter().any(is_cut));
    let rejected = "#1,a@example.com\n".repeat(2_500);
    let long = format!("Name,Email,Created at,Total\n{rejected}#2,b@exa");
    assert!(notes(&long).contains(&Note::Truncated { line: 2_502 }));
    assert!(
        !notes(&format!("{long}mple.com,2026-01-05,1"))
            .iter()
            .any(|note| matches!(note, Note::Truncated { .. }))
    );
}

#[test]
fn a_cell_a_line_or_a_header_that_is_too_long_is_told_with_the_figure() {
    let row = "#1,a@example.com,2026-01-05,1\n";
    let with =
        |first: &str, middle: &str| read(format!("{first}{middle}").into_bytes()).report.sources[0].clone();
    let header = "Name,Email,Created at,Total\n";
    let long_cell = format!("{row}#2,{},2026-01-05,1\n{row}", "x".repeat((16 << 20) + 1));
    let source = with(header, &long_cell);
    let reasons: Vec<(u64, Reason)> = source.rejected.iter().map(|row| (row.line, row.reason)).collect();
    assert_eq!(reasons, [(3, Reason::CellTooLong { allowed: 16 << 20 })]);
    let long_line = format!("{row}#2,{}", "x".repeat(40 << 20));
    let refusal = Refusal::TooMuch { limit: Limit::Line, allowed: 32 << 20 };
    assert_eq!(with(header, &long_line).refusal, Some(refusal));
    let columns: Vec<String> = (0..60_000).map(|number| format!("c{number}")).collect();
    let refusal = Refusal::TooMuch { limit: Limit::Header, allowed: 256 << 10 };
    assert_eq!(with(&columns.join(","), "\n1\n").refusal, Some(refusal));
    let wide = format!("{row}{}\n{row}", ",1".repeat(1_000_000));
    let source = with(header, &wide);
    assert_eq!((source.rows_used, source.rows_rejected, source.rejected[0].line), (2, 1, 3));
}

#[test]
fn a_guessed_encoding_is_said_with_a_line_to_check_it_by() {
    let guess = |text: &str, encoding: &'static encoding_rs::Encoding| {
        let source = &read(encoding.encode(text).0.into_owned()).report.sources[0];
        source.notes.iter().find_map(|note| match note {
            Note::GuessedEncoding { encoding, line, example } => {
                Some((encoding.clone(), *line, example.clone()))
            }
            _ => None,
        })
    };
    let thai = "เลขที่,วันที่,ยอดรวม\n1,2026-01-05,1\n";
    let expected = ("windows-874".to_owned(), 1, "เลขที่,วันที่,ยอดรวม".to_owned());
    assert_eq!(guess(thai, encoding_rs::WINDOWS_874), Some(expected));
    assert_eq!(guess(thai, encoding_rs::UTF_8), None);
    let latin = "Name,Email,Created at,Total\n#1,café@example.com,2026-01-05,1\n";
    let (encoding, line, _) = guess(latin, encoding_rs::WINDOWS_1252).expect("a guess");
    assert_eq!((encoding.as_str(), line), ("windows-1252", 2));
}
