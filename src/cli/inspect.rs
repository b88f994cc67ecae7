//! `senthang inspect`: what each file is, without analysing it. Never prints a figure of a metric.

use std::io::Write;
use std::path::{Path, PathBuf};

use super::Exit;
use super::arguments::InspectArguments;
use super::document::{self, InspectDocument};
use super::text;
use super::{load, map_file, proposal, rejected};
use crate::analysis::data_quality;
use crate::app::wording;
use crate::import::{CopyError, Refusal, copy_table};

/// Runs the subcommand.
pub(super) fn run(arguments: &InspectArguments) -> Exit {
    if let Some(table) = &arguments.table {
        return table_copy(arguments, table.as_deref());
    }
    let common = &arguments.common;
    let (json, paths) = common.json_output(&arguments.paths);
    let (inputs, options) = match load::prepare(&paths, common) {
        Ok(prepared) => prepared,
        Err(exit) => return exit,
    };
    let imported = match load::import(&inputs, &options, common) {
        Ok(imported) => imported,
        Err(exit) => return exit,
    };
    let language = common.language();
    if let Some(output) = &arguments.write_map {
        return map_file::write(output, arguments, &imported.report, &inputs, &options);
    }
    // A listing for people says of each file itself why it was not used; a run that fails says it on standard error.
    let exit = load::exit(&imported.report, common);
    let is_listed = json.is_none() && exit != Exit::Unusable;
    if !is_listed {
        load::account(&imported.report, common);
    }
    if common.strict && exit == Exit::Unusable {
        return exit;
    }
    let quality = match data_quality(&imported.tables) {
        Ok(quality) => quality,
        Err(error) => return load::fail(&error.to_string(), Exit::Unusable),
    };
    if let Some(file) = &arguments.rejected
        && let Err(exit) = rejected::write(file, &inputs, &options, &imported.report, common)
    {
        return exit;
    }
    let proposals = proposal::of(&imported.report, &inputs, &options, &arguments.told());
    let written = match json {
        Some(output) => {
            let document = InspectDocument::new(&imported.report, &proposals, &quality, language);
            document::write(&document, &output)
        }
        None => {
            let told = text::sources(&imported.report, &proposals, &quality, (is_listed, language));
            std::io::stdout().lock().write_all(told.as_bytes())
        }
    };
    text::finish(written, exit, language)
}

/// `--table INPUT` writes to standard output, `INPUT --table OUTPUT` to a file.
fn table_copy(arguments: &InspectArguments, value: Option<&Path>) -> Exit {
    let language = arguments.common.language();
    let usage = |key: &str| load::fail(&wording::text(language, key), Exit::Usage);
    let (input, output): (&Path, Option<&Path>) = match (arguments.paths.as_slice(), value) {
        ([], Some(input)) => (input, None),
        ([input], output) => (input, output.filter(|output| *output != Path::new("-"))),
        _ => return usage("cli.one_table"),
    };
    let mappings = match load::mappings(&arguments.common) {
        Ok(mappings) => mappings,
        Err(exit) => return exit,
    };
    let source = match load::inputs(&[PathBuf::from(input)], language) {
        Ok(mut inputs) => inputs.remove(0),
        Err(exit) => return exit,
    };
    // The table is put together before anything is written: a refused input leaves no half file behind.
    let mut table = Vec::new();
    let copied = copy_table(&source, &mappings, arguments.table_number, &mut table).and_then(|()| {
        let written = match output {
            None => std::io::stdout().lock().write_all(&table),
            Some(path) => std::fs::write(path, &table),
        };
        written.map_err(CopyError::Write)
    });
    match copied {
        Ok(()) => Exit::Done,
        Err(CopyError::Refused(refusal)) => {
            let sentence = format!("{}: {}", input.display(), wording::refusal(language, &refusal));
            // The copy of nothing is an empty table, and why it is empty is said.
            let is_nothing = matches!(*refusal, Refusal::Empty | Refusal::OnlyBlankLines);
            load::fail(&sentence, if is_nothing { Exit::Done } else { Exit::Unusable })
        }
        Err(CopyError::Write(error)) => text::finish(Err(error), Exit::Done, language),
    }
}
