//! Lines of a text that was taken from somewhere else, and where they stood there: rows of a sheet, lines of the whole file.
//! Never looks at the text.

use super::{Repeat, SourceReport};

/// From lines of the text at hand to lines (or rows) as a person counts them in the file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct LineMap {
    /// (line of the text, what a person calls it), rising; lines in between count on from the one before.
    marks: Vec<(u64, u64)>,
}

impl LineMap {
    /// Every line stands `lines` further down.
    pub(super) fn shifted(lines: u64) -> Self {
        Self { marks: vec![(1, lines + 1)] }
    }

    /// From `line` on a person counts from `shown`.
    pub(super) fn mark(&mut self, line: u64, shown: u64) {
        if self.shown(line) != shown {
            self.marks.push((line, shown));
        }
    }

    /// What a person calls `line`.
    pub(super) fn shown(&self, line: u64) -> u64 {
        let after = self.marks.partition_point(|(from, _)| *from <= line);
        match after.checked_sub(1).map(|index| self.marks[index]) {
            Some((from, shown)) => shown + (line - from),
            None => line,
        }
    }

    /// Makes the lines of records, and of those that were rejected or told while reading, what a person calls them.
    pub(super) fn apply(&self, lines: &mut [u32], report: &mut SourceReport) {
        for line in lines {
            *line = u32::try_from(self.shown(u64::from(*line))).unwrap_or(u32::MAX);
        }
        for row in &mut report.rejected {
            row.line = self.shown(row.line);
        }
        for Repeat { line, first } in &mut report.repeats {
            (*line, *first) = (self.shown(*line), self.shown(*first));
        }
    }

    /// The part of the map from `first` on, for a text that starts there.
    pub(super) fn starting_at(&self, first: u64) -> Self {
        let mut part = Self { marks: vec![(1, self.shown(first))] };
        for (line, shown) in self.marks.iter().filter(|(line, _)| *line > first) {
            part.mark(line - first + 1, *shown);
        }
        part
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_of_several_lines_moves_no_row_below_it() {
        let mut lines = LineMap::default();
        // Row 2 takes three lines, row 5 two.
        lines.mark(5, 3);
        lines.mark(9, 6);
        let rows: Vec<u64> = [1, 2, 5, 6, 7, 9, 10].iter().map(|line| lines.shown(*line)).collect();
        assert_eq!(rows, [1, 2, 3, 4, 5, 6, 7]);
        let later = lines.starting_at(6);
        assert_eq!([1, 2, 4, 5].map(|line| later.shown(line)), [4, 5, 6, 7]);
    }

    #[test]
    fn a_table_further_down_keeps_the_lines_of_its_file() {
        assert_eq!(LineMap::shifted(40).shown(1), 41);
        assert_eq!(LineMap::default().shown(7), 7);
    }
}
