//! `senthang snapshot list` and `show`: what a project has kept. Never needs the exports.

use std::io::Write;

use serde::Serialize;

use super::super::layout::{Side, table};
use super::super::{Exit, document, journey_text, text};
use super::arguments::{ListArguments, ShowArguments};
use crate::app::wording;
use crate::domain::{Language, Stage};
use crate::import::ImportReport;
use crate::project::{Snapshot, Source};

/// A snapshot in the JSON of `list`.
#[derive(Serialize)]
struct Listed<'a> {
    id: u64,
    name: &'a str,
    created: &'a str,
    tags: &'a [String],
    from: Option<crate::domain::Day>,
    to: Option<crate::domain::Day>,
    as_of: Option<crate::domain::Day>,
    buyers: Option<u64>,
    notes: usize,
    app: &'a str,
    sources: &'a [Source],
}

/// Lists the snapshots.
pub(super) fn list(arguments: &ListArguments) -> Exit {
    let language = arguments.common.language();
    let project = match super::open(&arguments.project, language) {
        Ok(project) => project,
        Err(exit) => return exit,
    };
    let written = match arguments.common.json() {
        Some(output) => {
            let listed: Vec<Listed<'_>> = project.snapshots.iter().map(listed).collect();
            document::write(&listed, &output)
        }
        None => std::io::stdout().lock().write_all(as_text(&project.snapshots, language).as_bytes()),
    };
    text::finish(written, Exit::Done, language)
}

fn listed(snapshot: &Snapshot) -> Listed<'_> {
    Listed {
        id: snapshot.id.0,
        name: &snapshot.name,
        created: &snapshot.created,
        tags: &snapshot.tags,
        from: snapshot.spec.period.from,
        to: snapshot.spec.period.to,
        as_of: snapshot.analysis.as_of,
        buyers: buyers(snapshot),
        notes: snapshot.notes.len(),
        app: &snapshot.made.app,
        sources: &snapshot.sources,
    }
}

fn buyers(snapshot: &Snapshot) -> Option<u64> {
    let stages = &snapshot.analysis.journey.stages;
    stages.iter().find(|result| result.stage == Stage::Purchase).and_then(|result| result.count)
}

fn as_text(snapshots: &[Snapshot], language: Language) -> String {
    if snapshots.is_empty() {
        return format!("{}\n", wording::text(language, "cli.snapshot.none"));
    }
    let head = ["number", "name", "created", "as_of", "buyers", "tags"]
        .map(|key| wording::text(language, &format!("cli.snapshot.{key}")));
    let row = |snapshot: &Snapshot| {
        let as_of = snapshot.analysis.as_of.map_or_else(String::new, |day| day.to_string());
        let buyers = buyers(snapshot).map_or_else(String::new, wording::count);
        let number = snapshot.id.0.to_string();
        vec![number, snapshot.name.clone(), snapshot.created.clone(), as_of, buyers, snapshot.tags.join(", ")]
    };
    let rows: Vec<Vec<String>> = snapshots.iter().map(row).collect();
    let sides = [Side::Right, Side::Left, Side::Left, Side::Left, Side::Right, Side::Left];
    let mut out = String::new();
    table(&mut out, &head, &sides, &rows);
    out
}

/// Shows one snapshot.
pub(super) fn show(arguments: &ShowArguments) -> Exit {
    let language = arguments.common.language();
    let project = match super::open(&arguments.project, language) {
        Ok(project) => project,
        Err(exit) => return exit,
    };
    let snapshot = match super::find(&project, &arguments.snapshot, language) {
        Ok(snapshot) => snapshot,
        Err(exit) => return exit,
    };
    let written = match arguments.common.json() {
        Some(output) => document::write(snapshot, &output),
        None => {
            let values: [(&str, &dyn std::fmt::Display); 2] =
                [("name", &snapshot.name), ("created", &snapshot.created)];
            let mut out = format!("{}\n", wording::filled(language, "snapshot.banner", &values));
            for note in &snapshot.notes {
                out.push_str(&format!("  • {}\n", note.text.replace('\n', "\n    ")));
            }
            out.push_str(&journey_text::figures(&snapshot.analysis, &ImportReport::default(), language));
            std::io::stdout().lock().write_all(out.as_bytes())
        }
    };
    text::finish(written, Exit::Done, language)
}
