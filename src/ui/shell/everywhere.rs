//! What must hold in every view: no text is cut off, whatever can be used has a name and can be reached by the keyboard, nothing
//! moves that was told to keep still. Never a picture, a clock or a home folder.

use std::collections::BTreeSet;

use eframe::egui::accesskit::Role;
use eframe::egui::{Key, Rect, Shape, Vec2, vec2};
use egui_kittest::kittest::NodeT as _;

use super::screen::{Screen, perform, screen_of, settle};
use crate::app::{Action, ChannelsTab, Command, CustomersTab, DataTab, Desk, PathsTab, ServiceTab, View};
use crate::domain::Language;
use crate::ui::widgets::sideways::seen;

/// The window at 100, 125 and 150 % on a screen of 1280 x 800.
const SIZES: [Vec2; 3] = [vec2(1280.0, 800.0), vec2(1024.0, 640.0), vec2(853.0, 533.0)];

/// Every view with each of its parts.
pub(super) fn stops() -> Vec<(View, Option<Action>)> {
    let mut stops: Vec<(View, Option<Action>)> = View::ALL.map(|view| (view, None)).into();
    stops.extend(CustomersTab::ALL.map(|tab| (View::Customers, Some(Action::ShowCustomersTab(tab)))));
    stops.extend(PathsTab::ALL.map(|tab| (View::Paths, Some(Action::ShowPathsTab(tab)))));
    stops.extend(ServiceTab::ALL.map(|tab| (View::Service, Some(Action::ShowServiceTab(tab)))));
    stops.extend(ChannelsTab::ALL.map(|tab| (View::Channels, Some(Action::ShowChannelsTab(tab)))));
    stops.extend(DataTab::ALL.map(|tab| (View::Data, Some(Action::ShowDataTab(tab)))));
    stops
}

fn sample_shop() -> Screen {
    let mut harness = screen_of(Desk::reading(), SIZES[0]);
    perform(&mut harness, Action::Do(Command::OpenSample));
    harness
}

pub(super) fn go(harness: &mut Screen, (view, part): &(View, Option<Action>)) {
    harness.state_mut().perform(Action::Show(*view));
    if let Some(part) = part {
        harness.state_mut().perform(part.clone());
    }
    settle(harness);
}

/// A text that is not to be read whole.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Cut {
    text: String,
    why: String,
}

/// The texts of the last frame that end before their last letter. What scrolls out of sight is not cut.
fn cut_texts(harness: &Screen) -> BTreeSet<Cut> {
    let screen = harness.ctx.content_rect();
    let sideways = seen::places(&harness.ctx);
    let mut cut = BTreeSet::new();
    for clipped in &harness.output().shapes {
        texts(&clipped.shape, &mut |at, galley| {
            let clip = clipped.clip_rect.intersect(screen);
            let place = galley.rect.translate(at.to_vec2());
            let in_sight = clip.y_range().intersects(place.y_range()) && clip.is_positive();
            let say = |why: String| Cut { text: galley.text().to_owned(), why };
            if in_sight && galley.elided && !is_of_the_person(galley.text()) {
                cut.insert(say("shortened".to_owned()));
            }
            let inside = clip.x_range().contains(place.center().x);
            let (left, right) = (place.left() < clip.left() - 1.0, place.right() > clip.right() + 1.0);
            // What leaves its place at the edge of a part that moves sideways comes into sight with it.
            let comes = |edge: f32, of: &dyn Fn(&Rect) -> f32| {
                sideways.iter().any(|part| {
                    part.y_range().expand(16.0).intersects(place.y_range()) && (of(part) - edge).abs() < 12.0
                })
            };
            let leaves =
                (left && !comes(clip.left(), &Rect::left)) || (right && !comes(clip.right(), &Rect::right));
            if in_sight && inside && leaves {
                let (place, clip) = (place.x_range(), clip.x_range());
                cut.insert(say(format!(
                    "leaves its place: {place:?} in {clip:?}, which moves in {sideways:?}"
                )));
            }
        });
    }
    cut
}

fn texts(shape: &Shape, found: &mut impl FnMut(eframe::egui::Pos2, &eframe::egui::Galley)) {
    match shape {
        Shape::Text(text) => found(text.pos, &text.galley),
        Shape::Vec(shapes) => shapes.iter().for_each(|shape| texts(shape, found)),
        _ => {}
    }
}

/// Names of files, campaigns and products may be of any length; they are shortened, and whole where the pointer rests.
fn is_of_the_person(text: &str) -> bool {
    text.contains(".csv") || text.contains('_') || text.contains('/') || text.contains('@')
}

#[test]
fn no_text_is_cut_off_at_100_to_150_per_cent_in_either_language() {
    let mut harness = sample_shop();
    let mut faults = Vec::new();
    for language in Language::ALL {
        while harness.state().controller().state.session.language != language {
            perform(&mut harness, Action::Do(Command::ToggleLanguage));
        }
        for size in SIZES {
            harness.set_size(size);
            for stop in stops() {
                go(&mut harness, &stop);
                for cut in cut_texts(&harness) {
                    faults.push(format!("{language:?} {size:?} {stop:?}: {cut:?}"));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} texts are cut off:\n{}", faults.len(), faults.join("\n"));
}

#[test]
fn whatever_can_be_used_has_a_name_in_every_view() {
    let mut harness = sample_shop();
    let mut faults = BTreeSet::new();
    for stop in stops() {
        go(&mut harness, &stop);
        for node in harness.root().children_recursive() {
            let node = node.accesskit_node();
            let used = matches!(
                node.role(),
                Role::Button
                    | Role::CheckBox
                    | Role::ComboBox
                    | Role::Link
                    | Role::MenuItem
                    | Role::RadioButton
                    | Role::Slider
                    | Role::Tab
                    | Role::TextInput
            );
            let named = node.label().is_some_and(|label| !label.trim().is_empty());
            if used && !named && node.value().is_none_or(|value| value.trim().is_empty()) {
                faults.insert(format!("{stop:?}: {:?} {:?}", node.role(), node.bounding_box()));
            }
        }
    }
    assert!(faults.is_empty(), "{faults:#?}");
}

/// What is drawn at a place.
fn drawn_at(harness: &Screen, place: Rect) -> Vec<Shape> {
    let near = place.expand(3.0);
    let mut found = Vec::new();
    for clipped in &harness.output().shapes {
        let is_near = |shape: &&Shape| shape.visual_bounding_rect().intersects(near);
        match &clipped.shape {
            Shape::Vec(shapes) => found.extend(shapes.iter().filter(is_near).cloned()),
            shape => found.extend(Some(shape).filter(is_near).cloned()),
        }
    }
    found
}

#[test]
fn the_tab_key_goes_round_every_view_without_a_trap_and_shows_where_it_is() {
    let mut harness = sample_shop();
    // Nothing is scrolled, so that a place looks the same but for the focus.
    harness.set_size(vec2(1280.0, 5000.0));
    let mut unseen = BTreeSet::new();
    for stop in stops() {
        go(&mut harness, &stop);
        harness.ctx.memory_mut(eframe::egui::Memory::stop_text_input);
        let (mut seen, mut round, mut last) = (Vec::new(), false, None::<(Rect, Vec<Shape>)>);
        for _ in 0..400 {
            harness.key_press(Key::Tab);
            harness.step();
            let Some(focused) = harness.ctx.memory(eframe::egui::Memory::focused) else { continue };
            if let Some((place, looked)) = last.take()
                && drawn_at(&harness, place) == looked
            {
                unseen.insert(format!("{stop:?}: {place:?}"));
            }
            let place = harness.ctx.read_response(focused).map(|response| response.rect);
            last = place.map(|place| (place, drawn_at(&harness, place)));
            if seen.first() == Some(&focused) && seen.len() > 5 {
                round = true;
                break;
            }
            assert!(seen.last() != Some(&focused), "{stop:?}: the focus does not leave {focused:?}");
            seen.push(focused);
        }
        assert!(round, "{stop:?}: Tab never came back to where it began ({} stops)", seen.len());
    }
    assert!(unseen.is_empty(), "nobody sees the focus at {} places: {unseen:#?}", unseen.len());
}

#[test]
fn nothing_moves_once_everything_is_there() {
    let mut harness = sample_shop();
    for stop in stops() {
        go(&mut harness, &stop);
        for _ in 0..6 {
            harness.step();
        }
        let viewport = harness.output().viewport_output.values().next().expect("a window");
        assert!(
            viewport.repaint_delay > std::time::Duration::from_secs(1),
            "{stop:?}: an idle window asks for frames"
        );
    }
}

#[test]
fn every_view_draws_with_high_contrast_and_without_motion_at_every_scale() {
    let mut harness = screen_of(Desk::with_shop(), SIZES[0]);
    for command in [Command::ToggleContrast, Command::ToggleMotion, Command::ToggleEra, Command::ToggleTheme]
    {
        perform(&mut harness, Action::Do(command));
    }
    for _ in 0..12 {
        perform(&mut harness, Action::Do(Command::ZoomOut));
    }
    loop {
        for view in View::ALL {
            perform(&mut harness, Action::Show(view));
        }
        if !harness.state().controller().is_enabled(Command::ZoomIn) {
            break;
        }
        perform(&mut harness, Action::Do(Command::ZoomIn));
    }
    let look = harness.state().controller().state.session.appearance;
    assert!(look.high_contrast && look.reduced_motion == Some(true) && look.scale.factor() > 1.9);
    assert!((harness.ctx.zoom_factor() - 2.0).abs() < 1e-3);
    assert!(harness.ctx.global_style().animation_time.abs() < f32::EPSILON);
}
