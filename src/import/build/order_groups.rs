//! Which records belong to which order. Never reads an amount.

use std::collections::HashMap;

use super::{Context, Field, RawTable, reject};
use crate::import::parse::text::{is_not_reported, is_shortened_number};
use crate::import::{Note, Reason, SourceReport};
use crate::tables::{Code, Codes};

/// Records grouped into orders.
pub(super) struct Groups {
    /// Order code per group, in order of first appearance.
    orders: Vec<Code>,
    /// Record indices, sorted by group and then by record.
    members: Vec<u32>,
    /// Start of each group in `members`, and the end of the last.
    starts: Vec<usize>,
}

impl Groups {
    /// Groups records by order number; records without one are rejected or continue the order above, as the profile says.
    pub(super) fn new(
        table: &RawTable,
        context: &Context<'_>,
        codes: &mut Codes,
        report: &mut SourceReport,
    ) -> Self {
        let rules = &context.profile.orders;
        let row_is_order = rules.row_is_order || !table.columns.contains_key(&Field::OrderId);
        let mut groups: Vec<(Code, Vec<u32>)> = Vec::new();
        let mut by_code: HashMap<Code, usize, foldhash::fast::RandomState> = HashMap::default();
        let (mut current, mut carried): (Option<usize>, u64) = (None, 0);
        let mut last_id = "";
        let mut key = String::new();
        for row in 0..table.len() {
            let id = table.cell(Field::OrderId, row).trim();
            if row_is_order {
                key.clear();
                key.push_str(&format!("{}#{}#{}", context.profile.platform, context.source, table.rows[row]));
            } else if is_not_reported(id) {
                match current {
                    Some(group) if rules.carry_down => {
                        carried += 1;
                        groups[group].1.push(row as u32);
                    }
                    _ => reject(table, row, Field::OrderId, Reason::NoOrderNumber, report),
                }
                continue;
            } else if is_shortened_number(id) {
                current = None;
                reject(table, row, Field::OrderId, Reason::ShortenedNumber, report);
                continue;
            } else if let (Some(group), true) = (current, id == last_id) {
                groups[group].1.push(row as u32);
                continue;
            } else {
                key.clear();
                key.push_str(&context.profile.platform);
                key.push('#');
                key.push_str(id);
            }
            let code = codes.orders.code(&key);
            let group = *by_code.entry(code).or_insert_with(|| {
                groups.push((code, Vec::with_capacity(1)));
                groups.len() - 1
            });
            groups[group].1.push(row as u32);
            (current, last_id) = (Some(group), id);
        }
        if carried > 0 {
            report.note(Note::CarriedDown { rows: carried });
        }
        Self::flatten(groups)
    }

    fn flatten(groups: Vec<(Code, Vec<u32>)>) -> Self {
        let mut flat =
            Self { orders: Vec::with_capacity(groups.len()), members: Vec::new(), starts: vec![0] };
        for (code, rows) in groups {
            flat.orders.push(code);
            flat.members.extend(rows);
            flat.starts.push(flat.members.len());
        }
        flat
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
