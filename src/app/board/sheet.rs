//! The journey map in words of one language: what every card says, how that is known, and how much of it rests on data. Never
//! draws, never keeps anything.

use super::facts::{Found, facts};
use crate::analysis::{Analysis, DefinitionId, Emotion, StageEmotion};
use crate::app::{Selection, wording};
use crate::domain::{Direction, Language, Proportion, Stage};
use crate::project::{Basis, Board, BoardCard, CardId, CardText, Lane};

/// A guess that is so many points off is worth a sentence.
const FAR_OFF: f64 = 30.0;

/// The map as it is read.
#[derive(Clone, Debug, PartialEq)]
pub struct BoardSheet {
    /// The cards in their order.
    pub cards: Vec<ShownCard>,
    /// What the workshop guessed of each stage.
    pub guesses: [Option<i8>; 5],
    /// What answers and reviews say of each stage.
    pub computed: [Option<StageEmotion>; 5],
    /// Things that the data says and the map does not show yet.
    pub to_fill: usize,
}

/// A card in words.
#[derive(Clone, Debug, PartialEq)]
pub struct ShownCard {
    /// The card itself.
    pub card: BoardCard,
    /// What it says, in a few words.
    pub title: String,
    /// What stands behind it; may be blank.
    pub detail: String,
    /// How it is known.
    pub basis: Basis,
    /// The definition of its figure.
    pub definition: Option<DefinitionId>,
    /// What the inspector explains when it is chosen.
    pub selection: Option<Selection>,
    /// Whether it shows a figure that the data does not hold (any more).
    pub is_lost: bool,
}

impl ShownCard {
    /// Its id.
    pub fn id(&self) -> CardId {
        self.card.id
    }

    /// Whether its text is written by hand.
    pub fn is_words(&self) -> bool {
        matches!(self.card.says, CardText::Words { .. })
    }
}

impl BoardSheet {
    /// The map of a document beside the figures that are shown.
    pub fn new(board: &Board, analysis: Option<&Analysis>, language: Language) -> Self {
        let found = analysis.map(facts).unwrap_or_default();
        let cards = board.cards.iter().map(|card| shown(card, &found, language)).collect();
        let emotion = analysis.and_then(|analysis| analysis.emotion.as_ref());
        let computed =
            Stage::ALL.map(|stage| emotion.and_then(|emotion: &Emotion| emotion.of(stage)).copied());
        let to_fill = analysis.map_or(0, |analysis| super::missing(board, analysis).len());
        Self { cards, guesses: board.guesses, computed, to_fill }
    }

    /// The cards of a field, first to last.
    pub fn field(&self, lane: Lane, stage: Stage) -> impl Iterator<Item = &ShownCard> {
        self.cards.iter().filter(move |shown| shown.card.lane == lane && shown.card.stage == stage)
    }

    /// Cards that rest on data, of all.
    pub fn backed(&self) -> Proportion {
        let backed = self.cards.iter().filter(|shown| shown.basis.is_data() && !shown.is_lost).count();
        Proportion::new(backed as u64, self.cards.len() as u64)
    }

    /// Cards that are known in one way.
    pub fn known(&self, basis: Basis) -> usize {
        self.cards.iter().filter(|shown| shown.basis == basis).count()
    }

    /// The stage where the guess is furthest from what people said, with guess and score; `None` while no guess is far off.
    pub fn furthest_guess(&self) -> Option<(Stage, i8, StageEmotion)> {
        let pairs = Stage::ALL
            .into_iter()
            .filter_map(|stage| Some((stage, self.guesses[stage as usize]?, self.computed[stage as usize]?)));
        let off = |guess: i8, said: &StageEmotion| (f64::from(guess) - said.score).abs();
        let far = pairs.filter(|(_, guess, said)| {
            let guess_is_outside = f64::from(*guess) < said.low || f64::from(*guess) > said.high;
            off(*guess, said) >= FAR_OFF && guess_is_outside
        });
        far.max_by(|left, right| off(left.1, &left.2).total_cmp(&off(right.1, &right.2)))
    }

    /// What the map says as a whole.
    pub fn finding(&self, language: Language) -> String {
        if let Some((stage, guess, said)) = self.furthest_guess() {
            let stage = wording::text(language, &format!("stage.{}", stage.id()));
            let values: [(&str, &dyn std::fmt::Display); 3] =
                [("stage", &stage), ("guess", &points(f64::from(guess))), ("said", &points(said.score))];
            return wording::filled(language, "map.finding.guess", &values);
        }
        let backed = self.backed();
        let Some(share) = backed.value() else { return wording::text(language, "map.finding.empty") };
        let (count, all) = (wording::count(backed.numerator), wording::count(backed.denominator));
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("count", &count), ("all", &all), ("share", &wording::percent(share))];
        wording::filled(language, "map.finding", &values)
    }

    /// One line per card and guess: lane, stage, text, what stands behind it, how it is known, direction, definition.
    pub fn lines(&self, language: Language) -> Vec<[String; 7]> {
        let say = |key: String| wording::text(language, &key);
        let mut lines = Vec::new();
        for (lane, stage) in Lane::ALL.into_iter().flat_map(|lane| Stage::ALL.map(|stage| (lane, stage))) {
            let place = || (say(format!("map.lane.{}", lane.id())), say(format!("stage.{}", stage.id())));
            if lane == Lane::Emotion {
                lines.extend(self.emotion_lines(stage, &place(), language));
            }
            for shown in self.field(lane, stage) {
                let (lane, stage) = place();
                let direction = shown
                    .card
                    .direction
                    .map_or_else(String::new, |one: Direction| say(format!("lens.{}", one.id())));
                let definition = shown.definition.map_or("", DefinitionId::id).to_owned();
                let basis = say(format!("map.basis.{}", shown.basis.id()));
                lines.push([
                    lane,
                    stage,
                    shown.title.clone(),
                    shown.detail.clone(),
                    basis,
                    direction,
                    definition,
                ]);
            }
        }
        lines
    }

    /// What customers say of a stage, with what stands behind it; and what was guessed.
    pub(super) fn emotion_texts(
        &self,
        stage: Stage,
        language: Language,
    ) -> (Option<(String, String)>, Option<String>) {
        let say = |key: &str| wording::text(language, key);
        let computed = self.computed[stage as usize].map(|said| {
            let title = format!("{} {}", say("map.emotion.computed"), points(said.score));
            (title, wording::board::emotion_detail(language, &said))
        });
        let guess = self.guesses[stage as usize];
        (computed, guess.map(|guess| format!("{} {}", say("map.emotion.guess"), points(f64::from(guess)))))
    }

    fn emotion_lines(
        &self,
        stage: Stage,
        place: &(String, String),
        language: Language,
    ) -> impl Iterator<Item = [String; 7]> {
        let line = |title: String, detail: String, basis: Basis, definition: &str| {
            let basis = wording::text(language, &format!("map.basis.{}", basis.id()));
            [place.0.clone(), place.1.clone(), title, detail, basis, String::new(), definition.to_owned()]
        };
        let (computed, guess) = self.emotion_texts(stage, language);
        let definition = DefinitionId::Emotion.id();
        let computed = computed.map(|(title, detail)| line(title, detail, Basis::Derived, definition));
        let guess = guess.map(|title| line(title, String::new(), Basis::Assumed, ""));
        guess.into_iter().chain(computed)
    }
}

/// `+40`, `−12`.
fn points(score: f64) -> String {
    wording::board::points(score)
}

fn shown(card: &BoardCard, found: &[Found], language: Language) -> ShownCard {
    match &card.says {
        CardText::Words { text, basis } => ShownCard {
            card: card.clone(),
            title: text.clone(),
            detail: String::new(),
            basis: *basis,
            definition: None,
            selection: None,
            is_lost: false,
        },
        CardText::Fact { fact } => {
            let now = found.iter().find(|found| found.fact == *fact);
            let (title, detail) = match now {
                Some(found) => wording::board::fact(language, found),
                None => (wording::board::name(language, fact), wording::text(language, "map.no_data")),
            };
            ShownCard {
                card: card.clone(),
                title,
                detail,
                basis: now.map_or(Basis::Measured, |found| found.basis),
                definition: now.map(|found| found.definition),
                selection: now
                    .map(|found| found.fact.selection().unwrap_or(Selection::Definition(found.definition))),
                is_lost: now.is_none(),
            }
        }
    }
}
