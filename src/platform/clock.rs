//! The local day and time. Never used by an analysis.

use crate::app::Clock;

/// The clock of the machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemClock;

impl Clock for SystemClock {
    fn now(&self) -> String {
        jiff::Zoned::now().strftime("%Y-%m-%d %H:%M").to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_written_to_the_minute() {
        let now = SystemClock.now();
        assert_eq!(now.len(), "2026-11-21 14:20".len(), "{now}");
    }
}
