//! Delimiter, header row and preamble from the first part of a file. Never takes a row of data for a header when a known header
//! is there, and never decides what the columns mean.

mod header;
mod quoting;
pub(super) mod signs;

use super::mend;
use super::profile::Profile;
use super::recognise::{Mapping, Recognised, recognise};
use super::records::{Record, Records};
use super::tokenize::{Dialect, Outcome, Span, next_record};

/// Delimiters in the order in which they win ties; the blank stands for aligned columns.
const DELIMITERS: [u8; 5] = [b',', b'\t', b';', b'|', b' '];

/// Below this a text is prose rather than a table ([`Candidate::regularity`]).
const LEAST_REGULARITY: f64 = 0.15;

/// A record: the line on which it starts, and its cells.
type Row = (u64, Vec<String>);

/// A header is looked for among the first records only.
const HEADER_SEARCH: usize = 40;

/// Lines that stand at most above the header of a table without a row.
const LONGEST_PREAMBLE: usize = 12;

/// How a text is laid out.
#[derive(Clone, Debug)]
pub(super) struct Layout<'profile> {
    /// How cells are separated and quoted.
    pub dialect: Dialect,
    /// Line of the header row, from 1; of the last one when the header takes up several.
    pub header_line: u64,
    /// The header cells, as they stand in the file.
    pub headers: Vec<String>,
    /// Records before the header row, as text.
    pub preamble: Vec<Vec<String>>,
    /// What the header was recognised as.
    pub recognised: Verdict<'profile>,
}

/// What a header was recognised as.
#[derive(Clone, Debug)]
pub(super) enum Verdict<'profile> {
    /// A profile with all it needs.
    Known(Mapping<'profile>),
    /// A known export with a column missing.
    NearMiss(Mapping<'profile>),
    /// A table nobody knows, with a header row by its looks.
    Unknown,
    /// A table whose first row looks like data.
    NoHeader,
    /// Text with a single column, or prose.
    NoTable,
}

/// Works the layout of `head` (the first part of a file as text) out, of which `dialect` may be known; `None` when there is no
/// table in it.
pub(super) fn layout<'profile>(
    head: &str,
    is_all: bool,
    dialect: Option<Dialect>,
    profiles: &'profile [Profile],
) -> Option<Layout<'profile>> {
    let guess = |delimiter| quoting::dialect(head, delimiter);
    let tried = || DELIMITERS.into_iter().chain(signs::regular(head)).map(guess).collect();
    let dialects: Vec<Dialect> = dialect.map_or_else(tried, |known| vec![known]);
    let candidates: Vec<Candidate> =
        dialects.into_iter().map(|dialect| Candidate::read(head, is_all, dialect)).collect();
    let known =
        candidates.iter().filter_map(|candidate| candidate.known(profiles)).max_by_key(|(score, _)| *score);
    if let Some((_, layout)) = known {
        return Some(layout);
    }
    let mut best: Option<&Candidate> = None;
    for candidate in candidates.iter().filter(|candidate| !candidate.rows.is_empty()) {
        if best.is_none_or(|best| candidate.regularity() > best.regularity() + 1e-9) {
            best = Some(candidate);
        }
    }
    best.map(Candidate::by_looks)
}

/// The first records of a text under one delimiter.
struct Candidate {
    dialect: Dialect,
    rows: Vec<Row>,
}

impl Candidate {
    fn read(head: &str, is_all: bool, mut dialect: Dialect) -> Self {
        let whole = if is_all { head } else { &head[..whole_records(head.as_bytes(), dialect)] };
        let rows = first_rows(whole, dialect);
        let width = usual_width(&rows);
        // A record of another width is mended only where most have the usual one.
        let same = rows.iter().filter(|(_, cells)| cells.len() == width).count();
        if dialect.aligned || same == rows.len() || same * 5 < rows.len() * 4 {
            return Self { dialect, rows };
        }
        dialect.width = width;
        Self { dialect, rows: first_rows(whole, dialect) }
    }

    /// The record that is the header of a known export, and how well it fits.
    fn known<'profile>(&self, profiles: &'profile [Profile]) -> Option<((usize, usize), Layout<'profile>)> {
        let mut best: Option<((usize, usize), Layout<'profile>)> = None;
        for (index, (_, cells)) in self.rows.iter().take(HEADER_SEARCH).enumerate() {
            let (verdict, rank) = match recognise(profiles, cells) {
                // A whole match outranks a near miss; among equals the one with more columns, then the earlier one.
                Recognised::Known(mapping) => {
                    let rank = (mapping.columns.len() * 2 + 1, usize::MAX - index);
                    (Verdict::Known(mapping), rank)
                }
                Recognised::NearMiss(mapping) => {
                    let rank = (mapping.columns.len() * 2, usize::MAX - index);
                    (Verdict::NearMiss(mapping), rank)
                }
                Recognised::Unknown => continue,
            };
            if !self.is_plausible(&verdict, index) {
                continue;
            }
            if best.as_ref().is_none_or(|(best, _)| rank > *best) {
                best = Some((rank, self.layout(index, verdict)));
            }
        }
        best
    }

    /// A word in running text is no header: under one that only a generic profile knows, or among columns aligned with blanks, most
    /// records must be as wide as the header. Where none follows, it must be wider than the few lines above it.
    fn is_plausible(&self, verdict: &Verdict<'_>, header: usize) -> bool {
        let generic = matches!(verdict, Verdict::Known(mapping) if mapping.profile.generic);
        let below = &self.rows[header + 1..];
        if !(generic || self.dialect.aligned) {
            return true;
        }
        let width = self.rows[header].1.len();
        if below.is_empty() {
            let above = &self.rows[..header];
            return above.len() <= LONGEST_PREAMBLE && above.iter().all(|(_, cells)| cells.len() < width);
        }
        let same = below.iter().filter(|(_, cells)| cells.len() == width).count();
        same * 2 > below.len()
    }

    fn layout<'profile>(&self, header: usize, recognised: Verdict<'profile>) -> Layout<'profile> {
        Layout {
            dialect: self.dialect,
            header_line: self.rows[header].0,
            headers: self.rows[header].1.clone(),
            preamble: self.rows[..header].iter().map(|(_, cells)| cells.clone()).collect(),
            recognised,
        }
    }

    /// How much like a table the text is under this delimiter: share of records with the usual width, more cells being better.
    fn regularity(&self) -> f64 {
        let width = usual_width(&self.rows);
        let same = self.rows.iter().filter(|(_, cells)| cells.len() == width).count();
        let share = same as f64 / self.rows.len().max(1) as f64;
        let penalty = match (self.dialect.aligned, self.dialect.delimiter) {
            (true, _) => 0.25,
            // Cells with quotes around them are no prose, but blanks stand in cells without quotes too.
            (false, b' ') => 0.7,
            (false, _) => 1.0,
        };
        if width < 2 { 0.01 } else { share * share * penalty * (1.0 + (width as f64).ln() / 4.0) }
    }

    /// The layout of a table nobody knows.
    fn by_looks<'profile>(&self) -> Layout<'profile> {
        let width = usual_width(&self.rows);
        let (first, last, verdict) = match header::find(&self.rows, width) {
            header::Top::Header(first, last) => (first, last, Verdict::Unknown),
            header::Top::Data(row) => (row, row, Verdict::NoHeader),
        };
        let is_prose = width < 2 || self.regularity() < LEAST_REGULARITY;
        let layout = self.layout(last, if is_prose { Verdict::NoTable } else { verdict });
        Layout {
            headers: header::joined(&self.rows[first..=last]),
            preamble: self.rows[..first].iter().map(|(_, cells)| cells.clone()).collect(),
            ..layout
        }
    }
}

/// The first records of a text. A line with a stray quote counts as it would stand without it.
fn first_rows(text: &str, dialect: Dialect) -> Vec<Row> {
    let mut records = Records::new(text.as_bytes(), dialect);
    let mut rows = Vec::new();
    let mut scratch = Vec::new();
    while let Ok(Some(record)) = records.next() {
        let mut read = |text: &[u8], cells: &[Span]| {
            cells.iter().map(|cell| cell_text(cell, text, dialect, &mut scratch)).collect()
        };
        rows.push(match record {
            Record::Cells { text, cells, line } => (line, read(text, cells)),
            Record::Unclosed { text, line } => (line, read(text, &mend::unclosed(text, dialect))),
        });
        if rows.len() >= 400 {
            break;
        }
    }
    rows
}

/// Most frequent number of cells in a record.
fn usual_width(rows: &[Row]) -> usize {
    let mut counts = std::collections::BTreeMap::new();
    for (_, cells) in rows {
        *counts.entry(cells.len()).or_insert(0_usize) += 1;
    }
    // A wide record says more than a narrow one: preambles are narrow.
    counts.into_iter().max_by_key(|(width, count)| (count * width, *width)).map_or(0, |(width, _)| width)
}

fn cell_text(cell: &Span, text: &[u8], dialect: Dialect, scratch: &mut Vec<u8>) -> String {
    String::from_utf8_lossy(cell.bytes(text, dialect, scratch)).into_owned()
}

/// Length of the part of a cut-off text that holds whole records.
fn whole_records(text: &[u8], dialect: Dialect) -> usize {
    let (mut at, mut cells) = (0, Vec::new());
    loop {
        match next_record(text, at, dialect, false, &mut cells) {
            Outcome::Record(next) | Outcome::Unclosed(next) if next > at => at = next,
            _ => return at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(head: &str, delimiter: u8, header_line: u64, known: &str) {
        let layout = layout(head, true, None, Profile::built_in()).expect("a table");
        let verdict = match &layout.recognised {
            Verdict::Known(mapping) => mapping.profile.id.as_str(),
            Verdict::NearMiss(_) => "near",
            Verdict::Unknown => "unknown",
            Verdict::NoHeader => "no header",
            Verdict::NoTable => "no table",
        };
        assert_eq!(
            (layout.dialect.delimiter, layout.header_line, verdict),
            (delimiter, header_line, known),
            "{head:?}"
        );
    }

    #[test]
    fn delimiter_and_header_are_found() {
        check("Name,Email,Created at,Total\n#1,a@example.com,2024-01-05,1\n", b',', 1, "shopify.orders");
        check(
            "Name;Email;Created at;Total\n#1;a@example.com;2024-01-05;\"1,5\"\n",
            b';',
            1,
            "shopify.orders",
        );
        check(
            "Name\tEmail\tCreated at\tTotal\n#1\ta@example.com\t2024-01-05\t1\n",
            b'\t',
            1,
            "shopify.orders",
        );
        check(
            "Campaign report\nAll time\nCampaign,Cost,Impr.,Clicks\na,1,2,3\n",
            b',',
            3,
            "google_ads.report",
        );
        check(" customer_id  date number\n 1 19970101 3\n 2 19970101 3\n", b' ', 1, "unknown");
        check("#1001,a@example.com,2024-01-05\n#1002,b@example.com,2024-01-06\n", b',', 1, "no header");
        check("a,b,c\n1,2,3\n", b',', 1, "unknown");
        check("c1,c2,c10\nx,y,z\n", b',', 1, "unknown");
        check("Permission is hereby granted\nfree of charge to any\nperson\n", b' ', 2, "no table");
        check("title\n\na;b\n1;2\n3;4\n", b';', 3, "unknown");
        check("bill#day#sum\nB1#05/01/2569#12,50\nB2#06/01/2569#8,00\n", b'#', 1, "unknown");
        check("Sales report\n\nOrder number,Date,Email,Total\n", b',', 3, "generic.orders");
    }

    #[test]
    fn the_last_words_of_running_text_are_no_header() {
        let text = "| file | rows | what is special about it | figures that somebody counted |\n|---|---|---|---|\n\
            | nps.csv | 1,000 | | NPS +10.0 |\n";
        let layout = layout(text, true, None, Profile::built_in()).expect("some lines");
        assert!(!matches!(layout.recognised, Verdict::Known(_)), "{layout:?}");
    }
}
