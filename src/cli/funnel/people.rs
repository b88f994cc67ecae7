//! `senthang funnel --trace` and `--csv`: one customer followed through the funnel, and everybody with where they ended. Never counts.

use std::fmt::{Display, Write as _};
use std::io::Write as _;
use std::path::Path;

use serde::Serialize;

use super::FunnelArguments;
use crate::analysis::funnel::{EventLog, FunnelUnit, Member, Trace, members, trace};
use crate::app::paths::{event_name, members_csv, moment, shown_name};
use crate::app::wording;
use crate::cli::arguments::Output;
use crate::cli::layout::{Side, heading, table};
use crate::cli::{Exit, document, load, text};
use crate::domain::{FunnelSpec, Language};
use crate::import::Imported;
use crate::project::store;

/// What was asked, and the log it is asked of.
pub(super) struct People<'a> {
    pub(super) arguments: &'a FunnelArguments,
    pub(super) imported: &'a Imported,
    pub(super) log: &'a EventLog,
    pub(super) end: i64,
}

impl People<'_> {
    fn language(&self) -> Language {
        self.arguments.common.language()
    }

    /// What each unit is called, by its code.
    fn names(&self) -> Vec<&str> {
        let tables = &self.imported.tables;
        if FunnelUnit::from(self.arguments.unit) == FunnelUnit::Session {
            return tables.codes.sessions.names().collect();
        }
        let names = tables.people.names(&tables.codes.identities);
        names.into_iter().map(|name| name.map_or("", |name| shown_name(tables, name))).collect()
    }

    /// Follows whoever is called `name`.
    pub(super) fn trace(&self, name: &str, json: Option<Output>, exit: Exit) -> Exit {
        let (language, spec) = (self.language(), self.arguments.spec());
        let wanted = name.trim().to_lowercase();
        let unit = self.names().iter().position(|known| known.to_lowercase() == wanted);
        let found = match unit.map(|unit| trace(self.log, &spec, self.end, unit as u32)).transpose() {
            Ok(found) => found.flatten(),
            Err(error) => return load::fail(&wording::funnel_error(language, &error), Exit::Usage),
        };
        let Some(found) = found else {
            let sentence = wording::filled(language, "cli.funnel.nobody", &[("name", &name)]);
            return load::fail(&sentence, Exit::Usage);
        };
        let written = match json {
            Some(output) => document::write(&TraceDocument::new(name, &found, &spec, self.log), &output),
            None => {
                let page = self.page(name, &found, &spec);
                std::io::stdout().lock().write_all(page.as_bytes())
            }
        };
        text::finish(written, exit, language)
    }

    fn page(&self, name: &str, found: &Trace, spec: &FunnelSpec) -> String {
        let (mut out, language) = (String::new(), self.language());
        let with_time = !self.log.is_day_resolution();
        heading(&mut out, name);
        for member in &found.members {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "  {}", why(member, spec, language, with_time));
        }
        out.push('\n');
        let rows: Vec<Vec<String>> = found
            .events
            .iter()
            .map(|traced| {
                let event = self.log.names().get(traced.event.event as usize).map_or("", String::as_str);
                let remark = match traced.step {
                    Some(step) => format!("{}. {}", step + 1, spec.steps[step].name),
                    None if traced.is_excluded => wording::text(language, "path.event_excluded"),
                    None if traced.is_late => wording::text(language, "path.event_late"),
                    None => String::new(),
                };
                vec![moment(traced.event.second, with_time), event_name(language, event), remark]
            })
            .collect();
        table(&mut out, &[], &[Side::Left, Side::Left, Side::Left], &rows);
        out
    }

    /// Writes everybody with where they ended.
    pub(super) fn csv(&self, file: &Path, exit: Exit) -> Exit {
        let (language, spec) = (self.language(), self.arguments.spec());
        let found = match members(self.log, &spec, self.end) {
            Ok(found) => found,
            Err(error) => return load::fail(&wording::funnel_error(language, &error), Exit::Usage),
        };
        let names = self.names();
        let person = |unit: u32| names.get(unit as usize).copied().unwrap_or("");
        let csv = members_csv(&found, &spec.steps, person, language);
        if file == Path::new("-") {
            return text::finish(std::io::stdout().lock().write_all(csv.as_bytes()), exit, language);
        }
        if self.arguments.paths.iter().any(|input| input == file) {
            let sentence = wording::filled(language, "cli.rows.over_input", &[("path", &file.display())]);
            return load::fail(&sentence, Exit::Usage);
        }
        match store::write_atomically(file, csv.as_bytes()) {
            Ok(()) => exit,
            Err(error) => {
                let values: [(&str, &dyn Display); 2] = [("path", &file.display()), ("why", &error)];
                load::fail(&wording::filled(language, "error.unwritable", &values), Exit::Unusable)
            }
        }
    }
}

/// Why a unit is where it is, in a sentence.
fn why(member: &Member, spec: &FunnelSpec, language: Language, with_time: bool) -> String {
    let day = |second: Option<i64>| second.map_or_else(String::new, |second| moment(second, with_time));
    let at = |step: Option<usize>| step.and_then(|step| spec.steps.get(step)).map_or("", |step| &*step.name);
    let values: [(&str, &dyn Display); 5] = [
        ("step", &at(member.last_step)),
        ("next", &at(member.last_step.map(|step| step + 1))),
        ("entry", &day(member.entry)),
        ("last", &day(member.last)),
        ("deadline", &day(member.deadline)),
    ];
    wording::filled(language, &format!("path.why.{}", member.state.id()), &values)
}

/// The JSON of `senthang funnel --trace`.
#[derive(Debug, Serialize)]
struct TraceDocument<'trace> {
    schema: u32,
    version: &'static str,
    unit: &'trace str,
    attempts: Vec<AttemptDocument<'trace>>,
    events: Vec<EventDocument<'trace>>,
}

#[derive(Debug, Serialize)]
struct AttemptDocument<'trace> {
    state: &'static str,
    last_step: Option<&'trace str>,
    entry: Option<String>,
    last: Option<String>,
    deadline: Option<String>,
    value_minor: i64,
}

#[derive(Debug, Serialize)]
struct EventDocument<'trace> {
    at: String,
    event: &'trace str,
    /// Number of the step that it is, from 1.
    step: Option<usize>,
    late: bool,
    excluded: bool,
}

impl<'trace> TraceDocument<'trace> {
    fn new(unit: &'trace str, found: &Trace, spec: &'trace FunnelSpec, log: &'trace EventLog) -> Self {
        let at = |second: i64| moment(second, true);
        let attempt = |member: &Member| AttemptDocument {
            state: member.state.id(),
            last_step: member.last_step.and_then(|step| spec.steps.get(step)).map(|step| step.name.as_str()),
            entry: member.entry.map(at),
            last: member.last.map(at),
            deadline: member.deadline.map(at),
            value_minor: member.value_minor,
        };
        let events = found.events.iter().map(|traced| EventDocument {
            at: at(traced.event.second),
            event: log.names().get(traced.event.event as usize).map_or("", String::as_str),
            step: traced.step.map(|step| step + 1),
            late: traced.is_late,
            excluded: traced.is_excluded,
        });
        Self {
            schema: 1,
            version: env!("CARGO_PKG_VERSION"),
            unit,
            attempts: found.members.iter().map(attempt).collect(),
            events: events.collect(),
        }
    }
}
