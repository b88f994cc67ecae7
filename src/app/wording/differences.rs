//! Why two snapshots differ, in words. Never decides what made a difference.

use std::fmt::Display;

use serde_json::Value;

use super::{count, date, file_name, filled, known_text, text};
use crate::analysis::Analysis;
use crate::domain::numbers::{self, interval_percent};
use crate::domain::{Currency, IdentityRule, Language, Money, Period, group_thousands};
use crate::project::Snapshot;
use crate::project::difference::{
    Cause, CauseKind, Changed, Compared, FigureDifference, Measure, RealChange, Side, SourceChange,
};
use crate::project::verify::Verified;

/// The window of coming back that a snapshot is first held against.
const DAYS: u32 = 90;

/// What a snapshot said about coming back, and what the present figures say; `None` where either is silent.
pub fn since(language: Language, snapshot: &Snapshot, now: &Analysis) -> Option<String> {
    let within = |analysis: &Analysis| {
        let windows = analysis.repeat.as_ref().map(|repeat| repeat.within.clone())?;
        windows.into_iter().find(|window| window.days == DAYS)
    };
    let (before, after) = (within(&snapshot.analysis)?, within(now)?);
    let (then, rate) = (numbers::percent(before.rate?), numbers::percent(after.rate?));
    let interval = interval_percent(after.low, after.high);
    let values: [(&str, &dyn Display); 5] =
        [("name", &snapshot.name), ("days", &DAYS), ("then", &then), ("now", &rate), ("interval", &interval)];
    Some(filled(language, "snapshot.since", &values))
}

/// A kind of cause by name.
pub fn cause_kind(language: Language, kind: CauseKind) -> String {
    text(language, &format!("difference.kind.{}", kind_id(kind)))
}

/// Stable machine name of a kind.
pub fn kind_id(kind: CauseKind) -> &'static str {
    match kind {
        CauseKind::NewData => "new_data",
        CauseKind::Identity => "identity",
        CauseKind::Settings => "settings",
        CauseKind::Definitions => "definitions",
        CauseKind::Real => "real",
        CauseKind::Unrecorded => "unrecorded",
    }
}

/// What a cause is, one sentence or more.
pub fn cause(language: Language, cause: &Cause) -> Vec<String> {
    let say = |key: &str, values: &[(&str, &dyn Display)]| {
        filled(language, &format!("difference.cause.{key}"), values)
    };
    match cause {
        Cause::NewData { sources, as_of } => {
            let mut said: Vec<String> = sources.iter().map(|change| source(language, change)).collect();
            if let (Some(before), Some(after)) = as_of
                && before != after
            {
                let (before, after) = (date(language, *before), date(language, *after));
                said.push(say("as_of", &[("before", &before), ("after", &after)]));
            }
            said
        }
        Cause::Identity { before, after } => {
            let names = |off: &[IdentityRule]| rules_on(language, off);
            vec![say("identity", &[("before", &names(before)), ("after", &names(after))])]
        }
        Cause::Settings(changed) => changed.iter().map(|one| setting(language, one)).collect(),
        Cause::Definitions { app, changed } => {
            let mut said = Vec::new();
            if app.0 != app.1 {
                said.push(say("app", &[("before", &app.0), ("after", &app.1)]));
            }
            if !changed.is_empty() {
                let name = |id: &String| {
                    known_text(language, &format!("definition.{id}.name")).unwrap_or_else(|| id.clone())
                };
                let names: Vec<String> = changed.iter().map(name).collect();
                said.push(say("definitions", &[("names", &names.join(", "))]));
            }
            said
        }
        Cause::Period { before, after } => {
            let (before, after) = (days(language, *before), days(language, *after));
            vec![say("period", &[("before", &before), ("after", &after)])]
        }
        Cause::Unrecorded => vec![text(language, "difference.cause.unrecorded")],
    }
}

fn rules_on(language: Language, off: &[IdentityRule]) -> String {
    let on = IdentityRule::ALL.into_iter().filter(|rule| !off.contains(rule));
    let names: Vec<String> = on.map(|rule| text(language, &format!("identity.{}", rule.id()))).collect();
    if names.is_empty() { text(language, "difference.no_rule") } else { names.join(", ") }
}

fn days(language: Language, period: Period) -> String {
    match (period.from, period.to) {
        (None, None) => text(language, "period.all"),
        (from, to) => {
            let end = |day: Option<_>| day.map_or_else(|| "…".to_owned(), |day| date(language, day));
            format!("{} – {}", end(from), end(to))
        }
    }
}

fn source(language: Language, change: &SourceChange) -> String {
    let say = |key: &str, values: &[(&str, &dyn Display)]| {
        filled(language, &format!("difference.source.{key}"), values)
    };
    match change {
        SourceChange::Added { path, rows } => {
            say("added", &[("name", &file_name(path)), ("rows", &count(*rows))])
        }
        SourceChange::Removed { path, rows } => {
            say("removed", &[("name", &file_name(path)), ("rows", &count(*rows))])
        }
        SourceChange::Altered { path, before, after } => {
            let (before, after) = (count(*before), count(*after));
            say("altered", &[("name", &file_name(path)), ("before", &before), ("after", &after)])
        }
    }
}

/// A setting with its values before and after.
fn setting(language: Language, changed: &Changed) -> String {
    let name = known_text(language, &format!("difference.setting.{}", changed.name))
        .unwrap_or_else(|| changed.name.replace('_', " "));
    let say = |value: &Value| match value {
        Value::Null => text(language, "difference.nothing"),
        Value::Bool(on) => text(language, if *on { "difference.yes" } else { "difference.no" }),
        Value::String(word) => {
            known_text(language, &format!("{}.{word}.long", changed.name)).unwrap_or_else(|| word.clone())
        }
        Value::Number(number) => number.to_string(),
        // A list or a rule is too long for a sentence.
        Value::Array(_) | Value::Object(_) => text(language, "difference.another"),
    };
    let (before, after) = (say(&changed.before), say(&changed.after));
    let values: [(&str, &dyn Display); 3] = [("name", &name), ("before", &before), ("after", &after)];
    filled(language, "difference.setting", &values)
}

/// A figure of one side as it is read.
pub fn side(language: Language, side: Option<Side>, measure: Measure) -> String {
    let nothing = || text(language, "difference.no_data");
    let Some(Side { value: Some(value), share, currency, .. }) = side else { return nothing() };
    match measure {
        Measure::Count => count(value as u64),
        Measure::Share => match share {
            Some(share) => {
                let (numerator, denominator) = (count(share.numerator), count(share.denominator));
                format!("{} ({numerator}/{denominator})", percent(value))
            }
            None => percent(value),
        },
        Measure::Yield => {
            let said = per_100(language, &format!("{:.1}", 100.0 * value));
            let counts = share.map(|share| (count(share.numerator), count(share.denominator)));
            counts.map_or(said.clone(), |(people, events)| format!("{said} ({people}/{events})"))
        }
        Measure::Money => money(value, currency),
        Measure::Points => format!("{value:.1}"),
    }
}

/// A difference of two sides with its sign.
pub fn change(language: Language, value: f64, measure: Measure, currency: Option<Currency>) -> String {
    let sign = if value > 0.0 {
        "+"
    } else if value < 0.0 {
        "−"
    } else {
        "±"
    };
    let size = value.abs();
    match measure {
        Measure::Count => format!("{sign}{}", count(size as u64)),
        Measure::Share => format!("{sign}{:.1} pp", 100.0 * size),
        Measure::Yield => per_100(language, &format!("{sign}{:.1}", 100.0 * size)),
        Measure::Money => format!("{sign}{}", money(size, currency)),
        Measure::Points => format!("{sign}{size:.1}"),
    }
}

fn per_100(language: Language, value: &str) -> String {
    filled(language, "difference.per_100", &[("value", &value)])
}

fn percent(value: f64) -> String {
    format!("{:.1} %", 100.0 * value)
}

fn money(minor: f64, currency: Option<Currency>) -> String {
    match currency {
        Some(currency) => Money::new(minor as i64, currency).exact(),
        None => group_thousands(minor as u64 / 100),
    }
}

/// Why one figure differs: its cause, or those that may have made it, with how much of it each did where that is known.
pub fn because(language: Language, figure: &FigureDifference) -> String {
    let currency = figure.after.or(figure.before).and_then(|side| side.currency);
    if !figure.parts.is_empty() {
        let part = |(kind, value): &(CauseKind, f64)| {
            format!("{} {}", cause_kind(language, *kind), change(language, *value, figure.measure, currency))
        };
        return figure.parts.iter().map(part).collect::<Vec<_>>().join("; ");
    }
    let names: Vec<String> = figure.because.iter().map(|kind| cause_kind(language, *kind)).collect();
    match names.as_slice() {
        [] => text(language, "difference.unknown"),
        [one] => one.clone(),
        several => filled(language, "difference.one_of", &[("causes", &several.join(", "))]),
    }
}

/// What may be said of customers, with the interval.
pub fn real(language: Language, real: &RealChange, measure: Measure) -> String {
    let of = match real.of {
        Compared::Whole => "difference.real.whole",
        Compared::Added => "difference.real.added",
    };
    let interval = [real.interval.low, real.interval.high].map(|end| change(language, end, measure, None));
    let values: [(&str, &dyn Display); 4] = [
        ("change", &change(language, real.value, measure, None)),
        ("low", &interval[0]),
        ("high", &interval[1]),
        ("verdict", &super::comparisons::verdict(language, real.verdict)),
    ];
    filled(language, of, &values)
}

/// Whether a snapshot's figures came out again.
pub fn verified(language: Language, verified: &Verified) -> String {
    let compared = count(verified.compared);
    let sources: Vec<&str> = verified.changed_sources.iter().map(|path| file_name(path)).collect();
    if verified.is_same() {
        return filled(language, "verify.same", &[("compared", &compared)]);
    }
    let differing = count(verified.differing.len() as u64);
    let values: [(&str, &dyn Display); 3] =
        [("compared", &compared), ("differing", &differing), ("sources", &sources.join(", "))];
    let key = if sources.is_empty() { "verify.differs" } else { "verify.differs_sources" };
    filled(language, key, &values)
}
