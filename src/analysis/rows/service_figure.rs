//! The names of figures of service, delivery and carts: `service:in_time`, `delivery:on_time:month:2026-01`. Never what they count.

use std::fmt;

use crate::domain::{Claim, Day, MonthIndex};

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
    HandedOver,
    WrongOrDamaged,
    Returned,
    OutOfStock,
    /// Orders with one kind of claim.
    Claim(Claim),
    Perfect,
    AbandonedCarts,
    AbandonedPeople,
    /// Orders by when they came.
    Demand(DemandWhen),
    /// A part of one of the others.
    Part(Box<ServiceFigure>, ServicePart),
}

/// When orders came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DemandWhen {
    /// Monday 0 to Sunday 6.
    Weekday(u32),
    /// Month of the year, January 1.
    Season(u32),
    /// One day.
    Day(Day),
}

/// Which part of a figure.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ServicePart {
    /// Requests opened, parcels ordered or carts filled in a month.
    Month(MonthIndex),
    /// Requests that came in an hour of a weekday, Monday 0.
    Hour(u32, u32),
    /// Parcels of a courier; those that name none under the empty name.
    Courier(String),
}

/// Names that stand for one figure each.
const NAMED: [(&str, ServiceFigure); 14] = [
    ("service:requests", ServiceFigure::Requests),
    ("service:in_time", ServiceFigure::InTime),
    ("service:unanswered", ServiceFigure::Unanswered),
    ("service:reopened", ServiceFigure::Reopened),
    ("service:solved_for_good", ServiceFigure::SolvedForGood),
    ("service:same_issue", ServiceFigure::SameIssue),
    ("delivery:on_time", ServiceFigure::OnTime),
    ("delivery:handed_over", ServiceFigure::HandedOver),
    ("delivery:wrong_or_damaged", ServiceFigure::WrongOrDamaged),
    ("delivery:returned", ServiceFigure::Returned),
    ("delivery:out_of_stock", ServiceFigure::OutOfStock),
    ("delivery:perfect", ServiceFigure::Perfect),
    ("carts:abandoned", ServiceFigure::AbandonedCarts),
    ("carts:people", ServiceFigure::AbandonedPeople),
];
/// What stands before the name of a topic.
const TOPIC: &str = "service:topic:";
/// What stands before the kind of a claim.
const CLAIM: &str = "delivery:claim:";

impl ServiceFigure {
    /// The figure of that name.
    pub(super) fn read(name: &str) -> Option<Self> {
        if let Some(topic) = name.strip_prefix(TOPIC) {
            return Some(Self::Topic(topic.to_owned()));
        }
        if let Some(kind) = name.strip_prefix(CLAIM) {
            return Claim::ALL.into_iter().find(|claim| claim.id() == kind).map(Self::Claim);
        }
        if let Some(when) = name.strip_prefix("demand:") {
            return DemandWhen::read(when).map(Self::Demand);
        }
        NAMED.into_iter().find_map(|(known, figure)| match name.strip_prefix(known)? {
            "" => Some(figure),
            part => figure.part(ServicePart::read(part.strip_prefix(':')?)?),
        })
    }

    /// A part of the figure; `None` where the figure is not told by such parts.
    pub fn part(self, part: ServicePart) -> Option<Self> {
        let is_told = match part {
            ServicePart::Month(_) => {
                matches!(self, Self::Requests | Self::InTime | Self::OnTime | Self::AbandonedCarts)
            }
            ServicePart::Hour(..) => self == Self::Requests,
            ServicePart::Courier(_) => self == Self::OnTime,
        };
        is_told.then(|| Self::Part(Box::new(self), part))
    }
}

impl DemandWhen {
    fn read(text: &str) -> Option<Self> {
        let (kind, value) = text.split_once(':')?;
        let number = |least: u32, most: u32| value.parse().ok().filter(|one| (least..=most).contains(one));
        match kind {
            "weekday" => number(0, 6).map(Self::Weekday),
            "season" => number(1, 12).map(Self::Season),
            "day" => Day::parse_iso(value).map(Self::Day),
            _ => None,
        }
    }

    /// Whether an order of `day` came then.
    pub(super) fn holds(self, day: Day) -> bool {
        match self {
            Self::Weekday(weekday) => day.weekday() == weekday as usize,
            Self::Season(month) => day.month().month() == month,
            Self::Day(own) => day == own,
        }
    }
}

impl ServicePart {
    fn read(text: &str) -> Option<Self> {
        let (kind, value) = text.split_once(':')?;
        match kind {
            "month" => MonthIndex::parse_iso(value).map(Self::Month),
            "hour" => {
                let (weekday, hour) = value.split_once(':')?;
                let (weekday, hour) = (weekday.parse().ok()?, hour.parse().ok()?);
                (weekday < 7 && hour < 24).then_some(Self::Hour(weekday, hour))
            }
            "courier" => Some(Self::Courier(value.to_owned())),
            _ => None,
        }
    }
}

impl fmt::Display for ServiceFigure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Topic(topic) => write!(out, "{TOPIC}{topic}"),
            Self::Claim(claim) => write!(out, "{CLAIM}{}", claim.id()),
            Self::Demand(DemandWhen::Weekday(weekday)) => write!(out, "demand:weekday:{weekday}"),
            Self::Demand(DemandWhen::Season(month)) => write!(out, "demand:season:{month}"),
            Self::Demand(DemandWhen::Day(day)) => write!(out, "demand:day:{day}"),
            Self::Part(figure, ServicePart::Month(month)) => write!(out, "{figure}:month:{month}"),
            Self::Part(figure, ServicePart::Hour(weekday, hour)) => {
                write!(out, "{figure}:hour:{weekday}:{hour}")
            }
            Self::Part(figure, ServicePart::Courier(name)) => write!(out, "{figure}:courier:{name}"),
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
        for name in [
            "service:topic:late: very",
            "service:requests:month:2026-01",
            "service:requests:hour:6:23",
            "service:in_time:month:2026-01",
            "delivery:on_time:month:2026-01",
            "delivery:on_time:courier:Flash: express",
            "delivery:on_time:courier:",
            "delivery:claim:damaged",
            "carts:abandoned:month:2026-01",
            "demand:weekday:0",
            "demand:season:12",
            "demand:day:2026-11-11",
        ] {
            assert_eq!(ServiceFigure::read(name).map(|figure| figure.to_string()).as_deref(), Some(name));
        }
        for wrong in [
            "service:nothing",
            "service:in_time:hour:0:10",
            "service:requests:hour:7:0",
            "carts:people:month:2026-01",
            "delivery:claim:lost",
            "demand:season:13",
        ] {
            assert_eq!(ServiceFigure::read(wrong), None, "{wrong}");
        }
    }
}
