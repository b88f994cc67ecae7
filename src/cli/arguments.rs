//! What can be typed. Never reads a file.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::str::FromStr as _;

use clap::{Args, Parser, ValueEnum};

use super::funnel::FunnelArguments;
use super::only::AnalyzeCommand;
use super::report::ReportArguments;
use super::snapshot::SnapshotArguments;
use crate::analysis::CalendarGrain;
use crate::analysis::compare::ComparedWith;
use crate::app::{ThemeChoice, View};
use crate::domain::{Day, IdentityRule, Language, Lens, OpeningError, OpeningHours, Segment};
use crate::import::{DateOrder, Reading, mappable_tables};
use crate::tables::Table;

/// Shows a small shop where it loses customers, from the export files it already has. Nothing leaves this machine.
#[derive(Debug, Parser)]
#[command(name = "senthang", version, args_conflicts_with_subcommands = true)]
#[command(
    after_help = "Exit status: 0 done; 1 an input could not be used at all; 2 wrong usage; 3 done, but some rows or files \
were rejected (with --strict: 1, and nothing is written)."
)]
pub(super) struct Arguments {
    #[command(subcommand)]
    pub command: Option<Subcommand>,
    #[command(flatten)]
    pub window: WindowArguments,
}

impl Arguments {
    /// Language of whatever is said.
    pub(super) fn language(&self) -> Language {
        let chosen = match &self.command {
            None => self.window.language,
            Some(Subcommand::Inspect(inspect)) => inspect.common.language,
            Some(Subcommand::Analyze(analyze)) => analyze.question.common.language,
            Some(Subcommand::Funnel(funnel)) => funnel.common.language,
            Some(Subcommand::Report(report)) => report.language(),
            Some(Subcommand::Snapshot(snapshot)) => snapshot.language(),
            Some(Subcommand::SelfCheck(check)) => check.language,
        };
        chosen.map_or(Language::English, Language::from)
    }
}

#[derive(Debug, clap::Subcommand)]
pub(super) enum Subcommand {
    /// What each file is, without analysing it: profile, encoding, delimiter, header row, mapping, rejected rows
    Inspect(InspectArguments),
    /// All figures: text for people, --json for programs
    Analyze(AnalyzeCommand),
    /// One event funnel on event logs: who did the steps, who stopped, who is still on the way
    Funnel(FunnelArguments),
    /// A deliverable for a client: web page, PDF, slides, workbook, picture or table; the kind follows the ending of -o
    Report(Box<ReportArguments>),
    /// List, show, compare and verify the snapshots of a project file
    Snapshot(SnapshotArguments),
    /// Recompute published reference values on this machine, and say which agree
    SelfCheck(SelfCheckArguments),
}

/// Without a subcommand: the window.
#[derive(Clone, Debug, Args)]
pub(super) struct WindowArguments {
    /// Exports, folders of exports, or a project to open in the window
    pub paths: Vec<PathBuf>,
    /// Watch a folder: exports that are put there are picked up by themselves
    #[arg(long, value_name = "FOLDER")]
    pub watch: Option<PathBuf>,
    /// Open the window on the sample shop (with no display: print its journey as text)
    #[arg(long)]
    pub demo: bool,
    /// Language of the window
    #[arg(long, value_enum)]
    pub language: Option<LanguageArgument>,
    /// Theme of the window
    #[arg(long, value_enum)]
    pub theme: Option<ThemeArgument>,
    /// View to begin with
    #[arg(long, value_enum)]
    pub view: Option<ViewArgument>,
    /// Show every widget and chart in every state, for whoever works on them
    #[arg(long, hide = true)]
    pub gallery: bool,
    /// Size of the window in points, for example 1280x800
    #[arg(long, value_parser = size)]
    pub size: Option<(f32, f32)>,
}

#[derive(Clone, Debug, Args)]
pub(super) struct InspectArguments {
    /// Files or folders; `-` is standard input
    pub paths: Vec<PathBuf>,
    /// Write one input as it was read, before any mapping, as plain UTF-8 CSV: `--table INPUT` or `INPUT --table OUTPUT`.
    /// The copy of a file with nothing in it is empty, which standard error says; any other that cannot be used is exit status 1
    #[arg(long, num_args = 0..=1, value_name = "FILE")]
    pub table: Option<Option<PathBuf>>,
    /// Write the rejected rows, whole and with line and reason in front, to be corrected and imported again
    #[arg(long, value_name = "FILE", conflicts_with = "table")]
    pub rejected: Option<PathBuf>,
    /// Which table of a file with several
    #[arg(long, value_name = "N", requires = "table")]
    pub table_number: Option<u32>,
    /// Write the proposed mapping of an unknown file, to be read with --map; of several, one numbered file each
    #[arg(long, value_name = "FILE", conflicts_with_all = ["table", "map"])]
    pub write_map: Option<PathBuf>,
    /// What the rows of an unknown file are, where the proposal is wrong: orders, ads, answers, reviews, tickets, ...
    #[arg(long = "as", value_name = "TABLE", value_parser = table, conflicts_with = "table")]
    pub as_table: Option<Table>,
    /// Let --write-map replace a file that is there
    #[arg(long, requires = "write_map")]
    pub force: bool,
    #[command(flatten)]
    pub common: CommonArguments,
}

impl InspectArguments {
    /// What the call says about unknown files.
    pub(super) fn told(&self) -> Reading {
        Reading { table: self.as_table, ..Reading::default() }
    }
}

#[derive(Clone, Debug, Args)]
pub(super) struct AnalyzeArguments {
    /// Files or folders; `-` is standard input
    pub paths: Vec<PathBuf>,
    /// `T_end`: leave out whatever happened after this day
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub as_of: Option<Day>,
    /// First day of the period
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub from: Option<Day>,
    /// Last day of the period
    #[arg(long, value_name = "DATE", value_parser = day)]
    pub to: Option<Day>,
    /// Direction the journey is restricted to
    #[arg(long, value_enum, default_value_t = LensArgument::All)]
    pub lens: LensArgument,
    /// Days after which a buyer who has not come back counts as lost, for example 90d
    #[arg(long, value_name = "DAYS", value_parser = window_days, default_value = "90d")]
    pub window: u32,
    /// Customers to restrict every figure of people to, for example 'orders >= 2 and not channel = "Facebook Ads"'
    #[arg(long, value_name = "EXPR", value_parser = Segment::parse)]
    pub segment: Option<Segment>,
    /// Compare every figure at equal maturity: previous, last-year, a month, days as 2025-01-01..2025-03-31, rest (of the
    /// segment), or another segment
    #[arg(long, value_name = "WITH", value_parser = ComparedWith::from_str)]
    pub compare: Option<ComparedWith>,
    /// Count cohorts by calendar weeks or quarters as well
    #[arg(long, value_enum)]
    pub cohorts: Option<CohortsArgument>,
    /// Leave customers first seen in these first days of the data out of repeat purchase and cohorts, for example 90d
    #[arg(long, value_name = "DAYS", value_parser = window_days, default_value = "0d")]
    pub burn_in: u32,
    /// Minutes within which a first reply is in time
    #[arg(long, value_name = "MINUTES", default_value_t = 60, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    pub reply_target: u32,
    /// When the shop is open, for example "mon-fri 09:00-18:00, sat 10:00-14:00": service then counts open minutes only
    #[arg(long, value_name = "HOURS", value_parser = OpeningHours::parse)]
    pub open_hours: Option<OpeningHours>,
    /// Days on which the shop is closed besides, for example "2026-04-13, 2026-04-14"
    #[arg(long, value_name = "DATES", default_value = "", value_parser = DaysOff::from_str)]
    pub days_off: DaysOff,
    /// Minutes that one request takes a person: for how many people an hour needs
    #[arg(long, value_name = "MINUTES", default_value_t = 10, value_parser = clap::value_parser!(u32).range(1..=600))]
    pub request_minutes: u32,
    /// Days before an order in which a contact counts for it
    #[arg(long, value_name = "DAYS", value_parser = window_days, default_value = "30d")]
    pub lookback: u32,
    /// Let visits without a link count beside other contacts
    #[arg(long)]
    pub count_direct: bool,
    /// Salaries, tools and agencies per month, in whole units of the shop's currency: for the fully loaded cost of a customer
    #[arg(long, value_name = "AMOUNT", default_value_t = 0, value_parser = clap::value_parser!(i64).range(0..))]
    pub marketing_costs: i64,
    /// Percent of net revenue that remains after goods, shipping and fees: for LTV:CAC and payback
    #[arg(long, value_name = "PERCENT", value_parser = clap::value_parser!(u8).range(0..=100))]
    pub margin: Option<u8>,
    /// The customers, orders or rows behind one figure instead of all figures, for example step:purchase:retention; `list` names them
    #[arg(long, value_name = "FIGURE")]
    pub rows: Option<String>,
    /// Write those rows as CSV to a file, or with `-` to standard output
    #[arg(long, value_name = "FILE", requires = "rows")]
    pub csv: Option<PathBuf>,
    /// Count pending orders as purchases (shops that live on cash on delivery)
    #[arg(long)]
    pub count_pending: bool,
    /// Count orders with a total of zero as purchases
    #[arg(long)]
    pub count_zero: bool,
    #[command(flatten)]
    pub common: CommonArguments,
}

/// Days off, as one list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct DaysOff(pub BTreeSet<Day>);

impl std::str::FromStr for DaysOff {
    type Err = OpeningError;

    fn from_str(text: &str) -> Result<Self, OpeningError> {
        OpeningHours::parse_holidays(text).map(Self)
    }
}

#[derive(Clone, Debug, Args)]
pub(super) struct SelfCheckArguments {
    /// JSON instead of text; to standard output, or to a file
    #[arg(long, num_args = 0..=1, value_name = "FILE")]
    pub json: Option<Option<PathBuf>>,
    /// Language of the text
    #[arg(long, value_enum)]
    pub language: Option<LanguageArgument>,
}

impl SelfCheckArguments {
    /// Language of the text.
    pub(super) fn language(&self) -> Language {
        self.language.map_or(Language::English, Language::from)
    }

    /// Where JSON goes, if it is asked for.
    pub(super) fn json_output(&self) -> Option<Output> {
        Some(match self.json.as_ref()? {
            Some(file) if file != Path::new("-") => Output::File(file.clone()),
            _ => Output::Standard,
        })
    }
}

#[derive(Clone, Debug, Args)]
pub(super) struct CommonArguments {
    /// JSON instead of text; to standard output, or to a file whose name ends with .json
    #[arg(long, num_args = 0..=1, value_name = "FILE")]
    pub json: Option<Option<PathBuf>>,
    /// A saved column mapping, tried before the built-in formats; may be given several times
    #[arg(long, value_name = "FILE")]
    pub map: Vec<PathBuf>,
    /// Time zone in which days are reported
    #[arg(long, value_name = "ZONE", default_value = "Asia/Bangkok")]
    pub timezone: String,
    /// Which values link a record to a customer, the first that is there deciding
    #[arg(long, value_enum, value_delimiter = ',', default_value = "email,phone,platform")]
    pub identity: Vec<IdentityArgument>,
    /// Which sign of an order names its channel, and which texts stand for which channel (TOML)
    #[arg(long, value_name = "FILE")]
    pub channels: Option<PathBuf>,
    /// Rates with which amounts become one currency: a CSV with the columns date, currency, rate
    #[arg(long, value_name = "FILE")]
    pub rates: Option<PathBuf>,
    /// Order of day and month where nothing in a file decides
    #[arg(long, value_enum)]
    pub date_order: Option<DateOrderArgument>,
    /// Decimal sign where nothing in a file decides
    #[arg(long, value_enum)]
    pub decimal: Option<DecimalArgument>,
    /// Treat any rejected row as an error: exit with 1 and write nothing
    #[arg(long)]
    pub strict: bool,
    /// Language of text and messages
    #[arg(long, value_enum)]
    pub language: Option<LanguageArgument>,
    /// No progress and no summary on standard error
    #[arg(long)]
    pub quiet: bool,
}

/// Where JSON goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Output {
    /// Standard output.
    Standard,
    /// A file.
    File(PathBuf),
}

impl CommonArguments {
    /// Language of text and messages.
    pub(super) fn language(&self) -> Language {
        self.language.map_or(Language::English, Language::from)
    }

    /// Where JSON goes, and the inputs. `--json orders.csv` names an input, not a file to overwrite: only a name that ends with
    /// `.json`, or `-`, is an output.
    pub(super) fn json_output(&self, paths: &[PathBuf]) -> (Option<Output>, Vec<PathBuf>) {
        let mut inputs = paths.to_vec();
        let output = match &self.json {
            None => None,
            Some(None) => Some(Output::Standard),
            Some(Some(file)) if file == Path::new("-") && !paths.is_empty() => Some(Output::Standard),
            Some(Some(file))
                if file.extension().is_some_and(|ending| ending.eq_ignore_ascii_case("json")) =>
            {
                Some(Output::File(file.clone()))
            }
            Some(Some(input)) => {
                inputs.insert(0, input.clone());
                Some(Output::Standard)
            }
        };
        (output, inputs)
    }
}

/// One-to-one copies of types of other rooms, so that those need not know the command line.
macro_rules! argument {
    ($(#[$about:meta])* $name:ident => $target:ty { $($variant:ident = $value:expr),+ $(,)? }) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
        pub(super) enum $name { $($variant),+ }

        impl From<$name> for $target {
            fn from(argument: $name) -> Self {
                match argument { $($name::$variant => $value),+ }
            }
        }
    };
}

argument!(LanguageArgument => Language { En = Language::English, Th = Language::Thai });
argument!(LensArgument => Lens { All = Lens::All, Push = Lens::Push, Pull = Lens::Pull });
argument!(ThemeArgument => ThemeChoice { System = ThemeChoice::System, Light = ThemeChoice::Light, Dark = ThemeChoice::Dark });
argument!(ViewArgument => View {
    Journey = View::Journey, Customers = View::Customers, Paths = View::Paths, Channels = View::Channels, Voice = View::Voice, Service = View::Service, WhatIf = View::WhatIf, Map = View::Map,
    Snapshots = View::Snapshots, Data = View::Data,
});
argument!(IdentityArgument => IdentityRule {
    Email = IdentityRule::Email, Phone = IdentityRule::Phone, Platform = IdentityRule::Platform,
});
argument!(
    /// `dmy` is 31/12/2026, `mdy` is 12/31/2026.
    DateOrderArgument => DateOrder { Dmy = DateOrder::DayFirst, Mdy = DateOrder::MonthFirst }
);
argument!(CohortsArgument => CalendarGrain { Week = CalendarGrain::Week, Quarter = CalendarGrain::Quarter });
argument!(DecimalArgument => bool { Point = false, Comma = true });

pub(super) fn day(text: &str) -> Result<Day, String> {
    Day::parse_iso(text).ok_or_else(|| "write the day as 2026-02-28".to_owned())
}

fn table(text: &str) -> Result<Table, String> {
    let tables = mappable_tables();
    let known = || tables.iter().map(|table| table.id()).collect::<Vec<_>>().join(", ");
    tables.iter().copied().find(|table| table.id() == text).ok_or_else(|| format!("write one of {}", known()))
}

fn window_days(text: &str) -> Result<u32, String> {
    let number = text.strip_suffix('d').unwrap_or(text);
    number.parse().map_err(|_| "write a number of days such as 90d".to_owned())
}

fn size(text: &str) -> Result<(f32, f32), String> {
    let sides =
        text.split_once('x').and_then(|(width, height)| Some((width.parse().ok()?, height.parse().ok()?)));
    sides
        .filter(|(width, height)| (320.0..=16_384.0).contains(width) && (240.0..=16_384.0).contains(height))
        .ok_or_else(|| "write a size such as 1280x800".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_are_sound() {
        use clap::CommandFactory as _;
        Arguments::command().debug_assert();
    }

    #[test]
    fn json_never_overwrites_an_export() {
        let check = |line: &[&str], output: Option<Output>, inputs: &[&str]| {
            let arguments = Arguments::try_parse_from(line).expect("sound arguments");
            let Some(Subcommand::Analyze(analyze)) = arguments.command else { panic!("analyze") };
            let found = analyze.question.common.json_output(&analyze.question.paths);
            assert_eq!(found, (output, inputs.iter().map(PathBuf::from).collect()), "{line:?}");
        };
        check(&["senthang", "analyze", "a.csv"], None, &["a.csv"]);
        check(&["senthang", "analyze", "a.csv", "--json"], Some(Output::Standard), &["a.csv"]);
        check(
            &["senthang", "analyze", "--json", "a.csv", "b.csv"],
            Some(Output::Standard),
            &["a.csv", "b.csv"],
        );
        check(
            &["senthang", "analyze", "--json", "o.json", "b.csv"],
            Some(Output::File("o.json".into())),
            &["b.csv"],
        );
        check(&["senthang", "analyze", "--json", "-"], Some(Output::Standard), &["-"]);
        check(&["senthang", "analyze", "a.csv", "--json", "-"], Some(Output::Standard), &["a.csv"]);
    }
}
