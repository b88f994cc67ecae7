//! Lying bars, one under another, each with its name, its value and the interval around it. Never sorts them.

use super::{BODY, SMALL, legend};
use crate::report::callout::Spot;
use crate::report::fonts::{shortened, text_width};
use crate::report::ink::Ink;
use crate::report::scene::{Align, Area, Fill, Mark, Scene};

/// The bars.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Bars {
    /// From top to bottom.
    pub bars: Vec<Bar>,
    /// Names of the colours, where there are several.
    pub legend: Vec<(Ink, String)>,
    /// The end of the scale, where the bars are parts of a whole: 1 for shares. Otherwise the longest bar ends it.
    pub whole: Option<f64>,
}

/// A bar.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// Its name.
    pub name: String,
    /// Its length; `None` without data. May be negative.
    pub value: Option<f64>,
    /// The 95 % interval.
    pub interval: Option<(f64, f64)>,
    /// The value in words.
    pub said: String,
    /// Its colour.
    pub ink: Ink,
    /// Customers behind it, where it is about customers.
    pub people: Option<u64>,
    /// What is said on pointing at it.
    pub tip: Vec<String>,
}

const ROW: f32 = 30.0;

impl Bars {
    pub(super) fn natural_height(&self) -> f32 {
        self.top() + self.bars.len() as f32 * ROW + 6.0
    }

    fn top(&self) -> f32 {
        if self.legend.is_empty() { 4.0 } else { legend::HEIGHT }
    }

    pub(super) fn for_texts(&mut self, change: &mut dyn FnMut(&mut String)) {
        for bar in &mut self.bars {
            change(&mut bar.name);
            change(&mut bar.said);
            bar.tip.iter_mut().for_each(&mut *change);
        }
    }

    pub(super) fn lay(&self, scene: &mut Scene) {
        let entries: Vec<(Fill, &str)> =
            self.legend.iter().map(|(ink, name)| (Fill::Ink(*ink), name.as_str())).collect();
        let widest = |texts: &dyn Fn(&Bar) -> &str, size: f32| {
            self.bars.iter().map(|bar| text_width(texts(bar), size)).fold(0.0_f32, f32::max)
        };
        let names = widest(&|bar| &bar.name, BODY).min(scene.room.width * 0.34) + 12.0;
        let values = widest(&|bar| &bar.said, BODY).min(scene.room.width * 0.34) + 12.0;
        legend::lay(scene, [names, 0.0], &entries);
        let room = Area::new(names, self.top(), scene.room.width - names - values, 0.0);
        let wanted = (scene.room.height - self.top() - 6.0) / self.bars.len().max(1) as f32;
        let height = wanted.clamp(12.0, ROW * 1.5);
        let ends = self.ends();
        for (index, bar) in self.bars.iter().enumerate() {
            let y = self.top() + index as f32 * height;
            one(scene, (bar, Spot::Bar(index)), Area { y, height, ..room }, ends, (names, values));
        }
        if ends.0 < 0.0 {
            let x = place(0.0, room, ends);
            let bottom = self.top() + self.bars.len() as f32 * height;
            scene.line(vec![[x, self.top()], [x, bottom]], Ink::Subdued, 1.0);
        }
    }

    /// The ends of the scale; zero is always on it.
    fn ends(&self) -> (f64, f64) {
        let ends = self.bars.iter().flat_map(|bar| {
            let (low, high) = bar.interval.unzip();
            [bar.value, low, high]
        });
        let ends: Vec<f64> = ends.flatten().filter(|end| end.is_finite()).collect();
        let low = ends.iter().copied().fold(0.0, f64::min);
        let high = ends.iter().copied().fold(self.whole.unwrap_or(0.0), f64::max);
        (low, if high > low { high } else { low + 1.0 })
    }
}

fn place(value: f64, room: Area, (low, high): (f64, f64)) -> f32 {
    let part = ((value - low) / (high - low)).clamp(0.0, 1.0);
    room.x + room.width * if part.is_finite() { part as f32 } else { 0.0 }
}

fn one(
    scene: &mut Scene,
    (bar, spot): (&Bar, Spot),
    row: Area,
    ends: (f64, f64),
    (names, values): (f32, f32),
) {
    let size = BODY.min(row.height * 0.55);
    let line = row.center()[1] + size * 0.35;
    scene.text([0.0, line], size, Align::Start, Ink::Text, shortened(&bar.name, size, names - 10.0));
    let inset = row.height * 0.2;
    let body = Area::new(row.x, row.y + inset, row.width, row.height - 2.0 * inset);
    scene.rect(body, Fill::Ink(Ink::Panel), 2.0);
    if let Some(value) = bar.value {
        let (zero, end) = (place(0.0, row, ends), place(value, row, ends));
        let area = Area::new(zero.min(end), body.y, (end - zero).abs().max(1.5), body.height);
        scene.rect(area, Fill::Ink(bar.ink), 2.0);
        scene.spots.push((spot, area));
    }
    if let Some((low, high)) = bar.interval {
        let (from, to, y) = (place(low, row, ends), place(high, row, ends), row.center()[1]);
        scene.line(vec![[from, y], [to, y]], Ink::Text, 1.2);
        for x in [from, to] {
            scene.marks.push(Mark::Line {
                points: vec![[x, y - 3.5], [x, y + 3.5]],
                ink: Ink::Text,
                width: 1.2,
                dashed: false,
            });
        }
    }
    let (ink, small) = if bar.value.is_some() { (Ink::Text, size) } else { (Ink::Subdued, SMALL.min(size)) };
    let said = shortened(&bar.said, small, values - 8.0);
    scene.text([row.right() + 8.0, line], small, Align::Start, ink, said);
    scene.tip(Area::new(0.0, row.y, scene.room.width, row.height), bar.tip.clone());
}
