//! Two hundred changes made in one view after another, taken back from other views and made again. Never a window.

use super::tests::Desk;
use crate::analysis::Scenario;
use crate::app::edit::Edit;
use crate::app::{Action, BoardWish, Command, View};
use crate::domain::{ChannelRules, FunnelSpec, IdentityRule, OriginRule, Segment, ServiceTerms, Stage};
use crate::import::{SavedMapping, Shape};
use crate::project::{Basis, Document, Drawn, DrawnAs, Lane, NoteId, SnapshotId, Target};

/// Steps that can be taken back.
const STEPS: usize = 200;

/// A change of each view, other than the one of the turn before.
fn change(turn: usize) -> (View, Action) {
    let round = turn / 14;
    let number = u32::try_from(round).expect("small");
    let target = Target::Step { from: Stage::Purchase, to: Stage::Retention };
    let id = NoteId(1 + round as u64);
    match turn % 14 {
        0 => (View::Journey, Action::PinNote { target, text: format!("note {round}") }),
        1 => (View::Journey, Action::DrawNote { id, drawn: Some(Drawn::new(DrawnAs::Highlight)) }),
        2 => (View::Journey, Action::ChangeNote { id, text: format!("changed {round}") }),
        3 => {
            let segment = Segment::parse(&format!("orders >= {}", 2 + round)).expect("a segment");
            (View::Customers, Action::SaveSegment { id: None, name: format!("group {round}"), segment })
        }
        4 => (View::Customers, Action::SetBurnIn(10 + number)),
        5 => {
            let funnel = FunnelSpec { window_seconds: Some(60 + round as i64), ..FunnelSpec::default() };
            (View::Paths, Action::SetFunnel(Box::new(funnel)))
        }
        6 => {
            (View::Channels, Action::SetCosts { monthly_minor: 100 + round as i64, margin_percent: Some(30) })
        }
        7 => {
            let precedence = OriginRule::ALL[1 + round % 2..].to_vec();
            let rules = ChannelRules { precedence, ..ChannelRules::default() };
            (View::Channels, Action::SetChannelRules(Box::new(rules)))
        }
        8 => {
            let terms = ServiceTerms { target_minutes: 30 + number, ..ServiceTerms::default() };
            (View::Service, Action::SetServiceTerms(Box::new(terms)))
        }
        9 => {
            let scenario = Scenario { quality_fade: 1 + number, ..Scenario::default() };
            (View::WhatIf, Action::SetScenario(Box::new(scenario)))
        }
        10 => {
            let text = format!("idea {round}");
            let (lane, stage, basis) = (Lane::Ideas, Stage::Advocacy, Basis::Stated);
            (View::Map, Action::Board(BoardWish::Add { lane, stage, text, basis, direction: None }))
        }
        11 => (View::Snapshots, Action::TakeSnapshot { name: format!("week {round}") }),
        12 => (
            View::Snapshots,
            Action::TagSnapshot { id: SnapshotId(1 + round as u64), tags: vec![format!("w{round}")] },
        ),
        _ => (View::Data, Action::SwitchIdentity(IdentityRule::ALL[round % IdentityRule::ALL.len()])),
    }
}

/// A column mapping, which the window sets in more than one step.
fn map_columns(desk: &mut Desk, turn: usize) {
    let shape = Shape::of(&[format!("column {turn}")]);
    let text = format!("id = \"own.{turn}\"\n");
    let saved = SavedMapping { shape: shape.clone(), made: String::new(), file: "till.csv".to_owned(), text };
    desk.controller.edit(Edit::SetMapping { shape, mapping: Some(Box::new(saved)) });
    desk.settle();
}

fn document(desk: &Desk) -> Document {
    desk.state().project.document.clone()
}

#[test]
fn two_hundred_changes_across_all_views_are_taken_back_and_made_again_by_name() {
    let mut desk = Desk::with_shop();
    let mut states = vec![(document(&desk), None)];
    let mut names = std::collections::BTreeSet::new();
    for turn in 0..STEPS + 10 {
        if turn % 20 == 19 {
            desk.perform(Action::Show(View::Data));
            map_columns(&mut desk, turn);
        } else {
            let (view, action) = change(turn - turn / 20);
            desk.perform(Action::Show(view));
            desk.perform(action.clone());
            assert_ne!(document(&desk), states.last().expect("one").0, "{action:?}");
        }
        let name = desk.state().project.history.undo_name();
        names.insert(name.expect("a name"));
        states.push((document(&desk), name));
    }
    assert!(names.len() >= 15 && names.contains("edit.remember_mapping"), "{names:?}");
    let last = states.len() - 1;
    for step in 0..STEPS {
        // Whatever view is open, the newest change goes first.
        desk.perform(Action::Show(View::ALL[step % View::ALL.len()]));
        assert_eq!(desk.state().project.history.undo_name(), states[last - step].1);
        desk.perform(Action::Do(Command::Undo));
        assert_eq!(document(&desk), states[last - step - 1].0, "step {step}");
    }
    assert!(!desk.controller.is_enabled(Command::Undo), "as far back as it goes");
    for step in (0..STEPS).rev() {
        desk.perform(Action::Do(Command::Redo));
        assert_eq!(document(&desk), states[last - step].0, "step {step}");
    }
    assert!(desk.problems().iter().all(|problem| !matches!(problem, crate::app::Problem::NothingToChange)));
}
