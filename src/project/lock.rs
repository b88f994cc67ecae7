//! Who has a project open: a file beside it that the operating system holds locked for as long as its process lives. Never waits,
//! never outlives a process that was killed.

use std::ffi::OsString;
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

/// A lock file may be taken away by its holder just when it is opened here; then it is tried again, so often at most.
const ATTEMPTS: u32 = 5;
/// What is read of a holder's name.
const LONGEST_NAME: u64 = 200;

/// A project that this process alone may write, until it is dropped.
#[derive(Debug)]
pub struct ProjectLock {
    path: PathBuf,
    _file: File,
}

/// What came of asking for a lock.
#[derive(Debug)]
pub enum Locked {
    /// Nobody else has it.
    Mine(ProjectLock),
    /// Somebody has it open: who, as far as it is known.
    Theirs(String),
    /// The folder takes no lock file, so that nobody can have one: a read-only folder, or a file system without locks.
    Nobodys,
}

impl ProjectLock {
    /// Asks for the lock of a project in the name of `holder`.
    pub fn acquire(project: &Path, holder: &str) -> Locked {
        let path = lock_path(project);
        for _ in 0..ATTEMPTS {
            let mut options = OpenOptions::new();
            options.read(true).write(true).create(true).truncate(false);
            let Ok(mut file) = options.open(&path) else { return Locked::Nobodys };
            match file.try_lock() {
                Ok(()) if !is_still_there(&file, &path) => {}
                Ok(()) => {
                    // The name is for people; without it the lock holds all the same.
                    let _ = file.set_len(0).and_then(|()| file.write_all(holder.as_bytes()));
                    return Locked::Mine(Self { path, _file: file });
                }
                Err(TryLockError::WouldBlock) => return Locked::Theirs(holder_of(&mut file)),
                Err(TryLockError::Error(_)) => return Locked::Nobodys,
            }
        }
        Locked::Nobodys
    }
}

impl Drop for ProjectLock {
    fn drop(&mut self) {
        // Still locked: whoever opened it in between finds that it is gone, and makes a new one.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Whether the file that was locked is the one that has the name.
fn is_still_there(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let inode =
            |metadata: std::io::Result<std::fs::Metadata>| metadata.map(|data| (data.dev(), data.ino()));
        matches!((inode(file.metadata()), inode(std::fs::metadata(path))), (Ok(a), Ok(b)) if a == b)
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        path.exists()
    }
}

fn holder_of(file: &mut File) -> String {
    let mut name = String::new();
    // Where a lock forbids reading too, the holder has no name.
    let _ = file.seek(SeekFrom::Start(0)).and_then(|_| file.take(LONGEST_NAME).read_to_string(&mut name));
    name.trim().to_owned()
}

/// `shop.senthang` -> `.shop.senthang.lock`.
fn lock_path(project: &Path) -> PathBuf {
    let mut name = OsString::from(".");
    name.push(project.file_name().unwrap_or_default());
    name.push(".lock");
    project.with_file_name(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_one_has_a_project_and_the_other_learns_who() {
        let folder = tempfile::tempdir().expect("a folder");
        let project = folder.path().join("ร้าน.senthang");
        for round in 0..200 {
            let Locked::Mine(lock) = ProjectLock::acquire(&project, "Ann, 09:00") else {
                panic!("not given in round {round}")
            };
            match ProjectLock::acquire(&project, "Bo, 09:01") {
                Locked::Theirs(holder) => assert_eq!(holder, "Ann, 09:00"),
                other => panic!("{other:?}"),
            }
            drop(lock);
            assert_eq!(std::fs::read_dir(folder.path()).expect("lists").count(), 0, "nothing stays behind");
        }
    }

    #[test]
    fn a_lock_file_that_a_killed_process_left_stops_nobody() {
        let folder = tempfile::tempdir().expect("a folder");
        let project = folder.path().join("shop.senthang");
        std::fs::write(folder.path().join(".shop.senthang.lock"), "Ann").expect("written");
        assert!(matches!(ProjectLock::acquire(&project, "Bo"), Locked::Mine(_)));
        let nowhere = Path::new("/no/such/folder/shop.senthang");
        assert!(matches!(ProjectLock::acquire(nowhere, "Bo"), Locked::Nobodys));
    }
}
