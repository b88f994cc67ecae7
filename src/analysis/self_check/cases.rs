//! The reference values as they stand in `assets/self_check.toml`. Never computes one.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::fulfilment::FulfilmentCases;
use super::service::ServiceCases;

/// All cases. Those of service and of parcels stand among them, each in a table of its own.
#[derive(Debug, Deserialize)]
pub(super) struct Cases {
    pub share: Vec<ShareCase>,
    pub pair: Vec<PairCase>,
    pub count: Vec<CountCase>,
    pub correction: Vec<CorrectionCase>,
    pub ranks: Vec<RanksCase>,
    pub odds: Vec<OddsCase>,
    pub survival: SurvivalCase,
    pub promoter: Vec<PromoterCase>,
    pub promoter_pair: Vec<PromoterPairCase>,
    pub funnel: Vec<FunnelCase>,
    pub retention: Vec<RetentionCase>,
    pub buying: Vec<BuyingCase>,
    #[serde(flatten)]
    pub service: ServiceCases,
    #[serde(flatten)]
    pub fulfilment: FulfilmentCases,
}

/// Intervals of one share.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShareCase {
    pub source: String,
    pub numerator: u64,
    pub denominator: u64,
    pub wilson: Option<[f64; 2]>,
    pub jeffreys: Option<[f64; 2]>,
    pub tolerance: Option<f64>,
}

/// Comparison of two shares, each as numerator and denominator.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PairCase {
    pub source: String,
    pub first: [u64; 2],
    pub second: [u64; 2],
    pub newcombe: Option<[f64; 2]>,
    pub pooled_z: Option<[f64; 2]>,
    pub fisher: Option<f64>,
    pub second_larger: Option<f64>,
    pub tolerance: Option<f64>,
}

/// Interval of a count.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CountCase {
    pub source: String,
    pub count: u64,
    pub poisson: [f64; 2],
}

/// p values and what they are after correction.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CorrectionCase {
    pub source: String,
    pub p: Vec<f64>,
    pub q: Vec<f64>,
}

/// Ranks that bound the median.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RanksCase {
    pub source: String,
    pub n: usize,
    pub ranks: [usize; 2],
}

/// Odds ratio: (successes, failures) with the factor, and all of them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OddsCase {
    pub source: String,
    pub with: [u64; 2],
    pub all: [u64; 2],
    pub ratio: f64,
}

/// Two groups' durations, the first one's curve, both medians and the test between them.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SurvivalCase {
    pub source: String,
    pub events: Vec<u32>,
    pub censored: Vec<u32>,
    pub other_events: Vec<u32>,
    pub other_censored: Vec<u32>,
    pub median: u32,
    pub other_median: u32,
    pub log_rank: [f64; 2],
    pub curve: Vec<CurveCase>,
}

/// One point of the curve.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CurveCase {
    pub week: u32,
    pub survival: f64,
    pub low: f64,
    pub high: f64,
}

/// A net promoter score.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PromoterCase {
    pub source: String,
    pub n: u64,
    pub promoters: u64,
    pub detractors: u64,
    pub score: Option<f64>,
    pub standard_error: Option<f64>,
    pub interval: Option<[f64; 2]>,
}

/// Two groups of answers, each as (n, promoters, detractors).
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PromoterPairCase {
    pub source: String,
    pub first: (u64, u64, u64),
    pub second: (u64, u64, u64),
    pub z: [f64; 2],
}

/// A customer under given parameters of BG/NBD and Gamma-Gamma.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct BuyingCase {
    pub source: String,
    pub bg_nbd: [f64; 4],
    pub gamma_gamma: [f64; 3],
    pub repeats: u32,
    pub weeks: [f64; 2],
    pub mean: f64,
    pub ahead: f64,
    pub alive: f64,
    pub expected: f64,
    pub spends: f64,
}

/// A funnel over a few people's events.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct FunnelCase {
    pub source: String,
    pub name: String,
    pub steps: Vec<String>,
    pub window_seconds: i64,
    pub any_order: bool,
    #[serde(default)]
    pub exclusions: Vec<ExclusionCase>,
    pub reached: Vec<u64>,
    #[serde(default)]
    pub mean_seconds: BTreeMap<String, f64>,
    #[serde(default)]
    pub median_seconds: BTreeMap<String, f64>,
    pub people: Vec<Vec<EventCase>>,
}

/// One event of one person.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EventCase {
    pub event: String,
    pub second: i64,
}

/// An event that must not happen between two steps.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ExclusionCase {
    pub event: String,
    pub from: usize,
    pub to: usize,
}

/// A triangle of people over periods.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RetentionCase {
    pub source: String,
    pub name: String,
    pub on_or_after: bool,
    pub starts: Vec<(u32, u32)>,
    pub returns: Vec<(u32, u32)>,
    pub triangle: Vec<Vec<u64>>,
}
