//! What a project consists of. Never knows how it is written to a file, never changes itself (see `app::edit`).

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::{Map, Value};

use super::{Board, Snapshot, SnapshotId, Source};
use crate::analysis::Scenario;
use crate::analysis::hypotheses::Locked;
use crate::domain::{
    ChannelRules, FunnelSpec, IdentityRule, Lens, Period, PersonaError, Segment, ServiceTerms, Stage,
};
use crate::import::{SavedMapping, SeenByFormat, Shape, conceal};
use crate::tables::PseudonymKey;

/// A whole project.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The exports the project was made from, in the order they were given.
    pub sources: Vec<Source>,
    /// Notes pinned to the journey.
    pub notes: Vec<Note>,
    /// Frozen views, oldest first.
    pub snapshots: Vec<Snapshot>,
    /// How the project was last looked at.
    #[serde(default)]
    pub settings: Settings,
    /// Saved segments, in the order they were made.
    #[serde(default)]
    pub segments: Vec<SavedSegment>,
    /// The funnel that is asked of the journey; `None` for the first one.
    #[serde(default)]
    pub funnel: Option<FunnelSpec>,
    /// Column mappings of one's own, by the shape of the files they are for.
    #[serde(default)]
    pub mappings: BTreeMap<Shape, SavedMapping>,
    /// The columns last seen of each export format, to say what the next export lost or gained.
    #[serde(default)]
    pub columns: SeenByFormat,
    /// The journey map of the workshop.
    #[serde(default)]
    pub board: Board,
    /// Statements of the workshop, locked, in the order in which they were made.
    #[serde(default)]
    pub hypotheses: Vec<Hypothesis>,
}

impl Document {
    /// The document with what stands for it in the place of every e-mail and phone that a person has written into it.
    #[must_use]
    pub fn concealed(mut self, key: &PseudonymKey) -> Self {
        let hide = |text: &mut String| *text = conceal(text, key);
        let notes = |notes: &mut Vec<Note>| notes.iter_mut().for_each(|note| hide(&mut note.text));
        notes(&mut self.notes);
        self.board.for_texts(hide);
        self.hypotheses.iter_mut().for_each(|own| hide(&mut own.statement));
        for snapshot in &mut self.snapshots {
            snapshot.board.for_texts(hide);
            hide(&mut snapshot.name);
            snapshot.tags.iter_mut().for_each(hide);
            notes(&mut snapshot.notes);
        }
        self
    }

    /// An id that no note of the document has.
    pub fn free_note_id(&self) -> NoteId {
        NoteId(self.notes.iter().map(|note| note.id.0).max().map_or(1, |id| id.saturating_add(1)))
    }

    /// An id that no snapshot of the document has.
    pub fn free_snapshot_id(&self) -> SnapshotId {
        SnapshotId(
            self.snapshots.iter().map(|snapshot| snapshot.id.0).max().map_or(1, |id| id.saturating_add(1)),
        )
    }

    /// An id that no segment of the document has.
    pub fn free_segment_id(&self) -> SegmentId {
        SegmentId(self.segments.iter().map(|saved| saved.id.0).max().map_or(1, |id| id.saturating_add(1)))
    }

    /// An id that no hypothesis of the document has.
    pub fn free_hypothesis_id(&self) -> HypothesisId {
        let last = self.hypotheses.iter().map(|own| own.id.0).max();
        HypothesisId(last.map_or(1, |id| id.saturating_add(1)))
    }

    /// The segment with that id.
    pub fn segment(&self, id: SegmentId) -> Option<&SavedSegment> {
        self.segments.iter().find(|saved| saved.id == id)
    }

    /// A rule with the rules of the saved segments that it names as personas, by their names in any case of letters.
    ///
    /// # Errors
    /// [`PersonaError`] for a name that no saved segment has, and for a segment made of itself.
    pub fn resolved(&self, segment: &Segment) -> Result<Segment, PersonaError> {
        segment.resolved(&|name| {
            let is_it =
                |saved: &&SavedSegment| saved.name.trim().to_lowercase() == name.trim().to_lowercase();
            self.segments.iter().find(is_it).map(|saved| saved.segment.clone())
        })
    }

    /// The other segments that name the one with that id, as they are once it is called `name`.
    pub fn naming(&self, id: SegmentId, name: &str) -> Vec<SavedSegment> {
        let Some(own) = self.segment(id).filter(|own| own.name != name) else { return Vec::new() };
        let renamed = |other: &SavedSegment| SavedSegment {
            segment: other.segment.renamed(&own.name, name),
            ..other.clone()
        };
        let others = self.segments.iter().filter(|other| other.id != id);
        others
            .map(|other| (other, renamed(other)))
            .filter(|(other, new)| *other != new)
            .map(|pair| pair.1)
            .collect()
    }

    /// The snapshot with that id.
    pub fn snapshot(&self, id: SnapshotId) -> Option<&Snapshot> {
        self.snapshots.iter().find(|snapshot| snapshot.id == id)
    }
}

/// Identity of a note within its project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NoteId(pub u64);

/// Identity of a segment within its project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct SegmentId(pub u64);

/// Identity of a hypothesis within its project.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct HypothesisId(pub u64);

/// A statement with what was locked of it. It can be taken away, never changed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Hypothesis {
    /// Identity.
    pub id: HypothesisId,
    /// The statement, in the workshop's words.
    pub statement: String,
    /// Day and time it was locked, as shown.
    pub created: String,
    /// What decides.
    pub locked: Locked,
}

/// A group of customers as a saved query.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedSegment {
    /// Identity.
    pub id: SegmentId,
    /// Name given by the person who made it.
    pub name: String,
    /// Who belongs to it.
    pub segment: Segment,
}

/// What a note is pinned to.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Target {
    /// A stage of the journey.
    Stage {
        /// Which one.
        stage: Stage,
    },
    /// The step from one stage to the next.
    Step {
        /// Stage before.
        from: Stage,
        /// Stage after.
        to: Stage,
    },
    /// Any figure that has a name: a cell of the cohorts, a month, a group of customers.
    Figure {
        /// Its name, as [`crate::analysis::rows::FigureId`] writes it.
        figure: String,
    },
}

/// A remark pinned to the journey.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Identity.
    pub id: NoteId,
    /// What it is pinned to.
    pub target: Target,
    /// The remark.
    pub text: String,
    /// Day and time it was written, as shown (local time, `2026-11-21 14:20`).
    pub created: String,
    /// How it is drawn on the chart of its figure; `None` leaves it beside the chart.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub drawn: Option<Drawn>,
}

/// How a note is drawn on a chart: its place is told from the figure that it is pinned to, in parts of the chart, so that it stays there
/// whatever the size of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Drawn {
    /// As what.
    pub shape: DrawnAs,
    /// From the figure's mark to the text, to the right, in thousandths of the chart's width.
    pub right: i16,
    /// Downwards, in thousandths of the chart's height.
    pub down: i16,
}

impl Drawn {
    /// A little to the right of the figure and above it.
    pub fn new(shape: DrawnAs) -> Self {
        Self { shape, right: 120, down: -120 }
    }

    /// The place of the text in parts of the chart.
    pub fn offset(self) -> [f32; 2] {
        [self.right, self.down].map(|part| f32::from(part) / 1_000.0)
    }
}

/// What a note is drawn as.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DrawnAs {
    /// An arrow from the text to the figure.
    Arrow,
    /// A frame around the figure.
    Highlight,
}

/// How the project was last looked at. Read field by field: an unknown or unreadable one falls back to its default.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Settings {
    /// Days that are shown.
    pub period: Period,
    /// Direction that is shown.
    pub lens: Lens,
    /// The saved segment that everything is restricted to.
    pub segment: Option<SegmentId>,
    /// Whether pending orders count as purchases.
    pub pending_is_valid: bool,
    /// Identity rules that are switched off.
    pub identity_off: Vec<IdentityRule>,
    /// Customers first seen within so many days of the first order enter no first-time figure.
    pub burn_in_days: u32,
    /// What the shop says of its own service.
    pub service: ServiceTerms,
    /// The changes that are tried in the what-if view.
    pub scenario: Scenario,
    /// Which sign of an order decides about its channel, and what a person has assigned to one.
    pub channels: ChannelRules,
    /// Salaries, tools and agencies per month, in minor units of the shop's currency.
    pub monthly_costs_minor: i64,
    /// Percent of net revenue that remains after goods, shipping and fees.
    pub margin_percent: Option<u8>,
    /// The file of rates with which amounts become one currency.
    pub rates: Option<String>,
    /// The answer to how dates are to be read where no file decides: day before month.
    pub day_first: Option<bool>,
    /// The answer to how numbers are to be read where no file decides: the comma before the decimals.
    pub decimal_comma: Option<bool>,
    /// Name of the key with which e-mails and phones are replaced; `None` leaves them as they are.
    pub pseudonyms: Option<String>,
    /// Folder that is watched for exports; off by default.
    pub watched_folder: Option<String>,
    /// Whether the project keeps its data, without anybody's name; off by default.
    pub keeps_data: bool,
}

impl<'de> Deserialize<'de> for Settings {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Value::Object(fields) = Value::deserialize(deserializer)? else { return Ok(Self::default()) };
        Ok(Self {
            period: lenient(&fields, "period"),
            lens: lenient(&fields, "lens"),
            segment: lenient(&fields, "segment"),
            pending_is_valid: lenient(&fields, "pending_is_valid"),
            identity_off: lenient(&fields, "identity_off"),
            burn_in_days: lenient(&fields, "burn_in_days"),
            service: lenient(&fields, "service"),
            scenario: lenient(&fields, "scenario"),
            channels: lenient(&fields, "channels"),
            monthly_costs_minor: lenient(&fields, "monthly_costs_minor"),
            margin_percent: lenient(&fields, "margin_percent"),
            rates: lenient(&fields, "rates"),
            day_first: lenient(&fields, "day_first"),
            decimal_comma: lenient(&fields, "decimal_comma"),
            pseudonyms: lenient(&fields, "pseudonyms"),
            watched_folder: lenient(&fields, "watched_folder"),
            keeps_data: lenient(&fields, "keeps_data"),
        })
    }
}

/// The value of a field, or its default when it is missing or not readable.
fn lenient<T: Default + serde::de::DeserializeOwned>(fields: &Map<String, Value>, name: &str) -> T {
    fields.get(name).and_then(|value| serde_json::from_value(value.clone()).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unreadable_setting_does_not_cost_the_others() {
        let text = r#"{"period": 17, "lens": "pull", "from_the_future": [1, 2]}"#;
        let settings: Settings = serde_json::from_str(text).expect("lenient");
        assert_eq!(settings, Settings { lens: Lens::Pull, ..Settings::default() });
        assert_eq!(serde_json::from_str::<Settings>("[]").expect("lenient"), Settings::default());
    }
}
