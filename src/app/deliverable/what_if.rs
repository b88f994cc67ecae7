//! The page of what is within reach: each lever as good as it was in the shop's own best month. Never says that it is likely.

use super::noted;
use super::say::Say;
use crate::analysis::{Analysis, Attainable, DefinitionId, Goal, WhatIf};
use crate::app::wording::what_if as words;
use crate::domain::numbers;
use crate::report::chart::{Bar, Bars, Chart};
use crate::report::{Cell, Ink, Page, Row, Table};

/// The page.
pub(super) fn page(analysis: &Analysis, say: &Say) -> Option<Page> {
    let what_if = analysis.what_if.as_ref()?;
    let best = |own: &Attainable| own.goals.first().cloned();
    let bars: Vec<Bar> =
        what_if.levers.iter().filter_map(|own| Some(bar(what_if, own, &best(own)?, say))).collect();
    if bars.is_empty() {
        return None;
    }
    let (months, newcomers) = (what_if.months, numbers::count(what_if.newcomers));
    let now = format!(
        "{}: {} ({}; {})",
        say.text("what_if.tile.revenue"),
        words::amount(what_if.revenue.median, what_if.currency),
        words::range(&what_if.revenue, what_if.currency),
        say.filled("what_if.tile.months", &[("months", &months), ("newcomers", &newcomers)])
    );
    Some(Page {
        id: "what-if",
        title: say.text("what_if.levers.title"),
        finding: words::finding(say.language, what_if).unwrap_or_else(|| say.text("what_if.no_goal")),
        text: words::five_more(say.language, what_if)
            .into_iter()
            .chain([now, say.text("what_if.levers.note")])
            .collect(),
        chart: Some(Chart::Bars(Bars { bars, ..Bars::default() })),
        spots: noted::bars(what_if.levers.iter().filter(|own| !own.goals.is_empty()).map(|own| {
            let names = ["lever".to_owned(), own.lever.id().to_owned(), what_if.window_days.to_string()];
            noted::mark(DefinitionId::WhatIf, names)
        })),
        tables: vec![table(what_if, say)],
        definitions: vec![DefinitionId::WhatIf.id()],
        ..Page::default()
    })
}

fn bar(what_if: &WhatIf, own: &Attainable, goal: &Goal, say: &Say) -> Bar {
    let name = words::lever(say.language, own.lever, what_if.window_days);
    let said = format!(
        "+{} ({})",
        words::amount(goal.gain.median, what_if.currency),
        words::range(&goal.gain, what_if.currency)
    );
    let standing = |value: f64| words::standing(what_if, own.lever, value);
    let way = format!("{} → {}", own.now.map_or_else(String::new, standing), standing(goal.value));
    Bar {
        tip: vec![name.clone(), way, words::reach(say.language, &goal.reach), said.clone()],
        name,
        value: Some(goal.gain.median),
        interval: Some((goal.gain.low, goal.gain.high)),
        said,
        // What may as well bring nothing is told as thin.
        ink: if goal.gain.low > 0.0 { Ink::Series } else { Ink::Thin },
        people: None,
    }
}

fn table(what_if: &WhatIf, say: &Say) -> Table {
    let row = |own: &Attainable, goal: &Goal| -> Row {
        let standing = |value: f64| words::standing(what_if, own.lever, value);
        vec![
            Cell::Text(words::lever(say.language, own.lever, what_if.window_days)),
            own.now.map_or(Cell::Blank, |now| Cell::Text(standing(now))),
            Cell::Text(standing(goal.value)),
            Cell::Text(words::reach(say.language, &goal.reach)),
            Cell::money(Some(goal.gain.median.round() as i64), what_if.currency),
            Cell::Text(words::range(&goal.gain, what_if.currency)),
        ]
    };
    let t = |key: &str| format!("what_if.column.{key}");
    Table {
        title: say.text("what_if.levers.title"),
        columns: vec![
            say.words(&t("lever")),
            say.figures(&t("now")),
            say.figures(&t("goal")),
            say.words(&t("reach")),
            say.figures(&t("gain")),
            say.figures(&t("range")),
        ],
        rows: what_if
            .levers
            .iter()
            .flat_map(|own| own.goals.iter().map(move |goal| (own, goal)))
            .map(|(own, goal)| row(own, goal))
            .collect(),
        ..Table::default()
    }
}
