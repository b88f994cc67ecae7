//! The inputs of a call, imported, with progress on a terminal. Never decides what is printed on standard output.

use std::io::{IsTerminal, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::Exit;
use super::arguments::CommonArguments;
use crate::app::{sample, wording};
use crate::domain::{ChannelRules, Language};
use crate::import::{
    self, Asked, ImportReport, Imported, Input, Options, Profile, Progress, Refusal, SourceReport,
};
use crate::platform::SystemMemory;
use crate::project;

/// Imports the inputs of a call.
///
/// # Errors
/// How the run ends when there is nothing to go on with; why was said on standard error.
pub(super) fn load(paths: &[PathBuf], common: &CommonArguments) -> Result<Imported, Exit> {
    load_with(paths, common, |_| {})
}

/// [`load`], read as `change` says beyond what the call says.
pub(super) fn load_with(
    paths: &[PathBuf],
    common: &CommonArguments,
    change: impl FnOnce(&mut Options),
) -> Result<Imported, Exit> {
    if let Some(kept) = kept_data(paths, common.language()) {
        return Ok(kept);
    }
    let (inputs, mut options) = prepare(paths, common)?;
    change(&mut options);
    import(&inputs, &options, common)
}

/// The data that a project keeps, where it is the only input and some of its exports are not there.
fn kept_data(paths: &[PathBuf], language: Language) -> Option<Imported> {
    let [path] = paths else { return None };
    let contents = is_project(path).then(|| project::store::open(path).ok())??.contents;
    let is_there = |source: &project::Source| {
        source.path.starts_with(sample::PREFIX) || Path::new(&source.path).exists()
    };
    if contents.document.sources.iter().all(is_there) {
        return None;
    }
    let kept = project::data_of(&contents.others).ok()??;
    eprintln!("{}", wording::filled(language, "cli.kept_data", &[("path", &path.display())]));
    Some(kept)
}

fn is_project(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == project::EXTENSION) && path.is_file()
}

/// The inputs of a call and how they are to be read.
///
/// # Errors
/// As [`load`].
pub(super) fn prepare(paths: &[PathBuf], common: &CommonArguments) -> Result<(Vec<Input>, Options), Exit> {
    let language = common.language();
    if paths.is_empty() {
        return Err(fail(&wording::text(language, "cli.no_input"), Exit::Usage));
    }
    let options = options(common)?;
    Ok((inputs(paths, language)?, options))
}

/// Imports, with progress on a terminal.
///
/// # Errors
/// As [`load`].
pub(super) fn import(
    inputs: &[Input],
    options: &Options,
    common: &CommonArguments,
) -> Result<Imported, Exit> {
    let language = common.language();
    let shown = !common.quiet && std::io::stderr().is_terminal();
    let progress = Terminal { shown, last: Mutex::new(None) };
    let imported = import::import(inputs, options, &progress);
    progress.clear();
    match imported {
        Ok(imported) => Ok(imported),
        Err(import::ImportError::UnknownTimeZone(zone)) => {
            Err(fail(&wording::filled(language, "cli.time_zone", &[("zone", &zone)]), Exit::Usage))
        }
        Err(import::ImportError::Rates(error)) => {
            Err(fail(&wording::rates_error(language, &error), Exit::Unusable))
        }
        Err(error) => Err(fail(&error.to_string(), Exit::Unusable)),
    }
}

/// Says `sentence` on standard error and how the run ends.
pub(super) fn fail(sentence: &str, exit: Exit) -> Exit {
    eprintln!("{sentence}");
    exit
}

/// The mappings of `--map`, in their order.
pub(super) fn mappings(common: &CommonArguments) -> Result<Vec<Profile>, Exit> {
    let mapping = |path: &PathBuf| {
        let broken = |why: String| {
            let path = path.display();
            let values: [(&str, &dyn std::fmt::Display); 2] = [("path", &path), ("why", &why)];
            fail(&wording::filled(common.language(), "cli.mapping", &values), Exit::Unusable)
        };
        let text = std::fs::read_to_string(path).map_err(|error| broken(error.to_string()))?;
        Profile::parse(&text).map_err(|error| broken(error.to_string()))
    };
    common.map.iter().map(mapping).collect()
}

/// The rules of `--channels`, or the built-in ones.
fn channel_rules(common: &CommonArguments) -> Result<ChannelRules, Exit> {
    let Some(path) = &common.channels else { return Ok(ChannelRules::default()) };
    let broken = |why: String| {
        let path = path.display();
        let values: [(&str, &dyn std::fmt::Display); 2] = [("path", &path), ("why", &why)];
        fail(&wording::filled(common.language(), "cli.channel_rules", &values), Exit::Unusable)
    };
    let text = std::fs::read_to_string(path).map_err(|error| broken(error.to_string()))?;
    toml::from_str(&text).map_err(|error| broken(error.to_string()))
}

fn options(common: &CommonArguments) -> Result<Options, Exit> {
    Ok(Options {
        time_zone: common.timezone.clone(),
        mappings: mappings(common)?,
        remembered: Vec::new(),
        channels: channel_rules(common)?,
        identity: common.identity.iter().map(|rule| (*rule).into()).collect(),
        rates: common.rates.clone(),
        pseudonyms: None,
        date_order: common.date_order.map(Into::into),
        decimal_comma: common.decimal.map(Into::into),
        asked: Asked::ALL,
        memory: Some(Arc::new(SystemMemory)),
    })
}

/// Paths as inputs; `-` is read to its end.
pub(super) fn inputs(paths: &[PathBuf], language: Language) -> Result<Vec<Input>, Exit> {
    let mut inputs = Vec::new();
    for path in paths {
        if is_project(path) {
            inputs.extend(sources_of(path, language)?);
        } else {
            inputs.push(input(path, language)?);
        }
    }
    Ok(inputs)
}

/// The exports that a project was made from.
fn sources_of(path: &Path, language: Language) -> Result<Vec<Input>, Exit> {
    let document = project::store::load(path)
        .map_err(|error| fail(&wording::project_error(language, &error), Exit::Unusable))?;
    if document.sources.iter().any(|source| source.path.starts_with(sample::PREFIX)) {
        return Ok(sample::inputs());
    }
    Ok(document.sources.iter().map(|source| Input::Path(PathBuf::from(&source.path))).collect())
}

fn input(path: &Path, language: Language) -> Result<Input, Exit> {
    if path != Path::new("-") {
        return Ok(Input::Path(path.to_owned()));
    }
    let mut bytes = Vec::new();
    std::io::stdin().lock().read_to_end(&mut bytes).map_err(|error| {
        fail(&wording::filled(language, "cli.standard_input", &[("why", &error)]), Exit::Unusable)
    })?;
    Ok(Input::Bytes { name: "-".to_owned(), bytes: bytes.into() })
}

/// How the run ends: 1 when nothing could be used or `--strict` forbids rejected rows, 3 when something was rejected, else 0.
pub(super) fn exit(report: &ImportReport, common: &CommonArguments) -> Exit {
    let nothing_used = !report.sources.iter().any(SourceReport::is_used);
    if nothing_used || (common.strict && report.anything_rejected()) {
        Exit::Unusable
    } else if report.anything_rejected() {
        Exit::SomeRejected
    } else {
        Exit::Done
    }
}

/// Says on standard error what was not used, and how the run ends ([`exit`]).
pub(super) fn account(report: &ImportReport, common: &CommonArguments) -> Exit {
    let language = common.language();
    let mut told = Told::default();
    for source in &report.sources {
        if let Some(refusal) = &source.refusal {
            told.refused(source, refusal, language);
        } else if source.rows_rejected > 0 && !common.quiet {
            eprintln!("{}", rejected_summary(source, language));
        }
    }
    told.rest(language);
    exit(report, common)
}

/// Parts of one file that are refused one by one in words before the rest is only counted.
const TOLD_PARTS: usize = 3;

/// Refused parts of the file that is being told about.
#[derive(Default)]
struct Told {
    file: String,
    parts: usize,
}

impl Told {
    /// Says why a file or part was refused, unless enough was said about its file.
    fn refused(&mut self, source: &SourceReport, refusal: &Refusal, language: Language) {
        if self.file != source.file {
            self.rest(language);
            *self = Self { file: source.file.clone(), parts: 0 };
        }
        self.parts += 1;
        if self.parts <= TOLD_PARTS {
            // What to type is the same for every part of a file.
            let why = match self.parts {
                1 => wording::refusal_with_commands(language, refusal, &source.file),
                _ => wording::refusal(language, refusal),
            };
            eprintln!("{}: {why}", source.path);
        }
    }

    /// Counts what was not said one by one.
    fn rest(&self, language: Language) {
        if self.parts > TOLD_PARTS {
            let more = self.parts - TOLD_PARTS;
            let values: [(&str, &dyn std::fmt::Display); 2] = [("file", &self.file), ("more", &more)];
            eprintln!("{}", wording::filled(language, "cli.more_parts", &values));
        }
    }
}

fn rejected_summary(source: &SourceReport, language: Language) -> String {
    let first = source.rejected.first().map_or_else(String::new, |row| wording::rejected_row(language, row));
    let (rejected, read) = (wording::count(source.rows_rejected), wording::count(source.rows_read));
    let values: [(&str, &dyn std::fmt::Display); 4] =
        [("path", &source.path), ("rejected", &rejected), ("read", &read), ("first", &first)];
    wording::filled(language, "cli.rejected", &values)
}

/// Progress on a terminal, at most ten times a second.
struct Terminal {
    shown: bool,
    last: Mutex<Option<Instant>>,
}

impl Terminal {
    fn clear(&self) {
        if self.shown {
            eprint!("\r\x1b[K");
        }
    }
}

impl Progress for Terminal {
    fn advance(&self, done: u64, total: u64, name: &str) {
        if !self.shown {
            return;
        }
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        if last.is_some_and(|last| last.elapsed() < Duration::from_millis(100)) {
            return;
        }
        *last = Some(Instant::now());
        let percent = (done * 100).checked_div(total).unwrap_or(100);
        eprint!("\r\x1b[K{percent:3} %  {name}");
        // A terminal that cannot be written to is no reason to stop.
        let _ = std::io::stderr().flush();
    }

    fn is_cancelled(&self) -> bool {
        false
    }
}
