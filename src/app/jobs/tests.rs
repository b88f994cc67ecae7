//! Stale answers, cancelling, panics, saving. Never sleeps: the worker waits for the test to open its gate.

use std::sync::Mutex;
use std::sync::mpsc::channel;

use super::*;
use crate::app::keeper::{LoadOrder, SaveOrder};
use crate::project::autosave::Place;
use crate::project::{Document, Stamp};

fn empty_project() -> LoadedProject {
    LoadedProject {
        document: Document::default(),
        figures: None,
        data: None,
        stamp: Stamp::of(b""),
        lock: None,
        read_only: None,
        recovered: None,
    }
}

/// Waits for a word from the test before each job, then does as the path says.
struct Gated {
    gate: Mutex<Receiver<()>>,
}

impl Work for Gated {
    fn perform(&self, request: Request, watch: &Watch) -> Result<Answer, Failure> {
        self.gate.lock().expect("a gate").recv().expect("the test opens the gate");
        match request {
            Request::LoadProject(order) if order.path.ends_with("panic") => {
                panic!("no such column: amount 1234")
            }
            Request::LoadProject(order) if watch.is_cancelled() => {
                assert!(!order.path.as_os_str().is_empty());
                Err(Failure::Cancelled)
            }
            Request::LoadProject(order) => {
                Ok(Answer::Loaded { path: order.path, project: Box::new(empty_project()) })
            }
            Request::SaveProject(order) => {
                let SaveOrder { path, revision, .. } = *order;
                Ok(Answer::Saved(SavedProject { path, revision, stamp: Stamp::of(b""), lock: None }))
            }
            _ => Ok(Answer::Done),
        }
    }
}

struct Bench {
    jobs: Jobs,
    open_gate: std::sync::mpsc::Sender<()>,
    woken: Receiver<()>,
}

impl Bench {
    fn new() -> Self {
        let (open_gate, gate) = channel();
        let (wake, woken) = channel();
        let jobs = Jobs::start(Gated { gate: Mutex::new(gate) }, move || {
            let _ = wake.send(());
        });
        Self { jobs, open_gate, woken }
    }

    fn load(&mut self, path: &str) {
        let order = LoadOrder { path: path.into(), place: Place::default(), holder: String::new() };
        self.jobs.submit(Request::LoadProject(order)).expect("room in the queue");
    }

    fn save(&mut self, revision: u64) {
        let order = SaveOrder {
            path: "p".into(),
            document: Document::default(),
            figures: None,
            data: None,
            revision,
            expected: None,
            lock: None,
            place: Place::default(),
            holder: String::new(),
        };
        self.jobs.submit(Request::SaveProject(Box::new(order))).expect("room in the queue");
    }

    /// Lets one job run and waits until it has answered.
    fn run_one(&mut self) {
        self.open_gate.send(()).expect("the worker listens");
        self.woken.recv().expect("the worker wakes the window");
    }
}

fn loaded(finished: Option<Finished>) -> String {
    match finished.map(|finished| finished.result) {
        Some(Ok(Answer::Loaded { path, .. })) => path.display().to_string(),
        other => format!("{other:?}"),
    }
}

#[test]
fn the_answer_of_an_overtaken_request_is_dropped() {
    let mut bench = Bench::new();
    bench.load("first");
    bench.run_one();
    bench.load("second");
    assert!(bench.jobs.poll().is_none(), "the first answer is stale once the second is asked for");
    bench.run_one();
    assert_eq!(loaded(bench.jobs.poll()), "second");
    assert!(bench.jobs.current().is_none());
}

#[test]
fn a_cancelled_job_is_gone_at_once_and_the_worker_goes_on() {
    let mut bench = Bench::new();
    bench.load("slow");
    assert_eq!(bench.jobs.current().map(|job| job.kind), Some(Kind::LoadProject));
    assert!(bench.jobs.cancel() && !bench.jobs.cancel());
    assert!(bench.jobs.current().is_none());
    bench.open_gate.send(()).expect("the worker listens");
    bench.woken.recv().expect("it answers that it stopped");
    assert!(bench.jobs.poll().is_none());
    bench.load("next");
    bench.run_one();
    assert_eq!(loaded(bench.jobs.poll()), "next");
}

#[test]
fn a_panic_becomes_a_failure_with_a_code_and_the_worker_goes_on() {
    let mut bench = Bench::new();
    bench.load("panic");
    bench.run_one();
    let failure = bench.jobs.poll().expect("an answer").result.expect_err("a failure");
    let Failure::Panicked { code } = failure else { panic!("expected a panic, got {failure:?}") };
    assert_eq!(code.len(), 4);
    bench.load("after");
    bench.run_one();
    assert_eq!(loaded(bench.jobs.poll()), "after");
}

#[test]
fn saving_is_never_overtaken_or_cancelled() {
    let mut bench = Bench::new();
    bench.save(1);
    bench.save(2);
    bench.load("project");
    assert!(bench.jobs.is_saving());
    bench.jobs.cancel();
    bench.run_one();
    bench.run_one();
    let saved = |finished: Finished| matches!(finished.result, Ok(Answer::Saved(_)));
    assert!(bench.jobs.poll().is_some_and(saved) && bench.jobs.poll().is_some_and(saved));
    assert!(!bench.jobs.is_saving());
}

#[test]
fn a_full_queue_says_so_instead_of_blocking() {
    let mut bench = Bench::new();
    let mut taken = 0;
    while bench.jobs.submit(Request::SavePreferences { path: "p".into(), json: Vec::new() }).is_some() {
        taken += 1;
        assert!(taken <= QUEUE + 1);
    }
    assert!(taken >= QUEUE);
    for _ in 0..taken {
        bench.run_one();
    }
}

#[test]
fn progress_is_a_share_and_the_name_of_the_file() {
    let watch = Watch::default();
    assert_eq!(watch.fraction(), None);
    watch.advance(25, 100, "orders.csv");
    assert_eq!((watch.fraction(), watch.name().as_str()), (Some(0.25), "orders.csv"));
}
