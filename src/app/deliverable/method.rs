//! How the figures of a report were made: what the reader must know, settings, files, definitions; and the words of the formats.
//! Never leaves a caveat out.

use super::Subject;
use super::say::Say;
use crate::analysis::DefinitionId;
use crate::app::wording::{self, known_text};
use crate::project::Source;
use crate::report::{Captions, Card, Cell, Method, Page, Row, Table};

/// Parts of a definition's card, in reading order.
const PARTS: [&str; 6] = ["formula", "numerator", "denominator", "left_out", "interval", "source"];

/// The definitions that the pages name, in the order of the journey.
pub(super) fn used(pages: &[Page]) -> Vec<DefinitionId> {
    let is_used = |id: &DefinitionId| pages.iter().any(|page| page.definitions.contains(&id.id()));
    DefinitionId::ALL.into_iter().filter(is_used).collect()
}

/// The method.
pub(super) fn method(subject: &Subject<'_>, say: &Say, cards: &[DefinitionId]) -> Method {
    let told = subject.analysis.caveats.iter().map(|caveat| wording::caveat(say.language, caveat));
    let limits =
        ["report.limit.intervals", "report.limit.maturity", "report.limit.counts", "report.limit.cause"];
    Method {
        caveats: told.chain(limits.map(|key| say.text(key))).collect(),
        settings: settings(subject, say),
        sources: sources(subject.sources, say),
        cards: cards.iter().map(|id| card(*id, say)).collect(),
    }
}

fn settings(subject: &Subject<'_>, say: &Say) -> Vec<(String, String)> {
    let spec = subject.spec;
    let yes = |is: bool| say.text(if is { "report.yes" } else { "report.no" });
    let everybody = || say.text("compare.everybody");
    let mut settings = vec![
        (say.text("report.setting.question"), super::overview::question(subject, say)),
        (
            say.text("report.setting.segment"),
            spec.segment.as_ref().map_or_else(everybody, ToString::to_string),
        ),
        (say.text("report.setting.open_window"), say.filled("report.days", &[("n", &spec.open_window_days)])),
        (say.text("report.setting.pending"), yes(spec.pending_is_valid)),
        (say.text("report.setting.zero"), yes(spec.zero_is_purchase)),
    ];
    if spec.burn_in_days > 0 {
        settings.push((
            say.text("report.setting.burn_in"),
            say.filled("report.days", &[("n", &spec.burn_in_days)]),
        ));
    }
    settings
}

fn sources(sources: &[Source], say: &Say) -> Table {
    let row = |source: &Source| -> Row {
        vec![
            // Only the name: a path tells how somebody's machine is laid out.
            Cell::text(wording::file_name(&source.path)),
            source.profile_name.clone().map_or(Cell::Blank, Cell::Text),
            Cell::Count(source.rows_read),
            Cell::Count(source.rows_used),
            Cell::Count(source.rows_rejected),
        ]
    };
    Table {
        title: say.text("report.sources"),
        columns: vec![
            say.words("report.column.file"),
            say.words("report.column.format"),
            say.figures("cli.fact.read"),
            say.figures("cli.fact.used"),
            say.figures("cli.fact.rejected"),
        ],
        rows: sources.iter().map(row).collect(),
        ..Table::default()
    }
}

fn card(definition: DefinitionId, say: &Say) -> Card {
    let id = definition.id();
    let name = known_text(say.language, &format!("definition.{id}.name")).unwrap_or_else(|| id.to_owned());
    let part = |part: &&str| {
        let text = known_text(say.language, &format!("definition.{id}.{part}"))?;
        Some((say.text(&format!("inspector.{part}")), text))
    };
    Card { id, name, parts: PARTS.iter().filter_map(part).collect() }
}

/// The words of the formats.
pub(super) fn captions(subject: &Subject<'_>, say: &Say) -> Captions {
    let fingerprint = subject.fingerprint();
    let caption = |key: &str| say.text(&format!("report.caption.{key}"));
    Captions {
        contents: caption("contents"),
        method: caption("method"),
        caveats: caption("caveats"),
        settings: caption("settings"),
        definitions: caption("definitions"),
        notes: caption("notes"),
        page: caption("page"),
        definition: caption("definition"),
        table: caption("table"),
        continued: caption("continued"),
        foot: say.filled("report.foot", &[("name", &subject.name), ("id", &fingerprint)]),
    }
}
