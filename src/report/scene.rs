//! A picture as marks: rectangles, lines, bands and texts with their places. Never knows what they mean, never draws them.

use super::callout::Spot;
use super::ink::{Ink, Rgb};

/// A place, to the right and down from the top left corner, in points.
pub type Point = [f32; 2];

/// How much room a picture has.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// Width in points.
    pub width: f32,
    /// Height in points.
    pub height: f32,
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// Left edge.
    pub x: f32,
    /// Upper edge.
    pub y: f32,
    /// Width.
    pub width: f32,
    /// Height.
    pub height: f32,
}

impl Area {
    /// The rectangle with this corner and size; a negative size is none.
    pub fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self { x, y, width: width.max(0.0), height: height.max(0.0) }
    }

    /// Right edge.
    pub fn right(self) -> f32 {
        self.x + self.width
    }

    /// Lower edge.
    pub fn bottom(self) -> f32 {
        self.y + self.height
    }

    /// Its middle.
    pub fn center(self) -> Point {
        [self.x + self.width / 2.0, self.y + self.height / 2.0]
    }
}

/// What a rectangle is filled with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Fill {
    /// A colour by its use.
    Ink(Ink),
    /// A place in the sequence of heat maps, 0 to 1.
    Sequence(f32),
    /// A colour by its use, hatched: incomplete.
    Hatched(Ink),
}

impl Fill {
    /// The colour on paper.
    pub fn rgb(self) -> Rgb {
        match self {
            Self::Ink(ink) | Self::Hatched(ink) => ink.rgb(),
            Self::Sequence(t) => super::ink::sequence(t),
        }
    }
}

/// Which end of a text stands at its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// It begins there.
    Start,
    /// Its middle is there.
    Middle,
    /// It ends there.
    End,
}

/// One mark.
#[derive(Clone, Debug, PartialEq)]
pub enum Mark {
    /// A rectangle with round corners.
    Rect {
        /// Where.
        area: Area,
        /// Of what colour.
        fill: Fill,
        /// Radius of the corners.
        radius: f32,
    },
    /// A line through points.
    Line {
        /// The points.
        points: Vec<Point>,
        /// Of what colour.
        ink: Ink,
        /// How wide.
        width: f32,
        /// Whether it is dashed.
        dashed: bool,
    },
    /// What lies between two lines with the same number of points, washed out.
    Band {
        /// The upper line.
        upper: Vec<Point>,
        /// The lower line.
        lower: Vec<Point>,
        /// Of what colour.
        ink: Ink,
    },
    /// One line of text.
    Text {
        /// Where its base line begins, is halved or ends.
        at: Point,
        /// Size of the letters.
        size: f32,
        /// Which end `at` is.
        align: Align,
        /// Of what colour.
        rgb: Rgb,
        /// The text.
        text: String,
    },
    /// What is said when somebody points at it. Never seen on paper.
    Tip {
        /// Where.
        area: Area,
        /// Lines of text; the first is the heading.
        lines: Vec<String>,
    },
}

/// A picture.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Its size.
    pub room: Room,
    /// What a screen reader says of it.
    pub title: String,
    /// Its marks, the lowest first.
    pub marks: Vec<Mark>,
    /// Where the parts of its data are, for notes about them.
    pub spots: Vec<(Spot, Area)>,
}

impl Scene {
    /// An empty picture.
    pub fn new(room: Room, title: &str) -> Self {
        Self { room, title: title.to_owned(), marks: Vec::new(), spots: Vec::new() }
    }

    /// Where a part of the data is; along an axis, the last one up to there.
    pub fn spot(&self, wanted: Spot) -> Option<Area> {
        let is_it = |(spot, _): &&(Spot, Area)| match (wanted, *spot) {
            (Spot::Along(wanted), Spot::Along(at)) => at <= wanted,
            _ => *spot == wanted,
        };
        self.spots.iter().rfind(is_it).map(|(_, area)| *area)
    }

    /// Puts a rectangle on it.
    pub fn rect(&mut self, area: Area, fill: Fill, radius: f32) {
        self.marks.push(Mark::Rect { area, fill, radius });
    }

    /// Puts a line on it.
    pub fn line(&mut self, points: Vec<Point>, ink: Ink, width: f32) {
        self.marks.push(Mark::Line { points, ink, width, dashed: false });
    }

    /// Puts a text on it.
    pub fn text(&mut self, at: Point, size: f32, align: Align, ink: Ink, text: impl Into<String>) {
        self.colored(at, size, align, ink.rgb(), text);
    }

    /// Puts a text of any colour on it.
    pub fn colored(&mut self, at: Point, size: f32, align: Align, rgb: Rgb, text: impl Into<String>) {
        self.marks.push(Mark::Text { at, size, align, rgb, text: text.into() });
    }

    /// Says something about a place.
    pub fn tip(&mut self, area: Area, lines: Vec<String>) {
        if !lines.is_empty() {
            self.marks.push(Mark::Tip { area, lines });
        }
    }

    /// Puts another picture on it, its corner at `at`, `by` times as large.
    pub fn put(&mut self, other: Self, at: Point, by: f32) {
        self.marks.extend(other.marks.into_iter().map(|mark| placed(mark, at, by)));
    }
}

/// A mark `by` times as large, then moved to `to`.
fn placed(mark: Mark, to: Point, by: f32) -> Mark {
    let point = |[x, y]: Point| [x * by + to[0], y * by + to[1]];
    let area = |area: Area| {
        let [x, y] = point([area.x, area.y]);
        Area::new(x, y, area.width * by, area.height * by)
    };
    let all = |points: Vec<Point>| points.into_iter().map(point).collect();
    match mark {
        Mark::Rect { area: at, fill, radius } => Mark::Rect { area: area(at), fill, radius: radius * by },
        Mark::Line { points, ink, width, dashed } => {
            Mark::Line { points: all(points), ink, width: width * by, dashed }
        }
        Mark::Band { upper, lower, ink } => Mark::Band { upper: all(upper), lower: all(lower), ink },
        Mark::Text { at, size, align, rgb, text } => {
            Mark::Text { at: point(at), size: size * by, align, rgb, text }
        }
        Mark::Tip { area: at, lines } => Mark::Tip { area: area(at), lines },
    }
}
