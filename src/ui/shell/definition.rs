//! The card of a definition: what a figure means, how it is computed, what it leaves out. Never holds a text.

use eframe::egui::Ui;

use crate::analysis::DefinitionId;
use crate::app::wording::known_text;
use crate::domain::Language;
use crate::ui::text::{label, paragraph, tr};
use crate::ui::theme::{SMALL, space, tokens};

/// Parts of a definition's card, in reading order.
const PARTS: [&str; 6] = ["formula", "numerator", "denominator", "left_out", "interval", "source"];

/// Name of the figure; its id where nobody has written one.
pub(super) fn name(language: Language, definition: DefinitionId) -> String {
    let key = format!("definition.{}.name", definition.id());
    known_text(language, &key).unwrap_or_else(|| definition.id().to_owned())
}

/// Every part that has a text.
pub(super) fn ui(ui: &mut Ui, definition: DefinitionId, language: Language) {
    let t = tokens(ui);
    ui.spacing_mut().item_spacing.y = 2.0;
    for part in PARTS {
        let Some(text) = known_text(language, &format!("definition.{}.{part}", definition.id())) else {
            continue;
        };
        label(ui, tr(language, &format!("inspector.{part}")), SMALL, t.text_subdued);
        paragraph(ui, &text);
        ui.add_space(space::S);
    }
}
