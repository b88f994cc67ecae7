//! Answers, reviews, tickets and whatever else has an id or a nature of its own: overlapping exports count once.
//! Never merges two rows of one file.

use std::collections::HashMap;

use super::row::Keyed;
use super::{ConflictKind, Ledger, Outcome};
use crate::domain::Day;
use crate::tables::{Code, Handle};

/// Customer, day and what was said: what two exports of one answer without an id agree in.
type Nature = (Option<Handle>, Day, i64);

/// What the anonymous rows of a day say and how often: in the files before, and in this one.
type Sides = [HashMap<i64, usize>; 2];

/// Anonymous rows of two files are the same only if the files agree on every day that both cover, and in at least so many rows.
const FEWEST_AGREEING: usize = 5;

/// Rows of one table, file after file.
pub(super) struct KeyedMerge<R> {
    pub(super) rows: Vec<R>,
    by_id: HashMap<Code, usize>,
    /// Rows without an id by their nature, and the anonymous of them by their day, in the order they came.
    by_nature: HashMap<Nature, Vec<usize>>,
    by_day: HashMap<Day, Vec<usize>>,
}

impl<R> Default for KeyedMerge<R> {
    fn default() -> Self {
        Self { rows: Vec::new(), by_id: HashMap::new(), by_nature: HashMap::new(), by_day: HashMap::new() }
    }
}

impl<R: Keyed> KeyedMerge<R> {
    /// Adds one file's rows.
    pub(super) fn add(&mut self, fresh: Vec<R>, ledger: &mut Ledger<'_>) {
        let known_before = self.rows.len();
        let overlaps = self.overlaps(&fresh, ledger);
        // How many rows of each nature this file has met already: as many as one file has are really there.
        let mut met: HashMap<Nature, usize> = HashMap::new();
        for row in fresh {
            let known = match row.id() {
                Some(id) => self.by_id.get(&id).copied().filter(|index| *index < known_before),
                None => nature(&row, overlaps).and_then(|nature| {
                    let places = self.by_nature.get(&nature)?;
                    let next = met.entry(nature).or_default();
                    let is_alike = |index: &usize| ledger.are_alike(self.rows[*index].at().0, ledger.source);
                    let skipped = places[*next..].iter().position(is_alike)?;
                    *next += skipped + 1;
                    places.get(*next - 1).copied().filter(|index| *index < known_before)
                }),
            };
            match known {
                Some(index) => self.meet(index, row, ledger),
                None => {
                    self.remember(&row);
                    ledger.count(Outcome::New);
                    self.rows.push(row);
                }
            }
        }
    }

    /// Notes where the row that is added next will stand.
    fn remember(&mut self, row: &R) {
        let place = self.rows.len();
        if let Some(id) = row.id() {
            self.by_id.insert(id, place);
        } else if let Some(nature) = nature(row, true) {
            self.by_nature.entry(nature).or_default().push(place);
            if row.customer().is_none() {
                self.by_day.entry(nature.1).or_default().push(place);
            }
        }
    }

    fn meet(&mut self, index: usize, row: R, ledger: &mut Ledger<'_>) {
        let known = &self.rows[index];
        let at = known.at();
        if *known == row.moved(at) {
            return ledger.count(Outcome::Unchanged);
        }
        if ledger.is_newer_than(at.0) || known.says() == row.says() {
            ledger.count(Outcome::Updated);
        } else {
            let values = [row.says().to_string(), known.says().to_string()];
            ledger.conflict(row.at().1, at, ConflictKind::Answer, values);
        }
        self.rows[index] = row;
    }

    /// Whether the anonymous rows of this file and those of another of its kind are exports of the same ones: on each day that both
    /// cover they say the same, and on the first and last such day, which an export may cut, one says part of what the other does.
    fn overlaps(&self, fresh: &[R], ledger: &Ledger<'_>) -> bool {
        let mut said: HashMap<Day, Sides> = HashMap::new();
        for row in fresh {
            if let (None, None, Some(day)) = (row.id(), row.customer(), row.day()) {
                *said.entry(day).or_default()[1].entry(row.says()).or_default() += 1;
            }
        }
        for (day, sides) in &mut said {
            let known = self.by_day.get(day).into_iter().flatten().map(|index| &self.rows[*index]);
            for row in known.filter(|row| ledger.are_alike(row.at().0, ledger.source)) {
                *sides[0].entry(row.says()).or_default() += 1;
            }
        }
        let mut shared: Vec<(Day, Sides)> =
            said.into_iter().filter(|(_, sides)| sides.iter().all(|side| !side.is_empty())).collect();
        shared.sort_unstable_by_key(|(day, _)| *day);
        let last = shared.len().saturating_sub(1);
        let within = |left: &HashMap<i64, usize>, right: &HashMap<i64, usize>| {
            left.iter().all(|(score, count)| right.get(score).is_some_and(|other| count <= other))
        };
        let agrees = |(index, (_, [left, right])): (usize, &(Day, Sides))| {
            let is_edge = index == 0 || index == last;
            left == right || (is_edge && (within(left, right) || within(right, left)))
        };
        let rows: usize = shared.iter().flat_map(|(_, [_, fresh])| fresh.values()).sum();
        rows >= FEWEST_AGREEING && shared.iter().enumerate().all(agrees)
    }
}

/// The nature of a row without an id; `None` where it could be anybody's.
fn nature<R: Keyed>(row: &R, overlaps: bool) -> Option<Nature> {
    let day = row.day()?;
    (row.customer().is_some() || overlaps).then(|| (row.customer(), day, row.says()))
}
