//! Files that are laid out as a person says: encoding, delimiter, header row, a mapping of their own. Never overrules what was said,
//! never applies a mapping to a file of another shape.

use std::borrow::Cow;

use encoding_rs::Encoding;
use jiff::tz::TimeZone;

use super::decode::{self, Scan};
use super::guess::ColumnFacts;
use super::headers::Headers;
use super::mapping_file::{LayoutRules, Quotes, Remembered, Shape};
use super::parse::date::Zones;
use super::parse::text::fold;
use super::profile::{Field, Profile};
use super::recognise::{self, Recognised, recognise};
use super::records::{Record, Records};
use super::sniff::{self, Layout, Verdict};
use super::tokenize::Dialect;
use super::{Note, Options};
use crate::tables::Table;

/// Records that are looked at to find the header row.
const LOOKED_AT: usize = 400;

/// How one file is read, and by whose word.
pub(super) struct Chosen<'options> {
    /// The layout, with what the header was recognised as.
    pub layout: Layout<'options>,
    /// Encoding that a person's mapping names.
    pub encoding: Option<&'static Encoding>,
    /// What to tell about it.
    pub note: Option<Note>,
}

/// The mappings of `--map` first, then a remembered one of this shape, then the built-in formats.
pub(super) fn choose<'options>(scan: &Scan, options: &'options Options) -> Option<Chosen<'options>> {
    let fits = |profile: &'options Profile| {
        let layout = layout(scan, &profile.layout, std::slice::from_ref(profile))?;
        let is_known = matches!(layout.recognised, Verdict::Known(_));
        is_known.then(|| Chosen { layout, encoding: encoding(&profile.layout), note: None })
    };
    if let Some(chosen) = options.mappings.iter().find_map(fits) {
        return Some(chosen);
    }
    let found = sniff::layout(&decode::head_text(scan), scan.head_is_all, scan.dialect, Profile::built_in());
    remembered(scan, found.as_ref(), &options.remembered).or_else(|| {
        let mut layout = found?;
        if holds_stars(scan, &layout) {
            layout.recognised = Verdict::Unknown;
        }
        Some(Chosen { layout, encoding: None, note: None })
    })
}

/// Answers that make a column of scores look like stars.
const FEWEST_STARS: usize = 10;

/// Whether what a hand-made table calls a score is never 0 and never above 5: then it may be stars, and only a person knows.
fn holds_stars(scan: &Scan, layout: &Layout<'_>) -> bool {
    let Verdict::Known(mapping) = &layout.recognised else { return false };
    let Some(column) = mapping.columns.get(&Field::Score).filter(|_| mapping.profile.generic) else {
        return false;
    };
    if mapping.profile.find_score || mapping.profile.table != Table::Answers {
        return false;
    }
    let rows = rows(&decode::head_text(scan), scan.head_is_all, layout.dialect);
    let below = rows.iter().filter(|(line, _)| *line > layout.header_line);
    let cells = below.filter_map(|(_, cells)| cells.get(*column).map(|cell| cell.trim()));
    let scores: Vec<&str> = cells.filter(|cell| !cell.is_empty()).collect();
    scores.len() >= FEWEST_STARS && scores.iter().all(|score| matches!(*score, "1" | "2" | "3" | "4" | "5"))
}

/// Whether a mapping may read this file in another encoding than the one its bytes speak for.
pub(super) fn names_encoding(options: &Options) -> bool {
    let mut mappings = options.mappings.iter().chain(options.remembered.iter().map(|known| &known.profile));
    mappings.any(|profile| profile.layout.encoding.is_some())
}

/// Makes a scan say what a person said.
pub(super) fn set_encoding(scan: &mut Scan, encoding: &'static Encoding) {
    let mark = Encoding::for_bom(&scan.head).filter(|(marked, _)| *marked == encoding);
    scan.bom_bytes = mark.map_or(0, |(_, bytes)| bytes);
    scan.encoding = encoding;
    scan.bad_line = None;
}

/// The encoding that the rules name, if it is one.
pub(super) fn encoding(rules: &LayoutRules) -> Option<&'static Encoding> {
    Encoding::for_label(rules.encoding.as_deref()?.as_bytes())
}

/// The first mapping whose shape the file has, as found or as that mapping lays it out.
fn remembered<'options>(
    scan: &Scan,
    found: Option<&Layout<'options>>,
    mappings: &'options [Remembered],
) -> Option<Chosen<'options>> {
    let found_shape = found.map(|layout| Shape::of(&layout.headers));
    mappings.iter().rev().find_map(|known| {
        let rules = &known.profile.layout;
        let chosen = |layout: Layout<'options>| {
            let folded: Vec<String> = layout.headers.iter().map(|header| fold(header)).collect();
            let mapping = recognise::map(&known.profile, &Headers::new(&folded));
            let layout = Layout { recognised: Verdict::Known(mapping), ..layout };
            Chosen {
                layout,
                encoding: encoding(rules),
                note: Some(Note::OwnMapping { made: known.made.clone(), shape: known.shape.clone() }),
            }
        };
        if rules.leaves_text_alone() {
            return found.filter(|_| found_shape.as_ref() == Some(&known.shape)).cloned().map(chosen);
        }
        let told = layout(scan, rules, std::slice::from_ref(&known.profile))?;
        let rows = if told.header_line == 0 { first_rows(scan, &told, rules) } else { Vec::new() };
        (shape(&told.headers, &rows, told.header_line == 0) == known.shape).then(|| chosen(told))
    })
}

/// The layout of a file's first part under rules; what they leave open is found out.
pub(super) fn layout<'profile>(
    scan: &Scan,
    rules: &LayoutRules,
    profiles: &'profile [Profile],
) -> Option<Layout<'profile>> {
    let head = match encoding(rules) {
        Some(encoding) => Cow::Owned(decoded(scan, encoding)),
        None => decode::head_text(scan).into(),
    };
    let found = sniff::layout(&head, scan.head_is_all, scan.dialect, profiles);
    let LayoutRules { delimiter, quote_mark, quotes, header_line, .. } = rules;
    if delimiter.is_none() && quote_mark.is_none() && quotes.is_none() && header_line.is_none() {
        return found;
    }
    let dialect = dialect(found.as_ref(), rules);
    let rows = rows(&head, scan.head_is_all, dialect);
    let width = usual_width(&rows);
    let at = match rules.header_line {
        Some(0) => None,
        Some(line) => Some(rows.iter().position(|(known, _)| *known >= line)?),
        None => Some(header(&rows, width, profiles)?),
    };
    let (header_line, headers) = match at {
        Some(at) => rows[at].clone(),
        None => (0, (1..=width).map(|number| format!("Column {number}")).collect()),
    };
    let preamble = rows[..at.unwrap_or(0)].iter().map(|(_, cells)| cells.clone()).collect();
    let recognised = match recognise(profiles, &headers) {
        Recognised::Known(mapping) => Verdict::Known(mapping),
        Recognised::NearMiss(mapping) => Verdict::NearMiss(mapping),
        Recognised::Unknown => Verdict::Unknown,
    };
    Some(Layout { dialect, header_line, headers, preamble, recognised })
}

/// The shape of a table: that of its headers, and of what its columns hold where it has none.
pub(super) fn shape(headers: &[String], rows: &[(u64, Vec<String>)], is_headless: bool) -> Shape {
    if !is_headless {
        return Shape::of(headers);
    }
    let zones = Zones::new(TimeZone::UTC, TimeZone::UTC);
    let named = headers.iter().enumerate().map(|(index, header)| {
        let cells = rows.iter().take(LOOKED_AT).map(|(_, cells)| cells.get(index).map_or("", String::as_str));
        format!("{header} {}", ColumnFacts::of(cells, &zones).coarse())
    });
    Shape::of(&named.collect::<Vec<_>>())
}

fn first_rows(scan: &Scan, layout: &Layout<'_>, rules: &LayoutRules) -> Vec<(u64, Vec<String>)> {
    let head = encoding(rules).map_or_else(|| decode::head_text(scan), |encoding| decoded(scan, encoding));
    rows(&head, scan.head_is_all, layout.dialect)
}

fn decoded(scan: &Scan, encoding: &'static Encoding) -> String {
    let mark = Encoding::for_bom(&scan.head).filter(|(marked, _)| *marked == encoding);
    let bytes = scan.head.get(mark.map_or(0, |(_, bytes)| bytes)..).unwrap_or_default();
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

fn dialect(found: Option<&Layout<'_>>, rules: &LayoutRules) -> Dialect {
    let mut dialect = found.map_or(Dialect::delimited(b','), |layout| layout.dialect);
    if let Some(delimiter) = rules.delimiter.and_then(|delimiter| u8::try_from(delimiter).ok())
        && delimiter != dialect.delimiter
    {
        dialect = Dialect { backslash: dialect.backslash, ..Dialect::delimited(delimiter) };
    }
    if let Some(mark) = rules.quote_mark {
        dialect.quote = mark.byte();
    }
    if let Some(quotes) = rules.quotes {
        dialect.backslash = quotes == Quotes::Backslash;
    }
    dialect
}

/// The first records of a text.
fn rows(head: &str, is_all: bool, dialect: Dialect) -> Vec<(u64, Vec<String>)> {
    let mut records = Records::new(head.as_bytes(), dialect);
    let (mut rows, mut scratch) = (Vec::new(), Vec::new());
    while let Ok(Some(record)) = records.next() {
        if let Record::Cells { text, cells, line } = record {
            let cell = |cell: &super::tokenize::Span| {
                String::from_utf8_lossy(cell.bytes(text, dialect, &mut scratch)).into_owned()
            };
            rows.push((line, cells.iter().map(cell).collect::<Vec<_>>()));
        }
        if rows.len() > LOOKED_AT {
            break;
        }
    }
    // The last record of a text that goes on may be half a record.
    if !is_all && rows.len() > 1 {
        rows.pop();
    }
    rows
}

/// Most frequent number of cells, a wide record saying more than a narrow one.
fn usual_width(rows: &[(u64, Vec<String>)]) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    for (_, cells) in rows {
        *counts.entry(cells.len()).or_insert(0_usize) += 1;
    }
    counts.into_iter().max_by_key(|(width, count)| (count * width, *width)).map_or(0, |(width, _)| width)
}

/// The header of a known export, else the first record of the usual width.
fn header(rows: &[(u64, Vec<String>)], width: usize, profiles: &[Profile]) -> Option<usize> {
    let is_known =
        |(_, cells): &(u64, Vec<String>)| matches!(recognise(profiles, cells), Recognised::Known(_));
    rows.iter()
        .take(40)
        .position(is_known)
        .or_else(|| rows.iter().position(|(_, cells)| cells.len() == width))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Imported, Input, Unwatched, import};

    const COLUMNS: &str =
        "id='my.till'\nname='Till'\nplatform='till'\ntable='orders'\nrequired=['ordered_at','total']\n";

    fn read(bytes: Vec<u8>, options: &Options) -> Imported {
        let input = Input::Bytes { name: "till.csv".to_owned(), bytes: bytes.into() };
        import(&[input], options, &Unwatched).expect("imported")
    }

    fn totals(imported: &Imported) -> i64 {
        imported
            .tables
            .orders
            .column("total_minor")
            .expect("a column")
            .i64()
            .expect("integers")
            .iter()
            .flatten()
            .sum()
    }

    #[test]
    fn a_mapping_lays_out_what_cannot_be_found_out() {
        let text = "1#05/01/2569#1.250,50\n2#06/01/2569#99,00\n";
        let columns = "[columns]\nordered_at=['Column 2']\ntotal=['Column 3']\n";
        let layout =
            "[layout]\nencoding='windows-874'\ndelimiter='#'\nheader_line=0\ndate_order='day_first'\n";
        let mapping = Profile::parse(&format!("{COLUMNS}{columns}{layout}")).expect("sound");
        let imported = read(text.into(), &Options { mappings: vec![mapping], ..Options::default() });
        let source = &imported.report.sources[0];
        assert_eq!((source.rows_read, source.rows_used, source.refusal.as_ref()), (2, 2, None));
        assert_eq!((source.encoding.as_str(), source.header_row), ("windows-874", Some(0)));
        assert_eq!(totals(&imported), 134_950);
    }

    #[test]
    fn a_remembered_mapping_is_applied_to_its_shape_only_and_says_so() {
        let columns = "[columns]\nordered_at=['วันขาย']\ntotal=['สุทธิ']\n";
        let profile = Profile::parse(&format!("{COLUMNS}{columns}")).expect("sound");
        let shape = Shape::of(&["วันขาย", "สุทธิ", "บิล"]);
        let made = "2026-05-12 09:00".to_owned();
        let options = Options {
            remembered: vec![Remembered { profile, shape: shape.clone(), made: made.clone() }],
            ..Options::default()
        };
        let text = |headers: &str| {
            encoding_rs::WINDOWS_874.encode(&format!("{headers}\nB1;31/01/2569;5\n")).0.into_owned()
        };
        let known = read(text("บิล;วันขาย;สุทธิ"), &options);
        assert_eq!(totals(&known), 500);
        assert!(known.report.sources[0].notes.contains(&Note::OwnMapping { made, shape }));
        let wider = read(text("บิล;วันขาย;สุทธิ;ทอน"), &options);
        assert!(wider.report.sources[0].refusal.is_some());
    }
}
