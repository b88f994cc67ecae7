//! Puts what an analysis says into the words, charts and tables of a report. Never computes a figure, never writes a file
//! (see `report`).

mod channels;
mod cohorts;
mod cost;
mod credit;
mod customers;
mod journey;
mod map;
mod method;
mod noted;
mod overview;
mod revenue;
mod say;
mod service;
mod value;
mod voice;
mod what_if;

use std::path::PathBuf;

use self::say::Say;
use super::jobs::Failure;
use crate::analysis::{Analysis, Spec};
use crate::domain::{Currency, Language};
use crate::import::conceal;
use crate::project::{Board, Note, Snapshot, Source};
use crate::report::{Kind, Page, Report, ReportError, for_client, render, veil};
use crate::tables::PseudonymKey;

/// Letters of a fingerprint: enough that no two snapshots of a shop share one.
const FINGERPRINT: usize = 12;

/// What a deliverable is made of: a snapshot, or what stands for one.
#[derive(Clone, Copy, Debug)]
pub struct Subject<'a> {
    /// Its name.
    pub name: &'a str,
    /// Day and time it was made, as shown; blank where nobody says.
    pub created: &'a str,
    /// The exports behind it.
    pub sources: &'a [Source],
    /// The question.
    pub spec: &'a Spec,
    /// The figures.
    pub analysis: &'a Analysis,
    /// What people wrote about it.
    pub notes: &'a [Note],
    /// The journey map, where somebody has made one.
    pub board: Option<&'a Board>,
}

impl<'a> Subject<'a> {
    /// A snapshot.
    pub fn of(snapshot: &'a Snapshot) -> Self {
        Self {
            name: &snapshot.name,
            created: &snapshot.created,
            sources: &snapshot.sources,
            spec: &snapshot.spec,
            analysis: &snapshot.analysis,
            notes: &snapshot.notes,
            board: Some(&snapshot.board),
        }
    }

    /// What tells it from every other: a digest of question and figures. The same figures of the same question have the same.
    pub fn fingerprint(&self) -> String {
        let told = serde_json::to_vec(&(self.spec, self.analysis)).unwrap_or_default();
        blake3::hash(&told).to_hex()[..FINGERPRINT].to_owned()
    }
}

/// How it is wanted.
#[derive(Clone, Debug, Default)]
pub struct Wish {
    /// Language of every text.
    pub language: Language,
    /// The key with which e-mails and phones are replaced in a copy for a client; `None` for the shop's own copy.
    pub client: Option<PseudonymKey>,
}

/// The report on a subject.
pub fn report(subject: &Subject<'_>, wish: &Wish) -> Report {
    let say = Say { language: wish.language, currency: subject.analysis.currency };
    let mut pages = pages(subject, &say);
    let cards = method::used(&pages);
    pages.insert(0, overview::page(subject, &say));
    let report = Report {
        language: wish.language,
        title: subject.name.to_owned(),
        question: overview::question(subject, &say),
        facts: overview::facts(subject, &say, wish.client.is_some()),
        pages,
        method: method::method(subject, &say, &cards),
        captions: method::captions(subject, &say),
    };
    match &wish.client {
        Some(key) => for_client(report).with_texts(&|text| conceal(text, key)),
        None => report,
    }
}

/// A deliverable to be made and written by the worker.
#[derive(Clone, Debug)]
pub struct ReportOrder {
    /// What it is of; present figures as the snapshot that they would be.
    pub snapshot: Snapshot,
    /// The journey map of the project.
    pub board: Board,
    /// How it is wanted.
    pub wish: Wish,
    /// Its format.
    pub kind: Kind,
    /// The page that a picture or a single table is of.
    pub page: Option<&'static str>,
    /// Where to write it.
    pub path: PathBuf,
}

impl ReportOrder {
    /// The bytes of the file.
    ///
    /// # Errors
    /// When the page is not there, or a library refuses.
    pub fn made(&self) -> Result<Vec<u8>, Failure> {
        let subject = Subject { board: Some(&self.board), ..Subject::of(&self.snapshot) };
        render(&report(&subject, &self.wish), self.kind, self.page).map_err(|error| match error {
            ReportError::NoPage { .. } => Failure::NoPage,
            error => Failure::Report(error.to_string()),
        })
    }
}

/// The report with dots in the place of every amount.
#[must_use]
pub fn without_money(report: Report, analysis: &Analysis) -> Report {
    let mut currencies: Vec<Currency> = analysis.currency.into_iter().collect();
    let channels = analysis.channels.iter().flatten().filter_map(|channel| channel.currency);
    let mixed = analysis.orders.iter().filter_map(|orders| orders.mixed_currencies.as_ref());
    let of_leaks = analysis.journey.leaks.iter().flat_map(|leak| &leak.amounts);
    currencies.extend(channels);
    currencies.extend(of_leaks.filter_map(|amount| amount.currency));
    currencies.extend(mixed.flatten().filter_map(|total| total.currency));
    currencies.sort();
    currencies.dedup();
    report.with_texts(&|text| veil(text, &currencies))
}

/// The pages that have something to say, in the order of the journey.
fn pages(subject: &Subject<'_>, say: &Say) -> Vec<Page> {
    let analysis = subject.analysis;
    let found = [
        journey::stages(subject, say),
        journey::leaks(analysis, say),
        journey::sides(analysis, say),
        customers::repeat(analysis, say),
        customers::groups(analysis, say),
        customers::ladder(analysis, say),
        cohorts::page(analysis, say),
        revenue::page(analysis, say),
        customers::rfm(analysis, say),
        value::page(analysis, say),
        channels::by_stage(analysis, say),
        channels::ads(analysis, say),
        cost::page(analysis, say),
        credit::page(analysis, say),
        voice::nps(analysis, say),
        voice::groups(analysis, say),
        voice::drivers(analysis, say),
        voice::reviews(analysis, say),
        service::csat(analysis, say),
        service::requests(analysis, say),
        service::delivery(analysis, say),
        service::carts(analysis, say),
        what_if::page(analysis, say),
        overview::compared(analysis, say),
        map::page(subject, say),
    ];
    found.into_iter().flatten().map(|page| noted::drawn(page, subject.notes)).collect()
}

#[cfg(test)]
mod tests;
