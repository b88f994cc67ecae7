//! The merge graph: handles that share a value are one person, unless too many different people share it. Never looks at a value's text.

use std::collections::HashSet;

use super::{Handle, Identities, NONE, RULES};
use crate::domain::IdentityRule;
use crate::tables::Code;

/// Who each handle is, under a choice of rules.
#[derive(Clone, Debug, Default)]
pub struct People {
    /// Customer code per handle; [`NONE`] for a handle that names nobody under these rules.
    customer_of: Vec<Code>,
    /// Number of customers.
    customers: usize,
    /// The rules, the deciding one first.
    rules: Vec<IdentityRule>,
}

/// The value by which a record's person is known first: what a person sees in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identified {
    /// Its rule.
    pub rule: IdentityRule,
    /// Code of the value among those of the rule.
    pub value: Code,
}

impl People {
    /// The customer whom a record names; `None` when it names nobody.
    pub fn customer(&self, handle: Option<Handle>) -> Option<Code> {
        let customer = *self.customer_of.get(handle?.code() as usize)?;
        (customer != NONE).then_some(customer)
    }

    /// Number of customers; their codes are 0 up to it.
    pub fn len(&self) -> usize {
        self.customers
    }

    /// Customer code per handle, or none.
    pub(super) fn codes(&self) -> &[Code] {
        &self.customer_of
    }

    /// People of whom everything is known already.
    pub(super) fn of(customer_of: Vec<Code>, customers: usize, rules: Vec<IdentityRule>) -> Self {
        Self { customer_of, customers, rules }
    }

    /// Whether nobody is known.
    pub fn is_empty(&self) -> bool {
        self.customers == 0
    }

    /// The rules in use.
    pub fn rules(&self) -> &[IdentityRule] {
        &self.rules
    }

    /// Per customer code: the value that names the customer, by the most reliable rule; of several the first in the order of the
    /// alphabet, so that no order of rows decides.
    pub fn names(&self, identities: &Identities) -> Vec<Option<Identified>> {
        let mut names: Vec<Option<Identified>> = vec![None; self.customers];
        for (handle, customer) in self.customer_of.iter().enumerate().filter(|(_, code)| **code != NONE) {
            let Some(found) = identities.known_by(Handle::from_code(handle as u32), &self.rules) else {
                continue;
            };
            let name = &mut names[*customer as usize];
            let place = |rule: IdentityRule| self.rules.iter().position(|known| *known == rule);
            let rank = |one: Identified| (place(one.rule), identities.text_of(one));
            if name.is_none_or(|known| rank(found) < rank(known)) {
                *name = Some(found);
            }
        }
        names
    }

    /// Into how many people of `finer` each customer falls: one count per customer. People whom `finer` does not know do not count.
    pub fn pieces(&self, finer: &Self) -> Vec<u32> {
        let mut pieces = vec![0_u32; self.customers];
        let mut seen = vec![false; finer.customers];
        for (coarse, fine) in self.customer_of.iter().zip(&finer.customer_of) {
            if *coarse != NONE && *fine != NONE && !std::mem::replace(&mut seen[*fine as usize], true) {
                pieces[*coarse as usize] += 1;
            }
        }
        pieces
    }
}

impl Identities {
    /// Notes which handles the rows of the tables have, and finds the values that link nobody. Call once all rows are there.
    pub fn settle(&mut self, rows: impl Iterator<Item = Handle>) {
        let mut used = vec![false; self.handles.len()];
        rows.for_each(|handle| used[handle.code() as usize] = true);
        self.used = used;
        for rule in 0..RULES {
            let mut shared = vec![false; self.values[rule].len()];
            self.names[rule].of_too_many().for_each(|value| shared[value as usize] = true);
            self.shared[rule] = shared;
        }
        for (rule, value) in self.with_too_many_ids() {
            self.shared[rule][value as usize] = true;
        }
    }

    fn used_handles(&self) -> impl Iterator<Item = (usize, &[Code; RULES])> {
        self.handles.iter().enumerate().filter(|(handle, _)| self.used.get(*handle).copied().unwrap_or(false))
    }

    /// Values that occur with more values of another rule than one person has.
    fn with_too_many_ids(&self) -> Vec<(usize, Code)> {
        let mut found = Vec::new();
        for rule in 0..RULES {
            // Handles of a value: at least as many as its distinct companions, and nearly always few.
            let mut handles = vec![0_u32; self.values[rule].len()];
            for (_, codes) in self.used_handles().filter(|(_, codes)| codes[rule] != NONE) {
                handles[codes[rule] as usize] += 1;
            }
            if handles.iter().all(|count| *count as usize <= Self::MOST_IDS) {
                continue;
            }
            for other in (0..RULES).filter(|other| *other != rule) {
                let candidate = |codes: &[Code; RULES]| {
                    codes[rule] != NONE
                        && codes[other] != NONE
                        && handles[codes[rule] as usize] as usize > Self::MOST_IDS
                };
                let pairs: HashSet<(Code, Code), foldhash::fast::RandomState> = self
                    .used_handles()
                    .filter(|(_, codes)| candidate(codes))
                    .map(|(_, codes)| (codes[rule], codes[other]))
                    .collect();
                let mut companions = vec![0_u32; self.values[rule].len()];
                pairs.iter().for_each(|(value, _)| companions[*value as usize] += 1);
                let many =
                    companions.iter().enumerate().filter(|(_, count)| **count as usize > Self::MOST_IDS);
                found.extend(many.map(|(value, _)| (rule, value as Code)));
            }
        }
        found
    }

    /// Unites the handles that share a value of one of `rules`. The same rows give the same people, whatever their order.
    pub fn people(&self, rules: &[IdentityRule]) -> People {
        let is_on: [bool; RULES] = IdentityRule::ALL.map(|rule| rules.contains(&rule));
        let links = |codes: &[Code; RULES]| {
            (0..RULES)
                .filter(|rule| is_on[*rule] && codes[*rule] != NONE && !self.is_shared(*rule, codes[*rule]))
                .map(|rule| (rule, codes[rule]))
                .collect::<Links>()
        };
        let mut forest = Forest::new(self);
        for (_, codes) in self.used_handles() {
            let mut links = links(codes);
            if let Some(first) = links.next() {
                links.for_each(|link| forest.unite(first, link));
            }
        }
        let mut people =
            People { customer_of: vec![NONE; self.handles.len()], customers: 0, rules: rules.to_vec() };
        let mut codes_of_roots = vec![NONE; forest.parents.len()];
        for (handle, codes) in self.used_handles() {
            let Some(link) = links(codes).next() else { continue };
            let code = &mut codes_of_roots[forest.root(forest.place(link)) as usize];
            if *code == NONE {
                *code = people.customers as Code;
                people.customers += 1;
            }
            people.customer_of[handle] = *code;
        }
        people
    }

    /// The first of `rules` under which a handle has a value that names somebody, and that value.
    pub fn known_by(&self, handle: Handle, rules: &[IdentityRule]) -> Option<Identified> {
        let codes = self.handles.get(handle.code() as usize)?;
        let links = |rule: &&IdentityRule| {
            let value = codes[**rule as usize];
            value != NONE && !self.is_shared(**rule as usize, value)
        };
        let rule = *rules.iter().find(links)?;
        Some(Identified { rule, value: codes[rule as usize] })
    }
}

/// The values of one handle that link, without an allocation.
#[derive(Default)]
struct Links {
    links: [(usize, Code); RULES],
    next: usize,
    end: usize,
}

impl FromIterator<(usize, Code)> for Links {
    fn from_iter<T: IntoIterator<Item = (usize, Code)>>(links: T) -> Self {
        let mut list = Self::default();
        for (slot, link) in list.links.iter_mut().zip(links) {
            *slot = link;
            list.end += 1;
        }
        list
    }
}

impl Iterator for Links {
    type Item = (usize, Code);

    fn next(&mut self) -> Option<Self::Item> {
        let link = self.links[..self.end].get(self.next).copied();
        self.next += 1;
        link
    }
}

/// Union-find over the values of all rules, one rule behind the other.
struct Forest {
    starts: [u32; RULES],
    parents: Vec<u32>,
}

impl Forest {
    fn new(identities: &Identities) -> Self {
        let mut starts = [0; RULES];
        let mut end = 0;
        for (start, values) in starts.iter_mut().zip(&identities.values) {
            *start = end;
            end += values.len() as u32;
        }
        Self { starts, parents: (0..end).collect() }
    }

    fn place(&self, (rule, value): (usize, Code)) -> u32 {
        self.starts[rule] + value
    }

    fn root(&mut self, mut node: u32) -> u32 {
        while self.parents[node as usize] != node {
            let above = self.parents[self.parents[node as usize] as usize];
            self.parents[node as usize] = above;
            node = above;
        }
        node
    }

    fn unite(&mut self, left: (usize, Code), right: (usize, Code)) {
        let (left, right) = (self.place(left), self.place(right));
        let (left, right) = (self.root(left), self.root(right));
        // Towards the smaller place: paths stay short enough with halving, and the result does not depend on ranks.
        let (above, below) = (left.min(right), left.max(right));
        self.parents[below as usize] = above;
    }
}
