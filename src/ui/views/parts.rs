//! Parts that several views share: tiles in columns, the caveats, what to say while there is nothing. Never a figure of
//! its own.

use eframe::egui::accesskit::Role;
use eframe::egui::{
    Align, Layout, Rect, Response, Sense, Stroke, StrokeKind, Ui, UiBuilder, WidgetInfo, pos2, vec2,
};

use super::ViewModel;
use crate::analysis::rows::FigureId;
use crate::analysis::{Caveat, DefinitionId};
use crate::app::{Action, Command, Selection, wording};
use crate::ui::text::{paragraph_colored, tr};
use crate::ui::theme::{BODY, HEADING, Icon, SMALL, icon, space, tokens};
use crate::ui::widgets::{EmptyState, StatTile, progress, spinner};

/// A tile is not narrower than this.
const TILE_WIDTH: f32 = 164.0;

/// A figure for a tile.
pub(super) struct Tile {
    /// Name of the figure.
    pub(super) label: String,
    /// The figure, written.
    pub(super) value: String,
    /// Interval and n.
    pub(super) note: String,
    /// Definition it follows.
    pub(super) definition: DefinitionId,
    /// What the inspector explains when the tile is chosen.
    pub(super) selection: Selection,
}

/// How many tiles find room on a line.
fn fitting(ui: &Ui) -> usize {
    ((ui.available_width() + space::S) / (TILE_WIDTH + space::S)).floor().max(1.0) as usize
}

/// The tiles above the chart of a part and those below it: all above where they fit a line, else the first line, so that the chart is seen
/// without scrolling.
pub(super) fn around_the_chart<'tiles>(ui: &Ui, tiles: &'tiles [Tile]) -> (&'tiles [Tile], &'tiles [Tile]) {
    let (count, fitting) = (tiles.len(), fitting(ui));
    if count <= fitting { (tiles, &[]) } else { tiles.split_at(count.div_ceil(2).min(fitting)) }
}

/// Tiles side by side, all as high as the highest; several lines where they do not fit.
pub(super) fn tiles(ui: &mut Ui, model: &ViewModel<'_>, tiles: &[Tile], out: &mut Vec<Action>) {
    let room = ui.available_width();
    let lines = tiles.len().div_ceil(fitting(ui)).max(1);
    let per_line = tiles.len().div_ceil(lines).max(1);
    let surface = tokens(ui).surface;
    for line in tiles.chunks(per_line) {
        let corner = ui.cursor().min;
        // A shorter last line is as wide as the others: no hole at its end.
        let width = (room - space::S * (line.len() as f32 - 1.0)) / line.len() as f32;
        // Each tile is as high as its text; the fill behind it is as high as the highest of the last frame.
        let known = ui.scope_id().with(("height of tiles", &line[0].label));
        let (last_height, name_height) =
            ui.data(|data| data.get_temp::<(f32, f32)>(known)).unwrap_or_default();
        let (mut height, mut names) = (0.0_f32, 0.0_f32);
        for (index, tile) in line.iter().enumerate() {
            let left = corner.x + index as f32 * (width + space::S);
            let behind = Rect::from_min_size(pos2(left, corner.y), vec2(width, last_height));
            ui.painter().rect_filled(behind, 6, surface);
            // Below what stands on it, so that the link to the definition keeps its clicks.
            let place = whole(ui, behind, known.with(index), tile, out);
            let rect = Rect::from_min_size(pos2(left, corner.y), vec2(width, 2000.0));
            let mut child = ui.new_child(UiBuilder::new().max_rect(rect).id_salt(("tile", &tile.label)));
            names = names.max(one(&mut child, model, tile, name_height, out));
            height = height.max(child.min_rect().height());
            edge(ui, &place);
        }
        ui.allocate_space(vec2(room, height));
        ui.data_mut(|data| data.insert_temp(known, (height, names)));
    }
}

/// The one finding that a view opens with, and what goes with it in a quieter line.
pub(super) fn headline(ui: &mut Ui, finding: &str, below: Option<&str>) {
    let (t, room) = (tokens(ui), ui.available_width());
    paragraph_colored(ui, finding, HEADING, t.text);
    if let Some(sentence) = below {
        paragraph_colored(ui, sentence, BODY, t.text_subdued);
    }
    // What follows stands apart from what was said.
    ui.allocate_space(vec2(room, space::XS));
}

/// The tile as a whole: a click explains its figure.
fn whole(ui: &Ui, rect: Rect, id: eframe::egui::Id, tile: &Tile, out: &mut Vec<Action>) -> Response {
    let place = ui.interact(rect, id, Sense::click());
    let name = format!("{}: {}", tile.label, tile.value);
    place.widget_info(|| WidgetInfo::labeled(Role::Button, true, &name));
    if place.clicked() {
        out.push(Action::Select(Some(tile.selection.clone())));
    }
    place
}

/// Shows that a tile can be used.
fn edge(ui: &Ui, place: &Response) {
    let t = tokens(ui);
    if place.has_focus() {
        ui.painter().rect_stroke(place.rect, 6, Stroke::new(1.5, t.accent), StrokeKind::Inside);
    } else if place.hovered() {
        ui.painter().rect_stroke(place.rect, 6, Stroke::new(1.0, t.outline), StrokeKind::Inside);
    }
}

/// Draws a tile; how high its name is.
fn one(ui: &mut Ui, model: &ViewModel<'_>, tile: &Tile, name_height: f32, out: &mut Vec<Action>) -> f32 {
    let Tile { label, value, note, definition, selection } = tile;
    let shown =
        StatTile { label, value, note, definition: *definition, name_height }.show(ui, model.language);
    if shown.definition.is_some() {
        out.push(Action::Select(Some(selection.clone())));
    }
    shown.name_height
}

/// Explains the figure of a mark that was clicked.
pub(super) fn choose(figure: FigureId, out: &mut Vec<Action>) {
    out.push(Action::Select(Some(Selection::Figure(figure))));
}

/// The job at work: what it does, how far it is, and a way to stop it. Draws nothing while nothing runs.
pub(in crate::ui) fn running(ui: &mut Ui, model: &ViewModel<'_>, out: &mut Vec<Action>) {
    let Some(job) = model.jobs.current() else { return };
    let name = job.watch.name();
    let what = tr(model.language, job.kind.label_key());
    let text = if name.is_empty() { what } else { format!("{what}: {}", file_name(&name)) };
    if progress(ui, &text, job.watch.fraction(), model.language) {
        out.push(Action::Do(Command::CancelJob));
    }
}

fn file_name(path: &str) -> &str {
    path.rsplit(['/', '\\']).next().unwrap_or(path)
}

/// Room of a certain height for a chart. Charts fill the room that is left, and below the fold of a page that would be
/// none.
pub(in crate::ui) fn room<R>(ui: &mut Ui, height: f32, chart: impl FnOnce(&mut Ui) -> R) -> R {
    let size = vec2(ui.available_width(), height);
    ui.allocate_ui_with_layout(size, Layout::top_down(Align::Min), chart).inner
}

/// What is seen of a page before it is scrolled: a chart that is looked at as a whole fits it.
#[derive(Clone, Copy)]
pub(super) struct FirstScreen {
    top: f32,
    height: f32,
}

impl FirstScreen {
    /// Asked at the top of a page.
    pub(super) fn of(ui: &Ui) -> Self {
        Self { top: ui.cursor().top(), height: ui.clip_rect().height() }
    }

    /// What is left of it below the cursor, inside a card.
    pub(super) fn left(self, ui: &Ui) -> f32 {
        (self.height - (ui.cursor().top() - self.top) - space::L).max(0.0)
    }
}

/// What the reader of the numbers must know, quietly below them.
pub(super) fn caveats(ui: &mut Ui, model: &ViewModel<'_>, caveats: &[Caveat]) {
    let t = tokens(ui);
    for caveat in caveats {
        ui.horizontal_top(|ui| {
            icon(ui, Icon::Info, 14.0, t.text_subdued);
            ui.vertical(|ui| {
                paragraph_colored(ui, &wording::caveat(model.language, caveat), SMALL, t.text_subdued);
            });
        });
    }
}

/// What a view says when there is nothing to show: which file would fill it, or that the figures are on their way.
pub(super) fn nothing(ui: &mut Ui, model: &ViewModel<'_>, picture: Icon, key: &str, out: &mut Vec<Action>) {
    let text = |part: &str| tr(model.language, &format!("empty.{key}.{part}"));
    // What is still being computed is not missing.
    if model.jobs.can_cancel() {
        ui.vertical_centered(|ui| {
            ui.add_space(120.0);
            spinner(ui, &tr(model.language, "empty.working"));
            paragraph_centered(ui, &tr(model.language, "empty.working"));
        });
        return;
    }
    invitation(ui, model, picture, (&text("title"), &text("text")), out);
}

/// What is missing, what would fill it, and the way there.
pub(super) fn invitation(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    icon: Icon,
    (title, sentence): (&str, &str),
    out: &mut Vec<Action>,
) {
    let (button, link) =
        (tr(model.language, "command.open_files"), tr(model.language, "command.open_sample"));
    let response = EmptyState { icon, title, sentence, button: &button, link: &link }.show(ui);
    if response.button {
        out.push(Action::Do(Command::OpenFiles));
    }
    if response.link {
        out.push(Action::Do(Command::OpenSample));
    }
}

fn paragraph_centered(ui: &mut Ui, text: &str) {
    let t = tokens(ui);
    crate::ui::text::label(ui, text, SMALL, t.text_subdued);
}
