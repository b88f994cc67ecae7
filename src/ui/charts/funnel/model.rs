//! What the funnel shows, taken from a journey result. Never draws, never words anything.

use crate::analysis::{Journey, Leak, StageResult, StepResult};
use crate::domain::{Lens, Stage};

/// Something in the funnel that can be pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// A stage.
    Stage(Stage),
    /// The step after the stage with this index (0 to 3).
    Step(usize),
    /// The note pin of a stage: the way to add a note.
    Note(Stage),
}

impl Mark {
    /// Position from top to bottom, stages and steps in turn: 0 to 8. Notes share their stage's.
    pub(super) fn position(self) -> usize {
        match self {
            Self::Stage(stage) | Self::Note(stage) => stage as usize * 2,
            Self::Step(index) => index * 2 + 1,
        }
    }

    /// Everything from one mark to another, stages and steps alike, the other one last.
    pub fn range(from: Self, to: Self) -> Vec<Self> {
        let (from, to) = (from.position(), to.position());
        let between = from.min(to)..=from.max(to);
        let marks = between.filter_map(Self::at);
        if from <= to { marks.collect() } else { marks.rev().collect() }
    }

    /// The stage or step at a position.
    pub(super) fn at(position: usize) -> Option<Self> {
        if position.is_multiple_of(2) {
            Stage::ALL.get(position / 2).copied().map(Self::Stage)
        } else {
            (position < 8).then_some(Self::Step(position / 2))
        }
    }
}

/// The parts of a stage's count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// Reached by push.
    pub push: u64,
    /// Reached by pull.
    pub pull: u64,
    /// In no direction the data tells.
    pub unattributed: u64,
}

/// One stage of the funnel.
#[derive(Clone, Debug, PartialEq)]
pub struct StageBar {
    /// What the analysis says.
    pub result: StageResult,
    /// Push, pull and the rest; `None` when no source tells any direction.
    pub split: Option<Split>,
    /// Notes pinned to the stage.
    pub notes: usize,
}

/// The funnel.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The five stages.
    pub stages: Vec<StageBar>,
    /// The four steps.
    pub steps: Vec<StepResult>,
    /// Index of the step where most is lost.
    pub biggest: Option<usize>,
    /// The line of the ledger that the title tells.
    pub leak: Option<Leak>,
    /// What is selected; the last one leads.
    pub selected: Vec<Mark>,
}

impl Model {
    /// The funnel of a journey, without notes and selection.
    pub fn new(journey: &Journey) -> Self {
        let stages = journey.stages.iter().map(|result| StageBar {
            split: split(result, journey.lens),
            result: result.clone(),
            notes: 0,
        });
        Self {
            stages: stages.collect(),
            steps: journey.steps.clone(),
            biggest: journey.worst_step(),
            leak: journey.dearest_leak().cloned(),
            selected: Vec::new(),
        }
    }

    /// With a number of notes on a stage.
    #[must_use]
    pub fn with_notes(mut self, notes: impl Fn(Stage) -> usize) -> Self {
        for bar in &mut self.stages {
            bar.notes = notes(bar.result.stage);
        }
        self
    }

    /// With a selection.
    #[must_use]
    pub fn with_selected(self, selected: impl IntoIterator<Item = Mark>) -> Self {
        Self { selected: selected.into_iter().collect(), ..self }
    }

    /// Whether no stage has data.
    pub fn is_empty(&self) -> bool {
        self.stages.iter().all(|bar| bar.result.count.is_none())
    }

    /// Largest count of the counts side (`false`) or the people side (`true`): the end of that side's scale.
    pub(super) fn scale(&self, identified: bool) -> u64 {
        let side = self.stages.iter().filter(|bar| bar.result.stage.counts_people() == identified);
        side.filter_map(|bar| bar.result.count).max().unwrap_or(0)
    }
}

/// The parts of a stage's count. Under a lens the count is already that of one direction.
fn split(result: &StageResult, lens: Lens) -> Option<Split> {
    let count = result.count?;
    match lens {
        Lens::All => {}
        Lens::Push => return Some(Split { push: count, pull: 0, unattributed: 0 }),
        Lens::Pull => return Some(Split { push: 0, pull: count, unattributed: 0 }),
    }
    if result.push.is_none() && result.pull.is_none() {
        return None;
    }
    let push = result.push.unwrap_or(0).min(count);
    let pull = result.pull.unwrap_or(0).min(count - push);
    Some(Split { push, pull, unattributed: count - push - pull })
}
