//! What can be asked of `senthang funnel`. Never reads a file.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::super::arguments::{CommonArguments, day};
use crate::analysis::funnel::{FunnelUnit, GroupAt, JourneyGroup};
use crate::domain::{Day, Exclusion, FunnelSpec, FunnelStep, Reentry, StepOrder};

#[derive(Debug, Args)]
pub(in crate::cli) struct FunnelArguments {
    /// Event logs: who, what, when; `-` is standard input
    pub paths: Vec<PathBuf>,
    /// The steps in order; events that count as the same step are joined by `|`
    #[arg(long, value_name = "STEP,STEP,...", value_delimiter = ',', required = true, num_args = 1..)]
    pub steps: Vec<String>,
    /// Column that says who
    #[arg(long, value_name = "COLUMN")]
    pub customer: Option<String>,
    /// Column that says when
    #[arg(long, value_name = "COLUMN")]
    pub time: Option<String>,
    /// Column that says what
    #[arg(long, value_name = "COLUMN")]
    pub event: Option<String>,
    /// Column that says in which session
    #[arg(long, value_name = "COLUMN")]
    pub session: Option<String>,
    /// Time from the entry within which a step counts: 30d, 2h, 90m, 600s or none
    #[arg(long, value_name = "TIME", value_parser = window, default_value = "30d")]
    pub window: Window,
    /// In what order the steps must happen
    #[arg(long, value_enum, default_value_t = OrderArgument::Ordered)]
    pub order: OrderArgument,
    /// Which of several entries counts
    #[arg(long, value_enum, default_value_t = ReentryArgument::Best)]
    pub reentry: ReentryArgument,
    /// An event that must not happen between two steps (numbers from 1)
    #[arg(long, value_name = "EVENT:FROM:TO", value_parser = exclusion)]
    pub exclude: Vec<Exclusion>,
    /// A step that may be left out
    #[arg(long, value_name = "STEP")]
    pub optional: Vec<String>,
    /// First day on which an entry counts
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub from: Option<Day>,
    /// Last day on which an entry counts; later steps may follow after it
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub to: Option<Day>,
    /// Last day that the data cover, when it is not that of the last event
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Day>,
    /// Column to break the answer down by, with its value at the entry
    #[arg(long, value_name = "COLUMN")]
    pub by: Option<String>,
    /// Show the largest parts of the breakdown by name and all others together; without it all are shown
    #[arg(long, value_name = "N", requires = "by")]
    pub top: Option<usize>,
    /// At which event's value the answer is broken down
    #[arg(long, value_enum, default_value_t = ByAtArgument::Entry)]
    pub by_at: ByAtArgument,
    /// Columns whose values must be the same in all steps of an attempt, at most three
    #[arg(long, value_name = "COLUMN,...", value_delimiter = ',', num_args = 1..=3)]
    pub hold: Vec<String>,
    /// Follow one customer (or session): why is it where it is?
    #[arg(long, value_name = "CUSTOMER")]
    pub trace: Option<String>,
    /// Write who is where as CSV to a file, or with `-` to standard output
    #[arg(long, value_name = "FILE")]
    pub csv: Option<PathBuf>,
    /// Who does the steps
    #[arg(long, value_enum, default_value_t = UnitArgument::Customer)]
    pub unit: UnitArgument,
    /// Show apart who begins with a later step
    #[arg(long)]
    pub open: bool,
    #[command(flatten)]
    pub common: CommonArguments,
}

impl FunnelArguments {
    /// By what a journey without an event log is broken down: `--by platform`, else by channel.
    pub(super) fn journey_group(&self) -> JourneyGroup {
        let named = |group: &JourneyGroup| self.by.as_deref() == Some(group.id());
        JourneyGroup::ALL.into_iter().find(named).unwrap_or_default()
    }

    /// The question.
    pub(super) fn spec(&self) -> FunnelSpec {
        let step = |name: &String| FunnelStep {
            events: name.split('|').map(|event| event.trim().to_owned()).collect(),
            optional: self.optional.contains(name),
            ..FunnelStep::event(name)
        };
        let first_second = |day: Day| i64::from(day.0) * 86_400;
        let from = self.from.map_or(i64::MIN, first_second);
        let to = self.to.map_or(i64::MAX, |to| first_second(to.plus(1)) - 1);
        FunnelSpec {
            steps: self.steps.iter().map(step).collect(),
            window_seconds: self.window.0,
            order: self.order.into(),
            reentry: self.reentry.into(),
            exclusions: self.exclude.clone(),
            entries: (self.from.is_some() || self.to.is_some()).then_some((from, to)),
            open: self.open,
        }
    }
}

/// A time from the entry, in seconds; `None` for no limit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) struct Window(pub Option<i64>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum OrderArgument {
    /// One after the other, anything else in between
    Ordered,
    /// One after the other, nothing in between
    Strict,
    /// In any order: step k is any k of the steps
    Any,
}

impl From<OrderArgument> for StepOrder {
    fn from(order: OrderArgument) -> Self {
        match order {
            OrderArgument::Ordered => Self::Ordered,
            OrderArgument::Strict => Self::Strict,
            OrderArgument::Any => Self::Any,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ReentryArgument {
    /// The one that gets furthest
    Best,
    /// The first
    First,
    /// Each, as an attempt of its own
    Every,
}

impl From<ReentryArgument> for Reentry {
    fn from(reentry: ReentryArgument) -> Self {
        match reentry {
            ReentryArgument::Best => Self::Best,
            ReentryArgument::First => Self::First,
            ReentryArgument::Every => Self::Every,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ByAtArgument {
    /// The entry
    Entry,
    /// The last step done
    Last,
    /// Each step
    Step,
}

impl From<ByAtArgument> for GroupAt {
    fn from(at: ByAtArgument) -> Self {
        match at {
            ByAtArgument::Entry => Self::Entry,
            ByAtArgument::Last => Self::Last,
            ByAtArgument::Step => Self::Step,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum UnitArgument {
    /// People
    Customer,
    /// Sessions of people
    Session,
}

impl From<UnitArgument> for FunnelUnit {
    fn from(unit: UnitArgument) -> Self {
        match unit {
            UnitArgument::Customer => Self::Customer,
            UnitArgument::Session => Self::Session,
        }
    }
}

fn window(text: &str) -> Result<Window, String> {
    if text == "none" {
        return Ok(Window(None));
    }
    let fault = || "write a time such as 30d, 2h, 90m or 600s, or none".to_owned();
    let unit = text.chars().next_back().ok_or_else(fault)?;
    let seconds = match unit {
        's' => 1,
        'm' => 60,
        'h' => 3_600,
        'd' => 86_400,
        _ => return Err(fault()),
    };
    let number: u32 = text[..text.len() - 1].parse().map_err(|_| fault())?;
    Ok(Window(Some(i64::from(number) * seconds)))
}

fn exclusion(text: &str) -> Result<Exclusion, String> {
    let fault = || "write EVENT:FROM:TO with step numbers from 1, for example refund:1:2".to_owned();
    let mut parts = text.rsplitn(3, ':');
    let mut number = || parts.next().and_then(|part| part.parse().ok()).ok_or_else(fault);
    let (to, from) = (number()?, number()?);
    let event = parts.next().filter(|event| !event.is_empty()).ok_or_else(fault)?;
    if from == 0 || to <= from {
        return Err(fault());
    }
    Ok(Exclusion { event: event.to_owned(), from, to })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_and_exclusions_are_read_or_explained() {
        let check = |text, expected| assert_eq!(window(text).ok().map(|window| window.0), expected, "{text}");
        check("30d", Some(Some(2_592_000)));
        check("90m", Some(Some(5_400)));
        check("none", Some(None));
        for wrong in ["", "30", "d", "-1d", "3w", "ๆ"] {
            check(wrong, None);
        }
        let read = exclusion("page:home:1:3").expect("an exclusion");
        assert_eq!((read.event.as_str(), read.from, read.to), ("page:home", 1, 3));
        for wrong in ["x", "x:1", "x:2:2", "x:0:1", ":1:2", "x:a:b"] {
            assert!(exclusion(wrong).is_err(), "{wrong}");
        }
    }
}
