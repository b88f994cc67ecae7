//! The journey as a picture: a bar for each stage, and between two bars what goes on and what is lost. Never decides which loss is the
//! biggest.

use super::{BODY, SMALL, legend};
use crate::report::callout::Spot;
use crate::report::fonts::{shortened, text_width};
use crate::report::ink::Ink;
use crate::report::scene::{Align, Area, Fill, Scene};

/// The journey.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Funnel {
    /// The stages, in order.
    pub stages: Vec<Stage>,
    /// The steps between them, one fewer.
    pub steps: Vec<Step>,
    /// What stands between counts of events and people.
    pub boundary: String,
    /// Names of the colours.
    pub legend: Vec<(Ink, String)>,
}

/// A stage.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Stage {
    /// Its name.
    pub name: String,
    /// How many; `None` without data.
    pub value: Option<u64>,
    /// The same in words: `1,234 customers`, or what would fill it.
    pub said: String,
    /// Whether it counts people rather than events; each side has its own scale.
    pub counts_people: bool,
    /// The count in parts, which together are not more than it.
    pub parts: Vec<Part>,
    /// What is said on pointing at it.
    pub tip: Vec<String>,
}

/// A part of a stage's count.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Part {
    /// Its colour.
    pub ink: Ink,
    /// How many.
    pub value: u64,
}

/// What lies between two stages.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Step {
    /// What goes on: `12.3 % go on`.
    pub goes_on: String,
    /// What is lost: `988 lost`; blank where nothing is known to be.
    pub lost: String,
    /// Whether it is the biggest loss.
    pub is_worst: bool,
    /// What is said on pointing at it.
    pub tip: Vec<String>,
}

/// Wanted heights of a bar and of what lies between two bars.
const BAR: f32 = 34.0;
const GAP: f32 = 34.0;
/// Room for the names of the stages, and for the counts behind the bars.
const NAMES: f32 = 128.0;
const COUNTS: f32 = 190.0;

impl Funnel {
    pub(super) fn natural_height(&self) -> f32 {
        let stages = self.stages.len() as f32;
        legend::HEIGHT + stages * BAR + (stages - 1.0).max(0.0) * GAP + 8.0
    }

    pub(super) fn for_texts(&mut self, change: &mut dyn FnMut(&mut String)) {
        for stage in &mut self.stages {
            change(&mut stage.said);
            stage.tip.iter_mut().for_each(&mut *change);
        }
        for step in &mut self.steps {
            change(&mut step.goes_on);
            change(&mut step.lost);
            step.tip.iter_mut().for_each(&mut *change);
        }
    }

    pub(super) fn lay(&self, scene: &mut Scene) {
        let entries: Vec<(Fill, &str)> =
            self.legend.iter().map(|(ink, name)| (Fill::Ink(*ink), name.as_str())).collect();
        legend::lay(scene, [NAMES, 0.0], &entries);
        let factor = (scene.room.height / self.natural_height().max(1.0)).clamp(0.4, 1.6);
        let (bar, gap) = (BAR * factor, GAP * factor);
        let mut y = legend::HEIGHT;
        for (index, stage) in self.stages.iter().enumerate() {
            let row = Area::new(NAMES, y, scene.room.width - NAMES - COUNTS, bar);
            self.stage(scene, stage, row);
            scene.spots.push((Spot::Stage(index), self.reached(stage, row)));
            y += bar;
            let Some(step) = self.steps.get(index) else { continue };
            let crosses =
                self.stages.get(index + 1).is_some_and(|next| next.counts_people != stage.counts_people);
            let row = Area::new(NAMES, y, scene.room.width - NAMES, gap);
            self.step(scene, step, row, crosses);
            let said = text_width(&step.goes_on, SMALL) + 16.0;
            scene.spots.push((Spot::Step(index), Area { width: said.min(row.width), ..row }));
            y += gap;
        }
    }

    /// The largest count on the same side of the boundary.
    fn scale(&self, counts_people: bool) -> u64 {
        let side = self.stages.iter().filter(|stage| stage.counts_people == counts_people);
        side.filter_map(|stage| stage.value).max().unwrap_or(0)
    }

    /// The part of a stage's row that its bar fills.
    fn reached(&self, stage: &Stage, row: Area) -> Area {
        let part = stage.value.unwrap_or(0) as f32 / self.scale(stage.counts_people).max(1) as f32;
        Area { width: (row.width * part).max(1.5), ..row }
    }

    fn stage(&self, scene: &mut Scene, stage: &Stage, row: Area) {
        let line = row.center()[1] + BODY * 0.35;
        scene.text([0.0, line], BODY, Align::Start, Ink::Text, shortened(&stage.name, BODY, NAMES - 8.0));
        scene.rect(row, Fill::Ink(Ink::Track), 3.0);
        let whole = if stage.counts_people { Ink::People } else { Ink::Counts };
        if stage.value.is_some() {
            let length = |part: u64| row.width * part as f32 / self.scale(stage.counts_people).max(1) as f32;
            scene.rect(self.reached(stage, row), Fill::Ink(whole), 3.0);
            let mut x = row.x;
            for part in stage.parts.iter().filter(|part| part.value > 0) {
                scene.rect(Area { x, width: length(part.value), ..row }, Fill::Ink(part.ink), 0.0);
                x += length(part.value);
            }
        }
        let (ink, size) = if stage.value.is_some() { (Ink::Text, BODY) } else { (Ink::Subdued, SMALL) };
        let said = shortened(&stage.said, size, COUNTS - 10.0);
        scene.text([row.right() + 10.0, line], size, Align::Start, ink, said);
        scene.tip(Area::new(0.0, row.y, scene.room.width, row.height), stage.tip.clone());
    }

    fn step(&self, scene: &mut Scene, step: &Step, row: Area, crosses: bool) {
        let line = row.center()[1] + SMALL * 0.35;
        let x = row.x + 6.0;
        scene.line(vec![[x, row.y + 4.0], [x, row.bottom() - 4.0]], Ink::Outline, 1.0);
        let width = text_width(&step.goes_on, SMALL);
        scene.text([x + 10.0, line], SMALL, Align::Start, Ink::Text, step.goes_on.as_str());
        let mut at = x + 10.0 + width + 14.0;
        if !step.lost.is_empty() {
            let lost = text_width(&step.lost, SMALL);
            if step.is_worst {
                let pill = Area::new(at - 7.0, row.center()[1] - 10.0, lost + 14.0, 20.0);
                scene.rect(pill, Fill::Ink(Ink::LossFill), 10.0);
            }
            let ink = if step.is_worst { Ink::Loss } else { Ink::Subdued };
            scene.text([at, line], SMALL, Align::Start, ink, step.lost.as_str());
            at += lost + 18.0;
        }
        if crosses {
            let said = shortened(&self.boundary, SMALL, scene.room.width - at);
            scene.text([scene.room.width, line], SMALL, Align::End, Ink::Subdued, said);
        }
        scene.tip(Area::new(0.0, row.y, scene.room.width, row.height), step.tip.clone());
    }
}
