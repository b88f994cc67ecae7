//! `senthang self-check`: the reference values, computed again here. Never computes one itself, never reads a file of the user's.

use std::fmt::Write as _;
use std::io::Write as _;

use serde::Serialize;

use super::Exit;
use super::arguments::SelfCheckArguments;
use super::document;
use super::layout::{Side, table};
use super::{load, text};
use crate::analysis::self_check::{Check, self_check};
use crate::app::wording;
use crate::domain::Language;

/// Runs the subcommand: 0 when every value agrees, else 1.
pub(super) fn run(arguments: &SelfCheckArguments) -> Exit {
    let language = arguments.language();
    let checks = match self_check() {
        Ok(checks) => checks,
        Err(error) => return load::fail(&error.to_string(), Exit::Unusable),
    };
    let differ = checks.iter().filter(|check| !check.agrees()).count();
    let written = match arguments.json_output() {
        Some(output) => document::write(&SelfCheckDocument::new(&checks, differ), &output),
        None => std::io::stdout().lock().write_all(sheet(&checks, differ, language).as_bytes()),
    };
    text::finish(written, if differ == 0 { Exit::Done } else { Exit::Unusable }, language)
}

/// The JSON of `senthang self-check`.
#[derive(Debug, Serialize)]
struct SelfCheckDocument<'checks> {
    schema: u32,
    version: &'static str,
    checked: usize,
    differ: usize,
    checks: Vec<CheckDocument<'checks>>,
}

#[derive(Debug, Serialize)]
struct CheckDocument<'checks> {
    #[serde(flatten)]
    check: &'checks Check,
    agrees: bool,
}

impl<'checks> SelfCheckDocument<'checks> {
    fn new(checks: &'checks [Check], differ: usize) -> Self {
        let document = |check: &'checks Check| CheckDocument { check, agrees: check.agrees() };
        Self {
            schema: 1,
            version: env!("CARGO_PKG_VERSION"),
            checked: checks.len(),
            differ,
            checks: checks.iter().map(document).collect(),
        }
    }
}

/// Every value with theirs, ours and whether they agree; the verdict last, where the eye ends.
fn sheet(checks: &[Check], differ: usize, language: Language) -> String {
    let word = |key: &str| wording::text(language, key);
    let names =
        ["cli.check.value", "cli.check.theirs", "cli.check.ours", "cli.check.agrees", "cli.check.source"];
    let header: Vec<String> = names.iter().map(|key| word(key)).collect();
    let number = |value: f64| format!("{value:.9}").trim_end_matches('0').trim_end_matches('.').to_owned();
    let rows: Vec<Vec<String>> = checks
        .iter()
        .map(|check| {
            let agrees = if check.agrees() { "cli.check.yes" } else { "cli.check.no" };
            let ours = check.computed.map_or_else(|| "-".to_owned(), number);
            vec![check.name.clone(), number(check.expected), ours, word(agrees), check.source.clone()]
        })
        .collect();
    let mut out = String::new();
    let sides = [Side::Left, Side::Right, Side::Right, Side::Left, Side::Left];
    table(&mut out, &header, &sides, &rows);
    let key = if differ == 0 { "cli.check.all_agree" } else { "cli.check.some_differ" };
    let verdict = wording::filled(language, key, &[("checked", &checks.len()), ("differ", &differ)]);
    // Writing to a string cannot fail.
    let _ = writeln!(out, "\n{verdict}");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sheet_ends_with_its_verdict() {
        let check = |computed| Check {
            name: "Wilson interval".to_owned(),
            source: "Newcombe 1998".to_owned(),
            expected: 0.25,
            computed,
            tolerance: 1e-9,
        };
        let good = sheet(&[check(Some(0.25))], 0, Language::English);
        assert!(good.contains("Newcombe 1998") && good.trim_end().ends_with("All 1 values agree."), "{good}");
        let bad = sheet(&[check(Some(0.5)), check(None)], 2, Language::English);
        assert!(bad.contains("NO") && bad.contains("2 of 2"), "{bad}");
    }
}
