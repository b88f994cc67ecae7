//! What cells a field needs, and how well those of a column fit. Never looks at a header.

use super::facts::ColumnFacts;
use crate::import::profile::Field;
use crate::tables::Table;

/// What the cells of a field are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Days, with or without a time.
    Date,
    /// Money.
    Amount,
    /// Whole numbers.
    Count,
    /// E-mail addresses.
    Email,
    /// Phone numbers.
    Phone,
    /// 0 to 10.
    Score,
    /// 1 to 5.
    Stars,
    /// 1 to 5, or 1 to 7.
    Satisfaction,
    /// Status words.
    Status,
    /// Codes of currencies.
    Currency,
    /// Numbers or names that tell things apart.
    Id,
    /// Any text.
    Text,
}

impl Kind {
    /// What the cells of `field` are. A field that nobody listed here is text, which any cell fits.
    pub fn of(field: Field) -> Self {
        match field.name().as_str() {
            "day" | "first_day" | "last_day" | "ship_by" => Self::Date,
            name if name.ends_with("_at") => Self::Date,
            "total" | "subtotal" | "discount" | "shipping" | "tax" | "refunded" | "list_price"
            | "unit_price" | "line_total" | "spend" | "claimed_value" => Self::Amount,
            "quantity" | "returned_quantity" | "impressions" | "reach" | "link_clicks" | "clicks"
            | "claimed_orders" | "result_count" => Self::Count,
            "email" => Self::Email,
            "phone" => Self::Phone,
            "score" => Self::Score,
            "stars" => Self::Stars,
            "satisfaction" => Self::Satisfaction,
            "status" => Self::Status,
            "currency" => Self::Currency,
            "order_id" | "customer_id" => Self::Id,
            _ => Self::Text,
        }
    }

    /// How well a column's cells fit, 0 to 1: mostly the share of them that reads.
    pub(super) fn fit(self, facts: &ColumnFacts) -> f64 {
        if facts.filled == 0 {
            return 0.5;
        }
        let share = |count| facts.share(count);
        match self {
            // Bare numbers may be day numbers of a spreadsheet: a header has to say so.
            Self::Date => share(facts.dates).max(0.7 * share(facts.bare_dates)),
            Self::Amount => share(facts.numbers) * (1.0 - 0.7 * share(facts.phones)),
            Self::Count => {
                share(facts.whole).max(0.8 * share(facts.numbers)) * (1.0 - 0.7 * share(facts.phones))
            }
            Self::Email => share(facts.emails),
            Self::Phone => share(facts.phones),
            // Stars are scores, too; many of them and never another number are stars.
            Self::Score if facts.stars == facts.filled && facts.filled >= 10 => 0.5,
            Self::Score => share(facts.scores),
            Self::Stars => share(facts.stars),
            Self::Satisfaction => share(facts.sevens),
            // A word that nobody knows is asked for later; that there are few of them says more.
            Self::Status => share(facts.statuses).max(if facts.distinct <= 12 { 0.6 } else { 0.1 }),
            Self::Currency => share(facts.currencies),
            Self::Id => {
                let odd = share(facts.dates).max(share(facts.emails)).max(share(facts.decimals));
                (1.0 - odd) * if facts.longest > 60 { 0.4 } else { 1.0 }
            }
            Self::Text => 1.0 - share(facts.dates).max(0.5 * share(facts.numbers)),
        }
    }

    /// How likely a column is to be this field of that table by its cells alone, when its header says nothing.
    pub(super) fn bare_guess(field: Field, table: Table, facts: &ColumnFacts) -> f64 {
        if facts.filled == 0 {
            return 0.0;
        }
        let all = |count: usize| facts.share(count) >= 0.95;
        let mostly = |count: usize| facts.share(count) >= 0.8;
        let likely = |holds: bool, confidence: f64| if holds { confidence } else { 0.0 };
        match (table, field) {
            (_, Field::Email) => likely(mostly(facts.emails), 0.6),
            (_, Field::Phone) => likely(mostly(facts.phones), 0.5),
            (_, Field::Currency) => likely(all(facts.currencies), 0.6),
            (Table::Orders, Field::OrderedAt)
            | (Table::Ads, Field::Day)
            | (Table::Answers, Field::AnsweredAt)
            | (Table::Reviews, Field::ReviewedAt)
            | (Table::Tickets, Field::OpenedAt) => likely(all(facts.dates), 0.5),
            (Table::Orders, Field::Status) => likely(mostly(facts.statuses), 0.55),
            (Table::Orders, Field::Total) => likely(all(facts.numbers) && mostly(facts.decimals), 0.4),
            (Table::Orders, Field::OrderId) => {
                let unique = facts.distinct * 10 >= facts.filled * 9 && facts.filled >= 3;
                let plain = !mostly(facts.dates)
                    && !mostly(facts.emails)
                    && !mostly(facts.phones)
                    && facts.decimals == 0;
                likely(unique && plain && facts.longest <= 40, 0.35)
            }
            (Table::Answers, Field::Score) => likely(all(facts.scores) && facts.distinct > 5, 0.4),
            (Table::Reviews, Field::Stars) => likely(all(facts.stars) && facts.distinct <= 5, 0.35),
            _ => 0.0,
        }
    }
}
