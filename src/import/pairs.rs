//! A text of labels and values that stands for one record (Mailchimp's report of a campaign) as a table of one row. Never touches a text
//! that no profile of the kind knows.

use super::decode::{self, Scan};
use super::headers::Headers;
use super::input::{Source, Written};
use super::lines::LineMap;
use super::parse::text::fold;
use super::profile::Profile;
use super::progress::Unwatched;
use super::recognise;
use super::tokenize::{Dialect, Span, next_record};

/// Longer texts are tables: a record has few fields.
const LONGEST: u64 = 256 << 10;

/// The table of one row that a list of labels and values stands for; `None` for every other text.
pub(super) fn table(source: &Source) -> Option<Source> {
    if source.bytes > LONGEST {
        return None;
    }
    let scan = decode::scan(source, &Unwatched).ok()?;
    let text = text(source, &scan)?;
    let pairs = pairs(&text);
    let labels: Vec<String> = pairs.iter().map(|pair| fold(&pair.label)).collect();
    let labels = Headers::new(&labels);
    let is_whole = |profile: &&Profile| recognise::map(profile, &labels).missing().is_empty();
    Profile::built_in().iter().filter(|profile| profile.pairs).find(is_whole)?;
    let line =
        |cell: fn(&Pair) -> &str| pairs.iter().map(|pair| quoted(cell(pair))).collect::<Vec<_>>().join(",");
    let written = format!("{}\n{}\n", line(|pair| &pair.label), line(|pair| &pair.value));
    let mut table = Source::memory(&source.name, written.into_bytes());
    let lines = LineMap::shifted(pairs.first()?.line - 1);
    let dialect = Some(Dialect::delimited(b','));
    table.written =
        Some(Written { encoding: scan.encoding.name(), dialect, lines, day_numbers: None, unwrapped: 0 });
    Some(table)
}

fn text(source: &Source, scan: &Scan) -> Option<String> {
    let mut text = String::new();
    std::io::Read::read_to_string(&mut decode::text_reader(source, scan).ok()?, &mut text).ok()?;
    Some(text)
}

/// `"Bounces:","9 (0.5%)"`.
struct Pair {
    label: String,
    value: String,
    /// Line of the text, from 1.
    line: u64,
}

/// The lines that are a label and a value; of a label that comes again (a report has a part per variant) the first.
fn pairs(text: &str) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = Vec::new();
    for (number, line) in (1..).zip(text.lines()) {
        let cells = cells(line);
        let [label, value, ..] = cells.as_slice() else { continue };
        let Some(label) = label.trim().strip_suffix(':') else { continue };
        if !pairs.iter().any(|pair| pair.label == label) {
            let value = without_share(value.trim()).to_owned();
            pairs.push(Pair { label: label.to_owned(), value, line: number });
        }
    }
    pairs
}

/// A count without the share behind it: `9 (0.5%)`.
fn without_share(value: &str) -> &str {
    match value.split_once(" (") {
        Some((count, share)) if share.ends_with("%)") => count,
        _ => value,
    }
}

fn cells(line: &str) -> Vec<String> {
    let dialect = Dialect::delimited(b',');
    let (mut spans, mut scratch) = (Vec::new(), Vec::new());
    next_record(line.as_bytes(), 0, dialect, true, &mut spans);
    let text = |span: &Span| {
        String::from_utf8_lossy(span.bytes(line.as_bytes(), dialect, &mut scratch)).into_owned()
    };
    spans.iter().map(text).collect()
}

fn quoted(cell: &str) -> String {
    format!("\"{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_and_values_are_one_record_and_a_label_counts_once() {
        let report = "\"Email Campaign Report\"\n\"Title:\",\"Tea, \"\"new\"\"\"\n\n\"Total Recipients:\",\"1,751\"\n\"Bounces:\",\"9 (0.5%)\"\n\"Bounces:\",\"4\"\n";
        let found: Vec<(String, String, u64)> =
            pairs(report).into_iter().map(|pair| (pair.label, pair.value, pair.line)).collect();
        let pair = |label: &str, value: &str, line| (label.to_owned(), value.to_owned(), line);
        let expected =
            [pair("Title", "Tea, \"new\"", 2), pair("Total Recipients", "1,751", 4), pair("Bounces", "9", 5)];
        assert_eq!(found, expected);
        assert!(table(&Source::memory("report.csv", report.as_bytes().to_vec())).is_some());
        let other = "Name:,Total\n#1:,5\n".as_bytes().to_vec();
        assert!(table(&Source::memory("orders.csv", other)).is_none(), "no format of the kind");
    }
}
