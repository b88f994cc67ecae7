//! What was imported, as text for people. Never prints a metric.

use std::fmt::{Display, Write as _};
use std::io;

use super::Exit;
use super::layout::{Side, heading, table};
use crate::app::wording;
use crate::domain::Language;
use crate::import::{ImportReport, SourceReport};

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

/// Every source with all that is known about it.
pub(super) fn sources(report: &ImportReport, language: Language) -> String {
    let mut out = String::new();
    for source in &report.sources {
        one_source(&mut out, source, language);
    }
    out
}

fn one_source(out: &mut String, source: &SourceReport, language: Language) {
    heading(out, &source.path);
    if let Some(refusal) = &source.refusal {
        let _ = writeln!(out, "  {}", wording::refusal(language, refusal));
    }
    if let Some(why) = &source.left_out {
        let _ = writeln!(out, "  {}", wording::left_out(language, why));
    }
    let facts = facts(source, language);
    table(out, &[], &[Side::Left, Side::Left], &facts);
    if !source.mapping.is_empty() {
        let _ = writeln!(out, "\n  {}", wording::text(language, "cli.mapping_title"));
        let rows: Vec<Vec<String>> = source
            .mapping
            .iter()
            .map(|(field, header)| vec![wording::field(language, field), "←".to_owned(), header.clone()])
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
