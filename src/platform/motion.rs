//! Whether the system asks programs to move nothing. Asks the system's own tool once, beside the window; never changes a setting.

use std::process::{Command, Stdio};
use std::sync::mpsc::{Receiver, channel};

/// Asks the system without making anybody wait; `wake` is called once the answer is there. Without a tool that knows, none comes.
pub fn system_motion(wake: impl FnOnce() + Send + 'static) -> Receiver<bool> {
    let (sender, answer) = channel();
    let ask = move || {
        if let Some(reduced) = ask()
            && sender.send(reduced).is_ok()
        {
            wake();
        }
    };
    // Without a thread there is no answer, as without a tool.
    let _ = std::thread::Builder::new().name("senthang-motion".to_owned()).spawn(ask);
    answer
}

/// The tool of this system, what it is asked, and the answer that means "move nothing".
fn question() -> (&'static str, &'static [&'static str], &'static str) {
    if cfg!(target_os = "macos") {
        ("defaults", &["read", "com.apple.universalaccess", "reduceMotion"], "1")
    } else if cfg!(windows) {
        ("reg", &["query", r"HKCU\Control Panel\Desktop\WindowMetrics", "/v", "MinAnimate"], "0")
    } else {
        ("gsettings", &["get", "org.gnome.desktop.interface", "enable-animations"], "false")
    }
}

fn ask() -> Option<bool> {
    let (tool, words, reduced) = question();
    let output = Command::new(tool).args(words).stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout);
    output.status.success().then(|| says(&text, reduced))
}

/// Whether the last word of the tool's answer is the one that means "move nothing".
fn says(answer: &str, reduced: &str) -> bool {
    answer.split_whitespace().last() == Some(reduced)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_of_the_tool_decides() {
        assert!(says("false\n", "false"));
        assert!(!says("true\n", "false"));
        assert!(says("    MinAnimate    REG_SZ    0\r\n", "0"));
        assert!(!says("", "1"));
    }
}
