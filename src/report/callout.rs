//! A note drawn on a chart: where its text, its arrow or its frame stands, for paper and window alike. Never reads a note, never picks
//! a place of its own.

use super::fonts::text_width;
use super::ink::Ink;
use super::lines::{break_opportunities, lines};
use super::scene::{Align, Area, Fill, Point, Scene};

/// What of a chart a note is about, by its place in the chart's data: it stays there whatever the chart's size.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spot {
    /// The stage with this index.
    Stage(usize),
    /// The step after the stage with this index.
    Step(usize),
    /// The column with this index.
    Column(usize),
    /// The lying bar with this index.
    Bar(usize),
    /// The cell of a field, by row and column.
    Cell(usize, usize),
    /// The first line at this place of the horizontal axis, rounded.
    Along(i64),
    /// The end of the line with this index.
    End(usize),
}

/// A note to be drawn.
#[derive(Clone, Debug, PartialEq)]
pub struct Callout {
    /// What it is about.
    pub spot: Spot,
    /// What it says.
    pub text: String,
    /// An arrow to the spot rather than a frame around it.
    pub is_arrow: bool,
    /// From the middle of the spot to that of the text, in parts of the chart's width and height.
    pub offset: [f32; 2],
}

/// A note's places on a chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Placed {
    /// Behind the text, with room around it.
    pub label: Area,
    /// From the text to the spot; `None` where they touch.
    pub shaft: Option<[Point; 2]>,
    /// The two barbs of the arrow, from its tip.
    pub barbs: Option<[Point; 2]>,
    /// Around the spot.
    pub frame: Option<Area>,
}

/// Room around the text.
pub const PAD: f32 = 6.0;
/// Widest line of text, and most lines.
pub const WIDEST: f32 = 168.0;
const MOST_LINES: usize = 4;
const SIZE: f32 = 11.0;
const LINE: f32 = 15.0;
const BARB: f32 = 7.0;
/// Between a spot and a text that an edge has pushed off it: long enough for an arrow.
const CLEAR: f32 = 16.0;

/// Where a note of this text size stands on a chart; its text never leaves the chart.
pub fn place(chart: Area, spot: Area, offset: [f32; 2], text: [f32; 2], is_arrow: bool) -> Placed {
    let [x, y] = spot.center();
    let (width, height) = (text[0] + 2.0 * PAD, text[1] + 2.0 * PAD);
    let keep = |middle: f32, half: f32, from: f32, to: f32| middle.min(to - half).max(from + half);
    let middle = [
        keep(x + offset[0] * chart.width, width / 2.0, chart.x, chart.right()),
        keep(y + offset[1] * chart.height, height / 2.0, chart.y, chart.bottom()),
    ];
    let label = Area::new(middle[0] - width / 2.0, middle[1] - height / 2.0, width, height);
    let wanted = [x + offset[0] * chart.width, y + offset[1] * chart.height];
    // An edge that pushes a text onto what it is about would leave no arrow to be seen.
    let label = if is_arrow && middle != wanted { clear(label, spot, chart) } else { label };
    let from = nearest(label, [x, y]);
    let to = nearest(spot, from);
    let length = (to[0] - from[0]).hypot(to[1] - from[1]);
    let shaft = (length > 2.0).then_some([from, to]);
    let barbs = shaft.filter(|_| is_arrow && length > BARB).map(|[from, to]| {
        let along = [(from[0] - to[0]) / length * BARB, (from[1] - to[1]) / length * BARB];
        let barb = |side: f32| [to[0] + along[0] - along[1] * side, to[1] + along[1] + along[0] * side];
        [barb(0.55), barb(-0.55)]
    });
    Placed { label, shaft, barbs, frame: (!is_arrow).then_some(spot) }
}

/// A text that covers its spot, put below or above it where there is room; any other one as it is.
fn clear(label: Area, spot: Area, chart: Area) -> Area {
    let beside = label.x >= spot.right() || spot.x >= label.right();
    if beside || label.y >= spot.bottom() || spot.y >= label.bottom() {
        return label;
    }
    let (below, above) = (spot.bottom() + CLEAR, spot.y - CLEAR - label.height);
    if below + label.height <= chart.bottom() {
        Area { y: below, ..label }
    } else if above >= chart.y {
        Area { y: above, ..label }
    } else {
        label
    }
}

/// The point of a rectangle that is nearest to another point.
fn nearest(area: Area, [x, y]: Point) -> Point {
    [x.max(area.x).min(area.right()), y.max(area.y).min(area.bottom())]
}

/// Draws notes on a chart that is laid out; one whose spot the chart does not have is left out.
pub(super) fn lay(scene: &mut Scene, notes: &[Callout]) {
    let chart = Area::new(0.0, 0.0, scene.room.width, scene.room.height);
    for note in notes {
        let Some(spot) = scene.spot(note.spot) else { continue };
        let room = WIDEST.min(chart.width * 0.4);
        let broken = broken(&note.text, room);
        let width = broken.iter().map(|line| text_width(line, SIZE)).fold(8.0, f32::max);
        let size = [width, broken.len() as f32 * LINE];
        draw(scene, &place(chart, spot, note.offset, size, note.is_arrow), &broken);
    }
}

fn draw(scene: &mut Scene, placed: &Placed, text: &[String]) {
    if let Some(frame) = placed.frame {
        outline(scene, frame, 1.8);
    }
    if let Some(shaft) = placed.shaft {
        scene.line(shaft.to_vec(), Ink::Accent, if placed.barbs.is_some() { 1.6 } else { 1.0 });
        if let Some([one, other]) = placed.barbs {
            scene.line(vec![one, shaft[1], other], Ink::Accent, 1.6);
        }
    }
    let label = placed.label;
    scene.rect(label, Fill::Ink(Ink::Paper), 3.0);
    outline(scene, label, 1.0);
    for (index, line) in text.iter().enumerate() {
        let at = [label.x + PAD, label.y + PAD + index as f32 * LINE + SIZE];
        scene.text(at, SIZE, Align::Start, Ink::Text, line.as_str());
    }
}

fn outline(scene: &mut Scene, area: Area, width: f32) {
    let (left, top, right, bottom) = (area.x, area.y, area.right(), area.bottom());
    let corners = vec![[left, top], [right, top], [right, bottom], [left, bottom], [left, top]];
    scene.line(corners, Ink::Accent, width);
}

/// The lines of a note; the last one says when there is more.
fn broken(text: &str, room: f32) -> Vec<String> {
    let mut broken = lines(text, room, &break_opportunities(text), |part| text_width(part, SIZE));
    if broken.len() > MOST_LINES {
        broken.truncate(MOST_LINES);
        if let Some(last) = broken.last_mut() {
            last.push('…');
        }
    }
    broken
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHART: Area = Area { x: 0.0, y: 0.0, width: 800.0, height: 400.0 };

    #[test]
    fn a_note_keeps_its_place_in_the_data_whatever_the_size_of_the_chart() {
        let offset = [0.1, -0.2];
        for by in [0.5, 1.0, 2.5] {
            let chart = Area::new(0.0, 0.0, 800.0 * by, 400.0 * by);
            let spot = Area::new(300.0 * by, 200.0 * by, 20.0 * by, 20.0 * by);
            let placed = place(chart, spot, offset, [60.0, 15.0], true);
            let [x, y] = placed.label.center();
            assert!((x / by - (310.0 + 80.0)).abs() < 0.01 && (y / by - (210.0 - 80.0)).abs() < 0.01);
            let [_, tip] = placed.shaft.expect("an arrow");
            assert_eq!(nearest(spot, tip), tip, "it ends at the spot");
        }
    }

    #[test]
    fn no_text_leaves_its_chart_and_no_place_is_without_a_number() {
        for (x, y) in [(0.0, 0.0), (800.0, 400.0), (790.0, 10.0)] {
            for offset in [[3.0, 3.0], [-3.0, -3.0], [0.0, 0.0], [0.4, -0.4]] {
                for is_arrow in [true, false] {
                    let placed = place(CHART, Area::new(x, y, 0.0, 0.0), offset, [120.0, 40.0], is_arrow);
                    let label = placed.label;
                    assert!(label.x >= 0.0 && label.right() <= 800.0, "{label:?}");
                    assert!(label.y >= 0.0 && label.bottom() <= 400.0, "{label:?}");
                    let points = placed.shaft.into_iter().chain(placed.barbs).flatten().flatten();
                    assert!(points.into_iter().all(f32::is_finite));
                    assert_eq!(placed.frame.is_some(), !is_arrow);
                }
            }
        }
    }

    #[test]
    fn a_text_that_an_edge_pushes_onto_its_spot_makes_way_for_the_arrow() {
        let spot = Area::new(650.0, 0.0, 150.0, 40.0);
        let placed = place(CHART, spot, [0.12, -0.12], [80.0, 15.0], true);
        assert!(placed.label.y >= spot.bottom() && placed.label.bottom() <= 400.0, "{:?}", placed.label);
        assert!(placed.barbs.is_some());
        let low = Area::new(650.0, 360.0, 150.0, 40.0);
        let placed = place(CHART, low, [0.12, 0.12], [80.0, 15.0], true);
        assert!(placed.label.bottom() <= low.y && placed.barbs.is_some());
    }

    #[test]
    fn a_long_note_says_that_there_is_more() {
        let lines = broken(&"one word after the other ".repeat(30), WIDEST);
        assert_eq!(lines.len(), MOST_LINES);
        assert!(lines[3].ends_with('…'));
        assert_eq!(broken("short", WIDEST), ["short"]);
    }
}
