//! Long lists of rows put in order of their day, in their own memory. Rows that come as an export writes them, one day after the other,
//! are counted rather than compared. Never drops a row.

use super::by_customer::arrange;
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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
