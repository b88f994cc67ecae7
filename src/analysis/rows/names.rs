//! The names of single figures: `step:purchase:retention`, `cohort:2026-01:3`. Never says what a figure is or how large.

use std::fmt;
use std::str::FromStr;

use super::ServiceFigure;
use super::depth::DepthFigure;
use super::figure::{
    AdFigure, CsatFigure, FigureId, NpsFigure, OrdersFigure, RepeatFigure, RfmFigure, ValuePart,
};
use super::other::Asked;
use super::reached::Reached;
use crate::analysis::voice::satisfaction::SCALES;
use crate::analysis::{CountUnit, NpsGroupBy, RfmSegment};
use crate::domain::{Currency, Direction, MonthIndex, OriginRule, Stage};

/// A text that names no figure.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` names no figure: write, for example, step:purchase:retention, repeat:within:90 or cohort:2026-01:3"
)]
pub struct UnknownFigure(pub String);

impl fmt::Display for FigureId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Stage(stage) => write!(out, "stage:{}", stage.id()),
            Self::Step(from) => {
                let to = Stage::ALL.get(*from as usize + 1).map_or("", |stage| stage.id());
                write!(out, "step:{}:{to}", from.id())
            }
            Self::Reached(reached) => write!(out, "reached:{reached}"),
            Self::Orders(figure) => write!(out, "orders:{}", figure.id()),
            Self::Repeat(RepeatFigure::ToDate) => write!(out, "repeat:to_date"),
            Self::Repeat(RepeatFigure::Within(days)) => write!(out, "repeat:within:{days}"),
            Self::Repeat(RepeatFigure::Returning(month)) => write!(out, "repeat:returning:{month}"),
            Self::Repeat(RepeatFigure::ReturningCustomers) => write!(out, "repeat:returning:customers"),
            Self::Repeat(RepeatFigure::ReturningOrders) => write!(out, "repeat:returning:orders"),
            Self::Repeat(RepeatFigure::Ladder(order)) => write!(out, "repeat:ladder:{order}"),
            Self::Repeat(RepeatFigure::SecondOrder) => write!(out, "repeat:second_order"),
            Self::Repeat(RepeatFigure::Gaps) => write!(out, "repeat:gaps"),
            Self::Cohort(month, None) => write!(out, "cohort:{month}"),
            Self::Cohort(month, Some(offset)) => write!(out, "cohort:{month}:{offset}"),
            Self::PooledCohort(offset) => write!(out, "cohort:all:{offset}"),
            Self::Revenue(month) => write!(out, "revenue:{month}"),
            Self::Rfm(RfmFigure::All) => write!(out, "rfm:all"),
            Self::Rfm(RfmFigure::Segment(segment)) => write!(out, "rfm:{}", segment.id()),
            Self::Rfm(RfmFigure::Place(r, f)) => write!(out, "rfm:{r}{f}"),
            Self::Rfm(RfmFigure::Group(r, f, m)) => write!(out, "rfm:{r}{f}{m}"),
            Self::Channel(currency, name) => {
                let code = currency.map_or_else(|| "-".to_owned(), |currency| currency.to_string());
                write!(out, "channel:{code}:{name}")
            }
            Self::Ads(figure) => ads(figure, out),
            Self::Nps(NpsFigure::All) => write!(out, "nps:all"),
            Self::Nps(NpsFigure::Promoters) => write!(out, "nps:promoters"),
            Self::Nps(NpsFigure::Passives) => write!(out, "nps:passives"),
            Self::Nps(NpsFigure::Detractors) => write!(out, "nps:detractors"),
            Self::Nps(NpsFigure::Score(score)) => write!(out, "nps:score:{score}"),
            Self::Nps(NpsFigure::Month(month)) => write!(out, "nps:month:{month}"),
            Self::Emotion(stage) => write!(out, "emotion:{}", stage.id()),
            Self::Depth(figure) => write!(out, "{figure}"),
            Self::Unit(unit) => write!(out, "unit:{}", unit.id()),
            Self::Csat(top, CsatFigure::All) => write!(out, "csat:{top}:all"),
            Self::Csat(top, CsatFigure::Value(value)) => write!(out, "csat:{top}:value:{value}"),
            Self::Csat(top, CsatFigure::Month(month)) => write!(out, "csat:{top}:month:{month}"),
            Self::Csat(top, CsatFigure::Group(by, group)) => write!(out, "csat:{top}:by:{}:{group}", by.id()),
            Self::Attribution(None) => write!(out, "attribution:none"),
            Self::Attribution(Some(name)) => write!(out, "attribution:by:{name}"),
            Self::NewCustomers(ValuePart::All) => write!(out, "new_customers:shared"),
            Self::NewCustomers(of) => part("new_customers", of, out),
            Self::Buyers(None) => write!(out, "buyers:none"),
            Self::Buyers(Some(name)) => write!(out, "buyers:by:{name}"),
            Self::Origin(rule, None) => write!(out, "origin:{}", rule.id()),
            Self::Origin(rule, Some(text)) => write!(out, "origin:{}:{text}", rule.id()),
            Self::Value(days, of) => part(&format!("value:{days}"), of, out),
            Self::Overdue => write!(out, "overdue:all"),
            Self::Service(figure) => figure.fmt(out),
            Self::Asked(asked, figure) => write!(out, "{}:{figure}", asked.id()),
            Self::GoodReviews => write!(out, "reviews:good"),
            Self::Reviews(None) => write!(out, "reviews:all"),
            Self::Reviews(Some(stars)) => write!(out, "reviews:{stars}"),
        }
    }
}

/// What stands between a channel and its campaign.
const WITHIN: &str = " › ";

fn ads(figure: &AdFigure, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    let AdFigure { currency, channel, campaign, month } = figure;
    let code = currency.map_or_else(|| "-".to_owned(), |currency| currency.to_string());
    let month = month.map_or_else(|| "all".to_owned(), |month| month.to_string());
    match campaign {
        None => write!(out, "ads:{code}:{month}:{channel}"),
        Some(campaign) => write!(out, "campaign:{code}:{month}:{}{WITHIN}{campaign}", marked(channel)),
    }
}

/// A channel's name in which nothing looks like the end of it: a backslash stands before every `›` and every backslash.
fn marked(channel: &str) -> String {
    channel.replace('\\', "\\\\").replace('›', "\\›")
}

/// What was [`marked`]; a backslash before anything else is itself, as in names that were written before there were marks.
fn unmarked(name: &str) -> String {
    let (mut channel, mut letters) = (String::new(), name.chars().peekable());
    while let Some(letter) = letters.next() {
        let is_mark = letter == '\\' && letters.peek().is_some_and(|next| matches!(next, '›' | '\\'));
        channel.extend(if is_mark { letters.next() } else { Some(letter) });
    }
    channel
}

fn read_ads(is_campaign: bool, rest: &str) -> Option<AdFigure> {
    let mut parts = rest.splitn(3, ':');
    let (code, month, name) = (parts.next()?, parts.next()?, parts.next()?);
    let currency = if code == "-" { None } else { Some(Currency::parse(code)?) };
    let month = if month == "all" { None } else { Some(MonthIndex::parse_iso(month)?) };
    let (channel, campaign) = match is_campaign {
        true => {
            let (channel, campaign) = name.split_once(WITHIN)?;
            (unmarked(channel), Some(campaign.to_owned()))
        }
        false => (name.to_owned(), None),
    };
    Some(AdFigure { currency, channel, campaign, month })
}

impl FromStr for FigureId {
    type Err = UnknownFigure;

    fn from_str(text: &str) -> Result<Self, UnknownFigure> {
        read(text.trim()).ok_or_else(|| UnknownFigure(text.to_owned()))
    }
}

fn read(text: &str) -> Option<FigureId> {
    let (family, rest) = text.split_once(':')?;
    if let Some(asked) = Asked::ALL.into_iter().find(|asked| asked.id() == family) {
        // One other question at a time.
        return read(rest)
            .filter(|figure| !matches!(figure, FigureId::Asked(..)))
            .map(|figure| figure.asked(asked));
    }
    let parts: Vec<&str> = rest.split(':').collect();
    Some(match (family, parts.as_slice()) {
        ("service" | "delivery" | "carts" | "demand", _) => FigureId::Service(ServiceFigure::read(text)?),
        ("channel", _) => {
            let (code, name) = rest.split_once(':')?;
            let currency = if code == "-" { None } else { Some(Currency::parse(code)?) };
            FigureId::Channel(currency, name.to_owned())
        }
        ("ads" | "campaign", _) => FigureId::Ads(read_ads(family == "campaign", rest)?),
        ("attribution", ["none"]) => FigureId::Attribution(None),
        ("attribution", _) => FigureId::Attribution(Some(rest.strip_prefix("by:")?.to_owned())),
        ("new_customers", ["shared"]) => FigureId::NewCustomers(ValuePart::All),
        ("new_customers", of) => FigureId::NewCustomers(value_part(of, rest)?),
        ("value", [days, of @ ..]) => {
            FigureId::Value(days.parse().ok()?, value_part(of, rest.split_once(':').map_or("", |own| own.1))?)
        }
        ("buyers", ["none"]) => FigureId::Buyers(None),
        ("buyers", _) => FigureId::Buyers(Some(rest.strip_prefix("by:")?.to_owned())),
        ("origin", _) => origin(rest)?,
        ("overdue", ["all"]) => FigureId::Overdue,
        ("stage", [name]) => FigureId::Stage(stage(name)?),
        ("step", [from, to]) => {
            let from = stage(from)?;
            (Stage::ALL.get(from as usize + 1)? == &stage(to)?).then_some(FigureId::Step(from))?
        }
        ("reached", _) => FigureId::Reached(Reached::read(rest)?),
        ("orders", [name]) => {
            FigureId::Orders(OrdersFigure::ALL.into_iter().find(|figure| figure.id() == *name)?)
        }
        ("repeat", parts) => FigureId::Repeat(repeat(parts)?),
        ("cohort", ["all", offset]) => FigureId::PooledCohort(offset.parse().ok()?),
        ("cohort", [month]) => FigureId::Cohort(MonthIndex::parse_iso(month)?, None),
        ("cohort", [month, offset]) => {
            FigureId::Cohort(MonthIndex::parse_iso(month)?, Some(offset.parse().ok()?))
        }
        ("revenue", [month]) => FigureId::Revenue(MonthIndex::parse_iso(month)?),
        ("rfm", [name]) => FigureId::Rfm(rfm(name)?),
        ("nps", parts) => FigureId::Nps(nps(parts)?),
        ("emotion", [name]) => FigureId::Emotion(stage(name)?),
        ("unit", [name]) => FigureId::Unit(CountUnit::ALL.into_iter().find(|unit| unit.id() == *name)?),
        ("answers" | "driver" | "later" | "response" | "group" | "rolling" | "calendar", _) => {
            FigureId::Depth(DepthFigure::read(family, rest)?)
        }
        ("csat", [top, of @ ..]) => FigureId::Csat(scale(top)?, csat(of, rest)?),
        ("reviews", ["good"]) => FigureId::GoodReviews,
        ("reviews", ["all"]) => FigureId::Reviews(None),
        ("reviews", [stars]) => FigureId::Reviews(Some(stars.parse().ok().filter(|n| (1..=5).contains(n))?)),
        _ => return None,
    })
}

fn part(whole: &str, part: &ValuePart, out: &mut fmt::Formatter<'_>) -> fmt::Result {
    match part {
        ValuePart::All => out.write_str(whole),
        ValuePart::Month(month) => write!(out, "{whole}:month:{month}"),
        ValuePart::Kind(direction) => write!(out, "{whole}:kind:{}", direction.id()),
        ValuePart::Channel(Some(name)) => write!(out, "{whole}:channel:{name}"),
        ValuePart::Channel(None) => write!(out, "{whole}:none"),
    }
}

/// `of` what stands after the name of the whole.
fn value_part(parts: &[&str], of: &str) -> Option<ValuePart> {
    Some(match parts {
        [] => ValuePart::All,
        ["none"] => ValuePart::Channel(None),
        ["month", month] => ValuePart::Month(MonthIndex::parse_iso(month)?),
        ["kind", kind] => ValuePart::Kind(Direction::ALL.into_iter().find(|one| one.id() == *kind)?),
        // A channel may have a colon in its name.
        ["channel", ..] => ValuePart::Channel(Some(of.split_once(':')?.1.to_owned())),
        _ => return None,
    })
}

/// A kind of sign, perhaps with what it says.
fn origin(rest: &str) -> Option<FigureId> {
    let (rule, text) =
        rest.split_once(':').map_or((rest, None), |(rule, text)| (rule, Some(text.to_owned())));
    let rule = OriginRule::ALL.into_iter().find(|known| known.id() == rule)?;
    Some(FigureId::Origin(rule, text))
}

fn stage(name: &str) -> Option<Stage> {
    Stage::ALL.into_iter().find(|stage| stage.id() == name)
}

fn repeat(parts: &[&str]) -> Option<RepeatFigure> {
    Some(match parts {
        ["to_date"] => RepeatFigure::ToDate,
        ["within", days] => RepeatFigure::Within(days.parse().ok()?),
        ["returning", "customers"] => RepeatFigure::ReturningCustomers,
        ["returning", "orders"] => RepeatFigure::ReturningOrders,
        ["ladder", order] => RepeatFigure::Ladder(order.parse().ok().filter(|order| *order > 0)?),
        ["returning", month] => RepeatFigure::Returning(MonthIndex::parse_iso(month)?),
        ["second_order"] => RepeatFigure::SecondOrder,
        ["gaps"] => RepeatFigure::Gaps,
        _ => return None,
    })
}

fn rfm(name: &str) -> Option<RfmFigure> {
    if name == "all" {
        return Some(RfmFigure::All);
    }
    if let Some(segment) = RfmSegment::ALL.into_iter().find(|segment| segment.id() == name) {
        return Some(RfmFigure::Segment(segment));
    }
    let scores: Vec<u8> = name.bytes().map(|digit| digit.wrapping_sub(b'0')).collect();
    match scores.as_slice() {
        [r, f] if scores.iter().all(|score| (1..=5).contains(score)) => Some(RfmFigure::Place(*r, *f)),
        [r, f, m] if scores.iter().all(|score| (1..=5).contains(score)) => Some(RfmFigure::Group(*r, *f, *m)),
        _ => None,
    }
}

fn nps(parts: &[&str]) -> Option<NpsFigure> {
    Some(match parts {
        ["all"] => NpsFigure::All,
        ["promoters"] => NpsFigure::Promoters,
        ["passives"] => NpsFigure::Passives,
        ["detractors"] => NpsFigure::Detractors,
        ["score", score] => NpsFigure::Score(score.parse().ok().filter(|n| (0..=10).contains(n))?),
        ["month", month] => NpsFigure::Month(MonthIndex::parse_iso(month)?),
        _ => return None,
    })
}

fn scale(top: &str) -> Option<u8> {
    top.parse().ok().filter(|top| SCALES.contains(&i32::from(*top)))
}

fn csat(parts: &[&str], rest: &str) -> Option<CsatFigure> {
    Some(match parts {
        ["all"] => CsatFigure::All,
        ["value", value] => CsatFigure::Value(value.parse().ok()?),
        ["month", month] => CsatFigure::Month(MonthIndex::parse_iso(month)?),
        // A platform may have a colon in its name.
        ["by", by, ..] => CsatFigure::Group(NpsGroupBy::of(by)?, rest.splitn(4, ':').nth(3)?.to_owned()),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One of each kind, as they are typed.
    const FIGURES: &str = "stage:awareness | step:purchase:retention | orders:customers_with_2_orders | repeat:to_date | repeat:within:90
repeat:returning:2026-01 | repeat:returning:orders | repeat:ladder:2 | cohort:2026-01 | cohort:2026-01:3 | cohort:all:3
revenue:2026-01 | rfm:all | rfm:at_risk | rfm:545 | rfm:54 | answers:platform:a:b | driver:with:topic:slow_delivery
driver:without:ticket | later:detractors | response:answered | group:direction:push | group:channel:named:a: b
rolling:2026-01:3 | rolling:all:3 | calendar:week:2026-01-05:3 | unit:sessions | channel:THB:Facebook Ads
channel:-:a:b | ads:THB:2026-01:a: b | campaign:-:all:a › b: c › d | attribution:by:a:b | attribution:none | new_customers:shared | new_customers:channel:a:b
new_customers:month:2026-01 | new_customers:none | buyers:by:a:b | buyers:none | origin:utm | origin:coupon:A:B | value:90 | value:30:month:2026-01 | value:365:kind:push
value:90:channel:a:b | value:90:none | overdue:all | nps:score:10
nps:month:2026-01 | emotion:retention | csat:5:all | csat:7:value:6 | csat:5:month:2026-01 | csat:7:by:platform:a:b
reviews:all | reviews:5 | reviews:good | then:repeat:within:90 | now:channel:THB:a:b | push:step:purchase:retention
pull:nps:all | reached:all:purchase+retention | reached:any:retention+advocacy | then:reached:all:purchase";

    #[test]
    fn a_channel_and_its_campaign_are_told_apart_whatever_they_are_called() {
        let names = ["a", "a › b", "a › › b", "› ", " ›", "a\\› b", "a\\", "\\\\›", "ก › ข"];
        for (channel, campaign) in names.iter().flat_map(|channel| names.map(|campaign| (*channel, campaign)))
        {
            let (channel, campaign) = (channel.to_owned(), Some(campaign.to_owned()));
            let figure = FigureId::Ads(AdFigure { currency: None, channel, campaign, month: None });
            assert_eq!(read(&figure.to_string()), Some(figure));
        }
        let before = read("campaign:-:all:a\\b › c");
        assert!(matches!(before, Some(FigureId::Ads(figure)) if figure.channel == "a\\b"));
    }

    #[test]
    fn a_figure_is_read_as_it_is_written() {
        for text in FIGURES.lines().flat_map(|line| line.split(" | ")) {
            let figure: FigureId = text.parse().unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(figure.to_string(), text);
        }
        for wrong in [
            "",
            "x",
            "then:x",
            "then:now:nps:all",
            "stage:buy",
            "step:purchase:advocacy",
            "rfm:055",
            "nps:score:11",
            "reviews:0",
            "reached:all:awareness",
            "reached:all:awareness+purchase",
            "reached:all:retention+purchase",
            "reached:some:purchase",
        ] {
            assert!(wrong.parse::<FigureId>().is_err(), "{wrong}");
        }
    }
}
