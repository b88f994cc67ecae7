//! Reviews with stars in the period: number, mean and distribution. Never turns stars into a promoter score.

use polars::prelude::{Int32Type, PolarsResult, UInt32Type};

use super::Spec;
use super::columns::{optional, values};
use super::result::Reviews;
use super::shares::share;
use super::statistics::Moments;
use crate::domain::{Day, Proportion};
use crate::tables::{Code, Tables, schema};

/// Fewest stars of a review that recommends.
pub(super) const RECOMMENDS: i32 = 4;

/// A review that belongs to the question.
#[derive(Clone, Copy)]
pub(super) struct Review {
    /// Row of the table.
    pub(super) row: usize,
    pub(super) customer: Option<Code>,
    pub(super) stars: i32,
}

/// Reviews that belong to the question.
pub(super) fn in_question(tables: &Tables, spec: &Spec) -> PolarsResult<Vec<Review>> {
    use schema::reviews as c;
    let customers = optional::<UInt32Type>(&tables.reviews, c::CUSTOMER)?;
    let days = optional::<Int32Type>(&tables.reviews, c::DAY)?;
    let stars = values::<Int32Type>(&tables.reviews, c::STARS)?;
    let counted = (0..stars.len()).filter(|row| spec.covers(days[*row].map(Day)));
    Ok(counted
        .map(|row| Review { row, customer: customers[row], stars: stars[row] })
        .filter(|review| (1..=5).contains(&review.stars))
        .collect())
}

/// Number, mean and distribution; `None` when the project holds no review at all.
pub(super) fn reviews(tables: &Tables, reviews: &[Review]) -> Option<Reviews> {
    if tables.reviews.height() == 0 {
        return None;
    }
    let mut stars = [0; 5];
    let mut sum: u64 = 0;
    for review in reviews {
        stars[review.stars.unsigned_abs() as usize - 1] += 1;
        sum += u64::from(review.stars.unsigned_abs());
    }
    let n = reviews.len() as u64;
    let interval = Moments::of(reviews.iter().map(|review| i64::from(review.stars))).estimate();
    Some(Reviews {
        n,
        mean: (n > 0).then(|| sum as f64 / n as f64),
        stars,
        low: interval.map(|mean| mean.low.max(1.0)),
        high: interval.map(|mean| mean.high.min(5.0)),
        four_or_five: Some(share(Proportion::new(stars[3] + stars[4], n))),
    })
}

#[cfg(test)]
mod tests {
    use super::super::fixtures::{Shop, over};
    use super::*;

    #[test]
    fn stars_are_counted_and_averaged_within_the_period() {
        let mut shop = Shop::new();
        assert_eq!(shop.analyze(&Spec::default()).reviews, None);
        shop.review("ann", Some("2024-01-05"), 5);
        shop.review("", Some("2024-02-05"), 2);
        shop.review("", None, 2);
        let all = shop.analyze(&Spec::default()).reviews.expect("reviews");
        assert_eq!((all.n, all.mean, all.stars), (3, Some(3.0), [0, 2, 0, 0, 1]));
        let january = shop.analyze(&over("2024-01-01", "2024-01-31")).reviews.expect("reviews");
        assert_eq!((january.n, january.mean), (1, Some(5.0)));
        let never = shop.analyze(&over("2025-01-01", "2025-01-31")).reviews.expect("reviews");
        assert_eq!((never.n, never.mean), (0, None));
    }
}
