//! Nothing opens a network connection: the shipped binary runs under `strace`, which writes down every socket it asks for. Never
//! trusts a look at the source. (The window's run is in `.ci/window`.)

use std::path::{Path, PathBuf};
use std::process::Command;

/// What a socket is for: the address families that leave the machine.
const NETWORK: [&str; 3] = ["AF_INET", "AF_PACKET", "AF_BLUETOOTH"];

fn sample(file: &str) -> String {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample_data").join(file).display().to_string()
}

/// Runs a program under `strace` and returns what it asked of the network; `None` when `strace` cannot run here.
fn sockets_of(program: &str, arguments: &[&str], folder: &Path) -> Option<Vec<String>> {
    let log = folder.join("calls");
    let output = Command::new("strace")
        .args(["-f", "-qq", "-e", "trace=socket,connect,bind,sendto,execve", "-o"])
        .arg(&log)
        .arg(program)
        .args(arguments)
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .ok()?;
    let calls = std::fs::read_to_string(&log).unwrap_or_default();
    if !calls.contains("execve(") {
        // A container may forbid tracing; then nothing was seen, which proves nothing.
        eprintln!("skipped: {}", String::from_utf8_lossy(&output.stderr).lines().next().unwrap_or_default());
        return None;
    }
    Some(
        calls
            .lines()
            .filter(|call| NETWORK.iter().any(|name| call.contains(name)))
            .map(str::to_owned)
            .collect(),
    )
}

#[test]
fn the_command_line_opens_no_network_socket() {
    let folder = tempfile::tempdir().expect("a folder");
    let files = ["shopify_orders.csv", "meta_ads_daily.csv", "nps_answers.csv"].map(sample);
    let files = files.each_ref().map(String::as_str);
    let json = folder.path().join("figures.json").display().to_string();
    let fix = folder.path().join("fix.csv").display().to_string();
    let runs: [&[&str]; 9] = [
        &["--version"],
        &["--help"],
        &["--demo"],
        &["inspect", files[0], files[1], files[2]],
        &["inspect", files[0], "--json"],
        &["inspect", "--table", files[2]],
        &["inspect", files[0], "--rejected", &fix],
        &["analyze", files[0], files[1], files[2], "--language", "th"],
        &["analyze", files[0], "--json", &json],
    ];
    for arguments in runs {
        let Some(sockets) = sockets_of(env!("CARGO_BIN_EXE_senthang"), arguments, folder.path()) else {
            return eprintln!("skipped: strace is not here");
        };
        assert!(sockets.is_empty(), "{arguments:?} asked for the network:\n{}", sockets.join("\n"));
    }
}

#[test]
fn a_program_that_does_open_one_is_caught() {
    let folder = tempfile::tempdir().expect("a folder");
    // Bash opens a socket for this path; that nobody listens there does not matter.
    let caught = sockets_of("bash", &["-c", "echo > /dev/tcp/127.0.0.1/9"], folder.path());
    if let Some(sockets) = caught {
        assert!(!sockets.is_empty());
    }
}
