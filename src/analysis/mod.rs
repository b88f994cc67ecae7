//! The metrics: pure functions from tables and a question to a typed result. No input or output, no clock, no text.

mod ad_months;
mod ads;
mod attribution;
mod carts;
mod caveats;
mod channels;
mod cohorts;
mod columns;
pub mod compare;
mod definition;
mod delivery;
mod effects;
mod efficiency;
mod emotion;
mod families;
#[cfg(test)]
mod fixtures;
pub mod flows;
pub mod funnel;
pub mod hypotheses;
mod identity;
mod journey;
#[cfg(test)]
mod laws;
#[cfg(test)]
mod laws_of_sides;
mod months;
mod nps;
#[cfg(test)]
mod oracles;
mod orders;
mod quality;
mod repeat;
mod result;
pub mod retention;
mod revenue;
mod reviews;
mod rfm;
pub mod rows;
mod scope;
#[cfg(test)]
mod second_opinion;
mod segment;
pub mod self_check;
mod service;
mod shared;
mod shares;
mod spec;
pub mod statistics;
mod value;
mod voice;
mod waits;
mod what_if;

pub use compare::ComparedWith;
pub use definition::DefinitionId;
pub use families::{Families, Family};
pub use quality::{DataQuality, Feed, Gap, SourceCoverage, StageFeeds, data_quality};
pub use result::*;
pub use scope::Memory;
pub use spec::Spec;
pub use voice::{Comment, comments, topic_stage, topic_words};
pub use what_if::{DrawnMonths, project};

use self::ads::Ads;
use self::scope::Scope;
pub use self::scope::Stop;
use crate::tables::cores::side_by_side;
use crate::tables::{Tables, TablesError};

/// Why an analysis could not be made.
#[derive(Debug, thiserror::Error)]
pub enum AnalysisError {
    /// The table engine failed.
    #[error(transparent)]
    Tables(#[from] TablesError),
    /// Nobody waits for the answer any more.
    #[error("The computation was stopped.")]
    Stopped,
    /// A column of a table is not as its schema says.
    #[error("The table engine stopped: {0}")]
    Engine(#[from] polars::prelude::PolarsError),
}

/// Answers `spec` from `tables`: the same tables and the same question give the same answer, whatever the order of the rows
/// they were made from.
///
/// # Errors
/// [`AnalysisError`] when the table engine fails; never because of what the rows say.
pub fn analyze(tables: &Tables, spec: &Spec) -> Result<Analysis, AnalysisError> {
    answer(tables, spec, &mut Memory::default(), &|| false)
}

/// As [`analyze`], with what earlier questions to the same tables have derived. Looks every few thousand customers whether it
/// `is_stopped`. Families that are not asked for are `None` or empty.
///
/// # Errors
/// As [`analyze`]; [`AnalysisError::Stopped`] when it was stopped.
pub fn answer(
    tables: &Tables,
    spec: &Spec,
    memory: &mut Memory,
    is_stopped: Stop<'_>,
) -> Result<Analysis, AnalysisError> {
    let mut analysis = figures(tables, &Scope::remembering(tables, spec, memory, is_stopped)?, is_stopped)?;
    // Two more answers: only once the whole is asked for.
    if spec.families == Families::ALL {
        analysis.comparison = compare::asked_for(tables, spec, memory, is_stopped)?;
    }
    Ok(analysis)
}

/// The figures of a scope: those of ads, orders and answers here, those that take longest beside them.
fn figures(tables: &Tables, scope: &Scope<'_>, is_stopped: Stop<'_>) -> Result<Analysis, AnalysisError> {
    let ads = Ads::new(tables, scope.spec)?;
    let mut answers = nps::answers(tables, scope.spec)?;
    answers.retain(|answer| scope.is_member(answer.customer));
    let asked = Asked { families: scope.spec.families, is_stopped };
    let main = || main_figures(tables, scope, &ads, &answers, asked);
    let returning = || Returning::of(scope, asked);
    let ((main, returning), beside) = side_by_side(
        Beside::is_long(asked.families),
        || side_by_side(Returning::is_long(asked.families), main, returning),
        || Beside::of(scope, &ads, &answers, asked),
    );
    let analysis = beside?.beside(returning?.beside(main?));
    // The last lists may not have been gone through to their end.
    if is_stopped() { Err(AnalysisError::Stopped) } else { Ok(analysis) }
}

/// Which families are asked for, as long as somebody waits for them.
#[derive(Clone, Copy)]
struct Asked<'a> {
    families: Families,
    is_stopped: Stop<'a>,
}

impl Asked<'_> {
    fn has(self, family: Family) -> Result<bool, AnalysisError> {
        match (self.families.contains(family), (self.is_stopped)()) {
            (true, true) => Err(AnalysisError::Stopped),
            (is_asked, _) => Ok(is_asked),
        }
    }
}

/// What became of customers, cohort by cohort.
struct Returning {
    repeat: Option<Repeat>,
    translations: Vec<Translation>,
    cohorts: Option<Cohorts>,
    rolling_cohorts: Option<Cohorts>,
    calendar_cohorts: Option<CalendarCohorts>,
}

impl Returning {
    /// Whether so much is asked for that it is worth a thread of its own.
    fn is_long(families: Families) -> bool {
        let returning = [Family::Repeat, Family::Translations, Family::Cohorts];
        families.contains(Family::Journey) && returning.into_iter().any(|family| families.contains(family))
    }

    fn of(scope: &Scope<'_>, asked: Asked<'_>) -> Result<Self, AnalysisError> {
        let repeat = asked.has(Family::Repeat)?.then(|| repeat::repeat(scope)).flatten();
        let translations = asked.has(Family::Translations)?.then(|| repeat::translations(scope));
        let cohorts = asked.has(Family::Cohorts)?.then(|| cohorts::cohorts(scope)).flatten();
        let (cohorts, rolling_cohorts) = cohorts.unzip();
        Ok(Self {
            repeat,
            translations: translations.unwrap_or_default(),
            cohorts,
            rolling_cohorts,
            calendar_cohorts: match scope.spec.cohort_grain {
                Some(grain) if asked.has(Family::Cohorts)? => cohorts::calendar_cohorts(scope, grain),
                _ => None,
            },
        })
    }

    /// All figures but those of [`Beside`].
    fn beside(self, main: Analysis) -> Analysis {
        let Self { repeat, translations, cohorts, rolling_cohorts, calendar_cohorts } = self;
        Analysis { repeat, translations, cohorts, rolling_cohorts, calendar_cohorts, ..main }
    }
}

/// The figures of ads, orders and answers but for those of [`Returning`].
fn main_figures(
    tables: &Tables,
    scope: &Scope<'_>,
    ads: &Ads<'_>,
    answers: &[nps::Answer],
    asked: Asked<'_>,
) -> Result<Analysis, AnalysisError> {
    let spec = scope.spec;
    let mut in_question = reviews::in_question(tables, spec)?;
    in_question.retain(|review| scope.is_member(review.customer));
    let orders = orders::summarize(scope);
    let (journey, of_journey) = match asked.has(Family::Journey)? {
        true => journey::journey(scope, ads, answers, &in_question)?,
        false => (Journey::unasked(spec.lens, spec.period), Vec::new()),
    };
    let caveats = caveats::caveats(scope, ads, orders.as_ref(), of_journey);
    Ok(Analysis {
        as_of: scope.as_of,
        currency: scope.currency.and_then(|code| scope.currency_of(code)),
        orders,
        journey,
        repeat: None,
        translations: Vec::new(),
        cohorts: None,
        rolling_cohorts: None,
        calendar_cohorts: None,
        revenue: asked.has(Family::Revenue)?.then(|| revenue::revenue(scope)).flatten(),
        rfm: asked.has(Family::Rfm)?.then(|| rfm::rfm(scope)).flatten(),
        channels: if asked.has(Family::Channels)? { channels::channels(tables, ads)? } else { None },
        ad_months: if asked.has(Family::Channels)? { ad_months::ad_months(tables, ads)? } else { None },
        nps: asked.has(Family::Voice)?.then(|| nps::nps(tables, answers)).flatten(),
        voice: if asked.has(Family::Voice)? { voice::voice(scope, tables, answers)? } else { None },
        csat: if asked.has(Family::Voice)? { voice::satisfaction::satisfaction(scope)? } else { None },
        reviews: asked.has(Family::Voice)?.then(|| reviews::reviews(tables, &in_question)).flatten(),
        emotion: asked.has(Family::Voice)?.then(|| emotion::emotion(scope, answers, &in_question)).flatten(),
        caveats,
        service: None,
        delivery: None,
        carts: None,
        what_if: None,
        efficiency: None,
        attribution: None,
        value: None,
        predictions: None,
        comparison: None,
    })
}

/// The figures that take longest, which no other figure waits for.
struct Beside {
    service: Option<Service>,
    delivery: Option<Delivery>,
    carts: Option<Carts>,
    what_if: Option<WhatIf>,
    efficiency: Option<Efficiency>,
    attribution: Option<Attribution>,
    value: Option<CustomerValue>,
    predictions: Option<Predictions>,
}

impl Beside {
    /// Whether so much is asked for that it is worth a thread of its own.
    fn is_long(families: Families) -> bool {
        [Family::Attribution, Family::Value, Family::Predictions, Family::WhatIf]
            .into_iter()
            .any(|family| families.contains(family))
    }

    fn of(
        scope: &Scope<'_>,
        ads: &Ads<'_>,
        answers: &[nps::Answer],
        asked: Asked<'_>,
    ) -> Result<Self, AnalysisError> {
        let is_stopped = asked.is_stopped;
        Ok(Self {
            service: if asked.has(Family::Service)? { service::service(scope, answers)? } else { None },
            delivery: if asked.has(Family::Service)? { delivery::delivery(scope, answers)? } else { None },
            carts: if asked.has(Family::Service)? { carts::carts(scope)? } else { None },
            what_if: if asked.has(Family::WhatIf)? { what_if::what_if(scope, ads)? } else { None },
            efficiency: if asked.has(Family::Efficiency)? {
                efficiency::efficiency(scope, ads)?
            } else {
                None
            },
            attribution: if asked.has(Family::Attribution)? {
                attribution::attribution(scope, is_stopped)?
            } else {
                None
            },
            value: asked.has(Family::Value)?.then(|| value::historical(scope)).flatten(),
            predictions: if asked.has(Family::Predictions)? {
                value::predictions(scope, is_stopped)?
            } else {
                None
            },
        })
    }

    /// All figures of the question.
    fn beside(self, main: Analysis) -> Analysis {
        let Self { service, delivery, carts, what_if, efficiency, attribution, value, predictions } = self;
        Analysis { service, delivery, carts, what_if, efficiency, attribution, value, predictions, ..main }
    }
}
