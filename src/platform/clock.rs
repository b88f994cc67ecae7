//! The local day and time. Never used by an analysis.

use std::time::{Duration, Instant};

use crate::app::Clock;

/// The clock of the machine.
#[derive(Clone, Copy, Debug)]
pub struct SystemClock {
    began: Instant,
}

impl Default for SystemClock {
    fn default() -> Self {
        Self { began: Instant::now() }
    }
}

impl Clock for SystemClock {
    fn now(&self) -> String {
        jiff::Zoned::now().strftime("%Y-%m-%d %H:%M").to_string()
    }

    fn elapsed(&self) -> Duration {
        self.began.elapsed()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_written_to_the_minute() {
        let now = SystemClock::default().now();
        assert_eq!(now.len(), "2026-11-21 14:20".len(), "{now}");
    }
}
