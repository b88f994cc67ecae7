//! The built-in sample shop. Never reads a disk and never touches a person's own files.

use std::borrow::Cow;

use crate::import::Input;

/// What the paths of the sample shop's files begin with, in reports and projects.
pub const PREFIX: &str = "sample/";

/// The exports of the sample shop: file name and content.
const FILES: &[(&str, &[u8])] = &[
    ("shopee_orders_2025.csv", include_bytes!("../../sample_data/shopee_orders_2025.csv")),
    ("shopee_orders_2026.csv", include_bytes!("../../sample_data/shopee_orders_2026.csv")),
    ("shopify_orders.csv", include_bytes!("../../sample_data/shopify_orders.csv")),
    ("meta_ads_daily.csv", include_bytes!("../../sample_data/meta_ads_daily.csv")),
    ("google_ads_campaigns.csv", include_bytes!("../../sample_data/google_ads_campaigns.csv")),
    ("nps_answers.csv", include_bytes!("../../sample_data/nps_answers.csv")),
    ("reviews.csv", include_bytes!("../../sample_data/reviews.csv")),
    ("tickets.csv", include_bytes!("../../sample_data/tickets.csv")),
];

/// The exports of the sample shop, ready to import.
pub fn inputs() -> Vec<Input> {
    let input = |(name, bytes): &(&str, &'static [u8])| Input::Bytes {
        name: format!("{PREFIX}{name}"),
        bytes: Cow::Borrowed(*bytes),
    };
    FILES.iter().map(input).collect()
}
