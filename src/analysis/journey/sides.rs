//! Push against pull on the same figures. Buyers who came through no named channel are on neither side. Never a figure of one side
//! that the other cannot have.

use super::super::DefinitionId;
use super::super::compare::figure::Figure;
use super::super::compare::verdict::settle;
use super::super::nps::Answer;
use super::super::result::{ComparedFigure, CountUnit, FigureScale};
use super::super::scope::Scope;
use super::super::statistics::Moments;
use super::advocates::Advocates;
use super::people::{People, buyers_within};
use super::{Events, Split};
use crate::domain::{Day, Direction, Lens, Proportion};

/// What customers of a direction did.
#[derive(Default)]
struct Direct {
    /// First-time customers of the period who came back within the window, of those whose window is over.
    back: [u64; 2],
    /// Net value of the period per customer who bought in it.
    net: Moments,
    /// Answers, promoters, detractors.
    answers: [u64; 3],
}

/// Push (now) against pull (then); empty under a lens, and where nothing names a direction.
pub(super) fn sides(
    scope: &Scope<'_>,
    (events, people, advocates): (&Events, &People, &Advocates),
    answers: &[Answer],
    shared: Option<(Day, Day)>,
) -> Vec<ComparedFigure> {
    if scope.spec.lens != Lens::All || (!people.have_channels && events.clickable.all == 0) {
        return Vec::new();
    }
    let ratio = |part: Split, whole: Split| {
        [Proportion::new(part.push, whole.push), Proportion::new(part.pull, whole.pull)]
    };
    let own = Direction::ALL.map(|direction| direct(scope, answers, direction));
    let share = |name, definition, [push, pull]: [Proportion; 2]| Figure::share(name, definition, push, pull);
    let clicks = events.consideration.iter().find(|tally| tally.unit == CountUnit::Clicks);
    let within = shared.zip(clicks).map_or([Proportion::new(0, 0); 2], |(days, clicks)| {
        [Lens::Push, Lens::Pull]
            .map(|lens| Proportion::new(buyers_within(scope, lens, days), clicks.within(lens, days)))
    });
    let currency = scope.currency.and_then(|code| scope.currency_of(code));
    let back = own.each_ref().map(|side| Proportion::new(side.back[0], side.back[1]));
    let net = Figure::means(
        "net_per_customer",
        DefinitionId::Revenue,
        FigureScale::Money,
        &own[0].net,
        &own[1].net,
    );
    let bought = (DefinitionId::PurchaseYield, FigureScale::Yield);
    let mut figures = [
        share("click_through", DefinitionId::ClickThrough, ratio(events.clicked, events.clickable)),
        Figure::rates("customers_per_click", bought.0, bought.1, within[0], within[1]),
        share("back_within", DefinitionId::RepeatWithin, back).within(scope.spec.open_window_days),
        share("came_back", DefinitionId::CameBack, ratio(people.retained, people.buyers)),
        share("recommend", DefinitionId::Recommend, ratio(advocates.retained, people.retained)),
        Figure::scores(own[0].answers, own[1].answers),
        net.in_currencies(currency, currency),
    ]
    .map(Figure::done)
    .to_vec();
    settle(&mut figures);
    figures
}

fn direct(scope: &Scope<'_>, answers: &[Answer], direction: Direction) -> Direct {
    let mut own = Direct::default();
    let window = i32::try_from(scope.spec.open_window_days).unwrap_or(i32::MAX);
    for (customer, occasions) in scope.buyers().filter(|(customer, _)| customer.direction == Some(direction))
    {
        let first = occasions[0].day;
        let is_over = scope.as_of.is_some_and(|as_of| as_of.since(first) >= window);
        if scope.is_first_time(first) && is_over {
            own.back[1] += 1;
            own.back[0] +=
                u64::from(occasions.get(1).is_some_and(|second| second.day.since(first) <= window));
        }
        if occasions.iter().any(|occasion| scope.spec.period.contains(occasion.day)) {
            let counts =
                |row: &usize| scope.is_valid(*row) && scope.in_period(*row) && scope.is_in_currency(*row);
            own.net.add(customer.rows.clone().filter(counts).map(|row| scope.orders.net_minor[row]).sum());
        }
    }
    for answer in answers {
        let customer = answer.customer.and_then(|code| scope.customer(code));
        if customer.is_some_and(|customer| customer.direction == Some(direction)) {
            own.answers[0] += 1;
            own.answers[1] += u64::from(answer.is_promoter());
            own.answers[2] += u64::from(answer.is_detractor());
        }
    }
    own
}
