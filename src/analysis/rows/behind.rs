//! Which definitions have rows behind their figures, and why others have none. Never a figure.

use crate::analysis::DefinitionId;

/// What stands behind a definition's figures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Behind {
    /// Rows: [`figures`] names them.
    Rows,
    /// No rows of its own; the reason is under `rows.none.<id>` in the locale files.
    Nothing(&'static str),
}

/// Whether a definition's figures have rows. Exhaustive on purpose: a new definition says it here.
pub fn behind(definition: DefinitionId) -> Behind {
    match definition {
        DefinitionId::Identity | DefinitionId::Translator => Behind::Nothing("two_counts"),
        DefinitionId::Comparison | DefinitionId::Hypothesis => Behind::Nothing("two_questions"),
        DefinitionId::RepeatGroups
        | DefinitionId::NpsGroup
        | DefinitionId::LaterPurchase
        | DefinitionId::RollingCohort
        | DefinitionId::Driver
        | DefinitionId::Response => Behind::Rows,
        DefinitionId::Prediction => Behind::Nothing("prediction"),
        DefinitionId::OverClaim => Behind::Nothing("channels"),
        DefinitionId::Staffing => Behind::Nothing("hours"),
        DefinitionId::Effect => Behind::Nothing("effects"),
        DefinitionId::WhatIf => Behind::Nothing("what_if"),
        DefinitionId::Efficiency
        | DefinitionId::LifetimeToCost
        | DefinitionId::Origin
        | DefinitionId::ChannelStages
        | DefinitionId::ServiceReply
        | DefinitionId::BusyHours
        | DefinitionId::Demand
        | DefinitionId::ServiceResolution
        | DefinitionId::SameIssue
        | DefinitionId::Complaints
        | DefinitionId::OnTime
        | DefinitionId::Claims
        | DefinitionId::PerfectOrder
        | DefinitionId::Cart => Behind::Rows,
        DefinitionId::Flow => Behind::Nothing("flow"),
        // Who is where is listed beside the funnel (`funnel::members`).
        DefinitionId::Path => Behind::Nothing("path"),
        // A leak loses the lost of its step; the customers of the curve are those of the windows beside it.
        DefinitionId::Leak
        | DefinitionId::RepeatKaplanMeier
        | DefinitionId::Awareness
        | DefinitionId::Consideration
        | DefinitionId::Purchase
        | DefinitionId::Retention
        | DefinitionId::Advocacy
        | DefinitionId::ClickThrough
        | DefinitionId::PurchaseYield
        | DefinitionId::CameBack
        | DefinitionId::Recommend
        | DefinitionId::RepeatToDate
        | DefinitionId::ReturningShare
        | DefinitionId::RepeatWithin
        | DefinitionId::ReturningOrders
        | DefinitionId::Ladder
        | DefinitionId::Csat
        | DefinitionId::Stars
        | DefinitionId::Emotion
        | DefinitionId::Cohort
        | DefinitionId::CohortMoney
        | DefinitionId::Revenue
        | DefinitionId::Rfm
        | DefinitionId::Channel
        | DefinitionId::Nps
        | DefinitionId::Attribution
        | DefinitionId::HistoricalValue
        | DefinitionId::Overdue
        | DefinitionId::CustomerCost
        | DefinitionId::Orders => Behind::Rows,
    }
}
