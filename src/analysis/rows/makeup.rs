//! Who the counted rows of a list are, beside the other rows of the same kind: by channel, and what they are worth. Never names anybody,
//! never says why.

use std::collections::BTreeMap;

use super::{Row, RowKind, RowList, RowState};
use crate::domain::Proportion;
use crate::tables::Code;

/// Channels that are told apart.
const TOLD: usize = 6;

/// A part of the group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MakeupPart {
    /// Code of the channel; `None` where the data name none.
    pub channel: Option<Code>,
    /// Share among the counted rows.
    pub group: Proportion,
    /// Share among the others.
    pub rest: Proportion,
}

/// Who is in a group.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Makeup {
    /// What the rows stand for.
    pub kind: RowKind,
    /// Rows that are counted.
    pub group: u64,
    /// Rows that could have been, but are not: lost, or still open.
    pub rest: u64,
    /// By channel, the largest part of the group first, [`TOLD`] at most.
    pub channels: Vec<MakeupPart>,
    /// Median money of a counted row, in minor units; `None` where rows have none.
    pub median_minor: Option<i64>,
    /// The same of the others.
    pub rest_median_minor: Option<i64>,
}

impl RowList {
    /// Who is in the group that the figure counts; `None` where rows are neither customers nor orders, or none is counted.
    pub fn makeup(&self) -> Option<Makeup> {
        let kind = self.rows.iter().find(|row| row.state == RowState::Counted)?.kind;
        if !matches!(kind, RowKind::Customer | RowKind::Order) {
            return None;
        }
        let rows = |counted: bool| {
            self.rows.iter().filter(move |row| {
                let is_rest = matches!(row.state, RowState::Lost | RowState::Open);
                row.kind == kind && if counted { row.state == RowState::Counted } else { is_rest }
            })
        };
        let (group, rest) = (rows(true).count() as u64, rows(false).count() as u64);
        let (mine, others) = (by_channel(rows(true)), by_channel(rows(false)));
        let part = |(channel, count): (&Option<Code>, &u64)| MakeupPart {
            channel: *channel,
            group: Proportion::new(*count, group),
            rest: Proportion::new(others.get(channel).copied().unwrap_or(0), rest),
        };
        let mut channels: Vec<MakeupPart> = mine.iter().map(part).collect();
        channels.sort_by_key(|part| (std::cmp::Reverse(part.group.numerator), part.channel));
        channels.truncate(TOLD);
        Some(Makeup {
            kind,
            group,
            rest,
            channels,
            median_minor: median(rows(true)),
            rest_median_minor: median(rows(false)),
        })
    }
}

fn by_channel<'a>(rows: impl Iterator<Item = &'a Row>) -> BTreeMap<Option<Code>, u64> {
    let mut counts = BTreeMap::new();
    rows.for_each(|row| *counts.entry(row.channel).or_default() += 1);
    counts
}

/// The lower median of the money of rows.
fn median<'a>(rows: impl Iterator<Item = &'a Row>) -> Option<i64> {
    let mut money: Vec<i64> = rows.filter_map(|row| row.money_minor).collect();
    let middle = money.len().checked_sub(1)? / 2;
    Some(*money.select_nth_unstable(middle).1)
}

#[cfg(test)]
mod tests {
    use super::super::{FigureId, RepeatFigure};
    use super::*;

    fn row(state: RowState, channel: Option<Code>, money: i64) -> Row {
        Row { state, channel, money_minor: Some(money), ..Row::of(RowKind::Customer) }
    }

    #[test]
    fn the_group_is_told_beside_those_who_could_have_been_in_it() {
        let rows = vec![
            row(RowState::Counted, Some(1), 500),
            row(RowState::Counted, Some(1), 300),
            row(RowState::Counted, None, 100),
            row(RowState::Lost, Some(1), 50),
            row(RowState::Open, Some(2), 70),
            row(RowState::LeftOut, Some(9), 9_999),
        ];
        let list = RowList::new(FigureId::Repeat(RepeatFigure::ToDate), None, rows);
        let makeup = list.makeup().expect("customers");
        assert_eq!((makeup.group, makeup.rest), (3, 2));
        assert_eq!((makeup.median_minor, makeup.rest_median_minor), (Some(300), Some(50)));
        let parts: Vec<_> = makeup
            .channels
            .iter()
            .map(|part| (part.channel, part.group.numerator, part.rest.numerator))
            .collect();
        assert_eq!(parts, [(Some(1), 2, 1), (None, 1, 0)]);
        let empty = RowList::new(FigureId::Repeat(RepeatFigure::ToDate), None, Vec::new());
        assert_eq!(empty.makeup(), None);
    }
}
