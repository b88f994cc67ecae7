//! What a change would bring: what is within reach, a scenario of one's own, and what became of earlier ones. Computes nothing.

mod scenario;

use eframe::egui::Ui;

use super::ViewModel;
use super::drawn::answered;
use super::parts::{Tile, headline, nothing, tiles};
use crate::analysis::{DefinitionId, WhatIf};
use crate::app::wording::what_if as words;
use crate::app::{Action, ChartMark, Selection};
use crate::ui::charts::bars;
use crate::ui::text::{count, percent, tr, tr_with};
use crate::ui::theme::{Icon, space};
use crate::ui::widgets::{Card, Column, Table};

/// The view.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let Some(what_if) = model.shown.analysis.and_then(|analysis| analysis.what_if.as_ref()) else {
        return nothing(ui, model, Icon::ChartColumn, "what_if", out);
    };
    let finding =
        words::finding(model.language, what_if).unwrap_or_else(|| tr(model.language, "what_if.no_goal"));
    headline(ui, &finding, words::five_more(model.language, what_if).as_deref());
    tiles(ui, model, &summary(model, what_if), out);
    ui.add_space(space::XS);
    levers(ui, model, what_if, out);
    scenario::ui(ui, model, what_if, out);
    scenario::earlier(ui, model, what_if);
}

fn summary(model: &ViewModel<'_>, what_if: &WhatIf) -> Vec<Tile> {
    let language = model.language;
    let tile = |key: &str, value: String, note: String| Tile {
        label: tr(language, key),
        value,
        note,
        definition: DefinitionId::WhatIf,
        selection: Selection::Definition(DefinitionId::WhatIf),
    };
    let (months, newcomers) = (what_if.months.to_string(), count(what_if.newcomers));
    let of = [("months", months.as_str()), ("newcomers", newcomers.as_str())];
    let mut tiles = vec![tile(
        "what_if.tile.revenue",
        words::amount(what_if.revenue.median, what_if.currency),
        format!(
            "{}; {}",
            words::range(&what_if.revenue, what_if.currency),
            tr_with(language, "what_if.tile.months", &of)
        ),
    )];
    if let Some(five) = &what_if.five_more {
        tiles.push(tile(
            "what_if.tile.five",
            format!("+{}", percent(five.gain_share.median)),
            tr_with(
                language,
                "what_if.tile.five.note",
                &[("range", &words::range(&five.gain, what_if.currency))],
            ),
        ));
    }
    let later = &what_if.later_value;
    let (n, days) = (count(later.n), what_if.horizon_days.to_string());
    tiles.push(tile(
        "what_if.tile.later",
        words::amount(later.value, what_if.currency),
        tr_with(language, "what_if.tile.later.note", &[("n", &n), ("days", &days)]),
    ));
    tiles
}

/// Levers by what is within reach.
fn levers(ui: &mut Ui, model: &ViewModel<'_>, what_if: &WhatIf, out: &mut Vec<Action>) {
    let language = model.language;
    let reachable = || what_if.levers.iter().filter_map(|own| Some((own, own.goals.first()?)));
    let bars = reachable().enumerate().map(|(index, (own, goal))| {
        let now = own.now.map_or_else(String::new, |now| words::standing(what_if, own.lever, now));
        let goal_text = words::standing(what_if, own.lever, goal.value);
        bars::Bar {
            name: words::lever(language, own.lever, what_if.window_days),
            value: goal.gain.median,
            interval: Some((goal.gain.low, goal.gain.high)),
            text: format!("+{}", words::amount(goal.gain.median, what_if.currency)),
            note: format!("{now} → {goal_text}, {}", words::reach(language, &goal.reach)),
            quiet: goal.gain.low <= 0.0,
            strong: index == 0,
        }
    });
    let chart = bars::Model { id: "levers", bars: bars.collect(), whole: None };
    let title = tr(language, "what_if.levers.title");
    let note = tr(language, "what_if.levers.note");
    let table = || {
        let mut table = Table::new(vec![
            Column::text(tr(language, "what_if.column.lever")),
            Column::number(tr(language, "what_if.column.now")),
            Column::number(tr(language, "what_if.column.goal")),
            Column::text(tr(language, "what_if.column.reach")),
            Column::number(tr(language, "what_if.column.gain")),
            Column::number(tr(language, "what_if.column.range")),
        ]);
        for own in &what_if.levers {
            for goal in &own.goals {
                table.row(vec![
                    words::lever(language, own.lever, what_if.window_days),
                    own.now.map_or_else(String::new, |now| words::standing(what_if, own.lever, now)),
                    words::standing(what_if, own.lever, goal.value),
                    words::reach(language, &goal.reach),
                    words::amount(goal.gain.median, what_if.currency),
                    words::range(&goal.gain, what_if.currency),
                ]);
            }
        }
        table
    };
    let card = Card::new("levers", &title).subtitle(&note);
    let shown = card.show(ui, language, table, |ui| bars::show(ui, &chart, language));
    let lever = |mark: &bars::Mark| {
        let (own, _) = reachable().nth(mark.bar)?;
        let names = ["lever".to_owned(), own.lever.id().to_owned(), what_if.window_days.to_string()];
        Some(Selection::Mark(ChartMark::new(DefinitionId::WhatIf, names)))
    };
    answered(ui, model, shown.inner, lever, out);
    ui.add_space(space::XS);
}
