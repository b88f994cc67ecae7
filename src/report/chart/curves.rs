//! Lines over days or months, each with the band of its interval. Never joins what has a gap.

use super::axis::{self, Scale};
use super::{SMALL, legend};
use crate::domain::numbers;
use crate::report::callout::Spot;
use crate::report::fonts::text_width;
use crate::report::ink::Ink;
use crate::report::scene::{Align, Area, Fill, Mark, Point, Scene};

/// The lines.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curves {
    /// One or several.
    pub curves: Vec<Curve>,
    /// Places on the horizontal axis with their names.
    pub ticks: Vec<(f64, String)>,
    /// Last place on the horizontal axis; the first is 0.
    pub end: f64,
    /// Whether the values are shares rather than points.
    pub is_share: bool,
    /// Whether a value holds until the next one (survival) rather than rising to it.
    pub is_stepped: bool,
}

/// A line.
#[derive(Clone, Debug, PartialEq)]
pub struct Curve {
    /// Its name.
    pub name: String,
    /// Its colour.
    pub ink: Ink,
    /// Its places, from left to right.
    pub places: Vec<CurvePlace>,
}

/// One value of a line.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CurvePlace {
    /// Where on the horizontal axis.
    pub x: f64,
    /// The value; `None` makes a gap.
    pub value: Option<f64>,
    /// The 95 % interval.
    pub interval: Option<(f64, f64)>,
    /// What is said on pointing at it.
    pub tip: Vec<String>,
}

impl Curves {
    pub(super) fn for_texts(&mut self, change: &mut dyn FnMut(&mut String)) {
        for curve in &mut self.curves {
            change(&mut curve.name);
            curve.places.iter_mut().flat_map(|place| &mut place.tip).for_each(&mut *change);
        }
    }

    pub(super) fn lay(&self, scene: &mut Scene) {
        let several = self.curves.len() > 1;
        let entries: Vec<(Fill, &str)> =
            self.curves.iter().map(|curve| (Fill::Ink(curve.ink), curve.name.as_str())).collect();
        let top = if several { legend::HEIGHT + 6.0 } else { 10.0 };
        if several {
            legend::lay(scene, [56.0, 0.0], &entries);
        }
        let plot = Area::new(56.0, top, scene.room.width - 56.0 - 16.0, scene.room.height - top - 24.0);
        let scale = self.scale();
        // Under the lines of the scale.
        for curve in &self.curves {
            self.band(scene, curve, plot, &scale);
        }
        let say = |value: f64| {
            if self.is_share { numbers::percent_tick(value) } else { numbers::decimal(value, 0) }
        };
        axis::rules(scene, plot, &scale, &say);
        self.names(scene, plot);
        for curve in &self.curves {
            self.line(scene, curve, plot, &scale);
        }
        self.spots(scene, plot, &scale);
    }

    /// Where the values of the first line are, and where each line ends.
    fn spots(&self, scene: &mut Scene, plot: Area, scale: &Scale) {
        for (index, curve) in self.curves.iter().enumerate() {
            let told = |place: &&CurvePlace| place.value.is_some_and(f64::is_finite);
            let Some(last) = curve.places.iter().rfind(told) else { continue };
            // A survival curve holds its last value to the end of the axis.
            let x = self.x(if self.is_stepped { self.end } else { last.x }, plot);
            let y = plot.bottom() - scale.part(last.value.unwrap_or(0.0)) * plot.height;
            scene.spots.push((Spot::End(index), Area::new(x - 5.0, y - 5.0, 10.0, 10.0)));
        }
        for place in self.curves.iter().take(1).flat_map(|curve| &curve.places) {
            let Some(value) = place.value.filter(|value| value.is_finite()) else { continue };
            let (x, y) = (self.x(place.x, plot), plot.bottom() - scale.part(value) * plot.height);
            scene.spots.push((Spot::Along(place.x.round() as i64), Area::new(x - 5.0, y - 5.0, 10.0, 10.0)));
        }
    }

    fn scale(&self) -> Scale {
        let places = self.curves.iter().flat_map(|curve| &curve.places);
        let ends = places.flat_map(|place| {
            let (low, high) = place.interval.unzip();
            [place.value, low, high]
        });
        let ends: Vec<f64> = ends.flatten().filter(|end| end.is_finite()).collect();
        let high = ends.iter().copied().fold(0.0, f64::max);
        Scale::new(ends.iter().copied().fold(0.0, f64::min), high, 4)
    }

    fn x(&self, x: f64, plot: Area) -> f32 {
        plot.x + plot.width * (x / self.end.max(1e-9)).clamp(0.0, 1.0) as f32
    }

    fn names(&self, scene: &mut Scene, plot: Area) {
        let mut free = f32::MIN;
        for (x, name) in &self.ticks {
            let (x, width) = (self.x(*x, plot), text_width(name, SMALL));
            let center = x.min(scene.room.width - width / 2.0);
            if center - width / 2.0 > free {
                scene.text([center, plot.bottom() + 16.0], SMALL, Align::Middle, Ink::Subdued, name.as_str());
                free = center + width / 2.0 + 8.0;
            }
        }
    }

    /// Runs of places that all have what `of` takes, as points.
    fn runs(
        &self,
        curve: &Curve,
        of: &dyn Fn(&CurvePlace) -> Option<f64>,
        plot: Area,
        scale: &Scale,
    ) -> Vec<Vec<Point>> {
        let mut runs: Vec<Vec<Point>> = vec![Vec::new()];
        for place in &curve.places {
            let Some(value) = of(place) else {
                runs.push(Vec::new());
                continue;
            };
            let point = [self.x(place.x, plot), plot.bottom() - scale.part(value) * plot.height];
            let Some(run) = runs.last_mut() else { continue };
            if let (true, Some(before)) = (self.is_stepped, run.last().copied()) {
                run.push([point[0], before[1]]);
            }
            run.push(point);
        }
        runs.retain(|run| !run.is_empty());
        runs
    }

    fn band(&self, scene: &mut Scene, curve: &Curve, plot: Area, scale: &Scale) {
        let lower = self.runs(curve, &|place| Some(place.interval?.0), plot, scale);
        let upper = self.runs(curve, &|place| Some(place.interval?.1), plot, scale);
        for (upper, lower) in upper.into_iter().zip(lower).filter(|(upper, _)| upper.len() > 1) {
            scene.marks.push(Mark::Band { upper, lower, ink: curve.ink });
        }
    }

    fn line(&self, scene: &mut Scene, curve: &Curve, plot: Area, scale: &Scale) {
        for run in self.runs(curve, &|place| place.value, plot, scale) {
            if let [[x, y]] = run[..] {
                scene.rect(Area::new(x - 2.5, y - 2.5, 5.0, 5.0), Fill::Ink(curve.ink), 2.5);
            }
            scene.line(run, curve.ink, 2.0);
        }
        for place in &curve.places {
            let Some(value) = place.value.filter(|_| !place.tip.is_empty()) else { continue };
            let (x, y) = (self.x(place.x, plot), plot.bottom() - scale.part(value) * plot.height);
            scene.tip(Area::new(x - 7.0, y - 12.0, 14.0, 24.0), place.tip.clone());
        }
    }
}
