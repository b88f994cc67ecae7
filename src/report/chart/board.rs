//! A journey map: lanes across, stages along, and notes in the fields. Never decides what stands in a field.

use super::{BODY, SMALL};
use crate::report::fonts::{shortened, text_width};
use crate::report::ink::Ink;
use crate::report::lines::{break_opportunities, lines};
use crate::report::scene::{Align, Area, Fill, Scene};

/// The board.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Board {
    /// Names of the stages, from left to right.
    pub stages: Vec<String>,
    /// Names of the lanes with their fields, one for each stage.
    pub lanes: Vec<(String, Vec<Vec<Note>>)>,
}

/// A note on the board.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// What it says.
    pub text: String,
    /// How it is known: measured, stated, assumed.
    pub basis: String,
    /// The colour of its edge.
    pub ink: Ink,
}

const LANES: f32 = 96.0;
const PAD: f32 = 6.0;
const LINE: f32 = 15.0;

impl Board {
    fn column(&self, width: f32) -> f32 {
        ((width - LANES) / self.stages.len().max(1) as f32).max(40.0)
    }

    /// Height of a note in a column of this width.
    fn note_height(note: &Note, column: f32) -> f32 {
        let broken = broken(&note.text, column - 4.0 * PAD);
        let basis = if note.basis.is_empty() { 0.0 } else { LINE };
        broken.len().max(1) as f32 * LINE + basis + PAD
    }

    fn lane_height(fields: &[Vec<Note>], column: f32) -> f32 {
        let field =
            |notes: &Vec<Note>| notes.iter().map(|note| Self::note_height(note, column) + PAD).sum::<f32>();
        fields.iter().map(field).fold(LINE, f32::max) + PAD
    }

    pub(super) fn natural_height(&self, width: f32) -> f32 {
        let column = self.column(width);
        28.0 + self.lanes.iter().map(|(_, fields)| Self::lane_height(fields, column)).sum::<f32>()
    }

    pub(super) fn for_texts(&mut self, change: &mut dyn FnMut(&mut String)) {
        let notes = self.lanes.iter_mut().flat_map(|(_, fields)| fields).flatten();
        notes.for_each(|note| change(&mut note.text));
    }

    pub(super) fn lay(&self, scene: &mut Scene) {
        let column = self.column(scene.room.width);
        for (index, name) in self.stages.iter().enumerate() {
            let x = LANES + index as f32 * column + PAD;
            let name = shortened(name, BODY, column - 2.0 * PAD);
            scene.text([x, 16.0], BODY, Align::Start, Ink::Accent, name);
        }
        let mut y = 28.0;
        for (name, fields) in &self.lanes {
            let height = Self::lane_height(fields, column);
            scene.line(vec![[0.0, y], [scene.room.width, y]], Ink::Outline, 1.0);
            scene.text(
                [0.0, y + LINE + 2.0],
                SMALL,
                Align::Start,
                Ink::Subdued,
                shortened(name, SMALL, LANES - PAD),
            );
            for (index, notes) in fields.iter().enumerate() {
                let mut top = y + PAD;
                for note in notes {
                    let area = Area::new(
                        LANES + index as f32 * column + PAD,
                        top,
                        column - 2.0 * PAD,
                        Self::note_height(note, column),
                    );
                    lay_note(scene, note, area);
                    top = area.bottom() + PAD;
                }
            }
            y += height;
        }
    }
}

fn lay_note(scene: &mut Scene, note: &Note, area: Area) {
    scene.rect(area, Fill::Ink(Ink::Panel), 3.0);
    scene.rect(Area { width: 3.0, ..area }, Fill::Ink(note.ink), 1.5);
    let mut y = area.y + LINE - 2.0;
    for line in broken(&note.text, area.width - 2.0 * PAD) {
        scene.text([area.x + PAD + 3.0, y], SMALL, Align::Start, Ink::Text, line);
        y += LINE;
    }
    if !note.basis.is_empty() {
        let said = shortened(&note.basis, SMALL - 1.5, area.width - 2.0 * PAD);
        scene.text([area.x + PAD + 3.0, y], SMALL - 1.5, Align::Start, Ink::Subdued, said);
    }
}

fn broken(text: &str, width: f32) -> Vec<String> {
    lines(text, width.max(20.0), &break_opportunities(text), |part| text_width(part, SMALL))
}
