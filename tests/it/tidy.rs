//! The rules of the house, read off `src/`: which crate may appear in which room, how long files and functions may be, where a
//! colour may be made. Never runs the program.

use std::fs;
use std::path::{Path, PathBuf};

/// Rooms in order of dependence: a room may use those before it. `ui` and `cli` stand side by side, `platform` implements traits of `app`.
const ROOMS: [&str; 10] =
    ["domain", "tables", "import", "analysis", "project", "report", "app", "platform", "ui", "cli"];

/// Files that may be longer than 400 lines, each with the reason.
const LONG_FILES: &[(&str, &str)] =
    &[("tables/schema.rs", "one list of all columns, looked up, never read through")];

/// Functions that may be longer than 60 lines, each with the reason.
const LONG_FUNCTIONS: &[(&str, &str)] = &[
    ("analysis/definition.rs::id", "one line per definition"),
    ("analysis/rows/behind.rs::behind", "one line per definition, exhaustive on purpose"),
    ("app/wording/figures.rs::figure", "one line per figure"),
    ("app/engine.rs::perform", "one arm per request"),
    ("app/controller/answers.rs::take_answer", "one arm per answer"),
];

struct Source {
    path: String,
    text: String,
    /// Whether the whole file is compiled for tests only.
    is_test: bool,
}

impl Source {
    /// The room that the file belongs to; blank for `lib.rs` and `main.rs`.
    fn room(&self) -> &str {
        let name = self.path.split('/').next().unwrap_or_default();
        name.strip_suffix(".rs").unwrap_or(name)
    }

    /// The text without the test modules at the end of the file.
    fn product(&self) -> &str {
        if self.is_test {
            return "";
        }
        let test_module = self
            .text
            .find("#[cfg(test)]\nmod ")
            .filter(|at| self.text[*at..].lines().nth(1).is_some_and(|line| line.ends_with('{')));
        test_module.map_or(self.text.as_str(), |at| &self.text[..at])
    }
}

fn sources() -> Vec<Source> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    assert!(files.len() > 50, "src is not where it should be");
    let read = |path: &PathBuf| Source {
        path: path.strip_prefix(&root).expect("under src").display().to_string().replace('\\', "/"),
        text: fs::read_to_string(path).expect("readable"),
        is_test: false,
    };
    let mut sources: Vec<Source> = files.iter().map(read).collect();
    let tests: Vec<String> = sources.iter().flat_map(test_modules).collect();
    for source in &mut sources {
        let name = source.path.trim_end_matches(".rs");
        source.is_test = tests.iter().any(|test| name == test || name.starts_with(&format!("{test}/")));
    }
    sources
}

/// Paths (without ending) of the modules that a file declares for tests only: `#[cfg(test)] mod laws;`.
fn test_modules(source: &Source) -> Vec<String> {
    let name = source.path.trim_end_matches(".rs");
    let folder = name.strip_suffix("/mod").unwrap_or(name);
    let lines: Vec<&str> = source.text.lines().map(str::trim).collect();
    let declared = lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]").filter_map(|pair| {
        let (_, rest) = pair[1].split_once("mod ")?;
        Some(format!("{folder}/{}", rest.strip_suffix(';')?))
    });
    declared.collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
}

fn report(faults: &[String]) {
    assert!(faults.is_empty(), "{} fault(s):\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn every_file_says_first_what_it_is() {
    let sources = sources();
    let silent = sources.iter().filter(|source| !source.text.starts_with("//! "));
    report(&silent.map(|source| source.path.clone()).collect::<Vec<_>>());
}

#[test]
fn rooms_use_only_rooms_before_them() {
    let mut faults = Vec::new();
    for source in sources() {
        let Some(own) = ROOMS.iter().position(|room| *room == source.room()) else { continue };
        for (number, line) in source.product().lines().enumerate() {
            for (index, room) in ROOMS.iter().enumerate() {
                let used =
                    line.contains(&format!("crate::{room}::")) || line.contains(&format!("crate::{room};"));
                let beside = matches!(
                    (ROOMS[own], *room),
                    ("analysis", "import") | ("platform", "import" | "analysis")
                );
                // The command line opens the window; the window knows nothing of the command line.
                if used && (index > own || beside) && !line.trim_start().starts_with("//") {
                    faults.push(format!("{}:{}: {} may not use {room}", source.path, number + 1, ROOMS[own]));
                }
            }
        }
    }
    report(&faults);
}

#[test]
fn crates_stay_in_their_rooms() {
    const ALLOWED: [(&str, &[&str]); 10] = [
        ("polars::", &["tables", "import", "analysis"]),
        ("egui", &["ui"]),
        ("rfd::", &["platform"]),
        ("clap::", &["cli"]),
        ("csv::", &["import", "report"]),
        ("encoding_rs", &["import"]),
        ("resvg::", &["report"]),
        ("svg2pdf::", &["report"]),
        ("rust_xlsxwriter", &["report"]),
        ("std::net", &[]),
    ];
    let mut faults = Vec::new();
    for source in sources() {
        for (krate, rooms) in ALLOWED {
            let code = source.product().lines().filter(|line| !line.trim_start().starts_with("//"));
            for line in code.filter(|line| line.contains(krate)) {
                if !rooms.contains(&source.room()) {
                    faults.push(format!("{} may not name {krate}: {}", source.path, line.trim()));
                }
            }
        }
    }
    report(&faults);
}

#[test]
fn files_stay_under_400_lines() {
    let long = sources().into_iter().filter(|source| {
        source.text.lines().count() > 400 && !LONG_FILES.iter().any(|(path, _)| *path == source.path)
    });
    report(
        &long
            .map(|source| format!("{}: {} lines", source.path, source.text.lines().count()))
            .collect::<Vec<_>>(),
    );
}

#[test]
fn functions_stay_under_60_lines() {
    let mut faults = Vec::new();
    for source in sources() {
        let lines: Vec<&str> = source.text.lines().collect();
        for (start, line) in lines.iter().enumerate() {
            let code = line.trim_start();
            let is_function = ["fn ", "pub fn ", "pub(super) fn ", "pub(crate) fn ", "pub(in "]
                .iter()
                .any(|word| code.starts_with(word))
                && code.contains("fn ");
            // What a trait only declares has no length.
            if !is_function || code.starts_with("//") || code.ends_with(';') {
                continue;
            }
            let indent = line.len() - code.len();
            let closing = format!("{}}}", " ".repeat(indent));
            let Some(length) = lines[start..].iter().position(|line| *line == closing) else { continue };
            let name =
                code.split("fn ").nth(1).and_then(|rest| rest.split(['(', '<']).next()).unwrap_or_default();
            let id = format!("{}::{name}", source.path);
            if length + 1 > 60 && !LONG_FUNCTIONS.iter().any(|(known, _)| *known == id) {
                faults.push(format!("{id}: {} lines", length + 1));
            }
        }
    }
    report(&faults);
}

#[test]
fn colours_are_made_in_one_place() {
    const MAKERS: [&str; 6] =
        ["Color32::from_", "Color32::WHITE", "Color32::BLACK", "Color32::RED", "Rgba::from_", "hex_color!"];
    let mut faults = Vec::new();
    for source in
        sources().iter().filter(|source| source.room() == "ui" && !source.path.starts_with("ui/theme/"))
    {
        for (number, line) in source.product().lines().enumerate() {
            if MAKERS.iter().any(|maker| line.contains(maker)) {
                faults.push(format!("{}:{}: {}", source.path, number + 1, line.trim()));
            }
        }
    }
    report(&faults);
}

#[test]
fn nothing_in_the_product_unwraps_or_is_left_undone() {
    let words = [".unwrap()", "todo!(", "unimplemented!(", "dbg!(", "println!("];
    let mut faults = Vec::new();
    for source in sources() {
        for (number, line) in source.product().lines().enumerate() {
            let is_comment = line.trim_start().starts_with("//");
            let prints_error = line.contains("eprintln!(");
            if !is_comment && !prints_error && words.iter().any(|word| line.contains(word)) {
                faults.push(format!("{}:{}: {}", source.path, number + 1, line.trim()));
            }
        }
    }
    report(&faults);
}

#[test]
fn the_window_computes_nothing_and_touches_no_disk() {
    let words = ["std::fs", "analysis::analyze(", "import::import("];
    let mut faults = Vec::new();
    for source in sources().iter().filter(|source| source.room() == "ui") {
        for line in source.product().lines().filter(|line| words.iter().any(|word| line.contains(word))) {
            faults.push(format!("{}: {}", source.path, line.trim()));
        }
    }
    report(&faults);
}
