//! The full-screen presentation: one snapshot a page, big type, the keyboard, notes, hidden money, a timer. Never computes a figure.

use std::time::Duration;

use eframe::egui::{
    Align, Align2, CentralPanel, Context, FontId, Frame, Key, Layout, Margin, Panel, Rect, ScrollArea, Ui,
    Vec2, vec2,
};

use crate::app::{Action, Presenting, Shift};
use crate::domain::Language;
use crate::report::{Page, Room};
use crate::ui::charts::scene;
use crate::ui::text::{galley, label, paragraph_colored, tr, tr_with};
use crate::ui::theme::{BODY, SMALL, font, space, tokens};

/// Width that a chart's type is meant for; a larger screen makes everything larger.
const MEANT: f32 = 1000.0;
/// Width of a screen beside whose charts notes of ordinary size are large enough.
const NOTES_MEANT: f32 = 1280.0;

/// When the presentation began, as the window's clock says.
#[derive(Debug, Default)]
pub struct Stopwatch {
    since: Option<f64>,
}

impl Stopwatch {
    /// Minutes and seconds since it was started; starts it the first time.
    fn read(&mut self, now: f64) -> String {
        let since = *self.since.get_or_insert(now);
        let seconds = (now - since).max(0.0) as u64;
        format!("{}:{:02}", seconds / 60, seconds % 60)
    }

    /// Starts anew when it is next read.
    pub fn stop(&mut self) {
        self.since = None;
    }
}

/// The whole window.
pub fn ui(
    ui: &mut Ui,
    presenting: &Presenting,
    watch: &mut Stopwatch,
    language: Language,
    out: &mut Vec<Action>,
) {
    keys(ui.ctx(), watch, out);
    let t = tokens(ui);
    let time = watch.read(ui.input(|input| input.time));
    ui.ctx().request_repaint_after(Duration::from_millis(500));
    let foot = Frame::new().fill(t.surface).inner_margin(Margin::symmetric(48, 16));
    Panel::bottom("present foot").show_separator_line(false).frame(foot).show(ui, |ui| {
        footer(ui, presenting, &time, language);
    });
    if presenting.shows_notes {
        let frame = Frame::new().fill(t.panel).inner_margin(Margin::same(24));
        // As large as the rest: whoever presents stands back from the screen.
        let scale = (ui.available_width() / NOTES_MEANT).clamp(1.0, 2.0);
        let panel = Panel::right("present notes").exact_size(320.0 * scale).resizable(false);
        panel.show_separator_line(false).frame(frame).show(ui, |ui| {
            notes(ui, presenting.page(), scale, language);
        });
    }
    let frame = Frame::new().fill(t.surface).inner_margin(Margin::symmetric(48, 32));
    CentralPanel::no_frame().frame(frame).show(ui, |ui| page(ui, presenting));
}

/// What the keys do; taken before any widget sees them.
fn keys(context: &Context, watch: &mut Stopwatch, out: &mut Vec<Action>) {
    const KEYS: [(Key, Shift); 14] = [
        (Key::ArrowRight, Shift::Next),
        (Key::Space, Shift::Next),
        (Key::PageDown, Shift::Next),
        (Key::ArrowLeft, Shift::Previous),
        (Key::Backspace, Shift::Previous),
        (Key::PageUp, Shift::Previous),
        (Key::Home, Shift::First),
        (Key::End, Shift::Last),
        (Key::ArrowDown, Shift::NextChart),
        (Key::ArrowUp, Shift::PreviousChart),
        (Key::M, Shift::Money),
        (Key::B, Shift::Money),
        (Key::N, Shift::Notes),
        (Key::Escape, Shift::End),
    ];
    context.input_mut(|input| {
        for (key, shift) in KEYS {
            if input.consume_key(eframe::egui::Modifiers::NONE, key) {
                out.push(Action::Turn(shift));
            }
        }
        if input.consume_key(eframe::egui::Modifiers::NONE, Key::T) {
            watch.stop();
        }
    });
}

fn footer(ui: &mut Ui, presenting: &Presenting, time: &str, language: Language) {
    let t = tokens(ui);
    ui.horizontal(|ui| {
        let (_, question) = presenting.title();
        label(ui, question, BODY, t.text_subdued);
        if presenting.hides_money {
            label(ui, tr(language, "present.money_hidden"), BODY, t.warning_text);
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            label(ui, time, BODY, t.text);
            let of = |key: &str, (at, count): (usize, usize)| {
                tr_with(language, key, &[("at", &at.to_string()), ("count", &count.to_string())])
            };
            label(ui, of("present.place", presenting.place()), BODY, t.text_subdued);
            label(ui, of("present.chart", presenting.chart()), BODY, t.text_subdued);
            label(ui, tr(language, "present.keys"), SMALL, t.text_subdued);
        });
    });
}

fn notes(ui: &mut Ui, page: &Page, scale: f32, language: Language) {
    let (t, size) = (tokens(ui), BODY * scale);
    label(ui, tr(language, "present.notes"), SMALL * scale, t.text_subdued);
    ui.add_space(space::S);
    ScrollArea::vertical().show(ui, |ui| {
        let texts: Vec<&String> = page.notes.iter().chain(&page.text).collect();
        if texts.is_empty() {
            paragraph_colored(ui, &tr(language, "present.no_notes"), size, t.text_subdued);
        }
        for text in texts {
            paragraph_colored(ui, text, size, t.text);
            ui.add_space(space::S);
        }
    });
}

fn page(ui: &mut Ui, presenting: &Presenting) {
    let t = tokens(ui);
    let scale = (ui.available_width() / MEANT).clamp(0.8, 2.6);
    let (name, _) = presenting.title();
    let page = presenting.page();
    label(ui, format!("{name}  ·  {}", page.title), BODY * scale.min(1.6), t.accent);
    ui.add_space(space::XS);
    paragraph_colored(ui, &page.finding, 26.0 * scale.min(1.7), t.text);
    ui.add_space(space::L);
    let room = ui.available_size();
    if let Some(chart) = &page.chart {
        let small = Room { width: room.x / scale, height: room.y / scale };
        let natural = chart.natural_height(small.width);
        // Lines and columns fill the screen; rows keep their height while they have it.
        let fills =
            matches!(chart.bare(), crate::report::Chart::Columns(_) | crate::report::Chart::Curves(_));
        let height = if fills { small.height } else { natural.min(small.height).max(natural * 0.5) };
        let laid = chart.scene_in(&page.finding, Room { height, ..small });
        let (rect, response) =
            ui.allocate_exact_size(vec2(room.x, height * scale), eframe::egui::Sense::hover());
        scene::paint(ui, &laid, rect.min, scale);
        scene::explain(ui, &response, &laid, rect.min, scale);
    } else {
        tiles(ui, page, room, scale);
    }
}

/// Figures in large type, two or three to a row.
fn tiles(ui: &mut Ui, page: &Page, room: Vec2, scale: f32) {
    let t = tokens(ui);
    let columns = if page.tiles.len() > 4 { 3 } else { 2 };
    let gap = 16.0 * scale;
    let rows = page.tiles.len().div_ceil(columns).max(1) as f32;
    let share = |whole: f32, parts: f32| (whole - gap * (parts - 1.0)) / parts;
    // The screen is theirs alone, up to where a tile would be more ground than figure.
    let height = share(room.y, rows).clamp(110.0 * scale, 170.0 * scale);
    let size = vec2(share(room.x, columns as f32), height);
    let top = ui.cursor().min;
    for (index, (name, value)) in page.tiles.iter().enumerate() {
        let place =
            vec2((index % columns) as f32 * (size.x + gap), (index / columns) as f32 * (size.y + gap));
        let rect = Rect::from_min_size(top + place, size);
        let response = ui.allocate_rect(rect, eframe::egui::Sense::hover());
        let said = format!("{name}: {value}");
        response.widget_info(|| {
            eframe::egui::WidgetInfo::labeled(eframe::egui::Role::Label, true, said.as_str())
        });
        ui.painter().rect_filled(rect, 6.0 * scale, t.surface_hover);
        let inner = rect.shrink(18.0 * scale);
        let above = galley(ui, name, &font(BODY * scale.min(1.6)), t.text_subdued, inner.width());
        ui.painter().galley(inner.min, above, t.text_subdued);
        let wanted = FontId::new(40.0 * scale.min(1.8), font(BODY).family);
        let width = galley(ui, value, &wanted, t.text, f32::INFINITY).size().x;
        let large = FontId { size: wanted.size * (inner.width() / width.max(1.0)).min(1.0), ..wanted };
        ui.painter().text(inner.left_bottom(), Align2::LEFT_BOTTOM, value, large, t.text);
    }
}
