//! Who is who, without a value that names anybody: which records share one, which values link nobody, who is one customer. Never a text.

use polars::prelude::{Column, DataFrame};
use serde::{Deserialize, Serialize};

use crate::domain::IdentityRule;
use crate::tables::identity::{Identities, Outline, People, RULES};
use crate::tables::{Code, Interner, TablesError};

/// Whether a row of the tables has a handle.
const USED: &str = "used";
/// Who a handle is.
const CUSTOMER: &str = "customer";

/// How many values there are of each rule, and how many people.
#[derive(Serialize, Deserialize)]
pub(super) struct KeptPeople {
    rules: Vec<IdentityRule>,
    customers: usize,
    values: [usize; RULES],
    /// Values that link nobody.
    shared: [Vec<Code>; RULES],
}

impl Identities {
    pub(super) fn kept(&self, people: &People) -> KeptPeople {
        KeptPeople {
            rules: people.rules().to_vec(),
            customers: people.len(),
            values: IdentityRule::ALL.map(|rule| self.values(rule)),
            shared: IdentityRule::ALL.map(|rule| self.shared_codes(rule)),
        }
    }

    /// One row per handle: its value of each rule, whether it is used, who it is.
    pub(super) fn handles_frame(&self, people: &People) -> Result<DataFrame, TablesError> {
        let outline = self.outline(people);
        let mut columns: Vec<Column> = IdentityRule::ALL
            .iter()
            .map(|rule| {
                let codes = outline.handles.iter().map(|codes| codes[*rule as usize]);
                Column::new(rule.id().into(), codes.collect::<Vec<Option<Code>>>())
            })
            .collect();
        columns.push(Column::new(USED.into(), &outline.used));
        columns.push(Column::new(CUSTOMER.into(), &outline.customers));
        crate::tables::columns::frame(outline.handles.len(), columns)
    }
}

impl KeptPeople {
    /// The people again, each value called after its rule and its number; `None` when the table says anything else.
    pub(super) fn read(self, frame: &DataFrame) -> Option<(Identities, People)> {
        let codes = |name: &str| -> Option<Vec<Option<Code>>> {
            Some(frame.column(name).ok()?.u32().ok()?.iter().collect())
        };
        let columns = [codes("email")?, codes("phone")?, codes("platform")?];
        let handles: Vec<[Option<Code>; RULES]> =
            (0..frame.height()).map(|row| std::array::from_fn(|rule| columns[rule][row])).collect();
        let used = frame.column(USED).ok()?.bool().ok()?.iter().map(|used| used == Some(true)).collect();
        let outline = Outline { handles, used, customers: codes(CUSTOMER)? };
        let is_below = |limit: usize| move |code: &Code| (*code as usize) < limit;
        // A value and a person have a handle each; more of them are nobody's.
        let are_few = self.values.iter().chain([&self.customers]).all(|count| *count <= frame.height());
        let are_known = (0..RULES).all(|rule| {
            let is_known = is_below(self.values[rule]);
            columns[rule].iter().flatten().all(is_known) && self.shared[rule].iter().all(is_known)
        });
        let are_people = outline.customers.iter().flatten().all(is_below(self.customers));
        if !(are_few && are_known && are_people) {
            return None;
        }
        let names = IdentityRule::ALL.map(|rule| {
            let names = (1..=self.values[rule as usize]).map(|number| format!("{} {number}", rule.id()));
            Interner::listed(names)
        });
        Some(Identities::from_outline(outline, names, &self.shared, (self.customers, self.rules)))
    }
}
