//! The notes that are drawn on the charts of a deliverable, each where its figure stands. Never draws one whose figure the chart lacks.

use super::Subject;
use crate::analysis::Analysis;
use crate::app::Selection;
use crate::domain::MonthIndex;
use crate::project::{DrawnAs, Note};
use crate::report::Page;
use crate::report::callout::{Callout, Spot};

/// The page with the notes on its chart.
pub(super) fn drawn(mut page: Page, subject: &Subject<'_>) -> Page {
    let callout = |note: &Note| {
        let drawn = note.drawn?;
        let spot = spot(page.id, &Selection::of_target(&note.target)?, subject.analysis)?;
        let is_arrow = drawn.shape == DrawnAs::Arrow;
        Some(Callout { spot, text: note.text.clone(), is_arrow, offset: drawn.offset() })
    };
    let callouts: Vec<Callout> = subject.notes.iter().filter_map(callout).collect();
    page.chart = page.chart.map(|chart| chart.noted(callouts));
    page
}

/// Where a figure stands on the chart of a page.
fn spot(page: &str, of: &Selection, analysis: &Analysis) -> Option<Spot> {
    match (page, of) {
        ("journey", Selection::Stage(stage)) => {
            let stages = &analysis.journey.stages;
            stages.iter().position(|result| result.stage == *stage).map(Spot::Stage)
        }
        ("journey", Selection::Step(index)) => Some(Spot::Step(*index)),
        ("repeat", Selection::Window(days)) => Some(Spot::Along(i64::from(*days))),
        ("cohorts", Selection::Cohort(month, offset)) => cell(analysis, *month, *offset),
        ("revenue", Selection::Revenue(month)) => {
            let months = analysis.revenue.as_ref()?;
            months.iter().position(|found| found.month == *month).map(Spot::Column)
        }
        _ => None,
    }
}

fn cell(analysis: &Analysis, month: MonthIndex, offset: u32) -> Option<Spot> {
    let rows = super::cohorts::shown(analysis.cohorts.as_ref()?);
    let row = rows.iter().position(|row| row.cohort == month)?;
    let column = rows[row].cells.iter().position(|cell| cell.offset == offset)?;
    Some(Spot::Cell(row, column))
}
