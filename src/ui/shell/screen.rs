//! A window in a test: opened, settled, clicked by the names of things. Never a picture, a clock, a sleep or a home folder.

use std::ops::{Deref, DerefMut};
use std::path::PathBuf;
use std::sync::mpsc::Receiver;
use std::time::Duration;

use eframe::egui::accesskit::Role;
use eframe::egui::{Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::Window;
use crate::app::{Action, Controller, Desk};
use crate::ui::theme::Theme;

/// The window, driven by a test.
pub(crate) type Screen = Harness<'static, Driven>;

/// A window, and what tells that one of its workers has answered.
pub(crate) struct Driven {
    window: Window,
    woken: Receiver<()>,
}

impl Deref for Driven {
    type Target = Window;

    fn deref(&self) -> &Window {
        &self.window
    }
}

impl DerefMut for Driven {
    fn deref_mut(&mut self) -> &mut Window {
        &mut self.window
    }
}

/// High enough that no view of the fixture shop has to be scrolled.
const TALL: Vec2 = vec2(1280.0, 1600.0);

/// Longer than any job of a test takes.
const PATIENCE: Duration = Duration::from_secs(120);

/// A tall window on what the desk holds.
pub(crate) fn screen(desk: Desk) -> Screen {
    screen_of(desk, TALL)
}

/// A window of a certain size.
pub(crate) fn screen_of(desk: Desk, size: Vec2) -> Screen {
    let (controller, woken) = desk.into_parts();
    let mut harness = Harness::builder().with_size(size).build_ui_state(
        |ui, driven: &mut Driven| {
            Theme::apply_once(ui.ctx());
            driven.frame(ui);
        },
        Driven { window: Window::new(controller), woken },
    );
    settle(&mut harness);
    harness
}

/// A window that reads files as the real one does, with these dropped onto it: name and content.
pub(crate) fn screen_on(size: Vec2, files: &[(&str, &[u8])]) -> Screen {
    let mut harness = screen_of(Desk::reading(), size);
    if !files.is_empty() {
        // Gone once they are read: nothing of the window may need them again.
        let folder = tempfile::tempdir().expect("a folder");
        let paths = files.iter().map(|(name, bytes)| write(&folder, name, bytes)).collect();
        perform(&mut harness, Action::Open(paths));
    }
    harness
}

/// Writes a file into a folder of the test.
pub(crate) fn write(folder: &tempfile::TempDir, name: &str, bytes: &[u8]) -> PathBuf {
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).expect("writes");
    path
}

/// Runs frames until no job is left: one for each answer of a worker, none while it works.
pub(crate) fn settle(harness: &mut Screen) {
    for _ in 0..3 {
        harness.step();
    }
    let busy = |controller: &Controller| controller.jobs().current().is_some() || controller.is_previewing();
    while busy(harness.state().controller()) {
        harness.state().woken.recv_timeout(PATIENCE).expect("a job ends");
        harness.step();
    }
    for _ in 0..3 {
        harness.step();
    }
}

/// Does something as if a person had asked for it.
pub(crate) fn perform(harness: &mut Screen, action: Action) {
    harness.state_mut().perform(action);
    settle(harness);
}

/// Clicks what has this name.
pub(crate) fn click(harness: &mut Screen, name: &str) {
    harness.get_by_label(name).click();
    settle(harness);
}

/// Types into the field of this name.
pub(crate) fn type_into(harness: &mut Screen, name: &str, text: &str) {
    harness.get_by_label(name).focus();
    harness.step();
    harness.get_by_label(name).type_text(text);
    settle(harness);
}

/// Whether a text stands anywhere in the window: on something that can be used, or as prose, which is read out as one sentence
/// however its lines are broken.
pub(crate) fn shows(harness: &Screen, text: &str) -> bool {
    let is_prose = |node: egui_kittest::Node<'_>| {
        let node = node.accesskit_node();
        node.role() == Role::Label && node.label().is_some_and(|label| label.contains(text))
    };
    harness.query_all_by_label_contains(text).next().is_some()
        || harness.root().children_recursive().any(is_prose)
}
