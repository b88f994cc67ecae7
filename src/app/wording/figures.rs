//! Names of single figures in words, and why a funnel has no answer. Never a value.

use super::voices::{answer_group, driver_name};
use super::{date, filled, month, service as words, text};
use crate::analysis::funnel::FunnelError;
use crate::analysis::rows::{
    AdFigure, CsatFigure, DemandWhen, DepthFigure, FigureId, NpsFigure, RepeatFigure, RfmFigure,
    ServiceFigure, ServicePart, ValuePart,
};
use crate::domain::{Language, Stage};

/// What a figure is called.
pub fn figure(language: Language, figure: &FigureId) -> String {
    let say = |key: &str| text(language, &format!("rows.figure.{key}"));
    let stage = |stage: Stage| text(language, &format!("stage.{}", stage.id()));
    let with = |key: &str, values: &[(&str, &dyn std::fmt::Display)]| {
        filled(language, &format!("rows.figure.{key}"), values)
    };
    match figure {
        FigureId::Stage(of) => stage(*of),
        FigureId::Step(from) => {
            let to = Stage::ALL.get(*from as usize + 1).map_or_else(String::new, |to| stage(*to));
            format!("{} → {to}", stage(*from))
        }
        FigureId::Reached(reached) => {
            let stages: Vec<String> = reached.stages().iter().map(|own| stage(*own)).collect();
            with(&format!("reached.{}", reached.together().id()), &[("stages", &stages.join(" + "))])
        }
        FigureId::Orders(figure) => say(&format!("orders.{}", figure.id())),
        FigureId::Repeat(RepeatFigure::ToDate) => text(language, "tile.to_date"),
        FigureId::Repeat(RepeatFigure::Within(days)) => filled(language, "tile.within", &[("days", days)]),
        FigureId::Repeat(RepeatFigure::Returning(of)) => {
            with("returning", &[("month", &month(language, *of))])
        }
        FigureId::Repeat(RepeatFigure::ReturningCustomers) => say("returning_customers"),
        FigureId::Repeat(RepeatFigure::ReturningOrders) => say("returning_orders"),
        FigureId::Repeat(RepeatFigure::Ladder(order)) => {
            with("ladder", &[("order", order), ("next", &(order + 1))])
        }
        FigureId::Repeat(RepeatFigure::SecondOrder) => say("second_order"),
        FigureId::Repeat(RepeatFigure::Gaps) => say("gaps"),
        FigureId::Cohort(of, None) => with("cohort", &[("month", &month(language, *of))]),
        FigureId::Cohort(of, Some(offset)) => {
            with("cohort_cell", &[("month", &month(language, *of)), ("offset", offset)])
        }
        FigureId::PooledCohort(offset) => with("pooled", &[("offset", offset)]),
        FigureId::Revenue(of) => with("revenue", &[("month", &month(language, *of))]),
        FigureId::Rfm(RfmFigure::All) => say("rfm"),
        FigureId::Rfm(RfmFigure::Segment(segment)) => {
            text(language, &format!("rfm.segment.{}", segment.id()))
        }
        FigureId::Rfm(RfmFigure::Place(r, f)) => with("rfm.place", &[("r", r), ("f", f)]),
        FigureId::Rfm(RfmFigure::Group(r, f, m)) => with("rfm.group", &[("r", r), ("f", f), ("m", m)]),
        FigureId::Channel(_, name) => name.clone(),
        FigureId::Ads(figure) => ads(language, figure),
        FigureId::Nps(figure) => match figure {
            NpsFigure::All => say("nps.all"),
            NpsFigure::Promoters => say("nps.promoters"),
            NpsFigure::Passives => say("nps.passives"),
            NpsFigure::Detractors => say("nps.detractors"),
            NpsFigure::Score(score) => with("nps.score", &[("score", score)]),
            NpsFigure::Month(of) => with("nps.month", &[("month", &month(language, *of))]),
        },
        FigureId::Emotion(of) => with("emotion", &[("stage", &stage(*of))]),
        FigureId::Depth(figure) => depth(language, figure),
        FigureId::Unit(unit) => text(language, &format!("unit.{}", unit.id())),
        FigureId::Csat(top, figure) => match figure {
            CsatFigure::All => with("csat.all", &[("top", top)]),
            CsatFigure::Value(value) => with("csat.value", &[("top", top), ("value", value)]),
            CsatFigure::Month(of) => with("csat.month", &[("top", top), ("month", &month(language, *of))]),
            CsatFigure::Group(by, group) => {
                with("csat.group", &[("top", top), ("group", &answer_group(language, *by, group))])
            }
        },
        FigureId::Attribution(_)
        | FigureId::NewCustomers(_)
        | FigureId::Buyers(_)
        | FigureId::Origin(..)
        | FigureId::Value(..)
        | FigureId::Overdue => brought(language, figure),
        FigureId::Service(figure) => service(language, figure),
        FigureId::Asked(asked, own) => {
            let own = self::figure(language, own);
            with(&format!("asked.{}", asked.id()), &[("figure", &own)])
        }
        FigureId::GoodReviews => text(language, "figure.four_or_five_stars"),
        FigureId::Reviews(None) => say("reviews"),
        FigureId::Reviews(Some(stars)) => with("reviews.stars", &[("stars", stars)]),
    }
}

/// `Facebook Ads › Summer, Jan 2026`.
fn ads(language: Language, figure: &AdFigure) -> String {
    let name = match &figure.campaign {
        Some(campaign) => format!("{} › {campaign}", figure.channel),
        None => figure.channel.clone(),
    };
    let in_month =
        |of| filled(language, "rows.figure.ads", &[("name", &name), ("month", &month(language, of))]);
    figure.month.map_or_else(|| name.clone(), in_month)
}

fn depth(language: Language, figure: &DepthFigure) -> String {
    let with = |key: &str, values: &[(&str, &dyn std::fmt::Display)]| {
        filled(language, &format!("rows.figure.{key}"), values)
    };
    match figure {
        DepthFigure::Answers(by, group) => with("answers", &[("group", &answer_group(language, *by, group))]),
        DepthFigure::Driver(kind, name, is_with) => {
            let key = if *is_with { "driver.with" } else { "driver.without" };
            with(key, &[("driver", &driver_name(language, *kind, name.as_deref()))])
        }
        DepthFigure::Later(group) => {
            let names = ["promoters", "passives", "detractors"];
            let name = names
                .get(*group)
                .map_or_else(String::new, |name| text(language, &format!("chart.nps.{name}")));
            with("later", &[("group", &name)])
        }
        DepthFigure::Answered => with("answered", &[]),
        DepthFigure::Group(by, name) => {
            let group = super::group_name(language, name);
            with("repeat_group", &[("by", &super::group_by(language, *by)), ("group", &group)])
        }
        DepthFigure::Calendar(grain, first, offset) => {
            with("calendar", &[("cohort", &grain.name(grain.index(*first))), ("offset", offset)])
        }
        DepthFigure::Rolling(Some(of), offset) => {
            with("rolling", &[("month", &month(language, *of)), ("offset", offset)])
        }
        DepthFigure::Rolling(None, offset) => with("rolling_all", &[("offset", offset)]),
    }
}

/// What a figure of credit, cost or value is called.
fn brought(language: Language, figure: &FigureId) -> String {
    let key = |name: &str| format!("rows.figure.{name}");
    match figure {
        FigureId::Attribution(Some(name)) => filled(language, &key("attribution.by"), &[("channel", name)]),
        FigureId::Attribution(None) => text(language, &key("attribution.none")),
        FigureId::Value(days, part) => {
            of_customers(language, filled(language, &key("value"), &[("days", days)]), part)
        }
        FigureId::NewCustomers(part) => of_customers(language, text(language, &key("new_customers")), part),
        FigureId::Buyers(channel) => {
            let part = ValuePart::Channel(channel.clone());
            of_customers(language, text(language, &key("buyers")), &part)
        }
        FigureId::Origin(rule, said) => {
            let sign = text(language, &format!("origin.{}", rule.id()));
            let sign = said.as_ref().map_or_else(|| sign.clone(), |said| format!("{sign}: {said}"));
            filled(language, &key("origin"), &[("sign", &sign)])
        }
        _ => text(language, &key("overdue")),
    }
}

/// A figure of customers, or of a part of them.
fn of_customers(language: Language, whole: String, part: &ValuePart) -> String {
    let name = match part {
        ValuePart::All => return whole,
        ValuePart::Month(of) => month(language, *of),
        ValuePart::Kind(direction) => text(language, &format!("lens.{}", direction.id())),
        ValuePart::Channel(Some(name)) => name.clone(),
        ValuePart::Channel(None) => text(language, "channels.none"),
    };
    part_of(language, &whole, &name)
}

/// A part of a figure: `Orders on time, Jan 2026`.
fn part_of(language: Language, figure: &str, part: &str) -> String {
    filled(language, "rows.figure.part", &[("figure", &figure), ("part", &part)])
}

/// What a figure of service, delivery or carts is called.
fn service(language: Language, figure: &ServiceFigure) -> String {
    let with = |key: &str, name: &str, value: &str| {
        filled(language, &format!("rows.figure.{key}"), &[(name, &value)])
    };
    match figure {
        ServiceFigure::Topic(topic) => with("service.topic", "topic", topic),
        ServiceFigure::Claim(claim) => with("delivery.claim", "claim", &words::claim(language, *claim)),
        ServiceFigure::Demand(when) => {
            let when = match when {
                DemandWhen::Weekday(weekday) => words::weekday(language, *weekday),
                DemandWhen::Season(season) => words::month_of_year(language, *season),
                DemandWhen::Day(day) => date(language, *day),
            };
            with("demand", "when", &when)
        }
        ServiceFigure::Part(whole, part) => {
            let part = match part {
                ServicePart::Month(of) => month(language, *of),
                ServicePart::Hour(weekday, hour) => {
                    format!("{} {hour:02}:00–{:02}:00", words::weekday(language, *weekday), hour + 1)
                }
                ServicePart::Courier(name) if name.is_empty() => text(language, "delivery.no_courier"),
                ServicePart::Courier(name) => name.clone(),
            };
            part_of(language, &service(language, whole), &part)
        }
        whole => text(language, &format!("figure.{}", whole.to_string().replace(':', "."))),
    }
}

/// Why a funnel cannot be computed.
pub fn funnel_error(language: Language, error: &FunnelError) -> String {
    let key = |name: &str| format!("cli.funnel.{name}");
    match error {
        FunnelError::TooFewSteps => text(language, &key("too_few_steps")),
        FunnelError::UnknownStep { step, known } => {
            let shown: Vec<&str> = known.iter().take(20).map(String::as_str).collect();
            let known = shown.join(", ");
            filled(language, &key("unknown_step"), &[("step", step), ("known", &known)])
        }
        FunnelError::ExclusionOutside(event) => {
            filled(language, &key("exclusion_outside"), &[("event", event)])
        }
        FunnelError::StrictNeedsTimes => text(language, &key("strict_needs_times")),
        FunnelError::NeedsOrderedSteps => text(language, &key("needs_ordered_steps")),
    }
}
