//! Push against pull on the same figures. Buyers who came through no named channel are on neither side. Never a figure of one side
//! that the other cannot have.

use super::super::DefinitionId;
use super::super::compare::figure::Figure;
use super::super::compare::verdict::settle;
use super::super::nps::{Answer, count};
use super::super::result::{ComparedFigure, CountUnit, FigureScale};
use super::super::scope::{Occasion, Scope};
use super::super::statistics::Moments;
use super::advocates::Advocates;
use super::people::{People, buyers_within};
use super::{Events, Split};
use crate::domain::{Day, Direction, Lens, Proportion};

/// What customers of a direction did in the period.
#[derive(Default)]
pub(super) struct Direct {
    /// First-time customers of the period who came back within the window, of those whose window is over.
    back: [u64; 2],
    /// Net value of the period per customer who bought in it.
    net: Moments,
}

/// The place of a direction.
pub(super) fn side_of(direction: Direction) -> usize {
    usize::from(direction != Direction::ALL[0])
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
    let (own, answers) = (&people.sides, of_sides(scope, answers));
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
        Figure::scores(answers[0], answers[1]),
        net.in_currencies(currency, currency),
    ]
    .map(Figure::done)
    .to_vec();
    settle(&mut figures);
    figures
}

/// Answers, promoters and detractors of the customers of each direction.
fn of_sides(scope: &Scope<'_>, answers: &[Answer]) -> [[u64; 3]; 2] {
    let mut sides = [[0; 3]; 2];
    for answer in answers {
        let customer = answer.customer.and_then(|code| scope.customer(code));
        if let Some(direction) = customer.and_then(|customer| customer.direction) {
            count(&mut sides[side_of(direction)], answer);
        }
    }
    sides
}

impl Direct {
    /// Adds a customer who bought in the period, for so much.
    pub(super) fn count(&mut self, scope: &Scope<'_>, occasions: &[Occasion], net: i64) {
        let window = i32::try_from(scope.spec.open_window_days).unwrap_or(i32::MAX);
        let first = occasions[0].day;
        let is_over = scope.as_of.is_some_and(|as_of| as_of.since(first) >= window);
        if scope.is_first_time(first) && is_over {
            let second = occasions.get(1);
            self.back[1] += 1;
            self.back[0] += u64::from(second.is_some_and(|second| second.day.since(first) <= window));
        }
        self.net.add(net);
    }

    pub(super) fn absorb(&mut self, other: &Self) {
        self.back[0] += other.back[0];
        self.back[1] += other.back[1];
        self.net.absorb(&other.net);
    }
}
