//! What a frame of the window costs by itself (input, layout, shapes and their triangles, without the graphics card), in every view and in
//! the list of all orders: the median and the 95th percentile while the pointer wanders and the wheel turns, whether the idle window asks
//! for frames, the time from the start of the program to its first frame, and the memory of the window beyond the data. Never run by the
//! tests: a time is no proof.
//!
//! `cargo run --release --example frames --features probes -- [--frames N] PATHS...`; without paths it opens the sample shop.

#![expect(clippy::print_stdout, reason = "its figures are what it is for")]

mod desk;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use eframe::egui;
use senthang::app::{Action, Command, Preferences};
use senthang::ui::Window;
use senthang::ui::theme::Theme;

/// One frame of 1920 x 1080 with the pointer at a place; how long it took, and when the next one is wanted.
fn frame(context: &egui::Context, window: &mut Window, pointer: Option<egui::Pos2>) -> (Duration, Duration) {
    frame_of(context, window, pointer.map(egui::Event::PointerMoved).into_iter().collect())
}

fn frame_of(context: &egui::Context, window: &mut Window, events: Vec<egui::Event>) -> (Duration, Duration) {
    let input = egui::RawInput {
        screen_rect: Some(egui::Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(1920.0, 1080.0))),
        events,
        ..egui::RawInput::default()
    };
    let start = Instant::now();
    let output = context.run_ui(input, |ui| window.frame(ui));
    let meshes = context.tessellate(output.shapes, output.pixels_per_point);
    let took = start.elapsed();
    std::hint::black_box(meshes);
    let wanted = output.viewport_output.values().map(|viewport| viewport.repaint_delay).min();
    (took, wanted.unwrap_or(Duration::MAX))
}

/// Frames until no job is left.
fn settle(context: &egui::Context, window: &mut Window) {
    loop {
        frame(context, window, Some(egui::pos2(4.0, 4.0)));
        if !window.controller().is_busy() {
            break;
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    for _ in 0..10 {
        frame(context, window, Some(egui::pos2(4.0, 4.0)));
    }
}

/// Resident memory of this process in MiB, where the system says.
fn resident() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmRSS"))?;
    line.split_whitespace().nth(1)?.parse::<u64>().ok().map(|kib| kib / 1024)
}

fn main() {
    let start = Instant::now();
    let mut frames = 240_usize;
    let mut paths: Vec<PathBuf> = Vec::new();
    let mut arguments = std::env::args().skip(1);
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "--frames" => frames = arguments.next().and_then(|text| text.parse().ok()).unwrap_or(frames),
            path => paths.push(path.into()),
        }
    }
    let context = egui::Context::default();
    Theme::apply(&context);
    let mut window = desk::window(Preferences::default());
    frame(&context, &mut window, Some(egui::pos2(4.0, 4.0)));
    println!("start to first frame: {:.0} ms", start.elapsed().as_secs_f64() * 1e3);
    let empty = resident();
    let open = if paths.is_empty() { Action::Do(Command::OpenSample) } else { Action::Open(paths) };
    let start = Instant::now();
    window.perform(open);
    settle(&context, &mut window);
    println!("opened in {:.1} s", start.elapsed().as_secs_f64());
    let opened = resident();
    println!("{:<22} {:>9} {:>9} {:>9}  idle", "view", "median ms", "p95 ms", "max ms");
    for (name, actions) in desk::stops() {
        actions.into_iter().for_each(|action| window.perform(action));
        settle(&context, &mut window);
        let mut times: Vec<Duration> =
            (0..frames).map(|number| wandering(&context, &mut window, number)).collect();
        times.sort_unstable();
        let at = |share: f64| times[((times.len() - 1) as f64 * share) as usize].as_secs_f64() * 1e3;
        settle(&context, &mut window);
        // Nobody touches anything: two seconds are enough for every transition to end.
        let idle = (0..120).any(|_| frame(&context, &mut window, None).1 > Duration::from_secs(1));
        let idle = if idle { "no frames" } else { "asks for frames" };
        println!("{name:<22} {:>9.2} {:>9.2} {:>9.2}  {idle}", at(0.5), at(0.95), at(1.0));
    }
    if let (Some(empty), Some(opened), Some(full)) = (empty, opened, resident()) {
        println!(
            "memory: {empty} MiB with nothing open, {opened} MiB with the data, {full} MiB once every view was shown"
        );
    }
}

/// A frame with the pointer somewhere else than in the one before, and another turn of the wheel: three lines on, and back after a while.
fn wandering(context: &egui::Context, window: &mut Window, number: usize) -> Duration {
    let at = egui::pos2((number * 37 % 1_900) as f32 + 10.0, (number * 23 % 1_000) as f32 + 40.0);
    let lines = if number % 48 < 32 { -3.0 } else { 6.0 };
    let turn = egui::Event::MouseWheel {
        unit: egui::MouseWheelUnit::Line,
        delta: egui::vec2(0.0, lines),
        phase: egui::TouchPhase::Move,
        source: egui::MouseWheelSource::Wheel,
        modifiers: egui::Modifiers::NONE,
    };
    frame_of(context, window, vec![egui::Event::PointerMoved(at), turn]).0
}
