//! Statements of the workshop: stated, locked, and judged when the data are there. Never judges one, never changes a locked one.

use eframe::egui::{DragValue, Id, TextEdit, Ui};

use super::ViewModel;
use crate::analysis::hypotheses::{Judged, Locked, Outcome};
use crate::app::Action;
use crate::app::wording::comparisons;
use crate::project::Hypothesis;
use crate::ui::text::{date, galley, label, paragraph_colored, tr, tr_with};
use crate::ui::theme::{BODY, Icon, SMALL, TITLE, font, space, tokens};
use crate::ui::widgets::{card, dropdown, flow, icon_button, primary_button, segmented};

/// Figures that can be stated: name, window, and how many of the unit typed make one of the figure's (points of a share, points of the
/// score, amounts in major units, percent of a ratio).
const FIGURES: [(&str, Option<u32>, f64, &str); 7] = [
    ("repeat_within", Some(30), 100.0, "pp"),
    ("repeat_within", Some(90), 100.0, "pp"),
    ("nps", None, 1.0, "points"),
    ("four_or_five_stars", None, 100.0, "pp"),
    ("net_per_order", None, 0.01, "money"),
    ("net_per_customer", None, 0.01, "money"),
    ("orders", None, 100.0, "percent"),
];
/// Days until the check.
const CHECKS: [i32; 4] = [30, 60, 90, 180];

/// A statement that is not locked yet.
#[derive(Clone)]
struct Draft {
    statement: String,
    figure: usize,
    segment: Option<usize>,
    rises: bool,
    minimum: f64,
    days: i32,
}

impl Default for Draft {
    fn default() -> Self {
        Self { statement: String::new(), figure: 1, segment: None, rises: true, minimum: 3.0, days: 90 }
    }
}

/// The statements with what became of them, and room for one more.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let hypotheses = &model.state.project.document.hypotheses;
    let end = model.state.derived.last_day();
    if hypotheses.is_empty() && end.is_none() {
        return;
    }
    card(ui, |ui| {
        let (t, language, room) = (tokens(ui), model.language, ui.available_width());
        ui.label(galley(ui, &title(model), &font(TITLE), t.text, room));
        paragraph_colored(ui, &tr(language, "hypothesis.note"), SMALL, t.text_subdued);
        for (index, hypothesis) in hypotheses.iter().enumerate() {
            ui.add_space(space::S);
            one(ui, model, hypothesis, model.state.derived.judged.get(index), out);
        }
        ui.add_space(space::S);
        if let Some(end) = end {
            form(ui, model, end, out);
        }
    });
    ui.add_space(space::XS);
}

/// How many were tested, and how many of them were confirmed.
fn title(model: &ViewModel<'_>) -> String {
    let judged = &model.state.derived.judged;
    let of =
        |wanted: &[Outcome]| judged.iter().filter(|own| wanted.contains(&own.outcome)).count().to_string();
    let tested = of(&[Outcome::Confirmed, Outcome::NotConfirmed]);
    if tested == "0" {
        return tr(model.language, "hypothesis.title");
    }
    let confirmed = of(&[Outcome::Confirmed]);
    tr_with(model.language, "hypothesis.tested", &[("tested", &tested), ("confirmed", &confirmed)])
}

fn one(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    hypothesis: &Hypothesis,
    judged: Option<&Judged>,
    out: &mut Vec<Action>,
) {
    let (t, language) = (tokens(ui), model.language);
    let locked = &hypothesis.locked;
    ui.horizontal(|ui| {
        let remove = format!("{}: {}", tr(language, "hypothesis.remove"), hypothesis.statement);
        if icon_button(ui, Icon::Trash, &remove).clicked() {
            out.push(Action::RemoveHypothesis(hypothesis.id));
        }
        label(ui, hypothesis.statement.clone(), BODY, t.text);
    });
    let minimum = written_minimum(language, locked);
    let (on, check) = (date(language, locked.on), date(language, locked.check));
    let figure = figure_name(language, &locked.figure, locked.days);
    let direction = tr(language, if locked.rises { "hypothesis.rises" } else { "hypothesis.falls" });
    let who = locked.segment.as_ref().map_or_else(String::new, |segment| format!(" · {segment}"));
    let values = [
        ("figure", figure.as_str()),
        ("direction", direction.as_str()),
        ("minimum", minimum.as_str()),
        ("on", on.as_str()),
        ("check", check.as_str()),
    ];
    let line = format!("{}{who}", tr_with(language, "hypothesis.locked", &values));
    paragraph_colored(ui, &line, SMALL, t.text_subdued);
    if let Some(judged) = judged {
        verdict(ui, model, judged);
    }
}

fn verdict(ui: &mut Ui, model: &ViewModel<'_>, judged: &Judged) {
    let language = model.language;
    let key = match judged.outcome {
        Outcome::TooEarly => "too_early",
        Outcome::NoData => "no_data",
        Outcome::Confirmed => "confirmed",
        Outcome::NotConfirmed => "not_confirmed",
    };
    let mut words = tr(language, &format!("hypothesis.{key}"));
    if let Some(figure) = &judged.figure {
        let (then, now) = (comparisons::value(figure, &figure.then), comparisons::value(figure, &figure.now));
        let interval = comparisons::interval(language, figure);
        words = format!("{words}: {then} → {now} ({interval})");
    }
    let color = match judged.outcome {
        Outcome::Confirmed => tokens(ui).success,
        Outcome::NotConfirmed => tokens(ui).warning_text,
        Outcome::TooEarly | Outcome::NoData => tokens(ui).text_subdued,
    };
    paragraph_colored(ui, &words, BODY, color);
}

fn figure_name(language: crate::domain::Language, figure: &str, days: Option<u32>) -> String {
    let days = days.map_or_else(String::new, |days| days.to_string());
    tr_with(language, &format!("figure.{figure}"), &[("days", &days), ("channel", ""), ("months", "")])
}

fn written_minimum(language: crate::domain::Language, locked: &Locked) -> String {
    let known = FIGURES.iter().find(|own| own.0 == locked.figure && own.1 == locked.days);
    let (factor, unit) = known.map_or((1.0, "points"), |own| (own.2, own.3));
    format!("{:.1} {}", locked.minimum * factor, tr(language, &format!("hypothesis.unit.{unit}")))
}

/// What decides: figure, group, direction, smallest effect, day of the check.
fn choices(ui: &mut Ui, model: &ViewModel<'_>, draft: &mut Draft) {
    let language = model.language;
    let say = |key: &str| tr(language, &format!("hypothesis.{key}"));
    let segments = &model.state.project.document.segments;
    ui.horizontal_wrapped(|ui| {
        let name = |index: usize| figure_name(language, FIGURES[index].0, FIGURES[index].1);
        dropdown("figure of a hypothesis").selected_text(name(draft.figure)).show_ui(ui, |ui| {
            for index in 0..FIGURES.len() {
                ui.selectable_value(&mut draft.figure, index, name(index));
            }
        });
        let who = |index: Option<usize>| {
            index
                .and_then(|index| segments.get(index))
                .map_or_else(|| say("everybody"), |own| own.name.clone())
        };
        dropdown("segment of a hypothesis").selected_text(who(draft.segment)).show_ui(ui, |ui| {
            ui.selectable_value(&mut draft.segment, None, who(None));
            for index in 0..segments.len() {
                ui.selectable_value(&mut draft.segment, Some(index), who(Some(index)));
            }
        });
        let directions = [(true, say("rises")), (false, say("falls"))];
        flow::item(ui, "direction", |ui| segmented(ui, &mut draft.rises, &directions));
        ui.label(say("by"));
        let unit = say(&format!("unit.{}", FIGURES[draft.figure].3));
        ui.add(
            DragValue::new(&mut draft.minimum)
                .range(0.0..=1_000.0)
                .max_decimals(1)
                .suffix(format!(" {unit}")),
        );
        let checks =
            CHECKS.map(|days| (days, tr_with(language, "hypothesis.days", &[("days", &days.to_string())])));
        flow::item(ui, "check", |ui| segmented(ui, &mut draft.days, &checks));
    });
}

/// The fields of a new statement; nothing is kept before it is locked.
fn form(ui: &mut Ui, model: &ViewModel<'_>, end: crate::domain::Day, out: &mut Vec<Action>) {
    let language = model.language;
    let say = |key: &str| tr(language, &format!("hypothesis.{key}"));
    let id = Id::unique("draft of a hypothesis");
    let mut draft: Draft = ui.data(|data| data.get_temp(id)).unwrap_or_default();
    let segments = &model.state.project.document.segments;
    let hint = say("statement");
    let field = TextEdit::singleline(&mut draft.statement).hint_text(&hint).desired_width(f32::INFINITY);
    ui.add(field).widget_info(|| {
        eframe::egui::WidgetInfo::labeled(eframe::egui::accesskit::Role::TextInput, true, &hint)
    });
    choices(ui, model, &mut draft);
    let is_stated = !draft.statement.trim().is_empty();
    let lock = |ui: &mut Ui| primary_button(ui, None, &say("lock")).clicked();
    if ui.add_enabled_ui(is_stated, lock).inner && is_stated {
        let (figure, days, factor, _) = FIGURES[draft.figure];
        let locked = Locked {
            figure: figure.to_owned(),
            days,
            segment: draft.segment.and_then(|index| segments.get(index)).map(|own| {
                // With the rules of its personas: what is locked does not change with them.
                model.state.project.document.resolved(&own.segment).unwrap_or_else(|_| own.segment.clone())
            }),
            rises: draft.rises,
            minimum: draft.minimum / factor,
            on: end,
            check: end.plus(draft.days),
        };
        out.push(Action::LockHypothesis {
            statement: draft.statement.trim().to_owned(),
            locked: Box::new(locked),
        });
        draft = Draft::default();
    }
    ui.data_mut(|data| data.insert_temp(id, draft));
}
