//! The tables as Parquet files and back, for a project that keeps its data. Never writes who anybody is: people are numbers there, and
//! what they wrote goes through whoever keeps it.

mod pages;
mod people;

use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

use polars::prelude::{Column, DataFrame};
use polars_io::SerReader;
use polars_io::parquet::read::ParquetReader;
use polars_io::parquet::write::{ParquetCompression, ParquetWriter};
use serde::{Deserialize, Serialize};

use self::people::KeptPeople;
use super::{Code, Codes, Coverage, Interner, Tables, TablesError, schema};
use crate::domain::{Channel, Currency};

/// The layout that this build writes and reads.
const LAYOUT: u32 = 1;
/// What is no table: counts, channels, coverage.
const ABOUT: &str = "about.json";
/// Ending of the tables.
const ENDING: &str = ".parquet";
/// The column of a list of names.
const NAME: &str = "name";
/// Conversations or sessions per row of their table; rows that another file replaces leave some without a row.
const MOST_PER_ROW: usize = 16;
/// The combinations of values that name people.
const HANDLES: &str = "handles";

/// One file of kept tables.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptFile {
    /// Its name, without a folder.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// A text that a person or a platform wrote in words of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// What somebody wrote with an answer or a review.
    Comment,
    /// What a link, an event or a tag is called.
    Label,
}

/// Why kept tables cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum KeptError {
    /// A newer version kept them in another layout.
    #[error("the tables were kept by a newer version (layout {0})")]
    Newer(u32),
    /// A file is missing, or not what it was when it was kept.
    #[error("the kept table `{0}` cannot be read")]
    Unlike(String),
    /// The list of what was kept cannot be written or read.
    #[error("the list of kept tables cannot be read: {0}")]
    About(#[from] serde_json::Error),
    /// The table engine stopped.
    #[error(transparent)]
    Tables(#[from] TablesError),
}

/// What is no table.
#[derive(Serialize, Deserialize)]
struct About {
    layout: u32,
    people: KeptPeople,
    conversations: usize,
    sessions: usize,
    channels: Vec<Channel>,
    currencies: Vec<Option<Currency>>,
    coverage: Vec<Coverage>,
    answers_rejected: u64,
    satisfaction_rejected: u64,
    zero_is_purchase: bool,
}

impl Tables {
    /// The tables as files. E-mails, phones and ids are left out, also the names of conversations and sessions; which records are of
    /// one person is kept. `rewrite` says what is kept of words; the same tables give the same bytes if it gives the same words.
    ///
    /// # Errors
    /// [`KeptError::Tables`] when polars cannot write a column.
    pub fn keep(&self, rewrite: &dyn Fn(Words, &str) -> String) -> Result<Vec<KeptFile>, KeptError> {
        let codes = &self.codes;
        let about = About {
            layout: LAYOUT,
            people: codes.identities.kept(&self.people),
            conversations: codes.conversations.len(),
            sessions: codes.sessions.len(),
            channels: codes.channels.clone(),
            currencies: codes.currencies.clone(),
            coverage: self.coverage.clone(),
            answers_rejected: self.answers_rejected,
            satisfaction_rejected: self.satisfaction_rejected,
            zero_is_purchase: self.zero_is_purchase,
        };
        let mut files = vec![KeptFile { name: ABOUT.to_owned(), bytes: serde_json::to_vec(&about)? }];
        files.push(parquet(HANDLES, codes.identities.handles_frame(&self.people)?)?);
        for (name, words, list) in lists(codes) {
            let texts: Vec<String> = list
                .names()
                .map(|text| words.map_or_else(|| text.to_owned(), |words| rewrite(words, text)))
                .collect();
            let frame = super::columns::frame(texts.len(), vec![Column::new(NAME.into(), texts)])?;
            files.push(parquet(&format!("names_{name}"), frame)?);
        }
        for (name, frame) in self.frames() {
            files.push(parquet(name, frame.clone())?);
        }
        Ok(files)
    }

    /// The tables that were kept in `files`.
    ///
    /// # Errors
    /// [`KeptError`]; nothing that a file says can end the program.
    pub fn from_kept(files: &[KeptFile]) -> Result<Self, KeptError> {
        // The reader of another format's bytes may panic where it should refuse; it holds nothing that could be left half changed.
        catch_unwind(AssertUnwindSafe(|| read(files))).unwrap_or_else(|_| Err(unlike(ABOUT)))
    }

    fn frames(&self) -> [(&'static str, &DataFrame); 17] {
        [
            ("orders", &self.orders),
            ("lines", &self.lines),
            ("ad_days", &self.ad_days),
            ("touches", &self.touches),
            ("origins", &self.origins),
            ("answers", &self.answers),
            ("reviews", &self.reviews),
            ("tickets", &self.tickets),
            ("referrals", &self.referrals),
            ("messages", &self.messages),
            ("parcels", &self.parcels),
            ("returns", &self.returns),
            ("carts", &self.carts),
            ("web_days", &self.web_days),
            ("campaigns", &self.campaigns),
            ("customers", &self.customers),
            ("events", &self.events),
        ]
    }

    fn frame_mut(&mut self, name: &str) -> Option<&mut DataFrame> {
        Some(match name {
            "orders" => &mut self.orders,
            "lines" => &mut self.lines,
            "ad_days" => &mut self.ad_days,
            "touches" => &mut self.touches,
            "origins" => &mut self.origins,
            "answers" => &mut self.answers,
            "reviews" => &mut self.reviews,
            "tickets" => &mut self.tickets,
            "referrals" => &mut self.referrals,
            "messages" => &mut self.messages,
            "parcels" => &mut self.parcels,
            "returns" => &mut self.returns,
            "carts" => &mut self.carts,
            "web_days" => &mut self.web_days,
            "campaigns" => &mut self.campaigns,
            "customers" => &mut self.customers,
            "events" => &mut self.events,
            _ => return None,
        })
    }
}

fn unlike(name: &str) -> KeptError {
    KeptError::Unlike(name.to_owned())
}

fn read(files: &[KeptFile]) -> Result<Tables, KeptError> {
    let about = files.iter().find(|file| file.name == ABOUT);
    let about = about.ok_or_else(|| unlike(ABOUT))?;
    let about: About = serde_json::from_slice(&about.bytes)?;
    if about.layout > LAYOUT {
        return Err(KeptError::Newer(about.layout));
    }
    let mut tables = Tables::empty()?;
    let handles = frame_of(files, HANDLES)?;
    let (identities, people) = about.people.read(&handles).ok_or_else(|| unlike(HANDLES))?;
    (tables.codes.identities, tables.people) = (identities, people);
    for (name, list) in lists_mut(&mut tables.codes) {
        *list = names_of(files, name)?;
    }
    for (name, count, numbered) in [
        ("messages", about.conversations, &mut tables.codes.conversations),
        ("events", about.sessions, &mut tables.codes.sessions),
    ] {
        // More than a few per row that is left are no count of ours; nobody counts them up.
        let most = frame_of(files, name)?.height().saturating_add(1).saturating_mul(MOST_PER_ROW);
        *numbered =
            Interner::numbered(Some(count).filter(|count| *count <= most).ok_or_else(|| unlike(name))?);
    }
    (tables.codes.channels, tables.codes.currencies) = (about.channels, about.currencies);
    let names: Vec<&'static str> = tables.frames().into_iter().map(|(name, _)| name).collect();
    for name in names {
        let frame = frame_of(files, name)?;
        let limits = Limits { tables: &tables };
        let is_like = tables.frames().iter().any(|(known, empty)| *known == name && is_like(&frame, empty));
        if !is_like || !limits.hold(&frame) {
            return Err(unlike(name));
        }
        if let Some(place) = tables.frame_mut(name) {
            *place = frame;
        }
    }
    tables.coverage = about.coverage;
    tables.answers_rejected = about.answers_rejected;
    tables.satisfaction_rejected = about.satisfaction_rejected;
    tables.zero_is_purchase = about.zero_is_purchase;
    tables.is_kept = true;
    Ok(tables)
}

/// The names of things, and whose words they are; names of people are not among them.
fn lists(codes: &Codes) -> [(&'static str, Option<Words>, &Interner); 12] {
    [
        ("orders", None, &codes.orders),
        ("platforms", None, &codes.platforms),
        ("campaigns", None, &codes.campaigns),
        ("products", None, &codes.products),
        ("topics", Some(Words::Label), &codes.topics),
        ("comments", Some(Words::Comment), &codes.comments),
        ("couriers", None, &codes.couriers),
        ("coupons", Some(Words::Label), &codes.coupons),
        ("places", None, &codes.places),
        ("events", Some(Words::Label), &codes.events),
        ("origins", Some(Words::Label), &codes.origins),
        ("properties", Some(Words::Label), &codes.properties),
    ]
}

fn lists_mut(codes: &mut Codes) -> [(&'static str, &mut Interner); 12] {
    [
        ("orders", &mut codes.orders),
        ("platforms", &mut codes.platforms),
        ("campaigns", &mut codes.campaigns),
        ("products", &mut codes.products),
        ("topics", &mut codes.topics),
        ("comments", &mut codes.comments),
        ("couriers", &mut codes.couriers),
        ("coupons", &mut codes.coupons),
        ("places", &mut codes.places),
        ("events", &mut codes.events),
        ("origins", &mut codes.origins),
        ("properties", &mut codes.properties),
    ]
}

fn parquet(name: &str, mut frame: DataFrame) -> Result<KeptFile, KeptError> {
    let mut bytes = Vec::new();
    let writer = ParquetWriter::new(&mut bytes).with_compression(ParquetCompression::Zstd(None));
    writer.finish(&mut frame).map_err(TablesError::from)?;
    Ok(KeptFile { name: format!("{name}{ENDING}"), bytes })
}

fn frame_of(files: &[KeptFile], name: &str) -> Result<DataFrame, KeptError> {
    let is_it = |file: &&KeptFile| file.name.strip_suffix(ENDING) == Some(name);
    let file = files.iter().find(is_it).ok_or_else(|| unlike(name))?;
    let mut reader = ParquetReader::new(Cursor::new(file.bytes.as_slice()));
    // What a page promises is made room for before it is read: too much of it would end the program.
    let about = reader.get_metadata().map_err(|_| unlike(name))?;
    if !pages::are_sound(&file.bytes, about) {
        return Err(unlike(name));
    }
    let mut frame = reader.finish().map_err(|_| unlike(name))?;
    // A metric reads a column as one slice.
    frame.rechunk_mut();
    Ok(frame)
}

fn names_of(files: &[KeptFile], list: &str) -> Result<Interner, KeptError> {
    let name = format!("names_{list}");
    let frame = frame_of(files, &name)?;
    let texts = frame.column(NAME).and_then(|column| column.str().cloned());
    let texts = texts.map_err(|_| unlike(&name))?;
    Ok(Interner::listed(texts.iter().map(Option::unwrap_or_default)))
}

/// Whether a table has the columns of `empty`, by name and type.
fn is_like(frame: &DataFrame, empty: &DataFrame) -> bool {
    frame.schema() == empty.schema()
}

/// How many of each thing there are: a code beyond is none of ours.
struct Limits<'a> {
    tables: &'a Tables,
}

impl Limits<'_> {
    fn hold(&self, frame: &DataFrame) -> bool {
        frame.columns().iter().all(|column| match self.of(column.name()) {
            Some(limit) => largest(column).is_none_or(|largest| (largest as usize) < limit),
            None => true,
        })
    }

    /// The number of codes that a column can name; `None` for a column of anything else.
    fn of(&self, column: &str) -> Option<usize> {
        use schema::{carts, events, messages, orders, referrals, reviews, tickets};
        let codes = &self.tables.codes;
        Some(match column {
            orders::CUSTOMER | referrals::FRIEND => self.tables.people.len(),
            orders::HANDLE => codes.identities.len(),
            orders::ORDER => codes.orders.len(),
            orders::PLATFORM => codes.platforms.len(),
            orders::CHANNEL => codes.channels.len(),
            orders::COUPON => codes.coupons.len(),
            orders::PLACE => codes.places.len(),
            carts::CURRENCY => codes.currencies.len(),
            schema::lines::PRODUCT => codes.products.len(),
            schema::ads::CAMPAIGN => codes.campaigns.len(),
            schema::origins::TEXT => codes.origins.len(),
            schema::parcels::COURIER => codes.couriers.len(),
            reviews::COMMENT => codes.comments.len(),
            tickets::TOPIC => codes.topics.len(),
            messages::CONVERSATION => codes.conversations.len(),
            events::EVENT => codes.events.len(),
            events::SESSION => codes.sessions.len(),
            events::PROPERTY => codes.properties.len(),
            _ => return None,
        })
    }
}

/// The largest code of a column; `None` when it has none or is no column of codes.
fn largest(column: &Column) -> Option<Code> {
    column.u32().ok()?.iter().flatten().max()
}
