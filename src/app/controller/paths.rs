//! What the controller does for the paths view: asks the journey again whenever the question or the data have changed. Never answers.

use super::Controller;
use crate::analysis::DefinitionId;
use crate::app::jobs::Request;
use crate::app::paths::{PathsAnswer, PathsQuestion};
use crate::app::{Action, PathsTab, Problem, Selection, View};

impl Controller {
    /// The wishes of the paths view that change no document.
    pub(super) fn paths_action(&mut self, action: &Action) -> bool {
        let look = &mut self.state.session.paths;
        match action {
            Action::GroupPaths(group) => look.group = *group,
            Action::SetPathsUnit(unit) => (look.unit, look.traced) = (*unit, None),
            Action::TracePath(unit) => look.traced = *unit,
            Action::ShowPathsTab(tab) => {
                let definition = match tab {
                    PathsTab::Funnel => DefinitionId::Path,
                    PathsTab::Flow => DefinitionId::Flow,
                };
                self.state.session.select(Some(Selection::Definition(definition)));
                self.state.session.paths_tab = *tab;
            }
            Action::LookAtFlow(asked) => self.state.session.flow = (**asked).clone(),
            Action::ExportPaths => {
                self.export_paths();
                return true;
            }
            _ => return false,
        }
        self.ask_paths();
        true
    }

    /// Asks anew while the view is shown.
    pub(super) fn ask_paths(&mut self) {
        let derived = &self.state.derived;
        if self.state.session.view != View::Paths {
            return;
        }
        let Some(imported) = derived.imported.clone() else { return };
        let spec = Box::new(self.state.spec());
        let session = &self.state.session;
        let request = match session.paths_tab {
            PathsTab::Funnel => Request::Paths {
                imported,
                spec,
                question: PathsQuestion {
                    funnel: self.state.project.document.funnel.clone(),
                    group: session.paths.group,
                    traced: session.paths.traced,
                    unit: session.paths.unit,
                },
            },
            PathsTab::Flow => Request::Flows { imported, spec, look: Box::new(session.flow.clone()) },
        };
        if self.previews.submit(request).is_none() {
            self.notices.report(Problem::Busy);
        }
    }

    pub(super) fn take_paths(&mut self, answer: std::sync::Arc<PathsAnswer>) {
        self.state.derived.paths = Some(answer);
    }

    fn export_paths(&mut self) {
        let derived = &self.state.derived;
        let (Some(answer), Some(imported)) = (&derived.paths, &derived.imported) else { return };
        let language = self.state.session.language;
        let person = |unit| answer.person(imported, unit);
        let text = crate::app::paths::members_csv(&answer.members, &answer.spec.steps, person, language);
        let suggested = format!("{}.csv", crate::app::wording::text(language, "view.paths"));
        self.perform(Action::ExportTable { suggested, text });
    }
}
