//! `senthang funnel`: one event funnel on event logs, as text or JSON. Never computes a figure itself.

mod arguments;
mod document;
mod people;

use std::fmt::Write as _;
use std::io::Write as _;

pub(super) use arguments::FunnelArguments;

use self::document::FunnelDocument;
use self::people::People;
use super::Exit;
use super::document as documents;
use super::layout::{Side, table};
use super::{load, text};
use crate::analysis::Spec;
use crate::analysis::funnel::{Funnel, GroupCount, StepCount, TopGroups, funnel_by};
use crate::app::paths::path_log;
use crate::app::wording;
use crate::domain::{Interval, Language, Proportion};
use crate::import::{Field, Options, Profile};

/// Parts of a breakdown that text shows by name.
const NAMED: usize = 20;

/// Runs the subcommand.
pub(super) fn run(arguments: &FunnelArguments) -> Exit {
    let common = &arguments.common;
    let language = common.language();
    let (json, paths) = common.json_output(&arguments.paths);
    // The columns that the call names go for files that no mapping of `--map` reads.
    let own = |options: &mut Options| {
        if options.mappings.is_empty() {
            options.mappings.extend(mapping(arguments));
        }
    };
    let imported = match load::load_with(&paths, common, own) {
        Ok(imported) => imported,
        Err(exit) => return exit,
    };
    let exit = load::account(&imported.report, common);
    if exit == Exit::Unusable {
        return exit;
    }
    let asked = Spec { as_of: arguments.as_of, ..Spec::default() };
    let group = arguments.journey_group();
    let found = match path_log(&imported.tables, &asked, arguments.unit.into(), group) {
        Ok(found) => found,
        Err(error) => return load::fail(&error.to_string(), Exit::Unusable),
    };
    let Some(end) = found.end.filter(|_| found.log.end().is_some()) else {
        return load::fail(&wording::text(language, "cli.funnel.no_events"), Exit::Unusable);
    };
    let people = People { arguments, imported: &imported, log: &found.log, end };
    if let Some(name) = &arguments.trace {
        return people.trace(name, json, exit);
    }
    if let Some(file) = &arguments.csv {
        return people.csv(file, exit);
    }
    let by = arguments.by.as_ref().map(|_| arguments.by_at.into());
    let answer = match funnel_by(&found.log, &arguments.spec(), end, by) {
        Ok(answer) => answer,
        Err(error) => return load::fail(&wording::funnel_error(language, &error), Exit::Usage),
    };
    let values: Vec<&str> = found.groups.iter().map(String::as_str).collect();
    let written = match json {
        Some(output) => {
            documents::write(&FunnelDocument::new(&answer, &values, arguments.top, found.left_out), &output)
        }
        None => {
            std::io::stdout().lock().write_all(sheet(&answer, &values, arguments.top, language).as_bytes())
        }
    };
    text::finish(written, exit, language)
}

/// The columns as they were named, the usual names for the others; a saved mapping goes first.
fn mapping(arguments: &FunnelArguments) -> Option<Profile> {
    let usual = Profile::built_in().iter().find(|profile| profile.id == "generic.events")?;
    let held: [Option<String>; 3] = std::array::from_fn(|index| arguments.hold.get(index).cloned());
    let named = [
        (Field::CustomerId, &arguments.customer),
        (Field::EventAt, &arguments.time),
        (Field::Event, &arguments.event),
        (Field::SessionId, &arguments.session),
        (Field::Property, &arguments.by),
        (Field::HeldFirst, &held[0]),
        (Field::HeldSecond, &held[1]),
        (Field::HeldThird, &held[2]),
    ];
    let named: Vec<(Field, &str)> =
        named.into_iter().filter_map(|(field, column)| Some((field, column.as_deref()?))).collect();
    (arguments.common.map.is_empty() && !named.is_empty()).then(|| usual.with_columns(&named))
}

/// The answer for people: the steps, who is left out of them, and the breakdown.
fn sheet(answer: &Funnel, values: &[&str], top: Option<usize>, language: Language) -> String {
    let word = |name: &str| wording::text(language, &format!("cli.funnel.{name}"));
    let names = ["step", "reached", "of_previous", "of_first", "dropped", "still_open", "median"];
    let header: Vec<String> = names.iter().map(|name| word(name)).collect();
    let rows: Vec<Vec<String>> = answer.steps.iter().map(|step| row(step, language)).collect();
    let mut out = String::new();
    let sides = [Side::Left, Side::Right, Side::Right, Side::Right, Side::Right, Side::Right, Side::Right];
    table(&mut out, &header, &sides, &rows);
    let counts: [(&str, &dyn std::fmt::Display); 4] = [
        ("entrants", &wording::count(answer.entrants)),
        ("mature", &wording::count(answer.mature_entrants)),
        ("never", &wording::count(answer.never_entered)),
        ("excluded", &wording::count(answer.excluded)),
    ];
    // Writing to a string cannot fail.
    let _ = writeln!(out, "\n{}", wording::filled(language, "cli.funnel.basis", &counts));
    breakdown(&mut out, answer, values, top.unwrap_or(NAMED), language);
    out
}

/// The parts of the answer, the largest by name.
fn breakdown(out: &mut String, answer: &Funnel, values: &[&str], most: usize, language: Language) {
    let Some(groups) = &answer.by else { return };
    let groups = TopGroups::new(groups, most);
    let mut header = vec![wording::text(language, "cli.funnel.value")];
    header.extend(answer.steps.iter().map(|step| step.step.clone()));
    let row = |name: String, group: &GroupCount| -> Vec<String> {
        std::iter::once(name).chain(group.reached.iter().map(|count| wording::count(*count))).collect()
    };
    let mut rows: Vec<Vec<String>> = groups
        .shown
        .iter()
        .map(|group| {
            let name = group.group.checked_sub(1).and_then(|code| values.get(code as usize));
            row(name.map_or_else(|| "-".to_owned(), |name| (*name).to_owned()), group)
        })
        .collect();
    rows.extend(
        groups
            .other
            .iter()
            .map(|(number, sum)| row(wording::filled(language, "path.group.other", &[("n", number)]), sum)),
    );
    let sides: Vec<Side> =
        std::iter::once(Side::Left).chain(answer.steps.iter().map(|_| Side::Right)).collect();
    out.push('\n');
    table(out, &header, &sides, &rows);
}

fn row(step: &StepCount, language: Language) -> Vec<String> {
    let share = |share: Option<Proportion>, interval: Option<Interval>| {
        let Some(value) = share.and_then(Proportion::value) else { return "-".to_owned() };
        let ends = interval.map_or_else(String::new, |ends| {
            format!(" ({} – {})", wording::percent(ends.low), wording::percent(ends.high))
        });
        format!("{}{ends}", wording::percent(value))
    };
    let name = if step.optional {
        wording::filled(language, "cli.funnel.optional", &[("step", &step.step)])
    } else {
        step.step.clone()
    };
    let median = step.seconds_from_previous.map_or_else(|| "-".to_owned(), |times| duration(times.median));
    vec![
        name,
        wording::count(step.reached),
        share(step.of_previous, step.of_previous_interval),
        share(step.of_first, step.of_first_interval),
        wording::count(step.dropped),
        wording::count(step.still_open),
        median,
    ]
}

/// Seconds in the two largest units: `2d 3h`, `5m 20s`.
fn duration(seconds: f64) -> String {
    let whole = seconds.round() as i64;
    let units = [(86_400, "d"), (3_600, "h"), (60, "m"), (1, "s")];
    let first = units.iter().position(|(size, _)| whole >= *size).unwrap_or(units.len() - 1);
    let (size, name) = units[first];
    let rest =
        units.get(first + 1).map(|(next, name)| (whole % size / next, name)).filter(|(rest, _)| *rest > 0);
    let rest = rest.map_or_else(String::new, |(count, name)| format!(" {count}{name}"));
    format!("{}{name}{rest}", whole / size)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_written_in_two_units() {
        let check = |seconds: f64, expected: &str| assert_eq!(duration(seconds), expected);
        check(0.0, "0s");
        check(59.6, "1m");
        check(3_720.0, "1h 2m");
        check(183_600.0, "2d 3h");
        check(86_400.0, "1d");
    }
}
