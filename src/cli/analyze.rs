//! `senthang analyze`: all figures, as text or JSON. Never computes one itself.

use std::io::Write;

use super::Exit;
use super::arguments::AnalyzeArguments;
use super::document::{self, AnalyzeDocument};
use super::{journey_text, load, text};
use crate::analysis::{self, Spec};
use crate::app::wording;
use crate::domain::Period;

/// Runs the subcommand.
pub(super) fn run(arguments: &AnalyzeArguments) -> Exit {
    let common = &arguments.common;
    let language = common.language();
    let (json, paths) = common.json_output(&arguments.paths);
    if let (Some(from), Some(to)) = (arguments.from, arguments.to)
        && from > to
    {
        return load::fail(&wording::text(language, "cli.period"), Exit::Usage);
    }
    let imported = match load::load(&paths, common) {
        Ok(imported) => imported,
        Err(exit) => return exit,
    };
    let exit = load::account(&imported.report, common);
    if exit == Exit::Unusable {
        return exit;
    }
    let analysis = match analysis::analyze(&imported.tables, &spec(arguments)) {
        Ok(analysis) => analysis,
        Err(error) => return load::fail(&error.to_string(), Exit::Unusable),
    };
    let written = match json {
        Some(output) => {
            let document = AnalyzeDocument::new(&analysis, &imported.report, &common.timezone, language);
            document::write(&document, &output)
        }
        None => {
            let figures = journey_text::figures(&analysis, &imported.report, language);
            std::io::stdout().lock().write_all(figures.as_bytes())
        }
    };
    text::finish(written, exit, language)
}

fn spec(arguments: &AnalyzeArguments) -> Spec {
    Spec {
        lens: arguments.lens.into(),
        period: Period { from: arguments.from, to: arguments.to },
        as_of: arguments.as_of,
        open_window_days: arguments.window,
        segment: arguments.segment.clone(),
        burn_in_days: arguments.burn_in,
        pending_is_valid: arguments.count_pending,
        zero_is_purchase: arguments.count_zero,
        ..Spec::default()
    }
}
