//! The notices above the view. Never words a problem itself, never lets an error go by itself.

use eframe::egui::Ui;

use crate::app::{Action, Command, Notice, Severity, View};
use crate::ui::text::tr;
use crate::ui::theme::space;
use crate::ui::views::ViewModel;
use crate::ui::widgets::{Banner, Severity as Weight};

/// The latest notices, and the banner of an opened snapshot.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    for notice in model.notices.iter() {
        if !is_said_by_the_view(notice, model) {
            one(ui, notice, model, out);
            ui.add_space(space::XS);
        }
    }
    if let Some(snapshot) = model.shown.frozen {
        let values = [("name", snapshot.name.as_str()), ("created", snapshot.created.as_str())];
        let text = crate::ui::text::tr_with(model.language, "snapshot.banner", &values);
        let back = tr(model.language, "snapshot.back");
        let banner = Banner { action: Some(&back), dismissable: false, ..Banner::new(Weight::Info, &text) };
        if banner.show(ui, model.language).action {
            out.push(Action::CloseSnapshot);
        }
        ui.add_space(space::XS);
    }
}

/// The data view shows every row and file itself.
fn is_said_by_the_view(notice: &Notice, model: &ViewModel<'_>) -> bool {
    notice.problem.leads_to_data() && model.state.session.view == View::Data && !model.state.is_empty()
}

fn one(ui: &mut Ui, notice: &Notice, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let (language, problem) = (model.language, &notice.problem);
    let text = problem.sentence(language);
    let details = problem.details(language).join("\n");
    let previous = problem.previous_version();
    let action = match previous {
        Some(_) => Some(tr(language, "notice.open_previous")),
        None if problem.leads_to_data() => Some(tr(language, "notice.show_data")),
        None if problem.leads_to_copy() => Some(tr(language, "notice.save_copy")),
        None if problem.leads_to_exports() => Some(tr(language, "notice.read_exports")),
        None => None,
    };
    let weight = match problem.severity() {
        Severity::Info => Weight::Info,
        Severity::Warning => Weight::Warning,
        Severity::Error => Weight::Error,
    };
    let banner = Banner {
        details: (!details.is_empty()).then_some(details.as_str()),
        action: action.as_deref(),
        ..Banner::new(weight, &text)
    };
    let response = banner.show(ui, language);
    if response.dismissed {
        out.push(Action::Dismiss(notice.id));
    }
    if response.action {
        out.push(Action::Dismiss(notice.id));
        out.push(match previous {
            Some(path) => Action::OpenPrevious(path.clone()),
            None if problem.leads_to_copy() => Action::Do(Command::SaveProjectAs),
            None if problem.leads_to_exports() => Action::ReadExports,
            None => Action::Show(View::Data),
        });
    }
}
