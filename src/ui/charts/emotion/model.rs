//! What the emotion curve shows. Never draws, never computes a score.

use crate::analysis::StageEmotion;
use crate::app::wording::board::{emotion_detail, points};
use crate::domain::{Language, Stage};
use crate::ui::text::{stage, tr, tr_with};

/// The curve, stage by stage.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Model {
    /// What answers and reviews say.
    pub computed: [Option<StageEmotion>; 5],
    /// What the workshop guessed, from -100 to 100.
    pub guesses: [Option<i8>; 5],
    /// Whether guesses can be changed.
    pub editable: bool,
}

impl Model {
    /// What the guess of a stage is called.
    pub fn name(&self, language: Language, of: Stage) -> String {
        let guess = self.guesses[of as usize];
        let guess =
            guess.map_or_else(|| tr(language, "map.emotion.no_guess"), |guess| points(f64::from(guess)));
        let mut name =
            tr_with(language, "map.emotion.handle", &[("stage", &stage(language, of)), ("guess", &guess)]);
        if let Some(said) = self.said(language, of) {
            name.push_str(". ");
            name.push_str(&said);
        }
        name
    }

    /// What customers said at a stage; `None` where nobody was asked.
    pub fn said(&self, language: Language, of: Stage) -> Option<String> {
        let said = self.computed[of as usize]?;
        let values = [
            ("stage", &*stage(language, of)),
            ("score", &*points(said.score)),
            ("detail", &*emotion_detail(language, &said)),
        ];
        Some(tr_with(language, "map.emotion.said", &values))
    }
}
