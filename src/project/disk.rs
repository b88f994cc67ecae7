//! The few things that saving asks of a disk, as a trait, so that tests can let each of them fail. Never decides what is written.

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::Path;

/// What saving asks of a disk.
pub trait Disk {
    /// The whole content of a file of no more than `most` bytes.
    ///
    /// # Errors
    /// What the operating system says; [`io::ErrorKind::FileTooLarge`] before a longer one is read.
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>>;

    /// Makes a new file for its owner alone.
    ///
    /// # Errors
    /// What the operating system says, also when the file is there already; an unfinished file may stay behind.
    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()>;

    /// Returns once the content of a file is safe from a power cut.
    ///
    /// # Errors
    /// What the operating system says.
    fn sync(&self, path: &Path) -> io::Result<()>;

    /// Gives a file another name, in one step, in the place of whatever had it.
    ///
    /// # Errors
    /// What the operating system says; both files are then as they were.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;

    /// Returns once the names in a folder are safe from a power cut.
    ///
    /// # Errors
    /// What the operating system says.
    fn sync_folder(&self, folder: &Path) -> io::Result<()>;

    /// Takes a file away.
    ///
    /// # Errors
    /// What the operating system says.
    fn remove(&self, path: &Path) -> io::Result<()>;
}

/// The disks of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn read(&self, path: &Path, most: u64) -> io::Result<Vec<u8>> {
        let file = File::open(path)?;
        if file.metadata()?.len() > most {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let mut bytes = Vec::new();
        file.take(most).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn create(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        {
            use std::os::unix::fs::OpenOptionsExt as _;
            options.mode(0o600);
        }
        options.open(path)?.write_all(bytes)
    }

    fn sync(&self, path: &Path) -> io::Result<()> {
        // Windows flushes only what was opened for writing.
        OpenOptions::new().read(true).append(true).open(path)?.sync_all()
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        std::fs::rename(from, to)
    }

    /// On Unix a rename is only safe from a power cut once its folder is written too. Some file systems cannot do that; the file
    /// itself is then complete all the same.
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        if cfg!(unix) {
            let _ = File::open(folder)?.sync_all();
        }
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        std::fs::remove_file(path)
    }
}
