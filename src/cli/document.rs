//! The JSON of `analyze` and `inspect`: the promise to other programs. Names may be added, none renamed; keys that have nothing to
//! say are `null`, never missing.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value};

use super::arguments::Output;
use super::proposal_document::ProposalDocument;
use crate::analysis::rows::{Figure, figures};
use crate::analysis::{
    AdMonths, Analysis, AttributedChannel, Attribution, CalendarCohorts, Carts, Caveat, ChannelResult,
    Cohorts, Comparison, Csat, CustomerValue, DataQuality, DefinitionId, Delivery, Efficiency, Emotion,
    Journey, Nps, OrdersSummary, Predictions, Repeat, RevenueMonth, Reviews, Rfm, Service, SourceCoverage,
    StageFeeds, Translation, Voice, WhatIf,
};
use crate::app::wording;
use crate::domain::{Day, Language};
use crate::import::{Conflict, ImportReport, LeftOut, Note, Preview, Reason, Refusal, SourceReport};

/// Version of the document's shape.
const SCHEMA: u32 = 1;

/// The JSON of `senthang analyze`.
#[derive(Debug, Serialize)]
pub(super) struct AnalyzeDocument<'analysis> {
    schema: u32,
    version: &'static str,
    as_of: Option<Day>,
    timezone: &'analysis str,
    sources: Vec<SourceDocument<'analysis>>,
    orders: &'analysis Option<OrdersSummary>,
    headline: Option<String>,
    journey: &'analysis Journey,
    repeat: &'analysis Option<Repeat>,
    translator: Vec<TranslationDocument<'analysis>>,
    cohorts: &'analysis Option<Cohorts>,
    rolling_cohorts: &'analysis Option<Cohorts>,
    calendar_cohorts: &'analysis Option<CalendarCohorts>,
    revenue: &'analysis Option<Vec<RevenueMonth>>,
    rfm: &'analysis Option<Rfm>,
    channels: &'analysis Option<Vec<ChannelResult>>,
    ad_months: &'analysis Option<AdMonths>,
    efficiency: &'analysis Option<Efficiency>,
    attribution: Option<&'analysis [AttributedChannel]>,
    attribution_basis: Option<Map<String, Value>>,
    nps: &'analysis Option<Nps>,
    voice: &'analysis Option<Voice>,
    csat: &'analysis Option<Csat>,
    reviews: &'analysis Option<Reviews>,
    emotion: &'analysis Option<Emotion>,
    service: &'analysis Option<Service>,
    delivery: &'analysis Option<Delivery>,
    carts: &'analysis Option<Carts>,
    value: &'analysis Option<CustomerValue>,
    predictions: &'analysis Option<Predictions>,
    what_if: &'analysis Option<WhatIf>,
    comparison: Option<&'analysis Comparison>,
    caveats: Vec<CaveatDocument<'analysis>>,
    figures: Vec<FigureDocument>,
}

/// A figure by its name for `--rows`, where it stands in this document, and the definition that explains it.
#[derive(Debug, Serialize)]
struct FigureDocument {
    figure: String,
    at: String,
    definition: DefinitionId,
    numerator: u64,
    denominator: Option<u64>,
}

/// All that stands beside the channels of an attribution.
fn basis(attribution: &Attribution) -> Option<Map<String, Value>> {
    let Ok(Value::Object(mut basis)) = serde_json::to_value(attribution) else { return None };
    basis.remove("channels");
    Some(basis)
}

/// A repeat rate of others, and why ours is another.
#[derive(Debug, Serialize)]
struct TranslationDocument<'analysis> {
    #[serde(flatten)]
    translation: &'analysis Translation,
    text: String,
}

#[derive(Debug, Serialize)]
struct CaveatDocument<'analysis> {
    #[serde(flatten)]
    caveat: &'analysis Caveat,
    text: String,
}

impl<'analysis> AnalyzeDocument<'analysis> {
    /// Puts the document together.
    pub(super) fn new(
        analysis: &'analysis Analysis,
        report: &'analysis ImportReport,
        timezone: &'analysis str,
        language: Language,
    ) -> Self {
        let caveats = analysis.caveats.iter();
        let translations = analysis.translations.iter().map(|translation| TranslationDocument {
            translation,
            text: wording::translation(language, translation),
        });
        Self {
            schema: SCHEMA,
            version: env!("CARGO_PKG_VERSION"),
            as_of: analysis.as_of,
            timezone,
            sources: sources(report, &[], language),
            orders: &analysis.orders,
            headline: analysis
                .journey
                .dearest_leak()
                .and_then(|leak| wording::leaks::headline(language, leak)),
            journey: &analysis.journey,
            repeat: &analysis.repeat,
            translator: translations.collect(),
            cohorts: &analysis.cohorts,
            rolling_cohorts: &analysis.rolling_cohorts,
            calendar_cohorts: &analysis.calendar_cohorts,
            revenue: &analysis.revenue,
            rfm: &analysis.rfm,
            channels: &analysis.channels,
            ad_months: &analysis.ad_months,
            efficiency: &analysis.efficiency,
            attribution: analysis.attribution.as_ref().map(|found| found.channels.as_slice()),
            attribution_basis: analysis.attribution.as_ref().and_then(basis),
            nps: &analysis.nps,
            voice: &analysis.voice,
            csat: &analysis.csat,
            reviews: &analysis.reviews,
            emotion: &analysis.emotion,
            service: &analysis.service,
            delivery: &analysis.delivery,
            carts: &analysis.carts,
            value: &analysis.value,
            predictions: &analysis.predictions,
            what_if: &analysis.what_if,
            comparison: analysis.comparison.as_ref(),
            caveats: caveats
                .map(|caveat| CaveatDocument { caveat, text: wording::caveat(language, caveat) })
                .collect(),
            figures: figures(analysis).into_iter().map(FigureDocument::from).collect(),
        }
    }
}

impl From<Figure> for FigureDocument {
    fn from(figure: Figure) -> Self {
        Self {
            figure: figure.id.to_string(),
            at: figure.pointer,
            definition: figure.definition,
            numerator: figure.says.numerator,
            denominator: figure.says.denominator,
        }
    }
}

/// The JSON of `senthang inspect`.
#[derive(Debug, Serialize)]
pub(super) struct InspectDocument<'report> {
    schema: u32,
    version: &'static str,
    sources: Vec<SourceDocument<'report>>,
    coverage: Vec<CoverageDocument<'report>>,
    feeds: &'report [StageFeeds],
}

/// What a source covers; days without a record are in `gaps` when the rhythm of the source does not explain them.
#[derive(Debug, Serialize)]
struct CoverageDocument<'report> {
    path: &'report str,
    days_with_records: usize,
    #[serde(flatten)]
    coverage: &'report SourceCoverage,
}

impl<'report> InspectDocument<'report> {
    /// Puts the document together.
    pub(super) fn new(
        report: &'report ImportReport,
        proposals: &'report [Option<Preview>],
        quality: &'report DataQuality,
        language: Language,
    ) -> Self {
        let covered = quality.coverage.iter().map(|coverage| CoverageDocument {
            path: report.sources.get(coverage.source as usize).map_or("", |source| &source.path),
            days_with_records: coverage.days.len(),
            coverage,
        });
        Self {
            schema: SCHEMA,
            version: env!("CARGO_PKG_VERSION"),
            sources: sources(report, proposals, language),
            coverage: covered.collect(),
            feeds: &quality.feeds,
        }
    }
}

/// One input.
#[derive(Debug, Serialize)]
struct SourceDocument<'report> {
    path: &'report str,
    file: &'report str,
    profile: Option<&'report str>,
    table: Option<&'static str>,
    confidence: f64,
    encoding: &'report str,
    delimiter: Option<String>,
    header_row: Option<u64>,
    rows_read: u64,
    rows_used: u64,
    rows_rejected: u64,
    rows_total: u64,
    rejected: Vec<RejectedDocument<'report>>,
    rejected_truncated: bool,
    new: u64,
    updated: u64,
    unchanged: u64,
    conflicting: u64,
    conflicts: Vec<ConflictDocument<'report>>,
    notes: Vec<String>,
    note_codes: &'report [Note],
    refused: Option<String>,
    refusal: &'report Option<Refusal>,
    left_out: Option<String>,
    left_out_code: &'report Option<LeftOut>,
    headers: &'report [String],
    mapping: std::collections::BTreeMap<&'report str, &'report str>,
    proposal: Option<ProposalDocument<'report>>,
}

#[derive(Debug, Serialize)]
struct RejectedDocument<'report> {
    row: u64,
    line: u64,
    column: &'report str,
    value: &'report str,
    reason: String,
    #[serde(flatten)]
    code: &'report Reason,
}

#[derive(Debug, Serialize)]
struct ConflictDocument<'report> {
    #[serde(flatten)]
    conflict: &'report Conflict,
    text: String,
}

fn sources<'report>(
    report: &'report ImportReport,
    proposals: &'report [Option<Preview>],
    language: Language,
) -> Vec<SourceDocument<'report>> {
    let proposal = |index: usize| proposals.get(index)?.as_ref();
    let sources = report.sources.iter().enumerate();
    sources.map(|(index, source)| SourceDocument::new(source, proposal(index), language)).collect()
}

impl<'report> SourceDocument<'report> {
    fn new(source: &'report SourceReport, proposal: Option<&'report Preview>, language: Language) -> Self {
        let rejected = source.rejected.iter().map(|row| RejectedDocument {
            row: row.row,
            line: row.line,
            column: &row.column,
            value: &row.value,
            reason: wording::reason(language, &row.reason),
            code: &row.reason,
        });
        Self {
            path: &source.path,
            file: &source.file,
            profile: source.profile.as_deref(),
            table: source.table.map(crate::tables::Table::id),
            confidence: (source.confidence * 100.0).round() / 100.0,
            encoding: &source.encoding,
            delimiter: source.delimiter.map(String::from),
            header_row: source.header_row,
            rows_read: source.rows_read,
            rows_used: source.rows_used,
            rows_rejected: source.rows_rejected,
            rows_total: source.rows_total,
            rejected: rejected.collect(),
            rejected_truncated: source.rejected_truncated,
            new: source.new,
            updated: source.updated,
            unchanged: source.unchanged,
            conflicting: source.conflicting,
            conflicts: source
                .conflicts
                .iter()
                .map(|conflict| ConflictDocument { conflict, text: wording::conflict(language, conflict) })
                .collect(),
            notes: source.notes.iter().map(|note| wording::note(language, note)).collect(),
            note_codes: &source.notes,
            refused: source.refusal.as_ref().map(|refusal| wording::refusal(language, refusal)),
            refusal: &source.refusal,
            left_out: source.left_out.as_ref().map(|why| wording::left_out(language, why)),
            left_out_code: &source.left_out,
            headers: &source.headers,
            mapping: source.mapping.iter().map(|(field, header)| (field.as_str(), header.as_str())).collect(),
            proposal: proposal.map(|preview| ProposalDocument::new(preview, language)),
        }
    }
}

/// Writes a document as indented JSON with a final line break.
pub(super) fn write(document: &impl Serialize, output: &Output) -> io::Result<()> {
    match output {
        // Standard output alone would be written line by line.
        Output::Standard => write_to(document, &mut io::BufWriter::new(io::stdout().lock())),
        Output::File(path) => {
            let mut bytes = Vec::new();
            write_to(document, &mut bytes)?;
            std::fs::write(path, bytes)
        }
    }
}

fn write_to(document: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, document)?;
    writeln!(out)?;
    out.flush()
}
