//! How soon the first rows of a file are there, how soon its import ends when it is cancelled, at twenty moments of its way, and how long
//! the analysis takes that follows it. Never writes a file, never decides what is soon enough.
//!
//!     cargo run --release --features probes --example cancel_probe -- FILE...

#![expect(clippy::print_stdout, reason = "its figures are what it is for")]

use std::path::PathBuf;
use std::sync::Arc;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use senthang::analysis::{Spec, analyze};
use senthang::import::{ImportError, Input, Options, Progress, Unwatched, first_rows, import};

/// Moments of one import at which it is cancelled.
const MOMENTS: u32 = 20;

#[derive(Default)]
struct Cancelled {
    flag: AtomicBool,
    /// Share done when it was last told.
    done: Mutex<f64>,
}

impl Progress for Cancelled {
    fn advance(&self, done: u64, total: u64, _name: &str) {
        if let Ok(mut share) = self.done.lock() {
            *share = done as f64 / total.max(1) as f64;
        }
    }

    fn is_cancelled(&self) -> bool {
        self.flag.load(Ordering::Relaxed)
    }
}

fn main() {
    for path in std::env::args().skip(1) {
        let input = [Input::Path(PathBuf::from(&path))];
        let begun = Instant::now();
        let shown = first_rows(&input[0], &Options::default()).map_or(0, |preview| preview.rows.len());
        println!("{path}: first {shown} rows after {} ms", begun.elapsed().as_millis());
        let begun = Instant::now();
        let whole = import(&input, &Options::default(), &Unwatched);
        let (length, begun) = (begun.elapsed(), Instant::now());
        let analysed = whole.is_ok_and(|imported| analyze(&imported.tables, &Spec::default()).is_ok());
        let followed =
            if analysed { format!("{} ms", begun.elapsed().as_millis()) } else { "none".to_owned() };
        println!("  import {} ms, analysis {followed}", length.as_millis());
        let (mut longest, mut at) = (Duration::ZERO, 0.0);
        for moment in 1..=MOMENTS {
            let (after, share) = cancelled_after(&input, length * moment / (MOMENTS + 1));
            if after > longest {
                (longest, at) = (after, share);
            }
        }
        println!(
            "  cancelled at {MOMENTS} moments: at most {} ms, at {:.0} %",
            longest.as_millis(),
            at * 100.0
        );
    }
}

/// How long the import goes on after it is cancelled, and how far it was; nothing when it had ended before.
fn cancelled_after(input: &[Input], moment: Duration) -> (Duration, f64) {
    let watch = Arc::new(Cancelled::default());
    let seen = Arc::clone(&watch);
    let waiter = std::thread::spawn(move || {
        std::thread::sleep(moment);
        seen.flag.store(true, Ordering::Relaxed);
        Instant::now()
    });
    let result = import(input, &Options::default(), &*watch);
    let ended = Instant::now();
    let share = watch.done.lock().map_or(0.0, |share| *share);
    let asked = waiter.join().unwrap_or(ended);
    let was_stopped = matches!(result, Err(ImportError::Cancelled));
    let after = if was_stopped { ended.saturating_duration_since(asked) } else { Duration::ZERO };
    println!("  {:>6} ms {:>3.0} %: {} ms", moment.as_millis(), share * 100.0, after.as_millis());
    (after, share)
}
