//! The names of figures of service, delivery and carts: `service:in_time`, `delivery:perfect`. Never what they count.

use std::fmt;

/// A figure of service, delivery or carts.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names are those of the fields of the results")]
pub enum ServiceFigure {
    Requests,
    InTime,
    Unanswered,
    Reopened,
    SolvedForGood,
    SameIssue,
    /// Requests about a topic; those that name none under the empty name.
    Topic(String),
    OnTime,
    WrongOrDamaged,
    Returned,
    Perfect,
    AbandonedCarts,
}

/// Names that stand for one figure each.
const NAMED: [(&str, ServiceFigure); 11] = [
    ("service:requests", ServiceFigure::Requests),
    ("service:in_time", ServiceFigure::InTime),
    ("service:unanswered", ServiceFigure::Unanswered),
    ("service:reopened", ServiceFigure::Reopened),
    ("service:solved_for_good", ServiceFigure::SolvedForGood),
    ("service:same_issue", ServiceFigure::SameIssue),
    ("delivery:on_time", ServiceFigure::OnTime),
    ("delivery:wrong_or_damaged", ServiceFigure::WrongOrDamaged),
    ("delivery:returned", ServiceFigure::Returned),
    ("delivery:perfect", ServiceFigure::Perfect),
    ("carts:abandoned", ServiceFigure::AbandonedCarts),
];
/// What stands before the name of a topic.
const TOPIC: &str = "service:topic:";

impl ServiceFigure {
    /// The figure of that name.
    pub(super) fn read(name: &str) -> Option<Self> {
        if let Some(topic) = name.strip_prefix(TOPIC) {
            return Some(Self::Topic(topic.to_owned()));
        }
        NAMED.into_iter().find(|(known, _)| *known == name).map(|(_, figure)| figure)
    }
}

impl fmt::Display for ServiceFigure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Topic(topic) => write!(out, "{TOPIC}{topic}"),
            own => out.write_str(NAMED.iter().find(|(_, figure)| figure == own).map_or("", |(name, _)| name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_is_read_as_it_is_written() {
        for (name, figure) in NAMED {
            assert_eq!((figure.to_string().as_str(), ServiceFigure::read(name)), (name, Some(figure)));
        }
        let topic = ServiceFigure::Topic("late: very".to_owned());
        assert_eq!(ServiceFigure::read(&topic.to_string()), Some(topic));
        assert_eq!(ServiceFigure::read("service:nothing"), None);
    }
}
