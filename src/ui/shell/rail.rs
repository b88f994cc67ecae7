//! The navigation rail. Never shows a room that does not work.

use eframe::egui::{ScrollArea, Ui};

use crate::app::{Action, View};
use crate::ui::text::tr;
use crate::ui::theme::{Icon, space};
use crate::ui::views::ViewModel;
use crate::ui::widgets::nav_item;

/// One entry per view; in a low window they are scrolled.
pub(super) fn ui(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
        ui.spacing_mut().item_spacing.y = space::XS;
        for view in View::ALL {
            let selected = model.state.session.view == view;
            let item = nav_item(ui, icon(view), &tr(model.language, view.label_key()), selected);
            if item.gained_focus() {
                item.scroll_to_me(None);
            }
            if item.clicked() {
                out.push(Action::Show(view));
            }
        }
    });
}

fn icon(view: View) -> Icon {
    match view {
        View::Journey => Icon::Route,
        View::Customers => Icon::Users,
        View::Paths => Icon::TrendingDown,
        View::Channels => Icon::Megaphone,
        View::Voice => Icon::MessageCircle,
        View::Service => Icon::Headset,
        View::WhatIf => Icon::Lightbulb,
        View::Map => Icon::Map,
        View::Snapshots => Icon::Camera,
        View::Data => Icon::Database,
    }
}
