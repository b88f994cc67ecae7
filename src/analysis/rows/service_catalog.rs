//! The figures of service, delivery and carts by name, place and definition. Never looks at a table.

use super::catalog::Counted;
use super::service_figure::ServiceFigure;
use crate::analysis::{Analysis, DefinitionId, Share};

/// Tells `add` each figure that the analysis says.
pub(super) fn figures(
    analysis: &Analysis,
    mut add: impl FnMut(ServiceFigure, DefinitionId, String, Counted),
) {
    let mut share = |figure: ServiceFigure, definition: DefinitionId, at: &str, says: &Share| {
        add(figure, definition, at.to_owned(), Counted::share(says.numerator, says.denominator));
    };
    if let Some(own) = &analysis.service {
        let (reply, solved) = (own.definition, own.resolution_definition);
        share(ServiceFigure::InTime, reply, "/service/within_target", &own.within_target);
        share(ServiceFigure::Unanswered, reply, "/service/unanswered", &own.unanswered);
        share(ServiceFigure::Reopened, solved, "/service/reopened", &own.reopened);
        share(ServiceFigure::SolvedForGood, solved, "/service/solved_for_good", &own.solved_for_good);
        share(ServiceFigure::SameIssue, own.same_issue_definition, "/service/same_issue", &own.same_issue);
    }
    if let Some(own) = &analysis.delivery {
        let claims = own.claims_definition;
        share(ServiceFigure::OnTime, own.definition, "/delivery/on_time", &own.on_time);
        share(ServiceFigure::WrongOrDamaged, claims, "/delivery/wrong_or_damaged", &own.wrong_or_damaged);
        share(ServiceFigure::Returned, claims, "/delivery/returned", &own.returned);
        if let Some(perfect) = &own.perfect {
            share(ServiceFigure::Perfect, perfect.definition, "/delivery/perfect/joint", &perfect.joint);
        }
    }
    if let Some(own) = &analysis.carts {
        share(ServiceFigure::AbandonedCarts, own.definition, "/carts/abandoned", &own.abandoned);
    }
    if let Some(own) = &analysis.service {
        let topics = own.complaints_definition;
        add(ServiceFigure::Requests, topics, "/service/requests".to_owned(), Counted::count(own.requests));
        for (index, topic) in own.complaints.iter().enumerate() {
            let figure = ServiceFigure::Topic(topic.topic.clone().unwrap_or_default());
            add(figure, topics, format!("/service/complaints/{index}"), Counted::count(topic.requests));
        }
    }
}
