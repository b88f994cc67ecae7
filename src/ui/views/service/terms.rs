//! What a shop says of its own service: the target, when it is open, its days off, what a request takes. Never measures any of it.

use eframe::egui::{DragValue, Id, TextEdit, Ui};

use super::super::ViewModel;
use crate::analysis::Service;
use crate::app::Action;
use crate::app::wording::service as words;
use crate::domain::{OpeningError, OpeningHours, ServiceTerms};
use crate::ui::text::{label, paragraph_colored, tr, tr_with};
use crate::ui::theme::{BODY, SMALL, space, tokens};
use crate::ui::widgets::{card, flow, segmented};

/// Targets that are offered, in minutes.
const TARGETS: [u32; 5] = [15, 60, 240, 480, 1_440];

/// The two texts while they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Draft {
    /// The terms that they began from: when others apply, by undo perhaps, they begin anew.
    of: ServiceTerms,
    hours: String,
    days_off: String,
}

impl Draft {
    fn new(terms: &ServiceTerms) -> Self {
        let opening = terms.opening.as_ref();
        let days_off = opening.iter().flat_map(|hours| &hours.holidays).map(ToString::to_string);
        Self {
            of: terms.clone(),
            hours: opening.map(ToString::to_string).unwrap_or_default(),
            days_off: days_off.collect::<Vec<_>>().join(", "),
        }
    }

    /// The terms as written: without hours the shop is always open, but for its days off.
    fn terms(&self) -> Result<ServiceTerms, OpeningError> {
        let holidays = OpeningHours::parse_holidays(&self.days_off)?;
        let hours = match self.hours.trim() {
            "" => None,
            hours => Some(OpeningHours::parse(hours)?),
        };
        Ok(ServiceTerms { opening: OpeningHours::with_days_off(hours, holidays), ..self.of.clone() })
    }
}

/// The terms, to be changed unless the view is frozen.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, service: &Service, out: &mut Vec<Action>) {
    if model.shown.frozen.is_some() {
        return;
    }
    let terms = &model.state.project.document.settings.service;
    card(ui, |ui| {
        target(ui, model, service, terms, out);
        ui.add_space(space::XS);
        opening(ui, model, terms, out);
    });
    ui.add_space(space::XS);
}

/// Within which time an answer counts as prompt, and what a request takes.
fn target(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    service: &Service,
    terms: &ServiceTerms,
    out: &mut Vec<Action>,
) {
    let (language, t) = (model.language, tokens(ui));
    ui.horizontal_wrapped(|ui| {
        label(ui, tr(language, "service.target"), BODY, t.text_subdued);
        let mut minutes = service.target_minutes;
        let choices = TARGETS.map(|minutes| (minutes, words::duration(language, f64::from(minutes))));
        if flow::item(ui, "target", |ui| segmented(ui, &mut minutes, &choices)) {
            out.push(changed(ServiceTerms { target_minutes: minutes, ..terms.clone() }));
        }
        ui.add_space(space::M);
        let name = tr(language, "service.per_case");
        label(ui, &name, BODY, t.text_subdued);
        let mut minutes_per_case = terms.minutes_per_case;
        let drag = DragValue::new(&mut minutes_per_case).range(1..=600).update_while_editing(false);
        if ui.add(drag).accessible_name(&name).changed() {
            out.push(changed(ServiceTerms { minutes_per_case, ..terms.clone() }));
        }
    });
}

/// When the shop is open; what is written counts once the field is left.
fn opening(ui: &mut Ui, model: &ViewModel<'_>, terms: &ServiceTerms, out: &mut Vec<Action>) {
    let (language, t, id) = (model.language, tokens(ui), Id::unique("draft of opening hours"));
    let known: Option<Draft> = ui.data(|data| data.get_temp(id));
    let mut draft = known.filter(|draft| draft.of == *terms).unwrap_or_else(|| Draft::new(terms));
    let mut is_left = false;
    ui.horizontal_wrapped(|ui| {
        for (key, text, width) in
            [("service.opening", &mut draft.hours, 300.0), ("service.days_off", &mut draft.days_off, 220.0)]
        {
            let (name, hint) = (tr(language, key), tr(language, &format!("{key}.hint")));
            // The name and its field go to the next line together.
            is_left |= flow::item(ui, key, |ui| {
                ui.horizontal(|ui| {
                    label(ui, &name, BODY, t.text_subdued);
                    let field = TextEdit::singleline(text).hint_text(hint).desired_width(width);
                    ui.add(field).accessible_name(&name).lost_focus()
                })
                .inner
            });
            ui.add_space(space::M);
        }
    });
    match draft.terms() {
        Ok(written) if is_left && written != *terms => out.push(changed(written)),
        Ok(_) => {}
        Err(OpeningError(part)) => {
            let fault = tr_with(language, "service.opening.wrong", &[("part", &part)]);
            paragraph_colored(ui, &fault, SMALL, t.warning_text);
        }
    }
    let note = match &terms.opening {
        Some(hours) => tr_with(language, "service.clock", &[("hours", &hours.to_string())]),
        None => tr(language, "service.clock.always"),
    };
    paragraph_colored(ui, &note, SMALL, t.text_subdued);
    ui.data_mut(|data| data.insert_temp(id, draft));
}

fn changed(terms: ServiceTerms) -> Action {
    Action::SetServiceTerms(Box::new(terms))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(hours: &str, days_off: &str) -> Result<Option<String>, String> {
        let draft = Draft {
            hours: hours.to_owned(),
            days_off: days_off.to_owned(),
            ..Draft::new(&ServiceTerms::default())
        };
        let terms = draft.terms().map_err(|error| error.0)?;
        Ok(terms.opening.map(|hours| format!("{hours}; {} off", hours.holidays.len())))
    }

    #[test]
    fn hours_and_days_off_are_read_together_and_a_blank_shop_is_always_open() {
        assert_eq!(written(" ", ""), Ok(None));
        assert_eq!(
            written("mon-fri 09:00-18:00", "2026-04-13"),
            Ok(Some("mon-fri 09:00-18:00; 1 off".to_owned()))
        );
        assert_eq!(written("", "2026-04-13"), Ok(Some("mon-sun 00:00-24:00; 1 off".to_owned())));
        assert_eq!(written("mon 9-18", ""), Err("mon 9-18".to_owned()));
        assert_eq!(written("", "new year"), Err("new year".to_owned()));
        let terms =
            ServiceTerms { opening: OpeningHours::parse("sat 10:00-14:00").ok(), ..ServiceTerms::default() };
        assert_eq!(Draft::new(&terms).terms(), Ok(terms));
    }
}
