//! Which rows stand behind a compared figure. Never finds a row, never compares.

use crate::analysis::ComparedFigure;
use crate::analysis::rows::{CsatFigure, DepthFigure, FigureId, NpsFigure, OrdersFigure, RepeatFigure};
use crate::domain::Stage;

/// The figure whose rows stand behind the present side of a comparison, where it has one of its own.
pub fn compared_rows(figure: &ComparedFigure) -> Option<FigureId> {
    let months = figure.months.unwrap_or(0);
    Some(match (figure.figure.as_str(), figure.days) {
        ("repeat_within" | "repeat_kaplan_meier", Some(days)) => FigureId::Repeat(RepeatFigure::Within(days)),
        ("repeat_to_date", _) => FigureId::Repeat(RepeatFigure::ToDate),
        ("second_order_days", _) => FigureId::Repeat(RepeatFigure::SecondOrder),
        ("mean_gap_days", _) => FigureId::Repeat(RepeatFigure::Gaps),
        ("month_retention", _) => FigureId::PooledCohort(months),
        ("orders" | "net_per_day" | "net_per_order", _) => FigureId::Orders(OrdersFigure::Valid),
        ("net_per_customer", _) => FigureId::Stage(Stage::Purchase),
        ("nps", _) => FigureId::Nps(NpsFigure::All),
        ("stars" | "four_or_five_stars", _) => FigureId::Reviews(None),
        ("csat_5", _) => FigureId::Csat(5, CsatFigure::All),
        ("csat_7", _) => FigureId::Csat(7, CsatFigure::All),
        ("click_through", _) => FigureId::Step(Stage::Awareness),
        ("customers_per_click", _) => FigureId::Step(Stage::Consideration),
        ("came_back", _) => FigureId::Step(Stage::Purchase),
        ("recommend", _) => FigureId::Step(Stage::Retention),
        ("later_promoters", _) => FigureId::Depth(DepthFigure::Later(0)),
        ("later_passives", _) => FigureId::Depth(DepthFigure::Later(1)),
        ("answered_repeat" | "answered_value" | "answered_recency", _) => {
            FigureId::Depth(DepthFigure::Answered)
        }
        (stage, _) => FigureId::Stage(Stage::ALL.into_iter().find(|one| one.id() == stage)?),
    })
}
