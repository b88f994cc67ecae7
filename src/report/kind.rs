//! The formats of deliverables by the endings of their files, and the one door through which a report becomes one. Never writes a file.

use thiserror::Error;

use super::model::{Page, Report};
use super::{csv_text, html, pdf, pptx, raster, svg, xlsx};

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// A web page in one file.
    Html,
    /// Pages to print.
    Pdf,
    /// Slides.
    Pptx,
    /// Sheets with charts.
    Xlsx,
    /// One chart as dots.
    Png,
    /// One chart as lines.
    Svg,
    /// One table.
    Csv,
    /// All tables, each as CSV.
    Zip,
}

impl Kind {
    /// All formats, in the order in which they are offered.
    pub const ALL: [Self; 8] =
        [Self::Html, Self::Pdf, Self::Pptx, Self::Xlsx, Self::Png, Self::Svg, Self::Csv, Self::Zip];

    /// Ending of its files, without the point.
    pub fn ending(self) -> &'static str {
        match self {
            Self::Html => "html",
            Self::Pdf => "pdf",
            Self::Pptx => "pptx",
            Self::Xlsx => "xlsx",
            Self::Png => "png",
            Self::Svg => "svg",
            Self::Csv => "csv",
            Self::Zip => "zip",
        }
    }

    /// The format of a file with this ending.
    pub fn of_ending(ending: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.ending().eq_ignore_ascii_case(ending))
    }

    /// Whether it holds one page only.
    pub fn is_of_one_page(self) -> bool {
        matches!(self, Self::Png | Self::Svg | Self::Csv)
    }
}

/// Why there is no deliverable.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum ReportError {
    /// No page has that name, or it has no chart or table.
    #[error("no page `{asked}`; there are {}", known.join(", "))]
    NoPage {
        /// What was asked for.
        asked: String,
        /// What there is.
        known: Vec<String>,
    },
    /// A picture could not be drawn.
    #[error("the picture could not be drawn: {0}")]
    Drawing(String),
    /// The file could not be put together.
    #[error("the file could not be put together: {0}")]
    Packing(String),
}

/// Width of a chart that is a file of its own.
const WIDTH: f32 = 960.0;
/// Dots to a point of such a chart.
const SCALE: f32 = 2.0;

/// The report in a format; `page` names the page of those that hold one only.
///
/// # Errors
/// When there is no such page, or a library refuses.
pub fn render(report: &Report, kind: Kind, page: Option<&str>) -> Result<Vec<u8>, ReportError> {
    match kind {
        Kind::Html => Ok(html::write(report).into_bytes()),
        Kind::Pdf => pdf::write(report),
        Kind::Pptx => pptx::write(report),
        Kind::Xlsx => xlsx::write(report),
        Kind::Zip => csv_text::archive(report),
        Kind::Png => {
            let (page, chart) = with(report, page, |page| page.chart.as_ref())?;
            raster::png(&picture(page, chart), SCALE)
        }
        Kind::Svg => {
            let (page, chart) = with(report, page, |page| page.chart.as_ref())?;
            Ok(svg::to_svg(&picture(page, chart)).into_bytes())
        }
        Kind::Csv => Ok(csv_text::write(with(report, page, |page| page.tables.first())?.1)),
    }
}

/// A chart with what it shows above it.
fn picture(page: &Page, chart: &super::Chart) -> super::Scene {
    super::flow::titled(&page.finding, &page.title, chart, WIDTH)
}

/// The page that is asked for with what is wanted of it; the first that has it when none is asked for.
fn with<'report, T>(
    report: &'report Report,
    asked: Option<&str>,
    of: impl Fn(&'report Page) -> Option<T>,
) -> Result<(&'report Page, T), ReportError> {
    let mut having = report.pages.iter().filter_map(|page| Some((page, of(page)?)));
    let found = having.find(|(page, _)| asked.is_none_or(|asked| page.id == asked));
    found.ok_or_else(|| ReportError::NoPage {
        asked: asked.unwrap_or_default().to_owned(),
        known: report.pages.iter().filter(|page| of(page).is_some()).map(|page| page.id.to_owned()).collect(),
    })
}
