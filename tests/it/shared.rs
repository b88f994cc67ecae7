//! Files that are not part of the repository: found where they are, skipped in one line where they are not.

use std::collections::BTreeSet;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::Mutex;

use serde_json::Value;

/// The folder of shared exports and oracles beside the repository, if it is there.
pub fn folder(name: &str) -> Option<PathBuf> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared").join(name);
    if path.is_dir() {
        return Some(path);
    }
    // Past the test harness, which keeps what a passing test prints; each folder is named once.
    static SAID: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());
    if SAID.lock().is_ok_and(|mut said| said.insert(name.to_owned())) {
        let _ = writeln!(std::io::stderr(), "skipped: ../shared/{name} is not here");
    }
    None
}

/// Runs the program without a display.
pub fn run(arguments: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_senthang"))
        .args(arguments)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .expect("the program starts")
}

/// Runs a subcommand with `--json` and reads what it prints.
pub fn json(arguments: &[&str]) -> Value {
    let output = run(&[arguments, &["--json", "-"]].concat());
    let text = String::from_utf8(output.stdout).expect("JSON is UTF-8");
    serde_json::from_str(&text).unwrap_or_else(|error| {
        panic!("{arguments:?}: {error}\n{text}\n{}", String::from_utf8_lossy(&output.stderr))
    })
}

/// Reads a JSON file.
pub fn read_json(path: &Path) -> Value {
    let text = std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    serde_json::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}
