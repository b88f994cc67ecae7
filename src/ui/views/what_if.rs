//! What a change would bring. Computes nothing.

use eframe::egui::Ui;

use super::ViewModel;
use crate::app::{Action, View};
use crate::ui::text::{label, tr};
use crate::ui::theme::{HEADING, tokens};

/// The view.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, _out: &mut Vec<Action>) {
    let view = View::WhatIf;
    label(ui, &tr(model.language, view.label_key()), HEADING, tokens(ui).text);
}
