//! Which way customers go, as a person asks for it: from which event, on which side, which events are looked at; and the answer in
//! words. Never follows anybody itself.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::paths::{event_name, path_log};
use super::wording;
use crate::analysis::flows::{FlowError, FlowNode, FlowSide, FlowSpec, Flows, flows};
use crate::analysis::funnel::{EventLog, FunnelUnit, JourneyGroup};
use crate::analysis::{AnalysisError, Spec};
use crate::domain::{Day, Language};
use crate::import::Imported;

/// A day in seconds.
const DAY: i64 = 86_400;
/// The event that ways begin with as long as nobody chose another.
const FIRST_EVENT: &str = "first_order";
/// What happens to nearly every order says little about a customer's way, and is left out as long as nobody asks for it.
const USUAL: [&str; 3] = ["parcel_shipped", "parcel_delivered", "ticket_resolved"];

/// Of what the shares are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum FlowBasis {
    /// Of everybody to whom the event happened.
    #[default]
    Everybody,
    /// Of those who were in the step before.
    StepBefore,
}

impl FlowBasis {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Everybody, Self::StepBefore];

    /// Stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Everybody => "everybody",
            Self::StepBefore => "step_before",
        }
    }
}

/// How the ways are looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowLook {
    /// The event; `None` for the first one that there is.
    pub anchor: Option<String>,
    /// On which side of it.
    pub side: FlowSide,
    /// Steps beside it.
    pub steps: usize,
    /// Days within which the next step counts.
    pub window_days: u32,
    /// Events that are not looked at; `None` for those that nearly every order brings.
    pub hidden: Option<BTreeSet<String>>,
    /// Of what the shares are.
    pub basis: FlowBasis,
}

impl Default for FlowLook {
    fn default() -> Self {
        Self {
            anchor: None,
            side: FlowSide::After,
            steps: 3,
            window_days: 90,
            hidden: None,
            basis: FlowBasis::Everybody,
        }
    }
}

/// What came of it.
#[derive(Clone, Debug)]
pub struct FlowsAnswer {
    /// What was asked, with nothing left open.
    pub spec: FlowSpec,
    /// The answer, or why there is none.
    pub flows: Result<Flows, FlowError>,
    /// Names of the events of the log, the most frequent first, with how often they occur.
    pub events: Vec<(String, u64)>,
    /// Events of nobody known.
    pub left_out: u64,
}

/// Answers the question.
///
/// # Errors
/// [`AnalysisError`] when the table engine fails; a question that does not fit the log is part of the answer.
pub(super) fn answer(
    imported: &Imported,
    spec: &Spec,
    look: &FlowLook,
) -> Result<FlowsAnswer, AnalysisError> {
    let found = path_log(&imported.tables, spec, FunnelUnit::Customer, JourneyGroup::default())?;
    let events = frequent(&found.log);
    let asked = question(look, &events, spec);
    let start = found.log.start().unwrap_or(0);
    let end = found.end.unwrap_or(start);
    let flows = flows(&found.log, &asked, (start, end));
    Ok(FlowsAnswer { spec: asked, flows, events, left_out: found.left_out })
}

/// The question with nothing left open.
fn question(look: &FlowLook, events: &[(String, u64)], spec: &Spec) -> FlowSpec {
    let known = |name: &str| events.iter().any(|(event, _)| event == name);
    let first = || {
        let usual = known(FIRST_EVENT).then(|| FIRST_EVENT.to_owned());
        usual.or_else(|| events.first().map(|(event, _)| event.clone())).unwrap_or_default()
    };
    let second = |day: Day| i64::from(day.0) * DAY;
    let within = (!spec.period.is_all()).then(|| {
        let from = spec.period.from.map_or(i64::MIN, second);
        (from, spec.period.to.map_or(i64::MAX, |to| second(to.plus(1)) - 1))
    });
    FlowSpec {
        anchor: look.anchor.clone().filter(|name| known(name)).unwrap_or_else(first),
        side: look.side,
        hidden: look.hidden.clone().unwrap_or_else(|| USUAL.map(str::to_owned).into()),
        steps: look.steps,
        window_seconds: i64::from(look.window_days) * DAY,
        within,
        ..FlowSpec::default()
    }
}

/// Events by how often they occur, then by name.
fn frequent(log: &EventLog) -> Vec<(String, u64)> {
    let mut events: Vec<(String, u64)> = log.names().iter().cloned().zip(log.frequencies()).collect();
    events.sort_by(|left, right| right.1.cmp(&left.1).then_with(|| left.0.cmp(&right.0)));
    events
}

/// What a step is called.
pub fn node_name(language: Language, node: &FlowNode, side: FlowSide) -> String {
    let say = |key: &str| wording::text(language, &format!("flow.node.{key}"));
    match node {
        FlowNode::Events(names) => {
            names.iter().map(|name| event_name(language, name)).collect::<Vec<_>>().join(" + ")
        }
        FlowNode::Other(kinds) => wording::filled(language, "flow.node.other", &[("kinds", kinds)]),
        FlowNode::Open => say(&format!("open_{}", side.id())),
        FlowNode::Stopped => say(&format!("stopped_{}", side.id())),
    }
}

/// What most do next (or did before), in a sentence; `None` while it is about nobody.
pub fn finding(language: Language, answer: &FlowsAnswer) -> Option<String> {
    let flows = answer.flows.as_ref().ok().filter(|flows| flows.units > 0)?;
    let next = flows.columns.get(1)?;
    let open = next.iter().find(|(node, _)| *node == FlowNode::Open).map_or(0, |(_, units)| *units);
    let decided = flows.units - open;
    let (node, units) =
        next.iter().filter(|(node, _)| *node != FlowNode::Open).max_by_key(|(_, units)| *units)?;
    if decided == 0 {
        return None;
    }
    let key = format!("flow.finding.{}{}", answer.spec.side.id(), if node.is_end() { "_end" } else { "" });
    let days = answer.spec.window_seconds / DAY;
    Some(wording::filled(
        language,
        &key,
        &[
            ("event", &event_name(language, &answer.spec.anchor)),
            ("next", &node_name(language, node, answer.spec.side)),
            ("units", &wording::count(*units)),
            ("of", &wording::count(decided)),
            ("days", &days),
        ],
    ))
}

/// Shared answers travel cheaply between threads.
pub type SharedFlows = Arc<FlowsAnswer>;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Period;

    #[test]
    fn an_open_question_begins_with_the_first_order_and_leaves_the_usual_out() {
        let event = |name: &str, count| (name.to_owned(), count);
        let look = FlowLook::default();
        let shop = [event("touch: LINE", 9), event("first_order", 4)];
        let asked = question(&look, &shop, &Spec::default());
        assert_eq!((asked.anchor.as_str(), asked.within), ("first_order", None));
        assert!(asked.hidden.contains("parcel_shipped"));
        let log = [event("home", 9), event("cart", 4)];
        let gone = FlowLook { anchor: Some("first_order".to_owned()), ..look };
        let day = Day::parse_iso("1970-01-02").expect("a day");
        let spec = Spec { period: Period::between(day, day), ..Spec::default() };
        let asked = question(&gone, &log, &spec);
        assert_eq!((asked.anchor.as_str(), asked.within), ("home", Some((DAY, 2 * DAY - 1))));
    }

    #[test]
    fn the_finding_leaves_out_who_may_still_come() {
        let events = |name: &str| FlowNode::Events(vec![name.to_owned()]);
        let columns = vec![
            vec![(events("first_order"), 10)],
            vec![(events("second_order"), 3), (FlowNode::Open, 4), (FlowNode::Stopped, 3)],
        ];
        let flows = Flows { columns, paths: Vec::new(), units: 10, never: 0 };
        let spec = FlowSpec { anchor: "first_order".to_owned(), ..FlowSpec::default() };
        let answer = FlowsAnswer { spec, flows: Ok(flows), events: Vec::new(), left_out: 0 };
        let said = finding(Language::English, &answer).expect("a finding");
        assert!(said.contains("3 of 6") && said.contains("90"), "{said}");
    }
}
