//! Who is in the group behind a figure, beside those who could have been in it. Never names anybody, never computes a share.

use eframe::egui::Ui;

use crate::analysis::rows::MakeupPart;
use crate::app::FoundRows;
use crate::domain::{Language, Money, Proportion};
use crate::ui::text::{count, paragraph_colored, percent, tr, tr_with};
use crate::ui::theme::{BODY, SMALL, space, tokens};
use crate::ui::views::ViewModel;

/// The section's content; `false` where the rows are of nobody.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, found: &FoundRows) {
    let (language, t) = (model.language, tokens(ui));
    let Some(makeup) = found.makeup.as_deref() else {
        paragraph_colored(ui, &tr(language, "group.nobody"), SMALL, t.text_subdued);
        return;
    };
    let values = [("group", &*count(makeup.group)), ("rest", &*count(makeup.rest))];
    // Of a plain count nobody is left to compare with.
    let is_alone = makeup.rest == 0;
    let about = if is_alone { "group.alone" } else { "group.about" };
    paragraph_colored(ui, &tr_with(language, about, &values), SMALL, t.text_subdued);
    ui.add_space(space::XS);
    for part in &makeup.channels {
        paragraph_colored(ui, &name(model, part), BODY, t.text);
        let beside = beside(language, is_alone, &share(part.group), &share(part.rest));
        paragraph_colored(ui, &beside, SMALL, t.text_subdued);
    }
    let Some(currency) = found.list.currency else { return };
    if let Some(median) = makeup.median_minor {
        let money = |minor: Option<i64>| {
            minor.map_or_else(|| "–".to_owned(), |minor| Money::new(minor, currency).rounded())
        };
        paragraph_colored(ui, &tr(language, "group.median"), BODY, t.text);
        let beside = beside(language, is_alone, &money(Some(median)), &money(makeup.rest_median_minor));
        paragraph_colored(ui, &beside, SMALL, t.text_subdued);
    }
}

/// A figure of the group, and that of the others where there are any.
fn beside(language: Language, is_alone: bool, group: &str, rest: &str) -> String {
    if is_alone {
        group.to_owned()
    } else {
        tr_with(language, "group.share", &[("group", group), ("rest", rest)])
    }
}

fn name(model: &ViewModel<'_>, part: &MakeupPart) -> String {
    let imported = model.state.derived.imported.as_ref();
    let channels = imported.map(|imported| &imported.tables.codes.channels);
    let known = part.channel.and_then(|code| channels?.get(code as usize));
    known.map_or_else(|| tr(model.language, "group.no_channel"), |channel| channel.name.clone())
}

/// `41.2 % (120 of 291)`.
fn share(share: Proportion) -> String {
    let value = share.value().map_or_else(|| "–".to_owned(), percent);
    format!("{value} ({} / {})", count(share.numerator), count(share.denominator))
}
