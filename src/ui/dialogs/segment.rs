//! Builds a segment: groups of conditions, all of them or any of them. Never saves one itself, never says who belongs to it.

use eframe::egui::{Context, Frame, Margin, ScrollArea, TextEdit, Ui, vec2};

use super::{DialogDrafts, modal};
use crate::app::{Action, ConditionDraft, Controller, GroupDraft, SegmentDraft, SegmentField};
use crate::domain::Language;
use crate::project::SegmentId;
use crate::ui::text::{label, paragraph_colored, tr};
use crate::ui::theme::{BODY, Icon, SMALL, TITLE, space, tokens};
use crate::ui::widgets::{button, dropdown, icon_button, primary_button, segmented};

/// Values of the data that a menu offers.
const OFFERED: usize = 60;

/// Name, groups, the query they stand for, Save and Cancel.
pub(super) fn ui(
    context: &Context,
    controller: &Controller,
    drafts: &mut DialogDrafts,
    id: Option<SegmentId>,
    out: &mut Vec<Action>,
) {
    let language = controller.state.session.language;
    let width = (context.content_rect().width() - 120.0).clamp(400.0, 720.0);
    modal(context, "segment", width, out, |ui, out| {
        let t = tokens(ui);
        let title = if id.is_some() { "segment.edit" } else { "segment.new" };
        label(ui, tr(language, title), TITLE, t.text);
        paragraph_colored(ui, &tr(language, "segment.about"), BODY, t.text_subdued);
        let draft = &mut drafts.segment;
        let name = TextEdit::singleline(&mut draft.name)
            .hint_text(tr(language, "segment.name.hint"))
            .desired_width(f32::INFINITY)
            .margin(vec2(8.0, 7.0));
        ui.add(name).accessible_name(tr(language, "segment.name"));
        let height = (context.content_rect().height() - 360.0).clamp(140.0, 460.0);
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            groups(ui, controller, draft, language);
        });
        paragraph_colored(ui, &draft.text(), SMALL, t.text_subdued);
        buttons(ui, controller, draft, id, language, out);
    });
}

fn groups(ui: &mut Ui, controller: &Controller, draft: &mut SegmentDraft, language: Language) {
    let several = draft.groups.len() > 1;
    let mut removed = None;
    for index in 0..draft.groups.len() {
        if index > 0 {
            ui.push_id(("join", index), |ui| joined(ui, &mut draft.any, "segment.groups", language));
        }
        ui.push_id(("group", index), |ui| {
            if group(ui, controller, &mut draft.groups[index], several, language) {
                removed = Some(index);
            }
        });
    }
    if let Some(index) = removed {
        draft.groups.remove(index);
    }
    if button(ui, Some(Icon::Plus), &tr(language, "segment.add_group")).clicked() {
        draft.groups.push(GroupDraft::default());
    }
}

/// "All of" or "any of".
fn joined(ui: &mut Ui, any: &mut bool, key: &str, language: Language) {
    let choices = [(false, tr(language, &format!("{key}.all"))), (true, tr(language, &format!("{key}.any")))];
    segmented(ui, any, &choices);
}

/// One group; true when it is to be taken away.
fn group(
    ui: &mut Ui,
    controller: &Controller,
    group: &mut GroupDraft,
    removable: bool,
    language: Language,
) -> bool {
    let mut remove = false;
    Frame::new().fill(tokens(ui).background).corner_radius(6).inner_margin(Margin::same(12)).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.horizontal(|ui| {
            joined(ui, &mut group.any, "segment.conditions", language);
            if removable {
                remove = icon_button(ui, Icon::Trash, &tr(language, "segment.remove_group")).clicked();
            }
        });
        let mut removed = None;
        let several = group.conditions.len() > 1;
        for (index, one) in group.conditions.iter_mut().enumerate() {
            ui.push_id(index, |ui| {
                if condition(ui, controller, one, several, language) {
                    removed = Some(index);
                }
            });
        }
        if let Some(index) = removed {
            group.conditions.remove(index);
        }
        if button(ui, Some(Icon::Plus), &tr(language, "segment.add_condition")).clicked() {
            group.conditions.push(ConditionDraft::default());
        }
    });
    ui.add_space(space::XS);
    remove
}

/// One condition; true when it is to be taken away.
fn condition(
    ui: &mut Ui,
    controller: &Controller,
    one: &mut ConditionDraft,
    removable: bool,
    language: Language,
) -> bool {
    let mut remove = false;
    ui.horizontal(|ui| {
        let choices = [(false, tr(language, "segment.is")), (true, tr(language, "segment.is_not"))];
        segmented(ui, &mut one.not, &choices);
        field_menu(ui, one, language);
        sign_menu(ui, one, language);
        value(ui, controller, one, language);
        if removable {
            remove = icon_button(ui, Icon::Close, &tr(language, "segment.remove_condition")).clicked();
        }
    });
    remove
}

fn menu(ui: &mut Ui, id: &str, width: f32, chosen: String, name: String, content: impl FnOnce(&mut Ui)) {
    // Every field that a condition may be about is seen at once.
    let shown = dropdown(id).width(width).height(420.0).selected_text(chosen).show_ui(ui, content);
    shown.response.accessible_name(name);
}

fn field_menu(ui: &mut Ui, one: &mut ConditionDraft, language: Language) {
    let name = |field: SegmentField| tr(language, &format!("segment.field.{}", field.word()));
    menu(ui, "field", 150.0, name(one.field), tr(language, "segment.field"), |ui| {
        for field in SegmentField::ALL {
            if ui.selectable_label(one.field == field, name(field)).clicked() {
                one.about(field);
            }
        }
    });
}

fn sign_menu(ui: &mut Ui, one: &mut ConditionDraft, language: Language) {
    let name = |sign: &str| tr(language, &format!("segment.sign.{}", sign_id(sign)));
    menu(ui, "sign", 92.0, name(&one.sign), tr(language, "segment.sign"), |ui| {
        for sign in one.field.signs() {
            if ui.selectable_label(one.sign == *sign, name(sign)).clicked() {
                one.sign = (*sign).to_owned();
            }
        }
    });
}

fn sign_id(sign: &str) -> &'static str {
    match sign {
        ">=" => "at_least",
        "<=" => "at_most",
        ">" => "more",
        "<" => "less",
        "!=" => "not_equal",
        "contains" => "contains",
        _ => "equal",
    }
}

/// A field to type into, and what the data hold to choose from.
fn value(ui: &mut Ui, controller: &Controller, one: &mut ConditionDraft, language: Language) {
    let t = tokens(ui);
    let field = TextEdit::singleline(&mut one.value)
        .hint_text(tr(language, &format!("segment.hint.{}", one.field.word())))
        .desired_width(140.0)
        .margin(vec2(8.0, 5.0));
    ui.add(field).accessible_name(tr(language, "segment.value"));
    let offered = offered(controller, one.field);
    if !offered.is_empty() {
        menu(ui, "offered", 24.0, String::new(), tr(language, "segment.offered"), |ui| {
            for name in offered {
                if ui.selectable_label(one.value == name, name.as_str()).clicked() {
                    one.value = name;
                }
            }
        });
    }
    if !one.is_whole() {
        label(ui, tr(language, "segment.incomplete"), SMALL, t.warning_text);
    }
}

/// What the imported files hold for a field.
fn offered(controller: &Controller, field: SegmentField) -> Vec<String> {
    let Some(imported) = &controller.state.derived.imported else { return Vec::new() };
    let codes = &imported.tables.codes;
    let mut names: Vec<String> = match field {
        SegmentField::Channel | SegmentField::FirstChannel => {
            codes.channels.iter().map(|channel| channel.name.clone()).collect()
        }
        SegmentField::Product | SegmentField::FirstProduct => {
            codes.products.names().take(OFFERED).map(str::to_owned).collect()
        }
        SegmentField::Platform => codes.platforms.names().map(str::to_owned).collect(),
        SegmentField::Coupon => codes.coupons.names().take(OFFERED).map(str::to_owned).collect(),
        SegmentField::Place => codes.places.names().take(OFFERED).map(str::to_owned).collect(),
        SegmentField::Persona => {
            controller.state.project.document.segments.iter().map(|saved| saved.name.clone()).collect()
        }
        SegmentField::Direction => ["push", "pull"].map(str::to_owned).into(),
        _ => Vec::new(),
    };
    names.sort();
    names.truncate(OFFERED);
    names
}

fn buttons(
    ui: &mut Ui,
    controller: &Controller,
    draft: &SegmentDraft,
    id: Option<SegmentId>,
    language: Language,
    out: &mut Vec<Action>,
) {
    let whole = draft.groups.iter().all(|group| group.conditions.iter().all(ConditionDraft::is_whole));
    let segment = draft.segment().ok().filter(|_| whole && !draft.name.trim().is_empty());
    let in_circles =
        segment.as_ref().is_some_and(|segment| controller.state.is_circular(&draft.name, segment));
    if in_circles {
        paragraph_colored(ui, &tr(language, "segment.made_of_itself"), BODY, tokens(ui).warning_text);
    }
    let segment = segment.filter(|_| !in_circles);
    ui.horizontal(|ui| {
        let save = ui.add_enabled_ui(segment.is_some(), |ui| {
            primary_button(ui, None, &tr(language, "dialog.save")).clicked()
        });
        if let Some(segment) = segment.filter(|_| save.inner) {
            out.push(Action::SaveSegment { id, name: draft.name.trim().to_owned(), segment });
        }
        if button(ui, None, &tr(language, "dialog.cancel")).clicked() {
            out.push(Action::SetDialog(None));
        }
        if let Some(id) = id
            && button(ui, Some(Icon::Trash), &tr(language, "segment.remove")).clicked()
        {
            out.push(Action::RemoveSegment(id));
        }
    });
}
