//! The journey map as a chart of a report. Never decides what stands on the map.

use super::sheet::{BoardSheet, ShownCard};
use crate::app::wording;
use crate::domain::{Direction, Language, Stage};
use crate::project::{Basis, Lane};
use crate::report::chart::{Board, Note};
use crate::report::{Chart, Ink};

impl BoardSheet {
    /// The map with all its lanes; those without a card are left out.
    pub fn chart(&self, language: Language) -> Chart {
        let say = |key: String| wording::text(language, &key);
        let stages = Stage::ALL.map(|stage| say(format!("stage.{}", stage.id()))).to_vec();
        let lanes = Lane::ALL.into_iter().map(|lane| {
            let fields = Stage::ALL.map(|stage| self.notes(lane, stage, language)).to_vec();
            (say(format!("map.lane.{}", lane.id())), fields)
        });
        Chart::Board(Board {
            stages,
            lanes: lanes.filter(|(_, fields)| fields.iter().any(|field| !field.is_empty())).collect(),
        })
    }

    fn notes(&self, lane: Lane, stage: Stage, language: Language) -> Vec<Note> {
        let emotion = if lane == Lane::Emotion { self.emotions(stage, language) } else { Vec::new() };
        let cards = self.field(lane, stage).map(|shown| note(shown, language));
        emotion.into_iter().chain(cards).collect()
    }

    /// What customers say and what the workshop guessed.
    fn emotions(&self, stage: Stage, language: Language) -> Vec<Note> {
        let (computed, guess) = self.emotion_texts(stage, language);
        let computed = computed.map(|(title, detail)| Note {
            text: format!("{title}\n{detail}"),
            basis: basis(language, Basis::Derived),
            ink: Ink::Accent,
        });
        let guess = guess.map(|title| Note {
            text: title,
            basis: basis(language, Basis::Assumed),
            ink: Ink::Subdued,
        });
        computed.into_iter().chain(guess).collect()
    }
}

fn basis(language: Language, basis: Basis) -> String {
    wording::text(language, &format!("map.basis.{}", basis.id()))
}

fn note(shown: &ShownCard, language: Language) -> Note {
    let text = match shown.detail.as_str() {
        "" => shown.title.clone(),
        detail => format!("{}\n{detail}", shown.title),
    };
    let ink = match shown.card.direction {
        Some(Direction::Push) => Ink::Push,
        Some(Direction::Pull) => Ink::Pull,
        None if shown.basis.is_data() => Ink::Accent,
        None => Ink::Subdued,
    };
    Note { text, basis: basis(language, shown.basis), ink }
}
