//! The pages of the customers: who comes back and how soon, by group, from purchase to purchase, and where they stand. Never computes a rate.

use super::noted::{self, Spots};
use super::say::{NONE, Say, ends, interval_cell, share_cells};
use crate::analysis::rows::{DepthFigure, FigureId, RepeatFigure, RfmFigure};
use crate::analysis::{
    Analysis, CurvePoint, DefinitionId, GroupBy, GroupedRepeat, LadderStep, Repeat, RepeatGroup,
    RepeatWithin, Share,
};
use crate::app::{Selection, wording};
use crate::domain::{Proportion, numbers};
use crate::report::callout::Spot;
use crate::report::chart::{Bar, Bars, Chart, Curve, CurvePlace, Curves};
use crate::report::{Cell, Ink, Page, Plot, PlotKind, Row, Table};

/// Window of the finding, in days.
const WINDOW: u32 = 90;
/// Last day of the curves.
const LAST_DAY: u32 = 365;
/// Days with a tick.
const TICKS: [u32; 5] = [0, 90, 180, 270, 365];
/// Most curves in one picture.
const CURVES: usize = 6;

/// Who comes back, and how soon.
pub(super) fn repeat(analysis: &Analysis, say: &Say) -> Option<Page> {
    let repeat = analysis.repeat.as_ref().filter(|repeat| repeat.to_date.customers > 0)?;
    let curve = Curve {
        name: say.text("chart.repeat.km"),
        ink: Ink::Series,
        places: repeat
            .observed_curve()
            .iter()
            .filter(|point| point.day <= LAST_DAY)
            .map(|point| place(point, say))
            .collect(),
    };
    let to_date = &repeat.to_date;
    let share = Share {
        numerator: to_date.repeaters,
        denominator: to_date.customers,
        value: to_date.rate,
        low: to_date.low,
        high: to_date.high,
    };
    let said = say.share_tip(&share).join(" · ");
    Some(Page {
        id: "repeat",
        title: say.text("report.repeat"),
        finding: wording::repeat_finding(say.language, repeat, WINDOW),
        text: vec![format!("{}: {said}", say.text("tile.to_date")), say.text("report.repeat.curve")],
        chart: Some(Chart::Curves(curves(vec![curve], say))),
        spots: windows(repeat),
        tables: vec![window_table(repeat, say), months_table(repeat, say)],
        definitions: [
            DefinitionId::RepeatToDate,
            DefinitionId::RepeatWithin,
            DefinitionId::RepeatKaplanMeier,
            DefinitionId::ReturningShare,
        ]
        .map(DefinitionId::id)
        .to_vec(),
        ..Page::default()
    })
}

fn curves(curves: Vec<Curve>, say: &Say) -> Curves {
    let tick = |day: u32| (f64::from(day), say.filled("chart.repeat.day_tick", &[("n", &day)]));
    Curves {
        curves: curves.into_iter().map(whole).collect(),
        ticks: TICKS.map(tick).to_vec(),
        end: f64::from(LAST_DAY),
        is_share: true,
        is_stepped: true,
    }
}

/// The curve from the first day on, where nobody has come back yet.
fn whole(mut curve: Curve) -> Curve {
    let start = CurvePlace { x: 0.0, value: Some(0.0), interval: Some((0.0, 0.0)), tip: Vec::new() };
    curve.places.insert(0, start);
    curve
}

fn place(point: &CurvePoint, say: &Say) -> CurvePlace {
    let mut tip = vec![say.filled("chart.repeat.day", &[("n", &point.day)]), numbers::percent(point.value)];
    let interval = numbers::interval_percent(point.low, point.high);
    if !interval.is_empty() {
        tip.push(say.filled("chart.interval", &[("range", &interval)]));
    }
    tip.push(format!("{}: {}", say.text("chart.repeat.at_risk"), numbers::count(point.at_risk)));
    CurvePlace {
        x: f64::from(point.day),
        value: Some(point.value),
        // Before the first event there is no interval; a gap in the band would hide the rest of it.
        interval: ends(point.low, point.high).or(Some((point.value, point.value))),
        tip,
    }
}

fn window_table(repeat: &Repeat, say: &Say) -> Table {
    let row = |within: &RepeatWithin| -> Row {
        vec![
            Cell::Text(say.filled("chart.repeat.within", &[("days", &within.days)])),
            Cell::People(within.repeaters),
            Cell::People(within.mature),
            Cell::share_of(within.rate, 1, 2),
            interval_cell(within.low, within.high),
            Cell::Count(within.still_open),
            Cell::share(within.kaplan_meier),
            interval_cell(within.km_low, within.km_high),
        ]
    };
    Table {
        title: say.text("report.repeat.windows"),
        columns: vec![
            say.words("report.column.window"),
            say.figures("chart.repeat.repeaters"),
            say.figures("chart.repeat.mature"),
            say.figures("chart.repeat.rate"),
            say.interval(),
            say.figures("chart.funnel.still_open"),
            say.figures("chart.repeat.km"),
            say.interval(),
        ],
        rows: repeat.within.iter().map(row).collect(),
        plot: Some(Plot { kind: PlotKind::Columns, category: 0, values: vec![3, 6] }),
        is_partition: false,
    }
}

fn months_table(repeat: &Repeat, say: &Say) -> Table {
    let rows = repeat.returning_customer_rate.iter().map(|month| {
        vec![
            Cell::Text(say.month(month.month)),
            Cell::People(month.returning),
            Cell::People(month.customers),
            Cell::share_of(month.rate, 1, 2),
            interval_cell(month.low, month.high),
        ]
    });
    Table {
        title: say.text("report.repeat.months"),
        columns: vec![
            say.words("chart.month"),
            say.figures("report.column.returning"),
            say.figures("chart.cohort.customers"),
            say.figures("report.column.rate"),
            say.interval(),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}

/// The way to group customers that tells most: that of the finding, else the first.
pub(super) fn groups(analysis: &Analysis, say: &Say) -> Option<Page> {
    let repeat = analysis.repeat.as_ref()?;
    let by = repeat.finding.as_ref().map(|found| found.by);
    let grouped = repeat.groups.iter().find(|grouped| Some(grouped.by) == by).or(repeat.groups.first())?;
    let shown = grouped.groups.iter().take(CURVES).enumerate().map(|(index, group)| Curve {
        name: wording::group_name(say.language, &group.name),
        ink: Ink::of_series(index),
        places: group
            .curve
            .iter()
            .filter(|point| point.day <= LAST_DAY)
            .map(|point| CurvePlace { interval: None, ..place(point, say) })
            .collect(),
    });
    let finding = repeat.finding.as_ref().filter(|found| found.by == grouped.by);
    let untold =
        || say.filled("chart.survival.title", &[("by", &wording::group_by(say.language, grouped.by))]);
    Some(Page {
        id: "groups",
        title: say.filled("chart.survival.title", &[("by", &wording::group_by(say.language, grouped.by))]),
        finding: finding.map_or_else(untold, |found| wording::group_finding(say.language, found)),
        chart: Some(Chart::Curves(curves(shown.collect(), say))),
        spots: noted::at(
            grouped.groups.iter().take(CURVES).map(|group| of_group(grouped.by, group)),
            Spot::End,
        ),
        tables: repeat.groups.iter().map(|grouped| group_table(grouped, say)).collect(),
        definitions: vec![DefinitionId::RepeatGroups.id()],
        ..Page::default()
    })
}

fn figure(figure: FigureId) -> Option<Selection> {
    Some(Selection::Figure(figure))
}

fn of_group(by: GroupBy, group: &RepeatGroup) -> Option<Selection> {
    figure(FigureId::Depth(DepthFigure::Group(by, group.name.clone())))
}

/// Where the windows stand on the curve.
fn windows(repeat: &Repeat) -> Spots {
    let spot = |window: &RepeatWithin| {
        Some((Selection::Window(window.days).target()?, Spot::Along(i64::from(window.days))))
    };
    repeat.within.iter().filter_map(spot).collect()
}

fn group_table(grouped: &GroupedRepeat, say: &Say) -> Table {
    let row = |group: &RepeatGroup| -> Row {
        let half = group.half_days.map_or_else(
            || Cell::Text(say.text("chart.survival.not_reached")),
            |days| Cell::Count(u64::from(days)),
        );
        let mut row =
            vec![Cell::Text(wording::group_name(say.language, &group.name)), Cell::People(group.customers)];
        row.extend(share_cells(&group.within, 2));
        row.extend([half, group.p_against_rest.map_or(Cell::Blank, chance)]);
        row
    };
    let within = say.filled("chart.repeat.within", &[("days", &grouped.days)]);
    Table {
        title: format!("{}: {within}", wording::group_by(say.language, grouped.by)),
        columns: vec![
            say.words("voice.column.group"),
            say.figures("chart.survival.customers"),
            say.figures("chart.repeat.repeaters"),
            say.figures("chart.repeat.mature"),
            say.figures("chart.repeat.rate"),
            say.interval(),
            say.figures("chart.survival.half"),
            say.figures("chart.survival.p"),
        ],
        rows: grouped.groups.iter().map(row).collect(),
        plot: Some(Plot { kind: PlotKind::Bars, category: 0, values: vec![4] }),
        is_partition: true,
    }
}

/// A p value; a very small one is not nothing.
fn chance(p: f64) -> Cell {
    if p < 0.001 { Cell::text("<0.001") } else { Cell::Decimal(p, 3) }
}

/// From purchase to purchase.
pub(super) fn ladder(analysis: &Analysis, say: &Say) -> Option<Page> {
    let steps = &analysis.repeat.as_ref()?.ladder;
    let days = steps.first()?.days;
    let bars = steps.iter().map(|step| ladder_bar(step, say)).collect();
    let finding = wording::ladder_finding(say.language, steps);
    Some(Page {
        id: "ladder",
        title: say.text("chart.ladder.title"),
        finding,
        text: vec![say.filled("report.ladder.about", &[("days", &days)])],
        chart: Some(Chart::Bars(Bars { bars, whole: Some(1.0), ..Bars::default() })),
        spots: noted::bars(
            steps.iter().map(|step| figure(FigureId::Repeat(RepeatFigure::Ladder(step.order)))),
        ),
        tables: vec![ladder_table(steps, say)],
        definitions: vec![DefinitionId::Ladder.id()],
        ..Page::default()
    })
}

fn ladder_name(step: &LadderStep) -> String {
    format!("{} → {}", step.order, step.order + 1)
}

fn ladder_bar(step: &LadderStep, say: &Say) -> Bar {
    let mut tip = vec![ladder_name(step)];
    tip.extend(say.share_tip(&step.mature));
    Bar {
        name: ladder_name(step),
        value: step.mature.value,
        interval: ends(step.mature.low, step.mature.high),
        said: step.mature.value.map_or_else(
            || say.text("chart.no_data"),
            |value| {
                format!(
                    "{} · {}",
                    numbers::percent(value),
                    say.of(step.mature.numerator, step.mature.denominator)
                )
            },
        ),
        ink: Ink::Series,
        people: Some(step.mature.denominator),
        tip,
    }
}

fn ladder_table(steps: &[LadderStep], say: &Say) -> Table {
    let row = |step: &LadderStep| -> Row {
        let value = step.net_per_customer_minor.map(|minor| minor.round() as i64);
        let mut row = vec![Cell::Text(ladder_name(step)), Cell::People(step.reached)];
        row.extend(share_cells(&step.mature, 2));
        row.extend([
            Cell::Count(step.dropped),
            Cell::Count(step.still_open),
            Cell::decimal(step.gap.median, 0),
            Cell::decimal(step.dormant_days, 0),
            Cell::money(value, say.currency),
        ]);
        row
    };
    Table {
        title: say.text("chart.ladder.title"),
        columns: vec![
            say.words("chart.ladder.step"),
            say.figures("chart.ladder.reached"),
            say.figures("chart.ladder.in_time"),
            say.figures("chart.repeat.mature"),
            say.figures("chart.repeat.rate"),
            say.interval(),
            say.figures("chart.ladder.lost"),
            say.figures("chart.funnel.still_open"),
            say.figures("report.column.gap"),
            say.figures("chart.ladder.dormant"),
            say.figures("chart.ladder.value"),
        ],
        rows: steps.iter().map(row).collect(),
        plot: Some(Plot { kind: PlotKind::Columns, category: 0, values: vec![4] }),
        is_partition: false,
    }
}

/// Where the customers stand.
pub(super) fn rfm(analysis: &Analysis, say: &Say) -> Option<Page> {
    let rfm = analysis.rfm.as_ref().filter(|rfm| rfm.customers > 0)?;
    let share = |customers: u64| Proportion::new(customers, rfm.customers).value();
    let bars = rfm.segments.iter().map(|segment| {
        let name = say.text(&format!("rfm.{}", segment.segment.id()));
        let said = share(segment.customers).map_or_else(|| NONE.to_owned(), numbers::percent);
        Bar {
            value: Some(segment.customers as f64),
            interval: None,
            said: format!(
                "{} · {said} · {}",
                numbers::count(segment.customers),
                say.money(segment.net_minor)
            ),
            ink: Ink::People,
            people: Some(segment.customers),
            tip: vec![name.clone(), say.text(&format!("rfm.{}.about", segment.segment.id()))],
            name,
        }
    });
    let largest = rfm.segments.iter().max_by_key(|segment| segment.customers);
    let finding = largest.and_then(|segment| {
        let share = numbers::percent(share(segment.customers)?);
        let name = say.text(&format!("rfm.{}", segment.segment.id()));
        Some(say.filled("chart.rfm.largest", &[("segment", &name), ("share", &share)]))
    });
    let scale = match rfm.frequency_scale {
        crate::analysis::FrequencyScale::Quintiles => "chart.rfm.quintiles",
        crate::analysis::FrequencyScale::FixedCuts => "chart.rfm.fixed",
    };
    Some(Page {
        id: "rfm",
        title: say.text("chart.rfm.title"),
        finding: finding.unwrap_or_else(|| say.text("chart.rfm.title")),
        text: vec![say.text(scale)],
        chart: Some(Chart::Bars(Bars { bars: bars.collect(), ..Bars::default() })),
        spots: noted::bars(
            rfm.segments.iter().map(|own| figure(FigureId::Rfm(RfmFigure::Segment(own.segment)))),
        ),
        tables: vec![rfm_table(rfm, say)],
        definitions: vec![DefinitionId::Rfm.id()],
        ..Page::default()
    })
}

fn rfm_table(rfm: &crate::analysis::Rfm, say: &Say) -> Table {
    let rows = rfm.segments.iter().map(|segment| {
        vec![
            Cell::Text(say.text(&format!("rfm.{}", segment.segment.id()))),
            Cell::People(segment.customers),
            Cell::share(Proportion::new(segment.customers, rfm.customers).value()),
            Cell::money(Some(segment.net_minor), say.currency),
            Cell::Text(say.text(&format!("rfm.{}.about", segment.segment.id()))),
        ]
    });
    Table {
        title: say.text("chart.rfm.title"),
        columns: vec![
            say.words("chart.rfm.segment"),
            say.figures("chart.cohort.customers"),
            say.figures("chart.rfm.share"),
            say.figures("chart.rfm.net"),
            say.words("report.column.advice"),
        ],
        rows: rows.collect(),
        plot: Some(Plot { kind: PlotKind::Bars, category: 0, values: vec![1] }),
        is_partition: true,
    }
}
