//! The journey map without a window: filled from the fixture shop, moved about, read as a table. Never a picture.

use super::*;
use crate::analysis::{DefinitionId, Emotion, EmotionSource, StageEmotion};
use crate::app::edit::{Edit, apply};
use crate::project::{Document, Fact, document_fixture};

fn perform(document: &mut Document, analysis: &Analysis, wish: BoardWish) {
    let edit = edit(&document.board, Some(analysis), Language::English, wish).expect("a change");
    apply(document, Edit::Board(edit)).expect("it applies");
}

fn add(text: &str, stage: Stage) -> BoardWish {
    BoardWish::Add {
        lane: Lane::Thoughts,
        stage,
        text: text.to_owned(),
        basis: Basis::Stated,
        direction: None,
    }
}

#[test]
fn filling_adds_what_the_data_says_once_and_each_card_says_how_it_is_known() {
    let (mut document, analysis) = (Document::default(), document_fixture::analysis());
    perform(&mut document, &analysis, BoardWish::Fill);
    assert_eq!(edit(&document.board, Some(&analysis), Language::English, BoardWish::Fill), None);
    let sheet = BoardSheet::new(&document.board, Some(&analysis), Language::English);
    let kpi = |stage| sheet.field(Lane::Kpi, stage).map(|shown| shown.title.clone()).collect::<Vec<_>>();
    assert_eq!(kpi(Stage::Awareness), ["120,000 impressions"]);
    assert_eq!(kpi(Stage::Purchase), ["300 customers", "Consideration → Purchase: 12.50 per 100"]);
    let pains: Vec<_> = sheet.field(Lane::Pains, Stage::Purchase).map(|shown| shown.title.clone()).collect();
    assert_eq!(pains, ["220 of 300 buyers have not come back"]);
    assert!(sheet.cards.iter().all(|shown| shown.basis.is_data() && shown.definition.is_some()));
    assert_eq!(sheet.backed().value(), Some(1.0));
}

#[test]
fn a_figure_that_is_gone_says_so_and_backs_nothing() {
    let (mut document, analysis) = (Document::default(), document_fixture::analysis());
    perform(&mut document, &analysis, BoardWish::Fill);
    let without = BoardSheet::new(&document.board, None, Language::Thai);
    assert_eq!(without.backed().numerator, 0);
    assert!(without.cards.iter().all(|shown| shown.is_lost && !shown.title.is_empty()));
}

#[test]
fn a_card_goes_before_another_one_or_behind_the_last() {
    let (mut document, analysis) = (Document::default(), document_fixture::analysis());
    for text in ["a", "b", "c"] {
        perform(&mut document, &analysis, add(text, Stage::Purchase));
    }
    let order = |document: &Document| -> String {
        let field = document.board.field(Lane::Thoughts, Stage::Purchase);
        field
            .map(
                |card| {
                    if let CardText::Words { text, .. } = &card.says { text.clone() } else { String::new() }
                },
            )
            .collect()
    };
    let ids: Vec<CardId> = document.board.cards.iter().map(|card| card.id).collect();
    let to = |id, stage, before| BoardWish::Move { id, lane: Lane::Thoughts, stage, before };
    perform(&mut document, &analysis, to(ids[2], Stage::Purchase, Some(ids[0])));
    assert_eq!(order(&document), "cab");
    perform(&mut document, &analysis, to(ids[2], Stage::Purchase, Some(ids[1])));
    assert_eq!(order(&document), "acb");
    perform(&mut document, &analysis, to(ids[0], Stage::Purchase, None));
    assert_eq!(order(&document), "cba");
    let stays = to(ids[0], Stage::Purchase, None);
    assert_eq!(edit(&document.board, None, Language::English, stays), None);
    let stays = to(ids[2], Stage::Purchase, Some(ids[1]));
    assert_eq!(edit(&document.board, None, Language::English, stays), None);
    perform(&mut document, &analysis, to(ids[1], Stage::Retention, None));
    assert_eq!(order(&document), "ca");
}

#[test]
fn a_template_adds_what_is_not_there_and_lowers_the_share_of_data() {
    let (mut document, analysis) = (Document::default(), document_fixture::analysis());
    perform(&mut document, &analysis, BoardWish::UseTemplate(Direction::Push));
    let again = BoardWish::UseTemplate(Direction::Push);
    assert_eq!(edit(&document.board, None, Language::English, again), None);
    perform(&mut document, &analysis, BoardWish::Fill);
    let sheet = BoardSheet::new(&document.board, Some(&analysis), Language::English);
    let backed = sheet.backed();
    assert!(backed.numerator > 0 && backed.numerator < backed.denominator);
    assert_eq!(sheet.known(Basis::Assumed), template(Direction::Push, Language::English).len());
    assert!(sheet.finding(Language::English).contains("rest on data"));
}

#[test]
fn a_guess_that_is_far_off_is_the_finding() {
    let mut analysis = document_fixture::analysis();
    let (good, bad, definition) = (10, 30, DefinitionId::Emotion);
    let source = EmotionSource::Answers;
    let said = StageEmotion {
        stage: Stage::Retention,
        source,
        n: 50,
        good,
        bad,
        score: -40.0,
        low: -60.0,
        high: -18.0,
        definition,
    };
    analysis.emotion = Some(Emotion { stages: vec![said], unplaced: 0, definition });
    let mut document = Document::default();
    perform(&mut document, &analysis, BoardWish::Guess { stage: Stage::Retention, value: Some(40) });
    perform(&mut document, &analysis, BoardWish::Guess { stage: Stage::Purchase, value: Some(100) });
    let sheet = BoardSheet::new(&document.board, Some(&analysis), Language::English);
    assert_eq!(sheet.finding(Language::English), "The workshop guessed +40 at Retention; customers say −40");
    let lines = sheet.lines(Language::English);
    assert!(
        lines.iter().any(|line| line[2] == "Customers say −40" && line[4] == "Derived" && line[6] == "EMO")
    );
    perform(&mut document, &analysis, BoardWish::Guess { stage: Stage::Retention, value: Some(-20) });
    let sheet = BoardSheet::new(&document.board, Some(&analysis), Language::English);
    assert_eq!(sheet.furthest_guess(), None, "inside the interval");
}

#[test]
fn a_fact_leads_to_the_figure_it_is_about() {
    assert_eq!(Fact::Step { to: Stage::Retention }.selection(), Some(crate::app::Selection::Step(2)));
    assert_eq!(Fact::Step { to: Stage::Awareness }.selection(), None);
}

#[test]
fn the_map_goes_into_a_report_with_its_lanes_and_how_each_card_is_known() {
    let (mut document, analysis) = (Document::default(), document_fixture::analysis());
    perform(&mut document, &analysis, BoardWish::Fill);
    perform(&mut document, &analysis, BoardWish::Guess { stage: Stage::Purchase, value: Some(-30) });
    let sheet = BoardSheet::new(&document.board, Some(&analysis), Language::English);
    let crate::report::Chart::Board(chart) = sheet.chart(Language::English) else { panic!("a board") };
    let names: Vec<&str> = chart.lanes.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!((chart.stages.len(), names), (5, vec!["Emotion", "Pain points", "KPI"]));
    let guess = &chart.lanes[0].1[Stage::Purchase as usize][0];
    assert_eq!((guess.text.as_str(), guess.basis.as_str()), ("Guess −30", "Assumed"));
}
