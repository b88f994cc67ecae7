//! Figures of two periods, or of two groups of customers, side by side with what may be said of their difference. Never computes.

use serde::{Deserialize, Serialize};

use super::super::definition::DefinitionId;
use super::super::statistics::Verdict;
use crate::domain::{Currency, Day, Direction};
use crate::tables::Table;

/// A comparison: two questions and the figures that answer both.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Comparison {
    /// What is compared with what.
    pub kind: ComparisonKind,
    /// The question that was asked.
    pub now: ComparedQuestion,
    /// The question it is compared with.
    pub then: ComparedQuestion,
    /// Customers who would stand on both sides and were counted on the first only (two segments).
    pub overlap: u64,
    /// The figures, in the order of the journey.
    pub figures: Vec<ComparedFigure>,
    /// How many p values the correction took together.
    pub tests: u64,
    /// CMP.
    pub definition: DefinitionId,
}

/// What is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ComparisonKind {
    /// Two periods at equal maturity.
    Periods,
    /// Two groups of customers in one period.
    Segments,
    /// Customers that push channels brought, against those that pull channels did.
    PushPull,
}

/// One side's question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedQuestion {
    /// First day of the period; `None` when it is open.
    pub from: Option<Day>,
    /// Last day of the period; `None` when it is open.
    pub to: Option<Day>,
    /// The day as of which the side is seen; both sides are equally old then.
    pub as_of: Option<Day>,
    /// Its customers, as a query; `None` for all.
    pub segment: Option<String>,
}

/// One figure of both sides.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ComparedFigure {
    /// Which figure: a machine name that never changes.
    pub figure: String,
    /// The window it is of, in days.
    pub days: Option<u32>,
    /// The months after a cohort's month it is of.
    pub months: Option<u32>,
    /// The channel it is of.
    pub channel: Option<String>,
    /// The direction it is of.
    pub direction: Option<Direction>,
    /// What it is measured in.
    pub scale: FigureScale,
    /// Currency of an amount.
    pub currency: Option<Currency>,
    /// The side that was asked for.
    pub now: FigureSide,
    /// The side it is compared with.
    pub then: FigureSide,
    /// How the two differ; `None` when one has no data.
    pub change: Option<FigureChange>,
    /// Smallest change that sides of these sizes would show with 80 % power at 5 %: a difference, or a ratio.
    pub minimum_detectable: Option<f64>,
    /// What may be said; `None` where nothing may (see `blocked`).
    pub verdict: Option<Verdict>,
    /// Why there is no verdict.
    pub blocked: Option<Blocked>,
    /// Definition of the figure.
    pub definition: DefinitionId,
}

/// What a figure is measured in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FigureScale {
    /// A fraction 0..1.
    Share,
    /// People per event.
    Yield,
    /// Per day of the period.
    PerDay,
    /// Days.
    Days,
    /// Minutes.
    Minutes,
    /// Minor units of the figure's currency.
    Money,
    /// Stars 1-5.
    Stars,
    /// Points -100..100.
    Points,
    /// A ratio of two amounts or counts.
    Multiple,
}

/// A figure of one side with what it is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct FigureSide {
    /// The figure; `None` without data.
    pub value: Option<f64>,
    /// Lower end of its interval, where it has one.
    pub low: Option<f64>,
    /// Upper end.
    pub high: Option<f64>,
    /// Numerator, where it is a ratio of counts.
    pub numerator: Option<u64>,
    /// Denominator, where it is a ratio of counts; days for a figure per day.
    pub denominator: Option<u64>,
    /// Observations behind it.
    pub n: u64,
}

/// How two figures differ.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FigureChange {
    /// Whether `value` is a difference or a ratio.
    pub relation: Relation,
    /// Now minus then, or now divided by then.
    pub value: f64,
    /// Lower end of its 95 % interval.
    pub low: Option<f64>,
    /// Upper end; `None` too where a ratio has none.
    pub high: Option<f64>,
    /// p of there being no difference.
    pub p: Option<f64>,
    /// The same after Benjamini-Hochberg over the comparison's figures.
    pub adjusted_p: Option<f64>,
    /// Probability that now is the higher one.
    pub probability_higher: Option<f64>,
}

/// Whether a change is a difference or a ratio.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relation {
    /// Now minus then; no change is 0.
    Difference,
    /// Now divided by then; no change is 1.
    Ratio,
}

impl Relation {
    /// The value that means no change.
    pub fn nothing(self) -> f64 {
        match self {
            Self::Difference => 0.0,
            Self::Ratio => 1.0,
        }
    }
}

/// Why a figure has no verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum Blocked {
    /// One side has no data.
    NoData,
    /// A full count by a platform, or a ratio of amounts: no sample, so no interval.
    NotASample,
    /// The exports that feed the figure do not cover both periods whole.
    NotCovered {
        /// The table that is short.
        table: Table,
    },
    /// Another platform feeds one of the two periods.
    SourceChanged {
        /// The table whose sources differ.
        table: Table,
    },
    /// The two sides are in different currencies.
    OtherCurrency,
}
