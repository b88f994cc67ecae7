//! Laws of Excel workbooks: plain rows say the same as the XML reader says, and a long sheet the same as one that is kept. Tests only.

use std::io::{Cursor, Write as _};

use proptest::prelude::*;

use super::*;
use crate::import::read::Watch;
use crate::import::source::Reader;
use crate::import::{Options, SourceReport, Unwatched};

const ROOT: &str = "<Relationships><Relationship Id='r' Type='http://x/officeDocument' Target='xl/workbook.xml'/></Relationships>";
const BOOK: &str = "<workbook><sheets><sheet name='S' id='s'/></sheets></workbook>";
const LINKS: &str = "<Relationships><Relationship Id='s' Type='http://x/worksheet' Target='sheet.xml'/>\
    <Relationship Id='t' Type='http://x/sharedStrings' Target='texts.xml'/>\
    <Relationship Id='f' Type='http://x/styles' Target='styles.xml'/></Relationships>";
const TEXTS: &str = "<sst><si><t>shared</t></si><si><r><t>in </t></r><r><t>parts</t></r></si>\
    <si><t>a &amp; b</t></si><si/><si><t>_x0041_</t></si></sst>";
const STYLES: &str = "<styleSheet><cellXfs><xf numFmtId='0'/><xf numFmtId='22'/></cellXfs></styleSheet>";

/// A workbook with one sheet.
fn workbook(sheet: &str) -> Source {
    workbook_with(sheet, TEXTS)
}

/// A workbook with one sheet and these shared texts.
fn workbook_with(sheet: &str, texts: &str) -> Source {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let stored = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let parts = [
        ("_rels/.rels", ROOT),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", LINKS),
        ("xl/texts.xml", texts),
        ("xl/styles.xml", STYLES),
        ("xl/sheet.xml", sheet),
    ];
    for (name, content) in parts {
        archive.start_file(name, stored).expect("memory can be written");
        archive.write_all(content.as_bytes()).expect("memory can be written");
    }
    Source::memory("book.xlsx", archive.finish().expect("memory can be written").into_inner())
}

/// The sheet of a workbook, kept as text up to `most` bytes.
fn sheet(source: &Source, most: u64) -> Result<Option<Source>, Refusal> {
    let mut package = Package::open(source, &Unwatched)?;
    let book = Arc::new(xlsx::Book::open(&mut package)?);
    let strings = Arc::new(book.strings(&mut package)?);
    xlsx_sheet(source, &mut package, (&book, 0), u64::MAX, &strings, most, &Unwatched)
}

fn text(source: &Source) -> String {
    let mut text = String::new();
    source.open().expect("it opens").read_to_string(&mut text).expect("UTF-8");
    text
}

fn written(sheet_xml: &str) -> Result<Option<String>, Refusal> {
    Ok(sheet(&workbook(sheet_xml), u64::MAX)?.map(|source| text(&source)))
}

fn cells() -> impl Strategy<Value = String> {
    let value = prop_oneof![
        4 => "[0-9]{1,4}(\\.[0-9]{1,3})?",
        2 => "[a-zก-ฮ ,\"\\n]{0,6}",
        1 => prop_oneof![Just("&lt;"), Just("&#10;"), Just("&#xE01;"), Just("&no;"), Just("_x000D_"), Just("\r\n"), Just("&"), Just("<b/>"), Just("<![CDATA[x]]>")].prop_map(str::to_owned),
    ];
    let attributes = prop_oneof![
        6 => Just(""),
        2 => prop_oneof![Just(" t=\"s\""), Just(" t=\"str\""), Just(" t=\"b\""), Just(" t=\"d\""), Just(" t=\"e\""), Just(" s=\"1\""), Just(" s=\"9\" t=\"n\"")],
        1 => prop_oneof![Just(" r=\"C2\""), Just(" r=\"ก\""), Just(" x:s='1'"), Just(" x:s=\"1\""), Just("  s=\"1\" "), Just(" s")],
    ];
    (attributes, value, 0..12_u8).prop_map(|(attributes, value, shape)| match shape {
        0 => format!("<c{attributes}/>"),
        1 => format!("<c{attributes} t=\"inlineStr\"><is><t>{value}</t></is></c>"),
        2 => format!("<c t=\"inlineStr\"><is> <t xml:space=\"preserve\">{value}</t>\n</is></c>"),
        3 => format!("<c{attributes}><is><r><t>{value}</t></r></is></c>"),
        4 => format!("<c{attributes}><f>1 &lt; 2</f><v>{value}</v></c>"),
        5 => format!("<c{attributes}><v>{value}</v><v>2</v></c>"),
        6 => format!("<c{attributes}><!-- --><v>{value}</v></c>"),
        7 => format!("<c{attributes}><v/></c>\n"),
        _ => format!("<c{attributes}><v>{value}</v></c>"),
    })
}

fn rows() -> impl Strategy<Value = String> {
    let start = prop_oneof![
        6 => Just("<row>"),
        1 => prop_oneof![Just("<row r=\"4\" spans=\"1:2\">"), Just("<row r='5'>"), Just("<row r=\"0\">"), Just("<row >"), Just("<x:row>")],
    ];
    let after = prop_oneof![
        6 => Just(""),
        1 => prop_oneof![Just("\n  "), Just("<row/>"), Just("<!-- c -->"), Just("text"), Just("<c><v>1</v></c>"), Just("</row>"), Just("<sheetData>")],
    ];
    (start, prop::collection::vec(cells(), 0..4), after).prop_map(|(start, cells, after)| {
        let end = if start.starts_with("<x:") { "</x:row>" } else { "</row>" };
        format!("{start}{}{end}{after}", cells.concat())
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn plain_rows_say_what_the_xml_reader_says(rows in prop::collection::vec(rows(), 0..6)) {
        let rows = rows.concat();
        let sheet = |rows: &str| format!("<worksheet><sheetData>{rows}</sheetData></worksheet>");
        // A row with a comment in it is not plain.
        let by_the_reader = rows.replace("</row>", "<!-- --></row>");
        prop_assert_eq!(written(&sheet(&rows)), written(&sheet(&by_the_reader)));
    }
}

/// A sheet of orders, some with a note of two lines, one without a total.
fn orders(rows: usize) -> String {
    let cell = |text: &str| format!("<c t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let row =
        |cells: &[&str]| format!("<row>{}</row>", cells.iter().map(|text| cell(text)).collect::<String>());
    let header = row(&["Name", "Email", "Created at", "Total", "Currency", "Lineitem name", "Notes"]);
    let rows = (0..rows).map(|number| {
        let (id, email) = (format!("#{}", number / 2), format!("c{}@example.com", number / 2));
        let total = if number == 700 { "a lot" } else { "12.50" };
        let product = if number % 9 == 0 { "two\nlines" } else { "one" };
        row(&[&id, &email, "2026-01-05 10:00:00", total, "THB", product, "\n\n"])
    });
    format!("<worksheet><sheetData>{header}{}</sheetData></worksheet>", rows.collect::<String>())
}

/// What an import makes of the orders of a source, and its account.
fn imported(source: &Source) -> (String, SourceReport) {
    let options = Options::default();
    let mut reader = Reader::new(&options).expect("a zone");
    let (bytes, name) = (source.bytes, source.name.as_str());
    let watch =
        Watch { progress: &Unwatched, before: 0, total: 1, work: 1, bytes, name, builds_meanwhile: false };
    let mut report = SourceReport::default();
    let fragment = reader.read(source, 0, &watch, &mut report).expect("orders").expect("no copy");
    report.settle_rejected();
    (format!("{:?}", fragment.content), report)
}

#[test]
fn a_long_sheet_is_read_like_one_that_is_kept() {
    let book = workbook(&orders(6_000));
    let kept = sheet(&book, u64::MAX).expect("sound").expect("filled");
    let long = sheet(&book, 1_000).expect("sound").expect("filled");
    assert!(long.bytes > kept.bytes / 2 && long.bytes < kept.bytes * 2, "{} of {}", long.bytes, kept.bytes);
    let whole = text(&kept);
    let by_the_reader = orders(6_000).replace("</row>", "<!-- --></row>");
    assert_eq!(written(&by_the_reader), Ok(Some(whole.clone())), "rows beyond what lies ahead at once");
    assert_eq!([text(&long), text(&long)], [whole.clone(), whole]);
    assert_eq!(long.lines(), kept.lines());
    let (expected, expected_report) = imported(&kept);
    let (content, report) = imported(&sheet(&book, 1_000).expect("sound").expect("filled"));
    assert_eq!(report, expected_report);
    assert!(content == expected, "the orders differ");
    let rejected: Vec<u64> = report.rejected.iter().map(|row| row.line).collect();
    assert_eq!(rejected, [702, 703], "rows as the sheet numbers them");
}

#[test]
fn a_text_that_many_cells_name_makes_no_endless_sheet() {
    let rows = |rows: usize| "<row><c t=\"s\"><v>5</v></c></row>".repeat(rows);
    let texts = TEXTS.replace("</sst>", &format!("<si><t>{}</t></si></sst>", "y".repeat(32_000)));
    let book =
        workbook_with(&format!("<worksheet><sheetData>{}</sheetData></worksheet>", rows(7_000)), &texts);
    let long = sheet(&book, 1_000).expect("sound so far").expect("filled");
    let error = std::io::copy(&mut long.open().expect("it opens"), &mut std::io::sink()).expect_err("224 MB");
    let expected = Refusal::TooMuch { limit: Limit::SheetText, allowed: limits::SHEET_BYTES };
    assert_eq!(Refusal::from(error), expected);
}

#[test]
fn a_long_sheet_that_is_damaged_further_down_is_refused() {
    let damaged = orders(3_000).replacen("</sheetData>", "<row></c></row></sheetData>", 1);
    let long = sheet(&workbook(&damaged), 1_000).expect("sound so far").expect("filled");
    let options = Options::default();
    let mut reader = Reader::new(&options).expect("a zone");
    let mut report = SourceReport::default();
    let refusal = reader.read_alone(&long, &Unwatched, &mut report).expect_err("damaged");
    assert_eq!(refusal, Refusal::Damaged { part: "xl/sheet.xml".to_owned() });
}
