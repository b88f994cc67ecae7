//! Repeat purchase as text for a terminal: five definitions, the translator, the ladder, groups. Never computes a figure.

use std::fmt::{Display, Write as _};

use super::journey_text::{money, with_interval};
use super::layout::{Side, heading, table};
use crate::analysis::{
    Analysis, DefinitionId, GroupedRepeat, LadderStep, Repeat, ReturningShares, Share, StepGap,
};
use crate::app::wording::{self, count, filled, text};
use crate::domain::{Currency, Language};

/// All that is known about repeat purchase.
pub(super) fn repeat(out: &mut String, analysis: &Analysis, language: Language) {
    let Some(repeat) = &analysis.repeat else { return };
    windows(out, repeat, language);
    shares(out, repeat, language);
    if !analysis.translations.is_empty() {
        let id = DefinitionId::Translator.id();
        heading(out, &format!("{} [{id}]", text(language, "cli.translator")));
        for translation in &analysis.translations {
            let _ = writeln!(out, "  • {}", wording::translation(language, translation));
        }
    }
    ladder(out, &repeat.ladder, analysis.currency, language);
    repeat.groups.iter().for_each(|grouped| groups(out, grouped, language));
}

/// RP4 and RP5 side by side.
fn windows(out: &mut String, repeat: &Repeat, language: Language) {
    let say = |key: &str| text(language, key);
    heading(out, &say("cli.repeat"));
    let headers = ["cli.repeat.window", "cli.repeat.mature", "cli.repeat.came_back", "RP4", "RP5"].map(say);
    let days = say("cli.days");
    let rows: Vec<Vec<String>> = repeat
        .within
        .iter()
        .map(|window| {
            vec![
                format!("{} {days}", window.days),
                count(window.mature),
                count(window.repeaters),
                with_interval(window.rate, window.low, window.high),
                with_interval(window.kaplan_meier, window.km_low, window.km_high),
            ]
        })
        .collect();
    table(out, &headers, &[Side::Right; 5], &rows);
}

/// RP1, RP2 and RP3, and the days between purchases.
fn shares(out: &mut String, repeat: &Repeat, language: Language) {
    let to_date = &repeat.to_date;
    let rate = with_interval(to_date.rate, to_date.low, to_date.high);
    let (part, whole) = (count(to_date.repeaters), count(to_date.customers));
    let values: [(&str, &dyn Display); 3] = [("rate", &rate), ("part", &part), ("whole", &whole)];
    let _ = writeln!(out, "\n  {}", filled(language, "cli.repeat.to_date", &values));
    if let Some(shares) = &repeat.in_period {
        let _ = writeln!(out, "  {}", returning(shares, language));
    }
    let day = |value: Option<f64>| value.map_or_else(|| "-".to_owned(), |value| format!("{value:.1}"));
    let (median, gap) = (day(repeat.second_order_days.median), day(repeat.gap_days.median));
    let values: [(&str, &dyn Display); 2] = [("median", &median), ("gap", &gap)];
    let _ = writeln!(out, "  {}", filled(language, "cli.repeat.days", &values));
}

fn returning(shares: &ReturningShares, language: Language) -> String {
    let values: [(&str, &dyn Display); 6] = [
        ("customers", &written(&shares.customers)),
        ("part", &count(shares.customers.numerator)),
        ("whole", &count(shares.customers.denominator)),
        ("orders", &written(&shares.orders)),
        ("order_part", &count(shares.orders.numerator)),
        ("order_whole", &count(shares.orders.denominator)),
    ];
    filled(language, "cli.repeat.returning", &values)
}

fn written(share: &Share) -> String {
    with_interval(share.value, share.low, share.high)
}

fn ladder(out: &mut String, steps: &[LadderStep], currency: Option<Currency>, language: Language) {
    let Some(first) = steps.first() else { return };
    let title = filled(language, "cli.ladder", &[("days", &first.days)]);
    heading(out, &format!("{title} [{}]", first.definition.id()));
    let keys =
        ["step", "reached", "next", "dropped", "open", "mature"].map(|key| format!("cli.ladder.{key}"));
    let mut headers: Vec<String> = keys.iter().map(|key| text(language, key)).collect();
    headers.push("Kaplan-Meier".to_owned());
    headers.extend(["cli.ladder.gap", "cli.ladder.value"].map(|key| text(language, key)));
    let row = |step: &LadderStep| {
        let value = step.net_per_customer_minor.map(|value| value.round() as i64);
        vec![
            format!("{} → {}", step.order, step.order + 1),
            count(step.reached),
            count(step.in_time),
            count(step.dropped),
            count(step.still_open),
            written(&step.mature),
            with_interval(step.kaplan_meier, step.km_low, step.km_high),
            gap(&step.gap),
            money(value, currency),
        ]
    };
    let rows: Vec<Vec<String>> = steps.iter().map(row).collect();
    table(out, &headers, &[vec![Side::Left], vec![Side::Right; 8]].concat(), &rows);
}

fn gap(gap: &StepGap) -> String {
    match (gap.median, gap.low, gap.high) {
        (Some(median), Some(low), Some(high)) => format!("{median:.0} ({low:.0}-{high:.0})"),
        (Some(median), _, _) => format!("{median:.0}"),
        (None, _, _) => "-".to_owned(),
    }
}

fn groups(out: &mut String, grouped: &GroupedRepeat, language: Language) {
    let title = filled(language, "cli.groups", &[("by", &wording::group_by(language, grouped.by))]);
    heading(out, &format!("{title} [{}]", grouped.definition.id()));
    let headers =
        ["cli.groups.name", "cli.orders.customers", "cli.repeat.mature", "RP4", "RP5", "cli.groups.against"]
            .map(|key| text(language, key));
    let rows: Vec<Vec<String>> = grouped
        .groups
        .iter()
        .map(|group| {
            vec![
                wording::group_name(language, &group.name),
                count(group.customers),
                count(group.within.denominator),
                written(&group.within),
                with_interval(group.kaplan_meier, group.km_low, group.km_high),
                group.p_against_rest.map_or_else(|| "-".to_owned(), probability),
            ]
        })
        .collect();
    table(out, &headers, &[vec![Side::Left], vec![Side::Right; 5]].concat(), &rows);
    if let (Some(chi), Some(degrees), Some(p)) = (grouped.chi_square, grouped.degrees, grouped.p) {
        let (chi, p) = (format!("{chi:.2}"), equation(p));
        let values: [(&str, &dyn Display); 3] = [("chi", &chi), ("degrees", &degrees), ("p", &p)];
        let _ = writeln!(out, "  {}", filled(language, "cli.groups.test", &values));
    }
}

/// `= 0.012` or `< 0.001`.
fn equation(p: f64) -> String {
    if p < 0.0005 { "< 0.001".to_owned() } else { format!("= {p:.3}") }
}

/// Three decimals, and never zero by rounding.
fn probability(p: f64) -> String {
    if p < 0.0005 { "<0.001".to_owned() } else { format!("{p:.3}") }
}
