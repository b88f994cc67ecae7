//! The funnel: its numbers, its geometry and its answers to keyboard and screen reader.

use std::cell::RefCell;

use eframe::egui::{self, Rect, pos2, vec2};
use egui_kittest::{Harness, kittest::Queryable as _};

use super::layout::{Part, layout};
use super::*;
use crate::analysis::{CountUnit, DefinitionId, Journey, StageResult, StepKind, StepResult};
use crate::domain::{Language, Lens, Stage};
use crate::ui::charts::ChartResponse;
use crate::ui::theme::Theme;

fn stage(stage: Stage, count: Option<u64>, push: Option<u64>, pull: Option<u64>) -> StageResult {
    let (unit, definition) = match stage {
        Stage::Awareness => (CountUnit::Impressions, DefinitionId::Awareness),
        Stage::Consideration => (CountUnit::Clicks, DefinitionId::Consideration),
        Stage::Purchase => (CountUnit::Customers, DefinitionId::Purchase),
        Stage::Retention => (CountUnit::Customers, DefinitionId::Retention),
        Stage::Advocacy => (CountUnit::Advocates, DefinitionId::Advocacy),
    };
    let identified = stage.counts_people();
    StageResult { stage, unit, identified, count, push, pull, sources: vec![], counts: vec![], definition }
}

fn step(index: usize, counts: &[Option<u64>; 5], open: u64) -> StepResult {
    let (from, to) = (counts[index], counts[index + 1]);
    let value = from.zip(to).filter(|(from, _)| *from > 0).map(|(from, to)| to as f64 / from as f64);
    let kind = if index == 1 { StepKind::Yield } else { StepKind::Rate };
    let definition = [
        DefinitionId::ClickThrough,
        DefinitionId::PurchaseYield,
        DefinitionId::CameBack,
        DefinitionId::Recommend,
    ][index];
    StepResult {
        from: Stage::ALL[index],
        to: Stage::ALL[index + 1],
        kind,
        value,
        low: value.map(|value| value * 0.9),
        high: value.map(|value| value * 1.1),
        numerator: to.unwrap_or(0),
        denominator: from.unwrap_or(0),
        lost: (kind == StepKind::Rate)
            .then(|| from.unwrap_or(0).saturating_sub(to.unwrap_or(0)).saturating_sub(open)),
        still_open: open,
        value_of_leak_minor: None,
        parts: vec![],
        definition,
    }
}

fn journey(counts: [Option<u64>; 5]) -> Journey {
    let push = |index: usize| (index < 3).then(|| counts[index].map(|count| count / 2)).flatten();
    let pull = |index: usize| (index < 3).then(|| counts[index].map(|count| count / 4)).flatten();
    Journey {
        lens: Lens::All,
        from: None,
        to: None,
        stages: Stage::ALL.map(|s| stage(s, counts[s as usize], push(s as usize), pull(s as usize))).to_vec(),
        steps: (0..4).map(|index| step(index, &counts, if index == 2 { 60 } else { 0 })).collect(),
        unattributed_customers: 75,
        leaks: Vec::new(),
        channels: None,
        sides: Vec::new(),
        biggest_leak: Some(2),
    }
}

const SHOP: [Option<u64>; 5] = [Some(1_000_000), Some(12_000), Some(300), Some(90), Some(41)];

#[test]
fn the_title_names_the_biggest_loss_in_both_languages() {
    let model = Model::new(&journey(SHOP));
    assert_eq!(model.title(Language::English), "Biggest loss: Purchase → Retention, −50.0 %");
    assert!(model.title(Language::Thai).contains("การซื้อ → การรักษาลูกค้า"));
    let none = Model::new(&Journey { biggest_leak: None, ..journey([None; 5]) });
    assert!(none.is_empty());
    assert_eq!(none.title(Language::English), "The journey of your customers");
}

#[test]
fn push_pull_and_unattributed_make_up_the_count() {
    let model = Model::new(&journey(SHOP));
    for bar in &model.stages {
        if let (Some(split), Some(count)) = (bar.split, bar.result.count) {
            assert_eq!(split.push + split.pull + split.unattributed, count);
        }
    }
}

#[test]
fn the_table_has_a_row_per_stage_and_writes_the_yield_as_a_yield() {
    let table = Model::new(&journey(SHOP)).table(Language::English);
    assert_eq!(table.rows.len(), 5);
    assert_eq!(table.rows[0][2], "1,000,000");
    assert_eq!(table.rows[1][6], "1.20 %");
    assert_eq!(table.rows[2][6], "2.5 buyers per 100 clicks");
    assert!(table.rows.iter().all(|row| row.len() == table.columns.len()));
}

#[test]
fn nothing_overlaps_and_nothing_leaves_its_place_whatever_the_numbers() {
    let cases = [
        SHOP,
        [None; 5],
        [Some(0); 5],
        [Some(u64::MAX); 5],
        [Some(1), Some(u64::MAX), None, Some(7), Some(1_000_000)],
        [Some(3), Some(2), Some(1), Some(0), Some(9)],
    ];
    for counts in cases {
        for size in [vec2(900.0, 530.0), vec2(440.0, 440.0), vec2(1500.0, 640.0), vec2(1.0, 1.0)] {
            let area = Rect::from_min_size(pos2(10.0, 20.0), size);
            let laid = layout(area, &Model::new(&journey(counts)));
            if size.y > 400.0 {
                let bottom = laid.zones[1].bottom();
                assert!(bottom <= area.bottom() + 0.5, "{bottom} {size:?}");
            }
            let bands = (0..9).map(|i| if i % 2 == 0 { laid.rows[i / 2].rect } else { laid.gaps[i / 2] });
            let bands: Vec<Rect> = bands.collect();
            assert!(bands.windows(2).all(|pair| pair[0].bottom() <= pair[1].top() + 0.01));
            for row in &laid.rows {
                for (part, rect) in &row.pieces {
                    assert!(rect.left().is_finite() && rect.right().is_finite());
                    assert!(
                        rect.left() >= row.room.left() - 0.01 && rect.right() <= row.room.right() + 0.01,
                        "{part:?}"
                    );
                }
                assert!(row.pieces.windows(2).all(|pair| pair[0].1.right() <= pair[1].1.left() + 0.01));
                if size.x > 400.0 {
                    assert!(row.name.right() <= row.room.left());
                    assert!(row.room.right() <= row.number.left());
                    assert!(row.number.right() <= row.note.left());
                }
            }
        }
    }
}

#[test]
fn the_parts_of_a_people_bar_are_reached_open_and_lost() {
    let area = Rect::from_min_size(pos2(0.0, 0.0), vec2(900.0, 530.0));
    let laid = layout(area, &Model::new(&journey(SHOP)));
    let row = &laid.rows[3];
    let width = |part| row.pieces.iter().find(|(p, _)| *p == part).map_or(0.0, |(_, rect)| rect.width());
    let share = |part| (width(part) / row.room.width() * 300.0).round();
    assert_eq!((share(Part::Whole), share(Part::Open), share(Part::Lost)), (90.0, 60.0, 150.0));
}

#[test]
fn a_large_count_never_shares_its_scale_with_people() {
    let area = Rect::from_min_size(pos2(0.0, 0.0), vec2(900.0, 530.0));
    let laid = layout(area, &Model::new(&journey(SHOP)));
    assert!((laid.rows[0].reached().width() - laid.rows[0].room.width()).abs() < 0.01);
    assert!((laid.rows[2].reached().width() - laid.rows[2].room.width()).abs() < 0.01);
}

struct Seen {
    selected: Option<Mark>,
    last: ChartResponse<Mark>,
}

fn harness(seen: &RefCell<Seen>, language: Language) -> Harness<'_> {
    Harness::builder().with_size(vec2(960.0, 620.0)).build_ui(move |ui: &mut egui::Ui| {
        Theme::apply_once(ui.ctx());
        let model = Model::new(&journey(SHOP)).with_selected(seen.borrow().selected);
        let response = show(ui, &model, language);
        let mut seen = seen.borrow_mut();
        seen.selected = response.clicked.or(seen.selected);
        if response.clicked.is_some() {
            seen.last = response;
        }
    })
}

fn nothing() -> RefCell<Seen> {
    RefCell::new(Seen { selected: None, last: ChartResponse::default() })
}

#[test]
fn a_screen_reader_hears_every_stage_and_every_loss() {
    let seen = nothing();
    let mut harness = harness(&seen, Language::English);
    harness.run();
    harness.get_by_label("Awareness: 1,000,000 impressions, Push 50.0 %, Pull 25.0 %, Unattributed 25.0 %");
    harness.get_by_label("Purchase → Retention: −50.0 %, 150 lost");
    harness.get_by_label("Consideration → Purchase: 2.5 buyers per 100 clicks");
    harness.get_by_label("Retention: 90 customers");
}

#[test]
fn clicking_selects_a_stage_and_arrows_walk_down_the_journey() {
    let seen = nothing();
    let mut harness = harness(&seen, Language::English);
    harness.run();
    harness.get_by_label("Retention: 90 customers").click();
    harness.run();
    assert_eq!(seen.borrow().selected, Some(Mark::Stage(Stage::Retention)));
    harness.get_by_label("Retention: 90 customers").focus();
    harness.run();
    harness.key_press(egui::Key::ArrowDown);
    harness.run();
    assert_eq!(seen.borrow().selected, Some(Mark::Step(3)));
    harness.key_press(egui::Key::ArrowDown);
    harness.run();
    assert_eq!(seen.borrow().selected, Some(Mark::Stage(Stage::Advocacy)));
    harness.key_press(egui::Key::ArrowUp);
    harness.run();
    assert_eq!(seen.borrow().selected, Some(Mark::Step(3)));
}

#[test]
fn a_note_is_added_by_its_pin_and_thai_has_every_glyph() {
    let seen = nothing();
    let mut harness = harness(&seen, Language::Thai);
    harness.run();
    harness.get_by_label("เพิ่มโน้ตที่ขั้นการซื้อ").click();
    harness.run();
    assert_eq!(seen.borrow().last.clicked, Some(Mark::Note(Stage::Purchase)));
}
