//! The shapes of a slide as XML: title, text, boxes of figures, a table, a picture. Places are in EMU, 914,400 to an inch.
//! Never decides what is on a slide.

use std::fmt::Write as _;

use crate::report::Ink;
use crate::report::model::{Column, Row};
use crate::report::svg::escaped;

/// Left, upper edge, width and height of something.
pub type Place = [u32; 4];

/// One point.
pub const POINT: u32 = 12_700;
/// What the page is about, above the title.
pub const TOPIC: Place = [571_500, 330_000, 11_049_000, 260_000];
/// The title.
pub const TITLE: Place = [571_500, 590_000, 11_049_000, 860_000];
/// The text under it.
pub const BODY: Place = [571_500, 1_480_000, 11_049_000, 620_000];
/// Everything between the title and the foot.
pub const STAGE: Place = [571_500, 1_520_000, 11_049_000, 4_780_000];
/// The line at the foot.
pub const FOOT: Place = [571_500, 6_430_000, 10_100_000, 230_000];
/// The slide's number.
pub const NUMBER: Place = [10_700_000, 6_430_000, 920_500, 230_000];

/// Puts shapes on a slide, each with a number of its own.
pub struct Shapes {
    xml: String,
    next: u32,
    language: &'static str,
}

impl Shapes {
    /// No shapes yet.
    pub fn new(language: &'static str) -> Self {
        Self { xml: String::new(), next: 2, language }
    }

    /// The shapes.
    pub fn finish(self) -> String {
        self.xml
    }

    fn id(&mut self) -> u32 {
        self.next += 1;
        self.next - 1
    }

    /// Words in the place of a placeholder of the layout.
    pub fn placeholder(&mut self, kind: &str, place: Option<Place>, paragraphs: &[&str]) {
        let id = self.id();
        let index = if kind == "title" { "" } else { " idx=\"1\"" };
        let moved = place.map_or_else(String::new, transform);
        let text: String = paragraphs.iter().map(|text| self.paragraph(text, "")).collect();
        let _ = write!(
            self.xml,
            "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{kind} {id}\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr>\
             <p:nvPr><p:ph type=\"{kind}\"{index}/></p:nvPr></p:nvSpPr><p:spPr>{moved}</p:spPr>\
             <p:txBody><a:bodyPr><a:normAutofit/></a:bodyPr><a:lstStyle/>{text}</p:txBody></p:sp>"
        );
    }

    fn paragraph(&self, text: &str, properties: &str) -> String {
        let (language, text) = (self.language, escaped(text));
        format!("<a:p>{properties}<a:r><a:rPr lang=\"{language}\" dirty=\"0\"/><a:t>{text}</a:t></a:r></a:p>")
    }

    /// Words in a box: size in hundredths of a point, colour, and whether they end at the right.
    pub fn label(&mut self, place: Place, text: &str, (size, ink): (u32, Ink), to_right: bool) {
        let id = self.id();
        let (language, text, color) = (self.language, escaped(text), ink.rgb().bare_hex());
        let (moved, side) = (transform(place), if to_right { "r" } else { "l" });
        let _ = write!(
            self.xml,
            "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"Text {id}\"/><p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr>\
             <p:spPr>{moved}<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>\
             <p:txBody><a:bodyPr wrap=\"square\" lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\"><a:normAutofit/></a:bodyPr><a:lstStyle/>\
             <a:p><a:pPr algn=\"{side}\"/><a:r><a:rPr lang=\"{language}\" sz=\"{size}\" dirty=\"0\"><a:solidFill><a:srgbClr val=\"{color}\"/></a:solidFill></a:rPr>\
             <a:t>{text}</a:t></a:r></a:p></p:txBody></p:sp>"
        );
    }

    /// The number of the slide, which follows when slides are moved.
    pub fn number(&mut self, number: usize) {
        let id = self.id();
        let (moved, color) = (transform(NUMBER), Ink::Subdued.rgb().bare_hex());
        let _ = write!(
            self.xml,
            "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"Number {id}\"/><p:cNvSpPr txBox=\"1\"/><p:nvPr/></p:nvSpPr>\
             <p:spPr>{moved}<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom><a:noFill/></p:spPr>\
             <p:txBody><a:bodyPr lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\"/><a:lstStyle/><a:p><a:pPr algn=\"r\"/>\
             <a:fld id=\"{{5F0A1B7C-2D3E-4F50-8A6B-7C8D9E0F1A2B}}\" type=\"slidenum\"><a:rPr lang=\"en-GB\" sz=\"900\"><a:solidFill><a:srgbClr val=\"{color}\"/></a:solidFill></a:rPr>\
             <a:t>{number}</a:t></a:fld></a:p></p:txBody></p:sp>"
        );
    }

    /// A figure in large type with its name above.
    pub fn tile(&mut self, place: Place, name: &str, value: &str) {
        let id = self.id();
        let (language, name, value) = (self.language, escaped(name), escaped(value));
        let (moved, fill) = (transform(place), Ink::Panel.rgb().bare_hex());
        let (quiet, loud) = (Ink::Subdued.rgb().bare_hex(), Ink::Text.rgb().bare_hex());
        let run = |size: u32, color: &str, text: &str| {
            format!(
                "<a:p><a:r><a:rPr lang=\"{language}\" sz=\"{size}\" dirty=\"0\"><a:solidFill><a:srgbClr val=\"{color}\"/></a:solidFill></a:rPr><a:t>{text}</a:t></a:r></a:p>"
            )
        };
        let (above, below) = (run(1200, &quiet, &name), run(2200, &loud, &value));
        let _ = write!(
            self.xml,
            "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"Figure {id}\"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr>\
             <p:spPr>{moved}<a:prstGeom prst=\"roundRect\"><a:avLst><a:gd name=\"adj\" fmla=\"val 5000\"/></a:avLst></a:prstGeom>\
             <a:solidFill><a:srgbClr val=\"{fill}\"/></a:solidFill><a:ln><a:noFill/></a:ln></p:spPr>\
             <p:txBody><a:bodyPr lIns=\"180000\" rIns=\"120000\" anchor=\"ctr\"><a:normAutofit/></a:bodyPr><a:lstStyle/>{above}{below}</p:txBody></p:sp>"
        );
    }

    /// The picture of the slide, with what it shows in words.
    pub fn picture(&mut self, place: Place, said: &str) {
        let id = self.id();
        let (said, moved) = (escaped(said), transform(place));
        let _ = write!(
            self.xml,
            "<p:pic><p:nvPicPr><p:cNvPr id=\"{id}\" name=\"Chart {id}\" descr=\"{said}\"/><p:cNvPicPr><a:picLocks noChangeAspect=\"1\"/></p:cNvPicPr><p:nvPr/></p:nvPicPr>\
             <p:blipFill><a:blip r:embed=\"rIdDots\"><a:extLst><a:ext uri=\"{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}\">\
             <asvg:svgBlip xmlns:asvg=\"http://schemas.microsoft.com/office/drawing/2016/SVG/main\" r:embed=\"rIdLines\"/></a:ext></a:extLst></a:blip>\
             <a:stretch><a:fillRect/></a:stretch></p:blipFill><p:spPr>{moved}<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr></p:pic>"
        );
    }

    /// A table that can be edited.
    pub fn table(&mut self, [x, y, width, height]: Place, columns: &[Column], rows: &[&Row]) {
        let id = self.id();
        // Words take twice the room of figures.
        let shares: Vec<u32> = columns.iter().map(|column| if column.is_number { 1 } else { 2 }).collect();
        let whole: u32 = shares.iter().sum::<u32>().max(1);
        let grid: String =
            shares.iter().map(|share| format!("<a:gridCol w=\"{}\"/>", width / whole * share)).collect();
        let lines = u32::try_from(rows.len() + 1).unwrap_or(1);
        let line = (height / lines).min(340_000);
        let mut body = String::new();
        let headers = columns.iter().map(|column| (column.header.clone(), column.is_number));
        self.row(&mut body, line, headers, true);
        for row in rows {
            let cells = row.iter().zip(columns).map(|(cell, column)| (cell.written(), column.is_number));
            self.row(&mut body, line, cells, false);
        }
        let height = line * lines;
        let _ = write!(
            self.xml,
            "<p:graphicFrame><p:nvGraphicFramePr><p:cNvPr id=\"{id}\" name=\"Table {id}\"/><p:cNvGraphicFramePr><a:graphicFrameLocks noGrp=\"1\"/></p:cNvGraphicFramePr><p:nvPr/></p:nvGraphicFramePr>\
             <p:xfrm><a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></p:xfrm>\
             <a:graphic><a:graphicData uri=\"http://schemas.openxmlformats.org/drawingml/2006/table\"><a:tbl><a:tblPr firstRow=\"1\"/><a:tblGrid>{grid}</a:tblGrid>{body}</a:tbl></a:graphicData></a:graphic></p:graphicFrame>"
        );
    }

    fn row(
        &self,
        body: &mut String,
        height: u32,
        cells: impl Iterator<Item = (String, bool)>,
        is_header: bool,
    ) {
        let language = self.language;
        let color = if is_header { Ink::Subdued } else { Ink::Text }.rgb().bare_hex();
        let fill = if is_header { Ink::Panel } else { Ink::Paper }.rgb().bare_hex();
        let rule = Ink::Outline.rgb().bare_hex();
        let none = |side: &str| format!("<a:{side} w=\"0\"><a:noFill/></a:{side}>");
        let edges = format!(
            "{}{}{}<a:lnB w=\"6350\"><a:solidFill><a:srgbClr val=\"{rule}\"/></a:solidFill></a:lnB>",
            none("lnL"),
            none("lnR"),
            none("lnT")
        );
        let _ = write!(body, "<a:tr h=\"{height}\">");
        for (text, is_number) in cells {
            let side = if is_number { "r" } else { "l" };
            let _ = write!(
                body,
                "<a:tc><a:txBody><a:bodyPr/><a:lstStyle/><a:p><a:pPr algn=\"{side}\"/><a:r><a:rPr lang=\"{language}\" sz=\"1100\" dirty=\"0\">\
                 <a:solidFill><a:srgbClr val=\"{color}\"/></a:solidFill></a:rPr><a:t>{}</a:t></a:r></a:p></a:txBody>\
                 <a:tcPr marL=\"60000\" marR=\"60000\" marT=\"30000\" marB=\"30000\" anchor=\"ctr\">{edges}<a:solidFill><a:srgbClr val=\"{fill}\"/></a:solidFill></a:tcPr></a:tc>",
                escaped(&text)
            );
        }
        body.push_str("</a:tr>");
    }
}

fn transform([x, y, width, height]: Place) -> String {
    format!("<a:xfrm><a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm>")
}
