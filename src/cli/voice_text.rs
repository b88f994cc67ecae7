//! What stands behind the score, and push against pull, as text for a terminal. Never computes a figure.

use std::fmt::Write as _;

use super::layout::{Side, heading, table};
use crate::analysis::{Csat, Journey, Share, Voice};
use crate::app::wording::{self, comparisons, count, filled, text};
use crate::domain::Language;

/// Push against pull on the same figures, and what ad platforms claim.
pub(super) fn sides(out: &mut String, journey: &Journey, language: Language) {
    let with_data = || journey.sides.iter().filter(|figure| figure.now.n + figure.then.n > 0);
    if with_data().next().is_some() {
        heading(out, &text(language, "journey.sides.title"));
        let headers = [
            text(language, "compare.column.figure"),
            text(language, "lens.push"),
            text(language, "lens.pull"),
            text(language, "compare.column.change"),
            text(language, "compare.column.verdict"),
        ];
        let rows: Vec<Vec<String>> = with_data()
            .map(|figure| {
                let side = |side| {
                    let made_of = comparisons::made_of(language, figure, side);
                    format!("{} ({made_of})", comparisons::value(figure, side))
                };
                vec![
                    comparisons::figure(language, figure),
                    side(&figure.now),
                    side(&figure.then),
                    comparisons::change(language, figure),
                    comparisons::said(language, figure),
                ]
            })
            .collect();
        table(out, &headers, &[Side::Left, Side::Right, Side::Right, Side::Right, Side::Left], &rows);
    }
    if let Some(claim) = journey.channels.as_ref().and_then(|channels| channels.over_claim) {
        let ratio = claim.ratio.map_or_else(|| "-".to_owned(), |ratio| format!("{ratio:.2}"));
        let claimed = format!("{:.0}", claim.claimed);
        let values: [(&str, &dyn std::fmt::Display); 3] =
            [("claimed", &claimed), ("orders", &count(claim.orders)), ("ratio", &ratio)];
        let _ = writeln!(out, "\n  {}", filled(language, "cli.over_claim", &values));
    }
}

/// One answer per person, what goes with the score, and what they bought later.
pub(super) fn voice(out: &mut String, voice: &Voice, language: Language) {
    let distinct = &voice.distinct;
    let score = distinct.net.score.map_or_else(|| "-".to_owned(), |score| format!("{score:+.1}"));
    let values: [(&str, &dyn std::fmt::Display); 4] = [
        ("days", &distinct.window_days),
        ("score", &score),
        ("n", &count(distinct.net.n)),
        ("left_out", &count(distinct.left_out)),
    ];
    let _ = writeln!(out, "  {}", filled(language, "voice.one_per_person", &values));
    let holding: Vec<_> = voice.drivers.iter().filter(|driver| driver.holds).collect();
    if !holding.is_empty() {
        heading(out, &format!("{} [DRV]", text(language, "voice.drivers.title")));
        let headers =
            ["driver", "with", "without"].map(|name| text(language, &format!("voice.column.{name}")));
        let rows: Vec<Vec<String>> = holding
            .iter()
            .map(|driver| {
                vec![
                    wording::driver_name(language, driver.kind, driver.name.as_deref()),
                    share(&driver.with),
                    share(&driver.without),
                ]
            })
            .collect();
        table(out, &headers, &[Side::Left, Side::Right, Side::Right], &rows);
        let note = filled(language, "voice.drivers.note", &[("n", &voice.drivers.len())]);
        let _ = writeln!(out, "  {note}");
    }
    if let Some(later) = &voice.later {
        let title = filled(language, "voice.later.title", &[("days", &later.days)]);
        heading(out, &format!("{title} [{}]", later.definition.id()));
        let groups = [
            ("promoters", &later.promoters),
            ("passives", &later.passives),
            ("detractors", &later.detractors),
        ];
        let rows: Vec<Vec<String>> = groups
            .iter()
            .map(|(name, own)| vec![text(language, &format!("chart.nps.{name}")), share(own)])
            .collect();
        table(out, &[], &[Side::Left, Side::Right], &rows);
    }
}

/// How satisfied people say they are: the whole of each scale, and its groups that stand apart.
pub(super) fn csat(out: &mut String, csat: &Csat, language: Language) {
    heading(out, &format!("{} [{}]", text(language, "tile.csat"), csat.definition.id()));
    for scale in &csat.scales {
        let mean = scale.mean.map_or_else(|| "-".to_owned(), |mean| format!("{mean:.2}"));
        let share = share(&scale.satisfied);
        let values: [(&str, &dyn std::fmt::Display); 5] = [
            ("share", &share),
            ("cut", &scale.cut),
            ("top", &scale.top),
            ("mean", &mean),
            ("rejected", &count(csat.rejected)),
        ];
        let _ = writeln!(out, "  {}", filled(language, "cli.csat.line", &values));
    }
}

/// `23.4 % (36/154)`.
fn share(share: &Share) -> String {
    let value = share.value.map_or_else(|| "-".to_owned(), |value| format!("{:.1} %", value * 100.0));
    format!("{value} ({}/{})", count(share.numerator), count(share.denominator))
}
