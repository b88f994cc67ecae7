//! Rows of one file that say again, word for word, what a row above them says. Never takes one away: whether it is a copy or a second
//! sale of the same thing, only a person knows.

use std::collections::HashMap;
use std::hash::Hash;

use serde::{Deserialize, Serialize};

use super::SourceReport;
use super::build::orders::OrderRows;
use super::merge::Content;
use crate::tables::AdRow;

/// A row that repeats one above it in the same file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repeat {
    /// Line of the row, from 1.
    pub line: u64,
    /// Line of the row that says the same first.
    pub first: u64,
}

impl SourceReport {
    /// How many repeated rows are listed one by one.
    pub const MAX_REPEATS: usize = 100;

    /// Counts a repeated row, and lists it while there is room.
    pub(super) fn repeat(&mut self, repeat: Repeat) {
        self.repeated += 1;
        if self.repeats.len() < Self::MAX_REPEATS {
            self.repeats.push(repeat);
        }
    }

    /// As [`Self::repeat`].
    pub(super) fn repeats(&mut self, line: u32, first: u32) {
        self.repeat(Repeat { line: u64::from(line), first: u64::from(first) });
    }

    /// Finds the repeated rows of a file but for the lines of orders, which are compared while the order is built.
    pub(super) fn find_repeats(&mut self, content: &Content) {
        match content {
            Content::Orders(rows) if rows.numbered => {}
            Content::Orders(rows) => repeated_purchases(rows, self),
            Content::Ads(rows) => repeated(&rows.ads, ad, |row| row.line, self),
            Content::Answers(rows) => {
                let key = |row: &_| keyed(row);
                repeated(&rows.answers, key, |row| row.line, self);
            }
            Content::Reviews(rows) => {
                let key = |row: &crate::tables::ReviewRow| Some((row.key?, row.customer, row.day, row.stars));
                repeated(&rows.reviews, key, |row| row.line, self);
            }
            _ => {}
        }
        self.repeats.sort_by_key(|repeat| repeat.line);
    }
}

fn keyed(row: &crate::tables::AnswerRow) -> Option<impl Hash + Eq + use<>> {
    Some((row.key?, row.customer, row.day, row.score, row.satisfaction))
}

/// What an ad row is about and says; `None` for one that names neither days nor campaign, which may be about anything.
fn ad(row: &AdRow) -> Option<impl Hash + Eq + use<>> {
    let about = (row.platform, row.channel, row.campaign, row.part, row.first_day, row.last_day);
    let says = (row.currency, row.spend_minor, row.impressions, row.reach, row.clicks);
    let claims = (row.claimed_orders_centi, row.claimed_value_minor);
    (row.campaign.is_some() || row.part.is_some()).then_some((about, says, claims))
}

fn repeated<R, K: Hash + Eq>(
    rows: &[R],
    key: impl Fn(&R) -> Option<K>,
    line: impl Fn(&R) -> u32,
    report: &mut SourceReport,
) {
    let mut seen: HashMap<K, u32, foldhash::fast::RandomState> = HashMap::default();
    for row in rows {
        let Some(key) = key(row) else { continue };
        let first = *seen.entry(key).or_insert_with(|| line(row));
        if first != line(row) {
            report.repeats(line(row), first);
        }
    }
}

/// Purchases without a number of one customer, or of nobody but at one second, that cost the same.
fn repeated_purchases(rows: &OrderRows, report: &mut SourceReport) {
    let mut places: Vec<u32> = (0..rows.orders.len() as u32).collect();
    let key = |place: &u32| {
        let row = &rows.orders[*place as usize];
        (row.platform, row.customer, row.day, row.second, row.currency, row.total_minor, row.line)
    };
    places.sort_unstable_by_key(key);
    let same = |left: &u32, right: &u32| {
        let (left, right) = (&rows.orders[*left as usize], &rows.orders[*right as usize]);
        let is_told_apart = left.customer.is_some() || left.second.is_some();
        let nature = |row: &crate::tables::OrderRow| {
            (row.platform, row.customer, row.day, row.second, row.currency, row.total_minor)
        };
        is_told_apart && nature(left) == nature(right)
    };
    for alike in places.chunk_by(same) {
        let line = |place: u32| rows.orders[place as usize].line;
        alike[1..].iter().for_each(|place| report.repeats(line(*place), line(alike[0])));
    }
}

#[cfg(test)]
mod tests {
    use crate::import::{Input, Options, Repeat, Unwatched, import};

    fn repeats(text: &str) -> (u64, Vec<(u64, u64)>) {
        let input = Input::Bytes { name: "till.csv".to_owned(), bytes: text.as_bytes().to_vec().into() };
        let imported = import(&[input], &Options::default(), &Unwatched).expect("imported");
        let source = &imported.report.sources[0];
        assert_eq!((source.refusal.as_ref(), source.rows_rejected), (None, 0));
        (source.repeated, source.repeats.iter().map(|repeat| (repeat.line, repeat.first)).collect())
    }

    #[test]
    fn a_line_of_an_order_that_stands_there_twice_is_told_and_kept() {
        let text = "Order ID,Order date,Total,Product,Quantity\n\
            1,2026-01-13,100,tea,1\n1,2026-01-13,100,cup,1\n1,2026-01-13,100,tea,1\n2,2026-01-14,50,tea,1\n";
        assert_eq!(repeats(text), (1, vec![(4, 2)]));
    }

    #[test]
    fn every_line_that_repeats_another_is_listed_in_the_order_of_the_file() {
        // Every fourth line says what the first of its order says.
        for orders in 20..30 {
            let row = |number: usize, product: usize| format!("{number},2026-01-13,100,p{product},1\n");
            let order = |number: usize| [0, 1, 2, 0].map(|product| row(number, product)).concat();
            let single = |count: usize| (0..count).map(|number| row(100 + number, 0)).collect::<String>();
            let text: String = (1..=orders).map(order).collect();
            for before in 0..4 {
                let (count, listed) =
                    repeats(&format!("Order ID,Order date,Total,Product,Quantity\n{}{text}", single(before)));
                assert_eq!((count, listed.len()), (orders as u64, orders));
                assert!(listed.is_sorted() && listed.iter().all(|(line, first)| *line == first + 3));
            }
        }
    }

    #[test]
    fn repeated_lines_of_a_sheet_are_told_by_its_rows() {
        let mut book = rust_xlsxwriter::Workbook::new();
        let sheet = book.add_worksheet();
        // A cell of two lines takes two lines of text, but one row of the sheet.
        let rows = [
            ["Order ID", "Order date", "Total", "Product"],
            ["1", "2026-01-13", "100", "tea\nand cup"],
            ["2", "2026-01-13", "100", "tea"],
            ["2", "2026-01-13", "100", "tea"],
        ];
        for (row, cells) in (0..).zip(rows) {
            for (column, cell) in (0..).zip(cells) {
                sheet.write_string(row, column, cell).expect("a cell");
            }
        }
        let bytes = book.save_to_buffer().expect("memory can be written");
        let input = Input::Bytes { name: "till.xlsx".to_owned(), bytes: bytes.into() };
        let imported = import(&[input], &Options::default(), &Unwatched).expect("imported");
        assert_eq!(imported.report.sources[0].repeats, [Repeat { line: 4, first: 3 }]);
    }

    #[test]
    fn purchases_without_a_number_are_told_when_somebody_made_them_twice() {
        let text = "Order date,Total,Email\n\
            2026-01-13,100,a@example.com\n2026-01-13,100,b@example.com\n2026-01-13,100,a@example.com\n\
            2026-01-13,80,\n2026-01-13,80,\n";
        assert_eq!(repeats(text), (1, vec![(4, 2)]));
    }

    #[test]
    fn ad_rows_and_answers_are_told_by_all_that_they_say() {
        let ads = "Day,Campaign,Spend,Impressions\n2026-01-13,a,10,5\n2026-01-13,a,10,6\n2026-01-13,a,10,5\n";
        assert_eq!(repeats(ads), (1, vec![(4, 2)]));
        let answers = "Response ID,Score,Date\nr1,9,2026-01-13\nr2,9,2026-01-13\nr1,9,2026-01-13\n";
        assert_eq!(repeats(answers), (1, vec![(4, 2)]));
    }
}
