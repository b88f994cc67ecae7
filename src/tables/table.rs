//! The canonical tables by name, and which stages of the journey each feeds. Never holds a row.

use crate::domain::Stage;

/// The canonical tables by name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Table {
    /// Orders and their lines.
    Orders,
    /// Ad reports.
    Ads,
    /// Survey answers on the 0-10 scale.
    Answers,
    /// Reviews with stars.
    Reviews,
    /// Support tickets.
    Tickets,
    /// Messages of chats.
    Messages,
    /// Web statistics.
    WebDays,
    /// E-mail campaigns.
    Campaigns,
    /// Parcels.
    Parcels,
    /// Returns.
    Returns,
    /// Carts.
    Carts,
    /// Recommendations that led to somebody.
    Referrals,
    /// Customer lists.
    Customers,
    /// Event logs.
    Events,
    /// Logs of visits and other contacts, each with its source.
    Touches,
}

impl Table {
    /// All tables, in the order in which they are shown.
    pub const ALL: [Self; 15] = [
        Self::Orders,
        Self::Ads,
        Self::Answers,
        Self::Reviews,
        Self::Tickets,
        Self::Messages,
        Self::WebDays,
        Self::Campaigns,
        Self::Parcels,
        Self::Returns,
        Self::Carts,
        Self::Referrals,
        Self::Customers,
        Self::Events,
        Self::Touches,
    ];

    /// Stable machine name, as in the JSON of the command line.
    pub fn id(self) -> &'static str {
        match self {
            Self::Orders => "orders",
            Self::Ads => "ads",
            Self::Answers => "answers",
            Self::Reviews => "reviews",
            Self::Tickets => "tickets",
            Self::Messages => "messages",
            Self::WebDays => "web_days",
            Self::Campaigns => "campaigns",
            Self::Parcels => "parcels",
            Self::Returns => "returns",
            Self::Carts => "carts",
            Self::Referrals => "referrals",
            Self::Customers => "customers",
            Self::Events => "events",
            Self::Touches => "touches",
        }
    }

    /// Stages whose count the table can fill, in the order of the journey. Service and delivery tables fill none: they explain
    /// why people stay or leave; contacts explain what brought them.
    pub fn feeds(self) -> &'static [Stage] {
        match self {
            Self::Orders => &[Stage::Purchase, Stage::Retention],
            Self::Ads | Self::Campaigns => &[Stage::Awareness, Stage::Consideration],
            Self::WebDays | Self::Messages => &[Stage::Consideration],
            Self::Answers | Self::Reviews | Self::Referrals => &[Stage::Advocacy],
            Self::Tickets
            | Self::Parcels
            | Self::Returns
            | Self::Carts
            | Self::Customers
            | Self::Events
            | Self::Touches => &[],
        }
    }

    /// Tables that can fill the count of `stage`.
    pub fn feeding(stage: Stage) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |table| table.feeds().contains(&stage))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_stage_can_be_filled_by_some_table() {
        for stage in Stage::ALL {
            assert!(Table::feeding(stage).next().is_some(), "{stage:?}");
        }
        let advocacy: Vec<Table> = Table::feeding(Stage::Advocacy).collect();
        assert_eq!(advocacy, [Table::Answers, Table::Reviews, Table::Referrals]);
    }
}
