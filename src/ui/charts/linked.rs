//! The month that is pointed at in one chart, so that the others of the view, and the strip above them, show it too. Never moves a
//! pointer, never keeps anything beyond the next frame.

use eframe::egui::{Id, Ui};

use crate::domain::MonthIndex;

#[derive(Clone, Copy, Debug)]
struct Pointed {
    month: MonthIndex,
    pass: u64,
}

fn id() -> Id {
    Id::unique("month that is pointed at")
}

/// Says that a month is pointed at in this frame.
pub fn point(ui: &Ui, month: MonthIndex) {
    let pass = ui.ctx().cumulative_pass_nr();
    let before = ui.data(|data| data.get_temp::<Pointed>(id()));
    ui.data_mut(|data| data.insert_temp(id(), Pointed { month, pass }));
    // Charts above this one learn of it in the next frame.
    if before.is_none_or(|before| before.month != month) {
        ui.ctx().request_repaint();
    }
}

/// The month that is pointed at, in this frame or the one before.
pub fn pointed(ui: &Ui) -> Option<MonthIndex> {
    let pass = ui.ctx().cumulative_pass_nr();
    let found = ui.data(|data| data.get_temp::<Pointed>(id()))?;
    (pass <= found.pass + 1).then_some(found.month)
}
