//! The built-in sample shop. Never reads a disk and never touches a person's own files.

use std::borrow::Cow;
use std::path::PathBuf;

use crate::import::Input;
use crate::project::Document;

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
    ("parcels.csv", include_bytes!("../../sample_data/parcels.csv")),
    ("returns.csv", include_bytes!("../../sample_data/returns.csv")),
    ("visits.csv", include_bytes!("../../sample_data/visits.csv")),
    ("carts.csv", include_bytes!("../../sample_data/carts.csv")),
];

/// The exports of the sample shop, ready to import.
pub fn inputs() -> Vec<Input> {
    let input = |(name, bytes): &(&str, &'static [u8])| Input::Bytes {
        name: format!("{PREFIX}{name}"),
        bytes: Cow::Borrowed(*bytes),
    };
    FILES.iter().map(input).collect()
}

/// The exports that a project was made from; the sample shop where it was made from that.
pub fn inputs_of(document: &Document) -> Vec<Input> {
    let is_sample = |path: &str| path.starts_with(PREFIX);
    if !document.sources.is_empty() && document.sources.iter().all(|source| is_sample(&source.path)) {
        return inputs();
    }
    document.sources.iter().map(|source| Input::Path(PathBuf::from(&source.path))).collect()
}
