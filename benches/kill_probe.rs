//! Kills the program at random moments while it imports, is edited, keeps work, saves and exports, and counts what that cost. Run it with
//! `cargo run --features probes --example kill_probe -- 500`. Never touches anything but a temporary folder.

#![expect(clippy::print_stdout, reason = "a measuring program says what it measured")]

use std::collections::BTreeMap;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command as Process, Stdio};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::channel;
use std::time::{Duration, Instant};

use senthang::app::watch::WatchEvent;
use senthang::app::{
    Action, Clock, Command, Controller, Dialog, DialogAnswer, DialogQuestion, Dialogs, Engine,
    FolderWatching, Preferences, Services,
};
use senthang::domain::Stage;
use senthang::project::autosave::{Place, of_project};
use senthang::project::{Document, Target, data_of, is_data, store};

/// Kills after which a project begins anew, so that it stays small.
const ROUNDS: u64 = 25;
/// What a run is killed at, in turn.
const MOMENTS: [&str; 5] = ["open", "edit and keep", "import", "save", "export"];
/// The longest that a run lives from that moment on, in microseconds; most of what it does takes less.
const LONGEST: u64 = 90_000;
/// A run that never comes to its moment is told apart from one that is slow.
const PATIENCE: Duration = Duration::from_secs(120);
/// Orders in the export that is imported again and again.
const ORDERS: u32 = 1_500;
/// Says that the project of a run carries its data.
const CARRYING: &str = "--with-data";
/// The last line of a table that is exported whole.
const END: &str = "the end";

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match arguments.as_slice() {
        [word, folder, rest @ ..] if word == "--work" => {
            work(Path::new(folder), rest.iter().any(|word| word == CARRYING));
        }
        [kills] => judge(kills.parse().unwrap_or(500)),
        _ => judge(500),
    }
}

/// A second passes with every look, so that work is kept after every change.
#[derive(Default)]
struct Fast(AtomicU64);

impl Clock for Fast {
    fn now(&self) -> String {
        "2026-11-21 12:00".to_owned()
    }

    fn elapsed(&self) -> Duration {
        Duration::from_secs(self.0.fetch_add(1, Ordering::Relaxed))
    }
}

/// Answers every question with a file of the folder.
struct InFolder {
    folder: PathBuf,
    answer: Option<DialogAnswer>,
}

impl Dialogs for InFolder {
    fn ask(&mut self, question: DialogQuestion) {
        let path = match question {
            DialogQuestion::SaveAs { .. } => project(&self.folder),
            _ => self.folder.join("export.csv"),
        };
        self.answer = Some(DialogAnswer { question, paths: vec![path], unavailable: false });
    }

    fn answer(&mut self) -> Option<DialogAnswer> {
        self.answer.take()
    }
}

struct Nothing;

impl FolderWatching for Nothing {
    fn watch(&mut self, _folder: Option<&Path>) {}

    fn events(&mut self) -> Vec<WatchEvent> {
        Vec::new()
    }
}

fn project(folder: &Path) -> PathBuf {
    folder.join("shop.senthang")
}

fn say(line: &str) {
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{line}").and_then(|()| out.flush());
}

/// Works until it is killed, and says what was promised to be safe.
fn work(folder: &Path, is_carrying: bool) {
    let services = Services {
        dialogs: Box::new(InFolder { folder: folder.to_owned(), answer: None }),
        clock: Box::new(Fast::default()),
        watches: Box::new(Nothing),
        memory: None,
        preferences_path: None,
        keys_folder: None,
        mappings_path: None,
        recovery_folder: Some(folder.join("recovery")),
        holder: "probe".to_owned(),
        motion: None,
    };
    let (wake, woken) = channel();
    let mut controller = Controller::new(services, Preferences::default(), Engine::default(), move || {
        let _ = wake.send(());
    });
    let settle = |controller: &mut Controller| {
        controller.tick();
        while controller.is_busy() || controller.is_work_waiting() {
            let _ = woken.recv_timeout(Duration::from_millis(5));
            controller.tick();
        }
    };
    say("does open");
    controller.perform(Action::Open(vec![project(folder)]));
    settle(&mut controller);
    if controller.state.session.dialog == Some(Dialog::Recovered) {
        controller.perform(Action::OpenRecovered);
        settle(&mut controller);
    }
    if is_carrying && !controller.state.project.document.settings.keeps_data {
        controller.perform(Action::KeepData(true));
        settle(&mut controller);
    }
    for turn in 0_u64.. {
        say("does edit and keep");
        let target = Target::Stage { stage: Stage::Purchase };
        controller.perform(Action::PinNote { target, text: format!("note {turn}") });
        settle(&mut controller);
        say(&format!("safe {}", controller.state.project.document.notes.len()));
        match turn % 4 {
            1 => {
                say("does import");
                controller.perform(Action::Open(vec![folder.join("orders.csv")]));
            }
            2 => {
                say("does save");
                controller.perform(Action::Do(Command::SaveProject));
            }
            3 => {
                say("does export");
                let text = format!("{}{END}\n", "1,2,3\n".repeat(20_000));
                controller.perform(Action::ExportTable { suggested: "export.csv".to_owned(), text });
            }
            _ => {}
        }
        settle(&mut controller);
    }
}

/// What kills have cost.
#[derive(Default)]
struct Tally {
    during: BTreeMap<String, u64>,
    unreadable: u64,
    lost: u64,
    half_exports: u64,
    left_behind: u64,
    with_data: u64,
    data_lost: u64,
}

fn judge(kills: u64) {
    let mut had_data = false;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (began, mut tally, mut state) = (Instant::now(), Tally::default(), 0x5eed_u64);
    for round in 0..kills {
        if round % ROUNDS == 0 {
            begin(folder.path());
            had_data = false;
        }
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let moment = MOMENTS[round as usize % MOMENTS.len()];
        // Every second project carries its data.
        let is_carrying = (round / ROUNDS) % 2 == 1;
        let life = Duration::from_micros((state >> 33) % LONGEST);
        let (doing, safe) = run_and_kill(folder.path(), moment, life, is_carrying);
        *tally.during.entry(doing).or_default() += 1;
        look(folder.path(), safe, &mut tally);
        look_at_data(folder.path(), &mut had_data, &mut tally);
    }
    println!("{kills} kills in {:.0} s", began.elapsed().as_secs_f64());
    tally.during.iter().for_each(|(doing, count)| println!("  during {doing}: {count}"));
    println!("project files that do not open: {}", tally.unreadable);
    println!("kills that lost work which was kept or saved: {}", tally.lost);
    println!("project files that carried data: {}", tally.with_data);
    println!("project files whose data does not read, or was there before and is gone: {}", tally.data_lost);
    println!("half-written exports: {}", tally.half_exports);
    println!("files of a killed write that were still there after the next opening: {}", tally.left_behind);
    let is_good = tally.unreadable + tally.lost + tally.half_exports + tally.data_lost == 0;
    std::process::exit(i32::from(!is_good));
}

/// An empty project beside an export.
fn begin(folder: &Path) {
    std::fs::read_dir(folder).expect("lists").flatten().for_each(|entry| {
        let _ = std::fs::remove_file(entry.path());
    });
    let _ = std::fs::remove_dir_all(folder.join("recovery"));
    store::save(&project(folder), &Document::default()).expect("saves");
    let rows: String = (0..ORDERS)
        .map(|number| format!("{number},c{}@example.com,2026-05-{:02},100\n", number % 900, 1 + number % 28))
        .collect();
    std::fs::write(folder.join("orders.csv"), format!("order id,email,date,total\n{rows}")).expect("written");
}

/// Lets a run come to `moment` and live on for a while, then kills it; what it was doing, and the notes that it called safe.
fn run_and_kill(folder: &Path, moment: &str, life: Duration, is_carrying: bool) -> (String, usize) {
    let program = std::env::current_exe().expect("this program");
    let mut child = Process::new(program)
        .arg("--work")
        .arg(folder)
        .args(is_carrying.then_some(CARRYING))
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .expect("starts");
    let output = BufReader::new(child.stdout.take().expect("its output"));
    let (sender, lines) = channel();
    let reader = std::thread::spawn(move || {
        output.lines().map_while(Result::ok).for_each(|line| {
            let _ = sender.send(line);
        });
    });
    let (mut doing, mut safe) = (String::new(), 0);
    let mut take = |line: String| match line.split_once(' ') {
        Some(("does", what)) => what.clone_into(&mut doing),
        Some(("safe", count)) => safe = count.parse().unwrap_or(safe),
        _ => {}
    };
    // The life is counted from the moment, so that each of them is met, however long the others take.
    while let Ok(line) = lines.recv_timeout(PATIENCE) {
        let is_it = line.strip_prefix("does ") == Some(moment);
        take(line);
        if is_it {
            break;
        }
    }
    std::thread::sleep(life);
    child.kill().expect("killed");
    child.wait().expect("gone");
    reader.join().expect("read to its end");
    lines.try_iter().for_each(take);
    (doing, safe)
}

/// The data that the project file carries: once it is there, it stays and can be read.
fn look_at_data(folder: &Path, had_data: &mut bool, tally: &mut Tally) {
    let Ok(opened) = store::open(&project(folder)) else { return };
    let parts = &opened.contents.others;
    let has_data = parts.iter().any(is_data);
    let is_whole = data_of(parts).is_ok_and(|found| {
        found.is_some_and(|kept| kept.report.rows_used() == u64::from(ORDERS)) == has_data
    });
    tally.with_data += u64::from(has_data);
    tally.data_lost += u64::from(!is_whole || (*had_data && !has_data));
    *had_data |= has_data;
}

/// What is on the disk now, held against what was promised.
fn look(folder: &Path, safe: usize, tally: &mut Tally) {
    let path = project(folder);
    match store::open(&path) {
        Ok(opened) if opened.contents.damaged.is_empty() => {
            let place =
                Place { project: Some(path), folder: Some(folder.join("recovery")), session: String::new() };
            let kept = of_project(&place, &opened.contents.document, &opened.stamp);
            let kept = kept.map_or(0, |found| found.document.notes.len());
            tally.lost += u64::from(opened.contents.document.notes.len().max(kept) < safe);
        }
        _ => tally.unreadable += 1,
    }
    if let Ok(text) = std::fs::read_to_string(folder.join("export.csv")) {
        tally.half_exports += u64::from(!text.ends_with(&format!("{END}\n")));
    }
    let temporary = std::fs::read_dir(folder).expect("lists").flatten().filter(|entry| {
        let name = entry.file_name().to_string_lossy().into_owned();
        name.starts_with(".shop.senthang.") && name.ends_with(".tmp")
    });
    // The next opening sweeps them; more than a few at a time would mean that it does not.
    tally.left_behind = tally.left_behind.max(temporary.count().saturating_sub(4) as u64);
}
