//! A report as slides: a page each, with its finding as the title, text that can be edited, the chart as a crisp picture, and notes for
//! whoever presents it. Writes the parts of an Office Open XML package itself; never a part that another does not name.

mod parts;
mod shapes;
mod slides;

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::kind::ReportError;
use super::model::Report;

/// A slide: its shapes, what is said to it, and its pictures.
struct Slide {
    /// The shapes, as XML.
    shapes: String,
    /// Paragraphs for whoever presents it.
    notes: Vec<String>,
    /// The chart, as dots and as outlines.
    picture: Option<(Vec<u8>, String)>,
}

/// The report as slides.
pub fn write(report: &Report) -> Result<Vec<u8>, ReportError> {
    let slides = slides::of(report)?;
    let mut package = Package { zip: ZipWriter::new(Cursor::new(Vec::new())) };
    package.put("[Content_Types].xml", &content_types(&slides))?;
    package.put("_rels/.rels", parts::ROOT_RELATIONS)?;
    package.put("docProps/core.xml", &parts::core(&report.title, &report.question, report.language))?;
    package.put("docProps/app.xml", parts::APP)?;
    package.put("ppt/presentation.xml", &presentation(slides.len()))?;
    package.put("ppt/_rels/presentation.xml.rels", &presentation_relations(slides.len()))?;
    for theme in 1..=2 {
        package.put(&format!("ppt/theme/theme{theme}.xml"), &parts::theme())?;
    }
    package.put("ppt/slideMasters/slideMaster1.xml", &parts::slide_master())?;
    package.put("ppt/slideMasters/_rels/slideMaster1.xml.rels", parts::SLIDE_MASTER_RELATIONS)?;
    package.put("ppt/slideLayouts/slideLayout1.xml", &parts::slide_layout())?;
    package.put("ppt/slideLayouts/_rels/slideLayout1.xml.rels", parts::SLIDE_LAYOUT_RELATIONS)?;
    package.put("ppt/notesMasters/notesMaster1.xml", &parts::notes_master())?;
    package.put("ppt/notesMasters/_rels/notesMaster1.xml.rels", parts::NOTES_MASTER_RELATIONS)?;
    for (index, slide) in slides.iter().enumerate() {
        package.slide(index + 1, slide, report)?;
    }
    package.finish()
}

struct Package {
    zip: ZipWriter<Cursor<Vec<u8>>>,
}

impl Package {
    fn put(&mut self, name: &str, xml: &str) -> Result<(), ReportError> {
        self.put_bytes(name, xml.as_bytes())
    }

    fn put_bytes(&mut self, name: &str, bytes: &[u8]) -> Result<(), ReportError> {
        let packing = |why: String| ReportError::Packing(why);
        self.zip
            .start_file(name, SimpleFileOptions::default())
            .map_err(|error| packing(error.to_string()))?;
        self.zip.write_all(bytes).map_err(|error| packing(error.to_string()))
    }

    fn slide(&mut self, number: usize, slide: &Slide, report: &Report) -> Result<(), ReportError> {
        let language = parts::language(report.language);
        self.put(&format!("ppt/slides/slide{number}.xml"), &parts::slide(&slide.shapes))?;
        let has_picture = slide.picture.is_some();
        self.put(
            &format!("ppt/slides/_rels/slide{number}.xml.rels"),
            &parts::slide_relations(number, has_picture),
        )?;
        self.put(&format!("ppt/notesSlides/notesSlide{number}.xml"), &parts::notes(&slide.notes, language))?;
        self.put(
            &format!("ppt/notesSlides/_rels/notesSlide{number}.xml.rels"),
            &parts::notes_relations(number),
        )?;
        if let Some((dots, outlines)) = &slide.picture {
            self.put_bytes(&format!("ppt/media/image{number}.png"), dots)?;
            self.put(&format!("ppt/media/image{number}.svg"), outlines)?;
        }
        Ok(())
    }

    fn finish(self) -> Result<Vec<u8>, ReportError> {
        Ok(self.zip.finish().map_err(|error| ReportError::Packing(error.to_string()))?.into_inner())
    }
}

fn content_types(slides: &[Slide]) -> String {
    let mut parts = String::new();
    for number in 1..=slides.len() {
        let _ = write!(
            parts,
            "<Override PartName=\"/ppt/slides/slide{number}.xml\" ContentType=\"{kind}.slide+xml\"/>\
             <Override PartName=\"/ppt/notesSlides/notesSlide{number}.xml\" ContentType=\"{kind}.notesSlide+xml\"/>",
            kind = parts::PRESENTATION_ML,
        );
    }
    parts::content_types(&parts)
}

fn presentation(slides: usize) -> String {
    let mut ids = String::new();
    for number in 1..=slides {
        let _ = write!(ids, "<p:sldId id=\"{}\" r:id=\"rIdSlide{number}\"/>", 255 + number);
    }
    parts::presentation(&ids)
}

fn presentation_relations(slides: usize) -> String {
    let mut relations = String::new();
    for number in 1..=slides {
        let _ = write!(
            relations,
            "<Relationship Id=\"rIdSlide{number}\" Type=\"{}/slide\" Target=\"slides/slide{number}.xml\"/>",
            parts::RELATION,
        );
    }
    parts::presentation_relations(&relations)
}
