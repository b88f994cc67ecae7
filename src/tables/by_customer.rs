//! Long lists of rows put in order of customer and time, in their own memory and on all cores. Never drops a row.

use std::sync::{Mutex, PoisonError};
use std::thread;

use super::columns::{LOOK, Stop, go_on, wanted};
use super::{Handle, People, TablesError};

/// So many rows, and what it takes to sort them, fit into a core's own cache. In tests a handful does: the rows of every drawn shop are
/// put in order stretch by stretch.
const STRETCH: usize = if cfg!(test) { 4 } else { 1 << 14 };

/// So many stretches grow side by side without the processor losing sight of their ends.
const MOST_STRETCHES: usize = 1 << 9;

/// `rows` by customer and, of each customer, by `key`; anonymous rows last, so that runs of one customer are contiguous and start at
/// row 0. Rows that are equal in both come in any order, the same one each time.
pub(super) fn by_customer<R: Copy + Send, K: Ord>(
    mut rows: Vec<R>,
    people: &People,
    handle: impl Fn(&R) -> Option<Handle>,
    key: impl Fn(&R) -> K + Sync,
    is_stopped: Stop<'_>,
) -> Result<Vec<R>, TablesError> {
    let place = |row: &R| people.customer(handle(row)).unwrap_or(people.len() as u32);
    let mut places: Vec<u32> = wanted(rows.iter(), is_stopped).map(place).collect();
    go_on(is_stopped)?;
    let shift = shift(rows.len(), people.len());
    let ends = part(&mut rows, &mut places, shift, is_stopped);
    go_on(is_stopped)?;
    sort_all(stretches(&mut rows, &places, &ends), ends.len(), &key, is_stopped);
    go_on(is_stopped)?;
    Ok(rows)
}

/// Sorts so many stretches on all cores.
fn sort_all<'rows, R: Copy + Send + 'rows, K: Ord>(
    stretches: impl Iterator<Item = (&'rows mut [R], &'rows [u32])> + Send,
    count: usize,
    key: &(impl Fn(&R) -> K + Sync),
    is_stopped: Stop<'_>,
) {
    let stretches = Mutex::new(stretches);
    let next = || stretches.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || {
        while let Some((rows, places)) = next().filter(|_| !is_stopped()) {
            sort(rows, places, key);
        }
    };
    let workers = thread::available_parallelism().map_or(1, usize::from).min(count);
    thread::scope(|scope| {
        (1..workers).for_each(|_| drop(scope.spawn(work)));
        work();
    });
}

/// How many of a place's lower bits the places of one stretch differ in.
fn shift(rows: usize, people: usize) -> u32 {
    let stretches = (rows / STRETCH).clamp(1, MOST_STRETCHES);
    (0..usize::BITS).find(|shift| people >> shift < stretches).unwrap_or_default()
}

/// Puts the rows side by side whose places share their upper bits, the lowest first; yields where each such stretch ends. Every row is
/// moved once, to the next free place of its stretch, and what stood there goes on from where it was.
fn part<R>(rows: &mut [R], places: &mut [u32], shift: u32, is_stopped: Stop<'_>) -> Vec<usize> {
    let stretch_of = |place: u32| (place >> shift) as usize;
    let mut ends = vec![0; places.iter().max().map_or(0, |last| stretch_of(*last) + 1)];
    places.iter().for_each(|place| ends[stretch_of(*place)] += 1);
    let mut free = ends.clone();
    let mut end = 0;
    for (free, size) in free.iter_mut().zip(&mut ends) {
        *free = end;
        end += *size;
        *size = end;
    }
    let mut moved = 0_usize;
    for stretch in 0..ends.len() {
        while free[stretch] < ends[stretch] {
            moved += 1;
            if moved.is_multiple_of(LOOK) && is_stopped() {
                return ends;
            }
            let at = free[stretch];
            let home = &mut free[stretch_of(places[at])];
            rows.swap(at, *home);
            places.swap(at, *home);
            *home += 1;
        }
    }
    ends
}

/// The rows of each stretch with their places.
fn stretches<'rows, R>(
    mut rows: &'rows mut [R],
    mut places: &'rows [u32],
    ends: &[usize],
) -> impl Iterator<Item = (&'rows mut [R], &'rows [u32])> {
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let sizes = ends.iter().zip(starts).map(|(end, start)| end - start).collect::<Vec<_>>();
    sizes.into_iter().filter_map(move |size| {
        let (of_rows, of_places);
        (of_rows, rows) = std::mem::take(&mut rows).split_at_mut_checked(size)?;
        (of_places, places) = places.split_at_checked(size)?;
        Some((of_rows, of_places))
    })
}

/// Sorts one stretch. Nearly every customer has a handful of rows: they are put side by side first, and only each handful is sorted.
fn sort<R: Copy, K: Ord>(rows: &mut [R], places: &[u32], key: &impl Fn(&R) -> K) {
    let Some((first, last)) = places.iter().min().zip(places.iter().max()) else { return };
    let mut starts = vec![0_u32; (last - first) as usize + 2];
    places.iter().for_each(|place| starts[(place - first) as usize + 1] += 1);
    for place in 1..starts.len() {
        starts[place] += starts[place - 1];
    }
    let mut free = starts.clone();
    let mut sorted = vec![0; rows.len()];
    for (index, place) in (0..).zip(places) {
        let free = &mut free[(place - first) as usize];
        sorted[*free as usize] = index;
        *free += 1;
    }
    for run in starts.windows(2) {
        sorted[run[0] as usize..run[1] as usize].sort_unstable_by_key(|index| key(&rows[*index as usize]));
    }
    arrange(rows, sorted);
}

/// Puts the row `sorted[place]` in each place, without a second copy of the rows.
pub(super) fn arrange<R: Copy>(rows: &mut [R], mut sorted: Vec<u32>) {
    for start in 0..rows.len() {
        let first = rows[start];
        let mut free = start;
        // Round the places that wait for each other's rows; each is then where it belongs.
        while sorted[free] as usize != start {
            let from = sorted[free] as usize;
            rows[free] = rows[from];
            sorted[free] = free as u32;
            free = from;
        }
        rows[free] = first;
        sorted[free] = free as u32;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn rows_go_where_they_belong_in_their_own_memory() {
        for step in [1, 2, 3, 5, 7, 11] {
            for height in [1, 2, 12, 13, 100] {
                // A number without a common divisor reaches every place.
                let sorted: Vec<u32> = (0..height).map(|place| place * step % height).collect();
                let mut distinct = sorted.clone();
                distinct.sort_unstable();
                distinct.dedup();
                if distinct.len() == sorted.len() {
                    let mut rows: Vec<u32> = (0..height).map(|row| row + 1_000).collect();
                    arrange(&mut rows, sorted.clone());
                    assert_eq!(rows, sorted.iter().map(|row| row + 1_000).collect::<Vec<_>>());
                }
            }
        }
    }

    #[test]
    fn a_stretch_holds_about_as_many_rows_as_a_cache() {
        for (rows, people) in
            [(0, 0), (10, 0), (10, 10), (1_000_000, 400_000), (1_000_000, 3), (1 << 30, 1 << 30)]
        {
            let stretches = (people >> shift(rows, people)) + 1;
            assert!(stretches <= (rows / STRETCH).clamp(1, MOST_STRETCHES), "{rows} {people}");
        }
        assert!((100 * STRETCH) >> shift(100 * STRETCH, 100 * STRETCH) > 20);
    }

    proptest! {
        #[test]
        fn parted_and_sorted_is_sorted(
            rows in prop::collection::vec((0_u32..50, any::<u8>()), 0..300),
            shift in 0_u32..8,
        ) {
            let mut expected = rows.clone();
            expected.sort_unstable();
            let mut places: Vec<u32> = rows.iter().map(|row| row.0).collect();
            let mut sorted = rows;
            let ends = part(&mut sorted, &mut places, shift, &|| false);
            prop_assert_eq!(&places, &sorted.iter().map(|row| row.0).collect::<Vec<_>>());
            stretches(&mut sorted, &places, &ends).for_each(|(rows, places)| sort(rows, places, &|row| row.1));
            prop_assert_eq!(sorted, expected);
        }
    }
}
