//! The figures of service, delivery and carts by name, place and definition. Never looks at a table.

use super::catalog::Counted;
use super::service_figure::{DemandWhen, ServiceFigure, ServicePart};
use crate::analysis::{Analysis, Carts, DefinitionId, Delivery, Demand, DemandPart, Service, Share};

/// Takes a figure: its name, its card, its place, what it says.
type Add<'list> = &'list mut dyn FnMut(ServiceFigure, DefinitionId, String, Counted);

/// Tells `add` each figure that the analysis says.
pub(super) fn figures(
    analysis: &Analysis,
    mut add: impl FnMut(ServiceFigure, DefinitionId, String, Counted),
) {
    analysis.service.iter().for_each(|own| service(own, &mut add));
    analysis.delivery.iter().for_each(|own| delivery(own, &mut add));
    analysis.carts.iter().for_each(|own| carts(own, &mut add));
}

fn of(share: &Share) -> Counted {
    Counted::share(share.numerator, share.denominator)
}

fn service(own: &Service, add: Add<'_>) {
    let (reply, solved) = (own.definition, own.resolution_definition);
    let shares = [
        (ServiceFigure::InTime, reply, "within_target", &own.within_target),
        (ServiceFigure::Unanswered, reply, "unanswered", &own.unanswered),
        (ServiceFigure::Reopened, solved, "reopened", &own.reopened),
        (ServiceFigure::SolvedForGood, solved, "solved_for_good", &own.solved_for_good),
        (ServiceFigure::SameIssue, own.same_issue_definition, "same_issue", &own.same_issue),
    ];
    for (figure, definition, at, share) in shares {
        add(figure, definition, format!("/service/{at}"), of(share));
    }
    let topics = own.complaints_definition;
    add(ServiceFigure::Requests, topics, "/service/requests".to_owned(), Counted::count(own.requests));
    for (index, topic) in own.complaints.iter().enumerate() {
        let figure = ServiceFigure::Topic(topic.topic.clone().unwrap_or_default());
        add(figure, topics, format!("/service/complaints/{index}"), Counted::count(topic.requests));
    }
    for (index, month) in own.months.iter().enumerate() {
        let part = || ServicePart::Month(month.month);
        let requests = ServiceFigure::Requests.part(part());
        let pointer = format!("/service/months/{index}");
        requests.into_iter().for_each(|id| add(id, topics, pointer.clone(), Counted::count(month.requests)));
        let in_time = ServiceFigure::InTime.part(part()).into_iter();
        in_time.for_each(|id| add(id, reply, format!("{pointer}/within_target"), of(&month.within_target)));
    }
    for (index, slot) in own.hours.iter().enumerate() {
        let id = ServiceFigure::Requests.part(ServicePart::Hour(slot.weekday, slot.hour)).into_iter();
        let says = Counted::count(slot.requests);
        id.for_each(|id| add(id, own.hours_definition, format!("/service/hours/{index}"), says));
    }
}

fn delivery(own: &Delivery, add: Add<'_>) {
    let (kept, claims) = (own.definition, own.claims_definition);
    let shares = [
        (ServiceFigure::OnTime, kept, "on_time", &own.on_time),
        (ServiceFigure::HandedOver, kept, "handed_over", &own.handed_over),
        (ServiceFigure::WrongOrDamaged, claims, "wrong_or_damaged", &own.wrong_or_damaged),
        (ServiceFigure::Returned, claims, "returned", &own.returned),
        (ServiceFigure::OutOfStock, claims, "out_of_stock", &own.out_of_stock),
    ];
    for (figure, definition, at, share) in shares {
        add(figure, definition, format!("/delivery/{at}"), of(share));
    }
    if let Some(perfect) = &own.perfect {
        let pointer = "/delivery/perfect/joint".to_owned();
        add(ServiceFigure::Perfect, perfect.definition, pointer, of(&perfect.joint));
    }
    for (index, kind) in own.claims.iter().enumerate() {
        add(ServiceFigure::Claim(kind.claim), claims, format!("/delivery/claims/{index}"), of(&kind.orders));
    }
    for (index, month) in own.months.iter().enumerate() {
        let id = ServiceFigure::OnTime.part(ServicePart::Month(month.month)).into_iter();
        id.for_each(|id| add(id, kept, format!("/delivery/months/{index}/on_time"), of(&month.on_time)));
    }
    for (index, courier) in own.couriers.iter().enumerate() {
        let name = courier.courier.clone().unwrap_or_default();
        let id = ServiceFigure::OnTime.part(ServicePart::Courier(name)).into_iter();
        id.for_each(|id| add(id, kept, format!("/delivery/couriers/{index}/on_time"), of(&courier.on_time)));
    }
    own.demand.iter().for_each(|own| demand(own, add));
}

fn demand(own: &Demand, add: Add<'_>) {
    let of = |part: &DemandPart| Counted::count(part.per_day.numerator);
    for (index, part) in own.weekdays.iter().enumerate() {
        let id = ServiceFigure::Demand(DemandWhen::Weekday(part.part));
        add(id, own.definition, format!("/delivery/demand/weekdays/{index}"), of(part));
    }
    for (index, part) in own.seasons.iter().enumerate() {
        let id = ServiceFigure::Demand(DemandWhen::Season(part.part));
        add(id, own.definition, format!("/delivery/demand/seasons/{index}"), of(part));
    }
    for (index, peak) in own.peaks.iter().enumerate() {
        let id = ServiceFigure::Demand(DemandWhen::Day(peak.day));
        let says = Counted::count(peak.orders);
        add(id, own.definition, format!("/delivery/demand/peaks/{index}"), says);
    }
}

fn carts(own: &Carts, add: Add<'_>) {
    let definition = own.definition;
    add(ServiceFigure::AbandonedCarts, definition, "/carts/abandoned".to_owned(), of(&own.abandoned));
    let people = &own.abandoned_people;
    add(ServiceFigure::AbandonedPeople, definition, "/carts/abandoned_people".to_owned(), of(people));
    for (index, month) in own.months.iter().enumerate() {
        let id = ServiceFigure::AbandonedCarts.part(ServicePart::Month(month.month)).into_iter();
        let says = Counted { still_open: Some(month.still_open), ..of(&month.abandoned) };
        id.for_each(|id| add(id, definition, format!("/carts/months/{index}"), says));
    }
}
