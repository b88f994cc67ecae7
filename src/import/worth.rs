//! What the amounts of a file come to: those of the rows that were used and those of the rows that were not. Never adds two
//! currencies, never guesses an amount that does not read.

use serde::{Deserialize, Serialize};

use super::SourceReport;
use super::merge::Content;
use crate::domain::Currency;
use crate::tables::Codes;

/// Order totals or ad spend of one file in one currency, before files are merged.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Worth {
    /// The currency; `None` where the file names none.
    pub currency: Option<Currency>,
    /// Sum over the rows that were used, in minor units.
    pub used_minor: i64,
    /// Sum over the rejected rows whose amount reads, in minor units; an order counts once however many rows it has.
    pub rejected_minor: i64,
    /// Rejected rows whose amount reads.
    pub rejected_rows: u64,
}

impl Worth {
    /// Share of the rejected rows in the file's money; `None` where there is no money at all, or some of it is negative.
    pub fn rejected_share(&self) -> Option<f64> {
        let all = self.used_minor.checked_add(self.rejected_minor)?;
        let is_share = all > 0 && self.rejected_minor >= 0 && self.used_minor >= 0;
        is_share.then(|| self.rejected_minor as f64 / all as f64)
    }
}

impl SourceReport {
    /// Rejected rows whose amount could be read, in whatever currency.
    pub fn rejected_rows_with_amount(&self) -> u64 {
        self.worth.iter().map(|worth| worth.rejected_rows).sum()
    }

    /// Counts the `minor` units that `rows` rejected rows came to; nothing where that does not read.
    pub(super) fn lose(&mut self, currency: Option<Currency>, minor: Option<i64>, rows: u64) {
        if let Some(rejected_minor) = minor {
            self.add_worth(Worth { currency, used_minor: 0, rejected_minor, rejected_rows: rows });
        }
    }

    /// Adds what another part of the file came to.
    pub(super) fn add_worth(&mut self, part: Worth) {
        let known = self.worth.iter_mut().find(|known| known.currency == part.currency);
        match known {
            Some(known) => {
                known.used_minor = known.used_minor.saturating_add(part.used_minor);
                known.rejected_minor = known.rejected_minor.saturating_add(part.rejected_minor);
                known.rejected_rows += part.rejected_rows;
            }
            None => self.worth.push(part),
        }
    }

    /// Counts what the rows that were used come to.
    pub(super) fn count_used(&mut self, content: &Content, codes: &Codes) {
        let mut sums: Vec<i64> = vec![0; codes.currencies.len()];
        let mut add = |currency: u32, minor: i64| {
            if let Some(sum) = sums.get_mut(currency as usize) {
                *sum = sum.saturating_add(minor);
            }
        };
        match content {
            Content::Orders(rows) => {
                rows.orders.iter().for_each(|order| add(order.currency, order.total_minor));
            }
            Content::Ads(rows) => {
                rows.ads.iter().for_each(|ad| add(ad.currency, ad.spend_minor.unwrap_or_default()));
            }
            _ => return,
        }
        for (code, used_minor) in sums.into_iter().enumerate().filter(|(_, sum)| *sum != 0) {
            let currency = codes.currencies[code];
            self.add_worth(Worth { currency, used_minor, ..Worth::default() });
        }
        self.worth.sort_by_key(|worth| worth.currency.map(|currency| currency.code().to_owned()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Input, Options, Unwatched, import};

    fn worth(text: &str) -> Vec<(String, i64, i64, u64)> {
        let input = Input::Bytes { name: "till.csv".to_owned(), bytes: text.as_bytes().to_vec().into() };
        let imported = import(&[input], &Options::default(), &Unwatched).expect("imported");
        let source = &imported.report.sources[0];
        assert_eq!(source.refusal, None);
        let code =
            |worth: &Worth| worth.currency.map_or_else(|| "-".to_owned(), |known| known.code().to_owned());
        source
            .worth
            .iter()
            .map(|worth| (code(worth), worth.used_minor, worth.rejected_minor, worth.rejected_rows))
            .collect()
    }

    #[test]
    fn the_money_of_rejected_rows_is_told_per_currency_and_an_order_counts_once() {
        let text = "Order ID,Order date,Total,Currency,Product\n\
            1,2026-01-13,100.50,THB,tea\n\
            2,not a day,20.25,THB,tea\n\
            2,not a day,20.25,THB,cup\n\
            3,2026-01-14,ten,THB,tea\n\
            4,2026-02-30,7.00,USD,tea\n\
            5,2026-01-15,9.00,USD,tea\n";
        let expected = [("THB".to_owned(), 10_050, 2_025, 2), ("USD".to_owned(), 900, 700, 1)];
        assert_eq!(worth(text), expected);
    }

    #[test]
    fn ad_spend_of_rejected_rows_is_told_too() {
        let text = "Day,Campaign,Spend,Impressions\n2026-01-13,a,10.00,100\nsoon,a,5.00,100\n2026-01-15,a,1.00,many\n";
        assert_eq!(worth(text), [("-".to_owned(), 1_000, 600, 2)]);
    }

    #[test]
    fn a_share_needs_money_on_both_sides() {
        let worth = Worth { used_minor: 300, rejected_minor: 100, ..Worth::default() };
        assert_eq!(worth.rejected_share(), Some(0.25));
        assert_eq!(Worth::default().rejected_share(), None);
        assert_eq!(Worth { used_minor: -1, ..worth }.rejected_share(), None);
    }
}
