//! Figures of parts: groups of answers and of buyers, circumstances, later purchases, rolling cohorts. Never a figure of its own: what
//! belongs to a part is decided where the figure is made.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::list::{Row, RowReason, Verdict};
use super::people::Lists;
use crate::analysis::cohorts::{MAX_MONTHS, ROLLING_DAYS};
use crate::analysis::nps::{self, Answer};
use crate::analysis::repeat::GroupKeys;
use crate::analysis::scope::Occasion;
use crate::analysis::voice::{self, later};
use crate::analysis::{AnalysisError, CalendarGrain, DriverKind, GroupBy, GroupName, NpsGroupBy};
use crate::domain::{Day, MonthIndex};

/// A part of a figure.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum DepthFigure {
    /// Answers of a group, one per person: `answers:stage:retention`.
    Answers(NpsGroupBy, String),
    /// Promoters among the answers with a circumstance, or without it: `driver:with:ticket`.
    Driver(DriverKind, Option<String>, bool),
    /// Who bought again after answering: `later:promoters`, `later:passives`, `later:detractors`.
    Later(usize),
    /// Buyers who answered: `response:answered`.
    Answered,
    /// Buyers of a group who came back in the window: `group:channel:named:Facebook Ads`.
    Group(GroupBy, GroupName),
    /// A cohort of a week or quarter in a later one: `calendar:week:2026-01-05:3`, by the cohort's first day.
    Calendar(CalendarGrain, Day, u32),
    /// A cohort in a period of 30 days: `rolling:2026-01:3`; all cohorts: `rolling:all:3`.
    Rolling(Option<MonthIndex>, u32),
}

/// Groups of later purchases.
const LATER: [&str; 3] = ["promoters", "passives", "detractors"];

impl fmt::Display for DepthFigure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Answers(by, group) => write!(out, "answers:{}:{group}", by.id()),
            Self::Driver(kind, name, with) => {
                let side = if *with { "with" } else { "without" };
                write!(out, "driver:{side}:{}", kind.id())?;
                name.as_ref().map_or(Ok(()), |name| write!(out, ":{name}"))
            }
            Self::Later(group) => write!(out, "later:{}", LATER.get(*group).unwrap_or(&"")),
            Self::Answered => write!(out, "response:answered"),
            Self::Group(by, name) => match name {
                GroupName::Push => write!(out, "group:{}:push", by.id()),
                GroupName::Pull => write!(out, "group:{}:pull", by.id()),
                GroupName::Other => write!(out, "group:{}:other", by.id()),
                GroupName::Unknown => write!(out, "group:{}:unknown", by.id()),
                GroupName::Named(name) => write!(out, "group:{}:named:{name}", by.id()),
            },
            Self::Calendar(grain, first, offset) => write!(out, "calendar:{}:{first}:{offset}", grain.id()),
            Self::Rolling(Some(month), offset) => write!(out, "rolling:{month}:{offset}"),
            Self::Rolling(None, offset) => write!(out, "rolling:all:{offset}"),
        }
    }
}

impl DepthFigure {
    /// The figure of that name.
    pub(super) fn read(family: &str, rest: &str) -> Option<Self> {
        let (first, more) = rest.split_once(':').unwrap_or((rest, ""));
        Some(match family {
            "answers" => Self::Answers(NpsGroupBy::of(first)?, more.to_owned()),
            "driver" => {
                let (kind, name) =
                    more.split_once(':').map_or((more, None), |(kind, name)| (kind, Some(name)));
                let with = if first == "with" { true } else { (first == "without").then_some(false)? };
                Self::Driver(DriverKind::of(kind)?, name.map(str::to_owned), with)
            }
            "later" => Self::Later(LATER.iter().position(|group| *group == rest)?),
            "response" if rest == "answered" => Self::Answered,
            "group" => {
                let by = GroupBy::ALL.into_iter().find(|by| by.id() == first)?;
                Self::Group(by, group_name(more)?)
            }
            "calendar" => {
                let grain = CalendarGrain::ALL.into_iter().find(|grain| grain.id() == first)?;
                let (day, offset) = more.split_once(':')?;
                Self::Calendar(grain, Day::parse_iso(day)?, offset.parse().ok()?)
            }
            "rolling" if first == "all" => Self::Rolling(None, more.parse().ok()?),
            "rolling" => Self::Rolling(Some(MonthIndex::parse_iso(first)?), more.parse().ok()?),
            _ => return None,
        })
    }
}

fn group_name(text: &str) -> Option<GroupName> {
    Some(match text {
        "push" => GroupName::Push,
        "pull" => GroupName::Pull,
        "other" => GroupName::Other,
        "unknown" => GroupName::Unknown,
        named => GroupName::Named(named.strip_prefix("named:")?.to_owned()),
    })
}

impl Lists<'_> {
    /// The rows of a part.
    pub(super) fn depth(&self, figure: &DepthFigure) -> Result<Vec<Row>, AnalysisError> {
        Ok(match figure {
            DepthFigure::Answers(by, group) => self.answers_that(|answer| {
                let places = voice::groups::places(&self.scope, answer.customer, answer.day);
                let is_in = places.iter().any(|place| place.0 == *by && place.1 == *group);
                is_in.then_some(Verdict::Counted(None))
            })?,
            DepthFigure::Driver(kind, name, with) => {
                let Some(has) = voice::circumstance(self.scope.tables, *kind, name.as_deref())? else {
                    return Ok(Vec::new());
                };
                self.answers_that(|answer| {
                    let verdict = if answer.is_promoter() { Verdict::Counted(None) } else { Verdict::Lost };
                    (has(answer)? == *with).then_some(verdict)
                })?
            }
            DepthFigure::Later(group) => self.later(*group)?,
            DepthFigure::Answered => {
                let heard: BTreeSet<_> = self.kept()?.iter().filter_map(|answer| answer.customer).collect();
                self.customers(|customer, occasions| {
                    let is_heard = heard.contains(&customer.code);
                    (!occasions.is_empty()).then_some(if is_heard {
                        Verdict::Counted(None)
                    } else {
                        Verdict::Lost
                    })
                })
            }
            DepthFigure::Group(by, name) => self.group(*by, name),
            DepthFigure::Calendar(grain, first, offset) => self.calendar(*grain, *first, *offset),
            DepthFigure::Rolling(Some(month), offset) => self.rolling(*month, *offset),
            DepthFigure::Rolling(None, offset) => self.rolling_pool(*offset),
        })
    }

    /// The answers that count in the depth of the score: the latest of each person in every window.
    fn kept(&self) -> Result<Vec<Answer>, AnalysisError> {
        let mut answers = nps::answers(self.scope.tables, self.scope.spec)?;
        answers.retain(|answer| self.scope.is_member(answer.customer));
        Ok(voice::one_per_person(&answers))
    }

    /// Those of them that `judge` says something of.
    fn answers_that(&self, judge: impl Fn(&Answer) -> Option<Verdict>) -> Result<Vec<Row>, AnalysisError> {
        let rows: BTreeSet<usize> = self.kept()?.iter().map(|answer| answer.row).collect();
        let kept = self.answers_in_question()?.into_iter().filter(|(answer, _)| rows.contains(&answer.row));
        Ok(kept.filter_map(|(answer, row)| Some(row.judged(judge(&answer)?))).collect())
    }

    /// Customers by their latest answer: who bought in the window after it, who did not, who still may.
    fn later(&self, group: usize) -> Result<Vec<Row>, AnalysisError> {
        let Some(as_of) = self.scope.as_of else { return Ok(Vec::new()) };
        let found = later::outcomes(&self.scope, &self.kept()?, as_of);
        let own = found.into_iter().filter(|(_, of, _)| *of == group);
        let row = |(code, _, bought): (_, _, Option<bool>)| {
            let verdict = match bought {
                None => Verdict::Waiting(RowReason::NotMature),
                Some(true) => Verdict::Counted(None),
                Some(false) => Verdict::Lost,
            };
            self.scope.customer(code).map(|customer| self.customer(customer).judged(verdict))
        };
        Ok(own.filter_map(row).collect())
    }

    /// First-time buyers of a group, as RP4 counts them in the window.
    fn group(&self, by: GroupBy, name: &GroupName) -> Vec<Row> {
        let scope = &self.scope;
        let window = i32::try_from(scope.spec.open_window_days).unwrap_or(i32::MAX);
        let (Some(keys), Some(as_of)) = (GroupKeys::new(scope, by), scope.as_of) else { return Vec::new() };
        let Some(wanted) = keys.names.iter().position(|known| known == name) else { return Vec::new() };
        self.customers(|customer, occasions| {
            let first = occasions.first().filter(|first| scope.is_first_time(first.day))?.day;
            if keys.of(customer, occasions) != wanted {
                return None;
            }
            let in_time = occasions.get(1).is_some_and(|second| second.day.since(first) <= window);
            Some(match (as_of.since(first) >= window, in_time) {
                (false, _) => Verdict::Waiting(RowReason::NotMature),
                (true, true) => Verdict::Counted(None),
                (true, false) => Verdict::Lost,
            })
        })
    }

    /// The customers of a week's or quarter's cohort in a later one.
    fn calendar(&self, grain: CalendarGrain, first: Day, offset: u32) -> Vec<Row> {
        let Some(as_of) = self.scope.as_of else { return Vec::new() };
        let cohort = grain.index(first);
        let asked = cohort.saturating_add_unsigned(offset);
        if asked > grain.index(as_of) {
            return Vec::new();
        }
        let members = self.scope.first_time_buyers().filter(|(_, own)| grain.index(own[0].day) == cohort);
        let row = |(customer, occasions): (&_, &[Occasion])| {
            let verdict = if occasions.iter().any(|one| grain.index(one.day) == asked) {
                Verdict::Counted(None)
            } else if grain.last_day(asked) <= as_of {
                Verdict::Lost
            } else {
                Verdict::Open(RowReason::NotMature)
            };
            self.customer(customer).judged(verdict)
        };
        members.map(row).collect()
    }

    /// The customers of a cohort in a period of 30 days since their own first day.
    fn rolling(&self, cohort: MonthIndex, offset: u32) -> Vec<Row> {
        let Some(as_of) = self.scope.as_of else { return Vec::new() };
        let members = self.scope.first_time_buyers().filter(|(_, occasions)| occasions[0].month == cohort.0);
        members
            .map(|(customer, occasions)| self.customer(customer).judged(in_period(occasions, offset, as_of)))
            .collect()
    }

    /// The customers of all cohorts whose youngest member's period is over; the others wait.
    fn rolling_pool(&self, offset: u32) -> Vec<Row> {
        let Some(as_of) = self.scope.as_of else { return Vec::new() };
        let oldest = as_of.month().0 - MAX_MONTHS + 1;
        let members = || self.scope.first_time_buyers().filter(|(_, occasions)| occasions[0].month >= oldest);
        let mut youngest: BTreeMap<i32, Day> = BTreeMap::new();
        for (_, occasions) in members() {
            let own = youngest.entry(occasions[0].month).or_insert(occasions[0].day);
            *own = (*own).max(occasions[0].day);
        }
        let row = |(customer, occasions): (&_, &[Occasion])| {
            let last = youngest.get(&occasions[0].month).copied().unwrap_or(as_of);
            let verdict = match is_over(last, offset, as_of) {
                true => in_period(occasions, offset, as_of),
                false => Verdict::Waiting(RowReason::NotMature),
            };
            self.customer(customer).judged(verdict)
        };
        members().map(row).collect()
    }
}

/// Whether a period of 30 days since `start` is over.
fn is_over(start: Day, offset: u32, as_of: Day) -> bool {
    i64::from(as_of.since(start)) + 1 >= i64::from(ROLLING_DAYS) * (i64::from(offset) + 1)
}

fn in_period(occasions: &[Occasion], offset: u32, as_of: Day) -> Verdict {
    let start = occasions[0].day;
    let is_in =
        |occasion: &Occasion| i64::from(occasion.day.since(start) / ROLLING_DAYS) == i64::from(offset);
    if occasions.iter().any(is_in) {
        Verdict::Counted(None)
    } else if is_over(start, offset, as_of) {
        Verdict::Lost
    } else {
        Verdict::Open(RowReason::NotMature)
    }
}
