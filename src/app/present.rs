//! What is shown full-screen: one snapshot after another, each with its charts. Never computes a figure, never draws.

use super::State;
use super::deliverable::{Subject, Wish, report, without_money};
use super::wording;
use crate::analysis::Analysis;
use crate::domain::Language;
use crate::project::{Board, Snapshot};
use crate::report::Page;

/// A presentation under way.
#[derive(Clone, Debug, PartialEq)]
pub struct Presenting {
    /// What is presented, in order; at least one.
    shows: Vec<Show>,
    /// Which of them is shown.
    at: usize,
    /// Which chart of each is shown.
    charts: Vec<usize>,
    /// Whether amounts of money are hidden.
    pub hides_money: bool,
    /// Whether the notes for the presenter are shown.
    pub shows_notes: bool,
}

/// A snapshot as it is presented, with and without amounts.
#[derive(Clone, Debug, PartialEq)]
struct Show {
    name: String,
    question: String,
    pages: Vec<Page>,
    veiled: Vec<Page>,
}

/// What can be done while presenting.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shift {
    /// To the next snapshot.
    Next,
    /// To the one before.
    Previous,
    /// To the first.
    First,
    /// To the last.
    Last,
    /// To the next chart of the snapshot.
    NextChart,
    /// To the chart before.
    PreviousChart,
    /// Hide amounts of money, or show them.
    Money,
    /// Show the notes for the presenter, or hide them.
    Notes,
    /// End the presentation.
    End,
}

impl Presenting {
    /// The snapshots of the project; without any, the present figures. `None` when there is nothing to present.
    pub fn new(state: &State) -> Option<Self> {
        let language = state.session.language;
        let document = &state.project.document;
        let mut shows: Vec<Show> = document
            .snapshots
            .iter()
            .map(|snapshot| Show::of_snapshot(snapshot, &document.board, language))
            .collect();
        if shows.is_empty() {
            let subject = present_figures(state, &wording::text(language, "present.now"), |subject| {
                Show::of(subject, subject.analysis, language)
            });
            shows.extend(subject);
        }
        shows.retain(|show| !show.pages.is_empty());
        let opened = state.session.opened_snapshot;
        let at = opened
            .and_then(|id| document.snapshots.iter().position(|snapshot| snapshot.id == id))
            .unwrap_or(0);
        let charts = vec![0; shows.len()];
        (!shows.is_empty()).then_some(Self {
            at: at.min(shows.len() - 1),
            shows,
            charts,
            hides_money: false,
            shows_notes: false,
        })
    }

    /// Turns the pages, or changes how they are shown; `false` when the presentation is over.
    pub fn turn(&mut self, shift: Shift) -> bool {
        let last = self.shows.len() - 1;
        let last_chart = self.shows[self.at].pages.len() - 1;
        let chart = &mut self.charts[self.at];
        match shift {
            Shift::Next => self.at = (self.at + 1).min(last),
            Shift::Previous => self.at = self.at.saturating_sub(1),
            Shift::First => self.at = 0,
            Shift::Last => self.at = last,
            Shift::NextChart => *chart = (*chart + 1).min(last_chart),
            Shift::PreviousChart => *chart = chart.saturating_sub(1),
            Shift::Money => self.hides_money = !self.hides_money,
            Shift::Notes => self.shows_notes = !self.shows_notes,
            Shift::End => return false,
        }
        true
    }

    /// The page that is shown.
    pub fn page(&self) -> &Page {
        let show = &self.shows[self.at];
        let pages = if self.hides_money { &show.veiled } else { &show.pages };
        &pages[self.charts[self.at]]
    }

    /// Name of the snapshot that is shown, and the question it answers.
    pub fn title(&self) -> (&str, &str) {
        let show = &self.shows[self.at];
        (&show.name, &show.question)
    }

    /// Number of the snapshot, from 1, and how many there are.
    pub fn place(&self) -> (usize, usize) {
        (self.at + 1, self.shows.len())
    }

    /// Number of the chart within the snapshot, from 1, and how many there are.
    pub fn chart(&self) -> (usize, usize) {
        (self.charts[self.at] + 1, self.shows[self.at].pages.len())
    }
}

impl Show {
    fn of_snapshot(snapshot: &Snapshot, board: &Board, language: Language) -> Self {
        let subject = Subject { board: Some(board), ..Subject::of(snapshot) };
        Self::of(&subject, &snapshot.analysis, language)
    }

    fn of(subject: &Subject<'_>, analysis: &Analysis, language: Language) -> Self {
        let made = report(subject, &Wish { language, client: None });
        let veiled = without_money(made.clone(), analysis);
        let shown = |page: &Page| page.chart.is_some() || !page.tiles.is_empty();
        let keep = |pages: Vec<Page>| -> Vec<Page> { pages.into_iter().filter(shown).collect() };
        Self {
            name: made.title,
            question: made.question,
            pages: keep(made.pages),
            veiled: keep(veiled.pages),
        }
    }
}

/// The present figures as what a report is made of.
fn present_figures<T>(state: &State, name: &str, make: impl FnOnce(&Subject<'_>) -> T) -> Option<T> {
    let derived = &state.derived;
    let (document, spec) = (&state.project.document, derived.answered.as_ref()?);
    let subject = Subject {
        name,
        created: "",
        sources: &document.sources,
        spec,
        analysis: derived.analysis.as_deref()?,
        notes: &document.notes,
        board: Some(&document.board),
    };
    Some(make(&subject))
}
