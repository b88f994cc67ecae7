//! A window in a test: opened, settled, clicked by the names of things. Never a picture, a clock, a sleep or a home folder.

use std::path::PathBuf;

use eframe::egui::accesskit::Role;
use eframe::egui::{Vec2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::Window;
use crate::app::{Action, Controller, Desk};
use crate::ui::theme::Theme;

/// The window, driven by a test.
pub(crate) type Screen = Harness<'static, Window>;

/// High enough that no view of the fixture shop has to be scrolled.
const TALL: Vec2 = vec2(1280.0, 1600.0);

/// A tall window on what the desk holds.
pub(crate) fn screen(desk: Desk) -> Screen {
    screen_of(desk, TALL)
}

/// A window of a certain size.
pub(crate) fn screen_of(desk: Desk, size: Vec2) -> Screen {
    let window = Window::new(desk.into_controller());
    let mut harness = Harness::builder().with_size(size).build_ui_state(
        |ui, window: &mut Window| {
            Theme::apply_once(ui.ctx());
            window.frame(ui);
        },
        window,
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

/// Runs frames until no job is left; the workers are asked in each of them, and never waited for by sleeping.
pub(crate) fn settle(harness: &mut Screen) {
    for _ in 0..3 {
        harness.step();
    }
    let mut frames = 0_u32;
    let busy = |controller: &Controller| controller.jobs().current().is_some() || controller.is_previewing();
    while busy(harness.state().controller()) {
        // A frame costs more than a look at the worker: most of the wait is handed to it.
        std::thread::yield_now();
        harness.step();
        frames += 1;
        assert!(frames < 2_000_000, "a job does not end");
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
