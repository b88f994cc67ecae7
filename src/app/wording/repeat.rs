//! Repeat purchase in sentences: what other definitions say and why ours says something else, and the names of groups. Never computes
//! a rate.

use std::fmt::Display;

use super::{count, filled, percent, range, text};
use crate::analysis::{
    Counted, GroupBy, GroupFinding, GroupName, LadderStep, Repeat, Share, Translation, TranslationStep,
};
use crate::domain::Language;

/// Fewer customers than that say nothing for sure.
const FEW: u64 = 30;

/// What is counted elsewhere, with its days where it belongs to some.
pub fn counted(language: Language, translation: &Translation) -> String {
    let period = match (translation.period.from, translation.period.to) {
        (Some(from), Some(to)) => range(language, from, to),
        (Some(from), None) => format!("{from} …"),
        (None, Some(to)) => format!("… {to}"),
        (None, None) => String::new(),
    };
    let key = format!("translator.counted.{}", translation.counted.id());
    match translation.counted {
        Counted::ReturningCustomers | Counted::ReturningOrders => {
            filled(language, &key, &[("period", &period)])
        }
        Counted::Accounts | Counted::ToDate => text(language, &key),
    }
}

/// `48.3 % elsewhere is 29.1 % here`.
pub fn translation_title(language: Language, translation: &Translation) -> String {
    let (elsewhere, here) = (value(&translation.elsewhere), value(translation.here()));
    let key = if elsewhere == here { "translator.same" } else { "translator.title" };
    filled(language, key, &[("elsewhere", &elsewhere), ("here", &here)])
}

/// The whole difference in one sentence.
pub fn translation(language: Language, translation: &Translation) -> String {
    let here = translation.here();
    let steps: Vec<String> =
        translation.steps.iter().map(|step| translation_step(language, translation, step)).collect();
    let key = if steps.is_empty() { "translator.sentence_same" } else { "translator.sentence" };
    let values: [(&str, &dyn Display); 9] = [
        ("counted", &counted(language, translation)),
        ("elsewhere", &value(&translation.elsewhere)),
        ("part", &count(translation.elsewhere.numerator)),
        ("whole", &count(translation.elsewhere.denominator)),
        ("here", &value(here)),
        ("here_part", &count(here.numerator)),
        ("here_whole", &count(here.denominator)),
        ("days", &translation.days),
        ("steps", &steps.join("; ")),
    ];
    filled(language, key, &values)
}

/// Why one change of definition changes the rate, and by how much.
fn translation_step(language: Language, translation: &Translation, step: &TranslationStep) -> String {
    let why = translation_reason(language, translation, step);
    filled(language, "translator.step", &[("why", &why), ("change", &points(language, step.change))])
}

/// Why one change of definition changes the rate.
pub fn translation_reason(language: Language, translation: &Translation, step: &TranslationStep) -> String {
    let key = format!("translator.part.{}", step.part.id());
    filled(language, &key, &[("days", &translation.days)])
}

/// `−4.2 points`.
pub fn points(language: Language, change: Option<f64>) -> String {
    let Some(change) = change else { return "-".to_owned() };
    let rounded = format!("{:.1}", change.abs() * 100.0);
    if rounded == "0.0" {
        return text(language, "translator.no_change");
    }
    let sign = if change < 0.0 { '−' } else { '+' };
    filled(language, "translator.points", &[("points", &format!("{sign}{rounded}"))])
}

fn value(share: &Share) -> String {
    share.value.map_or_else(|| "-".to_owned(), percent)
}

/// How customers are grouped.
pub fn group_by(language: Language, by: GroupBy) -> String {
    text(language, &format!("group.{}", by.id()))
}

/// What a group is called.
pub fn group_name(language: Language, name: &GroupName) -> String {
    match name {
        GroupName::Push => text(language, "group.push"),
        GroupName::Pull => text(language, "group.pull"),
        GroupName::Named(name) => name.clone(),
        GroupName::Other => text(language, "group.other"),
        GroupName::Unknown => text(language, "group.unknown"),
    }
}

/// The share of new customers who come back within a window, in a sentence; what is missing where it cannot be said.
pub fn repeat_finding(language: Language, repeat: &Repeat, days: u32) -> String {
    let window = repeat.within.iter().find(|window| window.days == days);
    let Some((window, rate)) = window.and_then(|window| Some((window, window.rate?))) else {
        return filled(language, "finding.repeat.none", &[("days", &days)]);
    };
    let values: [(&str, &dyn Display); 5] = [
        ("rate", &percent(rate)),
        ("low", &window.low.map_or_else(String::new, number)),
        ("high", &window.high.map_or_else(String::new, number)),
        ("days", &days),
        ("mature", &count(window.mature)),
    ];
    filled(language, "finding.repeat", &values)
}

/// Which group differs most surely from all others, and by how much.
pub fn group_finding(language: Language, finding: &GroupFinding) -> String {
    let rises = finding.within.value > finding.rest.value;
    let key = if rises { "finding.group.more" } else { "finding.group.less" };
    let values: [(&str, &dyn Display); 6] = [
        ("by", &group_by(language, finding.by)),
        ("name", &group_name(language, &finding.name)),
        ("own", &value(&finding.within)),
        ("rest", &value(&finding.rest)),
        ("low", &number(finding.low.abs().min(finding.high.abs()))),
        ("high", &number(finding.low.abs().max(finding.high.abs()))),
    ];
    filled(language, key, &values)
}

/// Whether a second purchase makes a third one likelier; only where the intervals do not touch.
pub fn ladder_finding(language: Language, steps: &[LadderStep]) -> String {
    let untold = || text(language, "chart.ladder.title");
    let [first, second, ..] = steps else { return untold() };
    let thin = first.mature.denominator.min(second.mature.denominator) < FEW;
    let (Some(one), Some(two)) = (first.mature.value, second.mature.value) else { return untold() };
    let apart = first.mature.high < second.mature.low || second.mature.high < first.mature.low;
    if thin || !apart {
        return untold();
    }
    let key = if two > one { "chart.ladder.rises" } else { "chart.ladder.falls" };
    filled(language, key, &[("one", &percent(one)), ("two", &percent(two)), ("days", &first.days)])
}

/// `27.3`, in percent without the sign.
fn number(share: f64) -> String {
    format!("{:.1}", share * 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{DefinitionId, DifferencePart};
    use crate::domain::{Day, Period};

    fn share(numerator: u64, denominator: u64) -> Share {
        let value = Some(numerator as f64 / denominator as f64);
        Share { numerator, denominator, value, low: value, high: value }
    }

    fn example(steps: Vec<TranslationStep>) -> Translation {
        Translation {
            counted: Counted::ReturningCustomers,
            period: Period::between(Day(20_727), Day(20_756)),
            elsewhere: share(48, 100),
            steps,
            days: 90,
            definition: DefinitionId::Translator,
        }
    }

    #[test]
    fn the_difference_is_said_with_its_reasons_in_both_languages() {
        let step = |part, share: Share, change| TranslationStep { part, share, change: Some(change) };
        let steps = vec![
            step(DifferencePart::Status, share(44, 100), -0.04),
            step(DifferencePart::Maturity, share(29, 100), -0.15),
        ];
        let one = example(steps);
        assert_eq!(translation_title(Language::English, &one), "48.0 % elsewhere is 29.0 % here");
        let sentence = translation(Language::English, &one);
        assert!(sentence.starts_with("Returning customer rate of a shop platform, "), "{sentence}");
        assert!(
            sentence.ends_with(
                "48.0 % (48 of 100). Here 29.0 % come back within 90 days (29 of 100), because: cancelled, unpaid and free \
                 orders are no purchases here (−4.0 points); customers who have not had 90 days yet are left out here \
                 (−15.0 points)."
            ),
            "{sentence}"
        );
        let thai = translation(Language::Thai, &one);
        assert!(thai.contains("48.0 %") && thai.contains("−15.0") && !thai.contains("%{"), "{thai}");
    }

    #[test]
    fn no_difference_is_said_too() {
        let one = example(Vec::new());
        for language in Language::ALL {
            let sentence = translation(language, &one);
            assert!(sentence.contains("48.0 %") && !sentence.contains("%{"), "{sentence}");
        }
        assert_eq!(points(Language::English, Some(0.0001)), "no change of the rate");
    }
}
