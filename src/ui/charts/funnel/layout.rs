//! Where everything of the funnel stands. Pure geometry: never measures text, never picks a colour.

use eframe::egui::{Rect, pos2, vec2};

use super::model::Model;

/// Below this height the funnel scrolls instead of shrinking.
pub const MIN_HEIGHT: f32 = 440.0;

const PAD: f32 = 8.0;
const HEAD: f32 = 24.0;
const ROW: f32 = 54.0;
const GAP: f32 = 40.0;
const BOUNDARY: f32 = 52.0;

/// What a piece of a bar stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// All of it, where no direction is known.
    Whole,
    /// Push.
    Push,
    /// Pull.
    Pull,
    /// In no direction.
    Unattributed,
    /// Still open: may yet take the step.
    Open,
    /// Lost since the stage before.
    Lost,
}

/// One stage.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// All of it; answers the pointer.
    pub rect: Rect,
    /// Icon, name and % of the stage before.
    pub name: Rect,
    /// Room for the bar.
    pub room: Rect,
    /// Pieces of the bar, left to right.
    pub pieces: Vec<(Part, Rect)>,
    /// Count and unit.
    pub number: Rect,
    /// Note pin.
    pub note: Rect,
}

impl Row {
    /// The part of the bar that reached the stage.
    pub fn reached(&self) -> Rect {
        let reached = self.pieces.iter().filter(|(part, _)| !matches!(part, Part::Open | Part::Lost));
        reached.fold(Rect::NOTHING, |union, (_, rect)| union.union(*rect))
    }
}

/// The funnel on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Behind counts and behind people.
    pub zones: [Rect; 2],
    /// Headings of the zones.
    pub heads: [Rect; 2],
    /// The five stages.
    pub rows: Vec<Row>,
    /// The four steps.
    pub gaps: Vec<Rect>,
}

/// Lays the funnel out in `area`.
pub fn layout(area: Rect, model: &Model) -> Layout {
    let fixed = HEAD * 2.0 + PAD * 4.0;
    let flexible = ROW * 5.0 + GAP * 3.0 + BOUNDARY;
    let stretch = ((area.height() - fixed) / flexible).clamp(0.5, 1.4);
    let (row, gap, boundary) = (ROW * stretch, GAP * stretch, BOUNDARY * stretch);
    let mut y = area.top();
    let mut heads = [Rect::ZERO; 2];
    let mut zones = [Rect::ZERO; 2];
    let (mut rows, mut gaps) = (Vec::new(), Vec::new());
    for index in 0..5 {
        if index == 0 || index == 2 {
            let side = index / 2;
            zones[side].min = pos2(area.left(), y);
            heads[side] =
                Rect::from_min_size(pos2(area.left() + 16.0, y + PAD), vec2(area.width() - 32.0, HEAD));
            y += PAD + HEAD;
        }
        let rect = Rect::from_min_size(pos2(area.left() + PAD, y), vec2(area.width() - PAD * 2.0, row));
        rows.push(lay_row(rect, model, index));
        y += row;
        if index == 1 || index == 4 {
            y += PAD;
            zones[index / 4].max = pos2(area.right(), y);
        }
        if index < 4 {
            let height = if index == 1 { boundary } else { gap };
            gaps.push(Rect::from_min_size(pos2(rect.left(), y), vec2(rect.width(), height)));
            y += height;
        }
    }
    Layout { zones, heads, rows, gaps }
}

fn lay_row(rect: Rect, model: &Model, index: usize) -> Row {
    let narrow = rect.width() < 640.0;
    let (left, right) = if narrow { (188.0, 108.0) } else { (196.0, 132.0) };
    let inner = rect.shrink2(vec2(8.0, 0.0));
    let note = Rect::from_min_size(pos2(inner.right() - 44.0, rect.center().y - 14.0), vec2(44.0, 28.0));
    let number =
        Rect::from_min_max(pos2(note.left() - right, rect.top()), pos2(note.left() - 8.0, rect.bottom()));
    let name = Rect::from_min_size(inner.min, vec2(left - 12.0, rect.height()));
    let bar = (rect.height() - 18.0).clamp(20.0, 44.0);
    let room = Rect::from_min_max(
        pos2(inner.left() + left, rect.center().y - bar / 2.0),
        pos2((number.left() - 12.0).max(inner.left() + left + 1.0), rect.center().y + bar / 2.0),
    );
    Row { rect, name, room, pieces: pieces(room, model, index), number, note }
}

/// The bar of stage `index`: its parts, what is still open, what was lost since the stage before it on the same side.
fn pieces(room: Rect, model: &Model, index: usize) -> Vec<(Part, Rect)> {
    let Some(bar) = model.stages.get(index) else { return Vec::new() };
    let Some(count) = bar.result.count else { return Vec::new() };
    let scale = model.scale(bar.result.stage.counts_people()).max(1) as f64;
    let x = |value: u64| room.left() + (value as f64 / scale).clamp(0.0, 1.0) as f32 * room.width();
    let mut edges = Vec::new();
    match bar.split {
        Some(split) => {
            edges.push((Part::Push, split.push));
            edges.push((Part::Pull, split.push.saturating_add(split.pull)));
            edges.push((Part::Unattributed, count));
        }
        None => edges.push((Part::Whole, count)),
    }
    let before = before(model, index).unwrap_or(0).max(count);
    let open = index.checked_sub(1).and_then(|step| model.steps.get(step)).map_or(0, |step| step.still_open);
    edges.push((Part::Open, count.saturating_add(open).min(before)));
    edges.push((Part::Lost, before));
    let mut start = room.left();
    let mut pieces = Vec::new();
    let mut drawn = 0;
    for (part, reached) in edges {
        let end = x(reached).max(start);
        // A sliver of what exists stays visible; a part with nothing in it is none.
        let is_sliver = start == room.left() && reached > drawn && count > 0;
        drawn = drawn.max(reached);
        let end = if is_sliver { end.max(start + 2.0).min(room.right()) } else { end };
        if end > start {
            pieces.push((part, Rect::from_min_max(pos2(start, room.top()), pos2(end, room.bottom()))));
        }
        start = end;
    }
    pieces
}

/// Count of the stage before, when it is on the same side of the boundary.
fn before(model: &Model, index: usize) -> Option<u64> {
    let earlier = model.stages.get(index.checked_sub(1)?)?;
    let same_side = earlier.result.stage.counts_people() == model.stages[index].result.stage.counts_people();
    same_side.then_some(earlier.result.count).flatten()
}
