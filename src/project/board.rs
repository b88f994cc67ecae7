//! The journey map of a workshop: cards by stage and lane, and the emotion curve that the room guessed. Never holds a figure: a card
//! that the data fills names its fact, and the figure is read when it is shown.

use serde::{Deserialize, Serialize};

use crate::analysis::{CountUnit, DriverKind};
use crate::domain::{Direction, Stage};

/// A journey map.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Board {
    /// The cards; within a field of the map they stand in this order.
    pub cards: Vec<BoardCard>,
    /// What the workshop guessed of the emotion at each stage, from -100 to 100, in the order of the journey.
    pub guesses: [Option<i8>; 5],
}

impl Board {
    /// Whether nobody has put anything on it.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The card with that id.
    pub fn card(&self, id: CardId) -> Option<&BoardCard> {
        self.cards.iter().find(|card| card.id == id)
    }

    /// The cards of a field, first to last.
    pub fn field(&self, lane: Lane, stage: Stage) -> impl Iterator<Item = &BoardCard> {
        self.cards.iter().filter(move |card| card.lane == lane && card.stage == stage)
    }

    /// Changes every text that somebody has written.
    pub fn for_texts(&mut self, change: impl Fn(&mut String)) {
        for card in &mut self.cards {
            if let CardText::Words { text, .. } = &mut card.says {
                change(text);
            }
        }
    }

    /// An id that no card has.
    pub fn free_id(&self) -> CardId {
        CardId(self.cards.iter().map(|card| card.id.0).max().map_or(1, |id| id.saturating_add(1)))
    }
}

/// Identity of a card within its map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct CardId(pub u64);

/// A row of the map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lane {
    /// Where customer and shop meet.
    Touchpoints,
    /// What the customer does.
    Actions,
    /// What the customer thinks.
    Thoughts,
    /// Where the customer gets stuck.
    Pains,
    /// What the shop measures.
    Kpi,
    /// What the customer feels: the curve, and cards about it.
    Emotion,
    /// Who in the shop answers for the stage.
    Owner,
    /// What could be done.
    Ideas,
}

impl Lane {
    /// All lanes, from top to bottom.
    pub const ALL: [Self; 8] = [
        Self::Touchpoints,
        Self::Actions,
        Self::Thoughts,
        Self::Emotion,
        Self::Pains,
        Self::Kpi,
        Self::Owner,
        Self::Ideas,
    ];

    /// Stable machine name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Touchpoints => "touchpoints",
            Self::Actions => "actions",
            Self::Thoughts => "thoughts",
            Self::Pains => "pains",
            Self::Kpi => "kpi",
            Self::Emotion => "emotion",
            Self::Owner => "owner",
            Self::Ideas => "ideas",
        }
    }
}

/// How what a card says is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Counted in exports.
    Measured,
    /// Computed from exports with a rule or an assumption in between.
    Derived,
    /// The client says so.
    Stated,
    /// The workshop supposes so.
    Assumed,
}

impl Basis {
    /// All, the firmest first.
    pub const ALL: [Self; 4] = [Self::Measured, Self::Derived, Self::Stated, Self::Assumed];

    /// Stable machine name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Measured => "measured",
            Self::Derived => "derived",
            Self::Stated => "stated",
            Self::Assumed => "assumed",
        }
    }

    /// Whether data stands behind it.
    pub fn is_data(self) -> bool {
        matches!(self, Self::Measured | Self::Derived)
    }
}

/// One card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardCard {
    /// Identity.
    pub id: CardId,
    /// The row.
    pub lane: Lane,
    /// The column.
    pub stage: Stage,
    /// What it says.
    pub says: CardText,
    /// Who moves, where the card is a touchpoint.
    #[serde(default)]
    pub direction: Option<Direction>,
}

/// What a card says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CardText {
    /// What somebody wrote.
    Words {
        /// The text.
        text: String,
        /// How it is known.
        basis: Basis,
    },
    /// What the data says, read again whenever the card is shown.
    Fact {
        /// Which figure.
        fact: Fact,
    },
}

/// A figure of the analysis that a card can show.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Fact {
    /// A channel at a stage: its impressions, clicks, buyers, returning buyers or advocates.
    Channel {
        /// Its name.
        name: String,
        /// The stage.
        stage: Stage,
    },
    /// What a stage counts in a unit.
    Count {
        /// The stage.
        stage: Stage,
        /// The unit.
        unit: CountUnit,
    },
    /// The step that leads to a stage.
    Step {
        /// The stage after it.
        to: Stage,
    },
    /// Who came back within so many days.
    Repeat {
        /// The days.
        days: u32,
    },
    /// Net revenue of the period.
    Revenue,
    /// Net promoter score.
    Score,
    /// Stars of the reviews.
    Stars,
    /// Who is lost between a stage and the next one, and what that is worth.
    Lost {
        /// The stage before.
        from: Stage,
    },
    /// A circumstance that goes with lower scores.
    Complaint {
        /// What it is.
        kind: DriverKind,
        /// Its name, where there are several of a kind.
        name: Option<String>,
    },
    /// A share of service, delivery or carts.
    Service {
        /// Which one.
        share: ServiceShare,
    },
    /// What customers ask for help about.
    Request {
        /// The topic.
        topic: String,
    },
}

/// A share of service, delivery or carts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceShare {
    /// Carts that became no order.
    Abandoned,
    /// Requests without a reply.
    Unanswered,
    /// Replies within the target.
    WithinTarget,
    /// Orders delivered by the promised day.
    OnTime,
    /// Orders with a wrong or damaged item.
    WrongOrDamaged,
    /// Orders of which something was out of stock.
    OutOfStock,
    /// Customers who asked about the same again.
    SameIssue,
}

impl ServiceShare {
    /// Stable machine name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Abandoned => "abandoned",
            Self::Unanswered => "unanswered",
            Self::WithinTarget => "within_target",
            Self::OnTime => "on_time",
            Self::WrongOrDamaged => "wrong_or_damaged",
            Self::OutOfStock => "out_of_stock",
            Self::SameIssue => "same_issue",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_map_is_read_back_as_it_was_written_and_an_empty_one_needs_no_field() {
        let words = CardText::Words { text: "ถามแชต".to_owned(), basis: Basis::Stated };
        let fact = CardText::Fact {
            fact: Fact::Complaint { kind: DriverKind::Topic, name: Some("price".to_owned()) },
        };
        let cards = [words, fact].into_iter().zip(1..).map(|(says, id)| BoardCard {
            id: CardId(id),
            lane: Lane::Pains,
            stage: Stage::Purchase,
            says,
            direction: Some(Direction::Pull),
        });
        let board = Board { cards: cards.collect(), guesses: [None, Some(40), None, Some(-100), None] };
        let text = serde_json::to_string(&board).expect("JSON");
        assert_eq!(serde_json::from_str::<Board>(&text).expect("a map"), board);
        assert_eq!(serde_json::from_str::<Board>("{}").expect("a map"), Board::default());
        assert_eq!(board.free_id(), CardId(3));
    }
}
