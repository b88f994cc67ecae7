//! A long list: any number of rows, only the visible ones asked for, headers that sort. Cells stand on two lines where one is too long
//! for its place. Never sorts, never formats, never keeps a row.

use eframe::egui::{
    Align, Color32, Frame, Galley, Label, Layout, Margin, Rect, Response, RichText, Sense, Ui, UiBuilder,
    Vec2b, WidgetInfo, accesskit::Role, pos2, vec2,
};
use egui_extras::{Column as Width, TableBuilder, TableRow};

use super::table_fit::{Fit, halves};
use super::{Column, Tone, sideways};
use crate::ui::text::galley;
use crate::ui::theme::{BODY, SMALL, Tokens, font, space, tokens};

/// Height of a row whose cells have two lines, and of their titles.
const STACKED_ROW: f32 = 42.0;
/// So far the stripes stand out beyond the text, on either side.
const STRIPE: f32 = space::S;

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
    /// Row that is marked.
    pub selected: Option<usize>,
    /// Column that the rows are sorted by, and whether the largest comes first.
    pub sorted: Option<(usize, bool)>,
    /// Height that it may take.
    pub height: f32,
}

impl Sheet<'_> {
    /// Draws the header and the rows in sight; `cell` gives text and tone.
    pub fn show(self, ui: &mut Ui, cell: impl Fn(usize, usize) -> (String, Tone)) -> SheetResponse {
        let text = |row: usize, column: usize| cell(row, column).0;
        let room = ui.available_width();
        let fit = Fit::of(ui, self.id, self.columns, (self.rows, room), &text);
        let place = ui.available_rect_before_wrap().expand2(vec2(STRIPE, 0.0));
        let mut child = ui.new_child(UiBuilder::new().max_rect(place).id_salt((self.id, "list")));
        let draw = |ui: &mut Ui| {
            let inside = Frame::new().inner_margin(Margin::symmetric(STRIPE as i8, 0));
            inside.show(ui, |ui| self.grid(ui, &fit, &cell)).inner
        };
        let response = if fit.total <= room {
            draw(&mut child)
        } else {
            sideways(&mut child, (self.id, "sideways"), draw)
        };
        // The stripes need no room of their own: the text of the list stands below the title above it.
        let taken = child.min_rect().with_max_x(place.right()).shrink2(vec2(STRIPE, 0.0));
        ui.allocate_rect(taken, Sense::hover());
        response
    }

    fn grid(&self, ui: &mut Ui, fit: &Fit, cell: &impl Fn(usize, usize) -> (String, Tone)) -> SheetResponse {
        let mut response = SheetResponse::default();
        ui.spacing_mut().item_spacing = vec2(space::M, 0.0);
        let high = |two_lines: bool| if two_lines { STACKED_ROW } else { space::ROW };
        let (above, height) = (high(fit.stacked), high(fit.high_rows));
        let mut builder = TableBuilder::new(ui)
            .id_salt(self.id)
            .striped(true)
            .sense(Sense::click())
            .auto_shrink(Vec2b::new(false, true))
            .max_scroll_height(self.height)
            .cell_layout(Layout::left_to_right(Align::Center));
        for width in &fit.widths {
            builder = builder.column(Width::exact(*width).clip(true));
        }
        let header = builder.header(above, |mut row| {
            for (index, column) in self.columns.iter().enumerate() {
                let mut clicked = false;
                // The cell lies over its title and takes the click; the title is there for the keyboard.
                let (_, cell) = row.col(|ui| clicked = self.title(ui, index, column).clicked());
                if clicked || cell.clicked() {
                    response.header = Some(index);
                }
            }
        });
        header.body(|body| {
            body.rows(height, self.rows, |mut row| {
                let index = row.index();
                row.set_selected(self.selected == Some(index));
                self.row(&mut row, fit.stacked, &|column| cell(index, column));
                let line = row.response();
                #[cfg(test)]
                self.note(&line, &|column| cell(index, column).0);
                if line.clicked() {
                    response.row = Some(index);
                }
            });
        });
        response
    }

    fn row(&self, row: &mut TableRow<'_, '_>, stacked: bool, cell: &dyn Fn(usize) -> (String, Tone)) {
        for (index, column) in self.columns.iter().enumerate() {
            let (text, tone) = cell(index);
            row.col(|ui| {
                let t = tokens(ui);
                let color = color_of(tone, t);
                if stacked {
                    return two_lines(ui, &text, column.numeric, color, t);
                }
                let text = RichText::new(text).size(BODY).color(color);
                let label = Label::new(text).truncate().selectable(false);
                ui.with_layout(side(column.numeric), |ui| ui.add(label));
            });
        }
    }

    #[cfg(test)]
    fn note(&self, line: &Response, cell: &dyn Fn(usize) -> String) {
        let cells: Vec<String> = (0..self.columns.len()).map(cell).collect();
        super::seen::note_in(
            &line.ctx,
            super::seen::Kind::Row,
            self.id,
            &cells.join(" | "),
            line.interact_rect,
        );
    }

    /// A header: its title, and an arrow where the rows are sorted by it.
    fn title(&self, ui: &mut Ui, index: usize, column: &Column) -> Response {
        let t = tokens(ui);
        let (arrow, color) = match self.sorted.filter(|sorted| sorted.0 == index) {
            Some((_, true)) => (" ↓", t.text),
            Some((_, false)) => (" ↑", t.text),
            None => ("", t.text_subdued),
        };
        let size = ui.available_size();
        let (rect, response) = ui.allocate_exact_size(size, Sense::click());
        let color = if response.hovered() || response.has_focus() { t.accent } else { color };
        let text = galley(ui, &format!("{}{arrow}", column.title), &font(SMALL), color, rect.width());
        if column.numeric {
            right_lines(ui, rect, &text, SMALL, color);
        } else {
            let at = pos2(rect.left(), rect.center().y - text.size().y / 2.0);
            ui.painter().galley(at, text, color);
        }
        response.widget_info(|| WidgetInfo::labeled(Role::ColumnHeader, true, &column.title));
        response
    }
}

fn color_of(tone: Tone, t: &Tokens) -> Color32 {
    match tone {
        Tone::Plain => t.text,
        Tone::Quiet => t.text_subdued,
        Tone::Warning => t.warning_text,
        Tone::Selected => t.accent,
    }
}

/// A cell on two lines: a figure above what stands behind it, or words that are broken where they need to be.
fn two_lines(ui: &mut Ui, text: &str, numeric: bool, color: Color32, t: &Tokens) {
    let (rect, response) = ui.allocate_exact_size(ui.available_size(), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Label, true, text));
    let painter = ui.painter();
    if !numeric {
        let words = galley(ui, text, &font(BODY), color, rect.width());
        if words.size().y <= rect.height() + 2.0 {
            painter.galley(pos2(rect.left(), rect.center().y - words.size().y / 2.0), words, color);
            return;
        }
        let label = Label::new(RichText::new(text).size(BODY).color(color)).truncate().selectable(false);
        ui.put(rect, label);
        return;
    }
    let (figure, behind) = halves(text);
    if behind.is_empty() {
        let words = galley(ui, figure, &font(BODY), color, rect.width());
        return right_lines(ui, rect, &words, BODY, color);
    }
    let figure = painter.layout_no_wrap(figure.to_owned(), font(BODY), color);
    let behind = painter.layout_no_wrap(behind, font(SMALL), t.text_subdued);
    let top = rect.center().y - (figure.size().y + behind.size().y) / 2.0;
    let below = top + figure.size().y;
    painter.galley(pos2(rect.right() - figure.size().x, top), figure, color);
    painter.galley(pos2(rect.right() - behind.size().x, below), behind, t.text_subdued);
}

/// The lines of `words`, each at the right edge of its place: where the numbers of the column stand.
fn right_lines(ui: &Ui, rect: Rect, words: &Galley, size: f32, color: Color32) {
    let height = words.size().y / words.rows.len().max(1) as f32;
    let top = rect.center().y - words.size().y / 2.0;
    for (line, text) in words.text().split('\n').enumerate() {
        let shown = ui.painter().layout_no_wrap(text.to_owned(), font(size), color);
        let at = pos2(rect.right() - shown.size().x, top + line as f32 * height);
        ui.painter().galley(at, shown, color);
    }
}

fn side(right: bool) -> Layout {
    if right { Layout::right_to_left(Align::Center) } else { Layout::left_to_right(Align::Center) }
}
