//! The rows behind a number: which customers, orders or report rows make a figure, which were lost, which are still open and which
//! were left out and why. Never a figure that the analysis does not say: a test holds the sums of every list to it.

mod ads;
mod behind;
mod brought;
mod catalog;
mod catalog_channels;
mod catalog_depth;
mod catalog_value;
mod cohorts;
mod compared;
mod depth;
mod figure;
mod journey;
mod leading;
mod list;
mod makeup;
mod names;
mod orders;
mod other;
mod people;
mod reached;
mod repeat;
mod service;
mod service_catalog;
mod service_figure;
mod share_interval;
#[cfg(test)]
mod tests;
mod units;
mod voices;

pub use behind::{Behind, behind};
pub use catalog::{Counted, Figure, figures};
pub use compared::compared;
pub use depth::DepthFigure;
pub use figure::{
    AdFigure, CsatFigure, FigureId, NpsFigure, OrdersFigure, RepeatFigure, RfmFigure, ValuePart,
};
pub use list::{Row, RowCounts, RowKind, RowList, RowReason, RowState};
pub use makeup::{Makeup, MakeupPart};
pub use names::UnknownFigure;
pub use other::Asked;
pub use reached::{Reached, Together};
pub use service_figure::{DemandWhen, ServiceFigure, ServicePart};

use self::people::Lists;
use super::{AnalysisError, Memory, Spec};
use crate::domain::Stage;
use crate::tables::Tables;

/// The rows behind `figure`, in the order: counted, lost, still open, left out; each by day, then by place in the files. A figure
/// that the tables do not hold has none.
///
/// # Errors
/// [`AnalysisError`] when the table engine fails; never because of what the rows say.
pub fn rows(tables: &Tables, spec: &Spec, figure: &FigureId) -> Result<RowList, AnalysisError> {
    rows_remembering(tables, spec, figure, &mut Memory::default())
}

/// As [`rows`], with what earlier questions to the same tables have derived.
///
/// # Errors
/// As [`rows`].
pub fn rows_remembering(
    tables: &Tables,
    spec: &Spec,
    figure: &FigureId,
    memory: &mut Memory,
) -> Result<RowList, AnalysisError> {
    if let FigureId::Asked(asked, own) = figure {
        let rows = match asked.spec((tables, spec), own, memory)? {
            Some(other) => rows_remembering(tables, &other, own, memory)?,
            None => RowList::new(FigureId::clone(own), None, Vec::new()),
        };
        return Ok(RowList { figure: figure.clone(), ..rows });
    }
    let lists = Lists::new(tables, spec, memory)?;
    let rows = match figure {
        FigureId::Stage(Stage::Awareness | Stage::Consideration) | FigureId::Step(Stage::Awareness) => {
            lists.leading(figure)?
        }
        FigureId::Stage(Stage::Advocacy) => lists.advocates_or_referrals()?,
        FigureId::Stage(stage) => lists.stage(*stage),
        FigureId::Step(Stage::Consideration) => lists.buyers_per_unit()?,
        FigureId::Step(Stage::Retention) => lists.recommend()?,
        FigureId::Step(_) => lists.came_back(),
        FigureId::Reached(reached) => lists.reached(reached)?,
        FigureId::Orders(figure) => lists.summary(*figure),
        FigureId::Revenue(month) => lists.revenue(*month),
        FigureId::Repeat(figure) => lists.repeat(*figure),
        FigureId::Cohort(month, offset) => lists.cohort(*month, *offset),
        FigureId::PooledCohort(offset) => lists.pooled(*offset),
        FigureId::Rfm(figure) => lists.rfm(*figure),
        FigureId::Channel(currency, name) => lists.channel(*currency, name)?,
        FigureId::Ads(figure) => lists.ads(figure)?,
        FigureId::Attribution(channel) => lists.attributed(channel.as_deref())?,
        FigureId::NewCustomers(part) => lists.new_customers(part)?,
        FigureId::Buyers(channel) => lists.brought_by(channel.as_ref()),
        FigureId::Origin(rule, text) => lists.signs(*rule, text.as_deref())?,
        FigureId::Value(days, part) => lists.value(*days, part),
        FigureId::Overdue => lists.overdue(),
        FigureId::Nps(figure) => lists.answers(*figure)?,
        FigureId::Emotion(Stage::Advocacy) => lists.reviews(None)?,
        FigureId::Emotion(stage) => lists.feelings(*stage)?,
        FigureId::Depth(figure) => lists.depth(figure)?,
        FigureId::Unit(unit) => lists.unit(*unit)?,
        FigureId::Csat(top, figure) => lists.satisfied(*top, figure)?,
        FigureId::Service(figure) => lists.service(figure)?,
        FigureId::Reviews(stars) => lists.reviews(*stars)?,
        FigureId::GoodReviews => lists.good_reviews()?,
        // Answered above.
        FigureId::Asked(..) => Vec::new(),
    };
    Ok(RowList::new(figure.clone(), lists.currency(), rows))
}
