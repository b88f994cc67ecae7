//! The work that is not saved yet, kept beside the project or, for a project without a place, in a folder of this machine. Never
//! takes the place of what a person has saved, and is opened only when a person says so.

use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::archive::Part;
use super::disk::RealDisk;
use super::lock::{Locked, ProjectLock};
use super::{Document, ProjectError, Stamp, encode_with, store};

/// Ending of unsaved work.
const ENDING: &str = "autosave";
/// The part that says what the work belongs to.
const ABOUT: &str = "autosave.json";

/// What unsaved work belongs to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct About {
    /// The project; `None` while it has no place.
    pub project: Option<String>,
    /// The project's file when the work began, by its stamp.
    pub base: Option<String>,
    /// When it was kept, as shown (local time).
    pub at: String,
    /// Changes that are not in the saved file.
    pub changes: u64,
}

/// Unsaved work that was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Recovered {
    /// Where it lies.
    pub path: PathBuf,
    /// What it belongs to.
    pub about: About,
    /// The work.
    pub document: Document,
}

/// Where unsaved work goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The project, if it has a place.
    pub project: Option<PathBuf>,
    /// Folder of this machine for work without a place beside its project.
    pub folder: Option<PathBuf>,
    /// Name of this run of the program.
    pub session: String,
}

impl Place {
    /// Beside the project, else in the folder; the second where the first cannot be written.
    fn candidates(&self) -> Vec<PathBuf> {
        let beside = self.project.as_deref().map(beside);
        let stem = match &self.project {
            Some(project) => super::archive::hash(project.as_os_str().as_encoded_bytes())[..16].to_owned(),
            None => format!("unsaved-{}", self.session),
        };
        let apart = self.folder.as_ref().map(|folder| folder.join(format!("{stem}.{ENDING}")));
        beside.into_iter().chain(apart).collect()
    }
}

/// `shop.senthang` -> `.shop.senthang.autosave`.
fn beside(project: &Path) -> PathBuf {
    let name = project.file_name().unwrap_or_default().to_string_lossy();
    project.with_file_name(format!(".{name}.{ENDING}"))
}

/// Keeps unsaved work; says where.
///
/// # Errors
/// [`ProjectError::Unwritable`] when no candidate can be written.
pub fn keep(place: &Place, document: &Document, about: &About) -> Result<PathBuf, ProjectError> {
    let unwritable = |why: String| ProjectError::Unwritable { path: PathBuf::new(), why, is_full: false };
    let bytes = serde_json::to_vec(about).map_err(|error| unwritable(error.to_string()))?;
    let part = Part { name: ABOUT.to_owned(), bytes };
    let bytes = encode_with(document, &[part]).map_err(|error| unwritable(error.to_string()))?;
    let mut refused = unwritable("there is no place for it".to_owned());
    for path in place.candidates() {
        let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        match folder.and_then(|()| store::write_on(&RealDisk, &path, &bytes)) {
            Ok(()) => return Ok(path),
            Err(error) => refused = ProjectError::unwritable(&path, &error),
        }
    }
    Err(refused)
}

/// Takes unsaved work away, because it was saved or given up.
pub fn forget(place: &Place) {
    for path in place.candidates() {
        // What is not there needs not be taken away.
        let _ = std::fs::remove_file(path);
    }
}

/// Unsaved work of a project that differs from what is saved; the newer where there are two.
pub fn of_project(place: &Place, saved: &Document, stamp: &Stamp) -> Option<Recovered> {
    let found = place.candidates().into_iter().filter_map(|path| read(&path));
    let differs = found.filter(|found| {
        let is_known = found.about.base.as_deref() == Some(stamp.text());
        (!is_known || found.document != *saved) && holds_work(found, saved)
    });
    differs.max_by(|one, other| one.about.at.cmp(&other.about.at))
}

/// Whether a person would miss it. What opening a project writes into it by itself, as the columns that its exports have, is no work.
fn holds_work(found: &Recovered, saved: &Document) -> bool {
    let paths = |document: &Document| -> Vec<String> {
        document.sources.iter().map(|source| source.path.clone()).collect()
    };
    found.about.changes > 0 || paths(&found.document) != paths(saved)
}

/// Unsaved work in the folder that belongs to no running program, the newest first; each with the lock that makes it ours.
pub fn orphans(folder: &Path, holder: &str) -> Vec<(Recovered, ProjectLock)> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    let unsaved = entries.filter(|path| {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        name.starts_with("unsaved-") && name.ends_with(ENDING)
    });
    let mut found: Vec<(Recovered, ProjectLock)> = unsaved
        .filter_map(|path| match ProjectLock::acquire(&path, holder) {
            Locked::Mine(lock) => Some((read(&path)?, lock)),
            Locked::Theirs(_) | Locked::Nobodys => None,
        })
        .collect();
    found.sort_by(|one, other| other.0.about.at.cmp(&one.0.about.at));
    found
}

/// Asks for the lock that shows others that this run of the program still has its unsaved work.
pub fn claim(place: &Place, holder: &str) -> Option<ProjectLock> {
    let path = place.candidates().pop().filter(|_| place.project.is_none())?;
    std::fs::create_dir_all(path.parent()?).ok()?;
    match ProjectLock::acquire(&path, holder) {
        Locked::Mine(lock) => Some(lock),
        Locked::Theirs(_) | Locked::Nobodys => None,
    }
}

/// Sets unsaved work aside that a person did not want, as the only copy of that name.
pub fn set_aside(path: &Path) {
    let _ = std::fs::rename(path, store::beside(path, "old"));
}

fn read(path: &Path) -> Option<Recovered> {
    let contents = store::open(path).ok()?.contents;
    let about = contents.others.iter().find(|part| part.name == ABOUT)?;
    let about = serde_json::from_slice(&about.bytes).ok()?;
    let whole = contents.damaged.is_empty() && contents.newer.is_none();
    whole.then_some(Recovered { path: path.to_owned(), about, document: contents.document })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::project::document_fixture;

    fn place(folder: &Path, project: Option<&str>) -> Place {
        Place {
            project: project.map(|name| folder.join(name)),
            folder: Some(folder.join("recovery")),
            session: "a1".to_owned(),
        }
    }

    fn about(at: &str) -> About {
        About { at: at.to_owned(), changes: 3, ..About::default() }
    }

    #[test]
    fn unsaved_work_lies_beside_its_project_until_it_is_saved() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = place(folder.path(), Some("ร้าน.senthang"));
        let project = place.project.clone().expect("a place");
        let saved = Document::default();
        let stamp = store::save(&project, &saved).expect("saves");
        let work = document_fixture::document();
        let path = keep(&place, &work, &about("2026-11-21 14:20")).expect("kept");
        assert_eq!(path, folder.path().join(".ร้าน.senthang.autosave"));
        let found = of_project(&place, &saved, &stamp).expect("found");
        assert_eq!((found.document, found.about.changes), (work, 3));
        forget(&place);
        assert_eq!(of_project(&place, &saved, &stamp), None);
    }

    #[test]
    fn work_that_is_saved_already_is_not_offered() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = place(folder.path(), Some("shop.senthang"));
        let saved = document_fixture::document();
        let stamp = store::save(place.project.as_deref().expect("a place"), &saved).expect("saves");
        let same = About { base: Some(stamp.text().to_owned()), ..about("2026-11-21 14:20") };
        keep(&place, &saved, &same).expect("kept");
        assert_eq!(of_project(&place, &saved, &stamp), None);
    }

    #[test]
    fn work_without_a_place_is_found_once_its_program_is_gone() {
        let folder = tempfile::tempdir().expect("a folder");
        let place = place(folder.path(), None);
        let lock = claim(&place, "Ann").expect("claimed");
        keep(&place, &document_fixture::document(), &about("2026-11-21 14:20")).expect("kept");
        let recovery = place.folder.clone().expect("a folder");
        assert!(orphans(&recovery, "Bo").is_empty(), "its program still runs");
        drop(lock);
        let found = orphans(&recovery, "Bo");
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].0.document, document_fixture::document());
        set_aside(&found[0].0.path);
        drop(found);
        assert!(orphans(&recovery, "Bo").is_empty());
    }

    #[test]
    fn what_opening_a_project_writes_by_itself_is_no_work_and_new_exports_are() {
        let folder = tempfile::tempdir().expect("a folder");
        let project = folder.path().join("shop.senthang");
        let mut document = document_fixture::document();
        let stamp = store::save(&project, &document).expect("saves");
        let place = Place { project: Some(project), ..Place::default() };
        let about = About { base: Some(stamp.text().to_owned()), ..About::default() };
        let saved = document.clone();
        document.columns.clear();
        keep(&place, &document, &about).expect("kept");
        assert_eq!(of_project(&place, &saved, &stamp), None);
        document.sources.pop();
        keep(&place, &document, &about).expect("kept");
        assert!(of_project(&place, &saved, &stamp).is_some());
    }

    #[test]
    fn damaged_unsaved_work_is_not_offered_and_a_folder_that_cannot_be_written_gives_way() {
        let folder = tempfile::tempdir().expect("a folder");
        let nowhere = Place {
            project: Some("/no/such/folder/shop.senthang".into()),
            folder: Some(folder.path().to_owned()),
            session: String::new(),
        };
        let work = document_fixture::document();
        // Not even root makes a folder below a file.
        std::fs::write(folder.path().join("file"), "").expect("written");
        let blocked = Place { project: Some(folder.path().join("file/shop.senthang")), ..nowhere };
        let path = keep(&blocked, &work, &about("2026-11-21 14:20")).expect("kept elsewhere");
        assert!(path.starts_with(folder.path()));
        std::fs::write(&path, "broken").expect("written");
        assert_eq!(of_project(&blocked, &Document::default(), &Stamp::of(b"")), None);
    }
}
