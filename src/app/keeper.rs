//! Opening, saving and autosaving a project as the worker does it: with its lock, its stamp and its unsaved work. Never asks a person
//! anything, never touches the state.

use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::jobs::{Answer, Failure, Request};
use super::sample;
use crate::analysis::{Analysis, DataQuality, Spec};
use crate::import::Imported;
use crate::project::autosave::{self, About, Place, Recovered};
use crate::project::lock::{Locked, ProjectLock};
use crate::project::{Document, Part, ProjectError, RealDisk, Stamp, data_of, data_parts, is_data, store};

/// Why a project is shown and not written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReadOnly {
    /// A newer version made it.
    Newer,
    /// Another window has it open: whose.
    InUse {
        /// Who, as far as it is known.
        holder: String,
    },
    /// Parts of it are damaged: what was read may be less than what was saved.
    Damaged {
        /// How many parts.
        parts: usize,
        /// The generation before, when it opens.
        previous: Option<PathBuf>,
    },
}

/// How the exports of a project are found that shows the data it kept.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exports {
    /// Those that are not where they were.
    pub missing: usize,
    /// Those that are no longer as long as they were.
    pub changed: usize,
}

/// The data that a project kept.
#[derive(Clone, Debug)]
pub struct KeptData {
    /// The tables, and what the import told.
    pub imported: Arc<Imported>,
    /// What they cover and feed.
    pub quality: Arc<DataQuality>,
    /// Its exports.
    pub exports: Exports,
}

/// A project that was opened.
#[derive(Clone, Debug)]
pub struct LoadedProject {
    /// What it holds.
    pub document: Document,
    /// The figures as they were last shown, to be looked at while the exports are read again.
    pub figures: Option<Box<LastFigures>>,
    /// The data that it kept.
    pub data: Option<KeptData>,
    /// The file as it was read.
    pub stamp: Stamp,
    /// The lock, when it is ours.
    pub lock: Option<Arc<ProjectLock>>,
    /// Why it is not to be written, if it is not.
    pub read_only: Option<ReadOnly>,
    /// Unsaved work that was found with it.
    pub recovered: Option<Box<Recovered>>,
}

/// The part of a project file that holds the figures as they were last shown.
const FIGURES: &str = "figures.json";

/// The figures as they were last shown, with their question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LastFigures {
    /// The question.
    pub spec: Spec,
    /// The answer.
    pub analysis: Box<Analysis>,
}

fn part_of(figures: &LastFigures) -> Option<Part> {
    // Without them the project opens all the same, only later.
    let bytes = serde_json::to_vec(figures).ok()?;
    Some(Part { name: FIGURES.to_owned(), bytes })
}

fn figures_of(parts: &[Part]) -> Option<LastFigures> {
    let part = parts.iter().find(|part| part.name == FIGURES)?;
    serde_json::from_slice(&part.bytes).ok()
}

/// What is needed to open a project.
#[derive(Clone, Debug)]
pub struct LoadOrder {
    /// Where it is.
    pub path: PathBuf,
    /// Where its unsaved work would be.
    pub place: Place,
    /// In whose name it is locked.
    pub holder: String,
}

/// What is needed to save a project.
#[derive(Clone, Debug)]
pub struct SaveOrder {
    /// Where.
    pub path: PathBuf,
    /// What.
    pub document: Document,
    /// The figures as they are shown, to be looked at as soon as it is opened.
    pub figures: Option<LastFigures>,
    /// The tables, to be kept with it; `None` keeps those that are in the file, if it is to keep any.
    pub data: Option<Arc<Imported>>,
    /// The revision that is then on disk.
    pub revision: u64,
    /// The file as it was last seen; `None` writes over whatever is there.
    pub expected: Option<Stamp>,
    /// The lock of that place, if it is ours already.
    pub lock: Option<Arc<ProjectLock>>,
    /// Where unsaved work lies that is saved by this.
    pub place: Place,
    /// In whose name it is locked.
    pub holder: String,
}

/// A project that was saved.
#[derive(Clone, Debug)]
pub struct SavedProject {
    /// Where.
    pub path: PathBuf,
    /// The revision that is now on disk.
    pub revision: u64,
    /// The file as it now is.
    pub stamp: Stamp,
    /// Its lock, when it is ours.
    pub lock: Option<Arc<ProjectLock>>,
}

/// What is needed to keep unsaved work.
#[derive(Clone, Debug)]
pub struct AutosaveOrder {
    /// Where it goes.
    pub place: Place,
    /// What it belongs to.
    pub about: About,
    /// The work.
    pub document: Document,
    /// The revision that is then kept.
    pub revision: u64,
    /// The project's file as it was last seen.
    pub expected: Option<Stamp>,
}

/// Does what is asked about the files of projects; anything else is nothing to it.
///
/// # Errors
/// [`Failure::Project`].
pub fn perform(request: Request) -> Result<Answer, Failure> {
    match request {
        Request::LoadProject(order) => load(order),
        Request::SaveProject(order) => save(*order),
        Request::Autosave(order) => keep(&order),
        Request::ForgetAutosave(place) => {
            autosave::forget(&place);
            Ok(Answer::Done)
        }
        Request::SetAside(path) => {
            autosave::set_aside(&path);
            Ok(Answer::Done)
        }
        Request::FindWork { folder, holder } => {
            let newest = autosave::orphans(&folder, &holder).into_iter().next();
            Ok(Answer::FoundWork(newest.map(|(work, lock)| (Box::new(work), Arc::new(lock)))))
        }
        _ => Ok(Answer::Done),
    }
}

/// Opens a project with all that can be read of it.
///
/// # Errors
/// [`Failure::Project`].
fn load(order: LoadOrder) -> Result<Answer, Failure> {
    let LoadOrder { path, place, holder } = order;
    let lock = ProjectLock::acquire(&path, &holder);
    let opened = store::open(&path).map_err(Failure::Project)?;
    let (lock, theirs) = match lock {
        Locked::Mine(lock) => (Some(Arc::new(lock)), None),
        Locked::Theirs(holder) => (None, Some(ReadOnly::InUse { holder })),
        Locked::Nobodys => (None, None),
    };
    if lock.is_some() {
        store::sweep(&path);
    }
    let contents = opened.contents;
    let newer = contents.newer.map(|_| ReadOnly::Newer);
    let damaged = (!contents.damaged.is_empty())
        .then(|| ReadOnly::Damaged { parts: contents.damaged.len(), previous: store::previous(&path) });
    let recovered = match &theirs {
        Some(_) => None,
        None => autosave::of_project(&place, &contents.document, &opened.stamp).map(Box::new),
    };
    let data = kept_data(&contents.document, &contents.others);
    let project = LoadedProject {
        document: contents.document,
        figures: figures_of(&contents.others).map(Box::new),
        data,
        stamp: opened.stamp,
        lock,
        read_only: newer.or(theirs).or(damaged),
        recovered,
    };
    Ok(Answer::Loaded { path, project: Box::new(project) })
}

/// The data of a project; `None` when it keeps none, or none that can be used: then its exports are read.
fn kept_data(document: &Document, parts: &[Part]) -> Option<KeptData> {
    let imported = data_of(parts).ok()??;
    let quality = crate::analysis::data_quality(&imported.tables).ok()?;
    let mut exports = Exports::default();
    let own = document.sources.iter().filter(|source| !source.path.starts_with(sample::PREFIX));
    for source in own {
        match (std::fs::metadata(&source.path), &source.content) {
            (Err(_), _) => exports.missing += 1,
            (Ok(now), Some(then)) if now.is_file() && now.len() != then.bytes => exports.changed += 1,
            _ => {}
        }
    }
    Some(KeptData { imported: Arc::new(imported), quality: Arc::new(quality), exports })
}

/// The parts of a project's file beside its document.
///
/// # Errors
/// [`Failure::Project`] when the data cannot be written as files.
fn parts_beside(order: &SaveOrder) -> Result<Vec<Part>, Failure> {
    let mut parts: Vec<Part> = order.figures.as_ref().and_then(part_of).into_iter().collect();
    if !order.document.settings.keeps_data {
        return Ok(parts);
    }
    match &order.data {
        Some(imported) => parts.extend(data_parts(imported).map_err(|error| {
            let why = error.to_string();
            Failure::Project(ProjectError::Unwritable { path: order.path.clone(), why, is_full: false })
        })?),
        None => {
            let there = store::open(&order.path).map(|opened| opened.contents.others).unwrap_or_default();
            parts.extend(there.into_iter().filter(is_data));
        }
    }
    Ok(parts)
}

/// Saves a project and takes its unsaved work away.
///
/// # Errors
/// [`Failure::Project`]; what was there is then unchanged.
fn save(order: SaveOrder) -> Result<Answer, Failure> {
    let others = parts_beside(&order)?;
    let SaveOrder { path, document, revision, expected, lock, place, holder, .. } = order;
    let lock = match lock {
        Some(lock) => Some(lock),
        None => match ProjectLock::acquire(&path, &holder) {
            Locked::Mine(lock) => Some(Arc::new(lock)),
            Locked::Theirs(holder) => return Err(Failure::Project(ProjectError::InUse { path, holder })),
            Locked::Nobodys => None,
        },
    };
    let stamp = store::save_on(&RealDisk, &path, &document, &others, expected.as_ref());
    let stamp = stamp.map_err(Failure::Project)?;
    autosave::forget(&place);
    autosave::forget(&Place { project: Some(path.clone()), ..place });
    Ok(Answer::Saved(SavedProject { path, revision, stamp, lock }))
}

/// Keeps unsaved work, and looks whether the project's file is still as it was.
///
/// # Errors
/// [`Failure::Project`] when there is no place for it.
fn keep(order: &AutosaveOrder) -> Result<Answer, Failure> {
    autosave::keep(&order.place, &order.document, &order.about).map_err(Failure::Project)?;
    let on_disk = order.place.project.as_deref().and_then(store::stamp);
    let is_changed = on_disk.zip(order.expected.as_ref()).is_some_and(|(now, expected)| now != *expected);
    Ok(Answer::Autosaved { revision: order.revision, is_changed })
}
