//! The rows behind a figure as a sheet: which columns they have, what stands in a cell, which rows a word finds and how they are
//! sorted. Never finds a row by itself, never keeps one.

use std::cmp::Ordering;

use super::wording;
use crate::analysis::rows::{Row, RowKind, RowList, RowState};
use crate::domain::{Language, Money, format_units};
use crate::import::Imported;
use crate::report::{csv_lines, harmless};
use crate::tables::Code;

/// A column of the sheet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the names say it; what they hold per kind of row is said at `Row`")]
pub enum RowColumn {
    State,
    Reason,
    Kind,
    Customer,
    Name,
    Channel,
    First,
    Last,
    Count,
    Clicks,
    Money,
    Currency,
    File,
    Line,
}

impl RowColumn {
    /// Whether its values are numbers.
    pub fn is_number(self) -> bool {
        matches!(self, Self::Count | Self::Clicks | Self::Money | Self::Line)
    }

    /// Header; what a column holds depends on the kind of the rows.
    pub fn title(self, kinds: &[RowKind], language: Language) -> String {
        let part = match (self, kinds) {
            (Self::State, _) => "state",
            (Self::Reason, _) => "why",
            (Self::Kind, _) => "kind",
            (Self::Customer, _) => "customer",
            (Self::Name, [RowKind::AdRow]) => "campaign",
            (Self::Name, _) => "order",
            (Self::Channel, _) => "channel",
            (Self::First, [RowKind::Customer]) => "first_purchase",
            (Self::First, [RowKind::Order | RowKind::Answer | RowKind::Review]) => "day",
            (Self::Last, [RowKind::Customer]) => "last_purchase",
            (Self::Count, [RowKind::Customer]) => "purchases",
            (Self::Count, [RowKind::AdRow]) => "impressions",
            (Self::Count, [RowKind::Answer]) => "score",
            (Self::Count, [RowKind::Review]) => "stars",
            (Self::Count, [RowKind::Gap]) => "days",
            (Self::Count, [RowKind::Request]) => "minutes",
            (Self::Count, [RowKind::Parcel]) => "days_late",
            (Self::Last, [RowKind::Request]) => "solved",
            (Self::Last, [RowKind::Parcel]) => "delivered",
            (Self::Last, [RowKind::Cart]) => "ordered",
            (Self::First, [RowKind::Request | RowKind::Cart]) => "day",
            (Self::First, [RowKind::Parcel]) => "promised",
            (Self::First, _) => "from",
            (Self::Last, _) => "to",
            (Self::Count, _) => "count",
            (Self::Clicks, _) => "clicks",
            (Self::Money, [RowKind::AdRow]) => "spend",
            (Self::Money, [RowKind::Customer | RowKind::Order]) => "net",
            (Self::Money, _) => "money",
            (Self::Currency, _) => "currency",
            (Self::File, _) => "file",
            (Self::Line, _) => "line",
        };
        wording::text(language, &format!("rows.column.{part}"))
    }
}

/// A list with what its codes stand for.
#[derive(Clone, Copy)]
pub struct RowSheet<'a> {
    /// The rows.
    pub list: &'a RowList,
    /// The tables and files they are of.
    pub imported: &'a Imported,
    /// Language of every text.
    pub language: Language,
}

/// For eyes or for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CellStyle {
    /// Thousands apart, dates in words, amounts with their sign.
    Shown,
    /// Plain numbers and ISO dates; nothing that a spreadsheet would run.
    Plain,
}

impl RowSheet<'_> {
    /// The columns that the rows of the list have something in.
    pub fn columns(&self, style: CellStyle) -> Vec<RowColumn> {
        use RowKind::{AdRow, Cart, Customer, Gap, Order, Parcel, Report, Request};
        let kinds = self.list.kinds();
        let any = |wanted: &[RowKind]| kinds.iter().any(|kind| wanted.contains(kind));
        let all = [
            (RowColumn::State, true),
            (RowColumn::Reason, self.list.rows.iter().any(|row| row.reason.is_some())),
            (RowColumn::Kind, kinds.len() > 1),
            (RowColumn::Customer, kinds.iter().any(|kind| *kind != AdRow)),
            (RowColumn::Name, any(&[Order, AdRow, Parcel])),
            (RowColumn::Channel, any(&[Customer, Order, AdRow, Report])),
            (RowColumn::First, true),
            (RowColumn::Last, any(&[Customer, AdRow, Gap, Report, Request, Parcel, Cart])),
            (RowColumn::Count, kinds.iter().any(|kind| !matches!(kind, Order | Cart))),
            (RowColumn::Clicks, any(&[AdRow])),
            (RowColumn::Money, any(&[Customer, Order, AdRow, Cart])),
            (RowColumn::Currency, style == CellStyle::Plain && any(&[Customer, Order, AdRow, Cart])),
            (RowColumn::File, true),
            (RowColumn::Line, true),
        ];
        all.into_iter().filter(|(_, there)| *there).map(|(column, _)| column).collect()
    }

    /// What stands in a cell.
    pub fn cell(&self, row: &Row, column: RowColumn, style: CellStyle) -> String {
        let number = |value: Option<i64>| match (value, style) {
            (None, _) => String::new(),
            (Some(value), CellStyle::Shown) if value >= 0 => wording::count(value.unsigned_abs()),
            (Some(value), _) => value.to_string(),
        };
        let day = |day: Option<crate::domain::Day>| match (day, style) {
            (None, _) => String::new(),
            (Some(day), CellStyle::Shown) => wording::date(self.language, day),
            (Some(day), CellStyle::Plain) => day.to_string(),
        };
        match column {
            RowColumn::State => self.state(row.state),
            RowColumn::Reason => row.reason.map_or_else(String::new, |why| {
                wording::text(self.language, &format!("rows.reason.{}", why.id()))
            }),
            RowColumn::Kind => wording::text(self.language, &format!("rows.kind.{}", kind_id(row.kind))),
            RowColumn::Customer => self.customer(row).unwrap_or("").to_owned(),
            RowColumn::Name => self.name(row).unwrap_or("").to_owned(),
            RowColumn::Channel => self.channel(row.channel).unwrap_or("").to_owned(),
            RowColumn::First => day(row.first),
            RowColumn::Last => day(row.last),
            RowColumn::Count => number(row.count),
            RowColumn::Clicks => number(row.clicks),
            RowColumn::Money => self.money(row, style),
            RowColumn::Currency => self.currency(row).map_or_else(String::new, |code| code.to_string()),
            RowColumn::File => self.file(row).unwrap_or("").to_owned(),
            RowColumn::Line => row.place.map_or_else(String::new, |(_, line)| line.to_string()),
        }
    }

    /// The word for a state.
    pub fn state(&self, state: RowState) -> String {
        wording::text(self.language, &format!("rows.state.{}", state.id()))
    }

    /// The value that names the customer, without the name of its platform.
    pub fn customer(&self, row: &Row) -> Option<&str> {
        let value = self.imported.tables.codes.identities.text_of(row.person?)?;
        let is_platform = row.person?.rule == crate::domain::IdentityRule::Platform;
        Some(if is_platform { value.split_once(':').map_or(value, |(_, id)| id) } else { value })
    }

    /// Order number without its platform, or campaign.
    pub fn name(&self, row: &Row) -> Option<&str> {
        let codes = &self.imported.tables.codes;
        if row.kind == RowKind::AdRow {
            return codes.campaigns.name(row.name?);
        }
        // Its platform and its number, or a number that another file names on a platform.
        let apart = |name: &'_ str| name.find(['#', ':']).map_or(0, |at| at + 1);
        codes.orders.name(row.name?).map(|name| &name[apart(name)..])
    }

    /// Name of a channel.
    pub fn channel(&self, code: Option<Code>) -> Option<&str> {
        self.imported.tables.codes.channels.get(code? as usize).map(|channel| channel.name.as_str())
    }

    /// Path of the file that the row stands in.
    pub fn file(&self, row: &Row) -> Option<&str> {
        let source = self.imported.report.sources.get(row.place?.0 as usize)?;
        Some(wording::file_name(&source.path))
    }

    /// Currency of the row's money.
    pub fn currency(&self, row: &Row) -> Option<crate::domain::Currency> {
        let named = |code: Code| self.imported.tables.codes.currencies.get(code as usize).copied().flatten();
        row.money_minor?;
        row.currency.map_or(self.list.currency, named)
    }

    fn money(&self, row: &Row, style: CellStyle) -> String {
        let Some(minor) = row.money_minor else { return String::new() };
        match (self.currency(row), style) {
            (Some(currency), CellStyle::Shown) => Money::new(minor, currency).exact(),
            (Some(currency), CellStyle::Plain) => format_units(minor, currency.decimals()).replace(',', ""),
            (None, _) => format_units(minor, 2).replace(',', ""),
        }
    }

    /// Indices of the rows that hold `word` in a cell and have `state`, if one is asked for.
    pub fn found(&self, word: &str, state: Option<RowState>) -> Vec<u32> {
        let word = word.trim().to_lowercase();
        let columns = self.columns(CellStyle::Shown);
        let holds = |row: &Row| {
            word.is_empty()
                || columns.iter().any(|column| {
                    self.cell(row, *column, CellStyle::Shown).to_lowercase().contains(word.as_str())
                })
        };
        let rows = self.list.rows.iter().enumerate();
        let kept = rows.filter(|(_, row)| state.is_none_or(|state| row.state == state) && holds(row));
        kept.map(|(index, _)| index as u32).collect()
    }

    /// Sorts indices of rows by a column; equal ones stay in the order of the list.
    pub fn sort(&self, indices: &mut [u32], column: RowColumn, descending: bool) {
        let row = |index: &u32| &self.list.rows[*index as usize];
        let turned = |order: Ordering| if descending { order.reverse() } else { order };
        match column {
            RowColumn::First | RowColumn::Last => {
                let key = |one: &Row| if column == RowColumn::First { one.first } else { one.last };
                indices.sort_by(|a, b| turned(key(row(a)).cmp(&key(row(b)))));
            }
            RowColumn::Count | RowColumn::Clicks | RowColumn::Money => {
                let key = |one: &Row| match column {
                    RowColumn::Count => one.count,
                    RowColumn::Clicks => one.clicks,
                    _ => one.money_minor,
                };
                indices.sort_by(|a, b| turned(key(row(a)).cmp(&key(row(b)))));
            }
            RowColumn::Line => indices.sort_by(|a, b| turned(row(a).place.cmp(&row(b).place))),
            RowColumn::State => indices.sort_by(|a, b| turned(row(a).state.cmp(&row(b).state))),
            _ => {
                let text = |index: &u32| self.cell(row(index), column, CellStyle::Plain).to_lowercase();
                if descending {
                    indices.sort_by_cached_key(|index| std::cmp::Reverse(text(index)));
                } else {
                    indices.sort_by_cached_key(text);
                }
            }
        }
    }

    /// Header and the rows at `indices` as CSV with a byte order mark, which spreadsheets need to see Thai; nothing in it runs as a
    /// formula.
    pub fn to_csv(&self, indices: &[u32]) -> String {
        let (columns, kinds) = (self.columns(CellStyle::Plain), self.list.kinds());
        let titles = columns.iter().map(|column| column.title(&kinds, self.language)).collect();
        let rows = indices.iter().map(|index| {
            let row = &self.list.rows[*index as usize];
            let cells = columns.iter().map(|column| {
                let cell = self.cell(row, *column, CellStyle::Plain);
                // A negative amount is a number and stays one.
                if column.is_number() { cell } else { harmless(&cell) }
            });
            cells.collect()
        });
        csv_lines(std::iter::once(titles).chain(rows))
    }
}

/// Stable name of a kind of row.
pub fn kind_id(kind: RowKind) -> &'static str {
    match kind {
        RowKind::Customer => "customer",
        RowKind::Order => "order",
        RowKind::AdRow => "ad_row",
        RowKind::Answer => "answer",
        RowKind::Review => "review",
        RowKind::Gap => "gap",
        RowKind::Report => "report",
        RowKind::Request => "request",
        RowKind::Parcel => "parcel",
        RowKind::Cart => "cart",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::{Spec, rows};
    use crate::import::{Input, Options, Unwatched};

    fn imported(orders: &str) -> Imported {
        let bytes = orders.as_bytes().to_vec().into();
        let inputs = [Input::Bytes { name: "orders.csv".to_owned(), bytes }];
        crate::import::import(&inputs, &Options::default(), &Unwatched).expect("an import")
    }

    const ORDERS: &str = "order_id,date,total,email,currency\n\
        1,2026-01-05,120.50,=cmd@example.com,THB\n\
        2,2026-02-01,80,=cmd@example.com,THB\n\
        3,2026-02-03,60,bo@example.com,THB\n";

    #[test]
    fn a_sheet_is_searched_sorted_and_written_without_formulas() {
        let imported = imported(ORDERS);
        let figure = "repeat:to_date".parse().expect("a figure");
        let list = rows::rows(&imported.tables, &Spec::default(), &figure).expect("rows");
        let sheet = RowSheet { list: &list, imported: &imported, language: Language::English };
        assert_eq!(sheet.found("", None), [0, 1]);
        assert_eq!(sheet.found("BO@", None), [1]);
        assert_eq!(sheet.found("", Some(RowState::Counted)), [0]);
        let mut all = sheet.found("", None);
        sheet.sort(&mut all, RowColumn::Money, false);
        assert_eq!(all, [1, 0]);
        sheet.sort(&mut all, RowColumn::Customer, true);
        assert_eq!(all, [1, 0]);
        let orders = rows::rows(&imported.tables, &Spec::default(), &"orders:all".parse().expect("a figure"));
        let orders = orders.expect("rows");
        let numbered = RowSheet { list: &orders, ..sheet };
        let numbers: Vec<&str> = orders.rows.iter().filter_map(|row| numbered.name(row)).collect();
        assert!(
            numbers.iter().zip(["1", "2", "3"]).all(|(name, number)| name.starts_with(number)),
            "{numbers:?}"
        );
        let csv = sheet.to_csv(&all);
        let lines: Vec<&str> = csv.trim_start_matches('\u{feff}').lines().collect();
        assert_eq!(
            lines,
            [
                "State,Customer,Channel,First purchase,Last purchase,Purchases,Net value,Currency,File,Line",
                "Lost,bo@example.com,,2026-02-03,2026-02-03,1,60.00,THB,orders.csv,4",
                "Counted,'=cmd@example.com,,2026-01-05,2026-02-01,2,200.50,THB,orders.csv,2",
            ]
        );
    }

    #[test]
    fn every_word_of_a_sheet_is_there_in_both_languages() {
        let known = |key: String| {
            for language in Language::ALL {
                assert!(wording::known_text(language, &key).is_some(), "{key}");
            }
        };
        RowState::ALL.iter().for_each(|state| known(format!("rows.state.{}", state.id())));
        rows::RowReason::ALL.iter().for_each(|why| known(format!("rows.reason.{}", why.id())));
        use RowKind::{AdRow, Answer, Cart, Customer, Gap, Order, Parcel, Request, Review};
        for kind in [Customer, Order, AdRow, Answer, Review, Gap, Request, Parcel, Cart] {
            known(format!("rows.kind.{}", kind_id(kind)));
            for column in
                [RowColumn::First, RowColumn::Last, RowColumn::Count, RowColumn::Money, RowColumn::Name]
            {
                assert!(!column.title(&[kind], Language::Thai).contains("rows."), "{kind:?} {column:?}");
            }
        }
    }
}
