//! How much memory this machine can still give, where its system says so in a file (Linux). Never takes any.

use crate::app::FreeMemory;

/// The memory of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemMemory;

impl FreeMemory for SystemMemory {
    fn available_bytes(&self) -> Option<u64> {
        // Other systems have no such file: nothing is known there, and nothing refused.
        available(&std::fs::read_to_string("/proc/meminfo").ok()?)
    }
}

/// The figure that the kernel gives for what can be taken without swapping, in bytes.
fn available(text: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kibibytes.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_available_memory_is_read_and_nothing_made_up() {
        let text = "MemTotal:       24641884 kB\nMemFree:         2093156 kB\nMemAvailable:   20123456 kB\n";
        assert_eq!(available(text), Some(20_123_456 * 1024));
        assert_eq!(available("MemTotal: 1 kB\n"), None);
        assert_eq!(available("MemAvailable: many kB\n"), None);
    }
}
