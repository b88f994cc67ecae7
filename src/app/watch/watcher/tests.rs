//! A folder in memory, look by look. Never a disk, never a clock, never a sleep.

use std::cell::RefCell;
use std::time::{Duration, SystemTime};

use super::*;
use crate::app::watch::Listing;

/// A folder that the test writes to; each entry: size, time in seconds, whether another program holds it.
#[derive(Default)]
struct Fake {
    files: RefCell<BTreeMap<PathBuf, (u64, u64, bool)>>,
    error: RefCell<Option<String>>,
    truncated: RefCell<bool>,
}

impl Fake {
    fn write(&self, name: &str, bytes: u64, second: u64) {
        self.files.borrow_mut().insert(name.into(), (bytes, second, false));
    }
}

impl WatchedFolder for Fake {
    fn list(&self, _folder: &Path) -> Result<Listing, String> {
        if let Some(error) = self.error.borrow().clone() {
            return Err(error);
        }
        let file = |(path, (bytes, second, _)): (&PathBuf, &(u64, u64, bool))| Seen {
            path: path.clone(),
            bytes: *bytes,
            modified: Some(SystemTime::UNIX_EPOCH + Duration::from_secs(*second)),
        };
        let files = self.files.borrow().iter().map(file).collect();
        Ok(Listing { files, truncated: *self.truncated.borrow() })
    }

    fn opens(&self, path: &Path) -> bool {
        !self.files.borrow()[path].2
    }
}

fn ready(names: &[&str]) -> WatchEvent {
    WatchEvent::Ready(names.iter().map(PathBuf::from).collect())
}

fn look(watcher: &mut Watcher, folder: &Fake) -> Vec<WatchEvent> {
    watcher.look(folder, Path::new("exports"))
}

#[test]
fn an_export_is_picked_up_once_its_writing_has_ended_and_only_once() {
    let (folder, mut watcher) = (Fake::default(), Watcher::default());
    folder.write("may.csv", 10, 1);
    assert_eq!(look(&mut watcher, &folder), []);
    folder.write("may.csv", 900, 2);
    assert_eq!(look(&mut watcher, &folder), [], "it still grows");
    assert_eq!(look(&mut watcher, &folder), [ready(&["may.csv"])]);
    assert_eq!(look(&mut watcher, &folder), []);
    folder.write("may.csv", 900, 7);
    assert_eq!(look(&mut watcher, &folder), [], "the same size, but written again");
    assert_eq!(look(&mut watcher, &folder), [ready(&["may.csv"])]);
}

#[test]
fn an_empty_file_and_one_that_another_program_holds_are_waited_for() {
    let (folder, mut watcher) = (Fake::default(), Watcher::default());
    folder.write("empty.csv", 0, 1);
    folder.files.borrow_mut().insert("held.csv".into(), (5, 1, true));
    for _ in 0..3 {
        assert_eq!(look(&mut watcher, &folder), []);
    }
    folder.write("held.csv", 5, 1);
    assert_eq!(look(&mut watcher, &folder), [ready(&["held.csv"])]);
}

#[test]
fn a_deleted_export_is_told_once_and_comes_back_as_new() {
    let (folder, mut watcher) = (Fake::default(), Watcher::default());
    folder.write("may.csv", 10, 1);
    folder.write("never_finished.csv", 0, 1);
    look(&mut watcher, &folder);
    look(&mut watcher, &folder);
    folder.files.borrow_mut().clear();
    assert_eq!(look(&mut watcher, &folder), [WatchEvent::Gone(vec!["may.csv".into()])]);
    assert_eq!(look(&mut watcher, &folder), []);
    folder.write("may.csv", 10, 1);
    look(&mut watcher, &folder);
    assert_eq!(look(&mut watcher, &folder), [ready(&["may.csv"])]);
}

#[test]
fn a_folder_that_is_gone_is_told_once_and_costs_nothing_that_was_there() {
    let (folder, mut watcher) = (Fake::default(), Watcher::default());
    folder.write("may.csv", 10, 1);
    look(&mut watcher, &folder);
    look(&mut watcher, &folder);
    *folder.error.borrow_mut() = Some("unplugged".to_owned());
    let trouble = WatchTrouble::Unreadable("unplugged".to_owned());
    assert_eq!(look(&mut watcher, &folder), [WatchEvent::Trouble(trouble)]);
    assert_eq!(look(&mut watcher, &folder), []);
    *folder.error.borrow_mut() = None;
    assert_eq!(look(&mut watcher, &folder), [WatchEvent::Recovered], "nothing is picked up again");
}

#[test]
fn too_many_files_are_told_once_and_nothing_counts_as_gone() {
    let (folder, mut watcher) = (Fake::default(), Watcher::default());
    folder.write("a.csv", 10, 1);
    folder.write("b.csv", 10, 1);
    look(&mut watcher, &folder);
    look(&mut watcher, &folder);
    *folder.truncated.borrow_mut() = true;
    folder.files.borrow_mut().remove(Path::new("b.csv"));
    assert_eq!(look(&mut watcher, &folder), [WatchEvent::Trouble(WatchTrouble::TooManyFiles)]);
    assert_eq!(look(&mut watcher, &folder), []);
}
