//! Opens the window. Never decides what is shown in it beyond what it was asked to open.

use std::io::Write;
use std::path::PathBuf;
use std::sync::Arc;

use eframe::egui;

use super::Window;
use crate::app::{Action, Command, Controller, Engine, Preferences, Services, ThemeChoice, View};
use crate::domain::Language;
use crate::platform::{
    FileDialogs, FolderWatches, SystemClock, SystemMemory, holder, keys_folder, mappings_path,
    preferences_path, recovery_folder, system_motion,
};
use crate::ui::gallery::Gallery;
use crate::ui::theme::Theme;

const TITLE: &str = "Senthang";
const SIZE: (f32, f32) = (1280.0, 800.0);
const SMALLEST: (f32, f32) = (960.0, 640.0);

/// What the window is opened with.
#[derive(Clone, Debug, Default)]
pub struct Launch {
    /// Exports, folders, or one project.
    pub inputs: Vec<PathBuf>,
    /// A folder to watch for exports.
    pub watch: Option<PathBuf>,
    /// Whether to open the sample shop.
    pub demo: bool,
    /// Language; `None`: as chosen last time, else as the system.
    pub language: Option<Language>,
    /// Theme; `None`: as chosen last time, else as the system.
    pub theme: Option<ThemeChoice>,
    /// View to begin with.
    pub view: Option<View>,
    /// Show every widget and chart in every state instead of a shop.
    pub gallery: bool,
    /// Width and height in points.
    pub window_size: Option<(f32, f32)>,
}

/// Why there is no window.
#[derive(Debug, thiserror::Error)]
pub enum UiError {
    /// There is no screen to draw on.
    #[error("there is no display to open a window on ({0})")]
    NoDisplay(String),
    /// There is a screen, but its driver offers no OpenGL that can be used.
    #[error("the graphics driver offers no usable OpenGL ({0})")]
    NoGraphics(String),
    /// Something else.
    #[error("the window could not be opened: {0}")]
    Other(String),
}

/// Opens the window and returns once it is closed.
///
/// # Errors
/// [`UiError`] when no window can be opened; nothing was changed then.
pub fn run(launch: Launch) -> Result<(), UiError> {
    if no_display() {
        return Err(UiError::NoDisplay("neither WAYLAND_DISPLAY nor DISPLAY is set".to_owned()));
    }
    quiet_background_panics();
    let preferences = preferences_path().as_deref().map(Preferences::load).unwrap_or_default();
    let place = preferences.window.filter(|_| launch.window_size.is_none());
    let last = place.map_or(SIZE, |place| (place.width, place.height));
    let (width, height) = launch.window_size.unwrap_or(last);
    let viewport = egui::ViewportBuilder::default()
        .with_title(TITLE)
        .with_app_id("senthang")
        .with_inner_size([width, height])
        .with_min_inner_size([SMALLEST.0, SMALLEST.1])
        .with_maximized(place.is_some_and(|place| place.maximized))
        .with_drag_and_drop(true);
    let options = eframe::NativeOptions { viewport, ..eframe::NativeOptions::default() };
    let create: eframe::AppCreator<'_> = Box::new(move |creation| {
        Theme::apply(&creation.egui_ctx);
        if launch.gallery {
            let language = launch.language.or(preferences.language).unwrap_or_default();
            let theme = launch.theme.unwrap_or(preferences.theme);
            return Ok(Box::new(Gallery::new(language, theme)));
        }
        Ok(Box::new(Window::new(open(&creation.egui_ctx, launch, preferences))))
    });
    eframe::run_native(TITLE, options, create).map_err(|error| explain(&error))
}

/// On Unix a window needs one of the two display servers; elsewhere there always is one.
fn no_display() -> bool {
    let is_unset = |name: &str| std::env::var_os(name).is_none_or(|value| value.is_empty());
    cfg!(all(unix, not(target_os = "macos"))) && is_unset("DISPLAY") && is_unset("WAYLAND_DISPLAY")
}

/// A panic of the worker becomes a notice in the window, so the terminal stays quiet. A panic of the window itself is
/// told in one line: where, never what was in a cell.
fn quiet_background_panics() {
    let window = std::thread::current().id();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().id() == window {
            let place = panic.location().map(ToString::to_string).unwrap_or_default();
            let _ = writeln!(std::io::stderr(), "The window stopped unexpectedly ({place}).");
        }
    }));
}

fn explain(error: &eframe::Error) -> UiError {
    let text = error.to_string();
    match error {
        eframe::Error::Winit(_) | eframe::Error::WinitEventLoop(_) => UiError::NoDisplay(text),
        eframe::Error::Glutin(_) | eframe::Error::NoGlutinConfigs(..) | eframe::Error::OpenGL(_) => {
            UiError::NoGraphics(text)
        }
        eframe::Error::AppCreation(_) => UiError::Other(text),
    }
}

fn open(context: &egui::Context, launch: Launch, mut preferences: Preferences) -> Controller {
    preferences.language = launch.language.or(preferences.language).or_else(system_language);
    preferences.theme = launch.theme.unwrap_or(preferences.theme);
    let last_project = preferences.last_project.clone().filter(|path| path.exists());
    let (job_context, dialog_context, watch_context) = (context.clone(), context.clone(), context.clone());
    let motion_context = context.clone();
    let services = Services {
        dialogs: Box::new(FileDialogs::new(move || dialog_context.request_repaint())),
        clock: Box::new(SystemClock::default()),
        watches: Box::new(FolderWatches::new(move || watch_context.request_repaint())),
        memory: Some(Arc::new(SystemMemory)),
        motion: Some(system_motion(move || motion_context.request_repaint())),
        preferences_path: preferences_path(),
        keys_folder: keys_folder(),
        mappings_path: mappings_path(),
        recovery_folder: recovery_folder(),
        holder: holder(),
    };
    let mut controller =
        Controller::new(services, preferences, Engine::default(), move || job_context.request_repaint());
    if launch.demo {
        controller.perform(Action::Do(Command::OpenSample));
    } else if !launch.inputs.is_empty() {
        controller.perform(Action::Open(launch.inputs));
    } else if let Some(project) = last_project {
        controller.perform(Action::Open(vec![project]));
    }
    if let Some(folder) = launch.watch {
        controller.perform(Action::WatchFolder(Some(folder)));
    }
    if let Some(view) = launch.view {
        controller.perform(Action::Show(view));
    }
    controller
}

fn system_language() -> Option<Language> {
    let locale = sys_locale::get_locale()?;
    Language::ALL.into_iter().find(|language| locale.to_ascii_lowercase().starts_with(language.code()))
}
