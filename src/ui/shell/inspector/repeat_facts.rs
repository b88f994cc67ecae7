//! What the figures around repeat purchase are made of, in words: returning shares, ladder, groups, translator, RFM. Never computes one.

use super::facts::{Facts, row, share};
use crate::analysis::{Analysis, DefinitionId, Repeat, Share};
use crate::app::wording;
use crate::domain::Language;
use crate::ui::text::{count, interval_percent, tr, tr_with};

/// Fills in what the analysis says; leaves the definition alone where it says nothing.
pub(super) fn fill(facts: &mut Facts, analysis: &Analysis, language: Language) {
    let Some(repeat) = &analysis.repeat else { return };
    match facts.definition {
        DefinitionId::ReturningShare => {
            of_share(facts, repeat.in_period.as_ref().map(|shares| &shares.customers), language);
        }
        DefinitionId::ReturningOrders => {
            let shares = repeat.in_period.as_ref();
            of_share(facts, shares.map(|shares| &shares.orders), language);
            let anonymous = shares.map_or(0, |shares| shares.anonymous_orders);
            if anonymous > 0 {
                facts.rows.push(row(language, "anonymous_orders", count(anonymous)));
            }
        }
        DefinitionId::Ladder => ladder(facts, repeat, language),
        DefinitionId::RepeatGroups => groups(facts, repeat, language),
        DefinitionId::Translator => translator(facts, analysis, language),
        DefinitionId::Rfm => {
            if let Some(rfm) = &analysis.rfm {
                facts.value = count(rfm.customers);
                facts.rows = vec![row(language, "unit", tr(language, "unit.customers"))];
            }
        }
        _ => {}
    }
}

fn of_share(facts: &mut Facts, found: Option<&Share>, language: Language) {
    let Some(found) = found else { return };
    facts.value = share(found.value);
    facts.rows = vec![
        row(language, "numerator", count(found.numerator)),
        row(language, "denominator", count(found.denominator)),
        row(language, "interval", interval_percent(found.low, found.high)),
    ];
}

/// One line per step.
fn ladder(facts: &mut Facts, repeat: &Repeat, language: Language) {
    let Some(first) = repeat.ladder.first() else { return };
    facts.title = tr_with(language, "facts.ladder", &[("days", &first.days.to_string())]);
    facts.rows = repeat
        .ladder
        .iter()
        .map(|step| (format!("{} → {}", step.order, step.order + 1), share(step.mature.value)))
        .collect();
}

/// What sets a group apart, where anything does.
fn groups(facts: &mut Facts, repeat: &Repeat, language: Language) {
    let Some(finding) = &repeat.finding else { return };
    facts.remark = wording::group_finding(language, finding);
    facts.rows = vec![
        (wording::group_name(language, &finding.name), share(finding.within.value)),
        row(language, "rest", share(finding.rest.value)),
        row(language, "numerator", count(finding.within.numerator)),
        row(language, "denominator", count(finding.within.denominator)),
    ];
}

/// Each rate elsewhere, and ours.
fn translator(facts: &mut Facts, analysis: &Analysis, language: Language) {
    let Some(first) = analysis.translations.first() else { return };
    facts.value = share(first.here().value);
    let rows = analysis
        .translations
        .iter()
        .map(|translation| (wording::counted(language, translation), share(translation.elsewhere.value)));
    facts.rows = rows.collect();
}
