//! Amounts into one currency by a table of rates that the person gives. Never knows a rate by itself, never drops an amount.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use jiff::tz::TimeZone;

use super::parse::date::{self, Zones};
use super::parse::date_order::DateOrder;
use super::parse::text::{ascii_digits, fold};
use super::{Note, SourceReport};
use crate::domain::{Currency, Day};
use crate::tables::{Code, Codes, Rows};

/// Days that a rate is good for: over a long weekend, not over a quarter.
const GOOD_FOR_DAYS: i32 = 7;

/// What one unit of each currency is worth in the reporting currency, by day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rates {
    to: Currency,
    by_currency: BTreeMap<Currency, BTreeMap<Day, Rate>>,
}

/// An exact decimal: `digits` / 10^`decimals`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Rate {
    digits: i128,
    decimals: u32,
}

/// Why a table of rates cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RatesError {
    /// The file cannot be read.
    #[error("The rates `{path}` cannot be read: {why}")]
    Unreadable {
        /// Its path.
        path: String,
        /// What the operating system says.
        why: String,
    },
    /// A needed column has no header.
    #[error("The rates need the columns date, currency and rate; `{missing}` is missing.")]
    MissingColumn {
        /// Which one.
        missing: String,
    },
    /// A cell cannot be read.
    #[error("Line {line} of the rates: `{value}` is no {column}.")]
    Cell {
        /// Line, from 1.
        line: u64,
        /// Column.
        column: String,
        /// The cell.
        value: String,
    },
}

const DATE: [&str; 4] = ["date", "day", "วันที่", "วัน"];
const CURRENCY: [&str; 4] = ["currency", "from", "code", "สกุลเงิน"];
const RATE: [&str; 4] = ["rate", "value", "อัตราแลกเปลี่ยน", "อัตรา"];
const TO: [&str; 3] = ["to", "reporting currency", "เป็นสกุลเงิน"];

impl Rates {
    /// Reads `date,currency,rate` (headers in English or Thai, any order of columns). A column `to`, or a currency in the header of the
    /// rate (`rate (THB)`), says what they are rates to; baht where nothing does.
    ///
    /// # Errors
    /// [`RatesError`] with the line at fault: a table of rates is used whole or not at all.
    pub fn parse(text: &str) -> Result<Self, RatesError> {
        let text = text.trim_start_matches('\u{feff}');
        let first = text.lines().next().unwrap_or_default();
        let delimiter =
            [b';', b'\t'].into_iter().find(|sign| first.as_bytes().contains(sign)).unwrap_or(b',');
        let mut reader =
            csv::ReaderBuilder::new().delimiter(delimiter).flexible(true).from_reader(text.as_bytes());
        let headers: Vec<String> =
            reader.headers().map(|headers| headers.iter().map(fold).collect()).unwrap_or_default();
        let exact = |names: &[&str]| headers.iter().position(|header| names.contains(&header.as_str()));
        let needed = |names: &[&str]| {
            let begins = |header: &String| names.iter().any(|name| header.starts_with(name));
            exact(names)
                .or_else(|| headers.iter().position(begins))
                .ok_or_else(|| RatesError::MissingColumn { missing: names[0].to_owned() })
        };
        let (date, currency, rate) = (needed(&DATE)?, needed(&CURRENCY)?, needed(&RATE)?);
        let named = headers[rate].split(|character: char| !character.is_ascii_alphabetic());
        let mut to = named.filter(|word| word.len() == 3 && *word != "per").find_map(Currency::parse);
        let to_column = exact(&TO);
        let zones = Zones::new(TimeZone::UTC, TimeZone::UTC);
        let mut by_currency: BTreeMap<Currency, BTreeMap<Day, Rate>> = BTreeMap::new();
        for (index, record) in reader.records().enumerate() {
            let line = index as u64 + 2;
            let record = record.unwrap_or_default();
            let cell = |column: usize| record.get(column).unwrap_or_default().trim();
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            let fault = |column: usize, what: &str| RatesError::Cell {
                line,
                column: what.to_owned(),
                value: cell(column).to_owned(),
            };
            let day =
                date::parse(cell(date), DateOrder::DayFirst, &zones).map_err(|_| fault(date, "date"))?.day;
            let from = Currency::parse(cell(currency)).ok_or_else(|| fault(currency, "currency"))?;
            let worth = Rate::parse(cell(rate)).ok_or_else(|| fault(rate, "rate"))?;
            if let Some(column) = to_column {
                to = Some(Currency::parse(cell(column)).ok_or_else(|| fault(column, "currency"))?);
            }
            by_currency.entry(from).or_default().insert(day, worth);
        }
        Ok(Self { to: to.unwrap_or(Currency::THB), by_currency })
    }

    /// Reads the file of rates.
    ///
    /// # Errors
    /// As [`Self::parse`], or when the file cannot be read.
    pub fn read(path: &Path) -> Result<Self, RatesError> {
        let unreadable = |why: String| RatesError::Unreadable { path: path.display().to_string(), why };
        let bytes = std::fs::read(path).map_err(|error| unreadable(error.to_string()))?;
        Self::parse(&String::from_utf8_lossy(&bytes))
    }

    /// What amounts are converted to.
    pub fn to(&self) -> Currency {
        self.to
    }

    /// The rate of a day: its own, or the last one of the seven days before.
    fn on(&self, currency: Currency, day: Day) -> Option<Rate> {
        let (_, rate) = self.by_currency.get(&currency)?.range(day.plus(-GOOD_FOR_DAYS)..=day).next_back()?;
        Some(*rate)
    }
}

impl Rate {
    /// `36.25`, `1,234.5`, `36,25`; above zero.
    fn parse(cell: &str) -> Option<Self> {
        let text = ascii_digits(cell);
        let commas = text.matches(',').count();
        let is_decimal_comma =
            commas == 1 && !text.contains('.') && text.split(',').nth(1).map(str::len) != Some(3);
        let text = if is_decimal_comma { text.replace(',', ".") } else { text.replace(',', "") };
        let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
        let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
        let decimals = u32::try_from(fraction.len()).ok().filter(|decimals| *decimals <= 12)?;
        (digits > 0 && digits < 10_i128.pow(18)).then_some(Self { digits, decimals })
    }

    /// The amount in the other currency's minor units: exact, then rounded once, half away from zero.
    fn convert(self, minor: i64, from: Currency, to: Currency) -> Option<i64> {
        let scaled = i128::from(minor).checked_mul(self.digits)?.checked_mul(10_i128.pow(to.decimals()))?;
        let divisor = 10_i128.pow(self.decimals + from.decimals());
        let (whole, rest) = (scaled / divisor, scaled % divisor);
        let up = if 2 * rest.abs() >= divisor { scaled.signum() } else { 0 };
        i64::try_from(whole + up).ok()
    }
}

/// What was and what was not converted, per file and currency.
#[derive(Default)]
struct Account {
    converted: HashMap<(u32, Currency), u64>,
    /// Rows, and the first line.
    left: HashMap<(u32, Currency), (u64, u32)>,
}

/// Converts the amounts of all orders, lines and ad rows to the currency of the rates. What has no rate stays as it is, and is told.
pub(super) fn convert(rows: &mut Rows, rates: &Rates, sources: &mut [SourceReport]) {
    let to = rates.to;
    let target = rows.codes.currency(Some(to));
    let mut account = Account::default();
    let mut of_order: HashMap<Code, (Currency, Rate)> = HashMap::new();
    for order in &mut rows.orders {
        let Some(from) = foreign(&rows.codes, order.currency, to) else { continue };
        let amounts = [
            order.total_minor,
            order.gross_minor,
            order.net_minor,
            order.collected_minor,
            order.refunded_minor,
        ];
        let converted =
            rates.on(from, order.day).and_then(|rate| Some((rate, all(amounts, rate, from, to)?)));
        account.note(order.source, order.line, from, converted.is_some());
        if let Some((rate, [total, gross, net, collected, refunded])) = converted {
            (order.total_minor, order.gross_minor, order.net_minor) = (total, gross, net);
            (order.collected_minor, order.refunded_minor) = (collected, refunded);
            order.currency = target;
            of_order.insert(order.order, (from, rate));
        }
    }
    for line in &mut rows.lines {
        if let Some((from, rate)) = of_order.get(&line.order) {
            line.net_minor = rate.convert(line.net_minor, *from, to).unwrap_or(line.net_minor);
        }
    }
    for ad in &mut rows.ads {
        let Some(from) = foreign(&rows.codes, ad.currency, to) else { continue };
        // A row of many days is converted at the rate of its last.
        let rate = ad.last_day.or(ad.first_day).and_then(|day| rates.on(from, day));
        let amounts = [ad.spend_minor.unwrap_or(0), ad.claimed_value_minor.unwrap_or(0)];
        let converted = rate.and_then(|rate| all(amounts, rate, from, to));
        account.note(ad.source, ad.line, from, converted.is_some());
        if let Some([spend, claimed]) = converted {
            ad.spend_minor = ad.spend_minor.map(|_| spend);
            ad.claimed_value_minor = ad.claimed_value_minor.map(|_| claimed);
            ad.currency = target;
        }
    }
    account.tell(to, sources);
}

/// The currency behind a code, if it is another one than `to`.
fn foreign(codes: &Codes, currency: Code, to: Currency) -> Option<Currency> {
    codes.currencies.get(currency as usize).copied().flatten().filter(|from| *from != to)
}

fn all<const N: usize>(amounts: [i64; N], rate: Rate, from: Currency, to: Currency) -> Option<[i64; N]> {
    let mut converted = [0; N];
    for (slot, amount) in converted.iter_mut().zip(amounts) {
        *slot = rate.convert(amount, from, to)?;
    }
    Some(converted)
}

impl Account {
    fn note(&mut self, source: u32, line: u32, from: Currency, is_converted: bool) {
        if is_converted {
            *self.converted.entry((source, from)).or_default() += 1;
        } else {
            let (rows, first) = self.left.entry((source, from)).or_insert((0, line));
            *rows += 1;
            *first = (*first).min(line);
        }
    }

    fn tell(self, to: Currency, sources: &mut [SourceReport]) {
        let mut converted: Vec<_> = self.converted.into_iter().collect();
        converted.sort_unstable();
        for ((source, from), rows) in converted {
            sources[source as usize].note(Note::Converted { from, to, rows });
        }
        let mut left: Vec<_> = self.left.into_iter().collect();
        left.sort_unstable();
        for ((source, from), (rows, line)) in left {
            sources[source as usize].note(Note::NotConverted { from, to, rows, line: u64::from(line) });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Imported, Input, Options, Unwatched, import};
    use crate::tables::schema::orders as c;

    #[test]
    fn amounts_convert_exactly_and_are_rounded_once() {
        let currency = |code: &str| Currency::parse(code).expect("a code");
        let check = |rate: &str, minor, from: &str, to: &str, expected| {
            let rate = Rate::parse(rate).expect("a rate");
            assert_eq!(rate.convert(minor, currency(from), currency(to)), expected, "{minor} {from} to {to}");
        };
        check("36.25", 10_000, "USD", "THB", Some(362_500));
        check("36,25", 1, "USD", "THB", Some(36));
        check("0.5", 1, "USD", "THB", Some(1));
        check("0.5", -1, "USD", "THB", Some(-1));
        check("0.2345", 1_000, "JPY", "THB", Some(23_450));
        check("36", i64::MAX, "USD", "THB", None);
        assert_eq!([Rate::parse("0"), Rate::parse("-1"), Rate::parse("x")], [None; 3]);
    }

    #[test]
    fn a_table_of_rates_is_used_whole_or_not_at_all() {
        let rates = Rates::parse("date,currency,rate (EUR)\n2026-01-05,USD,0.9\n").expect("rates");
        assert_eq!(rates.to().code(), "EUR");
        let thai = Rates::parse("วันที่;สกุลเงิน;อัตรา\n05/01/2569;USD;36,25\n").expect("rates");
        assert!(
            thai.on(Currency::parse("USD").expect("a code"), Day::from_ymd(2026, 1, 12).expect("a day"))
                .is_some()
        );
        assert!(
            thai.on(Currency::parse("USD").expect("a code"), Day::from_ymd(2026, 1, 13).expect("a day"))
                .is_none()
        );
        assert!(
            thai.on(Currency::parse("USD").expect("a code"), Day::from_ymd(2026, 1, 4).expect("a day"))
                .is_none()
        );
        let missing = Rates::parse("day,rate\n2026-01-05,36\n");
        assert_eq!(missing, Err(RatesError::MissingColumn { missing: "currency".to_owned() }));
        let broken = Rates::parse("date,currency,rate\n2026-01-05,USD,36\n2026-01-06,USD,?\n");
        assert_eq!(
            broken,
            Err(RatesError::Cell { line: 3, column: "rate".to_owned(), value: "?".to_owned() })
        );
    }

    fn read(rates: Option<&str>) -> Imported {
        let text = "Order ID,Date,Email,Total,Currency\n1,2026-01-05,a@example.com,100.00,THB\n\
                    2,2026-01-06,b@example.com,10.00,USD\n3,2026-03-06,c@example.com,20.00,USD\n";
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("rates.csv");
        let options = Options {
            rates: rates.map(|text| {
                std::fs::write(&path, text).expect("written");
                path.clone()
            }),
            ..Options::default()
        };
        let input = Input::Bytes { name: "orders.csv".to_owned(), bytes: text.as_bytes().to_vec().into() };
        import(&[input], &options, &Unwatched).expect("nothing cancels")
    }

    #[test]
    fn what_has_a_rate_is_converted_and_what_has_none_is_told() {
        let totals = |imported: &Imported| {
            let column = imported.tables.orders.column(c::TOTAL_MINOR);
            let mut totals = column.and_then(|column| Ok(column.i64()?.to_vec())).expect("money");
            totals.sort_unstable();
            totals
        };
        assert_eq!(totals(&read(None)), [Some(1_000), Some(2_000), Some(10_000)]);
        let imported = read(Some("date,currency,rate\n2026-01-02,USD,36.25\n"));
        assert_eq!(totals(&imported), [Some(2_000), Some(10_000), Some(36_250)]);
        let notes = &imported.report.sources[0].notes;
        let usd = Currency::parse("USD").expect("a code");
        assert!(notes.contains(&Note::Converted { from: usd, to: Currency::THB, rows: 1 }), "{notes:?}");
        assert!(notes.contains(&Note::NotConverted { from: usd, to: Currency::THB, rows: 1, line: 4 }));
    }
}
