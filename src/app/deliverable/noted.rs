//! The notes that are drawn on the charts of a deliverable, each where its figure stands. Never draws one whose figure the chart lacks.

use crate::app::{ChartMark, Selection};
use crate::project::{DrawnAs, Note, Target};
use crate::report::Page;
use crate::report::callout::{Callout, Spot};

/// Where figures stand on a chart, as a page tells it.
pub(super) type Spots = Vec<(Target, Spot)>;

/// The bars of a chart by the figures that they are, from top to bottom; a bar that is none takes its place all the same.
pub(super) fn bars(figures: impl IntoIterator<Item = Option<Selection>>) -> Spots {
    at(figures, Spot::Bar)
}

/// The columns of a chart by the figures that they are.
pub(super) fn columns(figures: impl IntoIterator<Item = Option<Selection>>) -> Spots {
    at(figures, Spot::Column)
}

/// Parts of a chart in their order, by the figures that they are.
pub(super) fn at(
    figures: impl IntoIterator<Item = Option<Selection>>,
    spot: impl Fn(usize) -> Spot,
) -> Spots {
    let figures = figures.into_iter().enumerate();
    figures.filter_map(|(index, figure)| Some((figure?.target()?, spot(index)))).collect()
}

/// The figure of a mark that has no rows of its own.
pub(super) fn mark<Name: Into<String>>(
    definition: crate::analysis::DefinitionId,
    names: impl IntoIterator<Item = Name>,
) -> Option<Selection> {
    Some(Selection::Mark(ChartMark::new(definition, names)))
}

/// The page with the notes on its chart.
pub(super) fn drawn(mut page: Page, notes: &[Note]) -> Page {
    let callout = |note: &Note| {
        let drawn = note.drawn?;
        let (_, spot) = page.spots.iter().find(|(target, _)| *target == note.target)?;
        let is_arrow = drawn.shape == DrawnAs::Arrow;
        Some(Callout { spot: *spot, text: note.text.clone(), is_arrow, offset: drawn.offset() })
    };
    let callouts: Vec<Callout> = notes.iter().filter_map(callout).collect();
    page.chart = page.chart.map(|chart| chart.noted(callouts));
    page
}
