//! A disk in memory that fails or loses power at any step, against saving and autosaving. Never a real disk.

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::*;
use crate::project::document_fixture;

/// What goes wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fault {
    /// The process ends before the step.
    DiesBefore,
    /// The process ends after the step.
    DiesAfter,
    /// The disk is full.
    Full,
    /// The disk cannot be read or written.
    Broken,
    /// The folder may not be written.
    Forbidden,
    /// Half of what was to be written is, and nobody says so.
    WritesHalf,
}

const FAULTS: [Fault; 6] =
    [Fault::DiesBefore, Fault::DiesAfter, Fault::Full, Fault::Broken, Fault::Forbidden, Fault::WritesHalf];

/// A step that changed something, as far as a power cut may undo it.
#[derive(Clone, Debug)]
enum Step {
    Create(PathBuf, Vec<u8>),
    Rename(PathBuf, PathBuf),
    Remove(PathBuf),
    Sync(PathBuf),
    SyncFolder,
}

#[derive(Default)]
struct Model {
    files: BTreeMap<PathBuf, Vec<u8>>,
    steps: Vec<Step>,
    calls: usize,
    dead: bool,
}

struct FaultyDisk {
    model: RefCell<Model>,
    fault: Option<(usize, Fault)>,
}

impl FaultyDisk {
    fn new(files: &BTreeMap<PathBuf, Vec<u8>>, fault: Option<(usize, Fault)>) -> Self {
        Self { model: RefCell::new(Model { files: files.clone(), ..Model::default() }), fault }
    }

    /// Does a step, or what the fault makes of it; `half` says whether there is a half of it to do.
    fn step(
        &self,
        act: impl FnOnce(&mut Model) -> io::Result<()>,
        half: impl FnOnce(&mut Model) -> bool,
    ) -> io::Result<()> {
        let mut model = self.model.borrow_mut();
        if model.dead {
            return Err(io::Error::other("the process has ended"));
        }
        let at = model.calls;
        model.calls += 1;
        let fault = self.fault.filter(|(place, _)| *place == at).map(|(_, fault)| fault);
        match fault {
            None => act(&mut model),
            Some(Fault::DiesBefore) => {
                model.dead = true;
                Err(io::Error::other("the process has ended"))
            }
            Some(Fault::DiesAfter) => {
                let _ = act(&mut model);
                model.dead = true;
                Err(io::Error::other("the process has ended"))
            }
            Some(Fault::Full) => {
                half(&mut model);
                Err(io::ErrorKind::StorageFull.into())
            }
            Some(Fault::Broken) => Err(io::Error::other("input/output error")),
            Some(Fault::Forbidden) => Err(io::ErrorKind::PermissionDenied.into()),
            Some(Fault::WritesHalf) => match half(&mut model) {
                true => Ok(()),
                false => act(&mut model),
            },
        }
    }
}

impl Disk for FaultyDisk {
    fn read(&self, path: &Path, _most: u64) -> io::Result<Vec<u8>> {
        self.step(|_| Ok(()), |_| false)?;
        self.model.borrow().files.get(path).cloned().ok_or_else(|| io::ErrorKind::NotFound.into())
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let write = |model: &mut Model, bytes: &[u8]| {
            model.files.insert(path.to_owned(), bytes.to_vec());
            model.steps.push(Step::Create(path.to_owned(), bytes.to_vec()));
        };
        self.step(
            |model| {
                write(model, bytes);
                Ok(())
            },
            |model| {
                write(model, &bytes[..bytes.len() / 2]);
                true
            },
        )
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        self.step(
            |model| {
                model.steps.push(Step::Sync(path.to_owned()));
                Ok(())
            },
            |_| false,
        )
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(
            |model| {
                let bytes = model.files.remove(from).ok_or(io::ErrorKind::NotFound)?;
                model.files.insert(to.to_owned(), bytes);
                model.steps.push(Step::Rename(from.to_owned(), to.to_owned()));
                Ok(())
            },
            |_| false,
        )
    }

    fn sync_folder(&self, _folder: &Path) -> io::Result<()> {
        self.step(
            |model| {
                model.steps.push(Step::SyncFolder);
                Ok(())
            },
            |_| false,
        )
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        self.step(
            |model| {
                model.files.remove(path);
                model.steps.push(Step::Remove(path.to_owned()));
                Ok(())
            },
            |_| false,
        )
    }
}

fn place() -> PathBuf {
    PathBuf::from("shop/ร้าน.senthang")
}

fn old_and_new() -> (Document, Document) {
    let old = document_fixture::document();
    let new = Document { notes: Vec::new(), ..old.clone() };
    (old, new)
}

fn files(of: Option<&Document>) -> BTreeMap<PathBuf, Vec<u8>> {
    of.map(|document| (place(), format::encode(document).expect("writes"))).into_iter().collect()
}

#[test]
fn whatever_step_fails_the_old_or_the_new_project_opens_and_saving_again_works() {
    let (old, new) = old_and_new();
    let mut cases = 0;
    for before in [None, Some(&old)] {
        let start = files(before);
        let whole = FaultyDisk::new(&start, None);
        save_on(&whole, &place(), &new, &[], None).expect("saves");
        let calls = whole.model.borrow().calls;
        assert!(calls >= 5, "{calls} steps");
        for (at, fault) in (0..calls).flat_map(|at| FAULTS.map(|fault| (at, fault))) {
            cases += 1;
            let disk = FaultyDisk::new(&start, Some((at, fault)));
            let saved = save_on(&disk, &place(), &new, &[], None);
            let left = disk.model.into_inner().files;
            let after = FaultyDisk::new(&left, None);
            match (open_on(&after, &place()), before) {
                (Ok(opened), _) => {
                    let document = opened.contents.document;
                    assert!(document == new || Some(&document) == before, "{fault:?} at {at}");
                    assert!(saved.is_err() || document == new, "{fault:?} at {at} was called saved");
                }
                (Err(ProjectError::Unreadable { .. }), None) => assert!(saved.is_err(), "{fault:?} at {at}"),
                (other, _) => panic!("{fault:?} at {at}: {other:?}"),
            }
            save_on(&after, &place(), &new, &[], None).expect("saves once the fault is gone");
            assert_eq!(open_on(&after, &place()).expect("opens").contents.document, new);
        }
    }
    assert!(cases >= 100, "{cases} cases");
}

/// The files after a power cut: every subset of the steps that were not yet safe, on top of those that were.
fn after_power_cut(start: &BTreeMap<PathBuf, Vec<u8>>, steps: &[Step]) -> Vec<BTreeMap<PathBuf, Vec<u8>>> {
    // Names are safe once the folder was written through; the content of a file once the file was.
    let named = steps.iter().rposition(|step| matches!(step, Step::SyncFolder)).map_or(0, |at| at + 1);
    let loose: Vec<usize> = (0..steps.len())
        .filter(|at| *at >= named && !matches!(steps[*at], Step::Sync(_) | Step::SyncFolder))
        .collect();
    let synced = |path: &Path| steps.iter().any(|step| matches!(step, Step::Sync(known) if known == path));
    let mut states = Vec::new();
    for lost in 0_u32..1 << loose.len().min(12) {
        let mut files = start.clone();
        for (at, step) in steps.iter().enumerate() {
            let is_lost =
                loose.iter().position(|known| *known == at).is_some_and(|bit| lost & (1 << bit) != 0);
            match step {
                _ if is_lost => {}
                Step::Create(path, bytes) => {
                    // Unsafe content may be blank: what NUL-filled files after a power cut are.
                    let kept = if synced(path) { bytes.clone() } else { vec![0; bytes.len()] };
                    files.insert(path.clone(), kept);
                }
                Step::Rename(from, to) => {
                    if let Some(bytes) = files.remove(from) {
                        files.insert(to.clone(), bytes);
                    }
                }
                Step::Remove(path) => {
                    files.remove(path);
                }
                Step::Sync(_) | Step::SyncFolder => {}
            }
        }
        states.push(files);
    }
    states
}

#[test]
fn after_a_power_cut_at_any_moment_the_old_or_the_new_project_opens() {
    let (old, new) = old_and_new();
    let start = files(Some(&old));
    let disk = FaultyDisk::new(&start, None);
    save_on(&disk, &place(), &new, &[], None).expect("saves");
    let steps = disk.model.into_inner().steps;
    let mut states = 0;
    for length in 0..=steps.len() {
        for files in after_power_cut(&start, &steps[..length]) {
            states += 1;
            let opened = open_on(&FaultyDisk::new(&files, None), &place()).expect("opens");
            let document = opened.contents.document;
            assert!(document == old || document == new, "{length} of {} steps", steps.len());
            assert!(length < steps.len() || document == new, "what was called saved is there");
        }
    }
    assert!(states >= 15, "{states} states");
}
