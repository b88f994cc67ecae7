//! Doors for the fuzz targets in `fuzz/`, built with the feature `fuzzing` only. Never part of the program.
//!
//! Each function reads hostile input and panics when a law of the import is broken.

use jiff::tz::TimeZone;

use super::decode;
use super::input::Source;
use super::mend;
use super::parse::date::{self, Zones};
use super::parse::number::{self, NumberStyle, SignEvidence};
use super::parse::text::fold;
use super::records::{Record, Records};
use super::tokenize::{Dialect, Span};
use super::{DateOrder, Input, Options, Profile, Unwatched, import, recognise, sniff};

/// Lets a panic of calamine be, which the import catches: the fuzzer would end at any. Called once, before the first input.
pub fn expect_caught_panics() {
    let ends_the_run = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !panic.location().is_some_and(|place| place.file().contains("/calamine-")) {
            ends_the_run(panic);
        }
    }));
}

/// Bytes as a text table: the same records whether they come whole or in small blocks.
pub fn text(bytes: &[u8]) {
    let Ok(scan) = decode::scan(&Source::memory("fuzz", bytes.to_vec()), &Unwatched) else { return };
    let head = decode::head_text(&scan);
    let Some(layout) = sniff::layout(&head, scan.head_is_all, None, Profile::built_in()) else { return };
    let whole = rows(&head, layout.dialect, head.len().max(1));
    assert!(whole.windows(2).all(|pair| pair[0].0 < pair[1].0), "lines go on");
    let size = bytes.first().map_or(1, |first| 1 + usize::from(*first));
    assert_eq!(rows(&head, layout.dialect, size), whole, "blocks of {size} bytes");
}

/// Line and cells of every record, read in blocks of `size` bytes.
fn rows(text: &str, dialect: Dialect, size: usize) -> Vec<(u64, Vec<Vec<u8>>)> {
    let mut records = Records::in_blocks(text.as_bytes(), dialect, size);
    let mut rows = Vec::new();
    while let Some(record) = records.next().expect("memory can be read") {
        let read = |text: &[u8], cells: &[Span]| {
            cells.iter().map(|cell| cell.bytes(text, dialect, &mut Vec::new()).to_vec()).collect()
        };
        rows.push(match record {
            Record::Cells { text, cells, line } => (line, read(text, cells)),
            Record::Unclosed { text, line } => (line, read(text, &mend::unclosed(text, dialect))),
        });
    }
    rows
}

/// A cell as a date, in every order.
pub fn date(cell: &str) {
    let zones = Zones::new(TimeZone::get("Asia/Bangkok").unwrap_or(TimeZone::UTC), TimeZone::UTC);
    for order in [DateOrder::Auto, DateOrder::DayFirst, DateOrder::MonthFirst] {
        if let Ok(moment) = date::parse(cell, order, &zones) {
            assert!(moment.second.is_none_or(|second| (0..86_400).contains(&second)), "{moment:?}");
        }
    }
}

/// Lines as the cells of a column of amounts.
pub fn amounts(cells: &str) {
    let mut signs = SignEvidence::default();
    cells.lines().for_each(|cell| signs.add(cell));
    for style in [NumberStyle::Point, NumberStyle::Comma].into_iter().chain(signs.decide().ok()) {
        for cell in cells.lines() {
            number::parse(cell, style, 2);
        }
    }
}

/// A mapping file, and its own text as the header rows that it is tried on.
pub fn mapping(text: &str) {
    let Ok(profile) = Profile::parse(text) else { return };
    for line in text.lines() {
        let headers: Vec<String> = line.split([',', '"', '\'']).map(fold).collect();
        let confidence = recognise::map(&profile, &super::headers::Headers::new(&headers)).confidence();
        assert!((0.0..=1.0).contains(&confidence), "{confidence}");
    }
    let bytes = text.as_bytes().to_vec();
    let options = Options { mappings: vec![profile], ..Options::default() };
    account(&options, bytes);
}

/// A file that begins with `header`: whatever follows, the accounts balance.
pub fn import_under(header: &str, bytes: &[u8]) {
    account(&Options::default(), [header.as_bytes(), bytes].concat());
}

/// Pieces, divided by NUL bytes, as the parts of an XLSX and of an ODS workbook: sheet or content, shared texts, formats, list of sheets.
pub fn workbook(bytes: &[u8]) {
    const XLSX: [(&str, &str); 4] = [
        ("xl/worksheets/sheet1.xml", ""),
        ("xl/sharedStrings.xml", "<sst><si><t>a</t></si></sst>"),
        ("xl/styles.xml", "<styleSheet><cellXfs><xf numFmtId=\"14\"/></cellXfs></styleSheet>"),
        (
            "xl/workbook.xml",
            "<workbook xmlns:r=\"r\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"s1\"/></sheets></workbook>",
        ),
    ];
    const LINKS: &str = "<Relationships><Relationship Id=\"s1\" Type=\"http://x/worksheet\" Target=\"worksheets/sheet1.xml\"/>\
        <Relationship Id=\"y\" Type=\"http://x/styles\" Target=\"styles.xml\"/>\
        <Relationship Id=\"z\" Type=\"http://x/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>";
    const ROOT: &str = "<Relationships><Relationship Id=\"r1\" Type=\"http://x/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
    let mut pieces = bytes.split(|byte| *byte == 0);
    let mut parts: Vec<(&str, &[u8])> =
        XLSX.iter().map(|(name, usual)| (*name, pieces.next().unwrap_or(usual.as_bytes()))).collect();
    parts.extend([
        ("[Content_Types].xml", &b"<Types/>"[..]),
        ("_rels/.rels", ROOT.as_bytes()),
        ("xl/_rels/workbook.xml.rels", LINKS.as_bytes()),
    ]);
    account(&Options::default(), stored(&parts));
    let kind = &b"application/vnd.oasis.opendocument.spreadsheet"[..];
    account(&Options::default(), stored(&[("mimetype", kind), ("content.xml", parts[0].1)]));
}

/// An archive of these members, not packed.
fn stored(parts: &[(&str, &[u8])]) -> Vec<u8> {
    use std::io::Write as _;
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    for (name, content) in parts {
        archive.start_file(*name, options).expect("memory can be written");
        archive.write_all(content).expect("memory can be written");
    }
    archive.finish().expect("memory can be written").into_inner()
}

fn account(options: &Options, bytes: Vec<u8>) {
    let input = Input::Bytes { name: "fuzz".to_owned(), bytes: bytes.into() };
    let imported = import(&[input], options, &Unwatched).expect("nothing cancels");
    for source in &imported.report.sources {
        assert_eq!(source.rows_read, source.rows_used + source.rows_rejected + source.rows_total);
    }
}
