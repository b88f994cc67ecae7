//! Every figure of an analysis by its name: where it stands in the JSON, which card it has, and what its rows must add up to.
//! Never looks at a table.

use super::figure::{AdFigure, CsatFigure, FigureId, NpsFigure, OrdersFigure, RepeatFigure, RfmFigure};
use super::{catalog_channels, catalog_depth, catalog_value};
use crate::analysis::{
    AdLine, AdMonths, AdSums, Analysis, Cohorts, CountUnit, Csat, DefinitionId, Journey, Nps, OrdersSummary,
    Repeat, Rfm, Share, StepResult,
};
use crate::domain::{MonthIndex, Proportion, Stage};

/// What an analysis says of a figure, as far as rows can be held to it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counted {
    /// Numerator, or the count.
    pub numerator: u64,
    /// Denominator; `None` for a count.
    pub denominator: Option<u64>,
    /// In the denominator only; `None` where the analysis does not say.
    pub lost: Option<u64>,
    /// Not decided yet; `None` where the analysis does not say.
    pub still_open: Option<u64>,
    /// Money of the counted rows; `None` where the figure is not of money.
    pub money_minor: Option<i64>,
}

impl Counted {
    pub(super) fn count(numerator: u64) -> Self {
        Self { numerator, ..Self::default() }
    }

    /// Numerator per denominator; `None` for a count and where there is no denominator.
    pub fn value(&self) -> Option<f64> {
        Proportion::new(self.numerator, self.denominator?).value()
    }

    pub(super) fn share(numerator: u64, denominator: u64) -> Self {
        Self { numerator, denominator: Some(denominator), ..Self::default() }
    }
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// Its name.
    pub id: FigureId,
    /// The card that explains it.
    pub definition: DefinitionId,
    /// Where it stands in the JSON of the command line, as a JSON pointer.
    pub pointer: String,
    /// What it says.
    pub says: Counted,
}

/// The figures of `analysis` that rows stand behind, in the order of the JSON.
pub fn figures(analysis: &Analysis) -> Vec<Figure> {
    let mut list = List::default();
    analysis.orders.iter().for_each(|orders| list.orders(orders));
    list.journey(&analysis.journey);
    analysis.repeat.iter().for_each(|repeat| list.repeat(repeat));
    analysis.cohorts.iter().for_each(|cohorts| list.cohorts(cohorts));
    for (index, month) in analysis.revenue.iter().flatten().enumerate() {
        let money = month.new_minor + month.returning_minor + month.anonymous_minor;
        let says = Counted { money_minor: Some(money), ..Counted::count(month.orders) };
        list.add(FigureId::Revenue(month.month), DefinitionId::Revenue, format!("/revenue/{index}"), says);
    }
    analysis.rfm.iter().for_each(|rfm| list.rfm(rfm));
    for (index, channel) in analysis.channels.iter().flatten().enumerate() {
        let id = FigureId::Channel(channel.currency, channel.channel.clone());
        let says = Counted {
            money_minor: Some(channel.spend_minor.unwrap_or(0)),
            ..Counted::share(channel.clicks.unwrap_or(0), channel.impressions.unwrap_or(0))
        };
        list.add(id, channel.definition, format!("/channels/{index}"), says);
    }
    analysis.ad_months.iter().for_each(|found| list.ad_months(found));
    analysis.nps.iter().for_each(|nps| list.nps(nps));
    catalog_depth::add(analysis, &mut |id, definition, pointer, says| {
        list.add(id, definition, pointer, says);
    });
    super::compared::add(analysis, &mut |id, definition, pointer, says| {
        list.add(id, definition, pointer, says);
    });
    analysis.csat.iter().for_each(|csat| list.csat(csat));
    super::service_catalog::figures(analysis, |id, definition, pointer, says| {
        list.add(FigureId::Service(id), definition, pointer, says);
    });
    if let Some(reviews) = &analysis.reviews {
        let all = Counted::count(reviews.n);
        list.add(FigureId::Reviews(None), DefinitionId::Advocacy, "/reviews/n".to_owned(), all);
        if let Some(good) = &reviews.four_or_five {
            let says = Counted::share(good.numerator, good.denominator);
            let pointer = "/reviews/four_or_five".to_owned();
            list.add(FigureId::GoodReviews, DefinitionId::Stars, pointer, says);
        }
        for (stars, count) in (1..).zip(reviews.stars) {
            let pointer = format!("/reviews/stars/{}", stars - 1);
            list.add(FigureId::Reviews(Some(stars)), DefinitionId::Advocacy, pointer, Counted::count(count));
        }
    }
    for (index, one) in analysis.emotion.iter().flat_map(|emotion| &emotion.stages).enumerate() {
        let says = Counted::count(one.n);
        list.add(FigureId::Emotion(one.stage), one.definition, format!("/emotion/stages/{index}"), says);
    }
    list.brought(analysis);
    list.figures
}

/// Whether rows of customers, ads, answers and reviews stand behind a unit; messages, visits, chats and referrals have units of their own.
fn has_rows(unit: CountUnit) -> bool {
    matches!(unit, CountUnit::Impressions | CountUnit::Clicks | CountUnit::Customers | CountUnit::Advocates)
}

impl AdLine {
    /// The name of its figure, in a month or in all of them.
    pub fn figure(&self, month: Option<MonthIndex>) -> AdFigure {
        let (currency, channel, campaign) = (self.currency, self.channel.clone(), self.campaign.clone());
        AdFigure { currency, channel, campaign, month }
    }
}

#[derive(Default)]
struct List {
    figures: Vec<Figure>,
}

impl List {
    fn add(&mut self, id: FigureId, definition: DefinitionId, pointer: String, says: Counted) {
        self.figures.push(Figure { id, definition, pointer, says });
    }

    fn orders(&mut self, orders: &OrdersSummary) {
        for figure in OrdersFigure::ALL {
            let (field, says) = match figure {
                OrdersFigure::All => ("orders", Counted::count(orders.orders)),
                OrdersFigure::Cancelled => ("cancelled", Counted::count(orders.cancelled)),
                OrdersFigure::Valid => {
                    let money_minor = orders.net_minor;
                    ("valid_orders", Counted { money_minor, ..Counted::count(orders.valid_orders) })
                }
                OrdersFigure::Pending => ("pending_orders", Counted::count(orders.pending_orders)),
                OrdersFigure::Anonymous => ("anonymous_orders", Counted::count(orders.anonymous_orders)),
                OrdersFigure::Customers => ("customers", Counted::count(orders.customers)),
                OrdersFigure::CustomersWith2Orders => (
                    "customers_with_2_orders",
                    Counted::share(orders.customers_with_2_orders, orders.customers),
                ),
            };
            self.add(FigureId::Orders(figure), DefinitionId::Orders, format!("/orders/{field}"), says);
        }
    }

    /// What channels and campaigns cost over time.
    fn ad_months(&mut self, found: &AdMonths) {
        let says = |sums: AdSums| Counted {
            money_minor: Some(sums.spend_minor.unwrap_or(0)),
            ..Counted::share(sums.clicks.unwrap_or(0), sums.impressions.unwrap_or(0))
        };
        for (part, lines) in [("channels", &found.channels), ("campaigns", &found.campaigns)] {
            for (index, line) in lines.iter().enumerate() {
                let at = format!("/ad_months/{part}/{index}");
                self.add(FigureId::Ads(line.figure(None)), line.definition, at.clone(), says(line.sums));
                for (place, month) in line.months.iter().enumerate() {
                    let (id, pointer) = (line.figure(Some(month.month)), format!("{at}/months/{place}"));
                    self.add(FigureId::Ads(id), line.definition, pointer, says(month.sums));
                }
            }
        }
    }

    /// Who was won with the ads, who brought the orders, what customers are worth.
    fn brought(&mut self, analysis: &Analysis) {
        catalog_channels::figures(analysis, &mut |id, definition, pointer, says| {
            self.add(id, definition, pointer, says);
        });
        if let Some(found) = &analysis.attribution {
            let all = found.orders + found.unattributed;
            for (index, channel) in found.channels.iter().enumerate() {
                let id = FigureId::Attribution(Some(channel.channel.clone()));
                let says = Counted::share(channel.participation, all);
                self.add(id, found.definition, format!("/attribution/{index}"), says);
            }
            let (id, pointer) = (FigureId::Attribution(None), "/attribution_basis/unattributed".to_owned());
            self.add(id, found.definition, pointer, Counted::share(found.unattributed, all));
        }
        catalog_value::figures(analysis, |id, pointer, says| {
            self.add(id, DefinitionId::HistoricalValue, pointer, says);
        });
        if let Some(overdue) = analysis.predictions.as_ref().and_then(|said| said.overdue.as_ref()) {
            let share = overdue.share;
            let says = Counted {
                money_minor: Some(overdue.net_minor),
                ..Counted::share(share.numerator, share.denominator)
            };
            self.add(FigureId::Overdue, overdue.definition, "/predictions/overdue".to_owned(), says);
        }
    }

    fn journey(&mut self, journey: &Journey) {
        for (index, stage) in journey.stages.iter().enumerate() {
            if let Some(count) = stage.count {
                let pointer = format!("/journey/stages/{index}");
                self.add(FigureId::Stage(stage.stage), stage.definition, pointer, Counted::count(count));
            }
            for (place, own) in stage.counts.iter().enumerate().filter(|(_, own)| !has_rows(own.unit)) {
                let pointer = format!("/journey/stages/{index}/counts/{place}");
                let says = own.count.map(Counted::count);
                says.into_iter().for_each(|says| {
                    self.add(FigureId::Unit(own.unit), stage.definition, pointer.clone(), says);
                });
            }
        }
        // Across units that do not belong together there is nothing to list.
        let leads = |stage: Stage| journey.stages.get(stage as usize).is_some_and(|one| has_rows(one.unit));
        let is_told = |step: &StepResult| step.value.is_some() || leads(step.from) && leads(step.to);
        for (index, step) in journey.steps.iter().enumerate().filter(|(_, step)| is_told(step)) {
            let says = Counted {
                lost: step.lost.filter(|_| step.from != Stage::Awareness),
                still_open: (step.from.counts_people() && step.lost.is_some()).then_some(step.still_open),
                ..Counted::share(step.numerator, step.denominator)
            };
            let pointer = format!("/journey/steps/{index}");
            self.add(FigureId::Step(step.from), step.definition, pointer, says);
        }
    }

    fn repeat(&mut self, repeat: &Repeat) {
        let add = |list: &mut Self, figure, definition, pointer: &str, says| {
            list.add(FigureId::Repeat(figure), definition, format!("/repeat/{pointer}"), says);
        };
        let to_date = &repeat.to_date;
        let says = Counted::share(to_date.repeaters, to_date.customers);
        add(self, RepeatFigure::ToDate, to_date.definition, "to_date", says);
        for (index, within) in repeat.within.iter().enumerate() {
            let says = Counted {
                still_open: Some(within.still_open),
                lost: Some(within.mature - within.repeaters),
                ..Counted::share(within.repeaters, within.mature)
            };
            let (figure, pointer) = (RepeatFigure::Within(within.days), format!("within/{index}"));
            add(self, figure, within.definition, &pointer, says);
        }
        for (index, step) in repeat.ladder.iter().enumerate() {
            let says = Counted {
                lost: Some(step.dropped),
                still_open: Some(step.still_open),
                ..Counted::share(step.mature.numerator, step.mature.denominator)
            };
            add(self, RepeatFigure::Ladder(step.order), step.definition, &format!("ladder/{index}"), says);
        }
        if let Some(shares) = &repeat.in_period {
            let (customers, orders) = (shares.customers, shares.orders);
            let says = Counted::share(customers.numerator, customers.denominator);
            add(
                self,
                RepeatFigure::ReturningCustomers,
                shares.customers_definition,
                "in_period/customers",
                says,
            );
            let says = Counted::share(orders.numerator, orders.denominator);
            add(self, RepeatFigure::ReturningOrders, shares.orders_definition, "in_period/orders", says);
        }
        let seconds = Counted::count(repeat.second_order_days.n);
        let definition = DefinitionId::RepeatToDate;
        add(self, RepeatFigure::SecondOrder, definition, "second_order_days", seconds);
        add(self, RepeatFigure::Gaps, definition, "gap_days", Counted::count(repeat.gap_days.n));
        for (index, month) in repeat.returning_customer_rate.iter().enumerate() {
            let (figure, says) =
                (RepeatFigure::Returning(month.month), Counted::share(month.returning, month.customers));
            let pointer = format!("returning_customer_rate/{index}");
            add(self, figure, DefinitionId::ReturningShare, &pointer, says);
        }
    }

    fn cohorts(&mut self, cohorts: &Cohorts) {
        for (index, row) in cohorts.rows.iter().enumerate() {
            let at = format!("/cohorts/rows/{index}");
            let cohort = |offset| FigureId::Cohort(MonthIndex(row.cohort.0), offset);
            self.add(cohort(None), cohorts.definition, at.clone(), Counted::count(row.size));
            for (place, cell) in row.cells.iter().enumerate() {
                let says = Counted {
                    still_open: cell.complete.then_some(0),
                    ..Counted::share(cell.customers, row.size)
                };
                let pointer = format!("{at}/cells/{place}");
                self.add(cohort(Some(cell.offset)), cohorts.definition, pointer, says);
            }
        }
        for (index, cell) in cohorts.pooled.iter().enumerate() {
            let (says, pointer) =
                (Counted::share(cell.retained, cell.size), format!("/cohorts/pooled/{index}"));
            self.add(FigureId::PooledCohort(cell.offset), cohorts.definition, pointer, says);
        }
    }

    fn rfm(&mut self, rfm: &Rfm) {
        let add = |list: &mut Self, figure, pointer: String, says| {
            list.add(FigureId::Rfm(figure), rfm.definition, format!("/rfm{pointer}"), says);
        };
        let of = |customers, money| Counted { money_minor: Some(money), ..Counted::count(customers) };
        add(self, RfmFigure::All, String::new(), Counted::count(rfm.customers));
        for (index, group) in rfm.groups.iter().enumerate() {
            let figure = RfmFigure::Group(group.r, group.f, group.m);
            add(self, figure, format!("/groups/{index}"), of(group.customers, group.net_minor));
        }
        for (index, group) in rfm.segments.iter().enumerate() {
            let figure = RfmFigure::Segment(group.segment);
            add(self, figure, format!("/segments/{index}"), of(group.customers, group.net_minor));
        }
    }

    fn nps(&mut self, nps: &Nps) {
        let add = |list: &mut Self, figure, pointer: String, count| {
            list.add(FigureId::Nps(figure), nps.definition, format!("/nps{pointer}"), Counted::count(count));
        };
        add(self, NpsFigure::All, String::new(), nps.net.n);
        add(self, NpsFigure::Promoters, "/promoters".to_owned(), nps.net.promoters);
        add(self, NpsFigure::Passives, "/passives".to_owned(), nps.passives);
        add(self, NpsFigure::Detractors, "/detractors".to_owned(), nps.net.detractors);
        for (score, count) in (0..).zip(nps.distribution) {
            add(self, NpsFigure::Score(score), format!("/distribution/{score}"), count);
        }
        for (index, month) in nps.months.iter().enumerate() {
            add(self, NpsFigure::Month(month.month), format!("/months/{index}"), month.net.n);
        }
    }
    fn csat(&mut self, csat: &Csat) {
        let says = |share: &Share| Counted {
            lost: Some(share.denominator - share.numerator),
            ..Counted::share(share.numerator, share.denominator)
        };
        for (index, scale) in csat.scales.iter().enumerate() {
            let at = |rest: String| format!("/csat/scales/{index}{rest}");
            let mut add = |figure, pointer, says| {
                self.add(FigureId::Csat(scale.top, figure), csat.definition, pointer, says);
            };
            add(CsatFigure::All, at("/satisfied".to_owned()), says(&scale.satisfied));
            for (value, count) in (1..).zip(&scale.distribution) {
                let pointer = at(format!("/distribution/{}", value - 1));
                add(CsatFigure::Value(value), pointer, Counted::count(*count));
            }
            for (place, month) in scale.months.iter().enumerate() {
                add(CsatFigure::Month(month.month), at(format!("/months/{place}")), says(&month.satisfied));
            }
            for (place, group) in scale.groups.iter().enumerate() {
                let figure = CsatFigure::Group(group.by, group.group.clone());
                add(figure, at(format!("/groups/{place}")), says(&group.satisfied));
            }
        }
    }
}
