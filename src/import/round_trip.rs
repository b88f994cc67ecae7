//! The law of dialects: a table that is written in any of them is read with the same cells. Tests only; never looks at what a cell means.

use proptest::prelude::*;

use super::{Input, Options, Unwatched, copy_table, import};

/// A way to write a table down.
#[derive(Clone, Copy, Debug)]
struct Dialect {
    delimiter: &'static str,
    quote: char,
    backslash: bool,
    quotes_all: bool,
    line_break: &'static str,
    encoding: Encoding,
    preamble: usize,
    totals: bool,
    final_break: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Encoding {
    Utf8,
    Utf8Bom,
    Utf16Le,
    Utf16LeBom,
    Utf16Be,
    Utf16BeBom,
    Windows874,
    Windows1252,
}

const ENCODINGS: [Encoding; 8] = [
    Encoding::Utf8,
    Encoding::Utf8Bom,
    Encoding::Utf16Le,
    Encoding::Utf16LeBom,
    Encoding::Utf16Be,
    Encoding::Utf16BeBom,
    Encoding::Windows874,
    Encoding::Windows1252,
];

const HEADER: [&str; 6] = ["Order number", "Date", "Email", "Total", "Product", "Note"];

/// Notes with all that needs quotes.
const NOTES: [&str; 12] = [
    "",
    "left at the door",
    "He said \"call\"; first",
    "line one\nline two\twith tab | bar",
    "it's the dog's, 'really'",
    "\"quoted\"",
    "'quoted', and more",
    "C:\\bills\\new, old",
    "48\" screen",
    "two; or three, or | four",
    "one\n\nthree",
    "ends with a backslash\\",
];

/// The same in letters that not every encoding has.
const THAI: [&str; 4] = ["ฝากไว้กับ รปภ., ขอบคุณ", "ส่งด่วน", "บ้าน 'สวน' ซอย 5; ชั้น 2", "บรรทัดหนึ่ง\nบรรทัด \"สอง\""];
const LATIN: [&str; 4] = ["à côté, merci", "für Müller", "déjà «vu»; señor", "première\n\"deuxième\""];

impl Dialect {
    fn row(self, cells: &[String]) -> String {
        let cells: Vec<String> = cells.iter().map(|cell| self.cell(cell)).collect();
        cells.join(self.delimiter) + self.line_break
    }

    fn cell(self, cell: &str) -> String {
        let marks = [self.quote, '\r', '\n', self.delimiter.trim_matches(' ').chars().next().unwrap_or(' ')];
        let blank_edge = cell.starts_with(' ') || cell.ends_with(' ');
        if !self.quotes_all && !cell.contains(marks) && !blank_edge {
            return cell.to_owned();
        }
        let quote = self.quote.to_string();
        let inside = match self.backslash {
            true => cell.replace('\\', "\\\\").replace(self.quote, &format!("\\{quote}")),
            false => cell.replace(self.quote, &quote.repeat(2)),
        };
        format!("{quote}{inside}{quote}")
    }
}

fn dialects() -> impl Strategy<Value = Dialect> {
    let delimiters = prop::sample::select(vec![",", ";", "\t", "|", ", ", "; ", "| ", " | "]);
    let quotes = prop::sample::select(vec!['"', '"', '\'']);
    let line_breaks = prop::sample::select(vec!["\n", "\r\n", "\r"]);
    let written = (delimiters, quotes, any::<bool>(), any::<bool>(), line_breaks);
    let around = (prop::sample::select(ENCODINGS.to_vec()), 0..4_usize, any::<bool>(), any::<bool>());
    (written, around).prop_map(
        |(
            (delimiter, quote, backslash, quotes_all, line_break),
            (encoding, preamble, totals, final_break),
        )| {
            Dialect {
                delimiter,
                quote,
                backslash,
                quotes_all,
                line_break,
                encoding,
                preamble,
                totals,
                final_break,
            }
        },
    )
}

/// Rows of a made-up shop; enough of them to show how they are written.
fn tables() -> impl Strategy<Value = Vec<(i64, usize, usize)>> {
    prop::collection::vec((0..10_000_000_i64, 0..16_usize, 0..16_usize), 12..60)
}

fn note(index: usize, encoding: Encoding) -> String {
    let (plain, other) = match encoding {
        Encoding::Windows1252 => (NOTES, LATIN),
        _ => (NOTES, THAI),
    };
    plain.get(index).or_else(|| other.get(index - plain.len())).copied().unwrap_or_default().to_owned()
}

fn rows(table: &[(i64, usize, usize)], encoding: Encoding) -> Vec<Vec<String>> {
    let row = |(number, (minor, product, text)): (usize, &(i64, usize, usize))| {
        vec![
            format!("A{number}"),
            format!("2026-{:02}-{:02}", 1 + number % 12, 1 + number % 28),
            format!("buyer{}@example.com", number % 7),
            format!("{}.{:02}", minor / 100, minor % 100),
            note(*product, encoding),
            note(*text, encoding),
        ]
    };
    table.iter().enumerate().map(row).collect()
}

fn written(rows: &[Vec<String>], dialect: Dialect) -> Vec<u8> {
    let mut text = String::new();
    let title = if dialect.encoding == Encoding::Windows1252 {
        "Résumé des ventes"
    } else {
        "รายงานคำสั่งซื้อ"
    };
    for line in [title, "", "2026-01-01 - 2026-12-31"].iter().take(dialect.preamble) {
        text += line;
        text += dialect.line_break;
    }
    text += &dialect.row(&HEADER.map(str::to_owned));
    rows.iter().for_each(|row| text += &dialect.row(row));
    if dialect.totals {
        text += &dialect.row(&["Total", "", "", "123.45", "", ""].map(str::to_owned));
    }
    if !dialect.final_break {
        text.truncate(text.len() - dialect.line_break.len());
    }
    encoded(&text, dialect.encoding)
}

fn encoded(text: &str, encoding: Encoding) -> Vec<u8> {
    let little = || text.encode_utf16().flat_map(u16::to_le_bytes);
    let big = || text.encode_utf16().flat_map(u16::to_be_bytes);
    match encoding {
        Encoding::Utf8 => text.as_bytes().to_vec(),
        Encoding::Utf8Bom => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        Encoding::Utf16Le => little().collect(),
        Encoding::Utf16LeBom => [0xFF, 0xFE].into_iter().chain(little()).collect(),
        Encoding::Utf16Be => big().collect(),
        Encoding::Utf16BeBom => [0xFE, 0xFF].into_iter().chain(big()).collect(),
        Encoding::Windows874 => encoding_rs::WINDOWS_874.encode(text).0.into_owned(),
        Encoding::Windows1252 => encoding_rs::WINDOWS_1252.encode(text).0.into_owned(),
    }
}

/// The cells as `inspect --table` copies them, header row first.
fn copied(bytes: Vec<u8>) -> Vec<Vec<String>> {
    let mut out = Vec::new();
    let input = Input::Bytes { name: "test".to_owned(), bytes: bytes.into() };
    copy_table(&input, &[], None, &mut out).expect("a table");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(&out[..]);
    let row = |record: Result<csv::StringRecord, csv::Error>| {
        record.expect("CSV as we write it").iter().map(str::to_owned).collect()
    };
    reader.records().map(row).collect()
}

/// Whether the cells that are copied, and the rows that are imported, are those that were written.
fn check_read(table: &[(i64, usize, usize)], dialect: Dialect) -> Result<(), TestCaseError> {
    let rows = rows(table, dialect.encoding);
    let bytes = written(&rows, dialect);
    let found = copied(bytes.clone());
    prop_assert_eq!(&found[0], &HEADER.map(str::to_owned).to_vec());
    for (row, found) in rows.iter().zip(&found[1..]) {
        prop_assert_eq!(found, row);
    }
    prop_assert_eq!(found.len(), rows.len() + 1);
    let input = Input::Bytes { name: "test".to_owned(), bytes: bytes.into() };
    let imported = import(&[input], &Options::default(), &Unwatched).expect("nothing cancels");
    let source = &imported.report.sources[0];
    let expected = (rows.len() as u64, 0, u64::from(dialect.totals));
    prop_assert_eq!((source.rows_used, source.rows_rejected, source.rows_total), expected);
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn a_table_written_in_any_dialect_is_read_with_the_same_cells(table in tables(), dialect in dialects()) {
        check_read(&table, dialect)?;
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(5_000))]

    #[test]
    #[ignore = "takes minutes; `cargo test --release -- --ignored dialect`"]
    fn many_tables_written_in_any_dialect_are_read_with_the_same_cells(table in tables(), dialect in dialects()) {
        check_read(&table, dialect)?;
    }
}
