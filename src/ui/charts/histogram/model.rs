//! What the histogram shows, taken from a funnel's answer. Never draws.

use crate::analysis::funnel::TimeBins;
use crate::app::paths::duration;
use crate::domain::Language;
use crate::ui::text::{count, decimal, tr, tr_with};
use crate::ui::widgets::{Column, Table};

/// Seconds of a day.
const DAY: f64 = 86_400.0;

/// One span of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bin {
    /// From when to when, written.
    pub span: String,
    /// Who took so long.
    pub count: u64,
}

/// The span that was pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// Its index from the shortest.
    pub bin: usize,
}

/// The spans, the shortest first.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Model {
    /// The spans.
    pub bins: Vec<Bin>,
}

impl Model {
    /// The spans of a funnel; empty where nobody got through. The last one holds the longest time only and is left out when empty.
    pub fn new(times: &TimeBins, language: Language) -> Self {
        let used = times.counts.iter().rposition(|count| *count > 0).map_or(0, |last| last + 1);
        let edge = |bin: usize| (times.from_seconds + times.bin_seconds * bin as i64) as f64;
        let span = |bin: usize| {
            // Spans of days are told in days: hours would be more than anybody asked.
            if times.bin_seconds > DAY as i64 {
                let (from, to) = (decimal(edge(bin) / DAY, 1), decimal(edge(bin + 1) / DAY, 1));
                return tr_with(language, "path.times.days", &[("from", &from), ("to", &to)]);
            }
            format!("{} – {}", duration(language, edge(bin)), duration(language, edge(bin + 1)))
        };
        let bin = |(index, count): (usize, &u64)| Bin { span: span(index), count: *count };
        Self { bins: times.counts.iter().take(used).enumerate().map(bin).collect() }
    }

    /// Whether nobody got through.
    pub fn is_empty(&self) -> bool {
        self.bins.is_empty()
    }

    /// Units of the fullest span.
    pub fn most(&self) -> u64 {
        self.bins.iter().map(|bin| bin.count).max().unwrap_or(0)
    }

    /// The spans as a table.
    pub fn table(&self, language: Language) -> Table {
        let mut table = Table::new(vec![
            Column::text(tr(language, "path.times.span")),
            Column::number(tr(language, "path.times.people")),
        ]);
        self.bins.iter().for_each(|bin| table.row(vec![bin.span.clone(), count(bin.count)]));
        table
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_follow_one_another_and_an_empty_end_is_not_drawn() {
        let bins = TimeBins { from_seconds: 0, bin_seconds: 86_400, counts: vec![2, 0, 1, 0] };
        let model = Model::new(&bins, Language::English);
        let told: Vec<_> = model.bins.iter().map(|bin| (bin.span.as_str(), bin.count)).collect();
        assert_eq!(told, [("0 d – 1 d", 2), ("1 d – 2 d", 0), ("2 d – 3 d", 1)]);
        assert_eq!(model.most(), 2);
        let long = TimeBins { from_seconds: 691_200, bin_seconds: 1_414_800, counts: vec![2, 1] };
        let told = Model::new(&long, Language::English).bins;
        assert_eq!([&*told[0].span, &*told[1].span], ["8–24.4 days", "24.4–40.8 days"]);
        assert!(Model::new(&TimeBins::default(), Language::Thai).is_empty());
    }
}
