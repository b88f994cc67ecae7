//! What is made once for all questions to the same tables that leave nobody out. Never anything that depends on the days asked about.

use std::any::{Any, TypeId};
use std::sync::{Arc, Mutex, PoisonError};

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
