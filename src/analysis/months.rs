//! A value per calendar month over a range. Never leaves a month out between the first and the last used one.

use std::ops::RangeInclusive;

use crate::domain::{Day, MonthIndex, Period};

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

/// The months of `range` that lie whole in some days (none as an empty range), and those days in the months that they cut.
pub(super) fn whole_and_cut(days: Period, range: &RangeInclusive<i32>) -> (RangeInclusive<i32>, Vec<Period>) {
    let of = |day: Option<Day>, open: i32| day.map_or(open, |day| day.month().0);
    let (mut first, mut last) =
        (of(days.from, *range.start()).max(*range.start()), of(days.to, *range.end()).min(*range.end()));
    let mut cut = Vec::new();
    let inside = |month: i32| {
        let (start, end) = (MonthIndex(month).first_day(), MonthIndex(month).last_day());
        let is_whole = days.contains(start) && days.contains(end);
        let from = days.from.map_or(start, |from| from.max(start));
        let to = days.to.map_or(end, |to| to.min(end));
        (is_whole, (from <= to).then(|| Period::between(from, to)))
    };
    if first <= last
        && let (false, part) = inside(first)
    {
        cut.extend(part);
        first += 1;
    }
    if first <= last
        && let (false, part) = inside(last)
    {
        cut.extend(part);
        last -= 1;
    }
    (first..=last, cut)
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

    #[test]
    fn whole_months_and_the_ends_that_days_cut_make_the_days() {
        let range = 24_288..=24_299;
        let (start, end) = (MonthIndex(24_288).first_day(), MonthIndex(24_299).last_day());
        for from in (-40..400).step_by(13) {
            for length in [-3, 0, 5, 27, 31, 58, 365, 500] {
                let days = Period::between(start.plus(from), start.plus(from + length));
                let (whole, cut) = whole_and_cut(days, &range);
                for day in (start.0..=end.0).map(Day) {
                    let in_cut = cut.iter().filter(|cut| cut.contains(day)).count();
                    let found = usize::from(whole.contains(&day.month().0)) + in_cut;
                    assert_eq!(found, usize::from(days.contains(day)), "{day} of {days:?}");
                }
            }
        }
        assert_eq!(whole_and_cut(Period::ALL, &range), (range, Vec::new()));
    }
}
