//! A value per calendar month over a range. Never leaves a month out between the first and the last used one.

use std::ops::RangeInclusive;

use crate::domain::{Day, MonthIndex};

/// One `T` per month of a range, starting from `T::default()`.
#[derive(Clone)]
pub(super) struct Months<T> {
    first: i32,
    values: Vec<T>,
}

impl<T: Default + Clone> Months<T> {
    /// Default values for each month of `range`.
    pub(super) fn spanning(range: &RangeInclusive<i32>) -> Self {
        let length = i64::from(*range.end()) - i64::from(*range.start()) + 1;
        Self { first: *range.start(), values: vec![T::default(); length.max(0) as usize] }
    }

    /// The value of `month`; `None` outside the range.
    pub(super) fn slot(&mut self, month: i32) -> Option<&mut T> {
        usize::try_from(month.checked_sub(self.first)?).ok().and_then(|index| self.values.get_mut(index))
    }

    /// Takes the values of some months over from another range of the same months.
    pub(super) fn take(&mut self, other: &Self, takes: impl Fn(i32) -> bool) {
        for (month, (own, other)) in (self.first..).zip(self.values.iter_mut().zip(&other.values)) {
            if takes(month) {
                own.clone_from(other);
            }
        }
    }

    /// Puts the values of the same months of another range of the same months together.
    pub(super) fn absorb(&mut self, other: &Self, mut merge: impl FnMut(&mut T, &T)) {
        self.values.iter_mut().zip(&other.values).for_each(|(own, other)| merge(own, other));
    }

    /// Months from the first to the last that `is_used`, without gaps.
    pub(super) fn between_used(self, is_used: impl Fn(&T) -> bool) -> impl Iterator<Item = (MonthIndex, T)> {
        let start = self.values.iter().position(&is_used).unwrap_or(self.values.len());
        let end = self.values.iter().rposition(&is_used).map_or(start, |last| last + 1);
        let first = self.first;
        let months = (first..).map(MonthIndex).zip(self.values);
        months.skip(start).take(end - start)
    }
}

/// Whether the whole of `month` lies before or on `as_of`.
pub(super) fn is_complete(month: MonthIndex, as_of: Option<Day>) -> bool {
    as_of.is_some_and(|as_of| month.last_day() <= as_of)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unused_months_stay_only_between_used_ones() {
        let mut months: Months<u32> = Months::spanning(&(10..=15));
        for month in [11, 13, 13, 99] {
            if let Some(value) = months.slot(month) {
                *value += 1;
            }
        }
        let kept: Vec<_> = months.between_used(|count| *count > 0).collect();
        assert_eq!(kept, [(MonthIndex(11), 1), (MonthIndex(12), 0), (MonthIndex(13), 2)]);
        assert_eq!(Months::<u32>::spanning(&(10..=15)).between_used(|count| *count > 0).count(), 0);
    }
}
