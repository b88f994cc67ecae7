//! Geometry and counts of the Sankey chart. Never a picture.

use eframe::egui::{Rect, pos2};

use super::layout::Layout;
use super::{Mark, Model};
use crate::analysis::flows::{FlowNode, FlowPath, FlowSide, Flows};
use crate::app::flows::FlowBasis;
use crate::domain::Language;

fn flows() -> Flows {
    let events = |name: &str| FlowNode::Events(vec![name.to_owned()]);
    let path = |places: &[usize], units| FlowPath { places: places.to_vec(), units };
    Flows {
        columns: vec![
            vec![(events("a"), 100)],
            vec![(events("b"), 60), (FlowNode::Open, 10), (FlowNode::Stopped, 30)],
            vec![(events("c"), 40), (FlowNode::Other(3), 15), (FlowNode::Stopped, 5)],
        ],
        paths: vec![
            path(&[0, 0, 0], 40),
            path(&[0, 2], 30),
            path(&[0, 0, 1], 15),
            path(&[0, 1], 10),
            path(&[0, 0, 2], 5),
        ],
        units: 100,
        never: 7,
    }
}

fn chart(side: FlowSide, basis: FlowBasis) -> Model {
    Model::new(&flows(), side, basis, Language::English)
}

#[test]
fn a_node_isolates_the_ways_that_lead_through_it_with_their_own_numbers() {
    let model = chart(FlowSide::After, FlowBasis::Everybody);
    let units = |mark| model.through(mark).iter().map(|link| (link.column, link.units)).collect::<Vec<_>>();
    assert_eq!(units(Mark { column: 2, place: 0 }), [(0, 40), (1, 40)]);
    assert_eq!(units(Mark { column: 1, place: 2 }), [(0, 30)]);
    let turned = chart(FlowSide::Before, FlowBasis::Everybody);
    let links = turned.through(Mark { column: 0, place: 0 });
    assert_eq!(links.iter().map(|link| (link.column, link.units)).collect::<Vec<_>>(), [(0, 40), (1, 40)]);
    assert_eq!(turned.columns[2].len(), 1, "the event stands on the right");
}

#[test]
fn shares_are_of_everybody_or_of_the_step_before() {
    let mark = Mark { column: 2, place: 0 };
    let share = |basis| chart(FlowSide::After, basis).share(mark, Language::English);
    assert!(share(FlowBasis::Everybody).starts_with("40.0 %"), "{}", share(FlowBasis::Everybody));
    assert!(share(FlowBasis::StepBefore).starts_with("66.7 %"), "{}", share(FlowBasis::StepBefore));
}

#[test]
fn nodes_lie_apart_and_inside_whatever_the_numbers() {
    let rect = Rect::from_min_max(pos2(10.0, 20.0), pos2(910.0, 460.0));
    let mut huge = flows();
    huge.columns[1][0].1 = 1;
    for model in [
        chart(FlowSide::After, FlowBasis::Everybody),
        Model::new(&huge, FlowSide::After, FlowBasis::Everybody, Language::Thai),
    ] {
        let rect = rect.with_max_y(rect.top() + super::layout::height(&model, |_| 32.0));
        let layout = Layout::new(&model, rect, |_| 32.0);
        for (mark, node) in &layout.nodes {
            assert!(rect.expand(1.0).contains_rect(*node), "{mark:?} {node:?}");
            let others = layout.nodes.iter().filter(|other| other.0 != mark);
            assert!(others.clone().all(|(_, other)| !other.intersects(*node)), "{mark:?}");
        }
        for ribbon in &layout.ribbons {
            let at = ribbon.left.0 + ((ribbon.right.1 - ribbon.left.0) * 0.5);
            assert!(rect.contains(at));
        }
    }
}

#[test]
fn the_table_has_a_row_per_link_and_a_mark_has_words() {
    let model = chart(FlowSide::After, FlowBasis::StepBefore);
    let table = model.table(Language::English);
    assert_eq!(table.rows.len(), 6);
    assert_eq!(table.rows.iter().map(|row| row[3].parse::<u64>().expect("a count")).sum::<u64>(), 160);
    let words = model.words(Mark { column: 1, place: 2 }, Language::English);
    assert!(words.contains("Nothing more") && words.contains("30"), "{words}");
}
