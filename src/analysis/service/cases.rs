//! Requests for help as cases: when they were opened, answered and solved, as of the end of their data. Never a message.

use std::collections::BTreeSet;

use polars::prelude::{Int32Type, Int64Type, PolarsResult, UInt32Type};

use super::super::columns::{optional, values};
use super::super::scope::Scope;
use crate::domain::{Day, OpeningHours, Period, Stage};
use crate::tables::{At, Code, Table, schema};

/// Seconds of a day.
const DAY_SECONDS: i64 = 86_400;

/// One request.
#[derive(Clone, Copy, Debug)]
pub(in crate::analysis) struct Case {
    /// Row of the table.
    pub(in crate::analysis) row: usize,
    /// Whether it is a spell of a chat, which nobody closes.
    pub(super) is_chat: bool,
    pub(in crate::analysis) customer: Option<Code>,
    pub(in crate::analysis) topic: Option<Code>,
    pub(in crate::analysis) opened: At,
    /// First reply by a person.
    pub(in crate::analysis) replied: Option<At>,
    pub(in crate::analysis) resolved: Option<At>,
    /// How often it was opened again; `None` where nobody tells.
    pub(in crate::analysis) reopens: Option<i64>,
    /// Whether its platform tells replies and solutions at all.
    pub(in crate::analysis) tells: Tells,
}

/// What a platform tells of any of its requests.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::analysis) struct Tells {
    pub(in crate::analysis) replies: bool,
    pub(in crate::analysis) solutions: bool,
}

/// The requests of a question, with the days they cover.
pub(in crate::analysis) struct Cases {
    pub(in crate::analysis) cases: Vec<Case>,
    /// `T_end` of the requests.
    pub(in crate::analysis) until: Option<Day>,
    /// First day of which requests are known, in the period.
    pub(super) from: Option<Day>,
    /// Last day of the period of which requests are known.
    pub(super) to: Option<Day>,
}

impl Cases {
    /// The requests that were opened in the period by members of the segment.
    pub(in crate::analysis) fn new(scope: &Scope<'_>) -> PolarsResult<Self> {
        Self::over(scope, scope.spec.period)
    }

    /// The same over other days than those of the question.
    pub(super) fn over(scope: &Scope<'_>, period: Period) -> PolarsResult<Self> {
        let (tables, spec) = (scope.tables, scope.spec);
        let covered = tables
            .coverage
            .iter()
            .filter(|source| source.table == Table::Tickets || source.table == Table::Messages);
        let (first, last) =
            covered.fold((None, None), |(first, last): (Option<Day>, Option<Day>), source| {
                (first.into_iter().chain(source.first).min(), last.max(source.last))
            });
        let all = read(scope)?;
        // Without a stated range the latest timestamp is the end.
        let latest = all.iter().flat_map(|case| [Some(case.opened), case.replied, case.resolved]).flatten();
        let latest = latest.map(|at| at.day).max();
        let until = spec.as_of.or_else(|| last.max(latest));
        let first = first.or_else(|| all.iter().map(|case| case.opened.day).min());
        let is_asked = |day: Day| period.contains(day) && spec.as_of.is_none_or(|as_of| day <= as_of);
        let mut cases: Vec<Case> = all
            .into_iter()
            .filter(|case| is_asked(case.opened.day) && scope.is_member(case.customer))
            .collect();
        // What happened after the end of the data did not happen yet.
        let known = |at: Option<At>| at.filter(|at| until.is_some_and(|until| at.day <= until));
        for case in &mut cases {
            (case.replied, case.resolved) = (known(case.replied), known(case.resolved));
        }
        let from = period.from.into_iter().chain(first).max();
        let to = period.to.into_iter().chain(until).min();
        Ok(Self { cases, until, from, to })
    }

    /// The moment at which the data of requests end, in seconds since 1970-01-01.
    pub(in crate::analysis) fn end_seconds(&self) -> i64 {
        self.until.map_or(0, |until| (i64::from(until.0) + 1) * DAY_SECONDS)
    }
}

fn read(scope: &Scope<'_>) -> PolarsResult<Vec<Case>> {
    use schema::tickets as c;
    let (tables, frame) = (scope.tables, &scope.tables.tickets);
    let platforms = values::<UInt32Type>(frame, c::PLATFORM)?;
    let channels = optional::<UInt32Type>(frame, c::CHANNEL)?;
    let customers = optional::<UInt32Type>(frame, c::CUSTOMER)?;
    let topics = optional::<UInt32Type>(frame, c::TOPIC)?;
    let opened = values::<Int32Type>(frame, c::OPENED_DAY)?;
    let opened_second = optional::<Int32Type>(frame, c::OPENED_SECOND)?;
    let at = |day: &str, second: &str| -> PolarsResult<Vec<Option<At>>> {
        let pairs = optional::<Int32Type>(frame, day)?.into_iter().zip(optional::<Int32Type>(frame, second)?);
        Ok(pairs.map(|(day, second)| day.map(|day| At { day: Day(day), second })).collect())
    };
    let replied = at(c::REPLIED_DAY, c::REPLIED_SECOND)?;
    let resolved = at(c::RESOLVED_DAY, c::RESOLVED_SECOND)?;
    let reopens = optional::<Int64Type>(frame, c::REOPENS)?;
    let telling = |moments: &[Option<At>]| -> BTreeSet<Code> {
        let told = moments.iter().zip(platforms.iter()).filter(|(at, _)| at.is_some());
        told.map(|(_, platform)| *platform).collect()
    };
    let (replies, solutions) = (telling(&replied), telling(&resolved));
    let is_chat = |code: Option<Code>| {
        let channel = code.and_then(|code| tables.codes.channels.get(code as usize));
        channel.is_some_and(|channel| channel.stage == Stage::Consideration)
    };
    let case = |row: usize| Case {
        row,
        is_chat: is_chat(channels[row]),
        customer: customers[row],
        topic: topics[row],
        opened: At { day: Day(opened[row]), second: opened_second[row] },
        replied: replied[row],
        resolved: resolved[row],
        reopens: reopens[row],
        tells: Tells {
            // Whoever writes in a chat is answered in it or not: silence is told.
            replies: is_chat(channels[row]) || replies.contains(&platforms[row]),
            solutions: solutions.contains(&platforms[row]),
        },
    };
    Ok((0..opened.len()).map(case).collect())
}

impl Case {
    /// Open seconds from the request to `end`; `None` where a time of day is unknown or `end` lies before it.
    pub(in crate::analysis) fn seconds_to(&self, end: i64, opening: Option<&OpeningHours>) -> Option<i64> {
        let from = self.opened.seconds()?;
        let passed = opening.map_or(end - from, |hours| hours.open_seconds(from, end));
        (end >= from).then_some(passed)
    }

    /// Open seconds to the first reply.
    pub(in crate::analysis) fn reply_seconds(&self, opening: Option<&OpeningHours>) -> Option<i64> {
        self.seconds_to(self.replied?.seconds()?, opening)
    }

    /// What became of the first reply against a target.
    pub(in crate::analysis) fn promptness(
        &self,
        target_seconds: i64,
        end: i64,
        opening: Option<&OpeningHours>,
    ) -> Promptness {
        if !self.tells.replies {
            return Promptness::Unknown;
        }
        match (self.replied, self.reply_seconds(opening)) {
            (_, Some(seconds)) if seconds <= target_seconds => Promptness::InTime,
            (_, Some(_)) => Promptness::Late,
            (Some(_), None) => Promptness::Unknown,
            (None, _) => match self.seconds_to(end, opening) {
                Some(waited) if waited > target_seconds => Promptness::Overdue,
                Some(_) => Promptness::NotYetDue,
                None => Promptness::Unknown,
            },
        }
    }
}

/// What became of the first reply against a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::analysis) enum Promptness {
    /// Answered within the target.
    InTime,
    /// Answered after it.
    Late,
    /// Not answered, and the target is over.
    Overdue,
    /// Not answered, and the target is not over.
    NotYetDue,
    /// Nobody can tell: only days are known, or the platform tells no replies.
    Unknown,
}
