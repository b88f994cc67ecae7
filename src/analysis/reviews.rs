//! Reviews with stars in the period: number, mean and distribution. Never turns stars into a promoter score.

use polars::prelude::{Int32Type, PolarsResult, UInt32Type};

use super::Spec;
use super::columns::{optional, values};
use super::result::Reviews;
use crate::domain::Day;
use crate::tables::{Code, Tables, schema};

/// Fewest stars of a review that recommends.
pub(super) const RECOMMENDS: i32 = 4;

/// A review that belongs to the question.
#[derive(Clone, Copy)]
pub(super) struct Review {
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
        .map(|row| Review { customer: customers[row], stars: stars[row] })
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
    Some(Reviews { n, mean: (n > 0).then(|| sum as f64 / n as f64), stars })
}
