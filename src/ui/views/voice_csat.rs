//! How satisfied people say they are: one card per scale with its answers, months and groups. Never computes a share.

use eframe::egui::Ui;

use super::ViewModel;
use super::parts::{Tile, choose};
use crate::analysis::rows::{CsatFigure, FigureId};
use crate::analysis::{Csat, CsatScale, Share};
use crate::app::wording::{answer_group, comparisons, month};
use crate::app::{Action, Selection};
use crate::domain::Language;
use crate::ui::text::{count, decimal, interval_percent, percent, signed, tr, tr_with};
use crate::ui::theme::space;
use crate::ui::widgets::{Card, Column, Table, Tone, data_table_toned};

/// Where there is nothing.
const NONE: &str = "–";

/// The tile of the scale with the most answers.
pub(super) fn tile(language: Language, csat: &Csat) -> Option<Tile> {
    let scale = csat.scales.first()?;
    let (top, cut) = (scale.top.to_string(), scale.cut.to_string());
    let interval = interval_percent(scale.satisfied.low, scale.satisfied.high);
    let answers = count(scale.satisfied.denominator);
    let values = [("interval", interval.as_str()), ("answers", &answers), ("cut", &cut), ("top", &top)];
    Some(Tile {
        label: tr(language, "tile.csat"),
        value: scale.satisfied.value.map_or_else(|| NONE.to_owned(), percent),
        note: tr_with(language, "tile.csat.note", &values),
        definition: csat.definition,
        selection: Selection::Figure(FigureId::Csat(scale.top, CsatFigure::All)),
    })
}

/// One card per scale.
pub(super) fn cards(ui: &mut Ui, model: &ViewModel<'_>, csat: &Csat, out: &mut Vec<Action>) {
    for scale in &csat.scales {
        card(ui, model, scale, csat.rejected, out);
    }
}

/// A row of the card: what it is, the share, and how it stands against the rest.
struct Line {
    figure: CsatFigure,
    name: String,
    share: Share,
    against: String,
    said: String,
    is_quiet: bool,
}

fn lines(scale: &CsatScale, language: Language) -> Vec<Line> {
    let plain = |figure, name, share| Line {
        figure,
        name,
        share,
        against: String::new(),
        said: String::new(),
        is_quiet: false,
    };
    let mut lines = vec![plain(CsatFigure::All, tr(language, "csat.all"), scale.satisfied)];
    lines.extend(scale.months.iter().map(|own| {
        let is_quiet = own.satisfied.denominator == 0;
        Line { is_quiet, ..plain(CsatFigure::Month(own.month), month(language, own.month), own.satisfied) }
    }));
    lines.extend(scale.groups.iter().map(|group| Line {
        against: group.against_rest.map_or_else(|| NONE.to_owned(), |change| signed(change.value * 100.0, 1)),
        said: group.verdict.map_or_else(String::new, |found| comparisons::verdict(language, found)),
        is_quiet: group.verdict.is_none(),
        ..plain(
            CsatFigure::Group(group.by, group.group.clone()),
            answer_group(language, group.by, &group.group),
            group.satisfied,
        )
    }));
    lines
}

fn table(lines: &[Line], language: Language) -> Table {
    let t = |column: &str| tr(language, &format!("voice.column.{column}"));
    let mut table = Table::new(vec![
        Column::text(t("group")),
        Column::number(t("satisfied")),
        Column::number(t("interval")),
        Column::number(t("answers")),
        Column::number(t("against")),
        Column::text(tr(language, "compare.column.verdict")),
    ]);
    for line in lines {
        table.row(vec![
            line.name.clone(),
            line.share.value.map_or_else(|| NONE.to_owned(), percent),
            interval_percent(line.share.low, line.share.high),
            format!("{}/{}", count(line.share.numerator), count(line.share.denominator)),
            line.against.clone(),
            line.said.clone(),
        ]);
    }
    table
}

fn card(ui: &mut Ui, model: &ViewModel<'_>, scale: &CsatScale, rejected: u64, out: &mut Vec<Action>) {
    let language = model.language;
    let lines = lines(scale, language);
    let table = table(&lines, language);
    let (top, cut) = (scale.top.to_string(), scale.cut.to_string());
    let share = scale.satisfied.value.map_or_else(|| NONE.to_owned(), percent);
    let (satisfied, n) = (count(scale.satisfied.numerator), count(scale.satisfied.denominator));
    let values =
        [("share", share.as_str()), ("satisfied", &satisfied), ("n", &n), ("cut", &cut), ("top", &top)];
    let title = tr_with(language, "csat.title", &values);
    let each: Vec<String> =
        (1..).zip(&scale.distribution).map(|(value, n)| format!("{value}: {}", count(*n))).collect();
    let (mean, rejected) =
        (scale.mean.map_or_else(|| NONE.to_owned(), |mean| decimal(mean, 2)), count(rejected));
    let distribution = each.join("  ·  ");
    let values = [("mean", mean.as_str()), ("distribution", &distribution), ("rejected", &rejected)];
    let note = tr_with(language, "csat.note", &values);
    let id = format!("csat {top}");
    let shown = Card::new(&id, &title).subtitle(&note).show(
        ui,
        language,
        || table.clone(),
        |ui| {
            let cell = |row: usize, column: usize| table.rows[row][column].clone();
            let tone = |row: usize, _: usize| if lines[row].is_quiet { Tone::Quiet } else { Tone::Plain };
            data_table_toned(ui, &id, &table.columns, (table.rows.len(), None), cell, tone).clicked
        },
    );
    if let Some(line) = shown.inner.flatten().and_then(|row| lines.get(row)) {
        choose(FigureId::Csat(scale.top, line.figure.clone()), out);
    }
    ui.add_space(space::XS);
}
