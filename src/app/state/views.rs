//! The views of the window and their parts. Never what they show.

use crate::analysis::{Families, Family};

const JOURNEY: Families = Families::of(&[Family::Journey, Family::Repeat, Family::Voice]);
const MAP: Families =
    Families::of(&[Family::Journey, Family::Repeat, Family::Revenue, Family::Voice, Family::Service]);
const VOICE: Families = Families::of(&[Family::Voice]);
/// What the view of the channels shows.
const CHANNELS: Families =
    Families::of(&[Family::Journey, Family::Channels, Family::Efficiency, Family::Attribution]);
const WHAT_IF: Families = Families::of(&[Family::WhatIf]);
const SERVICE: Families = Families::of(&[Family::Service]);

/// The views of the navigation rail.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum View {
    /// The five-stage funnel.
    #[default]
    Journey,
    /// Repeat purchase, cohorts, revenue.
    Customers,
    /// What the ads cost, what they claim, and which channel brings whom.
    Channels,
    /// Event funnels over the journey.
    Paths,
    /// NPS and reviews.
    Voice,
    /// Tickets, chats, parcels, carts.
    Service,
    /// What a change would bring.
    WhatIf,
    /// The workshop's board: stages by lanes.
    Map,
    /// Frozen views.
    Snapshots,
    /// What was imported and what was not.
    Data,
}

impl View {
    /// All views, in the order of the rail.
    pub const ALL: [Self; 10] = [
        Self::Journey,
        Self::Customers,
        Self::Channels,
        Self::Paths,
        Self::Voice,
        Self::Service,
        Self::WhatIf,
        Self::Map,
        Self::Snapshots,
        Self::Data,
    ];

    /// Key of the label.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Journey => "view.journey",
            Self::Customers => "view.customers",
            Self::Channels => "view.channels",
            Self::Paths => "view.paths",
            Self::Voice => "view.voice",
            Self::Service => "view.service",
            Self::WhatIf => "view.what_if",
            Self::Map => "view.map",
            Self::Snapshots => "view.snapshots",
            Self::Data => "view.data",
        }
    }

    /// Stable machine name.
    pub fn id(self) -> &'static str {
        match self {
            Self::Journey => "journey",
            Self::Customers => "customers",
            Self::Channels => "channels",
            Self::Paths => "paths",
            Self::Voice => "voice",
            Self::Service => "service",
            Self::WhatIf => "what_if",
            Self::Map => "map",
            Self::Snapshots => "snapshots",
            Self::Data => "data",
        }
    }

    /// The figures that it shows; of the customers the part `tab`.
    pub fn families(self, tab: CustomersTab) -> Families {
        match self {
            Self::Journey | Self::Paths => JOURNEY,
            Self::Map => MAP,
            Self::Customers => tab.families(),
            Self::Voice => VOICE,
            Self::Channels => CHANNELS,
            Self::Service => SERVICE,
            Self::WhatIf => WHAT_IF,
            Self::Snapshots | Self::Data => Families::ALL,
        }
    }

    /// Whether lens and period change what it shows.
    pub fn has_filters(self) -> bool {
        matches!(
            self,
            Self::Journey
                | Self::Customers
                | Self::Channels
                | Self::Paths
                | Self::Voice
                | Self::Service
                | Self::WhatIf
                | Self::Map
        )
    }
}

/// The parts of the channels view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ChannelsTab {
    /// What the ads cost and whom they bring.
    #[default]
    Cost,
    /// Who gets the credit for an order.
    Credit,
    /// Push against pull.
    Sides,
    /// Where orders come from.
    Sources,
}

impl ChannelsTab {
    /// All parts, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Cost, Self::Credit, Self::Sides, Self::Sources];

    /// Key of the label.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Cost => "channels.part.cost",
            Self::Credit => "channels.part.credit",
            Self::Sides => "channels.part.sides",
            Self::Sources => "channels.part.sources",
        }
    }
}

/// The parts of the customers view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum CustomersTab {
    /// Who comes back, and how soon.
    #[default]
    Repeat,
    /// Month by month, people and money.
    Cohorts,
    /// From purchase to purchase.
    Ladder,
    /// Recency, frequency, monetary value.
    Rfm,
    /// What customers have brought and may still bring.
    Value,
}

impl CustomersTab {
    /// All parts, in the order they are offered.
    pub const ALL: [Self; 5] = [Self::Repeat, Self::Cohorts, Self::Ladder, Self::Rfm, Self::Value];

    /// The figures that it shows: the finding above all parts, and its own.
    fn families(self) -> Families {
        use Family::{Cohorts, Repeat, RepeatInDepth, Revenue, Rfm, Translations};
        match self {
            Self::Repeat => Families::of(&[Repeat, RepeatInDepth, Translations]),
            Self::Cohorts => Families::of(&[Repeat, Cohorts, Revenue]),
            Self::Ladder => Families::of(&[Repeat, RepeatInDepth]),
            Self::Rfm => Families::of(&[Repeat, Rfm]),
            // What is predicted is fitted anew for a segment: it comes after the rest, and says so until then.
            Self::Value => Families::of(&[Repeat, Family::Value]),
        }
    }

    /// Key of the label.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Repeat => "customers.tab.repeat",
            Self::Cohorts => "customers.tab.cohorts",
            Self::Ladder => "customers.tab.ladder",
            Self::Rfm => "customers.tab.rfm",
            Self::Value => "customers.tab.value",
        }
    }
}

/// The parts of the paths view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum PathsTab {
    /// Chosen steps, and who is lost between them.
    #[default]
    Funnel,
    /// Which way customers go by themselves.
    Flow,
}

impl PathsTab {
    /// Both parts, in the order they are offered.
    pub const ALL: [Self; 2] = [Self::Funnel, Self::Flow];

    /// Key of the label.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Funnel => "path.tab.funnel",
            Self::Flow => "path.tab.flow",
        }
    }
}

/// The parts of the service view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum ServiceTab {
    /// Requests for help.
    #[default]
    Service,
    /// Parcels, claims, demand.
    Delivery,
    /// Carts.
    Carts,
}

impl ServiceTab {
    /// All parts, in the order they are offered.
    pub const ALL: [Self; 3] = [Self::Service, Self::Delivery, Self::Carts];

    /// Key of the label.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Service => "service.tab.service",
            Self::Delivery => "service.tab.delivery",
            Self::Carts => "service.tab.carts",
        }
    }
}

/// The parts of the data view.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum DataTab {
    /// Each file: what was read, used, left out and why.
    #[default]
    Files,
    /// Records per day and file.
    Coverage,
    /// Which file feeds which stage.
    Feeds,
    /// Who counts as one customer.
    Identity,
}

impl DataTab {
    /// All parts, in the order they are offered.
    pub const ALL: [Self; 4] = [Self::Files, Self::Coverage, Self::Feeds, Self::Identity];

    /// Key of the label.
    pub fn label_key(self) -> &'static str {
        match self {
            Self::Files => "data.tab.files",
            Self::Coverage => "data.tab.coverage",
            Self::Feeds => "data.tab.feeds",
            Self::Identity => "data.tab.identity",
        }
    }
}
