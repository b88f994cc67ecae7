//! Every chart stays in its room and draws with finite numbers, whatever the data. Never tests how it looks.

use super::*;
use crate::report::callout::Spot;
use crate::report::{Ink, Mark, Point};

/// Marks may reach so far beyond the edge: half of a line, rounding.
const EDGE: f32 = 1.5;

fn points(mark: &Mark) -> Vec<Point> {
    let corners = |area: &crate::report::Area| vec![[area.x, area.y], [area.right(), area.bottom()]];
    match mark {
        Mark::Rect { area, .. } | Mark::Tip { area, .. } => corners(area),
        Mark::Line { points, .. } => points.clone(),
        Mark::Band { upper, lower, .. } => upper.iter().chain(lower).copied().collect(),
        Mark::Text { at, .. } => vec![*at],
    }
}

fn check(chart: &Chart) {
    check_marks(chart);
    let noted = |(spot, is_arrow): (Spot, bool)| Callout {
        spot,
        text: "ลดราคาค่าส่ง and see what the next month brings".to_owned(),
        is_arrow,
        offset: [0.2, -0.3],
    };
    let scene = chart.scene("a title", 900.0);
    let spots = scene.spots.iter().map(|(spot, _)| *spot).step_by(scene.spots.len() / 5 + 1);
    check_marks(&chart.clone().noted(spots.zip([true, false].into_iter().cycle()).map(noted).collect()));
}

fn check_marks(chart: &Chart) {
    for room in [Room { width: 900.0, height: 420.0 }, Room { width: 360.0, height: 200.0 }] {
        let scene = chart.scene_in("a title", room);
        let natural = chart.scene("a title", room.width);
        for (scene, height) in [(&scene, f32::INFINITY), (&natural, natural.room.height)] {
            for [x, y] in scene.marks.iter().flat_map(points) {
                assert!(x.is_finite() && y.is_finite(), "{chart:?}");
                assert!(x >= -EDGE && x <= room.width + EDGE, "x {x} of {}: {chart:?}", room.width);
                assert!(y >= -EDGE && y <= height + EDGE, "y {y} of {height}: {chart:?}");
            }
        }
    }
}

const VALUES: [f64; 7] = [0.0, 1.0, -3.5, f64::NAN, f64::INFINITY, 1e12, 0.000_01];

#[test]
fn bars_stay_in_their_room() {
    let bar = |value: f64| Bar {
        name: "ช่องทางที่มีชื่อยาวมากจนไม่พอดีกับที่ว่าง".to_owned(),
        value: Some(value),
        interval: Some((value - 1.0, value + 1.0)),
        said: "฿1,234,567".to_owned(),
        ink: Ink::Series,
        people: None,
        tip: vec!["a tip".to_owned()],
    };
    for count in [0, 1, 7, 40] {
        let bars = VALUES.iter().cycle().take(count).map(|value| bar(*value)).collect();
        check(&Chart::Bars(Bars { bars, legend: vec![(Ink::Push, "Push".to_owned())], ..Bars::default() }));
    }
}

#[test]
fn columns_stay_in_their_room() {
    for count in [0, 1, 6, 60] {
        let values = VALUES.iter().map(|value| value.max(0.0)).cycle().take(count).collect();
        let series = ColumnSeries { name: "a series".to_owned(), ink: Ink::Series, values, inks: Vec::new() };
        check(&Chart::Columns(Columns {
            names: (0..count).map(|index| format!("month {index}")).collect(),
            series: vec![series.clone(), series],
            incomplete: vec![true; count],
            incomplete_name: "not over yet".to_owned(),
            ..Columns::default()
        }));
    }
}

#[test]
fn curves_stay_in_their_room() {
    for count in [0, 1, 5, 400] {
        let place = |index: usize| CurvePlace {
            x: index as f64,
            value: Some(VALUES[index % VALUES.len()]).filter(|_| index % 5 != 3),
            interval: (index % 3 != 1).then_some((0.1, 0.4)),
            tip: vec!["a tip".to_owned()],
        };
        let curve =
            Curve { name: "a curve".to_owned(), ink: Ink::Series, places: (0..count).map(place).collect() };
        for is_stepped in [false, true] {
            check(&Chart::Curves(Curves {
                curves: vec![curve.clone(), curve.clone()],
                ticks: vec![(0.0, "day 0".to_owned()), (count as f64, "day 365".to_owned())],
                end: count as f64,
                is_share: true,
                is_stepped,
            }));
        }
    }
}

#[test]
fn a_heat_map_stays_in_its_room() {
    for count in [0_usize, 1, 12, 36] {
        let cell = |index: usize| HeatCell {
            value: Some(VALUES[index % VALUES.len()]),
            said: "12.3 %".to_owned(),
            is_open: index.is_multiple_of(4),
            ..HeatCell::default()
        };
        let row = |index: usize| HeatRow {
            name: format!("ม.ค. {index}"),
            beside: "1,234".to_owned(),
            cells: (0..count - index).map(cell).collect(),
        };
        check(&Chart::Heat(Heat {
            corner: "First purchase".to_owned(),
            columns: (0..count).map(|index| index.to_string()).collect(),
            rows: (0..count).map(row).collect(),
            highest: 0.0,
        }));
    }
}

#[test]
fn the_journey_stays_in_its_room_without_data_too() {
    for value in [None, Some(0), Some(1), Some(u64::MAX)] {
        let stage = Stage {
            name: "การพิจารณา".to_owned(),
            value,
            said: "1,234,567 impressions".to_owned(),
            parts: value.into_iter().map(|value| Part { ink: Ink::Push, value: value / 2 }).collect(),
            ..Stage::default()
        };
        let step = Step {
            goes_on: "12 % go on".to_owned(),
            lost: "988 lost".to_owned(),
            is_worst: true,
            ..Step::default()
        };
        check(&Chart::Funnel(Funnel {
            stages: vec![stage; 5],
            steps: vec![step; 4],
            boundary: "A yield, not a share".to_owned(),
            legend: vec![(Ink::Push, "Push".to_owned())],
        }));
    }
}

#[test]
fn a_board_grows_with_its_notes() {
    let note = |text: &str| Note { text: text.to_owned(), basis: "measured".to_owned(), ink: Ink::Series };
    let lane = |texts: &[&str]| ("Pains".to_owned(), vec![texts.iter().map(|text| note(text)).collect(); 5]);
    let stages: Vec<String> = (0..5).map(|index| format!("Stage {index}")).collect();
    let short = Chart::Board(Board { stages: stages.clone(), lanes: vec![lane(&["short"])] });
    let long = Chart::Board(Board {
        stages, lanes: vec![lane(&["ข้อความยาวที่ต้องขึ้นบรรทัดใหม่หลายบรรทัด", "b"])]
    });
    check(&short);
    check(&long);
    assert!(long.natural_height(700.0) > short.natural_height(700.0));
}

#[test]
fn a_note_is_drawn_at_the_part_of_the_data_that_it_is_about_in_every_size() {
    let cell = HeatCell { value: Some(0.2), said: "20".to_owned(), ..HeatCell::default() };
    let row = HeatRow { name: "Jan".to_owned(), beside: "9".to_owned(), cells: vec![cell; 6] };
    let heat = Chart::Heat(Heat { rows: vec![row; 8], highest: 0.2, ..Heat::default() });
    let note = |spot| Callout { spot, text: "here".to_owned(), is_arrow: false, offset: [0.1, 0.1] };
    let noted = heat.clone().noted(vec![note(Spot::Cell(3, 2))]);
    for width in [400.0, 900.0, 1800.0] {
        let scene = noted.scene("a title", width);
        let cell = scene.spot(Spot::Cell(3, 2)).expect("the cell is there");
        let is_frame = |mark: &Mark| matches!(mark, Mark::Line { points, .. } if points[0] == [cell.x, cell.y] && points[2] == [cell.right(), cell.bottom()]);
        assert!(scene.marks.iter().any(is_frame), "framed at {width}");
    }
    let elsewhere = heat.clone().noted(vec![note(Spot::Cell(30, 2))]);
    assert_eq!(
        elsewhere.scene("a title", 900.0),
        heat.scene("a title", 900.0),
        "what is not there is not drawn"
    );
    assert_eq!(noted.bare(), &heat);
}
