//! What the NPS chart shows, taken from an analysis. Never draws.

use crate::analysis::{Nps, NpsMonth};
use crate::domain::{Language, MonthIndex, Proportion};
use crate::ui::charts::THIN;
use crate::ui::text::{count, month, percent, signed, tr, tr_with};
use crate::ui::widgets::{Column, Table};

/// A group of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Group {
    /// Scores 9-10.
    Promoters,
    /// Scores 7-8.
    Passives,
    /// Scores 0-6.
    Detractors,
}

impl Group {
    /// All groups, from the left of the bar to its right.
    pub const ALL: [Self; 3] = [Self::Promoters, Self::Passives, Self::Detractors];

    /// The group of a score 0-10.
    pub fn of(score: usize) -> Self {
        match score {
            9.. => Self::Promoters,
            7..=8 => Self::Passives,
            _ => Self::Detractors,
        }
    }

    /// Key of its name.
    pub(super) fn key(self) -> &'static str {
        match self {
            Self::Promoters => "chart.nps.promoters",
            Self::Passives => "chart.nps.passives",
            Self::Detractors => "chart.nps.detractors",
        }
    }
}

/// What was pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// A group.
    Group(Group),
    /// A score, 0-10.
    Score(u8),
    /// A month of the trend.
    Month(MonthIndex),
}

/// The NPS chart.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// What the analysis says.
    pub result: Nps,
}

impl Model {
    /// The NPS of an analysis.
    pub fn new(nps: &Nps) -> Self {
        Self { result: nps.clone() }
    }

    /// Whether there is no valid answer.
    pub fn is_empty(&self) -> bool {
        self.result.net.n == 0
    }

    /// Whether fewer than 30 answers stand behind the score.
    pub fn thin(&self) -> bool {
        self.result.net.n < THIN
    }

    /// Answers of a group, of all.
    pub fn share(&self, group: Group) -> Proportion {
        let number = match group {
            Group::Promoters => self.result.net.promoters,
            Group::Passives => self.result.passives,
            Group::Detractors => self.result.net.detractors,
        };
        Proportion::new(number, self.result.net.n)
    }

    /// The finding: the score and how many answered.
    pub fn title(&self, language: Language) -> String {
        let score = self.result.net.score.filter(|score| score.is_finite());
        match score {
            Some(score) => tr_with(
                language,
                "chart.nps.title",
                &[("score", &signed(score, 0)), ("n", &count(self.result.net.n))],
            ),
            None => tr(language, "chart.nps.title_none"),
        }
    }

    /// All answers and every month as a table.
    pub fn table(&self, language: Language) -> Table {
        let t = |key: &str| tr(language, key);
        let mut table = Table::new(vec![
            Column::text(t("chart.month")),
            Column::number(t("chart.nps.answers")),
            Column::number(t("chart.nps.promoters")),
            Column::number(t("chart.nps.passives")),
            Column::number(t("chart.nps.detractors")),
            Column::number(t("chart.nps.score")),
            Column::number(t("chart.interval_95")),
        ]);
        let nps = &self.result;
        let range = interval(nps.net.low, nps.net.high);
        let numbers = [nps.net.n, nps.net.promoters, nps.passives, nps.net.detractors];
        table.row(row(t("chart.nps.all"), numbers, nps.net.score, range));
        for item in &nps.months {
            let passives = item.net.n.saturating_sub(item.net.promoters).saturating_sub(item.net.detractors);
            let numbers = [item.net.n, item.net.promoters, passives, item.net.detractors];
            table.row(row(
                month(language, item.month),
                numbers,
                item.net.score,
                interval(item.net.low, item.net.high),
            ));
        }
        table
    }
}

fn row(name: String, numbers: [u64; 4], score: Option<f64>, range: String) -> Vec<String> {
    let mut cells = vec![name];
    cells.extend(numbers.map(count));
    cells.push(score.map_or("–".to_owned(), |score| signed(score, 1)));
    cells.push(range);
    cells
}

/// `+28 to +43`, written `28…43` so that minus signs stay readable.
pub(super) fn interval(low: Option<f64>, high: Option<f64>) -> String {
    match (low, high) {
        (Some(low), Some(high)) => format!("{} … {}", signed(low, 0), signed(high, 0)),
        _ => "–".to_owned(),
    }
}

/// Name and value lines of a month's tooltip.
pub(super) fn month_rows(item: &NpsMonth, language: Language) -> Vec<(String, String)> {
    let share = |number: u64| Proportion::new(number, item.net.n).value().map_or("–".to_owned(), percent);
    vec![
        (tr(language, "chart.nps.score"), item.net.score.map_or("–".to_owned(), |score| signed(score, 0))),
        (tr(language, "chart.interval_95"), interval(item.net.low, item.net.high)),
        (tr(language, "chart.nps.answers"), count(item.net.n)),
        (tr(language, "chart.nps.promoters"), share(item.net.promoters)),
        (tr(language, "chart.nps.detractors"), share(item.net.detractors)),
    ]
}

#[cfg(test)]
pub(in crate::ui::charts) mod tests {
    use super::*;
    use crate::analysis::{DefinitionId, NetScore};

    pub fn nps(distribution: [u64; 11], months: Vec<NpsMonth>) -> Nps {
        let sum = |range: std::ops::RangeInclusive<usize>| distribution[range].iter().sum::<u64>();
        let (detractors, passives, promoters) = (sum(0..=6), sum(7..=8), sum(9..=10));
        let n = detractors + passives + promoters;
        let score = (n > 0).then(|| 100.0 * (promoters as f64 - detractors as f64) / n as f64);
        let (low, high) =
            (score.map(|score| (score - 8.0).max(-100.0)), score.map(|score| (score + 8.0).min(100.0)));
        Nps {
            net: NetScore { n, promoters, detractors, score, low, high },
            passives,
            rejected: 0,
            distribution,
            months,
            definition: DefinitionId::Nps,
        }
    }

    #[test]
    fn the_title_says_how_many_answered_and_groups_follow_the_scores() {
        let model = Model::new(&nps([1, 0, 0, 0, 0, 2, 7, 10, 20, 30, 30], vec![]));
        assert_eq!(model.title(Language::English), "NPS +50 from 100 answers");
        assert_eq!(model.share(Group::Promoters), Proportion::new(60, 100));
        assert!(!model.thin());
        let groups = [0, 6, 7, 8, 9, 10].map(Group::of);
        let (promoters, passives, detractors) = (Group::Promoters, Group::Passives, Group::Detractors);
        assert_eq!(groups, [detractors, detractors, passives, passives, promoters, promoters]);
    }

    #[test]
    fn the_table_has_all_answers_first_and_then_the_months() {
        let (score, low, high) = (Some(-30.0), Some(-60.0), Some(4.0));
        let net = NetScore { n: 10, promoters: 2, detractors: 5, score, low, high };
        let month = NpsMonth { month: MonthIndex(24_300), net };
        let table = Model::new(&nps([0, 0, 0, 0, 0, 0, 5, 3, 0, 2, 0], vec![month])).table(Language::English);
        assert_eq!(table.rows[0][..5], ["All answers", "10", "2", "3", "5"]);
        assert_eq!(table.rows[1], ["Jan 2025", "10", "2", "3", "5", "−30", "−60 … +4"]);
    }

    #[test]
    fn no_answers_are_an_empty_chart() {
        let model = Model::new(&nps([0; 11], vec![]));
        assert!(model.is_empty());
        assert_eq!(model.title(Language::English), "Would they recommend us?");
    }
}
