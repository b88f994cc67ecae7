//! What the revenue chart shows, taken from an analysis. Never draws.

use crate::analysis::RevenueMonth;
use crate::domain::{Currency, Language, Money, MonthIndex};
use crate::ui::text::{count, month, percent, tr, tr_with};
use crate::ui::widgets::{Column, Table};

/// One month.
#[derive(Clone, Debug, PartialEq)]
pub struct Month {
    /// What the analysis says.
    pub result: RevenueMonth,
}

impl Month {
    /// New, returning and anonymous revenue, in this order; what refunds made negative counts as zero height.
    pub(super) fn parts(&self) -> [i64; 3] {
        [self.result.new_minor, self.result.returning_minor, self.result.anonymous_minor]
    }

    /// All of it.
    pub fn total(&self) -> i64 {
        self.parts().iter().fold(0, |sum: i64, part| sum.saturating_add(*part))
    }
}

/// The month that was pointed at.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Mark {
    /// The month.
    pub month: MonthIndex,
}

/// Revenue by month.
#[derive(Clone, Debug, PartialEq)]
pub struct Model {
    /// The months, first to last.
    pub months: Vec<Month>,
    /// Currency of the amounts.
    pub currency: Currency,
}

impl Model {
    /// Revenue by month, in minor units of `currency`.
    pub fn new(months: &[RevenueMonth], currency: Currency) -> Self {
        Self { months: months.iter().map(|result| Month { result: result.clone() }).collect(), currency }
    }

    /// Whether there is no month.
    pub fn is_empty(&self) -> bool {
        self.months.is_empty()
    }

    /// Share of returning customers in the revenue of complete months; `None` without any.
    pub fn returning_share(&self) -> Option<f64> {
        let complete = || self.months.iter().filter(|month| month.result.complete);
        let total: i64 = complete().map(Month::total).fold(0, i64::saturating_add);
        let returning = complete().map(|month| month.result.returning_minor).fold(0, i64::saturating_add);
        (total > 0).then(|| returning as f64 / total as f64)
    }

    /// The finding: how much of the revenue comes from customers who came back.
    pub fn title(&self, language: Language) -> String {
        match self.returning_share() {
            Some(share) => tr_with(language, "chart.revenue.title", &[("share", &percent(share))]),
            None => tr(language, "chart.revenue.title_none"),
        }
    }

    /// Amounts of one month as text: name and amount, the total last.
    pub(super) fn rows(&self, month: &Month, language: Language) -> Vec<(String, String)> {
        let money = |minor| Money::new(minor, self.currency).rounded();
        let names = ["chart.revenue.new", "chart.revenue.returning", "chart.revenue.anonymous"];
        let mut rows: Vec<(String, String)> =
            names.iter().zip(month.parts()).map(|(key, part)| (tr(language, key), money(part))).collect();
        rows.push((tr(language, "chart.revenue.total"), money(month.total())));
        rows.push((tr(language, "chart.revenue.orders"), count(month.result.orders)));
        rows
    }

    /// The months as a table, amounts with all decimals.
    pub fn table(&self, language: Language) -> Table {
        let code = self.currency.code();
        let amount = |key: &str| Column::number(format!("{}, {code}", tr(language, key)));
        let mut table = Table::new(vec![
            Column::text(tr(language, "chart.month")),
            amount("chart.revenue.new"),
            amount("chart.revenue.returning"),
            amount("chart.revenue.anonymous"),
            amount("chart.revenue.total"),
            Column::number(tr(language, "chart.revenue.orders")),
        ]);
        for item in &self.months {
            let star = if item.result.complete { "" } else { "*" };
            let bare = |minor: i64| {
                let text = Money::new(minor, self.currency).exact();
                text.replace(&self.currency.sign(), "")
            };
            let [new, returning, anonymous] = item.parts().map(bare);
            table.row(vec![
                format!("{}{star}", month(language, item.result.month)),
                new,
                returning,
                anonymous,
                bare(item.total()),
                count(item.result.orders),
            ]);
        }
        table
    }
}

#[cfg(test)]
pub(in crate::ui::charts) mod tests {
    use super::*;

    pub fn revenue(parts: &[(i64, i64, i64, bool)]) -> Model {
        let months: Vec<RevenueMonth> = parts
            .iter()
            .enumerate()
            .map(|(index, &(new_minor, returning_minor, anonymous_minor, complete))| RevenueMonth {
                month: MonthIndex(24_300 + index as i32),
                orders: 12,
                new_minor,
                returning_minor,
                anonymous_minor,
                complete,
            })
            .collect();
        Model::new(&months, Currency::THB)
    }

    #[test]
    fn the_title_counts_complete_months_only() {
        let model = revenue(&[(6_000, 4_000, 0, true), (0, 90_000, 0, false)]);
        assert_eq!(model.title(Language::English), "40.0 % of revenue comes from returning customers");
        assert_eq!(revenue(&[]).title(Language::English), "Revenue by month");
    }

    #[test]
    fn the_table_carries_exact_amounts_and_marks_the_open_month() {
        let table = revenue(&[(123_456, -50, 0, false)]).table(Language::English);
        assert_eq!(table.rows[0], ["Jan 2025*", "1,234.56", "-0.50", "0.00", "1,234.06", "12"]);
        assert_eq!(table.columns[1].title, "First orders, THB");
    }
}
