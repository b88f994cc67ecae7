//! The pages of the customers' voice: the score and its months, groups, what goes with a low score, stars. Never shows a comment.

use super::noted::{self, Spots};
use super::say::{NONE, Say, ends, points_cell, share_cells};
use crate::analysis::rows::{DepthFigure, FigureId, NpsFigure};
use crate::analysis::{Analysis, DefinitionId, Driver, Nps, NpsGroup, NpsMonth, Reviews, Share};
use crate::app::Selection;
use crate::app::wording::{self, comparisons};
use crate::domain::numbers;
use crate::report::callout::Spot;
use crate::report::chart::{Bar, Bars, Chart, ColumnSeries, Columns, Curve, CurvePlace, Curves};
use crate::report::{Cell, Ink, Page, Plot, PlotKind, Row, Table};

/// Would they recommend us?
pub(super) fn nps(analysis: &Analysis, say: &Say) -> Option<Page> {
    let nps = analysis.nps.as_ref().filter(|nps| nps.net.n > 0)?;
    let score = nps.net.score.map_or_else(|| NONE.to_owned(), |score| numbers::signed(score, 0));
    let mut text = vec![say.text("chart.nps.means")];
    if let (Some(low), Some(high)) = (nps.net.low, nps.net.high) {
        let range = format!("{} … {}", numbers::signed(low, 1), numbers::signed(high, 1));
        text.push(format!(
            "{} · {}",
            say.text("chart.nps.all"),
            say.filled("chart.interval", &[("range", &range)])
        ));
    }
    text.extend(one_per_person(analysis, say));
    let told = nps.months.iter().filter(|month| month.net.n > 0).count();
    let chart = if told > 2 { trend(nps, say) } else { Chart::Columns(distribution(nps, say)) };
    Some(Page {
        id: "nps",
        title: say.text("chart.nps.title_none"),
        finding: say.filled("chart.nps.title", &[("score", &score), ("n", &numbers::count(nps.net.n))]),
        text,
        chart: Some(chart),
        spots: if told > 2 {
            months(nps)
        } else {
            noted::columns((0..=10).map(|score| answers(NpsFigure::Score(score))))
        },
        tables: vec![score_table(nps, say), month_table(nps, say)],
        definitions: vec![DefinitionId::Nps.id()],
        ..Page::default()
    })
}

fn answers(figure: NpsFigure) -> Option<Selection> {
    Some(Selection::Answers(figure))
}

/// Where the months stand on the trend.
fn months(nps: &Nps) -> Spots {
    let month = |month: &NpsMonth| answers(NpsFigure::Month(month.month));
    noted::at(nps.months.iter().map(month), |index| Spot::Along(index as i64))
}

/// The score with one answer per person, which the groups rest on.
fn one_per_person(analysis: &Analysis, say: &Say) -> Option<String> {
    let distinct = analysis.voice.as_ref()?.distinct;
    let score = numbers::signed(distinct.net.score?, 1);
    let values: [(&str, &dyn std::fmt::Display); 4] = [
        ("days", &distinct.window_days),
        ("score", &score),
        ("n", &numbers::count(distinct.net.n)),
        ("left_out", &numbers::count(distinct.left_out)),
    ];
    Some(say.filled("voice.one_per_person", &values))
}

fn trend(nps: &Nps, say: &Say) -> Chart {
    let place = |(index, month): (usize, &NpsMonth)| {
        let score = month.net.score.map_or_else(|| NONE.to_owned(), |score| numbers::signed(score, 0));
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("month", &say.month(month.month)), ("score", &score), ("n", &numbers::count(month.net.n))];
        CurvePlace {
            x: index as f64,
            value: month.net.score,
            interval: ends(month.net.low, month.net.high),
            tip: vec![say.filled("chart.nps.month_name", &values)],
        }
    };
    let months = nps.months.iter().enumerate();
    Chart::Curves(Curves {
        curves: vec![Curve {
            name: say.text("chart.nps.by_month"),
            ink: Ink::Series,
            places: months.clone().map(place).collect(),
        }],
        ticks: months.map(|(index, month)| (index as f64, say.month(month.month))).collect(),
        end: nps.months.len().saturating_sub(1).max(1) as f64,
        is_share: false,
        is_stepped: false,
    })
}

fn distribution(nps: &Nps, say: &Say) -> Columns {
    let ink = |score: usize| match score {
        9.. => Ink::Promoters,
        7..=8 => Ink::Passives,
        _ => Ink::Detractors,
    };
    Columns {
        names: (0..=10).map(|score| score.to_string()).collect(),
        series: vec![ColumnSeries {
            name: say.text("chart.nps.answers"),
            ink: Ink::Promoters,
            values: nps.distribution.iter().map(|count| *count as f64).collect(),
            inks: (0..=10).map(ink).collect(),
        }],
        tips: (0..=10)
            .map(|score| {
                let answers = nps.distribution.get(score).copied().unwrap_or(0);
                vec![
                    say.filled("chart.nps.score_name", &[("score", &score), ("n", &numbers::count(answers))]),
                ]
            })
            .collect(),
        ..Columns::default()
    }
}

fn score_table(nps: &Nps, say: &Say) -> Table {
    let row = |(score, count): (usize, &u64)| -> Row {
        let share = (nps.net.n > 0).then(|| *count as f64 / nps.net.n as f64);
        vec![
            Cell::Text(say.filled("chart.nps.score_title", &[("score", &score)])),
            Cell::Count(*count),
            Cell::share(share),
        ]
    };
    Table {
        title: say.text("chart.nps.by_score"),
        columns: vec![
            say.words("voice.column.score"),
            say.figures("chart.nps.answers"),
            say.figures("chart.nps.share"),
        ],
        rows: nps.distribution.iter().enumerate().map(row).collect(),
        plot: Some(Plot { kind: PlotKind::Columns, category: 0, values: vec![1] }),
        is_partition: false,
    }
}

fn month_table(nps: &Nps, say: &Say) -> Table {
    let row = |month: &NpsMonth| -> Row {
        vec![
            Cell::Text(say.month(month.month)),
            Cell::Count(month.net.n),
            Cell::Count(month.net.promoters),
            Cell::Count(month.net.detractors),
            Cell::decimal(month.net.score, 1),
            points_cell(month.net.low, month.net.high),
        ]
    };
    Table {
        title: say.text("chart.nps.by_month"),
        columns: vec![
            say.words("chart.month"),
            say.figures("chart.nps.answers"),
            say.figures("chart.nps.promoters"),
            say.figures("chart.nps.detractors"),
            say.figures("chart.nps.score"),
            say.interval(),
        ],
        rows: nps.months.iter().map(row).collect(),
        ..Table::default()
    }
}

/// Groups of the people who answered, each against the rest.
pub(super) fn groups(analysis: &Analysis, say: &Say) -> Option<Page> {
    let groups = &analysis.voice.as_ref()?.groups;
    if groups.is_empty() {
        return None;
    }
    let bar = |group: &NpsGroup| Bar {
        name: wording::nps_group(say.language, group),
        value: group.net.score,
        interval: ends(group.net.low, group.net.high),
        said: group.net.score.map_or_else(
            || NONE.to_owned(),
            |score| format!("{} (n {})", numbers::signed(score, 0), numbers::count(group.net.n)),
        ),
        ink: if group.verdict.is_some() { Ink::Series } else { Ink::Thin },
        people: Some(group.net.n),
        tip: vec![wording::nps_group(say.language, group)],
    };
    Some(Page {
        id: "nps-groups",
        title: say.text("voice.groups.title"),
        finding: best_group(groups, say),
        text: one_per_person(analysis, say).into_iter().collect(),
        chart: Some(Chart::Bars(Bars { bars: groups.iter().map(bar).collect(), ..Bars::default() })),
        spots: noted::bars(groups.iter().map(|own| depth(DepthFigure::Answers(own.by, own.group.clone())))),
        tables: vec![group_table(groups, say)],
        definitions: vec![DefinitionId::NpsGroup.id()],
        ..Page::default()
    })
}

/// The group whose score differs most, where one does for sure.
fn best_group(groups: &[NpsGroup], say: &Say) -> String {
    let clear = groups.iter().filter_map(|group| {
        let change = group.against_rest?;
        (change.adjusted_p? <= 0.05).then_some((group, change.value))
    });
    let most = clear.max_by(|(_, a), (_, b)| a.abs().total_cmp(&b.abs()));
    most.map_or_else(
        || say.text("voice.groups.title"),
        |(group, by)| {
            let values: [(&str, &dyn std::fmt::Display); 2] = [
                ("group", &wording::nps_group(say.language, group)),
                ("difference", &numbers::signed(by, 0)),
            ];
            say.filled("voice.groups.best", &values)
        },
    )
}

fn group_table(groups: &[NpsGroup], say: &Say) -> Table {
    let row = |group: &NpsGroup| -> Row {
        let said =
            group.verdict.map_or(Cell::Blank, |found| Cell::Text(comparisons::verdict(say.language, found)));
        vec![
            Cell::Text(wording::nps_group(say.language, group)),
            Cell::People(group.net.n),
            Cell::decimal(group.net.score, 1),
            points_cell(group.net.low, group.net.high),
            Cell::decimal(group.against_rest.map(|change| change.value), 1),
            said,
        ]
    };
    Table {
        title: say.text("voice.groups.title"),
        columns: vec![
            say.words("voice.column.group"),
            say.figures("voice.column.answers"),
            say.figures("voice.column.score"),
            say.figures("voice.column.interval"),
            say.figures("voice.column.against"),
            say.words("compare.column.verdict"),
        ],
        rows: groups.iter().map(row).collect(),
        ..Table::default()
    }
}

fn depth(figure: DepthFigure) -> Option<Selection> {
    Some(Selection::Figure(FigureId::Depth(figure)))
}

/// What goes with a low score.
pub(super) fn drivers(analysis: &Analysis, say: &Say) -> Option<Page> {
    let drivers = &analysis.voice.as_ref()?.drivers;
    if drivers.is_empty() {
        return None;
    }
    let name = |driver: &Driver| wording::driver_name(say.language, driver.kind, driver.name.as_deref());
    let points = say.text("compare.points");
    let bar = |driver: &Driver| Bar {
        name: name(driver),
        value: Some(driver.change.value),
        interval: ends(driver.change.low, driver.change.high),
        said: format!("{} {points}", numbers::signed(driver.change.value * 100.0, 0)),
        ink: match (driver.holds, driver.change.value < 0.0) {
            (false, _) => Ink::Thin,
            (true, true) => Ink::Detractors,
            (true, false) => Ink::Promoters,
        },
        people: Some(driver.with.denominator),
        tip: std::iter::once(name(driver)).chain(say.share_tip(&driver.with)).collect(),
    };
    let worst = drivers.iter().find(|driver| driver.holds && driver.change.value < 0.0);
    let finding = worst.map_or_else(
        || say.text("voice.drivers.title"),
        |driver| say.filled("voice.drivers.worst", &[("driver", &name(driver))]),
    );
    Some(Page {
        id: "drivers",
        title: say.text("voice.drivers.title"),
        finding,
        text: vec![say.filled("voice.drivers.note", &[("n", &drivers.len())])],
        chart: Some(Chart::Bars(Bars { bars: drivers.iter().map(bar).collect(), ..Bars::default() })),
        spots: noted::bars(
            drivers.iter().map(|own| depth(DepthFigure::Driver(own.kind, own.name.clone(), true))),
        ),
        tables: vec![driver_table(drivers, say)],
        definitions: vec![DefinitionId::Driver.id()],
        ..Page::default()
    })
}

/// The drivers as a table.
fn driver_table(drivers: &[Driver], say: &Say) -> Table {
    let points = say.text("compare.points");
    let rows = drivers.iter().map(|driver| {
        let mut row =
            vec![Cell::Text(wording::driver_name(say.language, driver.kind, driver.name.as_deref()))];
        row.extend(share_cells(&driver.with, 1).into_iter().take(3));
        row.push(Cell::share(driver.without.value));
        row.push(Cell::Text(format!("{} {points}", numbers::signed(driver.change.value * 100.0, 0))));
        row.push(Cell::Text(say.text(if driver.holds { "voice.holds" } else { "voice.none_clear" })));
        row
    });
    Table {
        title: say.text("voice.drivers.title"),
        columns: vec![
            say.words("voice.column.driver"),
            say.figures("chart.nps.promoters"),
            say.figures("voice.column.answers"),
            say.figures("voice.column.with"),
            say.figures("voice.column.without"),
            say.figures("voice.column.difference"),
            say.words("compare.column.verdict"),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}

/// Stars.
pub(super) fn reviews(analysis: &Analysis, say: &Say) -> Option<Page> {
    let reviews: &Reviews = analysis.reviews.as_ref().filter(|reviews| reviews.n > 0)?;
    let mean = reviews.mean.map_or_else(|| NONE.to_owned(), |mean| format!("{mean:.2}"));
    let columns = Columns {
        names: (1..=5).map(|stars| say.filled("report.reviews.stars", &[("n", &stars)])).collect(),
        series: vec![ColumnSeries {
            name: say.text("voice.column.reviews"),
            ink: Ink::Series,
            values: reviews.stars.iter().map(|count| *count as f64).collect(),
            inks: Vec::new(),
        }],
        ..Columns::default()
    };
    let row = |(index, count): (usize, &u64)| -> Row {
        let share = (reviews.n > 0).then(|| *count as f64 / reviews.n as f64);
        vec![Cell::Count(index as u64 + 1), Cell::Count(*count), Cell::share(share)]
    };
    let table = Table {
        title: say.text("report.reviews"),
        columns: vec![
            say.words("voice.column.stars"),
            say.figures("voice.column.reviews"),
            say.figures("voice.column.share"),
        ],
        rows: reviews.stars.iter().enumerate().map(row).collect(),
        plot: Some(Plot { kind: PlotKind::Columns, category: 0, values: vec![1] }),
        is_partition: false,
    };
    Some(Page {
        id: "reviews",
        title: say.text("report.reviews"),
        finding: say.filled("report.reviews.mean", &[("mean", &mean), ("n", &numbers::count(reviews.n))]),
        text: reviews
            .four_or_five
            .as_ref()
            .map(|share: &Share| four_or_five(share, say))
            .into_iter()
            .collect(),
        chart: Some(Chart::Columns(columns)),
        spots: noted::columns((1..=5).map(|stars| Some(Selection::Figure(FigureId::Reviews(Some(stars)))))),
        tables: vec![table],
        definitions: vec![DefinitionId::Stars.id()],
        ..Page::default()
    })
}

fn four_or_five(share: &Share, say: &Say) -> String {
    format!("{}: {}", say.text("report.reviews.good"), say.share_tip(share).join(" · "))
}
