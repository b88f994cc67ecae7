//! From every format that was ever written to the present one, step by step. Never edits a step once it was released.

use serde_json::Value;

use super::format::FORMAT;

/// One step: a document of format `n` becomes one of format `n + 1`; `None` when it cannot be read.
type Step = fn(Value) -> Option<Value>;

/// `STEPS[n - 1]` leads from format `n` to `n + 1`.
const STEPS: &[Step] = &[from_1_to_2];

/// Format 2 lies in another way in its file; the document itself is the same, and what it has more has a default.
fn from_1_to_2(document: Value) -> Option<Value> {
    document.is_object().then_some(document)
}

/// Brings a document of `format` to the present format.
pub(super) fn to_current(document: Value, format: u64) -> Option<Value> {
    walk(document, format, STEPS, FORMAT)
}

fn walk(document: Value, format: u64, steps: &[Step], current: u64) -> Option<Value> {
    let first = usize::try_from(format.checked_sub(1)?).ok()?;
    let last = usize::try_from(current.checked_sub(1)?).ok()?;
    steps.get(first..last)?.iter().try_fold(document, |document, step| step(document))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_walked_in_order_from_the_format_of_the_file() {
        let steps: &[Step] = &[
            |value| Some(Value::String(format!("{} 2", value.as_str()?))),
            |value| Some(Value::String(format!("{} 3", value.as_str()?))),
        ];
        let walked = |from| walk(Value::String("x".to_owned()), from, steps, 3);
        assert_eq!(walked(1), Some(Value::String("x 2 3".to_owned())));
        assert_eq!(walked(2), Some(Value::String("x 3".to_owned())));
        assert_eq!(walked(3), Some(Value::String("x".to_owned())));
        assert_eq!(walked(0), None);
        assert_eq!(walked(4), None);
    }

    #[test]
    fn there_is_a_step_for_every_format_that_was_ever_released() {
        assert_eq!(STEPS.len() as u64 + 1, FORMAT);
    }
}
