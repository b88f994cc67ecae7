//! Push against pull on the same figures. Buyers who came through no named channel are on neither side. Never a figure of one side
//! that the other cannot have.

use super::super::DefinitionId;
use super::super::compare::figure::Figure;
use super::super::compare::verdict::settle;
use super::super::nps::{Answer, count};
use super::super::result::{ComparedFigure, CountUnit, FigureScale};
use super::super::scope::{Customer, Occasion, Scope};
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
    let own = direct(scope, answers);
    let share = |name, definition, [push, pull]: [Proportion; 2]| Figure::share(name, definition, push, pull);
    let clicks = events.consideration.iter().find(|tally| tally.unit == CountUnit::Clicks);
    let within = shared.zip(clicks).map_or([Proportion::new(0, 0); 2], |(days, clicks)| {
        [Lens::Push, Lens::Pull]
            .map(|lens| Proportion::new(buyers_within(scope, lens, days), clicks.within(lens, days)))
    });
    // Where no voice names its customer, nobody can say which direction brought whoever recommends.
    let heard = if advocates.any_named { people.retained } else { Split::default() };
    let recommend = ratio(advocates.retained, heard);
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
        share("recommend", DefinitionId::Recommend, recommend),
        Figure::scores(own[0].answers, own[1].answers),
        net.in_currencies(currency, currency),
    ]
    .map(Figure::done)
    .to_vec();
    settle(&mut figures);
    figures
}

/// What the customers of each direction did, in the order of [`Direction::ALL`].
fn direct(scope: &Scope<'_>, answers: &[Answer]) -> [Direct; 2] {
    let place = |direction: Direction| usize::from(direction != Direction::ALL[0]);
    let mut sides = scope.fold(
        <[Direct; 2]>::default,
        |own, customer, occasions| {
            if let Some(direction) = customer.direction {
                own[place(direction)].count(scope, customer, occasions);
            }
        },
        |all, part| all.iter_mut().zip(&part).for_each(|(own, other)| own.absorb(other)),
    );
    for answer in answers {
        let customer = answer.customer.and_then(|code| scope.customer(code));
        if let Some(direction) = customer.and_then(|customer| customer.direction) {
            count(&mut sides[place(direction)].answers, answer);
        }
    }
    sides
}

impl Direct {
    fn count(&mut self, scope: &Scope<'_>, customer: &Customer, occasions: &[Occasion]) {
        let window = i32::try_from(scope.spec.open_window_days).unwrap_or(i32::MAX);
        let first = occasions[0].day;
        let is_over = scope.as_of.is_some_and(|as_of| as_of.since(first) >= window);
        if scope.is_first_time(first) && is_over {
            let second = occasions.get(1);
            self.back[1] += 1;
            self.back[0] += u64::from(second.is_some_and(|second| second.day.since(first) <= window));
        }
        if occasions.iter().any(|occasion| scope.spec.period.contains(occasion.day)) {
            let counts =
                |row: &usize| scope.is_valid(*row) && scope.in_period(*row) && scope.is_in_currency(*row);
            let net = customer.rows().filter(counts).map(|row| scope.orders.net_minor[row]).sum();
            self.net.add(net);
        }
    }

    fn absorb(&mut self, other: &Self) {
        self.back[0] += other.back[0];
        self.back[1] += other.back[1];
        self.net.absorb(&other.net);
    }
}
