//! The stars one by one, and what people wrote, with a search. Never computes a figure, never saves a word.

use eframe::egui::{Id, TextEdit, Ui};

use super::ViewModel;
use super::parts::choose;
use crate::analysis::rows::{FigureId, NpsFigure};
use crate::analysis::{Analysis, Comment, Reviews};
use crate::app::wording::date;
use crate::app::{Action, Selection};
use crate::domain::Proportion;
use crate::ui::text::{count, decimal, percent, tr, tr_with};
use crate::ui::theme::{SMALL, space, tokens};
use crate::ui::widgets::{Card, Column, Table, data_table, table};

/// The two cards, those that have something to show.
pub(super) fn cards(ui: &mut Ui, model: &ViewModel<'_>, analysis: &Analysis, out: &mut Vec<Action>) {
    if let Some(reviews) = analysis.reviews.as_ref().filter(|reviews| reviews.n > 0) {
        stars(ui, model, reviews, out);
    }
    // A snapshot holds no words: they belong to people.
    if model.shown.frozen.is_none() && !model.state.derived.comments.is_empty() {
        comments(ui, model, &model.state.derived.comments, out);
    }
}

fn stars(ui: &mut Ui, model: &ViewModel<'_>, reviews: &Reviews, out: &mut Vec<Action>) {
    let language = model.language;
    let (mean, n) = (reviews.mean.map_or_else(String::new, |mean| decimal(mean, 2)), count(reviews.n));
    let title = tr_with(language, "voice.reviews.title", &[("mean", &mean), ("n", &n)]);
    let t = |column: &str| tr(language, &format!("voice.column.{column}"));
    let mut rows =
        Table::new(vec![Column::text(t("stars")), Column::number(t("reviews")), Column::number(t("share"))]);
    for (index, number) in reviews.stars.iter().enumerate().rev() {
        let share = Proportion::new(*number, reviews.n).value().map_or_else(String::new, percent);
        rows.row(vec![format!("{} / 5", index + 1), count(*number), share]);
    }
    let card = Card::new("stars", &title);
    let shown = card.show(ui, language, || rows.clone(), |ui| table(ui, "stars", &rows).clicked);
    if let Some(row) = shown.inner.flatten() {
        // The most stars stand first.
        choose(FigureId::Reviews(u8::try_from(reviews.stars.len() - row).ok()), out);
    }
    ui.add_space(space::XS);
}

fn comments(ui: &mut Ui, model: &ViewModel<'_>, all: &[Comment], out: &mut Vec<Action>) {
    let language = model.language;
    let id = Id::unique("search comments");
    let mut search: String = ui.data(|data| data.get_temp(id).unwrap_or_default());
    let wanted = search.trim().to_lowercase();
    let found: Vec<&Comment> = all
        .iter()
        .filter(|comment| wanted.is_empty() || comment.text.to_lowercase().contains(&wanted))
        .collect();
    let (shown, whole) = (count(found.len() as u64), count(all.len() as u64));
    let title = tr_with(language, "voice.comments.title", &[("shown", &shown), ("all", &whole)]);
    let t = |column: &str| tr(language, &format!("voice.column.{column}"));
    let columns = vec![
        Column::text(t("when")),
        Column::number(t("score")),
        Column::text(t("stars")),
        Column::text(t("comment")),
    ];
    let cell = |row: usize, column: usize| {
        let comment = found[row];
        match column {
            0 => comment.day.map_or_else(|| "–".to_owned(), |day| date(language, day)),
            1 => comment.score.map_or_else(String::new, |score| score.to_string()),
            2 => comment.stars.map_or_else(String::new, |stars| format!("{} / 5", stars.clamp(0, 5))),
            _ => comment.text.replace(['\n', '\r'], " "),
        }
    };
    let whole_table = || {
        let rows = (0..found.len()).map(|row| (0..columns.len()).map(|column| cell(row, column)).collect());
        Table { columns: columns.clone(), rows: rows.collect() }
    };
    let card = Card::new("comments", &title);
    let shown = card.show(ui, language, whole_table, |ui| {
        let hint = tr(language, "voice.comments.search");
        let field = TextEdit::singleline(&mut search).hint_text(&hint).desired_width(320.0);
        let response = ui.add(field);
        response.widget_info(|| {
            eframe::egui::WidgetInfo::labeled(eframe::egui::accesskit::Role::TextInput, true, &hint)
        });
        ui.add_space(space::XS);
        if found.is_empty() {
            crate::ui::text::label(ui, tr(language, "chart.no_data"), SMALL, tokens(ui).text_subdued);
            return None;
        }
        data_table(ui, "comments", &columns, found.len(), None, cell).clicked
    });
    if let Some(comment) = shown.inner.flatten().and_then(|row| found.get(row)) {
        out.push(Action::Select(like(comment)));
    }
    ui.data_mut(|data| data.insert_temp(id, search));
}

/// The answers and reviews that say as much as a comment does.
fn like(comment: &Comment) -> Option<Selection> {
    let number = |value: Option<i32>| u8::try_from(value?).ok();
    let score = number(comment.score).map(|score| Selection::Answers(NpsFigure::Score(score)));
    score.or_else(|| Some(Selection::Figure(FigureId::Reviews(Some(number(comment.stars)?)))))
}
