//! `senthang` without a subcommand: the window, or the journey as text where there is no display. Never draws anything.

use std::io::Write;

use super::Exit;
use super::arguments::WindowArguments;
use super::{journey_text, load, text};
use crate::analysis::{self, Spec};
use crate::app::{sample, wording};
use crate::domain::Language;
use crate::import::{self, Input, Options, SourceReport, Unwatched};
use crate::ui::{self, Launch, UiError};

/// Subcommands that later versions have; none of them is taken for the name of a file.
const LATER: [&str; 1] = ["report"];

/// Opens the window and returns when it is closed.
pub(super) fn open(arguments: &WindowArguments) -> Exit {
    let language = arguments.language.map_or(Language::English, Language::from);
    let first = arguments.paths.first().filter(|path| !path.exists());
    if let Some(word) = first.and_then(|path| LATER.into_iter().find(|word| path.as_os_str() == *word)) {
        return load::fail(&wording::filled(language, "cli.later", &[("word", &word)]), Exit::Usage);
    }
    let launch = Launch {
        inputs: arguments.paths.clone(),
        watch: arguments.watch.clone(),
        demo: arguments.demo,
        language: arguments.language.map(Into::into),
        theme: arguments.theme.map(Into::into),
        view: arguments.view.map(Into::into),
        gallery: arguments.gallery,
        window_size: arguments.size,
    };
    match ui::run(launch) {
        Ok(()) => Exit::Done,
        Err(error) => without_window(&error, arguments, language),
    }
}

/// Says why there is no window and prints what it would have shown.
fn without_window(error: &UiError, arguments: &WindowArguments, language: Language) -> Exit {
    let key = if arguments.demo || !arguments.paths.is_empty() {
        "cli.no_window"
    } else {
        "cli.no_window_no_input"
    };
    eprintln!("{}", wording::filled(language, key, &[("why", error)]));
    let inputs: Vec<Input> = if arguments.demo {
        sample::inputs()
    } else {
        arguments.paths.iter().cloned().map(Input::Path).collect()
    };
    if inputs.is_empty() {
        return Exit::Unusable;
    }
    let imported = match import::import(&inputs, &Options::default(), &Unwatched) {
        Ok(imported) => imported,
        Err(error) => return load::fail(&error.to_string(), Exit::Unusable),
    };
    if !imported.report.sources.iter().any(SourceReport::is_used) {
        for source in &imported.report.sources {
            if let Some(refusal) = &source.refusal {
                eprintln!(
                    "{}: {}",
                    source.path,
                    wording::refusal_with_commands(language, refusal, &source.file)
                );
            }
        }
        return Exit::Unusable;
    }
    let figures = match analysis::analyze(&imported.tables, &Spec::default()) {
        Ok(analysis) => journey_text::figures(&analysis, &imported.report, language),
        Err(error) => return load::fail(&error.to_string(), Exit::Unusable),
    };
    text::finish(std::io::stdout().lock().write_all(figures.as_bytes()), Exit::Done, language)
}
