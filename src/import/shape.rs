//! Records as a format writes them to records as the builders expect them, by the `[rows]` of its profile: moments put together from
//! several columns, refunds booked on their sale, other people's sales left out. Never drops a record without counting it.

use std::collections::{BTreeMap, HashMap};

use super::column::TextColumn;
use super::parse::number::{self, NumberStyle, Value};
use super::parse::text::{fold, shorten};
use super::profile::{Field, Profile, matches_any};
use super::read::RawTable;
use super::refunds::{self, SCALE};
use super::row_rules::{RowRules, Words};
use super::{Note, Reason, Refusal, RejectedRow, SourceReport};

/// Applies the rules of `profile` to the records of one file.
///
/// # Errors
/// [`Refusal::TooLarge`] when a column put together from others would hold too much text.
pub(super) fn apply(
    profile: &Profile,
    mut table: RawTable<'static>,
    report: &mut SourceReport,
) -> Result<RawTable<'static>, Refusal> {
    join_moments(&mut table)?;
    let rules = &profile.rows;
    blank_out(&rules.blank, &mut table)?;
    add_up(rules, profile.numbers, &mut table)?;
    let fates = fates(rules, &table, report);
    if fates.iter().all(|fate| *fate == Fate::Kept) {
        return Ok(table);
    }
    let refunded = refunds::book(profile, &fates, &table, report);
    if !refunded.is_empty() {
        let cells = (0..table.len()).map(|row| match refunded.get(&row) {
            Some(amount) => decimal(*amount),
            None => table.cell(Field::Refunded, row).to_owned(),
        });
        let column = column_of(cells)?;
        table.columns.insert(Field::Refunded, column);
    }
    kept(&table, &fates)
}

/// Whether the records of a file have to be seen together before they are orders: a refund may stand far from its sale.
pub(super) fn needs_whole(profile: &Profile, mapping: &[(String, String)]) -> bool {
    let gathers = [Field::OrderedTime, Field::OrderedZone, Field::Platform].map(Field::name);
    profile.rows != RowRules::default() || mapping.iter().any(|(field, _)| gathers.contains(field))
}

/// The records of each platform that the `platform` column names; `None` without such a column.
///
/// # Errors
/// As [`apply`].
pub(super) fn by_platform(
    profile: &Profile,
    table: &RawTable<'_>,
) -> Result<Option<Vec<(String, RawTable<'static>)>>, Refusal> {
    let Some(column) = table.columns.get(&Field::Platform) else { return Ok(None) };
    let mut known: HashMap<&str, String> = HashMap::new();
    let mut rows: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (row, cell) in column.iter().enumerate() {
        let platform = match cell.trim() {
            "" => &profile.platform,
            cell => known.entry(cell).or_insert_with(|| profile.rows.platform(cell)),
        };
        match rows.get_mut(platform) {
            Some(rows) => rows.push(row),
            None => drop(rows.insert(platform.clone(), vec![row])),
        }
    }
    rows.into_iter()
        .map(|(platform, rows)| Ok((platform, table.pick(&rows)?)))
        .collect::<Result<_, _>>()
        .map(Some)
}

/// What becomes of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fate {
    Kept,
    LeftOut,
    Refund,
}

/// Puts date, time and zone together where they stand in columns of their own.
fn join_moments(table: &mut RawTable<'static>) -> Result<(), Refusal> {
    let parts = [Field::OrderedTime, Field::OrderedZone];
    if !parts.iter().any(|field| table.columns.contains_key(field)) {
        return Ok(());
    }
    let cells = (0..table.len()).map(|row| {
        let cells = [Field::OrderedAt, Field::OrderedTime, Field::OrderedZone]
            .map(|field| table.cell(field, row).trim());
        // A zone without a time says nothing about a day.
        let used = if cells[1].is_empty() { &cells[..1] } else { &cells[..] };
        used.join(" ").trim_end().to_owned()
    });
    let column = column_of(cells)?;
    table.columns.insert(Field::OrderedAt, column);
    Ok(())
}

/// Blanks the cells that stand for nothing.
fn blank_out(words: &Words, table: &mut RawTable<'static>) -> Result<(), Refusal> {
    for (field, words) in words {
        let Some(column) = table.columns.get(field) else { continue };
        let cells =
            column.iter().map(|cell| if matches_any(words, &fold(cell)) { "" } else { cell }.to_owned());
        let column = column_of(cells)?;
        table.columns.insert(*field, column);
    }
    Ok(())
}

/// Fills the amounts that are sums of others. A cell that is no amount is handed on, so that its record is rejected with it.
fn add_up(rules: &RowRules, style: NumberStyle, table: &mut RawTable<'static>) -> Result<(), Refusal> {
    for (field, parts) in &rules.sums {
        let parts: Vec<Part> = parts.iter().filter_map(|part| Part::read(part, table)).collect();
        let cells = (0..table.len()).map(|row| sum_of(&parts, style, table, row));
        let column = column_of(cells)?;
        table.columns.insert(*field, column);
    }
    Ok(())
}

/// A part of a sum that the file has a column for.
struct Part {
    field: Field,
    /// Column of counts that it is multiplied with.
    times: Option<Field>,
    sign: i64,
}

impl Part {
    /// Reads `line_total`, `-discount` or `unit_price*quantity`.
    fn read(part: &str, table: &RawTable<'_>) -> Option<Self> {
        let (part, sign) = part.strip_prefix('-').map_or((part, 1), |part| (part, -1));
        let (name, times) = part.split_once('*').map_or((part, None), |(name, times)| (name, Some(times)));
        let known = |name: &str| Field::named(name).filter(|field| table.columns.contains_key(field));
        Some(Self { field: known(name)?, times: times.and_then(known), sign })
    }

    /// Its value in a record; the cell at fault when that is no amount.
    fn value<'table>(
        &self,
        style: NumberStyle,
        table: &'table RawTable<'table>,
        row: usize,
    ) -> Result<i64, &'table str> {
        let read = |field, scale, blank| {
            let cell = table.cell(field, row);
            match number::parse(cell, style, scale) {
                Value::Number(number) => Ok(number),
                Value::NotReported => Ok(blank),
                Value::Bad(_) => Err(cell),
            }
        };
        let times = self.times.map_or(Ok(1), |field| read(field, 0, 1))?;
        Ok(self.sign.saturating_mul(read(self.field, SCALE, 0)?).saturating_mul(times))
    }
}

/// The sum in a record; nothing at all adds up to zero.
fn sum_of(parts: &[Part], style: NumberStyle, table: &RawTable<'_>, row: usize) -> String {
    let mut sum = 0_i64;
    for part in parts {
        match part.value(style, table, row) {
            Ok(value) => sum = sum.saturating_add(value),
            Err(cell) => return cell.to_owned(),
        }
    }
    decimal(sum)
}

/// Sorts the records and notes what is left out and why.
fn fates(rules: &RowRules, table: &RawTable<'_>, report: &mut SourceReport) -> Vec<Fate> {
    if rules.leave_out.is_empty() && rules.only.is_empty() && rules.refunds.is_empty() {
        return vec![Fate::Kept; table.len()];
    }
    let mut left_out: BTreeMap<(String, String), u64> = BTreeMap::new();
    let fates = (0..table.len())
        .map(|row| {
            if let Some(field) = why_left_out(rules, table, row) {
                let value = shorten(table.cell(field, row).trim());
                *left_out.entry((report.header_of(field), value)).or_default() += 1;
                Fate::LeftOut
            } else if holds(&rules.refunds, table, row).is_some() {
                Fate::Refund
            } else {
                Fate::Kept
            }
        })
        .collect();
    for ((column, value), rows) in left_out {
        report.rows_total += rows;
        report.note(Note::LeftOut { column, value, rows });
    }
    fates
}

fn why_left_out(rules: &RowRules, table: &RawTable<'_>, row: usize) -> Option<Field> {
    let other = |(field, words): (&Field, &Vec<String>)| {
        let column = table.columns.get(field)?;
        (!matches_any(words, &fold(column.get(row)))).then_some(*field)
    };
    holds(&rules.leave_out, table, row).or_else(|| rules.only.iter().find_map(other))
}

fn holds(words: &Words, table: &RawTable<'_>, row: usize) -> Option<Field> {
    let held = |(field, words): (&Field, &Vec<String>)| {
        let column = table.columns.get(field)?;
        matches_any(words, &fold(column.get(row))).then_some(*field)
    };
    words.iter().find_map(held)
}

pub(super) fn reject(
    table: &RawTable<'_>,
    row: usize,
    field: Field,
    reason: Reason,
    report: &mut SourceReport,
) {
    let (value, column) = (shorten(table.cell(field, row)), report.header_of(field));
    let (number, line) = (u64::from(table.rows[row]), u64::from(table.lines[row]));
    report.reject(RejectedRow { row: number, line, column, value, reason });
}

fn kept(table: &RawTable<'_>, fates: &[Fate]) -> Result<RawTable<'static>, Refusal> {
    let rows: Vec<usize> = (0..table.len()).filter(|row| fates[*row] == Fate::Kept).collect();
    table.pick(&rows)
}

fn column_of(cells: impl Iterator<Item = String>) -> Result<TextColumn<'static>, Refusal> {
    let mut column = TextColumn::default();
    for cell in cells {
        column.push_text(&cell)?;
    }
    Ok(column)
}

/// An amount in units of 10^-[`SCALE`] as text with a point.
fn decimal(amount: i64) -> String {
    let unit = 10_i64.pow(SCALE).unsigned_abs();
    let sign = if amount < 0 { "-" } else { "" };
    format!("{sign}{}.{:04}", amount.unsigned_abs() / unit, amount.unsigned_abs() % unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn table(fields: &[Field], rows: &[&[&str]]) -> RawTable<'static> {
        let mut table = RawTable::default();
        let mut columns: BTreeMap<Field, TextColumn<'_>> = BTreeMap::new();
        for (index, cells) in rows.iter().enumerate() {
            table.rows.push(index as u32 + 1);
            table.lines.push(index as u32 + 2);
            for (field, cell) in fields.iter().zip(*cells) {
                columns.entry(*field).or_default().push_text(cell).expect("room");
            }
        }
        table.columns = columns.into_iter().collect();
        table
    }

    fn profile(rows: &str) -> Profile {
        let text = format!(
            "id = 'x'\nname = 'X'\nplatform = 'x'\ntable = 'orders'\nnumbers = 'point'\nrequired = []\n[columns]\n[rows]\n{rows}"
        );
        Profile::parse(&text).expect("a sound profile")
    }

    #[test]
    fn a_refund_is_booked_on_its_sale_and_is_no_order() {
        let fields = [Field::OrderId, Field::RecordType, Field::Total];
        let rows: [&[&str]; 4] = [
            &["A", "Payment", "$45.00"],
            &["A", "Refund", "-$12.00"],
            &["B", "Refund", "-$1.00"],
            &["C", "Fee", "-$2.00"],
        ];
        let mut report = SourceReport { rows_read: 4, ..SourceReport::default() };
        let rules = "refunds = { record_type = ['refund'] }\nleave_out = { record_type = ['fee'] }";
        let shaped = apply(&profile(rules), table(&fields, &rows), &mut report).expect("room");
        assert_eq!((shaped.len(), shaped.cell(Field::Refunded, 0)), (1, "12.0000"));
        assert_eq!((report.rows_used, report.rows_rejected, report.rows_total), (1, 1, 1));
        assert_eq!(report.rejected[0].reason, Reason::RefundWithoutSale);
    }

    #[test]
    fn a_moment_is_put_together_from_its_columns() {
        let fields = [Field::OrderedAt, Field::OrderedTime, Field::OrderedZone];
        let rows: [&[&str]; 2] = [&["2026-10-05", "10:15:00", "EST"], &["2026-10-06", "", "EST"]];
        let shaped = apply(&profile(""), table(&fields, &rows), &mut SourceReport::default()).expect("room");
        let cells: Vec<&str> = shaped.columns.get(&Field::OrderedAt).expect("a column").iter().collect();
        assert_eq!(cells, ["2026-10-05 10:15:00 EST", "2026-10-06"]);
    }

    #[test]
    fn a_total_that_no_column_states_is_the_sum_of_its_parts() {
        let fields = [Field::LineTotal, Field::Shipping, Field::Discount];
        let rows: [&[&str]; 3] = [&["10.10", "5", "1.05"], &["", "", ""], &["x", "1", "1"]];
        let rules = "sums = { total = ['line_total', 'shipping', '-discount', 'tax'] }";
        let shaped =
            apply(&profile(rules), table(&fields, &rows), &mut SourceReport::default()).expect("room");
        let cells: Vec<&str> = shaped.columns.get(&Field::Total).expect("a column").iter().collect();
        assert_eq!(cells, ["14.0500", "0.0000", "x"]);
    }

    #[test]
    fn a_price_is_multiplied_by_its_quantity() {
        let fields = [Field::UnitPrice, Field::Quantity];
        let rows: [&[&str]; 2] = [&["10.10", "3"], &["5", ""]];
        let rules = "sums = { total = ['unit_price*quantity'] }";
        let shaped =
            apply(&profile(rules), table(&fields, &rows), &mut SourceReport::default()).expect("room");
        let cells: Vec<&str> = shaped.columns.get(&Field::Total).expect("a column").iter().collect();
        assert_eq!(cells, ["30.3000", "5.0000"]);
    }

    #[test]
    fn each_record_goes_to_the_platform_that_it_names() {
        let fields = [Field::OrderId, Field::Platform];
        let rows: [&[&str]; 3] = [&["1", "Shopee"], &["2", "My Web"], &["3", ""]];
        let rules = "platforms = { shopee = ['shopee*'] }";
        let parts = by_platform(&profile(rules), &table(&fields, &rows)).expect("room").expect("a column");
        let names: Vec<(&str, usize)> =
            parts.iter().map(|(name, part)| (name.as_str(), part.len())).collect();
        assert_eq!(names, [("my_web", 1), ("shopee", 1), ("x", 1)]);
    }
}
