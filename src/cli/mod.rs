//! The command line: the same engine as the window, without a display. Never computes a figure of its own, never shows a panic.

mod analyze;
mod arguments;
mod brought_text;
mod compare_text;
mod document;
mod funnel;
mod identity_text;
mod inspect;
mod journey_text;
mod layout;
mod leak_text;
mod load;
mod map_file;
mod only;
mod personas;
mod proposal;
mod proposal_document;
mod rejected;
mod repeat_text;
mod report;
mod rows;
mod self_check;
mod service_text;
mod snapshot;
mod stages_text;
mod text;
mod voice_text;
mod what_if_text;
mod window;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Subcommand};

/// How a run ended, as programs see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Exit {
    /// Done.
    Done,
    /// An input could not be used at all.
    Unusable,
    /// The call itself was wrong.
    Usage,
    /// Done, but some rows or files were rejected.
    SomeRejected,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(match exit {
            Exit::Done => 0,
            Exit::Unusable => 1,
            Exit::Usage => 2,
            Exit::SomeRejected => 3,
        })
    }
}

/// Runs the program with the arguments of the process.
pub fn main() -> ExitCode {
    // Polars may panic on a bad day; the user gets a sentence instead of its message.
    std::panic::set_hook(Box::new(|_| {}));
    let arguments = Arguments::parse();
    let language = arguments.language();
    match std::panic::catch_unwind(|| run(&arguments)) {
        Ok(exit) => exit.into(),
        Err(_) => {
            eprintln!("{}", crate::app::wording::text(language, "cli.stopped"));
            Exit::Unusable.into()
        }
    }
}

fn run(arguments: &Arguments) -> Exit {
    match &arguments.command {
        None => window::open(&arguments.window),
        Some(Subcommand::Inspect(inspect)) => inspect::run(inspect),
        Some(Subcommand::Analyze(analyze)) => analyze::run(analyze),
        Some(Subcommand::Funnel(arguments)) => funnel::run(arguments),
        Some(Subcommand::Report(arguments)) => report::run(arguments),
        Some(Subcommand::Snapshot(arguments)) => snapshot::run(arguments),
        Some(Subcommand::SelfCheck(check)) => self_check::run(check),
    }
}
