//! A report set on pages: headings, paragraphs broken between words, charts and tables, each whole or carried over with its header.
//! Never decides what is said.

mod table;

use super::Chart;
use super::fonts::text_width;
use super::ink::Ink;
use super::lines::{break_opportunities, lines};
use super::model::{Card, Page, Report};
use super::scene::{Align, Area, Fill, Room, Scene};

/// A4 upright, in points.
const PAGE: Room = Room { width: 595.0, height: 842.0 };
/// Empty edge of a page.
const EDGE: f32 = 48.0;
/// Room for the line at the foot.
const FOOT: f32 = 28.0;
/// Width between the edges.
const WIDTH: f32 = PAGE.width - 2.0 * EDGE;
/// Width in which charts are laid out before they are made to fit.
const CHART: f32 = 760.0;

/// Pages that are being filled.
struct Sheets {
    pages: Vec<Scene>,
    y: f32,
    title: String,
}

/// The report on pages of A4.
pub fn pages(report: &Report) -> Vec<Scene> {
    let mut sheets = Sheets { pages: Vec::new(), y: 0.0, title: report.title.clone() };
    sheets.turn();
    sheets.cover(report);
    for (index, page) in report.pages.iter().enumerate() {
        if index > 0 {
            sheets.turn();
        }
        sheets.page(report, page);
    }
    sheets.turn();
    sheets.method(report);
    sheets.foot(report);
    sheets.pages
}

/// A chart with its finding and title above it.
pub fn titled(finding: &str, title: &str, chart: &Chart, width: f32) -> Scene {
    let pad = 24.0;
    let inner = width - 2.0 * pad;
    let broken = lines(finding, inner, &break_opportunities(finding), |part| text_width(part, 20.0));
    let top = pad + 18.0 + broken.len() as f32 * 29.0 + 10.0;
    let laid = chart.scene(finding, inner);
    let mut scene = Scene::new(Room { width, height: top + laid.room.height + pad }, finding);
    scene.text([pad, pad + 8.0], 12.0, Align::Start, Ink::Accent, title);
    for (index, line) in broken.iter().enumerate() {
        scene.text([pad, pad + 34.0 + index as f32 * 29.0], 20.0, Align::Start, Ink::Text, line.as_str());
    }
    scene.put(laid, [pad, top], 1.0);
    scene
}

/// How the figures were made, as plain text.
pub fn method_text(report: &Report) -> String {
    let (captions, method) = (&report.captions, &report.method);
    let mut text = format!("{}\n{}\n", report.title, report.question);
    let mut put = |line: &str| {
        text.push_str(line);
        text.push_str("\r\n");
    };
    report.facts.iter().chain(&method.settings).for_each(|(name, value)| put(&format!("{name}: {value}")));
    put(&format!("\r\n{}", captions.caveats));
    method.caveats.iter().for_each(|caveat| put(&format!("- {caveat}")));
    put(&format!("\r\n{}", captions.definitions));
    for card in &method.cards {
        put(&format!("\r\n{} ({})", card.name, card.id));
        card.parts.iter().for_each(|(name, value)| put(&format!("{name}: {value}")));
    }
    text
}

impl Sheets {
    /// Begins a page.
    fn turn(&mut self) {
        self.pages.push(Scene::new(PAGE, &self.title));
        self.y = EDGE;
    }

    /// The page that is being filled.
    fn sheet(&mut self) -> &mut Scene {
        if self.pages.is_empty() {
            self.turn();
        }
        let last = self.pages.len() - 1;
        &mut self.pages[last]
    }

    fn left(&self) -> f32 {
        PAGE.height - EDGE - FOOT - self.y
    }

    /// Turns the page when there is less room than that.
    fn need(&mut self, height: f32) {
        if self.left() < height && self.y > EDGE {
            self.turn();
        }
    }

    fn gap(&mut self, height: f32) {
        self.y += height;
    }

    /// Words from `x` on, broken between words.
    fn words(&mut self, text: &str, size: f32, ink: Ink, x: f32) {
        let thai = text.chars().any(super::fonts::is_thai);
        let leading = size * if thai { 1.65 } else { 1.45 };
        let room = PAGE.width - EDGE - x;
        for line in lines(text, room, &break_opportunities(text), |part| text_width(part, size)) {
            self.need(leading);
            let base = self.y + leading * 0.5 + size * 0.36;
            self.sheet().text([x, base], size, Align::Start, ink, line);
            self.y += leading;
        }
    }

    fn heading(&mut self, text: &str) {
        self.need(64.0);
        self.gap(12.0);
        self.words(text, 12.0, Ink::Accent, EDGE);
        self.gap(2.0);
    }

    fn cover(&mut self, report: &Report) {
        self.words(&report.title, 22.0, Ink::Text, EDGE);
        self.words(&report.question, 12.0, Ink::Subdued, EDGE);
        let facts: Vec<String> =
            report.facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
        self.words(&facts.join("   ·   "), 8.5, Ink::Subdued, EDGE);
        self.gap(8.0);
        let y = self.y;
        self.sheet().line(vec![[EDGE, y], [PAGE.width - EDGE, y]], Ink::Outline, 0.8);
        self.gap(12.0);
    }

    fn page(&mut self, report: &Report, page: &Page) {
        self.words(&page.title, 9.5, Ink::Accent, EDGE);
        self.words(&page.finding, 16.0, Ink::Text, EDGE);
        self.gap(4.0);
        self.tiles(&page.tiles);
        for text in &page.text {
            self.words(text, 9.5, Ink::Text, EDGE);
            self.gap(3.0);
        }
        if let Some(chart) = &page.chart {
            self.chart(chart, &page.finding);
        }
        for table in &page.tables {
            table::lay(self, table, &report.captions.continued);
        }
        if !page.notes.is_empty() {
            self.heading(&report.captions.notes);
            for note in &page.notes {
                self.words(note, 9.5, Ink::Text, EDGE + 10.0);
                self.gap(3.0);
            }
        }
        if !page.definitions.is_empty() {
            let ids = format!("{} {}", report.captions.definition, page.definitions.join(", "));
            self.gap(4.0);
            self.words(&ids, 7.5, Ink::Subdued, EDGE);
        }
    }

    /// Figures in large type, three to a row.
    fn tiles(&mut self, tiles: &[(String, String)]) {
        const GAP: f32 = 8.0;
        const HEIGHT: f32 = 50.0;
        let width = (WIDTH - 2.0 * GAP) / 3.0;
        for row in tiles.chunks(3) {
            self.need(HEIGHT);
            let y = self.y;
            for (index, (name, value)) in row.iter().enumerate() {
                let area = Area::new(EDGE + index as f32 * (width + GAP), y, width, HEIGHT);
                let sheet = self.sheet();
                sheet.rect(area, Fill::Ink(Ink::Panel), 4.0);
                let name = super::fonts::shortened(name, 7.5, width - 20.0);
                sheet.text([area.x + 10.0, y + 17.0], 7.5, Align::Start, Ink::Subdued, name);
                let size = 14.0 * ((width - 20.0) / text_width(value, 14.0)).clamp(0.6, 1.0);
                let value = super::fonts::shortened(value, size, width - 20.0);
                sheet.text([area.x + 10.0, y + 37.0], size, Align::Start, Ink::Text, value);
            }
            self.gap(HEIGHT + GAP);
        }
    }

    fn chart(&mut self, chart: &Chart, title: &str) {
        let scene = chart.scene(title, CHART);
        let whole = PAGE.height - 2.0 * EDGE - FOOT;
        let by = (WIDTH / CHART).min(whole / scene.room.height);
        let height = scene.room.height * by;
        self.gap(6.0);
        self.need(height);
        let at = [EDGE, self.y];
        self.sheet().put(scene, at, by);
        self.gap(height + 10.0);
    }

    fn method(&mut self, report: &Report) {
        let (captions, method) = (&report.captions, &report.method);
        self.words(&captions.method, 16.0, Ink::Text, EDGE);
        if !method.caveats.is_empty() {
            self.heading(&captions.caveats);
            for caveat in &method.caveats {
                self.need(14.0);
                let at = [EDGE, self.y + 10.0];
                self.sheet().text(at, 9.0, Align::Start, Ink::Accent, "•");
                self.words(caveat, 9.0, Ink::Text, EDGE + 12.0);
                self.gap(2.0);
            }
        }
        self.heading(&captions.settings);
        self.pairs(&method.settings);
        self.gap(6.0);
        table::lay(self, &method.sources, &captions.continued);
        self.heading(&captions.definitions);
        method.cards.iter().for_each(|card| self.card(card));
    }

    fn card(&mut self, card: &Card) {
        self.need(72.0);
        self.words(&format!("{}  ·  {}", card.name, card.id), 10.0, Ink::Text, EDGE);
        self.pairs(&card.parts);
        self.gap(10.0);
    }

    fn pairs(&mut self, pairs: &[(String, String)]) {
        const NAMES: f32 = 92.0;
        for (name, value) in pairs {
            self.need(14.0);
            let at = [EDGE, self.y + 9.5];
            let name = super::fonts::shortened(name, 8.0, NAMES - 8.0);
            self.sheet().text(at, 8.0, Align::Start, Ink::Subdued, name);
            self.words(value, 8.5, Ink::Text, EDGE + NAMES);
        }
    }

    /// The line at the foot of every page, with its number.
    fn foot(&mut self, report: &Report) {
        let count = self.pages.len();
        let y = PAGE.height - EDGE + 6.0;
        for (index, page) in self.pages.iter_mut().enumerate() {
            page.line(vec![[EDGE, y - 12.0], [PAGE.width - EDGE, y - 12.0]], Ink::Outline, 0.6);
            let foot = super::fonts::shortened(&report.captions.foot, 7.0, WIDTH - 80.0);
            page.text([EDGE, y], 7.0, Align::Start, Ink::Subdued, foot);
            let number = format!("{} {} / {count}", report.captions.page, index + 1);
            page.text([PAGE.width - EDGE, y], 7.0, Align::End, Ink::Subdued, number);
        }
    }
}
