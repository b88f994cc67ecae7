//! The account of a file's records, kept while its parts are read. Never decides what becomes of a record, never lists more rejected
//! records than a person can look through, never miscounts them.

use super::{ImportReport, Reason, RejectedRow, Repeat, SourceReport};

impl ImportReport {
    /// Whether any row or file was rejected (exit status 3 of the command line).
    pub fn anything_rejected(&self) -> bool {
        self.sources.iter().any(|source| source.refusal.is_some() || source.rows_rejected > 0)
    }

    /// Records that became part of the tables.
    pub fn rows_used(&self) -> u64 {
        self.sources.iter().map(|source| source.rows_used).sum()
    }

    /// Records that were rejected.
    pub fn rows_rejected(&self) -> u64 {
        self.sources.iter().map(|source| source.rows_rejected).sum()
    }
}

impl SourceReport {
    /// Counts a rejected record and lists it while there is room. The first of the file have it: see [`Self::settle_rejected`].
    pub fn reject(&mut self, row: RejectedRow) {
        self.rows_rejected += 1;
        self.rejected.push(row);
        if !self.lists_all && self.rejected.len() >= 2 * Self::MAX_LISTED {
            self.settle_rejected();
        }
    }

    /// Puts the listed records into the file's order and leaves out those beyond [`Self::MAX_LISTED`], whatever the order in which
    /// they were found.
    pub(super) fn settle_rejected(&mut self) {
        self.rejected.sort_by_key(|rejected| rejected.row);
        if !self.lists_all {
            self.rejected.truncate(Self::MAX_LISTED);
        }
        self.rejected_truncated = self.rows_rejected > self.rejected.len() as u64;
    }

    /// Adds what was found in the part of the file that follows, whose rows and lines count from `rows` and `lines` on.
    pub(super) fn absorb(&mut self, part: Self, rows: u64, lines: u64) {
        self.rows_read += part.rows_read;
        self.rows_used += part.rows_used;
        self.rows_total += part.rows_total;
        self.rows_description += part.rows_description;
        let unlisted = part.rows_rejected - part.rejected.len() as u64;
        for mut rejected in part.rejected {
            rejected.row += rows;
            rejected.line += lines;
            if let Reason::OrderRejected { line } = &mut rejected.reason {
                *line += lines;
            }
            self.reject(rejected);
        }
        self.rows_rejected += unlisted;
        self.repeated += part.repeated - part.repeats.len() as u64;
        for repeat in part.repeats {
            self.repeat(Repeat { line: repeat.line + lines, first: repeat.first + lines });
        }
        part.worth.into_iter().for_each(|worth| self.add_worth(worth));
        part.notes.into_iter().for_each(|note| self.note(note));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_rejected_records_of_the_file_are_listed_in_whatever_order_they_are_found() {
        let mut report = SourceReport::default();
        let most = SourceReport::MAX_LISTED as u64;
        for row in (0..5 * most).rev() {
            let row = row * 7 % (5 * most);
            let (column, value) = (String::new(), String::new());
            report.reject(RejectedRow { row, line: row + 1, column, value, reason: Reason::NoDate });
        }
        report.settle_rejected();
        assert_eq!((report.rows_rejected, report.rejected_truncated), (5 * most, true));
        assert!(report.rejected.iter().map(|rejected| rejected.row).eq(0..most));
    }
}
