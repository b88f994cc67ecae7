//! `senthang snapshot`: the snapshots of a project file, listed, shown, set side by side, computed again. Never draws anything.

mod arguments;
mod check;
mod diff;
mod list;
mod take;

use std::path::{Path, PathBuf};

pub(super) use self::arguments::SnapshotArguments;
use self::arguments::SnapshotCommand;
use super::{Exit, load};
use crate::app::wording;
use crate::domain::Language;
use crate::import::{ImportError, Imported, Input, Unwatched, import};
use crate::project::{Document, Made, Snapshot, options, store};

/// Runs the subcommand.
pub(super) fn run(arguments: &SnapshotArguments) -> Exit {
    match &arguments.command {
        SnapshotCommand::List(of) => list::list(of),
        SnapshotCommand::Show(of) => list::show(of),
        SnapshotCommand::Diff(of) => diff::run(of),
        SnapshotCommand::Verify(of) => check::run(of),
        SnapshotCommand::Take(of) => take::run(of),
    }
}

/// The project of a call.
///
/// # Errors
/// How the run ends when it cannot be opened; why was said on standard error.
fn open(path: &Path, language: Language) -> Result<Document, Exit> {
    let opened = store::open(path)
        .map_err(|error| load::fail(&wording::project_error(language, &error), Exit::Unusable))?;
    let damaged = opened.contents.damaged.len();
    if damaged > 0 {
        let parts = wording::count(damaged as u64);
        eprintln!("{}", wording::filled(language, "notice.damaged_parts", &[("parts", &parts)]));
    }
    Ok(opened.contents.document)
}

/// The snapshot of that number or name; `last` is the latest.
///
/// # Errors
/// Wrong usage, with the names there are.
fn find<'a>(document: &'a Document, asked: &str, language: Language) -> Result<&'a Snapshot, Exit> {
    let snapshots = &document.snapshots;
    let by_number =
        asked.parse().ok().and_then(|number: u64| snapshots.iter().find(|one| one.id.0 == number));
    let found = match asked {
        "last" => snapshots.last(),
        name => by_number.or_else(|| snapshots.iter().rev().find(|one| one.name == name)),
    };
    found.ok_or_else(|| {
        let known: Vec<String> = snapshots.iter().map(|one| format!("{} “{}”", one.id.0, one.name)).collect();
        let known = known.join(", ");
        let values: [(&str, &dyn std::fmt::Display); 2] = [("asked", &asked), ("known", &known)];
        load::fail(&wording::filled(language, "cli.snapshot.unknown", &values), Exit::Usage)
    })
}

/// The exports of a project, or those that the call names instead.
fn inputs(document: &Document, exports: &[PathBuf]) -> Vec<Input> {
    if exports.is_empty() {
        crate::app::sample::inputs_of(document)
    } else {
        exports.iter().cloned().map(Input::Path).collect()
    }
}

/// The exports, read as a snapshot's settings say.
fn read(document: &Document, inputs: &[Input], made: &Made) -> Result<Imported, ImportError> {
    import(inputs, &options(&made.settings, document), &Unwatched)
}
