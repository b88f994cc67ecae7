//! Long lists cut into ranges that all cores work on. Never changes the order of the answers.

use std::ops::Range;
use std::thread::available_parallelism;

/// A core is not woken for fewer customers, names or rows. In tests it is for a handful: every list of a drawn shop is put together from several ranges.
pub(crate) const LEAST_PER_CORE: usize = if cfg!(test) { 3 } else { 20_000 };

/// As many neighbouring ranges as there are cores to work on them, but none that is not worth waking one.
pub(crate) fn ranges(length: usize) -> Vec<Range<usize>> {
    ranges_of(length, LEAST_PER_CORE)
}

/// As [`ranges`], of a list of lists: none of fewer than `least` lists.
pub(crate) fn ranges_of(length: usize, least: usize) -> Vec<Range<usize>> {
    let cores = if cfg!(test) { 3 } else { available_parallelism().map_or(1, std::num::NonZero::get) };
    let step = length.div_ceil(cores).max(least);
    (0..length.div_ceil(step).max(1)).map(|part| part * step..((part + 1) * step).min(length)).collect()
}

/// Two answers, the second worked out by a thread of its own if that is `worth_it`.
pub(crate) fn side_by_side<A, B: Send>(
    worth_it: bool,
    here: impl FnOnce() -> A,
    beside: impl FnOnce() -> B + Send,
) -> (A, B) {
    if !worth_it {
        return (here(), beside());
    }
    std::thread::scope(|threads| {
        let beside = threads.spawn(beside);
        let here = here();
        // A panic goes on in the thread that asked, which knows what to do with it.
        (here, beside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// The first range is worked on by the thread that asks; the answers are put together in the order of the ranges.
pub(crate) fn on_all_cores<T: Send>(
    ranges: Vec<Range<usize>>,
    work: impl Fn(Range<usize>) -> T + Sync,
    merge: &mut impl FnMut(&mut T, T),
) -> T {
    let mut ranges = ranges.into_iter();
    let first = ranges.next().unwrap_or(0..0);
    std::thread::scope(|threads| {
        let work = &work;
        let others: Vec<_> = ranges.map(|range| threads.spawn(move || work(range))).collect();
        let mut whole = work(first);
        for other in others {
            match other.join() {
                Ok(part) => merge(&mut whole, part),
                // A panic goes on in the thread that asked, which knows what to do with it.
                Err(panic) => std::panic::resume_unwind(panic),
            }
        }
        whole
    })
}
