//! Which records belong to which order. Never reads an amount.

use std::collections::HashMap;
use std::ops::Range;

use foldhash::fast::RandomState;

use super::order_styles::OrderStyles;
use super::{Context, DateColumn, Field, RawTable, reject};
use crate::import::parse::text::{is_not_reported, is_same_text, is_shortened_number, trim};
use crate::import::{Reason, SourceReport};
use crate::tables::{Code, Codes};

/// Records grouped into orders.
pub(super) struct Groups {
    /// Order code per group, in order of first appearance.
    orders: Vec<Code>,
    /// Record indices, sorted by group and then by record.
    members: Vec<u32>,
    /// Start of each group in `members`, and the end of the last.
    starts: Vec<usize>,
    /// Records that continue the order above.
    pub carried: u64,
}

impl Groups {
    /// Groups the records `rows` by order number; records without one are rejected or continue the order above, as the profile says.
    pub(super) fn new(
        table: &RawTable<'_>,
        rows: Range<usize>,
        styles: &OrderStyles,
        context: &Context<'_>,
        codes: &mut Codes,
        report: &mut SourceReport,
    ) -> Self {
        let rules = &context.profile.orders;
        let row_is_order = rules.row_is_order || !table.columns.contains_key(&Field::OrderId);
        let mut keys = Keys::new(table, styles, context, report);
        let mut groups = Draft::with_room_for(rows.len());
        let mut begun = Begun::new(codes);
        let (mut current, mut carried): (Option<u32>, u64) = (None, 0);
        let mut last_id = "";
        for row in rows {
            if row.is_multiple_of(ROWS_PER_LOOK) && context.watch.progress.is_cancelled() {
                break;
            }
            let id = trim(table.cell(Field::OrderId, row));
            if let Some(group) = current.filter(|_| !id.is_empty() && is_same_text(id, last_id)) {
                groups.add(group, row);
                continue;
            }
            if row_is_order {
                let group = groups.begin(codes.orders.code(keys.of_row(row)));
                groups.add(group, row);
                continue;
            } else if is_not_reported(id) {
                match current {
                    Some(group) if continues(table, row, context) => {
                        carried += 1;
                        groups.add(group, row);
                    }
                    _ => reject(table, row, Field::OrderId, Reason::NoOrderNumber, report),
                }
                continue;
            } else if is_shortened_number(id) {
                current = None;
                reject(table, row, Field::OrderId, Reason::ShortenedNumber, report);
                continue;
            }
            let group = begun.group_of(id, row, &mut keys, codes, &mut groups);
            groups.add(group, row);
            (current, last_id) = (Some(group), id);
        }
        groups.finish(carried)
    }

    /// Number of groups.
    pub(super) fn len(&self) -> usize {
        self.orders.len()
    }

    /// Order code and record indices of each group.
    pub(super) fn iter(&self) -> impl Iterator<Item = (Code, &[u32])> {
        self.orders
            .iter()
            .zip(self.starts.windows(2))
            .map(|(order, ends)| (*order, &self.members[ends[0]..ends[1]]))
    }
}

/// Whether a record without an order number goes on with the order above, as the profile says. In a table made by hand it must say what
/// was bought and not when: a sum below a column does neither.
pub(super) fn continues(table: &RawTable<'_>, row: usize, context: &Context<'_>) -> bool {
    let says = |field| !is_not_reported(table.cell(field, row));
    let is_line = || says(Field::Product) && !says(Field::OrderedAt);
    context.profile.orders.carry_down && (!context.profile.generic || is_line())
}

/// Rows between two looks whether anybody still waits.
const ROWS_PER_LOOK: usize = 8_192;

/// The groups that have begun. The code of an order finds its group, unless the code depends on the row.
struct Begun<'table> {
    /// Codes from this one on are given to these records.
    first_new: Code,
    /// Groups of those codes, in their order.
    new: Vec<u32>,
    /// Groups of orders that were known before.
    known: HashMap<Code, u32, RandomState>,
    /// Groups of a hand-made table, by order number: the first row of an order gives it its code.
    by_id: HashMap<&'table str, u32, RandomState>,
}

impl<'table> Begun<'table> {
    fn new(codes: &Codes) -> Self {
        Self {
            first_new: codes.orders.len() as Code,
            new: Vec::new(),
            known: HashMap::default(),
            by_id: HashMap::default(),
        }
    }

    /// The group of order `id`, which begins with `row` if it has not begun.
    fn group_of(
        &mut self,
        id: &'table str,
        row: usize,
        keys: &mut Keys<'_>,
        codes: &mut Codes,
        groups: &mut Draft,
    ) -> u32 {
        if keys.dates.is_some() {
            let begin = || groups.begin(codes.orders.code(keys.of_order(id, row)));
            return *self.by_id.entry(id).or_insert_with(begin);
        }
        let code = codes.orders.code(keys.of_order(id, row));
        let Some(place) = code.checked_sub(self.first_new) else {
            return *self.known.entry(code).or_insert_with(|| groups.begin(code));
        };
        // Nobody else gives codes meanwhile: one that has no group yet is the next.
        if place as usize == self.new.len() {
            self.new.push(groups.begin(code));
        }
        self.new[place as usize]
    }
}

/// Groups that may get further records. A record of its own memory for each order would cost more than reading it.
struct Draft {
    orders: Vec<Code>,
    /// Records of each group.
    sizes: Vec<u32>,
    /// Group and record index, in record order.
    records: Vec<(u32, u32)>,
}

impl Draft {
    fn with_room_for(records: usize) -> Self {
        Self { orders: Vec::new(), sizes: Vec::new(), records: Vec::with_capacity(records) }
    }

    /// A new group without a record.
    fn begin(&mut self, order: Code) -> u32 {
        self.orders.push(order);
        self.sizes.push(0);
        self.sizes.len() as u32 - 1
    }

    fn add(&mut self, group: u32, record: usize) {
        self.sizes[group as usize] += 1;
        self.records.push((group, record as u32));
    }

    fn finish(self, carried: u64) -> Groups {
        let mut starts = Vec::with_capacity(self.sizes.len() + 1);
        starts.push(0);
        let mut end = 0;
        starts.extend(self.sizes.iter().map(|size| {
            end += *size as usize;
            end
        }));
        let mut free = starts.clone();
        let mut members = vec![0; self.records.len()];
        for (group, record) in self.records {
            let place = &mut free[group as usize];
            members[*place] = record;
            *place += 1;
        }
        Groups { orders: self.orders, members, starts, carried }
    }
}

/// What tells the orders of all files apart.
struct Keys<'table> {
    context: &'table Context<'table>,
    rows: &'table [u32],
    /// Dates of a hand-made table: two tills may both have an order 1001, but hardly on the same day.
    dates: Option<DateColumn<'table>>,
    key: String,
}

impl<'table> Keys<'table> {
    fn new(
        table: &'table RawTable<'table>,
        styles: &OrderStyles,
        context: &'table Context<'table>,
        report: &SourceReport,
    ) -> Self {
        let column = || DateColumn::settled(table, Field::OrderedAt, styles.dates, context, report);
        let dates = context.profile.generic.then(column);
        Self { context, rows: &table.rows, dates, key: String::new() }
    }

    /// Of a record that is an order by itself and has no number.
    fn of_row(&mut self, row: usize) -> &str {
        self.key = format!("{}#{}#{}", self.context.profile.platform, self.context.source, self.rows[row]);
        &self.key
    }

    /// Of the order `id`, whose first record is `row`: a platform's own number is enough, it never gives one twice.
    fn of_order(&mut self, id: &str, row: usize) -> &str {
        self.key.clear();
        self.key.push_str(&self.context.profile.platform);
        self.key.push('#');
        self.key.push_str(id);
        if let Some(Ok(Some(moment))) = self.dates.as_mut().map(|dates| dates.at(row)) {
            self.key.push('#');
            self.key.push_str(&moment.day.0.to_string());
        }
        &self.key
    }
}
