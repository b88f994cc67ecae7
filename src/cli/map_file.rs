//! `inspect --write-map`: the proposal as a mapping file that a person can edit. Never writes what is not complete, never
//! replaces a file without being told to.

use std::fmt::{Display, Write as _};
use std::io::{self, Write as _};
use std::path::Path;

use super::Exit;
use super::arguments::InspectArguments;
use super::load::fail;
use super::proposal;
use super::text;
use crate::app::wording;
use crate::domain::Language;
use crate::import::{
    DateOrder, ImportReport, Input, NumberStyle, Options, Preview, Profile, Reading, SourceReport,
};

/// Writes the mapping of the one file of a call that is not known (or of its only file).
pub(super) fn write(
    output: &Path,
    asked: &InspectArguments,
    report: &ImportReport,
    inputs: &[Input],
    options: &Options,
) -> Exit {
    let language = asked.common.language();
    let told = asked.told();
    let (source, preview) = match only(report, inputs, options, &told, language) {
        Ok(found) => found,
        Err(exit) => return exit,
    };
    if !preview.missing.is_empty() {
        return fail(&proposal::missing(&preview, language), Exit::Unusable);
    }
    if !preview.questions.is_empty() {
        preview.questions.iter().for_each(|question| eprintln!("{}", wording::question(language, question)));
        return Exit::Unusable;
    }
    let shown = output.display();
    let mapping = match settled(&preview, options).to_toml() {
        Ok(text) => explained(&text, source, &preview, language),
        Err(error) => return fail(&error.to_string(), Exit::Unusable),
    };
    match store(output, asked.force, &mapping) {
        Ok(()) => {
            let file = wording::typed(&source.file);
            let map = wording::typed(&shown.to_string());
            let values: [(&str, &dyn Display); 2] = [("file", &file), ("map", &map)];
            let said = wording::filled(language, "proposal.written", &values);
            text::finish(writeln!(io::stdout().lock(), "{said}"), Exit::Done, language)
        }
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fail(&wording::filled(language, "proposal.exists", &[("map", &shown)]), Exit::Unusable)
        }
        Err(error) => fail(&wording::filled(language, "cli.output", &[("why", &error)]), Exit::Unusable),
    }
}

/// The one source that a mapping can be for.
fn only<'report>(
    report: &'report ImportReport,
    inputs: &[Input],
    options: &Options,
    told: &Reading,
    language: Language,
) -> Result<(&'report SourceReport, Preview), Exit> {
    let proposals = proposal::of(report, inputs, options, told);
    let mut found: Vec<(&SourceReport, Preview)> =
        report.sources.iter().zip(proposals).filter_map(|(source, found)| Some((source, found?))).collect();
    if let ([], [source]) = (found.as_slice(), report.sources.as_slice()) {
        if let Some(refusal) = source.refusal.as_ref().filter(|_| !proposal::is_open(source)) {
            let sentence = format!("{}: {}", source.path, wording::refusal(language, refusal));
            return Err(fail(&sentence, Exit::Unusable));
        }
        found.extend(proposal::find(source, inputs, options, told).map(|found| (source, found)));
    }
    if found.len() == 1 {
        return Ok(found.remove(0));
    }
    let key = if found.is_empty() { "proposal.nothing_to_map" } else { "proposal.one_map" };
    let names = found.iter().map(|(source, _)| source.path.as_str()).collect::<Vec<_>>().join(", ");
    Err(fail(&wording::filled(language, key, &[("files", &names)]), Exit::Usage))
}

/// The mapping with what was said on the command line: how to read what no cell decides.
fn settled(preview: &Preview, options: &Options) -> Profile {
    let mut mapping = preview.mapping.clone();
    mapping.date_order = options.date_order.unwrap_or(mapping.date_order);
    if let Some(comma) = options.decimal_comma {
        mapping.numbers = if comma { NumberStyle::Comma } else { NumberStyle::Point };
    }
    mapping
}

/// The text of a mapping with why each column was taken, which ones were not, and what else was found out.
fn explained(text: &str, source: &SourceReport, preview: &Preview, language: Language) -> String {
    let mut out = String::new();
    let mut say = |key: &str, values: &[(&str, &dyn Display)]| {
        // Writing to a string cannot fail.
        let _ = writeln!(out, "# {}", comment(&wording::filled(language, key, values)));
    };
    say("proposal.map.head", &[("file", &source.name())]);
    let (encoding, delimiter) =
        (&preview.encoding.value, wording::delimiter(language, preview.delimiter.value));
    say("proposal.map.layout", &[("encoding", encoding), ("delimiter", &delimiter)]);
    if preview.date_order.value != DateOrder::Auto {
        say("proposal.map.dates", &[("order", &wording::date_order(language, preview.date_order.value))]);
    }
    if preview.numbers.value != NumberStyle::Auto {
        say("proposal.map.numbers", &[("style", &wording::number_style(language, preview.numbers.value))]);
    }
    let unused: Vec<&str> = preview
        .columns
        .iter()
        .filter(|column| column.field.is_none())
        .map(|column| column.header.as_str())
        .collect();
    if !unused.is_empty() {
        say("proposal.map.unused", &[("headers", &unused.join(", "))]);
    }
    let mut section = "";
    for line in text.lines() {
        if line.starts_with('[') {
            section = line;
        }
        let why = line.split_once(" = ").filter(|_| section == "[columns]").and_then(|(name, _)| {
            let column = preview
                .columns
                .iter()
                .find(|column| column.field.is_some_and(|field| field.name() == name))?;
            let sure = wording::confidence(language, column.confidence);
            Some(format!("  # {sure}: {}", comment(&wording::guess_reason(language, column))))
        });
        let _ = writeln!(out, "{line}{}", why.unwrap_or_default());
    }
    out
}

/// A text as one line of a comment.
fn comment(text: &str) -> String {
    text.chars().map(|character| if character.is_control() { ' ' } else { character }).collect()
}

fn store(output: &Path, replace: bool, text: &str) -> io::Result<()> {
    let mut options = std::fs::OpenOptions::new();
    options.write(true);
    if replace {
        options.create(true).truncate(true);
    } else {
        options.create_new(true);
    }
    options.open(output)?.write_all(text.as_bytes())
}
