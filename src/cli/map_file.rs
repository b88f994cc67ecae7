//! `inspect --write-map`: the proposal as a mapping file that a person can edit. Never writes what is not complete, never
//! replaces a file without being told to.

use std::fmt::{Display, Write as _};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

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

/// Writes the mappings of the files of a call that are not known (or of its only file): one file, or numbered ones where the tables
/// are of several shapes.
pub(super) fn write(
    output: &Path,
    asked: &InspectArguments,
    report: &ImportReport,
    inputs: &[Input],
    options: &Options,
) -> Exit {
    let language = asked.common.language();
    let told = asked.told();
    let found = match wanted(report, inputs, options, &told, language) {
        Ok(found) => found,
        Err(exit) => return exit,
    };
    let several = found.len() > 1;
    let mut exit = Exit::Done;
    let mut kinds: Vec<Kind<'_>> = Vec::new();
    for (source, preview) in &found {
        match complete(source, preview, options, (several, language)) {
            Ok(profile) => add(&mut kinds, source, preview, profile),
            Err(failed) => exit = failed,
        }
    }
    let mut written = Vec::new();
    for (index, kind) in kinds.iter().enumerate() {
        let path = numbered(output, index);
        let text = match kind.profile.to_toml() {
            Ok(text) => explained(&text, kind.sources[0], kind.preview, language),
            Err(error) => return fail(&error.to_string(), Exit::Unusable),
        };
        match store(&path, asked.force, &text) {
            Ok(()) => written.push(path),
            Err(error) => return unwritten(&path, &error, language),
        }
    }
    if written.is_empty() {
        return exit;
    }
    text::finish(writeln!(io::stdout().lock(), "{}", said(&written, &kinds, language)), exit, language)
}

/// Tables of one kind: one mapping reads them all.
struct Kind<'found> {
    profile: Profile,
    sources: Vec<&'found SourceReport>,
    preview: &'found Preview,
}

fn add<'found>(
    kinds: &mut Vec<Kind<'found>>,
    source: &'found SourceReport,
    preview: &'found Preview,
    profile: Profile,
) {
    // Tables of one kind are called after different files.
    let is_same = |known: &Profile| {
        let named = Profile { id: known.id.clone(), name: known.name.clone(), ..profile.clone() };
        named == *known
    };
    match kinds.iter_mut().find(|kind| is_same(&kind.profile)) {
        Some(kind) => kind.sources.push(source),
        None => kinds.push(Kind { profile, sources: vec![source], preview }),
    }
}

/// The mapping of one table; where something is missing or open, that is said.
fn complete(
    source: &SourceReport,
    preview: &Preview,
    options: &Options,
    (several, language): (bool, Language),
) -> Result<Profile, Exit> {
    let of = if several { format!("{}: ", source.path) } else { String::new() };
    if !preview.missing.is_empty() {
        return Err(fail(&format!("{of}{}", proposal::missing(preview, language)), Exit::Unusable));
    }
    if !preview.questions.is_empty() {
        let questions = preview.questions.iter().map(|question| wording::question(language, question));
        questions.for_each(|question| eprintln!("{of}{question}"));
        return Err(Exit::Unusable);
    }
    Ok(settled(preview, options))
}

/// `mapping.toml`, `mapping-2.toml`, …
fn numbered(output: &Path, index: usize) -> PathBuf {
    if index == 0 {
        return output.to_owned();
    }
    let stem = output.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
    let ending =
        output.extension().map(|ending| format!(".{}", ending.to_string_lossy())).unwrap_or_default();
    output.with_file_name(format!("{stem}-{}{ending}", index + 1))
}

fn unwritten(path: &Path, error: &io::Error, language: Language) -> Exit {
    let (key, values): (&str, [(&str, &dyn Display); 1]) = match error.kind() {
        io::ErrorKind::AlreadyExists => ("proposal.exists", [("map", &path.display())]),
        _ => ("cli.output", [("why", error)]),
    };
    fail(&wording::filled(language, key, &values), Exit::Unusable)
}

/// What was written and the command that uses it.
fn said(written: &[PathBuf], kinds: &[Kind<'_>], language: Language) -> String {
    let typed: Vec<String> = written.iter().map(|path| wording::typed(&path.display().to_string())).collect();
    let mut files: Vec<String> = Vec::new();
    for source in kinds.iter().flat_map(|kind| &kind.sources) {
        let file = wording::typed(&source.file);
        if !files.contains(&file) {
            files.push(file);
        }
    }
    let maps = typed.iter().map(|map| format!("--map {map}")).collect::<Vec<_>>().join(" ");
    let (names, files) = (typed.join(", "), files.join(" "));
    let values: [(&str, &dyn Display); 3] = [("maps", &names), ("files", &files), ("options", &maps)];
    let key = if written.len() > 1 { "proposal.written_several" } else { "proposal.written" };
    wording::filled(language, key, &values)
}

/// The sources that a mapping can be for.
fn wanted<'report>(
    report: &'report ImportReport,
    inputs: &[Input],
    options: &Options,
    told: &Reading,
    language: Language,
) -> Result<Vec<(&'report SourceReport, Preview)>, Exit> {
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
    if found.is_empty() {
        return Err(fail(&wording::text(language, "proposal.nothing_to_map"), Exit::Usage));
    }
    Ok(found)
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
    if !preview.is_sheet {
        say("proposal.map.layout", &[("encoding", encoding), ("delimiter", &delimiter)]);
    }
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
