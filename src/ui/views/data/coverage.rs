//! The days that each file covers, drawn and in words. Never decides what a gap is.

use eframe::egui::Ui;

use super::super::ViewModel;
use super::{quiet, sentences};
use crate::analysis::DataQuality;
use crate::app::{Action, DataTab, wording};
use crate::import::ImportReport;
use crate::ui::charts::coverage;
use crate::ui::text::{label, tr, tr_with};
use crate::ui::theme::{BODY, Icon, space, tokens};
use crate::ui::widgets::{Card, card};

/// Gaps in words, the longest first; the table behind the chart counts them all.
const LISTED: usize = 12;

pub(super) fn ui(
    ui: &mut Ui,
    model: &ViewModel<'_>,
    report: &ImportReport,
    quality: &DataQuality,
    out: &mut Vec<Action>,
) {
    let language = model.language;
    let chart = coverage::Model::new(report, quality);
    let title = wording::coverage_finding(language, quality, report);
    let subtitle = tr(language, "chart.coverage.about");
    let shown = Card::new("coverage", &title).subtitle(&subtitle).show(
        ui,
        language,
        || chart.table(language),
        |ui| coverage::show(ui, &chart, language),
    );
    if let Some(mark) = shown.inner.and_then(|response| response.clicked) {
        out.push(Action::SelectSource(mark.source));
        out.push(Action::ShowDataTab(DataTab::Files));
    }
    let mut gaps: Vec<_> =
        quality.coverage.iter().flat_map(|of| of.gaps.iter().map(move |gap| (of, *gap))).collect();
    if gaps.is_empty() {
        return;
    }
    gaps.sort_by_key(|(of, gap)| (std::cmp::Reverse(gap.days()), of.source, gap.from));
    ui.add_space(space::XS);
    card(ui, |ui| {
        let color = tokens(ui).text_subdued;
        label(ui, tr(language, "data.gaps"), BODY, color);
        let sentence = |(of, gap): &(&crate::analysis::SourceCoverage, crate::analysis::Gap)| {
            let name = report.sources.get(of.source as usize).map_or("", |source| source.path.as_str());
            format!("{}: {}", wording::file_name(name), wording::gap(language, of.table, *gap))
        };
        sentences(ui, Icon::Alert, true, gaps.iter().take(LISTED).map(sentence));
        if gaps.len() > LISTED {
            let more = (gaps.len() - LISTED).to_string();
            quiet(ui, &tr_with(language, "data.more_gaps", &[("more", &more)]));
        }
    });
}
