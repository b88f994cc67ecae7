//! Service, delivery and carts of two sides, each share over what can be judged as of its own end of the data. Never an effect, which
//! compares customers within one side already.

use super::super::DefinitionId;
use super::super::result::{FigureScale, Share, Waiting};
use super::super::statistics::Estimate;
use super::Side;
use super::figure::Figure;
use crate::domain::Proportion;

/// All figures that both sides have.
pub(super) fn figures(out: &mut Vec<Figure>, now: &Side<'_>, then: &Side<'_>) {
    requests(out, now, then);
    parcels(out, now, then);
    if let (Some(a), Some(b)) = (&now.analysis.carts, &then.analysis.carts) {
        share(out, "carts.abandoned", a.definition, &a.abandoned, &b.abandoned);
    }
}

fn requests(out: &mut Vec<Figure>, now: &Side<'_>, then: &Side<'_>) {
    let (Some(a), Some(b)) = (&now.analysis.service, &then.analysis.service) else { return };
    if a.requests + b.requests > 0 {
        let [first, second] = [(a.requests, now.samples.days), (b.requests, then.samples.days)];
        let rate = |(requests, days)| Proportion::new(requests, days);
        let scale = FigureScale::PerDay;
        let definition = a.complaints_definition;
        out.push(Figure::rates("service.requests", definition, scale, rate(first), rate(second)));
    }
    share(out, "service.in_time", a.definition, &a.within_target, &b.within_target);
    share(out, "service.unanswered", a.definition, &a.unanswered, &b.unanswered);
    medians(out, ("service.reply", FigureScale::Minutes, a.definition), a.reply, b.reply);
    let solved = a.resolution_definition;
    share(out, "service.reopened", solved, &a.reopened, &b.reopened);
    share(out, "service.solved_for_good", solved, &a.solved_for_good, &b.solved_for_good);
    share(out, "service.same_issue", a.same_issue_definition, &a.same_issue, &b.same_issue);
}

fn parcels(out: &mut Vec<Figure>, now: &Side<'_>, then: &Side<'_>) {
    let (Some(a), Some(b)) = (&now.analysis.delivery, &then.analysis.delivery) else { return };
    let claims = a.claims_definition;
    share(out, "delivery.on_time", a.definition, &a.on_time, &b.on_time);
    medians(out, ("delivery.days", FigureScale::Days, a.definition), a.days, b.days);
    share(out, "delivery.wrong_or_damaged", claims, &a.wrong_or_damaged, &b.wrong_or_damaged);
    share(out, "delivery.returned", claims, &a.returned, &b.returned);
    if let (Some(one), Some(two)) = (&a.perfect, &b.perfect) {
        share(out, "delivery.perfect", one.definition, &one.joint, &two.joint);
    }
}

fn share(out: &mut Vec<Figure>, name: &str, definition: DefinitionId, now: &Share, then: &Share) {
    if now.denominator + then.denominator > 0 {
        out.push(Figure::share(name, definition, now.proportion(), then.proportion()));
    }
}

/// Two medians of times that are over; those that are not stand in the shares beside them.
fn medians(
    out: &mut Vec<Figure>,
    (name, scale, definition): (&str, FigureScale, DefinitionId),
    now: Option<Waiting>,
    then: Option<Waiting>,
) {
    if now.is_none() && then.is_none() {
        return;
    }
    let of = |side: Option<Waiting>| {
        let side = side?;
        Some(Estimate { value: side.median?, low: side.low?, high: side.high? })
    };
    let values = [now, then].map(|side| side.map_or((None, 0), |side| (side.median, side.n)));
    out.push(Figure::estimates(name, definition, scale, of(now), of(then)).known(values));
}
