//! Which rows stand behind the two sides of a compared figure, and what they add up to. Never compares.

use super::catalog::Counted;
use super::figure::{CsatFigure, FigureId, NpsFigure, OrdersFigure, RepeatFigure};
use super::other::Asked;
use super::service_figure::ServiceFigure;
use crate::analysis::{Analysis, ComparedFigure, DefinitionId, FigureScale, FigureSide};
use crate::domain::Stage;

/// Takes a figure: its name, its card, its place, what it says.
type Add<'list> = &'list mut dyn FnMut(FigureId, DefinitionId, String, Counted);

/// Adds both sides of everything that an analysis compares.
pub(super) fn add(analysis: &Analysis, add: Add<'_>) {
    for (place, figure) in analysis.journey.sides.iter().enumerate() {
        pair(
            figure,
            &analysis.journey.sides,
            (Asked::Push, Asked::Pull),
            &format!("/journey/sides/{place}"),
            add,
        );
    }
    let comparison = analysis.comparison.iter().flat_map(|comparison| {
        comparison.figures.iter().enumerate().map(|(place, figure)| (place, figure, &comparison.figures))
    });
    for (place, figure, all) in comparison {
        pair(figure, all, (Asked::Now, Asked::Then), &format!("/comparison/figures/{place}"), add);
    }
}

/// The figure whose rows stand behind the sides of a compared figure, whatever the question.
pub fn compared(figure: &ComparedFigure) -> Option<FigureId> {
    let months = figure.months.unwrap_or(0);
    let name = figure.figure.as_str();
    Some(match (name, figure.days) {
        ("repeat_within" | "repeat_kaplan_meier" | "back_within", Some(days)) => {
            FigureId::Repeat(RepeatFigure::Within(days))
        }
        ("repeat_to_date", _) => FigureId::Repeat(RepeatFigure::ToDate),
        // Who has a mean time between purchases has a second purchase.
        ("second_order_days" | "mean_gap_days", _) => FigureId::Repeat(RepeatFigure::SecondOrder),
        ("month_retention", _) => FigureId::PooledCohort(months),
        ("orders" | "net_per_day" | "net_per_order", _) => FigureId::Orders(OrdersFigure::Valid),
        ("net_per_customer", _) => FigureId::Stage(Stage::Purchase),
        ("nps", _) => FigureId::Nps(NpsFigure::All),
        ("stars", _) => FigureId::Reviews(None),
        ("four_or_five_stars", _) => FigureId::GoodReviews,
        ("csat_5", _) => FigureId::Csat(5, CsatFigure::All),
        ("csat_7", _) => FigureId::Csat(7, CsatFigure::All),
        ("click_through", _) => FigureId::Step(Stage::Awareness),
        ("customers_per_click", _) => FigureId::Step(Stage::Consideration),
        ("came_back", _) => FigureId::Step(Stage::Purchase),
        ("recommend", _) => FigureId::Step(Stage::Retention),
        ("service.reply", _) => FigureId::Service(ServiceFigure::InTime),
        ("delivery.days", _) => FigureId::Service(ServiceFigure::OnTime),
        ("channel_click_through" | "cost_per_click" | "cost_per_claimed_order" | "claimed_return", _) => {
            FigureId::Channel(figure.currency, figure.channel.clone()?)
        }
        _ => match Stage::ALL.into_iter().find(|stage| stage.id() == name) {
            Some(stage) => FigureId::Stage(stage),
            None => FigureId::Service(ServiceFigure::read(&name.replace('.', ":"))?),
        },
    })
}

fn pair(
    figure: &ComparedFigure,
    all: &[ComparedFigure],
    (first, second): (Asked, Asked),
    at: &str,
    add: Add<'_>,
) {
    let (Some(rows), Some(told)) = (compared(figure), counted_by(figure, all)) else { return };
    if told.now.n + told.then.n == 0 {
        return;
    }
    for (asked, name, of) in [(first, "now", &told.now), (second, "then", &told.then)] {
        add(rows.clone().asked(asked), figure.definition, format!("{at}/{name}"), says(told, of));
    }
}

/// The figure that counts the rows: itself, or the one beside it that is made of the same rows.
fn counted_by<'a>(figure: &'a ComparedFigure, all: &'a [ComparedFigure]) -> Option<&'a ComparedFigure> {
    let beside = |name: &str| {
        let same = |other: &&ComparedFigure| {
            other.figure == name && other.days == figure.days && other.channel == figure.channel
        };
        all.iter()
            .find(|other| same(other) && (other.currency.is_none() || other.currency == figure.currency))
    };
    match figure.figure.as_str() {
        "net_per_day" | "net_per_order" => beside("orders"),
        "net_per_customer" => beside("purchase").or(Some(figure)),
        "repeat_kaplan_meier" => beside("repeat_within"),
        "service.reply" => beside("service.in_time"),
        "delivery.days" => beside("delivery.on_time"),
        "cost_per_click" | "cost_per_claimed_order" | "claimed_return" => beside("channel_click_through"),
        _ => Some(figure),
    }
}

/// What the rows of a side must add up to: a share has both its counts, a count per day its events, a mean its observations.
fn says(figure: &ComparedFigure, side: &FigureSide) -> Counted {
    match (side.numerator, side.denominator) {
        (Some(events), _) if figure.scale == FigureScale::PerDay => Counted::count(events),
        (Some(numerator), Some(denominator)) => Counted::share(numerator, denominator),
        _ => Counted::count(side.n),
    }
}
