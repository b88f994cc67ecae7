//! The emotion curve: at each stage, how many said something good and how many something bad. Never adds answers to stars, never
//! gives a stage a feeling that nobody expressed.

use super::DefinitionId;
use super::nps::Answer;
use super::result::{Emotion, EmotionSource, StageEmotion};
use super::reviews::{RECOMMENDS, Review};
use super::scope::Scope;
use super::statistics::net_promoter;
use super::voice::one_per_person;
use crate::domain::Stage;

/// Most stars of a review that warns.
const WARNS: i32 = 2;

/// The curve; `None` while nobody said anything.
pub(super) fn emotion(scope: &Scope<'_>, answers: &[Answer], reviews: &[Review]) -> Option<Emotion> {
    if answers.is_empty() && reviews.is_empty() {
        return None;
    }
    let kept = one_per_person(answers);
    let mut stages = Vec::new();
    for stage in [Stage::Consideration, Stage::Purchase, Stage::Retention] {
        let own = || kept.iter().filter(|answer| stage_of(scope, answer) == Some(stage));
        let good = own().filter(|answer| answer.is_promoter()).count() as u64;
        let bad = own().filter(|answer| answer.is_detractor()).count() as u64;
        stages.extend(felt(stage, EmotionSource::Answers, [own().count() as u64, good, bad]));
    }
    let stars =
        |keep: &dyn Fn(i32) -> bool| reviews.iter().filter(|review| keep(review.stars)).count() as u64;
    let told = [reviews.len() as u64, stars(&|stars| stars >= RECOMMENDS), stars(&|stars| stars <= WARNS)];
    stages.extend(felt(Stage::Advocacy, EmotionSource::Reviews, told));
    let unplaced = kept.iter().filter(|answer| stage_of(scope, answer).is_none()).count() as u64;
    Some(Emotion { stages, unplaced, definition: DefinitionId::Emotion })
}

/// The stage in which whoever answered stood on that day: bought nothing yet, once, or more often. `None` for an answer that names
/// nobody or no day, and where no order could tell.
pub(super) fn stage_of(scope: &Scope<'_>, answer: &Answer) -> Option<Stage> {
    let (code, day) = (answer.customer?, answer.day?);
    let occasions = scope.customer(code).map_or(&[][..], |customer| scope.occasions(customer));
    match occasions.partition_point(|occasion| occasion.day <= day) {
        0 => scope.has_occasions().then_some(Stage::Consideration),
        1 => Some(Stage::Purchase),
        _ => Some(Stage::Retention),
    }
}

fn felt(stage: Stage, source: EmotionSource, [n, good, bad]: [u64; 3]) -> Option<StageEmotion> {
    let net = net_promoter(n, good, bad)?;
    Some(StageEmotion {
        stage,
        source,
        n,
        good,
        bad,
        score: net.score,
        low: net.interval.low,
        high: net.interval.high,
        definition: DefinitionId::Emotion,
    })
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::super::fixtures::Shop;
    use super::super::laws::{Drawn, Voice, build, order, voice};
    use super::super::{Family, Spec};
    use super::*;
    use crate::domain::OrderStatus;

    #[test]
    fn an_answer_belongs_to_the_stage_of_its_day_and_stars_to_advocacy() {
        let mut shop = Shop::new();
        shop.order("ann", "2024-02-01", 100);
        shop.order("ann", "2024-06-01", 100);
        for (date, score) in [("2024-01-05", 3), ("2024-04-10", 8), ("2024-09-01", 10)] {
            shop.answer("ann", Some(date), score);
        }
        shop.answer("", Some("2024-03-01"), 0);
        for stars in [5, 4, 3, 2] {
            shop.review("", None, stars);
        }
        let emotion = shop.ask(&[Family::Voice], &Spec::default()).emotion.expect("answers");
        let told: Vec<_> =
            emotion.stages.iter().map(|one| (one.stage, one.n, one.good, one.bad, one.score)).collect();
        let expected = [
            (Stage::Consideration, 1, 0, 1, -100.0),
            (Stage::Purchase, 1, 0, 0, 0.0),
            (Stage::Retention, 1, 1, 0, 100.0),
            (Stage::Advocacy, 4, 2, 1, 25.0),
        ];
        assert_eq!((told.as_slice(), emotion.unplaced), (&expected[..], 1));
    }

    #[test]
    fn without_orders_nobody_is_in_a_stage() {
        let mut shop = Shop::new();
        shop.answer("ann", Some("2024-01-05"), 9);
        let emotion = shop.ask(&[Family::Voice], &Spec::default()).emotion.expect("an answer");
        assert_eq!((emotion.stages.len(), emotion.unplaced), (0, 1));
        assert_eq!(Shop::new().ask(&[Family::Voice], &Spec::default()).emotion, None);
    }

    /// The latest answer of each person in 90 days, counted going back, and the stage by counting purchase days one by one.
    fn slowly(orders: &[Drawn], voices: &[Voice]) -> BTreeMap<Stage, [u64; 3]> {
        let mut kept: Vec<Voice> = Vec::new();
        let people: BTreeSet<u8> = voices.iter().map(|voice| voice.0).filter(|who| *who > 0).collect();
        for person in people {
            let mut own: Vec<_> = voices.iter().filter(|voice| voice.0 == person).collect();
            own.sort_by_key(|voice| (voice.1, -voice.2));
            let mut last = i32::MAX;
            for voice in own.into_iter().rev().filter(|_| true) {
                if last == i32::MAX || last - voice.1 >= 90 {
                    kept.push(*voice);
                    last = voice.1;
                }
            }
        }
        let bought = |order: &&Drawn| {
            !matches!(order.status, OrderStatus::Cancelled | OrderStatus::Pending) && order.minor > 0
        };
        let somebody_bought = orders.iter().filter(bought).any(|order| order.customer > 0);
        let mut stages = BTreeMap::new();
        for (who, day, score) in kept {
            let days: BTreeSet<i32> = orders
                .iter()
                .filter(bought)
                .filter(|order| order.customer == who)
                .map(|order| order.day)
                .collect();
            let stage = match days.iter().filter(|bought| **bought <= day).count() {
                0 if !somebody_bought => continue,
                0 => Stage::Consideration,
                1 => Stage::Purchase,
                _ => Stage::Retention,
            };
            let tally: &mut [u64; 3] = stages.entry(stage).or_default();
            *tally = [tally[0] + 1, tally[1] + u64::from(score >= 9), tally[2] + u64::from(score <= 6)];
        }
        stages
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(super::super::fixtures::cases(256)))]

        #[test]
        fn the_slow_count_agrees(
            orders in prop::collection::vec(order(), 0..40), voices in prop::collection::vec(voice(), 0..30),
        ) {
            // The last day of the orders ends the data for the purchases, so none lies behind it.
            let emotion = build(&orders, &voices).ask(&[Family::Voice], &Spec::default()).emotion;
            let of = |stages: &[StageEmotion]| -> BTreeMap<Stage, [u64; 3]> {
                let answers = stages.iter().filter(|one| one.source == EmotionSource::Answers);
                answers.map(|one| (one.stage, [one.n, one.good, one.bad])).collect()
            };
            let stages = emotion.map(|emotion| of(&emotion.stages)).unwrap_or_default();
            prop_assert_eq!(stages, slowly(&orders, &voices));
        }
    }
}
