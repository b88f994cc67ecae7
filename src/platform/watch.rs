//! Watches a folder on this machine: names, sizes and times, looked at every two seconds by a thread of its own. Never reads more of a
//! file than its first bytes, never follows a link.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

use crate::app::FolderWatching;
use crate::app::watch::{Listing, MOST_FILES, Seen, WatchEvent, WatchedFolder, Watcher, may_be_export};

/// Time between two looks. A file is picked up at the second look that finds it unchanged: 4 s after its last byte at the latest.
const PAUSE: Duration = Duration::from_secs(2);

/// Folders within folders that are looked into.
const DEEPEST: usize = 4;

/// Watches one folder at a time.
pub struct FolderWatches {
    wake: Arc<dyn Fn() + Send + Sync>,
    open: Option<Open>,
}

/// A thread that watches until `_stop` is dropped. Nobody waits for its end: a look at a slow network drive may take long.
struct Open {
    events: Receiver<WatchEvent>,
    _stop: Sender<()>,
}

impl FolderWatches {
    /// Watches that call `wake`, on their own thread, whenever there is an event to fetch.
    pub fn new(wake: impl Fn() + Send + Sync + 'static) -> Self {
        Self { wake: Arc::new(wake), open: None }
    }
}

impl FolderWatching for FolderWatches {
    fn watch(&mut self, folder: Option<&Path>) {
        self.open = folder.and_then(|folder| start(folder, DiskFolder, Arc::clone(&self.wake)));
    }

    fn events(&mut self) -> Vec<WatchEvent> {
        self.open.iter().flat_map(|open| open.events.try_iter()).collect()
    }
}

fn start(folder: &Path, files: impl WatchedFolder, wake: Arc<dyn Fn() + Send + Sync>) -> Option<Open> {
    let (sender, events) = channel();
    let (stop, stopped) = channel::<()>();
    let folder = folder.to_owned();
    let watch = move || {
        let mut watcher = Watcher::default();
        loop {
            let happened = watcher.look(&files, &folder);
            let is_news = !happened.is_empty();
            if happened.into_iter().any(|event| sender.send(event).is_err()) {
                return;
            }
            if is_news {
                wake();
            }
            // The pause ends at once when the watch is given up.
            if stopped.recv_timeout(PAUSE) != Err(RecvTimeoutError::Timeout) {
                return;
            }
        }
    };
    std::thread::Builder::new().name("senthang-watch".to_owned()).spawn(watch).ok()?;
    Some(Open { events, _stop: stop })
}

/// Folders of this machine.
#[derive(Clone, Copy, Debug, Default)]
struct DiskFolder;

impl WatchedFolder for DiskFolder {
    fn list(&self, folder: &Path) -> Result<Listing, String> {
        let mut listing = Listing::default();
        list_into(folder, DEEPEST, &mut listing).map_err(|error| error.to_string())?;
        listing.files.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(listing)
    }

    fn opens(&self, path: &Path) -> bool {
        let mut first = [0; 64];
        File::open(path).and_then(|mut file| file.read(&mut first)).is_ok_and(|bytes| bytes > 0)
    }
}

fn list_into(folder: &Path, depth: usize, listing: &mut Listing) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)?.flatten() {
        if listing.files.len() >= MOST_FILES {
            listing.truncated = true;
            return Ok(());
        }
        let Ok(kind) = entry.file_type() else { continue };
        let path = entry.path();
        if kind.is_dir() && depth > 0 && !is_hidden(&path) {
            // A folder inside that cannot be read costs only itself.
            let _ = list_into(&path, depth - 1, listing);
        } else if kind.is_file()
            && may_be_export(&path)
            && let Ok(metadata) = entry.metadata()
        {
            listing.files.push(Seen { path, bytes: metadata.len(), modified: metadata.modified().ok() });
        }
    }
    Ok(())
}

fn is_hidden(path: &Path) -> bool {
    path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_on_disk_lists_its_exports_and_those_of_the_folders_in_it() {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("2026")).expect("a folder");
        for name in ["b.csv", "2026/a.csv", "readme.md"] {
            std::fs::write(folder.path().join(name), "id,date\n").expect("written");
        }
        let listing = DiskFolder.list(folder.path()).expect("there");
        let names: Vec<_> = listing.files.iter().map(|seen| seen.path.strip_prefix(folder.path())).collect();
        assert_eq!(names, [Ok(Path::new("2026/a.csv")), Ok(Path::new("b.csv"))]);
        assert!(DiskFolder.opens(&listing.files[0].path));
        assert!(DiskFolder.list(&folder.path().join("gone")).is_err());
    }
}
