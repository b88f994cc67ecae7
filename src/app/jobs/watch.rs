//! How far a job is, and whether it should stop. Never asks for anything itself.

use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::import::Progress;

/// How far a job is, and whether it should stop; shared by the worker and the window.
#[derive(Debug, Default)]
pub struct Watch {
    done: AtomicU64,
    total: AtomicU64,
    cancelled: AtomicBool,
    name: Mutex<String>,
}

impl Watch {
    /// Share done, 0 to 1; `None` while unknown.
    pub fn fraction(&self) -> Option<f32> {
        let (done, total) = (self.done.load(Ordering::Relaxed), self.total.load(Ordering::Relaxed));
        (total > 0).then(|| (done as f64 / total as f64).clamp(0.0, 1.0) as f32)
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
        }
    }

    fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }
}
