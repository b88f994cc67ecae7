//! A long list: any number of rows, only the visible ones asked for, headers that sort. Never sorts, never formats, never keeps a row.

use eframe::egui::{
    Align, Label, Layout, Response, RichText, Sense, Ui, Vec2b, WidgetInfo, accesskit::Role, vec2,
};
use egui_extras::{Column as Width, TableBuilder};

use super::table::widths;
use super::{Column, Tone};
use crate::ui::text::galley;
use crate::ui::theme::{BODY, SMALL, font, space, tokens};

/// What was done to a sheet.
#[derive(Clone, Copy, Debug, Default)]
pub struct SheetResponse {
    /// Column whose header was clicked.
    pub header: Option<usize>,
    /// Row that was clicked.
    pub row: Option<usize>,
}

/// A long list; see [`Sheet::show`].
#[derive(Clone, Copy, Debug)]
pub struct Sheet<'a> {
    /// Distinguishes it from its neighbours.
    pub id: &'a str,
    /// The columns.
    pub columns: &'a [Column],
    /// Number of rows.
    pub rows: usize,
    /// Column that the rows are sorted by, and whether the largest comes first.
    pub sorted: Option<(usize, bool)>,
    /// Height that it may take.
    pub height: f32,
}

impl Sheet<'_> {
    /// Draws the header and the rows in sight; `cell` gives text and tone.
    pub fn show(self, ui: &mut Ui, cell: impl Fn(usize, usize) -> (String, Tone)) -> SheetResponse {
        let text = |row: usize, column: usize| cell(row, column).0;
        let widths = widths(ui, self.columns, (self.rows, ui.available_width()), &text);
        let total = widths.iter().map(|width| width + space::M).sum::<f32>();
        let draw = |ui: &mut Ui| self.grid(ui, &widths, &cell);
        if total <= ui.available_width() {
            return ui.scope(draw).inner;
        }
        eframe::egui::ScrollArea::horizontal().id_salt((self.id, "sideways")).show(ui, draw).inner
    }

    fn grid(
        &self,
        ui: &mut Ui,
        widths: &[f32],
        cell: &impl Fn(usize, usize) -> (String, Tone),
    ) -> SheetResponse {
        let t = tokens(ui);
        let mut response = SheetResponse::default();
        ui.spacing_mut().item_spacing = vec2(space::M, 0.0);
        let mut builder = TableBuilder::new(ui)
            .id_salt(self.id)
            .striped(true)
            .sense(Sense::click())
            .auto_shrink(Vec2b::new(false, true))
            .max_scroll_height(self.height)
            .cell_layout(Layout::left_to_right(Align::Center));
        for width in widths {
            builder = builder.column(Width::exact(*width).clip(true));
        }
        // The rest of the line, so that the zebra reaches the edge.
        let builder = builder.column(Width::remainder());
        let header = builder.header(space::ROW, |mut row| {
            for (index, column) in self.columns.iter().enumerate() {
                let mut clicked = false;
                // The cell lies over its title and takes the click; the title is there for the keyboard.
                let (_, cell) = row.col(|ui| clicked = self.title(ui, index, column).clicked());
                if clicked || cell.clicked() {
                    response.header = Some(index);
                }
            }
            row.col(|_| ());
        });
        header.body(|body| {
            body.rows(space::ROW, self.rows, |mut row| {
                let index = row.index();
                for (number, column) in self.columns.iter().enumerate() {
                    let (text, tone) = cell(index, number);
                    let color = match tone {
                        Tone::Plain => t.text,
                        Tone::Quiet => t.text_subdued,
                        Tone::Warning => t.warning_text,
                    };
                    let text = RichText::new(text).size(BODY).color(color);
                    let layout = side(column.numeric);
                    row.col(|ui| {
                        ui.with_layout(layout, |ui| ui.add(Label::new(text).truncate().selectable(false)));
                    });
                }
                row.col(|_| ());
                if row.response().clicked() {
                    response.row = Some(index);
                }
            });
        });
        response
    }

    /// A header: its title, and an arrow where the rows are sorted by it.
    fn title(&self, ui: &mut Ui, index: usize, column: &Column) -> Response {
        let t = tokens(ui);
        let (arrow, color) = match self.sorted.filter(|sorted| sorted.0 == index) {
            Some((_, true)) => (" ↓", t.text),
            Some((_, false)) => (" ↑", t.text),
            None => ("", t.text_subdued),
        };
        let text = galley(ui, &format!("{}{arrow}", column.title), &font(SMALL), color, f32::INFINITY);
        let size = vec2(ui.available_width(), space::ROW);
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        let color = if response.hovered() || response.has_focus() { t.accent } else { color };
        let x = if column.numeric { rect.right() - text.size().x } else { rect.left() };
        let at = eframe::egui::pos2(x, rect.center().y - text.size().y / 2.0);
        ui.painter().galley_with_override_text_color(at, text, color);
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &column.title));
        response
    }
}

fn side(right: bool) -> Layout {
    if right { Layout::right_to_left(Align::Center) } else { Layout::left_to_right(Align::Center) }
}
