//! What the months of ads show, taken from an analysis. Never draws, never adds amounts of two currencies.

use std::collections::BTreeMap;

use crate::analysis::{AdLine, AdMonths, AdSums};
use crate::domain::{Currency, Language, MonthIndex};
use crate::ui::text::{compact, count, money_compact, money_text, month, percent, tr, tr_with};
use crate::ui::widgets::{Column, Table};

/// Lines with a colour of their own; the others are drawn together.
const OWN: usize = 7;

/// What the bars are made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Parts {
    /// Channels.
    #[default]
    Channels,
    /// Campaigns.
    Campaigns,
}

impl Parts {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Channels, Self::Campaigns];

    /// Stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Channels => "channels",
            Self::Campaigns => "campaigns",
        }
    }
}

/// How high the bars are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Measure {
    /// Spend.
    #[default]
    Spend,
    /// Impressions.
    Impressions,
    /// Clicks.
    Clicks,
}

impl Measure {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Spend, Self::Impressions, Self::Clicks];

    /// Stable name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Spend => "spend",
            Self::Impressions => "impressions",
            Self::Clicks => "clicks",
        }
    }

    pub(super) fn of(self, sums: &AdSums) -> Option<i64> {
        let counted = |count: Option<u64>| count.map(|count| i64::try_from(count).unwrap_or(i64::MAX));
        match self {
            Self::Spend => sums.spend_minor,
            Self::Impressions => counted(sums.impressions),
            Self::Clicks => counted(sums.clicks),
        }
    }
}

/// A part of a month that was pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// Index of the line; `None` for the others together.
    pub line: Option<usize>,
    /// The month.
    pub month: MonthIndex,
}

/// A line of the chart.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Series {
    /// Index of its line in the model; `None` for the others together.
    pub(super) line: Option<usize>,
    /// What it is called.
    pub(super) name: String,
    /// What it reports, by month.
    pub(super) months: BTreeMap<MonthIndex, AdSums>,
}

/// Ads by month.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The lines that have a colour of their own, the largest first.
    pub lines: Vec<AdLine>,
    /// From the axis upwards.
    pub(super) series: Vec<Series>,
    /// The months without gaps, and whether each is reported as a whole.
    pub(super) months: Vec<(MonthIndex, bool)>,
    /// What the bars say.
    pub measure: Measure,
    /// Of the amounts.
    pub currency: Option<Currency>,
    /// Lines in other currencies, which are not drawn.
    pub elsewhere: usize,
}

impl Model {
    /// The months of channels or campaigns; of the lines in several currencies those in `currency`, or in that of the largest.
    pub fn new(
        found: &AdMonths,
        (parts, measure): (Parts, Measure),
        currency: Option<Currency>,
        language: Language,
    ) -> Self {
        let all = match parts {
            Parts::Channels => &found.channels,
            Parts::Campaigns => &found.campaigns,
        };
        let has = |wanted: Option<Currency>| all.iter().any(|line| line.currency == wanted);
        let currency = if has(currency) { currency } else { all.first().and_then(|line| line.currency) };
        let mut own: Vec<&AdLine> = all.iter().filter(|line| line.currency == currency).collect();
        let elsewhere = all.len() - own.len();
        own.sort_by_key(|line| std::cmp::Reverse(measure.of(&line.sums)));
        let (own, rest) = own.split_at(own.len().min(OWN));
        let mut series: Vec<Series> =
            own.iter().enumerate().map(|(index, line)| series(index, line)).collect();
        if !rest.is_empty() {
            let n = count(rest.len() as u64);
            let name = tr_with(language, "channels.over_time.others", &[("n", &n)]);
            series.push(Series { line: None, name, months: together(rest) });
        }
        let months = months(&series, found);
        let lines = own.iter().copied().cloned().collect();
        Self { lines, series, months, measure, currency, elsewhere }
    }

    /// Whether no month has anything.
    pub fn is_empty(&self) -> bool {
        self.months.is_empty()
    }

    /// Only these months of all.
    pub(super) fn part(&self, part: std::ops::Range<usize>) -> Self {
        Self { months: self.months[part].to_vec(), ..self.clone() }
    }

    /// How high the part of a month is; nothing where nothing is reported.
    pub(super) fn height(&self, series: &Series, month: MonthIndex) -> i64 {
        series.months.get(&month).and_then(|sums| self.measure.of(sums)).unwrap_or(0).max(0)
    }

    /// All parts of a month together.
    pub(super) fn total(&self, month: MonthIndex) -> i64 {
        self.series.iter().map(|one| self.height(one, month)).fold(0, i64::saturating_add)
    }

    /// A height as it is written.
    pub(super) fn written(&self, value: i64) -> String {
        match self.measure {
            Measure::Spend => money_text(Some(value), self.currency),
            _ => count(value.unsigned_abs()),
        }
    }

    /// A height at the axis.
    pub(super) fn tick(&self, value: f64) -> String {
        match (self.measure, self.currency) {
            (Measure::Spend, Some(currency)) => money_compact(value as i64, currency),
            (Measure::Spend, None) => compact(value / 100.0),
            _ => compact(value),
        }
    }

    /// The finding: which line takes how much of all.
    pub fn title(&self, language: Language) -> String {
        let sum = |one: &Series| {
            self.months.iter().map(|(month, _)| self.height(one, *month)).fold(0, i64::saturating_add)
        };
        let total = self.series.iter().map(sum).fold(0, i64::saturating_add);
        let key = |name: &str| format!("channels.over_time.{name}.{}", self.measure.id());
        let largest = self.series.iter().filter(|one| one.line.is_some()).max_by_key(|one| sum(one));
        match largest.filter(|_| total > 0 && self.series.len() > 1) {
            Some(one) => {
                let share = percent(sum(one) as f64 / total as f64);
                tr_with(language, &key("title"), &[("name", &one.name), ("share", &share)])
            }
            None => tr(language, &key("plain")),
        }
    }

    /// The figures of one part of a month: all measures, and its share of the month.
    pub(super) fn rows(&self, series: &Series, at: MonthIndex, language: Language) -> Vec<(String, String)> {
        let sums = series.months.get(&at).copied().unwrap_or_default();
        let number = |value: Option<u64>| value.map_or_else(|| "–".to_owned(), count);
        let name = |measure: Measure| tr(language, &format!("channels.over_time.{}", measure.id()));
        let mut rows = vec![
            (name(Measure::Spend), money_text(sums.spend_minor, self.currency)),
            (name(Measure::Impressions), number(sums.impressions)),
            (name(Measure::Clicks), number(sums.clicks)),
        ];
        let (own, total) = (self.height(series, at), self.total(at));
        if total > 0 {
            let said = self.written(total);
            let values = [("share", &*percent(own as f64 / total as f64)), ("total", said.as_str())];
            let share = tr_with(language, "channels.over_time.share", &values);
            rows.push((tr(language, "channels.over_time.of_month"), share));
        }
        rows
    }

    /// The months as a table.
    pub fn table(&self, language: Language) -> Table {
        let mut columns = vec![Column::text(tr(language, "chart.month"))];
        columns.extend(self.series.iter().map(|one| Column::number(one.name.as_str())));
        columns.push(Column::number(tr(language, "chart.revenue.total")));
        let mut table = Table::new(columns);
        for (at, is_whole) in &self.months {
            let star = if *is_whole { "" } else { "*" };
            let mut cells = vec![format!("{}{star}", month(language, *at))];
            cells.extend(self.series.iter().map(|one| self.written(self.height(one, *at))));
            cells.push(self.written(self.total(*at)));
            table.row(cells);
        }
        table
    }
}

fn series(index: usize, line: &AdLine) -> Series {
    let name = line.campaign.clone().unwrap_or_else(|| line.channel.clone());
    let months = line.months.iter().map(|month| (month.month, month.sums)).collect();
    Series { line: Some(index), name, months }
}

/// The months of several lines, added up.
fn together(lines: &[&AdLine]) -> BTreeMap<MonthIndex, AdSums> {
    let mut months: BTreeMap<MonthIndex, AdSums> = BTreeMap::new();
    for month in lines.iter().flat_map(|line| &line.months) {
        let all = months.entry(month.month).or_default();
        *all = all.with(month.sums);
    }
    months
}

/// From the first month with anything to the last, without gaps.
fn months(series: &[Series], found: &AdMonths) -> Vec<(MonthIndex, bool)> {
    let all = || series.iter().flat_map(|one| one.months.keys());
    let Some((first, last)) = all().min().zip(all().max()) else { return Vec::new() };
    // A report of other files may be decades away: that is no axis of months any more.
    let last = last.0.min(first.0 + 1200);
    (first.0..=last).map(MonthIndex).map(|month| (month, found.complete.contains(&month))).collect()
}

#[cfg(test)]
pub(in crate::ui::charts) mod tests {
    use super::*;
    use crate::analysis::{AdMonth, DefinitionId};
    use crate::domain::Direction;

    /// Lines with so much spend in each month from January 2025.
    pub fn found(lines: &[(&str, &[i64])]) -> AdMonths {
        let sums = |spend| AdSums { spend_minor: Some(spend), impressions: Some(10), clicks: None };
        let line = |(name, spends): &(&str, &[i64])| AdLine {
            channel: (*name).to_owned(),
            campaign: None,
            kind: Direction::Push,
            currency: Some(Currency::THB),
            sums: sums(spends.iter().fold(0, |sum: i64, one| sum.saturating_add(*one))),
            months: (24_300..)
                .zip(*spends)
                .map(|(month, spend)| AdMonth { month: MonthIndex(month), sums: sums(*spend) })
                .collect(),
            definition: DefinitionId::Channel,
        };
        AdMonths {
            channels: lines.iter().map(line).collect(),
            campaigns: Vec::new(),
            more_campaigns: 0,
            complete: vec![MonthIndex(24_300)],
            across_months: 0,
        }
    }

    pub fn model(lines: &[(&str, &[i64])]) -> Model {
        Model::new(&found(lines), Default::default(), Some(Currency::THB), Language::English)
    }

    #[test]
    fn the_title_names_the_largest_and_its_share_of_what_is_drawn() {
        let model = model(&[("Facebook Ads", &[6_000, 3_000]), ("Google Search", &[1_000])]);
        let title = model.title(Language::English);
        assert!(title.contains("Facebook Ads") && title.contains("90.0 %"), "{title}");
        let table = model.table(Language::English);
        assert_eq!(table.rows[0], ["Jan 2025", "฿60", "฿10", "฿70"]);
        assert_eq!(table.rows[1][0], "Feb 2025*", "not reported to its last day");
    }

    #[test]
    fn small_lines_are_drawn_together_and_lose_nothing() {
        let names: Vec<String> = (0..12).map(|index| format!("c{index}")).collect();
        let spends: Vec<[i64; 1]> = (0..12).map(|index| [100 * (index + 1)]).collect();
        let lines: Vec<(&str, &[i64])> =
            names.iter().zip(&spends).map(|(name, spend)| (name.as_str(), spend.as_slice())).collect();
        let model = model(&lines);
        assert_eq!((model.series.len(), model.lines.len()), (OWN + 1, OWN));
        assert_eq!(model.total(MonthIndex(24_300)), (1..=12).map(|index| 100 * index).sum::<i64>());
        assert!(model.lines.iter().all(|line| line.sums.spend_minor > Some(500)));
    }

    #[test]
    fn another_currency_is_counted_out_and_nothing_has_no_months() {
        let mut found = found(&[("Facebook Ads", &[100]), ("Google Search", &[900])]);
        found.channels[1].currency = Currency::parse("USD");
        let model = Model::new(&found, Default::default(), Some(Currency::THB), Language::English);
        assert_eq!((model.lines.len(), model.elsewhere, model.total(MonthIndex(24_300))), (1, 1, 100));
        found.channels.clear();
        assert!(Model::new(&found, Default::default(), None, Language::Thai).is_empty());
    }
}
