//! The figures of channels by name and place: whom each brings, at what cost, and which signs say so. Never looks at a table.

use super::catalog::Counted;
use super::figure::{FigureId, ValuePart};
use crate::analysis::{Analysis, DefinitionId, Efficiency, Origins};

/// Takes a figure: its name, its card, its place, what it says.
type Add<'list> = &'list mut dyn FnMut(FigureId, DefinitionId, String, Counted);

/// Tells `add` each figure that the analysis says.
pub(super) fn figures(analysis: &Analysis, add: Add<'_>) {
    for (index, row) in analysis.journey.channels.iter().flat_map(|matrix| &matrix.rows).enumerate() {
        let share = row.retained;
        let says = Counted::share(share.numerator, share.denominator);
        let pointer = format!("/journey/channels/rows/{index}");
        add(FigureId::Buyers(row.channel.clone()), DefinitionId::ChannelStages, pointer, says);
    }
    if let Some(found) = &analysis.efficiency {
        customers(found, add);
        found.origins.iter().for_each(|found| origins(found, add));
    }
}

fn customers(found: &Efficiency, add: Add<'_>) {
    let mut won = |part, definition, pointer, customers| {
        add(FigureId::NewCustomers(part), definition, pointer, Counted::count(customers));
    };
    let cost = found.cac_definition;
    if let Some(customers) = found.new_customers {
        won(ValuePart::All, cost, "/efficiency/new_customers".to_owned(), customers);
    }
    for (index, row) in found.channels.iter().enumerate() {
        let part = ValuePart::Channel(row.channel.clone());
        won(part, cost, format!("/efficiency/channels/{index}"), row.new_customers);
    }
    for (index, row) in found.directions.iter().enumerate() {
        let Some(kind) = row.kind else { continue };
        won(ValuePart::Kind(kind), cost, format!("/efficiency/directions/{index}"), row.new_customers);
    }
    for (index, row) in found.cohorts.iter().enumerate() {
        let pointer = format!("/efficiency/cohorts/{index}");
        won(ValuePart::Month(row.month), row.definition, pointer, row.customers);
    }
}

fn origins(found: &Origins, add: Add<'_>) {
    for (index, own) in found.rules.iter().enumerate() {
        let pointer = format!("/efficiency/origins/rules/{index}");
        add(FigureId::Origin(own.rule, None), found.definition, pointer, Counted::count(own.orders));
    }
    for (index, own) in found.texts.iter().enumerate() {
        // Where the same words stand for two channels, no list is that of one of them.
        let is_same =
            |other: &&crate::analysis::OriginText| (other.rule, &other.text) == (own.rule, &own.text);
        if found.texts.iter().filter(is_same).count() == 1 {
            let id = FigureId::Origin(own.rule, Some(own.text.clone()));
            let pointer = format!("/efficiency/origins/texts/{index}");
            add(id, found.definition, pointer, Counted::count(own.orders));
        }
    }
}
