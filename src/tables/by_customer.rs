//! In which order the rows of long lists stand by customer and time: found by numbers of rows, on all cores. Never moves a row.

use std::ops::Range;

use super::columns::{Stop, go_on, wanted};
use super::cores::{on_all_cores, ranges, ranges_of};
use super::{Handle, People, TablesError};

/// So many rows, and what it takes to sort them, fit into a core's own cache. In tests a handful does: the rows of every drawn shop are
/// put in order stretch by stretch.
const STRETCH: usize = if cfg!(test) { 4 } else { 1 << 14 };

/// So many stretches grow side by side without the processor losing sight of their ends.
const MOST_STRETCHES: usize = 1 << 9;

/// A row: the place of its customer among all, and its number.
type Placed = (u32, u32);

/// The numbers of `rows` by customer and, of each customer, by `key`; anonymous rows last, so that runs of one customer are contiguous
/// and start at row 0. Rows that are equal in both come in any order, the same one each time.
pub(super) fn by_customer<R: Sync, K: Ord>(
    rows: &[R],
    people: &People,
    handle: impl Fn(&R) -> Option<Handle> + Sync,
    key: impl Fn(&R) -> K + Sync,
    is_stopped: Stop<'_>,
) -> Result<Vec<u32>, TablesError> {
    let place = |row: &R| people.customer(handle(row)).unwrap_or(people.len() as u32);
    let shift = shift(rows.len(), people.len());
    let count = (people.len() >> shift) + 1;
    let part = |range: Range<usize>| {
        let placed = (range.start as u32..).zip(&rows[range.clone()]).map(|(row, of)| (place(of), row));
        stretches(wanted(placed, is_stopped), count, shift, range.len())
    };
    let stretches = on_all_cores(ranges(rows.len()), part, &mut |all: &mut Vec<Vec<Placed>>, part| {
        all.iter_mut().zip(part).for_each(|(stretch, mut more)| stretch.append(&mut more));
    });
    go_on(is_stopped)?;
    let sort = |range: Range<usize>| {
        let mut order = Vec::with_capacity(stretches[range.clone()].iter().map(Vec::len).sum());
        let wanted = stretches[range].iter().take_while(|_| !is_stopped());
        wanted.for_each(|stretch| add_sorted(stretch, |row| key(&rows[row as usize]), &mut order));
        order
    };
    let order = on_all_cores(ranges_of(count, 1), sort, &mut |all, mut part| all.append(&mut part));
    go_on(is_stopped)?;
    Ok(order)
}

/// How many of a place's lower bits the places of one stretch differ in.
fn shift(rows: usize, people: usize) -> u32 {
    let stretches = (rows / STRETCH).clamp(1, MOST_STRETCHES);
    (0..usize::BITS).find(|shift| people >> shift < stretches).unwrap_or_default()
}

/// `rows`, of which there are so many, side by side where their places share their upper bits.
fn stretches(
    rows: impl Iterator<Item = Placed>,
    count: usize,
    shift: u32,
    length: usize,
) -> Vec<Vec<Placed>> {
    // A little more than the share of each, so that few have to move.
    let room = length / count + length / count / 8;
    let mut stretches: Vec<Vec<Placed>> = (0..count).map(|_| Vec::with_capacity(room)).collect();
    rows.for_each(|(place, row)| stretches[(place >> shift) as usize].push((place, row)));
    stretches
}

/// Adds the rows of one stretch to `order`. Nearly every customer has a handful of rows: they are put side by side first, and only each
/// handful is sorted.
fn add_sorted<K: Ord>(stretch: &[Placed], key: impl Fn(u32) -> K, order: &mut Vec<u32>) {
    let places = || stretch.iter().map(|(place, _)| *place);
    let Some((first, last)) = places().min().zip(places().max()) else { return };
    let mut starts = vec![0_u32; (last - first) as usize + 2];
    places().for_each(|place| starts[(place - first) as usize + 1] += 1);
    for place in 1..starts.len() {
        starts[place] += starts[place - 1];
    }
    let mut free = starts.clone();
    let before = order.len();
    order.resize(before + stretch.len(), 0);
    let sorted = &mut order[before..];
    for (place, row) in stretch {
        let free = &mut free[(place - first) as usize];
        sorted[*free as usize] = *row;
        *free += 1;
    }
    for run in starts.windows(2).filter(|run| run[1] - run[0] > 1) {
        sorted[run[0] as usize..run[1] as usize].sort_unstable_by_key(|row| key(*row));
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
            let placed = (0..).zip(&rows).map(|(row, of)| (of.0, row));
            let mut order = Vec::new();
            for stretch in stretches(placed, (50 >> shift) + 1, shift, rows.len()) {
                add_sorted(&stretch, |row| rows[row as usize].1, &mut order);
            }
            let sorted: Vec<_> = order.iter().map(|row| rows[*row as usize]).collect();
            prop_assert_eq!(sorted, expected);
        }
    }
}
