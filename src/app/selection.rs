//! The figure that is selected in the window, or several side by side: what notes are pinned to, and which rows stand behind it. Never a
//! value.

use super::{ChartMark, Session};
use crate::analysis::DefinitionId;
use crate::analysis::rows::{
    FigureId, NpsFigure, OrdersFigure, Reached, RepeatFigure, RfmFigure, ServiceFigure, Together, ValuePart,
};
use crate::domain::{MonthIndex, Stage};
use crate::project::Target;

/// The figure that the inspector explains.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Selection {
    /// A stage of the journey.
    Stage(Stage),
    /// The step from the stage with this index to the next one.
    Step(usize),
    /// Repeat purchase within a window of so many days.
    Window(u32),
    /// A cohort's customers in the month with this offset.
    Cohort(MonthIndex, u32),
    /// A group of answers.
    Answers(NpsFigure),
    /// The revenue of a month.
    Revenue(MonthIndex),
    /// Any figure that rows stand behind.
    Figure(FigureId),
    /// A mark of a chart that has no figure of its own.
    Mark(ChartMark),
    /// Any other figure, by its definition.
    Definition(DefinitionId),
}

impl Selection {
    /// What a note that is pinned somewhere leads to; `None` where its figure has another name by now.
    pub fn of_target(target: &Target) -> Option<Self> {
        match target {
            Target::Stage { stage } => Some(Self::Stage(*stage)),
            Target::Step { from, .. } => Stage::ALL.iter().position(|stage| stage == from).map(Self::Step),
            Target::Figure { figure } => match (figure.parse(), ChartMark::parse(figure)) {
                (Ok(figure), _) => Some(Self::of_figure(figure)),
                (_, mark) => mark.map(Self::Mark),
            },
        }
    }

    /// The selection of a figure that rows stand behind.
    fn of_figure(figure: FigureId) -> Self {
        match figure {
            FigureId::Repeat(RepeatFigure::Within(days)) => Self::Window(days),
            FigureId::Cohort(month, Some(offset)) => Self::Cohort(month, offset),
            FigureId::Nps(figure) => Self::Answers(figure),
            FigureId::Revenue(month) => Self::Revenue(month),
            other => Self::Figure(other),
        }
    }

    /// What a note about the selection is pinned to; `None` where notes are not pinned.
    pub fn target(&self) -> Option<Target> {
        match self {
            Self::Stage(stage) => Some(Target::Stage { stage: *stage }),
            Self::Step(index) => {
                let (from, to) = (Stage::ALL.get(*index)?, Stage::ALL.get(index + 1)?);
                Some(Target::Step { from: *from, to: *to })
            }
            Self::Mark(mark) => Some(Target::Figure { figure: mark.to_string() }),
            other => other.figure().map(|figure| Target::Figure { figure: figure.to_string() }),
        }
    }

    /// The figure whose rows stand behind the selection; `None` where none do.
    pub fn figure(&self) -> Option<FigureId> {
        Some(match self {
            Self::Stage(stage) => FigureId::Stage(*stage),
            Self::Step(index) => FigureId::Step(*Stage::ALL[..Stage::ALL.len() - 1].get(*index)?),
            Self::Window(days) => FigureId::Repeat(RepeatFigure::Within(*days)),
            Self::Cohort(month, offset) => FigureId::Cohort(*month, Some(*offset)),
            Self::Answers(figure) => FigureId::Nps(*figure),
            Self::Revenue(month) => FigureId::Revenue(*month),
            Self::Figure(figure) => figure.clone(),
            Self::Mark(mark) => {
                return mark.figure().or_else(|| Self::Definition(mark.definition).figure());
            }
            Self::Definition(definition) => match definition {
                DefinitionId::RepeatToDate => FigureId::Repeat(RepeatFigure::ToDate),
                DefinitionId::ReturningShare => FigureId::Repeat(RepeatFigure::ReturningCustomers),
                DefinitionId::ReturningOrders => FigureId::Repeat(RepeatFigure::ReturningOrders),
                DefinitionId::Ladder => FigureId::Repeat(RepeatFigure::Ladder(1)),
                DefinitionId::Stars => FigureId::Reviews(None),
                DefinitionId::Nps => FigureId::Nps(NpsFigure::All),
                DefinitionId::Orders => FigureId::Orders(OrdersFigure::All),
                DefinitionId::Revenue => FigureId::Orders(OrdersFigure::Valid),
                DefinitionId::CustomerCost | DefinitionId::LifetimeToCost | DefinitionId::Efficiency => {
                    FigureId::NewCustomers(ValuePart::All)
                }
                DefinitionId::ChannelStages => FigureId::Stage(Stage::Purchase),
                DefinitionId::HistoricalValue => FigureId::Value(90, ValuePart::All),
                DefinitionId::Overdue => FigureId::Overdue,
                DefinitionId::Attribution => FigureId::Attribution(None),
                DefinitionId::ServiceReply => FigureId::Service(ServiceFigure::InTime),
                DefinitionId::ServiceResolution => FigureId::Service(ServiceFigure::SolvedForGood),
                DefinitionId::SameIssue => FigureId::Service(ServiceFigure::SameIssue),
                DefinitionId::Complaints => FigureId::Service(ServiceFigure::Requests),
                DefinitionId::OnTime => FigureId::Service(ServiceFigure::OnTime),
                DefinitionId::Claims => FigureId::Service(ServiceFigure::WrongOrDamaged),
                DefinitionId::PerfectOrder => FigureId::Service(ServiceFigure::Perfect),
                DefinitionId::Cart => FigureId::Service(ServiceFigure::AbandonedCarts),
                DefinitionId::Rfm => FigureId::Rfm(RfmFigure::All),
                DefinitionId::Cohort => FigureId::PooledCohort(1),
                _ => return None,
            },
        })
    }
}

impl Session {
    /// Selects one figure, or nothing.
    pub fn select(&mut self, selection: Option<Selection>) {
        self.beside.clear();
        self.selection = selection;
    }

    /// Sets a figure beside what is selected, or takes it out again; the figure that came last leads.
    pub fn select_too(&mut self, selection: Selection) {
        let mut all: Vec<Selection> = self.selected().cloned().collect();
        match all.iter().position(|known| *known == selection) {
            Some(place) => drop(all.remove(place)),
            None => all.push(selection),
        }
        self.select_all(all);
    }

    /// Selects several figures, each once; the last of them leads.
    pub fn select_all(&mut self, all: Vec<Selection>) {
        self.selection = None;
        self.beside.clear();
        for selection in all {
            if !self.selected().any(|known| *known == selection) {
                self.beside.extend(self.selection.replace(selection));
            }
        }
    }

    /// Everything that is selected, in the order in which it was.
    pub fn selected(&self) -> impl Iterator<Item = &Selection> {
        self.beside.iter().chain(&self.selection)
    }

    /// The stages of the journey that are selected, in its order.
    pub fn selected_stages(&self) -> Vec<Stage> {
        let is_selected = |stage: &Stage| self.selected().any(|known| *known == Selection::Stage(*stage));
        Stage::ALL.into_iter().filter(is_selected).collect()
    }

    /// The figure whose rows stand behind what is selected: of several stages, who reached all of them.
    pub fn figure(&self) -> Option<FigureId> {
        if self.beside.is_empty() {
            return self.selection.as_ref()?.figure();
        }
        Reached::new(Together::All, &self.selected_stages()).map(FigureId::Reached)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_join_and_leave_the_selection_and_the_last_one_leads() {
        let mut session = Session::default();
        let [buyers, back] = [Stage::Purchase, Stage::Retention].map(Selection::Stage);
        session.select(Some(back.clone()));
        session.select_too(buyers.clone());
        assert_eq!(
            (session.beside.as_slice(), &session.selection),
            ([back.clone()].as_slice(), &Some(buyers.clone()))
        );
        assert_eq!(session.selected_stages(), [Stage::Purchase, Stage::Retention]);
        let rows = session.figure().map(|figure| figure.to_string());
        assert_eq!(rows.as_deref(), Some("reached:all:purchase+retention"));
        session.select_too(buyers);
        assert_eq!((session.beside.len(), &session.selection), (0, &Some(back.clone())));
        assert_eq!(session.figure(), Some(FigureId::Stage(Stage::Retention)));
        session.select_too(back.clone());
        assert_eq!(session.selected().count(), 0);
        session.select_all(vec![back.clone(), Selection::Step(2), back]);
        assert_eq!(session.selected().count(), 2);
        session.select(None);
        assert_eq!(session.selected().count(), 0);
    }

    #[test]
    fn a_note_on_any_figure_leads_back_to_it() {
        let month = MonthIndex(24_313);
        for selection in [
            Selection::Stage(Stage::Purchase),
            Selection::Step(2),
            Selection::Window(90),
            Selection::Cohort(month, 3),
            Selection::Answers(NpsFigure::Detractors),
            Selection::Revenue(month),
            Selection::Figure(FigureId::Rfm(RfmFigure::Group(5, 4, 5))),
            Selection::Mark(ChartMark::new(DefinitionId::OnTime, ["month", "2026-01"])),
        ] {
            let target = selection.target().expect("notes are pinned there");
            assert_eq!(Selection::of_target(&target), Some(selection));
        }
    }
}
