//! What can be typed after `senthang snapshot`. Never reads a file.

use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};

use super::super::arguments::{AnalyzeArguments, LanguageArgument, Output};
use crate::domain::Language;

#[derive(Debug, Args)]
pub(in crate::cli) struct SnapshotArguments {
    #[command(subcommand)]
    pub(super) command: SnapshotCommand,
}

impl SnapshotArguments {
    /// Language of text and messages, where one was chosen.
    pub(in crate::cli) fn language(&self) -> Option<LanguageArgument> {
        match &self.command {
            SnapshotCommand::List(of) => of.common.language,
            SnapshotCommand::Show(of) => of.common.language,
            SnapshotCommand::Diff(of) => of.common.language,
            SnapshotCommand::Verify(of) => of.common.language,
            SnapshotCommand::Take(of) => of.analyze.common.language,
        }
    }
}

#[derive(Debug, Subcommand)]
pub(super) enum SnapshotCommand {
    /// The snapshots of a project
    List(ListArguments),
    /// One snapshot with its figures; the exports are not needed
    Show(ShowArguments),
    /// Two snapshots side by side: which figures differ, and what made them
    Diff(DiffArguments),
    /// Compute snapshots again: do the exports still give the same figures? Exit status 3 when they do not
    Verify(VerifyArguments),
    /// Freeze the figures of exports in a project file
    Take(Box<TakeArguments>),
}

#[derive(Debug, Args)]
pub(super) struct ListArguments {
    /// The project file
    pub(super) project: PathBuf,
    #[command(flatten)]
    pub(super) common: SayArguments,
}

#[derive(Debug, Args)]
pub(super) struct ShowArguments {
    /// The project file
    pub(super) project: PathBuf,
    /// Number or name of the snapshot; `last` is the latest
    pub(super) snapshot: String,
    #[command(flatten)]
    pub(super) common: SayArguments,
}

#[derive(Debug, Args)]
pub(super) struct DiffArguments {
    /// The project file
    pub(super) project: PathBuf,
    /// The older snapshot: number, name or `last`
    pub(super) before: String,
    /// The newer snapshot: number, name or `last`
    pub(super) after: String,
    /// Read the exports again and say how much each cause made of each difference
    #[arg(long)]
    pub(super) split: bool,
    /// Exports to read instead of those that the project names
    #[arg(long, value_name = "PATH", num_args = 1.., requires = "split")]
    pub(super) exports: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) common: SayArguments,
}

#[derive(Debug, Args)]
pub(super) struct VerifyArguments {
    /// The project file
    pub(super) project: PathBuf,
    /// Number or name of a snapshot; all of them when there is none
    pub(super) snapshot: Option<String>,
    /// Exports to read instead of those that the project names
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub(super) exports: Vec<PathBuf>,
    #[command(flatten)]
    pub(super) common: SayArguments,
}

#[derive(Debug, Args)]
pub(super) struct TakeArguments {
    /// The project file; a new one where there is none
    #[arg(long, value_name = "PROJECT")]
    pub(super) into: PathBuf,
    /// Name of the snapshot
    #[arg(long, value_name = "NAME")]
    pub(super) name: String,
    /// Keep the data in the project, without anybody's name, so that it opens without the exports
    #[arg(long)]
    pub(super) keep_data: bool,
    #[command(flatten)]
    pub(super) analyze: AnalyzeArguments,
}

#[derive(Debug, Args)]
pub(super) struct SayArguments {
    /// JSON instead of text; to standard output, or to a file
    #[arg(long, num_args = 0..=1, value_name = "FILE")]
    pub(super) json: Option<Option<PathBuf>>,
    /// Language of the text
    #[arg(long, value_enum)]
    pub(super) language: Option<LanguageArgument>,
}

impl SayArguments {
    /// Language of the text.
    pub(super) fn language(&self) -> Language {
        self.language.map_or(Language::English, Language::from)
    }

    /// Where JSON goes, if it is asked for.
    pub(super) fn json(&self) -> Option<Output> {
        Some(match self.json.as_ref()? {
            Some(file) if file != Path::new("-") => Output::File(file.clone()),
            _ => Output::Standard,
        })
    }
}
