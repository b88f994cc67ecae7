//! The states in which the gallery shows every chart: shops of nothing, of one order, of two weeks, of two years, of far too much.
//! Never reads a disk, never touches a person's own files.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;

use super::flows::{FlowLook, FlowsAnswer};
use super::paths::{PathsAnswer, PathsQuestion};
use super::sample;
use crate::analysis::{Analysis, DataQuality, Spec, analyze, data_quality};
use crate::import::{ImportReport, Input, Options, Unwatched, import};

/// One shop with everything that the charts show of it.
#[derive(Clone, Debug)]
pub struct ShopState {
    /// Key of its name.
    pub key: &'static str,
    /// The figures.
    pub analysis: Analysis,
    /// What its files cover.
    pub quality: DataQuality,
    /// What was read.
    pub report: ImportReport,
    /// A funnel.
    pub paths: Arc<PathsAnswer>,
    /// The ways of its customers.
    pub flows: Arc<FlowsAnswer>,
}

/// Every state, the least first. A shop that cannot be computed is left out.
pub fn shops() -> Vec<ShopState> {
    [
        ("gallery.empty", vec![file("orders.csv", HEADER.to_owned())]),
        (
            "gallery.one",
            vec![file("orders.csv", format!("{HEADER}1,2026-01-05,120.50,ann@example.com,THB\n"))],
        ),
        ("gallery.immature", vec![file("orders.csv", two_weeks())]),
        ("gallery.many", sample::inputs()),
        ("gallery.huge", vec![file("orders.csv", long_and_dear())]),
    ]
    .into_iter()
    .filter_map(|(key, inputs)| shop(key, &inputs))
    .collect()
}

const HEADER: &str = "order_id,date,total,email,currency\n";

fn file(name: &str, text: String) -> Input {
    Input::Bytes { name: name.to_owned(), bytes: Cow::Owned(text.into_bytes()) }
}

fn shop(key: &'static str, inputs: &[Input]) -> Option<ShopState> {
    let imported = import(inputs, &Options::default(), &Unwatched).ok()?;
    let spec = Spec::default();
    let analysis = analyze(&imported.tables, &spec).ok()?;
    let quality = data_quality(&imported.tables).ok()?;
    let question = PathsQuestion { funnel: None, group: None, traced: None, unit: Default::default() };
    let paths = Arc::new(super::paths::answer(&imported, &spec, &question).ok()?);
    let flows = Arc::new(super::flows::answer(&imported, &spec, &FlowLook::default()).ok()?);
    Some(ShopState { key, analysis, quality, report: imported.report, paths, flows })
}

/// A shop that opened two weeks ago: nothing is decided yet.
fn two_weeks() -> String {
    let mut text = HEADER.to_owned();
    for number in 0..40 {
        let _ = writeln!(
            text,
            "{number},2026-01-{:02},{}.00,c{}@example.com,THB",
            number % 14 + 1,
            90 + number,
            number % 31
        );
    }
    text
}

/// Fifteen years of orders of a hundred million each.
fn long_and_dear() -> String {
    let mut text = HEADER.to_owned();
    for number in 0..1_800 {
        let (year, month, day) = (2011 + number / 120, number / 10 % 12 + 1, number % 10 * 2 + 1);
        let customer = number * 7 % 611;
        let _ =
            writeln!(text, "{number},{year}-{month:02}-{day:02},123456789.00,c{customer}@example.com,THB");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_state_is_there_and_is_what_it_says() {
        let shops = shops();
        let orders: Vec<(&str, u64)> = shops
            .iter()
            .map(|shop| (shop.key, shop.analysis.orders.as_ref().map_or(0, |orders| orders.valid_orders)))
            .collect();
        assert_eq!(orders[..3], [("gallery.empty", 0), ("gallery.one", 1), ("gallery.immature", 40)]);
        assert_eq!((shops.len(), orders[4]), (5, ("gallery.huge", 1_800)));
        let cohorts = shops[4].analysis.cohorts.as_ref().map_or(0, |cohorts| cohorts.rows.len());
        assert!(cohorts > 40, "{cohorts}");
    }
}
