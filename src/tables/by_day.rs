//! Long lists of rows put in order of their day, in their own memory. Rows that come as an export writes them, one day after the other,
//! are counted rather than compared. Never drops a row.

use crate::domain::Day;

/// Days are counted as long as there are not many more of them than rows.
const DAYS_PER_ROW: usize = 4;

/// `rows` by `day`, those without one first, and by `place` within a day.
pub(super) fn by_day<R: Copy>(
    rows: &mut [R],
    day: impl Fn(&R) -> Option<Day>,
    place: impl Fn(&R) -> (u32, u32),
) {
    let days = rows.iter().filter_map(&day).map(|day| day.0);
    let (first, last) = days.fold((i32::MAX, i32::MIN), |(first, last), day| (first.min(day), last.max(day)));
    let span = usize::try_from(i64::from(last) - i64::from(first)).unwrap_or_default();
    if span > DAYS_PER_ROW * rows.len() || !rows.is_sorted_by_key(&place) {
        rows.sort_unstable_by_key(|row| (day(row), place(row)));
        return;
    }
    // Rows of one day stay in the order in which they are: that of their places.
    let of = |row: &R| day(row).map_or(0, |day| day.0.abs_diff(first) as usize + 1);
    let mut free = vec![0_u32; span + 3];
    rows.iter().for_each(|row| free[of(row) + 1] += 1);
    for day in 1..free.len() {
        free[day] += free[day - 1];
    }
    let mut sorted = vec![0; rows.len()];
    for (index, row) in (0..).zip(rows.iter()) {
        let free = &mut free[of(row)];
        sorted[*free as usize] = index;
        *free += 1;
    }
    arrange(rows, sorted);
}

/// Puts the row `sorted[place]` in each place, without a second copy of the rows.
fn arrange<R: Copy>(rows: &mut [R], mut sorted: Vec<u32>) {
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

    proptest! {
        #[test]
        fn counting_days_sorts_as_comparing_does(
            mut rows in prop::collection::vec((prop::option::of(-3_i32..9), 0_u32..3, 0_u32..50), 0..60),
            far in prop::option::of(prop_oneof![Just(i32::MIN), Just(i32::MAX), Just(400)]),
            is_in_place in any::<bool>(),
        ) {
            rows.extend(far.map(|day| (Some(day), 3, 0)));
            if is_in_place {
                rows.sort_unstable_by_key(|row| (row.1, row.2));
            }
            let mut expected = rows.clone();
            expected.sort_unstable();
            by_day(&mut rows, |row| row.0.map(Day), |row| (row.1, row.2));
            prop_assert_eq!(rows, expected);
        }
    }
}
