//! The choice of what the figures are compared with. Never offers a comparison that has no question.

use eframe::egui::Ui;

use crate::analysis::ComparedWith;
use crate::app::Action;
use crate::domain::{Direction, Segment};
use crate::ui::text::tr;
use crate::ui::views::ViewModel;
use crate::ui::widgets::dropdown;

/// The drop-down.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let (language, present) = (model.language, model.state.session.compare.as_ref());
    let saved = || model.state.project.document.segments.iter();
    let own = saved()
        .find(|one| matches!(present, Some(ComparedWith::Segment(segment)) if *segment == one.segment));
    let name = match own {
        Some(own) => own.name.clone(),
        None => tr(language, &format!("compare.choice.{}", present.map_or("none", key))),
    };
    let combo = dropdown("compare").width(170.0).selected_text(name);
    let response = combo.show_ui(ui, |ui| {
        let mut offer = |ui: &mut Ui, choice: Option<ComparedWith>, key: &str, works: bool| {
            ui.add_enabled_ui(works, |ui| {
                let chosen = choice.as_ref() == present;
                let text = tr(language, &format!("compare.choice.{key}"));
                let answer = ui.selectable_label(chosen, text);
                let answer = answer.on_disabled_hover_text(tr(language, "compare.choice.needs_period"));
                if answer.clicked() {
                    out.push(Action::SetCompare(choice.clone()));
                }
            });
        };
        let has_period = model.state.spec().period.from.is_some();
        offer(ui, None, "nothing", true);
        offer(ui, Some(ComparedWith::PreviousPeriod), "previous", has_period);
        offer(ui, Some(ComparedWith::SamePeriodLastYear), "last_year", has_period);
        if model.state.spec().segment.is_some() {
            offer(ui, Some(ComparedWith::Rest), "rest", true);
        } else {
            for segment in groups() {
                let choice = ComparedWith::Segment(segment);
                let name = key(&choice);
                offer(ui, Some(choice), name, true);
            }
        }
        let others = saved().filter(|one| Some(one.id) != model.state.session.segment);
        for other in others {
            let choice = ComparedWith::Segment(other.segment.clone());
            if ui.selectable_label(Some(&choice) == present, other.name.as_str()).clicked() {
                out.push(Action::SetCompare(Some(choice)));
            }
        }
    });
    response.response.accessible_name(tr(language, "filter.compare"));
}

/// Ready-made groups, each against the rest.
fn groups() -> impl Iterator<Item = Segment> {
    let by = Direction::ALL.map(|direction| format!("direction = {}", direction.id()));
    by.into_iter().chain(["orders >= 2".to_owned()]).filter_map(|text| Segment::parse(&text).ok())
}

fn key(choice: &ComparedWith) -> &'static str {
    match choice {
        ComparedWith::PreviousPeriod => "previous",
        ComparedWith::SamePeriodLastYear => "last_year",
        ComparedWith::Rest => "rest",
        ComparedWith::Segment(segment) => match segment.to_string().as_str() {
            "direction = push" => "push",
            "direction = pull" => "pull",
            "orders >= 2" => "repeat",
            _ => "custom",
        },
        ComparedWith::Period(_) => "custom",
    }
}
