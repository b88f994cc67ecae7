//! `senthang snapshot diff`: why two snapshots differ. Never computes a figure of its own.

use std::io::Write;

use serde::Serialize;
use serde_json::{Value, json};

use super::super::layout::{Side, heading, table};
use super::super::{Exit, document, load, text};
use super::arguments::DiffArguments;
use crate::app::wording::{self, differences};
use crate::domain::Language;
use crate::project::Made;
use crate::project::difference::{Difference, FigureDifference, Measure, difference, split};

/// Figures that text lists; JSON has all.
const LISTED: usize = 60;

/// Runs the subcommand.
pub(super) fn run(arguments: &DiffArguments) -> Exit {
    let language = arguments.common.language();
    match compare(arguments, language) {
        Ok(found) => {
            let written = match arguments.common.json() {
                Some(output) => document::write(&as_json(&found, language), &output),
                None => std::io::stdout().lock().write_all(as_text(&found, language).as_bytes()),
            };
            text::finish(written, Exit::Done, language)
        }
        Err(exit) => exit,
    }
}

fn compare(arguments: &DiffArguments, language: Language) -> Result<Difference, Exit> {
    let project = super::open(&arguments.project, language)?;
    let before = super::find(&project, &arguments.before, language)?;
    let after = super::find(&project, &arguments.after, language)?;
    let mut found = difference(before, after);
    if arguments.split {
        let inputs = super::inputs(&project, &arguments.exports);
        let read = |made: &Made| super::read(&project, &inputs, made);
        split::split(&mut found, before, after, &read)
            .map_err(|error| load::fail(&error.to_string(), Exit::Unusable))?;
    }
    Ok(found)
}

fn as_text(found: &Difference, language: Language) -> String {
    let mut out = String::new();
    heading(&mut out, &wording::text(language, "difference.causes"));
    if found.causes.is_empty() {
        out.push_str(&format!("  {}\n", wording::text(language, "difference.no_cause")));
    }
    for cause in &found.causes {
        out.push_str(&format!("  {}\n", differences::cause_kind(language, cause.kind())));
        for sentence in differences::cause(language, cause) {
            out.push_str(&format!("    {sentence}\n"));
        }
    }
    let title =
        [("count", wording::count(found.figures.len() as u64)), ("same", wording::count(found.same as u64))];
    let values: Vec<(&str, &dyn std::fmt::Display)> =
        title.iter().map(|(name, value)| (*name, value as &dyn std::fmt::Display)).collect();
    heading(&mut out, &wording::filled(language, "difference.figures", &values));
    let head = ["figure", "before", "after", "because"]
        .map(|key| wording::text(language, &format!("difference.column.{key}")));
    let rows: Vec<Vec<String>> =
        found.figures.iter().take(LISTED).map(|figure| row(figure, language)).collect();
    if !rows.is_empty() {
        table(&mut out, &head, &[Side::Left, Side::Right, Side::Right, Side::Left], &rows);
    }
    if found.figures.len() > LISTED {
        let more = wording::count((found.figures.len() - LISTED) as u64);
        out.push_str(&format!("  {}\n", wording::filled(language, "cli.more", &[("more", &more)])));
    }
    for figure in &found.figures {
        if let Some(real) = &figure.real {
            let name = wording::figure(language, &figure.figure);
            out.push_str(&format!("  {name}: {}\n", differences::real(language, real, figure.measure)));
        }
    }
    out
}

fn row(figure: &FigureDifference, language: Language) -> Vec<String> {
    vec![
        wording::figure(language, &figure.figure),
        differences::side(language, figure.before, figure.measure),
        differences::side(language, figure.after, figure.measure),
        differences::because(language, figure),
    ]
}

/// A figure in the JSON of `diff`.
#[derive(Serialize)]
struct Figure {
    figure: String,
    definition: &'static str,
    measure: Measure,
    before: Value,
    after: Value,
    because: Vec<&'static str>,
    real: Value,
    parts: Vec<Value>,
}

fn as_json(found: &Difference, language: Language) -> Value {
    let cause = |cause: &crate::project::difference::Cause| json!({ "kind": differences::kind_id(cause.kind()), "sentences": differences::cause(language, cause) });
    let figures: Vec<Figure> = found.figures.iter().map(figure).collect();
    json!({
        "causes": found.causes.iter().map(cause).collect::<Vec<_>>(),
        "figures": figures,
        "same": found.same,
    })
}

fn figure(figure: &FigureDifference) -> Figure {
    let side = |side: Option<crate::project::difference::Side>| match side {
        None => Value::Null,
        Some(side) => json!({
            "value": side.value,
            "numerator": side.share.map(|share| share.numerator),
            "denominator": side.share.map(|share| share.denominator),
            "currency": side.currency,
        }),
    };
    let real = figure.real.map_or(Value::Null, |real| {
        json!({
            "of": real.of, "value": real.value, "low": real.interval.low, "high": real.interval.high,
            "verdict": real.verdict,
        })
    });
    let parts = figure.parts.iter();
    Figure {
        figure: figure.figure.to_string(),
        definition: figure.definition.id(),
        measure: figure.measure,
        before: side(figure.before),
        after: side(figure.after),
        because: figure.because.iter().map(|kind| differences::kind_id(*kind)).collect(),
        real,
        parts: parts
            .map(|(kind, change)| json!({ "kind": differences::kind_id(*kind), "change": change }))
            .collect(),
    }
}
