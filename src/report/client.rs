//! The copy for a client: groups of few customers are not told. Never changes a figure of many, never a total.

use super::chart::Chart;
use super::model::{Cell, Report, Row, Table};

/// Groups of fewer customers are hidden (METRICS: a cell with n < 5).
pub const SMALLEST_GROUP: u64 = 5;

/// The report without its small groups.
#[must_use]
pub fn for_client(mut report: Report) -> Report {
    for page in &mut report.pages {
        page.tables.iter_mut().for_each(hide_in_table);
        if let Some(chart) = &mut page.chart {
            hide_in_chart(chart);
        }
    }
    report
}

/// Whether so many customers are too few to be told; none at all tells nothing about anybody.
fn is_small(people: u64) -> bool {
    (1..SMALLEST_GROUP).contains(&people)
}

fn hide_in_table(table: &mut Table) {
    let mut hidden: Vec<usize> = Vec::new();
    for (index, row) in table.rows.iter_mut().enumerate() {
        for cell in row.iter_mut() {
            if matches!(cell, Cell::CountShare { part, .. } if is_small(*part)) {
                *cell = Cell::Hidden;
            }
        }
        if row.iter().any(|cell| matches!(cell, Cell::People(people) if is_small(*people))) {
            hide_row(row);
            hidden.push(index);
        }
    }
    // The total minus the others would tell the only hidden part: the next smallest goes with it.
    if let (true, [one]) = (table.is_partition, &hidden[..])
        && let Some(next) = next_smallest(&table.rows, *one)
    {
        hide_row(&mut table.rows[next]);
    }
}

/// Everything that a row says about its customers; its names stay.
fn hide_row(row: &mut Row) {
    for cell in row.iter_mut().filter(|cell| !matches!(cell, Cell::Text(_) | Cell::Blank)) {
        *cell = Cell::Hidden;
    }
    // Intervals are words, but betray the counts they were made of.
    let figures = row.iter().position(|cell| *cell == Cell::Hidden).unwrap_or(row.len());
    for cell in row.iter_mut().skip(figures).filter(|cell| matches!(cell, Cell::Text(_))) {
        *cell = Cell::Hidden;
    }
}

fn next_smallest(rows: &[Row], but: usize) -> Option<usize> {
    let people = |row: &Row| {
        row.iter().find_map(|cell| match cell {
            Cell::People(people) if *people > 0 => Some(*people),
            _ => None,
        })
    };
    let others = rows.iter().enumerate().filter(|(index, _)| *index != but);
    others.filter_map(|(index, row)| Some((people(row)?, index))).min().map(|(_, index)| index)
}

fn hide_in_chart(chart: &mut Chart) {
    let unsaid = || Cell::Hidden.written();
    match chart {
        Chart::Bars(bars) => {
            for bar in bars.bars.iter_mut().filter(|bar| bar.people.is_some_and(is_small)) {
                (bar.value, bar.interval, bar.said) = (None, None, unsaid());
                bar.tip.truncate(1);
            }
        }
        Chart::Heat(heat) => {
            for row in &mut heat.rows {
                for cell in row.cells.iter_mut().filter(|cell| cell.people.is_some_and(is_small)) {
                    (cell.value, cell.said) = (None, unsaid());
                    cell.tip.truncate(1);
                }
            }
        }
        Chart::Noted(chart, _) => hide_in_chart(chart),
        Chart::Funnel(_) | Chart::Columns(_) | Chart::Curves(_) | Chart::Board(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Column;

    fn table(counts: &[u64]) -> Table {
        let row = |people: &u64| {
            vec![
                Cell::text("a channel"),
                Cell::People(*people),
                Cell::share(Some(0.5)),
                Cell::text("40–60 %"),
            ]
        };
        Table {
            columns: vec![
                Column::words("a"),
                Column::figures("b"),
                Column::figures("c"),
                Column::figures("d"),
            ],
            rows: counts.iter().map(row).collect(),
            is_partition: true,
            ..Table::default()
        }
    }

    fn hidden(table: &Table) -> Vec<bool> {
        table.rows.iter().map(|row| row[1..].iter().all(|cell| *cell == Cell::Hidden)).collect()
    }

    #[test]
    fn a_small_group_is_hidden_and_cannot_be_worked_out() {
        let mut parts = table(&[120, 3, 40]);
        hide_in_table(&mut parts);
        assert_eq!(hidden(&parts), [false, true, true]);
        assert_eq!(parts.rows[1][0], Cell::text("a channel"), "its name stays");
        assert_eq!(parts.rows[0][1], Cell::People(120), "a large one stays as it is");
    }

    #[test]
    fn several_small_groups_cover_one_another_and_none_at_all_is_told() {
        let mut parts = table(&[120, 3, 4, 0, 5]);
        hide_in_table(&mut parts);
        assert_eq!(hidden(&parts), [false, true, true, false, false]);
    }
}
