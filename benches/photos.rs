//! Photographs every view with each of its parts, in both languages and themes: for whoever judges how the window looks, and for the
//! pictures of the README. Never run by the tests: a picture is judged by people.
//!
//! `cargo run --example photos --features probes -- FOLDER [--size 1280x800] [--theme light|dark] [--language en|th] [--scale 80..200]
//! [--contrast] [--only PART-OF-A-NAME] [PATHS...]`; without paths it opens the sample shop, with `--empty` nothing.

#![expect(clippy::print_stdout, reason = "it says what it wrote")]

mod desk;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};

use eframe::egui::{self, ColorImage, ViewportCommand};
use resvg::tiny_skia;
use senthang::app::{Action, Command, Preferences, ThemeChoice};
use senthang::domain::Language;
use senthang::ui::Window;
use senthang::ui::theme::Theme;

/// Frames between the last job's answer and the picture: charts learn their height, transitions end.
const QUIET_FRAMES: u32 = 12;

/// What is to be photographed, and how.
#[derive(Clone)]
struct Order {
    folder: PathBuf,
    size: (f32, f32),
    themes: Vec<ThemeChoice>,
    languages: Vec<Language>,
    scale: u16,
    contrast: bool,
    only: String,
    open: Option<Action>,
}

impl Order {
    fn read() -> Self {
        let mut order = Self {
            folder: PathBuf::from("photos"),
            size: (1280.0, 800.0),
            themes: vec![ThemeChoice::Light, ThemeChoice::Dark],
            languages: Language::ALL.to_vec(),
            scale: 100,
            contrast: false,
            only: String::new(),
            open: Some(Action::Do(Command::OpenSample)),
        };
        let mut arguments = std::env::args().skip(1);
        order.folder = arguments.next().map_or(order.folder, PathBuf::from);
        let mut paths: Vec<PathBuf> = Vec::new();
        while let Some(argument) = arguments.next() {
            let mut value = || arguments.next().unwrap_or_default();
            match argument.as_str() {
                "--size" => order.size = size_of(&value()).unwrap_or(order.size),
                "--theme" => order.themes.retain({
                    let wanted = value();
                    move |theme| format!("{theme:?}").eq_ignore_ascii_case(&wanted)
                }),
                "--language" => order.languages.retain({
                    let wanted = value();
                    move |language| language.code() == wanted
                }),
                "--scale" => order.scale = value().parse().unwrap_or(order.scale),
                "--contrast" => order.contrast = true,
                "--only" => order.only = value(),
                "--empty" => order.open = None,
                path => paths.push(path.into()),
            }
        }
        if !paths.is_empty() {
            order.open = Some(Action::Open(paths));
        }
        order
    }
}

fn size_of(text: &str) -> Option<(f32, f32)> {
    let (width, height) = text.split_once('x')?;
    Some((width.parse().ok()?, height.parse().ok()?))
}

/// One picture: its name, and what leads to it.
struct Shot {
    name: String,
    language: Language,
    theme: ThemeChoice,
    actions: Vec<Action>,
}

fn shots(order: &Order) -> Vec<Shot> {
    let mut shots = Vec::new();
    for language in &order.languages {
        for theme in &order.themes {
            for (stop, actions) in desk::stops() {
                let stop: String = stop.replace([' ', '(', ')'], "-");
                let name = format!("{}-{}-{theme:?}", stop.trim_end_matches('-'), language.code());
                if name.contains(&order.only) {
                    let name = name.to_lowercase();
                    shots.push(Shot { name, language: *language, theme: *theme, actions });
                }
            }
        }
    }
    shots
}

/// The window, and where the photographer is.
struct Photographer {
    window: Window,
    folder: PathBuf,
    shots: Vec<Shot>,
    next: usize,
    quiet: u32,
    opened: bool,
    asked: bool,
    taken: (Sender<Arc<ColorImage>>, Receiver<Arc<ColorImage>>),
    start: Vec<Action>,
}

impl eframe::App for Photographer {
    fn raw_input_hook(&mut self, _context: &egui::Context, input: &mut egui::RawInput) {
        // Nobody points at anything.
        input.events.clear();
    }

    fn ui(&mut self, ui: &mut egui::Ui, _frame: &mut eframe::Frame) {
        let context = ui.ctx().clone();
        context.request_repaint();
        if !self.opened {
            self.opened = true;
            for action in std::mem::take(&mut self.start) {
                self.window.perform(action);
            }
        }
        self.window.frame(ui);
        self.take(&context);
        if self.window.controller().is_busy() {
            self.quiet = 0;
            return;
        }
        self.quiet += 1;
        if self.quiet < QUIET_FRAMES || self.asked {
            return;
        }
        self.asked = true;
        let taken = self.taken.0.clone();
        context.request_screenshot(move |picture| {
            // The window may be gone by then; nobody waits for the picture any more.
            let _ = taken.send(picture);
        });
    }
}

impl Photographer {
    /// Keeps the picture that has come, and goes on to the next.
    fn take(&mut self, context: &egui::Context) {
        let Ok(picture) = self.taken.1.try_recv() else { return };
        if let Some(shot) = self.next.checked_sub(1).and_then(|last| self.shots.get(last)) {
            let path = self.folder.join(format!("{}.png", shot.name));
            match write(&path, &picture) {
                Ok(()) => println!("{}", path.display()),
                Err(error) => println!("{}: {error}", path.display()),
            }
        }
        (self.asked, self.quiet) = (false, 0);
        match self.shots.get(self.next) {
            Some(shot) => turn_to(&mut self.window, shot),
            None => context.send_viewport_cmd(ViewportCommand::Close),
        }
        self.next += 1;
    }
}

fn turn_to(window: &mut Window, shot: &Shot) {
    while window.controller().state.session.language != shot.language {
        window.perform(Action::Do(Command::ToggleLanguage));
    }
    while window.controller().state.session.theme != shot.theme {
        window.perform(Action::Do(Command::ToggleTheme));
    }
    shot.actions.iter().cloned().for_each(|action| window.perform(action));
}

fn write(path: &Path, picture: &ColorImage) -> Result<(), String> {
    let bytes: Vec<u8> = picture.pixels.iter().flat_map(egui::Color32::to_array).collect();
    let [width, height] = picture.size.map(|side| side as u32);
    let size = tiny_skia::IntSize::from_wh(width, height).ok_or("an empty picture")?;
    let picture = tiny_skia::Pixmap::from_vec(bytes, size).ok_or("not a picture")?;
    picture.save_png(path).map_err(|error| error.to_string())
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let order = Order::read();
    std::fs::create_dir_all(&order.folder)?;
    let viewport = egui::ViewportBuilder::default().with_inner_size([order.size.0, order.size.1]);
    let options = eframe::NativeOptions { viewport, ..eframe::NativeOptions::default() };
    let create: eframe::AppCreator<'_> = Box::new(move |creation| {
        Theme::apply(&creation.egui_ctx);
        let mut preferences = Preferences::default();
        preferences.appearance.scale = order.scale.into();
        preferences.appearance.high_contrast = order.contrast;
        preferences.appearance.reduced_motion = Some(true);
        Ok(Box::new(Photographer {
            window: desk::window(preferences),
            folder: order.folder.clone(),
            shots: shots(&order),
            next: 0,
            quiet: 0,
            opened: false,
            asked: false,
            taken: channel(),
            start: order.open.into_iter().collect(),
        }))
    });
    eframe::run_native("Senthang", options, create)?;
    Ok(())
}
