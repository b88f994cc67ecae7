//! `senthang report`: a deliverable from exports or from a snapshot; its kind follows the ending of the file. Never computes a figure, never
//! leaves half a file under its name.

use std::path::{Path, PathBuf};

use clap::Args;

use super::Exit;
use super::arguments::{AnalyzeArguments, LanguageArgument};
use super::load;
use crate::analysis;
use crate::app::deliverable::{Subject, Wish, report, without_money};
use crate::app::wording;
use crate::domain::Language;
use crate::project::{self, Document, Snapshot, Source, key_store, store};
use crate::report::{Kind, ReportError, render};
use crate::tables::PseudonymKey;

#[derive(Debug, Args)]
pub(super) struct ReportArguments {
    /// Where to write; the kind follows the ending: .html .pdf .pptx .xlsx .png .svg .csv, or .zip for every table as CSV
    #[arg(long, short, value_name = "FILE")]
    pub output: PathBuf,
    /// What the deliverable is called; the snapshot's name, else a general one
    #[arg(long, value_name = "TEXT")]
    pub title: Option<String>,
    /// Snapshot of a project instead of new figures: its name or number
    #[arg(long, value_name = "NAME")]
    pub snapshot: Option<String>,
    /// Page that a picture or a single table is of: journey, repeat, cohorts, ...; the first by default
    #[arg(long, value_name = "PAGE")]
    pub page: Option<String>,
    /// For a client: groups of fewer than 5 customers hidden, e-mails and phones in titles and notes replaced
    #[arg(long)]
    pub client_copy: bool,
    /// Dots in the place of every amount of money
    #[arg(long)]
    pub hide_money: bool,
    #[command(flatten)]
    pub analyze: AnalyzeArguments,
}

impl ReportArguments {
    /// Language that was asked for.
    pub(super) fn language(&self) -> Option<LanguageArgument> {
        self.analyze.common.language
    }
}

/// Runs the subcommand.
pub(super) fn run(arguments: &ReportArguments) -> Exit {
    let language = arguments.analyze.common.language();
    let ending = arguments.output.extension().and_then(std::ffi::OsStr::to_str).unwrap_or_default();
    let Some(kind) = Kind::of_ending(ending) else {
        let endings = Kind::ALL.map(|kind| format!(".{}", kind.ending())).join(" ");
        return load::fail(
            &wording::filled(language, "cli.report.kind", &[("endings", &endings)]),
            Exit::Usage,
        );
    };
    let made = match &arguments.snapshot {
        Some(name) => from_snapshot(arguments, name, kind, language),
        None => from_exports(arguments, kind, language),
    };
    let (bytes, exit) = match made {
        Ok(made) => made,
        Err(exit) => return exit,
    };
    write(&arguments.output, &bytes, language).err().unwrap_or(exit)
}

/// The figures of exports.
fn from_exports(
    arguments: &ReportArguments,
    kind: Kind,
    language: Language,
) -> Result<(Vec<u8>, Exit), Exit> {
    let analyze = &arguments.analyze;
    let imported = load::load(&analyze.paths, &analyze.common)?;
    let exit = load::account(&imported.report, &analyze.common);
    if exit == Exit::Unusable {
        return Err(exit);
    }
    let spec = super::analyze::spec(analyze);
    let mut analysis = analysis::analyze(&imported.tables, &spec)
        .map_err(|error| load::fail(&error.to_string(), Exit::Unusable))?;
    analysis.comparison = super::analyze::comparison(analyze, &imported.tables)?;
    let title = arguments.title.clone().unwrap_or_else(|| wording::text(language, "report.name"));
    let sources = Source::from_report(&imported.report, &project::Fingerprints::new());
    let document = project_of(&analyze.paths);
    let subject = Subject {
        name: &title,
        created: "",
        sources: &sources,
        spec: &spec,
        analysis: &analysis,
        notes: document.as_ref().map_or(&[], |document| &document.notes),
        board: document.as_ref().map(|document| &document.board),
    };
    Ok((made(arguments, &subject, kind, language)?, exit))
}

/// The project among the inputs, when there is exactly one; its exports were read like all others.
fn project_of(paths: &[PathBuf]) -> Option<Document> {
    let is_project = |path: &&PathBuf| path.extension().is_some_and(|ending| ending == project::EXTENSION);
    match paths.iter().filter(is_project).collect::<Vec<_>>()[..] {
        [path] => store::load(path).ok(),
        _ => None,
    }
}

/// A snapshot of a project, without its exports.
fn from_snapshot(
    arguments: &ReportArguments,
    name: &str,
    kind: Kind,
    language: Language,
) -> Result<(Vec<u8>, Exit), Exit> {
    let [path] = &arguments.analyze.paths[..] else {
        return Err(load::fail(&wording::text(language, "cli.report.needs_project"), Exit::Usage));
    };
    let document = store::load(path)
        .map_err(|error| load::fail(&wording::project_error(language, &error), Exit::Unusable))?;
    let snapshot = find(&document, name).ok_or_else(|| {
        let known: Vec<String> =
            document.snapshots.iter().map(|one| format!("{} ({})", one.name, one.id.0)).collect();
        let known = if known.is_empty() { "-".to_owned() } else { known.join(", ") };
        let values: [(&str, &dyn std::fmt::Display); 2] = [("asked", &name), ("known", &known)];
        load::fail(&wording::filled(language, "cli.report.no_snapshot", &values), Exit::Usage)
    })?;
    let subject =
        Subject { name: arguments.title.as_deref().unwrap_or(&snapshot.name), ..Subject::of(snapshot) };
    Ok((made(arguments, &subject, kind, language)?, Exit::Done))
}

/// The snapshot with that name, else with that number.
fn find<'document>(document: &'document Document, name: &str) -> Option<&'document Snapshot> {
    let by_name = document.snapshots.iter().find(|snapshot| snapshot.name == name);
    by_name.or_else(|| document.snapshots.iter().find(|snapshot| snapshot.id.0.to_string() == name))
}

fn made(
    arguments: &ReportArguments,
    subject: &Subject<'_>,
    kind: Kind,
    language: Language,
) -> Result<Vec<u8>, Exit> {
    let client = if arguments.client_copy { Some(passing_key(language)?) } else { None };
    let wish = Wish { language, client };
    let mut report = report(subject, &wish);
    if arguments.hide_money {
        report = without_money(report, subject.analysis);
    }
    render(&report, kind, arguments.page.as_deref()).map_err(|error| match error {
        ReportError::NoPage { asked, known } => {
            let known = known.join(", ");
            let values: [(&str, &dyn std::fmt::Display); 2] = [("asked", &asked), ("known", &known)];
            load::fail(&wording::filled(language, "cli.report.page", &values), Exit::Usage)
        }
        error => {
            load::fail(&wording::filled(language, "cli.report.failed", &[("why", &error)]), Exit::Unusable)
        }
    })
}

/// A key that is gone when the copy is made.
fn passing_key(language: Language) -> Result<PseudonymKey, Exit> {
    key_store::passing_key().map_err(|error| {
        load::fail(&wording::filled(language, "cli.report.failed", &[("why", &error)]), Exit::Unusable)
    })
}

fn write(path: &Path, bytes: &[u8], language: Language) -> Result<(), Exit> {
    store::write_atomically(path, bytes).map_err(|error| {
        let values: [(&str, &dyn std::fmt::Display); 2] = [("path", &path.display()), ("why", &error)];
        load::fail(&wording::filled(language, "cli.report.unwritable", &values), Exit::Unusable)
    })
}
