//! The figures of parts by their names: where they stand in the JSON and what their rows must add up to. Never looks at a table.

use super::catalog::Counted;
use super::depth::DepthFigure;
use super::figure::FigureId;
use crate::analysis::{
    Analysis, CalendarCohorts, Cohorts, DefinitionId, GroupedRepeat, LaterPurchases, Share, Voice,
};

/// Takes a figure: its name, its card, its place, what it says.
type Add<'list> = &'list mut dyn FnMut(FigureId, DefinitionId, String, Counted);

/// Adds the figures of all parts.
pub(super) fn add(analysis: &Analysis, add: Add<'_>) {
    for (index, way) in analysis.repeat.iter().flat_map(|repeat| repeat.groups.iter()).enumerate() {
        groups(way, index, add);
    }
    if let Some(finding) = analysis.repeat.as_ref().and_then(|repeat| repeat.finding.as_ref()) {
        let group = FigureId::Depth(DepthFigure::Group(finding.by, finding.name.clone()));
        add(group, finding.definition, "/repeat/finding".to_owned(), of(&finding.within));
    }
    analysis.rolling_cohorts.iter().for_each(|cohorts| rolling(cohorts, add));
    analysis.calendar_cohorts.iter().for_each(|cohorts| calendar(cohorts, add));
    analysis.voice.iter().for_each(|voice| answers(voice, add));
}

fn of(share: &Share) -> Counted {
    Counted {
        lost: Some(share.denominator - share.numerator),
        ..Counted::share(share.numerator, share.denominator)
    }
}

fn groups(way: &GroupedRepeat, index: usize, add: Add<'_>) {
    for (place, group) in way.groups.iter().enumerate() {
        let waiting = group.customers - group.within.denominator;
        let says = Counted { still_open: Some(waiting), ..of(&group.within) };
        let figure = DepthFigure::Group(way.by, group.name.clone());
        add(FigureId::Depth(figure), way.definition, format!("/repeat/groups/{index}/groups/{place}"), says);
    }
}

fn calendar(cohorts: &CalendarCohorts, add: Add<'_>) {
    for (index, row) in cohorts.rows.iter().enumerate() {
        for (place, cell) in row.cells.iter().enumerate() {
            let still_open = cell.complete.then_some(0);
            let says = Counted { still_open, ..Counted::share(cell.customers, row.size) };
            let figure = DepthFigure::Calendar(cohorts.grain, row.first, cell.offset);
            let pointer = format!("/calendar_cohorts/rows/{index}/cells/{place}");
            add(FigureId::Depth(figure), cohorts.definition, pointer, says);
        }
    }
}

fn rolling(cohorts: &Cohorts, add: Add<'_>) {
    for (index, row) in cohorts.rows.iter().enumerate() {
        for (place, cell) in row.cells.iter().enumerate() {
            let says = Counted {
                still_open: cell.complete.then_some(0),
                ..Counted::share(cell.customers, row.size)
            };
            let figure = DepthFigure::Rolling(Some(row.cohort), cell.offset);
            let pointer = format!("/rolling_cohorts/rows/{index}/cells/{place}");
            add(FigureId::Depth(figure), cohorts.definition, pointer, says);
        }
    }
    for (index, cell) in cohorts.pooled.iter().enumerate() {
        let figure = FigureId::Depth(DepthFigure::Rolling(None, cell.offset));
        let says = Counted::share(cell.retained, cell.size);
        add(figure, cohorts.definition, format!("/rolling_cohorts/pooled/{index}"), says);
    }
}

fn answers(voice: &Voice, add: Add<'_>) {
    for (index, group) in voice.groups.iter().enumerate() {
        let figure = FigureId::Depth(DepthFigure::Answers(group.by, group.group.clone()));
        add(figure, group.definition, format!("/voice/groups/{index}"), Counted::count(group.net.n));
    }
    for (index, driver) in voice.drivers.iter().enumerate() {
        for (side, share, with) in [("with", &driver.with, true), ("without", &driver.without, false)] {
            let figure = FigureId::Depth(DepthFigure::Driver(driver.kind, driver.name.clone(), with));
            add(figure, driver.definition, format!("/voice/drivers/{index}/{side}"), of(share));
        }
    }
    voice.later.iter().for_each(|later| purchases(later, add));
    if let Some(response) = &voice.response {
        let figure = FigureId::Depth(DepthFigure::Answered);
        let says = of(&response.answered);
        add(figure.clone(), response.definition, "/voice/response/answered".to_owned(), says);
        // Both sides of these stand in one list: who answered, and who did not.
        for place in 0..response.figures.len() {
            let pointer = format!("/voice/response/figures/{place}");
            add(figure.clone(), response.definition, pointer, says);
        }
    }
}

fn purchases(later: &LaterPurchases, add: Add<'_>) {
    let shares =
        [("promoters", &later.promoters), ("passives", &later.passives), ("detractors", &later.detractors)];
    for (group, (name, share)) in shares.into_iter().enumerate() {
        let says = Counted { still_open: Some(later.still_open[group]), ..of(share) };
        let figure = FigureId::Depth(DepthFigure::Later(group));
        add(figure.clone(), later.definition, format!("/voice/later/{name}"), says);
        // Promoters and passives are each held against detractors.
        for place in 0..later.figures.len() {
            let side = match group {
                2 => "then",
                own if own == place => "now",
                _ => continue,
            };
            add(figure.clone(), later.definition, format!("/voice/later/figures/{place}/{side}"), says);
        }
    }
}
