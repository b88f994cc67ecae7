//! Writes the sample shop: export files of an invented tea shop in Chiang Rai, in the shapes that real platforms write.
//! Never reads a clock, a network or another export: the same bytes on every run.

mod basket;
mod clock;
mod google_ads;
mod lives;
mod meta_ads;
mod nps;
mod parcels;
mod reviews;
mod rng;
mod shop;
mod shopee;
mod shopee_layout;
mod shopify;
mod shopify_layout;
mod table;
mod tickets;
mod visits;
mod words;

use std::error::Error;
use std::fs;
use std::path::PathBuf;

use rng::Rng;

/// The seed of every number in `sample_data/`.
const SEED: u64 = 20_241_611;

fn main() -> Result<(), Box<dyn Error>> {
    let folder = PathBuf::from(std::env::args_os().nth(1).unwrap_or_else(|| "sample_data".into()));
    let shop = lives::live(&mut Rng::new(SEED, 1));
    let [first, second] = shopee::files(&mut Rng::new(SEED, 2), &shop)?;
    let files = [
        ("shopee_orders_2025.csv", first),
        ("shopee_orders_2026.csv", second),
        ("shopify_orders.csv", shopify::file(&mut Rng::new(SEED, 3), &shop)?),
        ("meta_ads_daily.csv", meta_ads::file(&mut Rng::new(SEED, 4), &shop)?),
        ("google_ads_campaigns.csv", google_ads::file(&mut Rng::new(SEED, 5), &shop)),
        ("nps_answers.csv", nps::file(&mut Rng::new(SEED, 6), &shop)),
        ("reviews.csv", reviews::file(&mut Rng::new(SEED, 7), &shop)?),
        ("tickets.csv", tickets::file(&mut Rng::new(SEED, 8), &shop)?),
        ("parcels.csv", parcels::parcels(&mut Rng::new(SEED, 9), &shop)?),
        ("returns.csv", parcels::claims(&mut Rng::new(SEED, 10), &shop)?),
        ("visits.csv", visits::visits(&mut Rng::new(SEED, 11), &shop)?),
        ("carts.csv", visits::carts(&mut Rng::new(SEED, 12), &shop)?),
    ];
    for (name, text) in files {
        fs::write(folder.join(name), text)?;
    }
    Ok(())
}
