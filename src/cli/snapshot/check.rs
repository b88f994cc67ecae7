//! `senthang snapshot verify`: whether exports still give a snapshot's figures, to the last bit. Never changes a project.

use std::io::Write;

use serde::Serialize;

use super::super::{Exit, document, load, text};
use super::arguments::VerifyArguments;
use crate::app::wording::{self, differences};
use crate::domain::Language;
use crate::project::verify::{Verified, verify};
use crate::project::{Document, Snapshot, Source, fingerprints};

/// Differing places that text lists; JSON has more.
const LISTED: usize = 10;

/// A snapshot in the JSON of `verify`.
#[derive(Serialize)]
struct Checked<'a> {
    id: u64,
    name: &'a str,
    same: bool,
    #[serde(flatten)]
    verified: Verified,
}

/// Runs the subcommand.
pub(super) fn run(arguments: &VerifyArguments) -> Exit {
    let language = arguments.common.language();
    let project = match super::open(&arguments.project, language) {
        Ok(project) => project,
        Err(exit) => return exit,
    };
    let chosen: Vec<&Snapshot> = match &arguments.snapshot {
        None => project.snapshots.iter().collect(),
        Some(asked) => match super::find(&project, asked, language) {
            Ok(snapshot) => vec![snapshot],
            Err(exit) => return exit,
        },
    };
    let mut checked = Vec::new();
    for snapshot in chosen {
        match check(snapshot, &project, arguments, language) {
            Ok(verified) => {
                let (id, name, same) = (snapshot.id.0, snapshot.name.as_str(), verified.is_same());
                checked.push(Checked { id, name, same, verified });
            }
            Err(exit) => return exit,
        }
    }
    let exit = if checked.iter().all(|one| one.same) { Exit::Done } else { Exit::SomeRejected };
    let written = match arguments.common.json() {
        Some(output) => document::write(&checked, &output),
        None => std::io::stdout().lock().write_all(as_text(&checked, language).as_bytes()),
    };
    text::finish(written, exit, language)
}

fn check(
    snapshot: &Snapshot,
    project: &Document,
    arguments: &VerifyArguments,
    language: Language,
) -> Result<Verified, Exit> {
    let inputs = super::inputs(project, &arguments.exports);
    let failed = |why: String| load::fail(&why, Exit::Unusable);
    let imported =
        super::read(project, &inputs, &snapshot.made).map_err(|error| failed(error.to_string()))?;
    if !imported.report.sources.iter().any(crate::import::SourceReport::is_used) {
        return Err(failed(wording::text(language, "cli.snapshot.no_exports")));
    }
    let sources = Source::from_report(&imported.report, &fingerprints(&inputs, &imported.report));
    verify(snapshot, &imported, &sources).map_err(|error| failed(error.to_string()))
}

fn as_text(checked: &[Checked<'_>], language: Language) -> String {
    let mut out = String::new();
    for one in checked {
        let said = differences::verified(language, &one.verified);
        out.push_str(&format!("{} “{}”: {said}\n", one.id, one.name));
        for place in one.verified.differing.iter().take(LISTED) {
            out.push_str(&format!("  {}: {} → {}\n", place.pointer, place.before, place.now));
        }
        if one.verified.differing.len() > LISTED {
            let more = wording::count((one.verified.differing.len() - LISTED) as u64);
            out.push_str(&format!("  {}\n", wording::filled(language, "cli.more", &[("more", &more)])));
        }
    }
    out
}
