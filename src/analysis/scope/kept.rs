//! What is made once for all questions to the same tables that leave nobody out. Never anything that depends on the days asked about.

use std::any::{Any, TypeId};
use std::sync::{Arc, Mutex, PoisonError};

use super::super::attribution::sampled::{Sampled, Ways};
use super::Scope;
use crate::domain::Interval;

/// What a thing depends on beside the tables: a currency, a window, a lens. As numbers.
pub(in crate::analysis) type Key = [i64; 3];

/// So many things of one type are kept, of different keys.
const OF_A_TYPE: usize = 4;

/// Things by their type and key, the latest first.
#[derive(Debug, Default)]
pub(super) struct Kept {
    things: Mutex<Vec<Thing>>,
}

type Thing = (TypeId, Key, Arc<dyn Any + Send + Sync>);

impl Kept {
    /// The thing, if it was made.
    pub(super) fn get<T: Any + Send + Sync>(&self, key: Key) -> Option<Arc<T>> {
        let things = self.things.lock().unwrap_or_else(PoisonError::into_inner);
        let known = things.iter().find(|thing| (thing.0, thing.1) == (TypeId::of::<T>(), key))?;
        Arc::clone(&known.2).downcast().ok()
    }

    /// Keeps a thing; the oldest of its type goes where there are many.
    pub(super) fn put<T: Any + Send + Sync>(&self, key: Key, thing: Arc<T>) {
        let kind = TypeId::of::<T>();
        let mut things = self.things.lock().unwrap_or_else(PoisonError::into_inner);
        things.retain(|thing| (thing.0, thing.1) != (kind, key));
        things.insert(0, (kind, key, thing));
        let mut of_type = 0;
        things.retain(|thing| {
            of_type += usize::from(thing.0 == kind);
            thing.0 != kind || of_type <= OF_A_TYPE
        });
    }
}

impl Scope<'_> {
    /// What does not depend on the days asked about: made once for all questions that leave nobody out.
    pub(in crate::analysis) fn once<T: Any + Send + Sync>(
        &self,
        key: Key,
        make: impl FnOnce() -> T,
    ) -> Arc<T> {
        if let Some(known) = self.recall(key) {
            return known;
        }
        let made = Arc::new(make());
        self.keep(key, &made);
        made
    }

    /// What an earlier question made, if it would be the same for this one.
    pub(in crate::analysis) fn recall<T: Any + Send + Sync>(&self, key: Key) -> Option<Arc<T>> {
        (!self.is_restricted).then(|| self.base.kept().get(key)).flatten()
    }

    /// Keeps what was made for the questions to come; what was stopped in the middle is not the whole.
    pub(in crate::analysis) fn keep<T: Any + Send + Sync>(&self, key: Key, made: &Arc<T>) {
        if !self.is_restricted && !(self.is_stopped)() {
            self.base.kept().put(key, Arc::clone(made));
        }
    }

    /// The intervals of the attribution, if the last question led to the same ways.
    pub(in crate::analysis) fn sampled(&self, ways: &Ways) -> Option<Option<Vec<Interval>>> {
        let known = self.base.kept().get::<Sampled>([0; 3])?;
        (known.0 == *ways).then(|| known.1.clone())
    }

    /// Keeps the intervals of the attribution for the questions to come: they follow from the ways, whoever is asked about.
    pub(in crate::analysis) fn keep_sampled(&self, sampled: Sampled) {
        self.base.kept().put([0; 3], Arc::new(sampled));
    }

    /// The currency as a part of a key.
    pub(in crate::analysis) fn currency_key(&self) -> i64 {
        self.currency.map_or(-1, i64::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_thing_is_found_by_type_and_key_and_the_oldest_of_many_goes() {
        let kept = Kept::default();
        kept.put([0; 3], Arc::new("text"));
        for number in 0..=OF_A_TYPE as i64 {
            kept.put([number, 0, 0], Arc::new(number));
        }
        assert_eq!(kept.get::<i64>([2, 0, 0]).as_deref(), Some(&2));
        assert_eq!((kept.get::<i64>([0; 3]), kept.get::<i64>([2, 1, 0])), (None, None));
        assert_eq!(kept.get::<&str>([0; 3]).as_deref(), Some(&"text"));
    }
}
