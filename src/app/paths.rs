//! An event funnel over the customers' journey as a person builds it: the question, the answer, who is where and why. Never finds an
//! attempt itself.

use std::sync::Arc;

use super::wording;
use crate::analysis::funnel::{
    EventLog, Funnel, FunnelError, FunnelUnit, GroupAt, JourneyGroup, Member, Trace, UnitState, funnel_by,
    journey_log, log_of_tables, members, trace,
};
use crate::analysis::{AnalysisError, Spec};
use crate::domain::{Day, FunnelSpec, FunnelStep, Language};
use crate::import::Imported;
use crate::tables::{Identified, Tables};

/// A day in seconds.
const DAY: i64 = 86_400;
/// Steps of a funnel that nobody has built yet.
const FIRST_STEPS: [&str; 3] = ["first_order", "second_order", "third_order"];

/// How the paths are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PathsLook {
    /// By what the funnel is broken down.
    pub group: Option<JourneyGroup>,
    /// The customer who is followed.
    pub traced: Option<u32>,
    /// Who does the steps.
    pub unit: FunnelUnit,
}

/// What is asked of the journey.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathsQuestion {
    /// The funnel; `None` for one that nobody has built yet.
    pub funnel: Option<FunnelSpec>,
    /// By what it is broken down.
    pub group: Option<JourneyGroup>,
    /// The unit that is followed.
    pub traced: Option<u32>,
    /// Who does the steps.
    pub unit: FunnelUnit,
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct PathsAnswer {
    /// The funnel that was asked for.
    pub spec: FunnelSpec,
    /// Its answer, or why there is none.
    pub funnel: Result<Funnel, FunnelError>,
    /// Names of the events of the log, the most frequent first, with how often they occur.
    pub events: Vec<(String, u64)>,
    /// Names of the event codes.
    pub names: Vec<String>,
    /// Names of the groups, from code 1.
    pub groups: Vec<String>,
    /// Where everybody who entered ended.
    pub members: Arc<Vec<Member>>,
    /// Why the traced unit is where it is.
    pub trace: Option<(u32, Trace)>,
    /// Per unit: who it is.
    people: Arc<Vec<Option<Identified>>>,
    /// Events of nobody known.
    pub left_out: u64,
    /// Whether the units are sessions, which have no name.
    pub of_sessions: bool,
    /// Whether an event log names sessions.
    pub has_sessions: bool,
}

impl PathsAnswer {
    /// Who a unit is.
    pub fn person<'a>(&self, imported: &'a Imported, unit: u32) -> &'a str {
        if self.of_sessions {
            return imported.tables.codes.sessions.name(unit).unwrap_or("");
        }
        let person = self.people.get(unit as usize).copied().flatten();
        person.map_or("", |person| shown_name(&imported.tables, person))
    }
}

/// A log with all that a funnel needs of it.
#[derive(Debug)]
pub struct PathLog {
    /// The log.
    pub log: EventLog,
    /// The last second that the data cover.
    pub end: Option<i64>,
    /// Names of the groups, from code 1.
    pub groups: Vec<String>,
    /// Events of nobody known.
    pub left_out: u64,
}

/// The events of an event log, with their times; where there are orders, the whole journey by days.
///
/// # Errors
/// [`AnalysisError`] when the table engine fails.
pub fn path_log(
    tables: &Tables,
    spec: &Spec,
    unit: FunnelUnit,
    group: JourneyGroup,
) -> Result<PathLog, AnalysisError> {
    if tables.orders.height() == 0 || unit == FunnelUnit::Session {
        let found = log_of_tables(tables, unit)?;
        let asked = spec.as_of.map(|day| i64::from(day.plus(1).0) * DAY - 1);
        let end = asked.or(found.log.end());
        return Ok(PathLog { log: found.log, end, groups: found.groups, left_out: found.left_out });
    }
    let journey = journey_log(tables, spec, group)?;
    Ok(PathLog { log: journey.log, end: journey.end, groups: journey.groups, left_out: journey.left_out })
}

/// Answers the question.
///
/// # Errors
/// [`AnalysisError`] when the table engine fails; a question that does not fit the log is part of the answer.
pub(super) fn answer(
    imported: &Imported,
    spec: &Spec,
    question: &PathsQuestion,
) -> Result<PathsAnswer, AnalysisError> {
    let tables = &imported.tables;
    let found = path_log(tables, spec, question.unit, question.group.unwrap_or_default())?;
    let events = frequent(&found.log);
    let mut asked = question.funnel.clone().unwrap_or_else(|| first_funnel(&events));
    let second = |day: Day| i64::from(day.0) * DAY;
    if !spec.period.is_all() {
        let from = spec.period.from.map_or(i64::MIN, second);
        let to = spec.period.to.map_or(i64::MAX, |to| second(to.plus(1)) - 1);
        asked.entries = Some((from, to));
    }
    let end = found.end.unwrap_or(0);
    let by = question.group.map(|_| GroupAt::Entry);
    let funnel = funnel_by(&found.log, &asked, end, by);
    let mut everybody = members(&found.log, &asked, end).unwrap_or_default();
    everybody.retain(|member| member.state != UnitState::NeverEntered);
    everybody.sort_by_key(|member| (member.state, member.last_step, member.entry, member.unit));
    let followed = question
        .traced
        .and_then(|unit| trace(&found.log, &asked, end, unit).ok().flatten().map(|trace| (unit, trace)));
    Ok(PathsAnswer {
        spec: FunnelSpec { entries: None, ..asked },
        funnel,
        events,
        names: found.log.names().to_vec(),
        groups: found.groups,
        members: Arc::new(everybody),
        trace: followed,
        people: Arc::new(tables.people.names(&tables.codes.identities)),
        left_out: found.left_out,
        of_sessions: question.unit == FunnelUnit::Session,
        has_sessions: !tables.codes.sessions.is_empty(),
    })
}

/// Events by how often they occur, then by name.
fn frequent(log: &EventLog) -> Vec<(String, u64)> {
    let mut events: Vec<(String, u64)> = log.names().iter().cloned().zip(log.frequencies()).collect();
    events.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
    events
}

/// The orders one after the other; in a log without orders its most frequent events.
fn first_funnel(events: &[(String, u64)]) -> FunnelSpec {
    let known = |name: &&&str| events.iter().any(|(event, _)| event == **name);
    let mut steps: Vec<FunnelStep> =
        FIRST_STEPS.iter().filter(known).map(|name| FunnelStep::event(name)).collect();
    if steps.len() < 2 {
        steps = events.iter().take(FIRST_STEPS.len()).map(|(name, _)| FunnelStep::event(name)).collect();
    }
    FunnelSpec { steps, window_seconds: Some(90 * DAY), ..FunnelSpec::default() }
}

/// The value that names a person, without the name of its platform.
pub fn shown_name(tables: &Tables, person: Identified) -> &str {
    let value = tables.codes.identities.text_of(person).unwrap_or("");
    let is_platform = person.rule == crate::domain::IdentityRule::Platform;
    if is_platform { value.split_once(':').map_or(value, |(_, id)| id) } else { value }
}

/// What an event is called; the names of imported logs stay as they are.
pub fn event_name(language: Language, event: &str) -> String {
    if let Some(channel) = event.strip_prefix("touch: ") {
        return wording::filled(language, "path.event.touch", &[("channel", &channel)]);
    }
    wording::known_text(language, &format!("path.event.{event}")).unwrap_or_else(|| event.to_owned())
}

/// What a step is called: its events, "or" between them.
pub fn step_name(language: Language, step: &FunnelStep) -> String {
    let names: Vec<String> = step.events.iter().map(|event| event_name(language, event)).collect();
    names.join(&format!(" {} ", wording::text(language, "path.or")))
}

/// Everybody with where they ended, as CSV; nothing in it runs as a formula.
pub fn members_csv<'a>(
    members: &[Member],
    steps: &[FunnelStep],
    person: impl Fn(u32) -> &'a str,
    language: Language,
) -> String {
    let column = |name: &str| wording::text(language, &format!("path.column.{name}"));
    let header = ["customer", "state", "last_step", "entered", "last", "value"].map(column).join(",");
    let mut csv = format!("\u{feff}{header}\r\n");
    for member in members {
        let day = |second: Option<i64>| second.map_or_else(String::new, |second| moment(second, false));
        let last_step = member.last_step.and_then(|step| steps.get(step));
        let cells = [
            person(member.unit).to_owned(),
            wording::text(language, &format!("path.state.{}", member.state.id())),
            last_step.map_or_else(String::new, |step| step_name(language, step)),
            day(member.entry),
            day(member.last),
            (member.value_minor as f64 / 100.0).to_string(),
        ];
        let safe = cells.map(|cell| {
            let cell = super::harmless(&cell);
            if cell.contains([',', '"', '\n']) { format!("\"{}\"", cell.replace('"', "\"\"")) } else { cell }
        });
        csv.push_str(&safe.join(","));
        csv.push_str("\r\n");
    }
    csv
}

/// `2026-01-31`, with the time of day where a log knows times.
pub fn moment(second: i64, with_time: bool) -> String {
    let (day, rest) = (Day(second.div_euclid(DAY) as i32), second.rem_euclid(DAY));
    if with_time {
        format!("{day} {:02}:{:02}:{:02}", rest / 3_600, rest / 60 % 60, rest % 60)
    } else {
        day.to_string()
    }
}

/// Seconds in the two largest units: `2d 3h`, `5m 20s`.
pub fn duration(language: Language, seconds: f64) -> String {
    let whole = seconds.round() as i64;
    let units = [(DAY, "day"), (3_600, "hour"), (60, "minute"), (1, "second")];
    let first = units.iter().position(|(size, _)| whole >= *size).unwrap_or(0);
    let (size, name) = units[first];
    let say = |count: i64, name: &str| {
        wording::filled(language, &format!("path.duration.{name}"), &[("n", &count)])
    };
    let rest =
        units.get(first + 1).map(|(next, name)| (whole % size / next, *name)).filter(|rest| rest.0 > 0);
    let rest = rest.map_or_else(String::new, |(count, name)| format!(" {}", say(count, name)));
    format!("{}{rest}", say(whole / size, name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_in_two_units_and_moments_with_what_the_log_knows() {
        assert_eq!(duration(Language::English, 183_600.0), "2 d 3 h");
        assert_eq!(duration(Language::English, 0.0), "0 d");
        assert_eq!(moment(90_061, true), "1970-01-02 01:01:01");
        assert_eq!(moment(90_061, false), "1970-01-02");
    }

    #[test]
    fn a_funnel_that_nobody_built_follows_the_orders_or_the_most_frequent_events() {
        let event = |name: &str, count| (name.to_owned(), count);
        let shop = [event("first_order", 9), event("second_order", 4), event("message", 2)];
        let steps = |events: &[(String, u64)]| {
            first_funnel(events).steps.into_iter().map(|step| step.name).collect::<Vec<_>>()
        };
        assert_eq!(steps(&shop), ["first_order", "second_order"]);
        let log = [event("home", 9), event("cart", 4), event("pay", 2), event("x", 1)];
        assert_eq!(steps(&log), ["home", "cart", "pay"]);
    }
}
