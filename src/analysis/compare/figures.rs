//! Which figures a comparison has, taken from two answers in the order of the journey. Never tests one itself (see `figure`).

use super::super::DefinitionId;
use super::super::result::{
    Analysis, ChannelResult, ComparedFigure, FigureScale, Relation, RepeatWithin, StepKind, StepResult,
};
use super::super::statistics::{Estimate, Moments};
use super::figure::{Figure, bare};
use super::{Side, service};
use crate::domain::Proportion;
use crate::tables::Table;

/// All figures of the two sides.
pub(super) fn figures(now: &Side<'_>, then: &Side<'_>) -> Vec<ComparedFigure> {
    let mut out = Vec::new();
    stages(&mut out, now, then);
    steps(&mut out, &now.analysis, &then.analysis);
    money(&mut out, now, then);
    repeat(&mut out, now, then);
    cohorts(&mut out, &now.analysis, &then.analysis);
    voice(&mut out, &now.analysis, &then.analysis);
    service::figures(&mut out, now, then);
    channels(&mut out, &now.analysis, &then.analysis);
    out.into_iter().map(Figure::done).collect()
}

/// Whether `table` feeds a figure.
pub(super) fn feeds(table: Table, figure: &ComparedFigure) -> bool {
    let name = figure.figure.as_str();
    let of_ads = figure.channel.is_some()
        || matches!(name, "awareness" | "consideration" | "click_through" | "customers_per_click");
    let of_answers = matches!(name, "nps" | "csat_5" | "csat_7" | "recommend" | "advocacy");
    let of_reviews = matches!(name, "stars" | "four_or_five_stars" | "recommend" | "advocacy");
    match table {
        Table::Ads => of_ads,
        Table::Answers => of_answers,
        Table::Reviews => of_reviews,
        Table::Tickets => name.starts_with("service."),
        Table::Parcels => matches!(name, "delivery.on_time" | "delivery.days" | "delivery.perfect"),
        Table::Returns => {
            matches!(name, "delivery.wrong_or_damaged" | "delivery.returned" | "delivery.perfect")
        }
        Table::Carts => name.starts_with("carts."),
        _ => {
            !matches!(name, "nps" | "csat_5" | "csat_7" | "stars" | "four_or_five_stars")
                && !name.starts_with("service.")
                && (!of_ads || name == "customers_per_click")
        }
    }
}

/// Counts per day. What platforms count is no sample; people are compared as Poisson counts.
fn stages(out: &mut Vec<Figure>, now: &Side<'_>, then: &Side<'_>) {
    let days = [now.samples.days, then.samples.days];
    let pairs = now.analysis.journey.stages.iter().zip(&then.analysis.journey.stages);
    for (a, b) in pairs.filter(|(a, b)| a.count.is_some() || b.count.is_some()) {
        let name = a.stage.id();
        let counts = [a.count.unwrap_or(0), b.count.unwrap_or(0)];
        out.push(match a.stage.counts_people() {
            true => per_day(name, a.definition, counts, days),
            false => {
                let rate = |count: Option<u64>, days: u64| {
                    let rate = count.filter(|_| days > 0).map(|count| count as f64 / days as f64);
                    bare(rate, count.unwrap_or(0))
                };
                let sides = [rate(a.count, days[0]), rate(b.count, days[1])];
                let (scale, ratio) = (FigureScale::PerDay, Relation::Ratio);
                Figure::plain(name, a.definition, scale, ratio, sides[0], sides[1])
            }
        });
    }
}

fn per_day(name: &str, definition: DefinitionId, counts: [u64; 2], days: [u64; 2]) -> Figure {
    let side = |index: usize| Proportion::new(counts[index], days[index]);
    Figure::rates(name, definition, FigureScale::PerDay, side(0), side(1))
}

fn steps(out: &mut Vec<Figure>, now: &Analysis, then: &Analysis) {
    let named = ["click_through", "customers_per_click", "came_back", "recommend"];
    for (name, (a, b)) in named.into_iter().zip(now.journey.steps.iter().zip(&then.journey.steps)) {
        let ratio = |step: &StepResult| Proportion::new(step.numerator, step.denominator);
        let (first, second) = (ratio(a), ratio(b));
        if first.denominator == 0 && second.denominator == 0 {
            continue;
        }
        out.push(match (a.kind, b.kind) {
            (StepKind::Rate, StepKind::Rate) => Figure::share(name, a.definition, first, second),
            _ => Figure::rates(name, a.definition, FigureScale::Yield, first, second),
        });
    }
}

fn money(out: &mut Vec<Figure>, now: &Side<'_>, then: &Side<'_>) {
    let (Some(a), Some(b)) = (&now.analysis.orders, &then.analysis.orders) else { return };
    let days = [now.samples.days, then.samples.days];
    out.push(per_day("orders", DefinitionId::Revenue, [a.valid_orders, b.valid_orders], days));
    let currencies = (now.analysis.currency, then.analysis.currency);
    let mut amount = |name, a: &Moments, b: &Moments| {
        if a.n + b.n > 0 {
            let figure = Figure::means(name, DefinitionId::Revenue, FigureScale::Money, a, b);
            out.push(figure.in_currencies(currencies.0, currencies.1));
        }
    };
    amount("net_per_day", &now.samples.daily_net, &then.samples.daily_net);
    amount("net_per_order", &now.samples.order_net, &then.samples.order_net);
    amount("net_per_customer", &now.samples.customer_net, &then.samples.customer_net);
}

fn repeat(out: &mut Vec<Figure>, now: &Side<'_>, then: &Side<'_>) {
    let (Some(a), Some(b)) = (&now.analysis.repeat, &then.analysis.repeat) else { return };
    let to_date = |repeat: &super::super::result::Repeat| {
        Proportion::new(repeat.to_date.repeaters, repeat.to_date.customers)
    };
    out.push(Figure::share("repeat_to_date", DefinitionId::RepeatToDate, to_date(a), to_date(b)));
    for window in &a.within {
        let Some(other) = b.within.iter().find(|other| other.days == window.days) else { continue };
        let share = |within: &RepeatWithin| Proportion::new(within.repeaters, within.mature);
        let within = Figure::share("repeat_within", window.definition, share(window), share(other));
        out.push(within.within(window.days));
        let survival = |within: &RepeatWithin| {
            Some(Estimate { value: within.kaplan_meier?, low: within.km_low?, high: within.km_high? })
        };
        let (one, two) = (survival(window), survival(other));
        let definition = DefinitionId::RepeatKaplanMeier;
        let estimated = Figure::estimates("repeat_kaplan_meier", definition, FigureScale::Share, one, two);
        out.push(estimated.within(window.days));
    }
    let days = [("second_order_days", [&now.samples, &then.samples].map(|side| side.second_days.as_slice()))];
    let gaps = ("mean_gap_days", [&now.samples, &then.samples].map(|side| side.mean_gaps.as_slice()));
    for (name, [first, second]) in days.into_iter().chain([gaps]) {
        out.push(Figure::medians(name, DefinitionId::RepeatToDate, first, second));
    }
}

/// Pooled retention at the offsets that both sides have observed.
fn cohorts(out: &mut Vec<Figure>, now: &Analysis, then: &Analysis) {
    let (Some(a), Some(b)) = (&now.cohorts, &then.cohorts) else { return };
    for cell in a.pooled.iter().filter(|cell| cell.offset > 0 && cell.size > 0) {
        let Some(other) = b.pooled.iter().find(|other| other.offset == cell.offset && other.size > 0) else {
            continue;
        };
        let one = Proportion::new(cell.retained, cell.size);
        let two = Proportion::new(other.retained, other.size);
        let figure = Figure::share("month_retention", DefinitionId::Cohort, one, two);
        out.push(figure.after_months(cell.offset));
    }
}

fn voice(out: &mut Vec<Figure>, now: &Analysis, then: &Analysis) {
    if let (Some(a), Some(b)) = (&now.nps, &then.nps) {
        let counts = |nps: &super::super::result::Nps| [nps.net.n, nps.net.promoters, nps.net.detractors];
        out.push(Figure::scores(counts(a), counts(b)));
    }
    if let (Some(a), Some(b)) = (&now.csat, &then.csat) {
        for scale in &a.scales {
            let Some(other) = b.scales.iter().find(|other| other.top == scale.top) else { continue };
            let (one, two) = (scale.satisfied.proportion(), other.satisfied.proportion());
            out.push(Figure::share(&format!("csat_{}", scale.top), DefinitionId::Csat, one, two));
        }
    }
    if let (Some(a), Some(b)) = (&now.reviews, &then.reviews) {
        let stars = |reviews: &super::super::result::Reviews| {
            let each = reviews.stars.iter().enumerate();
            let mut moments = Moments::default();
            each.for_each(|(index, n)| (0..*n).for_each(|_| moments.add(index as i64 + 1)));
            (moments, Proportion::new(reviews.stars[3] + reviews.stars[4], reviews.n))
        };
        let ((a, good), (b, other)) = (stars(a), stars(b));
        out.push(Figure::means("stars", DefinitionId::Stars, FigureScale::Stars, &a, &b));
        out.push(Figure::share("four_or_five_stars", DefinitionId::Stars, good, other));
    }
}

/// Channels that both sides have: click-through as a share, costs as they are.
fn channels(out: &mut Vec<Figure>, now: &Analysis, then: &Analysis) {
    let (Some(a), Some(b)) = (&now.channels, &then.channels) else { return };
    for channel in a {
        let same =
            |other: &&ChannelResult| other.channel == channel.channel && other.currency == channel.currency;
        let Some(other) = b.iter().find(same) else { continue };
        let definition = channel.definition;
        let share = |row: &ChannelResult| {
            Proportion::new(
                row.clicks.unwrap_or(0),
                row.impressions.filter(|_| row.clicks.is_some()).unwrap_or(0),
            )
        };
        if share(channel).numerator <= share(channel).denominator {
            let figure = Figure::share("channel_click_through", definition, share(channel), share(other));
            let figure = figure.of_channel(&channel.channel, channel.kind);
            out.push(figure.in_currencies(channel.currency, channel.currency));
        }
        let mut plain = |name, scale, first: Option<f64>, second: Option<f64>| {
            if first.is_some() || second.is_some() {
                let figure =
                    Figure::plain(name, definition, scale, Relation::Ratio, bare(first, 0), bare(second, 0));
                let figure = figure.of_channel(&channel.channel, channel.kind);
                out.push(figure.in_currencies(channel.currency, channel.currency));
            }
        };
        plain("cost_per_click", FigureScale::Money, channel.cpc_minor, other.cpc_minor);
        plain("cost_per_claimed_order", FigureScale::Money, channel.cpa_minor, other.cpa_minor);
        plain("claimed_return", FigureScale::Multiple, channel.platform_roas, other.platform_roas);
    }
}
