//! How an import is watched and stopped. Never decides what to show.

use std::io::{self, Read};

/// Watches an import and may stop it.
pub trait Progress: Sync {
    /// `done` of `total` bytes of all inputs are read; `name` is the file at hand.
    fn advance(&self, done: u64, total: u64, name: &str);

    /// `bytes` of the `of` bytes of the file at hand are read, `rows` records among them.
    fn read(&self, _bytes: u64, _of: u64, _rows: u64) {}

    /// Whether the import should stop at the next opportunity (within about 100 ms).
    fn is_cancelled(&self) -> bool;
}

/// A reader that fails as soon as the watcher asks to stop: nobody looks at what comes of it then.
pub(super) struct Stoppable<'watch, R> {
    inner: R,
    progress: &'watch dyn Progress,
}

impl<'watch, R> Stoppable<'watch, R> {
    /// Reads from `inner` as long as nobody asks to stop.
    pub(super) fn new(inner: R, progress: &'watch dyn Progress) -> Self {
        Self { inner, progress }
    }
}

impl<R: Read> Read for Stoppable<'_, R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.progress.is_cancelled() {
            return Err(io::Error::other("stopped"));
        }
        self.inner.read(buffer)
    }
}

/// Watches nothing and never stops.
#[derive(Clone, Copy, Debug, Default)]
pub struct Unwatched;

impl Progress for Unwatched {
    fn advance(&self, _done: u64, _total: u64, _name: &str) {}

    fn is_cancelled(&self) -> bool {
        false
    }
}
