//! `senthang analyze`: all figures, as text or JSON. Never computes one itself.

use std::io::Write;

use super::Exit;
use super::arguments::AnalyzeArguments;
use super::document::{self, AnalyzeDocument};
use super::only::AnalyzeCommand;
use super::rows::Asked;
use super::{compare_text, journey_text, load, personas, text};
use crate::analysis::compare::{CompareError, compare};
use crate::analysis::{self, Comparison, Families, Spec};
use crate::app::wording;
use crate::domain::{OpeningHours, Period, ServiceTerms};
use crate::tables::Tables;

/// Runs the subcommand.
pub(super) fn run(command: &AnalyzeCommand) -> Exit {
    let arguments = &command.question;
    let common = &arguments.common;
    let language = common.language();
    let (json, paths) = common.json_output(&arguments.paths);
    if let (Some(from), Some(to)) = (arguments.from, arguments.to)
        && from > to
    {
        return load::fail(&wording::text(language, "cli.period"), Exit::Usage);
    }
    let mut arguments = arguments.clone();
    if let Err(exit) = personas::put_in(&paths, &mut arguments.segment, &mut arguments.compare, language) {
        return exit;
    }
    let arguments = &arguments;
    let (whole, families) = (spec(arguments), command.families());
    let asked = command.asked();
    let imported = match load::load_with(&paths, common, |options| options.asked = asked) {
        Ok(imported) => imported,
        Err(exit) => return exit,
    };
    let exit = load::account(&imported.report, common);
    if exit == Exit::Unusable {
        return exit;
    }
    let identity_effects = whole.identity_effects && families == Families::ALL;
    let spec = Spec { families, identity_effects, ..whole };
    let mut analysis = match analysis::analyze(&imported.tables, &spec) {
        Ok(analysis) => analysis,
        Err(error) => return load::fail(&error.to_string(), Exit::Unusable),
    };
    analysis.comparison = match comparison(arguments, &imported.tables) {
        Ok(comparison) => comparison,
        Err(exit) => return exit,
    };
    if let Some(figure) = &arguments.rows {
        let spec = Spec { compared_with: arguments.compare.clone(), ..spec };
        let asked = Asked { arguments, imported: &imported, analysis: &analysis, spec: &spec, json };
        return asked.write(figure, exit);
    }
    let written = match json {
        Some(output) => {
            let document = AnalyzeDocument::new(&analysis, &imported.report, &common.timezone, language);
            document::write(&document, &output)
        }
        None => {
            let mut figures = journey_text::figures(&analysis, &imported.report, language);
            if let Some(comparison) = &analysis.comparison {
                compare_text::comparison(&mut figures, comparison, language);
            }
            std::io::stdout().lock().write_all(figures.as_bytes())
        }
    };
    text::finish(written, exit, language)
}

/// The comparison that was asked for.
pub(super) fn comparison(arguments: &AnalyzeArguments, tables: &Tables) -> Result<Option<Comparison>, Exit> {
    let Some(with) = &arguments.compare else { return Ok(None) };
    compare(tables, &spec(arguments), with).map(Some).map_err(|error| {
        let exit = match error {
            CompareError::NeedsPeriod | CompareError::NeedsSegment => Exit::Usage,
            CompareError::Analysis(_) => Exit::Unusable,
        };
        load::fail(&wording::comparisons::error(arguments.common.language(), &error), exit)
    })
}

/// The question of a call.
pub(super) fn spec(arguments: &AnalyzeArguments) -> Spec {
    Spec {
        lens: arguments.lens.into(),
        period: Period { from: arguments.from, to: arguments.to },
        as_of: arguments.as_of,
        open_window_days: arguments.window,
        segment: arguments.segment.clone(),
        lookback_days: arguments.lookback,
        count_direct: arguments.count_direct,
        monthly_costs_minor: arguments.marketing_costs.saturating_mul(100),
        margin_percent: arguments.margin,
        cohort_grain: arguments.cohorts.map(Into::into),
        burn_in_days: arguments.burn_in,
        service: ServiceTerms {
            target_minutes: arguments.reply_target,
            minutes_per_case: arguments.request_minutes,
            opening: OpeningHours::with_days_off(arguments.open_hours.clone(), arguments.days_off.0.clone()),
        },
        pending_is_valid: arguments.count_pending,
        zero_is_purchase: arguments.count_zero,
        ..Spec::default()
    }
}

#[cfg(test)]
mod tests {
    use clap::Parser as _;

    use super::super::arguments::{Arguments, Subcommand};
    use super::*;
    use crate::domain::Day;

    fn service(line: &[&str]) -> Option<ServiceTerms> {
        let all = ["senthang", "analyze", "tickets.csv"].iter().chain(line);
        match Arguments::try_parse_from(all).ok()?.command? {
            Subcommand::Analyze(analyze) => Some(spec(&analyze.question).service),
            _ => None,
        }
    }

    #[test]
    fn hours_days_off_and_minutes_of_a_request_are_typed() {
        assert_eq!(service(&[]), Some(ServiceTerms::default()));
        let hours = ["--open-hours", "mon-fri 09:00-18:00", "--days-off", "2026-04-13, 2026-04-14"];
        let terms =
            service(&[hours.as_slice(), &["--request-minutes", "25"]].concat()).expect("sound arguments");
        let songkran = Day::parse_iso("2026-04-13").expect("a Monday");
        let opening = terms.opening.expect("hours");
        assert_eq!(terms.minutes_per_case, 25);
        assert!(!opening.is_open(songkran, 10) && opening.is_open(songkran.plus(2), 10));
        let always = service(&["--days-off", "2026-04-13"]).and_then(|terms| terms.opening).expect("hours");
        assert!(!always.is_open(songkran, 3) && always.is_open(songkran.plus(2), 3));
        assert_eq!(service(&["--days-off", "songkran"]), None);
        assert_eq!(service(&["--request-minutes", "0"]), None);
    }
}
