//! How far a job is, and whether it should stop. Never asks for anything itself.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::import::Progress;

/// How far a job is, and whether it should stop; shared by the worker and the window.
#[derive(Debug, Default)]
pub struct Watch {
    done: AtomicU64,
    total: AtomicU64,
    file_done: AtomicU64,
    file_total: AtomicU64,
    rows: AtomicU64,
    cancelled: AtomicBool,
    name: Mutex<String>,
}

impl Watch {
    /// Share done, 0 to 1; `None` while unknown.
    pub fn fraction(&self) -> Option<f32> {
        let (done, total) = (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed));
        (total > 0).then(|| (done as f64 / total as f64).clamp(0.0, 1.0) as f32)
    }

    /// Bytes of the file at hand that are read, of how many, and the records among them; `None` before the first.
    pub fn file(&self) -> Option<(u64, u64, u64)> {
        let load = |value: &AtomicU64| value.load(Ordering::Relaxed);
        let (done, total) = (load(&self.file_done), load(&self.file_total));
        (total > 0).then(|| (done, total, load(&self.rows)))
    }

    /// The file at hand.
    pub fn name(&self) -> String {
        self.name.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(super) fn cancel(&self) {
        self.cancelled.store(true, Ordering::Relaxed);
    }
}

impl Progress for Watch {
    fn advance(&self, done: u64, total: u64, name: &str) {
        self.done.store(done, Ordering::Relaxed);
        self.total.store(total, Ordering::Relaxed);
        let mut shown = self.name.lock().unwrap_or_else(PoisonError::into_inner);
        if *shown != name {
            name.clone_into(&mut shown);
            [&self.file_done, &self.file_total, &self.rows]
                .iter()
                .for_each(|value| value.store(0, Ordering::Relaxed));
        }
    }

    fn read(&self, bytes: u64, of: u64, rows: u64) {
        self.file_done.store(bytes, Ordering::Relaxed);
        self.file_total.store(of, Ordering::Relaxed);
        self.rows.store(rows, Ordering::Relaxed);
    }

    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}
