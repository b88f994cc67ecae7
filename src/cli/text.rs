//! What was imported, as text for people. Never prints a metric.

use std::fmt::{Display, Write as _};
use std::io;

use super::Exit;
use super::layout::{Side, heading, table};
use super::proposal;
use crate::analysis::{DataQuality, SourceCoverage};
use crate::app::wording;
use crate::domain::Language;
use crate::import::{ImportReport, Preview, SourceReport};

/// How many rejected rows are listed in text; JSON lists more.
const LISTED: usize = 10;

/// Ends a run whose output was written, or says why it could not be.
pub(super) fn finish(written: io::Result<()>, exit: Exit, language: Language) -> Exit {
    match written {
        Ok(()) => exit,
        // Whoever reads the output has seen enough (`| head`).
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => exit,
        Err(error) => {
            eprintln!("{}", wording::filled(language, "cli.output", &[("why", &error)]));
            Exit::Unusable
        }
    }
}

/// Every source with all that is known about it, then what the journey is fed by.
pub(super) fn sources(
    report: &ImportReport,
    proposals: &[Option<Preview>],
    quality: &DataQuality,
    (says_why, language): (bool, Language),
) -> String {
    let mut out = String::new();
    for (index, source) in report.sources.iter().enumerate() {
        let preview = proposals.get(index).and_then(Option::as_ref);
        heading(&mut out, &source.path);
        why_not_used(&mut out, source, (says_why, preview.is_none()), language);
        one_source(&mut out, source, preview.is_none(), language);
        if let Some(preview) = preview {
            proposal::write(&mut out, source, preview, language);
        }
        let covered = quality.coverage.iter().filter(|of| of.source as usize == index);
        covered.for_each(|of| coverage(&mut out, of, language));
    }
    feeds(&mut out, report, quality, language);
    out
}

/// The days of a source and those that are missing.
fn coverage(out: &mut String, of: &SourceCoverage, language: Language) {
    // A file that another one has updated, or stands back for, has no days of its own any more.
    if let (Some(first), Some(last), false) = (of.first, of.last, of.days.is_empty()) {
        let (days, range) = (wording::count(of.days.len() as u64), wording::range(language, first, last));
        let records = wording::records(language, of.table);
        let values: [(&str, &dyn Display); 3] = [("range", &range), ("days", &days), ("records", &records)];
        let _ = writeln!(out, "\n  {}", wording::filled(language, "cli.coverage", &values));
    }
    for gap in of.gaps.iter().take(LISTED) {
        let _ = writeln!(out, "  • {}", wording::gap(language, of.table, *gap));
    }
    if of.gaps.len() > LISTED {
        let more = wording::count((of.gaps.len() - LISTED) as u64);
        let _ = writeln!(out, "  {}", wording::filled(language, "cli.more", &[("more", &more)]));
    }
}

/// What each stage of the journey is fed by, and what would fill those that nothing feeds.
fn feeds(out: &mut String, report: &ImportReport, quality: &DataQuality, language: Language) {
    heading(out, &wording::text(language, "cli.feeds"));
    for feeds in &quality.feeds {
        let _ = writeln!(out, "  {}", wording::text(language, &format!("stage.{}", feeds.stage.id())));
        for feed in &feeds.sources {
            let path = report.sources.get(feed.source as usize).map_or("", |source| source.path.as_str());
            let said = wording::feed(language, feed);
            let _ = writeln!(out, "    {}: {said}", wording::file_name(path));
        }
        if let Some(more) = wording::could_feed(language, feeds) {
            let _ = writeln!(out, "    {more}");
        }
        if feeds.sources.is_empty() {
            let _ = writeln!(out, "    {}", wording::missing_feed(language, feeds.stage));
        }
    }
}

/// Why a file was refused, unless standard error says it; a proposal says itself what to type next.
fn why_not_used(
    out: &mut String,
    source: &SourceReport,
    (says_why, says_how): (bool, bool),
    language: Language,
) {
    let Some(refusal) = &source.refusal else { return };
    let why = match (says_why, says_how) {
        (false, _) => wording::text(language, "cli.not_used"),
        (true, true) => wording::refusal_with_commands(language, refusal, &source.file),
        (true, false) => wording::refusal(language, refusal),
    };
    let _ = writeln!(out, "  {why}");
}

/// What is known of one source; a proposal says the settings itself.
fn one_source(out: &mut String, source: &SourceReport, with_facts: bool, language: Language) {
    if source.refusal.is_none() {
        let _ = writeln!(out, "  {}", wording::account(language, source));
    }
    if let Some(why) = &source.left_out {
        let _ = writeln!(out, "  {}", wording::left_out(language, why));
    }
    let facts = facts(source, language);
    if with_facts {
        table(out, &[], &[Side::Left, Side::Left], &facts);
    }
    if !source.mapping.is_empty() {
        let _ = writeln!(out, "\n  {}", wording::text(language, "cli.mapping_title"));
        let name = |field: &String| match source.table {
            Some(table) => wording::field_of(language, table, field),
            None => wording::field(language, field),
        };
        let rows: Vec<Vec<String>> = source
            .mapping
            .iter()
            .map(|(field, header)| vec![name(field), "←".to_owned(), header.clone()])
            .collect();
        table(out, &[], &[Side::Left, Side::Left, Side::Left], &rows);
    }
    if !source.notes.is_empty() {
        let _ = writeln!(out, "\n  {}", wording::text(language, "cli.notes_title"));
        for note in &source.notes {
            let _ = writeln!(out, "  • {}", wording::note(language, note));
        }
    }
    conflicts(out, source, language);
    rejected(out, source, language);
}

fn facts(source: &SourceReport, language: Language) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut fact = |key: &str, value: String| rows.push(vec![wording::text(language, key), value]);
    if let (Some(profile), Some(name)) = (&source.profile, &source.profile_name) {
        fact("cli.fact.profile", format!("{name} ({profile}, {})", wording::percent(source.confidence)));
    }
    if !source.encoding.is_empty() {
        fact("cli.fact.encoding", source.encoding.clone());
    }
    if let Some(delimiter) = source.delimiter {
        fact("cli.fact.delimiter", wording::delimiter(language, delimiter));
    }
    if let Some(line) = source.header_row {
        fact("cli.fact.header", line.to_string());
    }
    if source.is_used() {
        fact("cli.fact.read", wording::count(source.rows_read));
        fact("cli.fact.used", wording::count(source.rows_used));
        fact("cli.fact.rejected", wording::count(source.rows_rejected));
        for (key, count) in [
            ("cli.fact.totals", source.rows_total),
            ("cli.fact.new", source.new),
            ("cli.fact.updated", source.updated),
            ("cli.fact.unchanged", source.unchanged),
            ("cli.fact.conflicting", source.conflicting),
        ] {
            if count > 0 {
                fact(key, wording::count(count));
            }
        }
    }
    rows
}

fn conflicts(out: &mut String, source: &SourceReport, language: Language) {
    if source.conflicts.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n  {}", wording::text(language, "cli.conflicts_title"));
    for conflict in source.conflicts.iter().take(LISTED) {
        let _ = writeln!(out, "  • {}", wording::conflict(language, conflict));
    }
    if source.conflicting > LISTED as u64 {
        let more = wording::count(source.conflicting - LISTED as u64);
        let values: [(&str, &dyn Display); 1] = [("more", &more)];
        let _ = writeln!(out, "  {}", wording::filled(language, "cli.more", &values));
    }
}

fn rejected(out: &mut String, source: &SourceReport, language: Language) {
    if source.rejected.is_empty() {
        return;
    }
    let _ = writeln!(out, "\n  {}", wording::text(language, "cli.rejected_title"));
    for row in source.rejected.iter().take(LISTED) {
        let _ = writeln!(out, "  • {}", wording::rejected_row(language, row));
    }
    if source.rows_rejected > LISTED as u64 {
        let more = wording::count(source.rows_rejected - LISTED as u64);
        let values: [(&str, &dyn Display); 1] = [("more", &more)];
        let _ = writeln!(out, "  {}", wording::filled(language, "cli.more", &values));
    }
}
