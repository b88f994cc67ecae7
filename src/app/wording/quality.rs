//! What was imported, in sentences: what was left out, where days are missing, what feeds a stage. Never counts anything itself.

use std::fmt::Display;

use super::{between, count, date, filled, known_text, percent, range, shortened_list, text};
use crate::analysis::{DataQuality, Feed, Gap, StageFeeds};
use crate::domain::{Currency, Language, Stage, format_units};
use crate::import::{ColumnsChanged, Dropped, ImportReport, SourceReport};
use crate::tables::Table;

/// The one sentence about all files: what was left out, or that nothing was.
pub fn finding(language: Language, report: &ImportReport) -> String {
    let refused = report.sources.iter().filter(|source| source.refusal.is_some()).count();
    let usable = || report.sources.iter().filter(|source| source.refusal.is_none());
    let read: u64 = usable().map(|source| source.rows_read).sum();
    let rejected: u64 = usable().map(|source| source.rows_rejected).sum();
    let files = report.sources.iter().filter(|source| source.left_out.is_none()).count();
    let (read_text, rejected_text) = (count(read), count(rejected));
    let share = rejected_share(rejected, read);
    let values: [(&str, &dyn Display); 5] = [
        ("refused", &refused),
        ("files", &files),
        ("rejected", &rejected_text),
        ("read", &read_text),
        ("share", &share),
    ];
    let key = match (refused, rejected, files) {
        (0, 0, 1) => "quality.finding.one_file",
        (0, 0, _) => "quality.finding.all_used",
        (0, _, _) => "quality.finding.rows",
        (_, 0, 1) => "quality.finding.one_refused",
        (_, 0, _) => "quality.finding.files",
        (_, _, _) => "quality.finding.files_and_rows",
    };
    filled(language, key, &values)
}

/// `0.002 %`: rejected of read, never rounded to nothing.
pub fn rejected_share(rejected: u64, read: u64) -> String {
    if read == 0 || rejected == 0 {
        return "0 %".to_owned();
    }
    let percent = rejected as f64 / read as f64 * 100.0;
    match percent {
        percent if percent < 0.001 => "<0.001 %".to_owned(),
        percent if percent < 0.1 => format!("{percent:.3} %"),
        percent if percent < 10.0 => format!("{percent:.2} %"),
        percent => format!("{percent:.1} %"),
    }
}

/// `1,204,331 rows: 1,204,310 used, 21 not used (0.002 %, THB 18,420.00 of sales).`
pub fn account(language: Language, source: &SourceReport) -> String {
    let mut parts = vec![filled(language, "quality.account.used", &[("rows", &count(source.rows_used))])];
    if source.rows_rejected > 0 {
        let share = rejected_share(source.rows_rejected, source.rows_read);
        let rows = count(source.rows_rejected);
        let share = std::iter::once(share).chain(lost(language, source)).collect::<Vec<_>>().join(", ");
        let values: [(&str, &dyn Display); 2] = [("rows", &rows), ("share", &share)];
        parts.push(filled(language, "quality.account.rejected", &values));
    }
    let totals = source.rows_total;
    if totals > 0 {
        let key = if totals == 1 { "quality.account.totals.one" } else { "quality.account.totals" };
        parts.push(filled(language, key, &[("rows", &count(totals))]));
    }
    let (read, parts) = (count(source.rows_read), parts.join(", "));
    let key = if source.rows_read == 1 { "quality.account.one" } else { "quality.account" };
    filled(language, key, &[("read", &read), ("parts", &parts)])
}

/// What the rejected rows came to, one text per currency: `THB 18,420.00 of sales, 0.4 %`; how many of them that is where some do
/// not read.
fn lost(language: Language, source: &SourceReport) -> Vec<String> {
    let records = if source.table == Some(Table::Ads) { "spend" } else { "sales" };
    let mut texts: Vec<String> = source
        .worth
        .iter()
        .filter(|worth| worth.rejected_rows > 0)
        .map(|worth| {
            let decimals = worth.currency.map_or(2, Currency::decimals);
            let code = worth.currency.map_or_else(String::new, |currency| format!("{} ", currency.code()));
            let amount = format!("{code}{}", format_units(worth.rejected_minor, decimals));
            let share = worth.rejected_share().map_or_else(|| "–".to_owned(), percent);
            let values: [(&str, &dyn Display); 2] = [("amount", &amount), ("share", &share)];
            filled(language, &format!("quality.account.{records}"), &values)
        })
        .collect();
    let (known, all) = (source.rejected_rows_with_amount(), source.rows_rejected);
    let has_money = matches!(source.table, Some(Table::Orders | Table::Ads));
    if has_money && known < all {
        let unknown = count(all - known);
        texts.push(filled(language, "quality.account.no_amount", &[("rows", &unknown)]));
    }
    texts
}

/// What an export lost or gained against the one before it: `This export lost “Email” …`.
pub fn columns_changed(language: Language, changed: &ColumnsChanged) -> String {
    let (lost, gained) = (shortened_list(language, &changed.lost), shortened_list(language, &changed.gained));
    let values: [(&str, &dyn Display); 3] = [("file", &changed.before), ("lost", &lost), ("gained", &gained)];
    let key = match (changed.lost.is_empty(), changed.gained.is_empty()) {
        (false, false) => "quality.columns.both",
        (false, true) => "quality.columns.lost",
        (true, _) => "quality.columns.gained",
    };
    filled(language, key, &values)
}

/// Key of why a column was dropped, below `data.fate`.
pub fn dropped_key(why: Dropped) -> &'static str {
    match why {
        Dropped::Name => "name",
        Dropped::Address => "address",
        Dropped::Note => "note",
        Dropped::Contact => "contact",
        Dropped::Repeated => "repeated",
        Dropped::Unneeded => "unneeded",
    }
}

/// `No orders between 3 and 19 May 2026 (17 days).`
pub fn gap(language: Language, table: Table, gap: Gap) -> String {
    let records = records(language, table);
    let days = between(language, gap.from, gap.to);
    let number = count(u64::from(gap.days()));
    let values: [(&str, &dyn Display); 3] = [("records", &records), ("days", &days), ("count", &number)];
    filled(language, if gap.from == gap.to { "quality.gap.one" } else { "quality.gap" }, &values)
}

/// What the records of a table are called in the middle of a sentence.
pub fn records(language: Language, table: Table) -> String {
    known_text(language, &format!("quality.records.{}", table.id()))
        .unwrap_or_else(|| text(language, "quality.records"))
}

/// The one sentence about coverage: the longest gap, or that there is none.
pub fn coverage_finding(language: Language, quality: &DataQuality, report: &ImportReport) -> String {
    let gaps = quality.coverage.iter().flat_map(|of| of.gaps.iter().map(move |gap| (of, *gap)));
    let longest = gaps.clone().max_by_key(|(of, gap)| (gap.days(), std::cmp::Reverse(of.source)));
    match longest {
        None => text(language, "quality.coverage.none"),
        Some((of, longest)) => {
            let name = report.sources.get(of.source as usize).map_or("", |source| file_name(&source.path));
            let sentence = gap(language, of.table, longest);
            let (sentence, others) = (sentence.trim_end_matches('.'), gaps.count() - 1);
            let values: [(&str, &dyn Display); 3] =
                [("gap", &sentence), ("file", &name), ("others", &others)];
            let key = if others == 0 { "quality.coverage.gap" } else { "quality.coverage.gaps" };
            filled(language, key, &values)
        }
    }
}

/// A source's part in a stage: `1,204 orders, 1 Jan 2025 – 3 Feb 2026`.
pub fn feed(language: Language, feed: &Feed) -> String {
    let records = records(language, feed.table);
    let rows = count(feed.records);
    let days = match (feed.first, feed.last) {
        (Some(first), Some(last)) if first != last => range(language, first, last),
        (Some(day), _) | (None, Some(day)) => date(language, day),
        (None, None) => text(language, "quality.no_days"),
    };
    let values: [(&str, &dyn Display); 3] = [("rows", &rows), ("records", &records), ("days", &days)];
    filled(language, "quality.feed", &values)
}

/// What else could feed a stage that something feeds already: `Could also be fed by: chats, web figures.`
pub fn could_feed(language: Language, feeds: &StageFeeds) -> Option<String> {
    if feeds.sources.is_empty() || feeds.missing.is_empty() {
        return None;
    }
    let names: Vec<String> = feeds.missing.iter().map(|table| records(language, *table)).collect();
    Some(filled(language, "quality.could_feed", &[("records", &names.join(", "))]))
}

/// What would fill a stage that nothing feeds.
pub fn missing_feed(language: Language, stage: Stage) -> String {
    text(language, &format!("quality.missing.{}", stage.id()))
}

/// What a watched folder brought: `Picked up orders_may.csv: 120 new, 4 updated.`
pub fn picked_up(language: Language, name: &str, new: u64, updated: u64, unchanged: u64) -> String {
    let mut parts = vec![filled(language, "quality.picked.new", &[("rows", &count(new))])];
    for (key, rows) in [("quality.picked.updated", updated), ("quality.picked.unchanged", unchanged)] {
        if rows > 0 {
            parts.push(filled(language, key, &[("rows", &count(rows))]));
        }
    }
    let parts = parts.join(", ");
    filled(language, "quality.picked", &[("file", &name), ("parts", &parts)])
}

/// The last part of a path.
pub fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Day;
    use crate::import::Refusal;

    fn source(read: u64, rejected: u64) -> SourceReport {
        SourceReport {
            rows_read: read,
            rows_used: read - rejected,
            rows_rejected: rejected,
            ..SourceReport::default()
        }
    }

    #[test]
    fn the_finding_names_what_was_left_out_and_only_that() {
        let refused = || SourceReport { refusal: Some(Refusal::Empty), ..SourceReport::default() };
        let check = |sources: Vec<SourceReport>, expected: &str| {
            assert_eq!(finding(Language::English, &ImportReport { sources }), expected);
        };
        check(vec![source(1_204_331, 21)], "21 of 1,204,331 rows not used (0.002 %)");
        check(vec![source(10, 0), refused()], "1 of 2 files not used");
        check(vec![source(10, 1), refused(), refused()], "2 of 3 files and 1 of 10 rows not used");
        check(vec![source(10, 0), source(5, 0)], "All 15 rows of 2 files used");
        check(vec![source(10, 0)], "All 10 rows used");
        check(vec![refused()], "The file could not be used");
    }

    #[test]
    fn a_file_accounts_for_every_row() {
        let mut file = source(1_204_331, 21);
        assert_eq!(
            account(Language::English, &file),
            "1,204,331 rows: 1,204,310 used, 21 not used (0.002 %)."
        );
        (file.rows_read, file.rows_total) = (1_204_332, 1);
        assert!(account(Language::English, &file).ends_with(", 1 total left out of sums."), "{file:?}");
        file = SourceReport { rows_read: 1, rows_used: 1, ..SourceReport::default() };
        assert_eq!(account(Language::English, &file), "1 row: 1 used.");
        file = SourceReport { rows_read: 2, rows_total: 2, ..SourceReport::default() };
        assert_eq!(account(Language::English, &file), "2 rows: 0 used, 2 totals left out of sums.");
    }

    #[test]
    fn a_gap_says_what_is_missing_and_when() {
        let silent = Gap {
            from: Day::parse_iso("2026-05-03").expect("a day"),
            to: Day::parse_iso("2026-05-19").expect("a day"),
        };
        assert_eq!(
            gap(Language::English, Table::Orders, silent),
            "No orders between 3 and 19 May 2026 (17 days)."
        );
        assert_eq!(gap(Language::Thai, Table::Orders, silent), "ไม่มีคำสั่งซื้อระหว่าง 3 ถึง 19 พ.ค. 2026 (17 วัน)");
    }

    #[test]
    fn what_a_folder_brought_is_told_in_one_line() {
        let said = picked_up(Language::English, "orders_may.csv", 120, 4, 0);
        assert_eq!(said, "Picked up orders_may.csv: 120 new, 4 updated.");
    }

    #[test]
    fn every_stage_says_what_would_fill_it() {
        for language in Language::ALL {
            for stage in Stage::ALL {
                assert!(!missing_feed(language, stage).starts_with("quality."), "{stage:?}");
            }
        }
    }
}
