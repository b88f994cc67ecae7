//! The parts of a presentation that are the same in all: master, layout, theme, and the frames of the others. Never a word of a report.

use crate::domain::Language;
use crate::report::Ink;
use crate::report::svg::escaped;

/// Beginning of the kinds of parts.
pub const PRESENTATION_ML: &str = "application/vnd.openxmlformats-officedocument.presentationml";
/// Beginning of the kinds of relations.
pub const RELATION: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
/// Names that every part knows.
const NAMES: &str = "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" \
xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\" \
xmlns:p=\"http://schemas.openxmlformats.org/presentationml/2006/main\"";
/// What every tree of shapes begins with.
const GROUP: &str = "<p:nvGrpSpPr><p:cNvPr id=\"1\" name=\"\"/><p:cNvGrpSpPr/><p:nvPr/></p:nvGrpSpPr><p:grpSpPr><a:xfrm>\
<a:off x=\"0\" y=\"0\"/><a:ext cx=\"0\" cy=\"0\"/><a:chOff x=\"0\" y=\"0\"/><a:chExt cx=\"0\" cy=\"0\"/></a:xfrm></p:grpSpPr>";
const COLORS: &str = "<p:clrMap bg1=\"lt1\" tx1=\"dk1\" bg2=\"lt2\" tx2=\"dk2\" accent1=\"accent1\" accent2=\"accent2\" \
accent3=\"accent3\" accent4=\"accent4\" accent5=\"accent5\" accent6=\"accent6\" hlink=\"hlink\" folHlink=\"folHlink\"/>";

pub const ROOT_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"ppt/presentation.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties\" Target=\"docProps/core.xml\"/>\
<Relationship Id=\"rId3\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties\" Target=\"docProps/app.xml\"/>\
</Relationships>";

pub const APP: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Properties xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/extended-properties\"><Application>Senthang</Application></Properties>";

pub const SLIDE_MASTER_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/slideLayout\" Target=\"../slideLayouts/slideLayout1.xml\"/>\
<Relationship Id=\"rId2\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme\" Target=\"../theme/theme1.xml\"/>\
</Relationships>";

pub const SLIDE_LAYOUT_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/slideMaster\" Target=\"../slideMasters/slideMaster1.xml\"/>\
</Relationships>";

pub const NOTES_MASTER_RELATIONS: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
<Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/theme\" Target=\"../theme/theme2.xml\"/>\
</Relationships>";

/// The name of a language as Office knows it.
pub fn language(language: Language) -> &'static str {
    match language {
        Language::English => "en-GB",
        Language::Thai => "th-TH",
    }
}

pub fn content_types(slides: &str) -> String {
    format!(
        "{HEAD}<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/><Default Extension=\"png\" ContentType=\"image/png\"/>\
         <Default Extension=\"svg\" ContentType=\"image/svg+xml\"/>\
         <Override PartName=\"/ppt/presentation.xml\" ContentType=\"{PRESENTATION_ML}.presentation.main+xml\"/>\
         <Override PartName=\"/ppt/slideMasters/slideMaster1.xml\" ContentType=\"{PRESENTATION_ML}.slideMaster+xml\"/>\
         <Override PartName=\"/ppt/slideLayouts/slideLayout1.xml\" ContentType=\"{PRESENTATION_ML}.slideLayout+xml\"/>\
         <Override PartName=\"/ppt/notesMasters/notesMaster1.xml\" ContentType=\"{PRESENTATION_ML}.notesMaster+xml\"/>\
         <Override PartName=\"/ppt/theme/theme1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.theme+xml\"/>\
         <Override PartName=\"/ppt/theme/theme2.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.theme+xml\"/>\
         <Override PartName=\"/docProps/core.xml\" ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/>\
         <Override PartName=\"/docProps/app.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.extended-properties+xml\"/>\
         {slides}</Types>"
    )
}

pub fn core(title: &str, subject: &str, of: Language) -> String {
    let (title, subject, language) = (escaped(title), escaped(subject), language(of));
    format!(
        "{HEAD}<cp:coreProperties xmlns:cp=\"{PACKAGE}/metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\">\
         <dc:title>{title}</dc:title><dc:subject>{subject}</dc:subject><dc:language>{language}</dc:language></cp:coreProperties>"
    )
}

pub fn presentation(slides: &str) -> String {
    format!(
        "{HEAD}<p:presentation {NAMES} saveSubsetFonts=\"1\"><p:sldMasterIdLst><p:sldMasterId id=\"2147483648\" r:id=\"rIdMaster\"/></p:sldMasterIdLst>\
         <p:notesMasterIdLst><p:notesMasterId r:id=\"rIdNotes\"/></p:notesMasterIdLst><p:sldIdLst>{slides}</p:sldIdLst>\
         <p:sldSz cx=\"12192000\" cy=\"6858000\"/><p:notesSz cx=\"6858000\" cy=\"9144000\"/></p:presentation>"
    )
}

pub fn presentation_relations(slides: &str) -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rIdMaster\" Type=\"{RELATION}/slideMaster\" Target=\"slideMasters/slideMaster1.xml\"/>\
         <Relationship Id=\"rIdNotes\" Type=\"{RELATION}/notesMaster\" Target=\"notesMasters/notesMaster1.xml\"/>\
         <Relationship Id=\"rIdTheme\" Type=\"{RELATION}/theme\" Target=\"theme/theme1.xml\"/>{slides}</Relationships>"
    )
}

pub fn slide(shapes: &str) -> String {
    format!(
        "{HEAD}<p:sld {NAMES}><p:cSld><p:spTree>{GROUP}{shapes}</p:spTree></p:cSld><p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )
}

pub fn slide_relations(number: usize, has_picture: bool) -> String {
    let pictures = if has_picture {
        format!(
            "<Relationship Id=\"rIdDots\" Type=\"{RELATION}/image\" Target=\"../media/image{number}.png\"/>\
             <Relationship Id=\"rIdLines\" Type=\"{RELATION}/image\" Target=\"../media/image{number}.svg\"/>"
        )
    } else {
        String::new()
    };
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rIdLayout\" Type=\"{RELATION}/slideLayout\" Target=\"../slideLayouts/slideLayout1.xml\"/>\
         <Relationship Id=\"rIdNotes\" Type=\"{RELATION}/notesSlide\" Target=\"../notesSlides/notesSlide{number}.xml\"/>{pictures}</Relationships>"
    )
}

pub fn notes_relations(number: usize) -> String {
    format!(
        "{HEAD}<Relationships xmlns=\"{PACKAGE}/relationships\">\
         <Relationship Id=\"rIdMaster\" Type=\"{RELATION}/notesMaster\" Target=\"../notesMasters/notesMaster1.xml\"/>\
         <Relationship Id=\"rIdSlide\" Type=\"{RELATION}/slide\" Target=\"../slides/slide{number}.xml\"/></Relationships>"
    )
}

pub fn notes(paragraphs: &[String], language: &str) -> String {
    let paragraph = |text: &String| {
        format!("<a:p><a:r><a:rPr lang=\"{language}\"/><a:t>{}</a:t></a:r></a:p>", escaped(text))
    };
    let mut text: String = paragraphs.iter().map(paragraph).collect();
    if text.is_empty() {
        text.push_str("<a:p/>");
    }
    format!(
        "{HEAD}<p:notes {NAMES}><p:cSld><p:spTree>{GROUP}\
         <p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Slide\"/><p:cNvSpPr><a:spLocks noGrp=\"1\" noRot=\"1\" noChangeAspect=\"1\"/></p:cNvSpPr>\
         <p:nvPr><p:ph type=\"sldImg\"/></p:nvPr></p:nvSpPr><p:spPr/></p:sp>\
         <p:sp><p:nvSpPr><p:cNvPr id=\"3\" name=\"Notes\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"body\" idx=\"1\"/></p:nvPr></p:nvSpPr>\
         <p:spPr/><p:txBody><a:bodyPr/><a:lstStyle/>{text}</p:txBody></p:sp></p:spTree></p:cSld>\
         <p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:notes>"
    )
}

/// A placeholder of the master or layout: kind, index, place, size of its letters in hundredths of a point, and their colour.
fn placeholder(kind: &str, [x, y, width, height]: [u32; 4], (size, color): (u32, &str)) -> String {
    format!(
        "<p:sp><p:nvSpPr><p:cNvPr id=\"{id}\" name=\"{kind}\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"{kind}\"{index}/></p:nvPr></p:nvSpPr>\
         <p:spPr><a:xfrm><a:off x=\"{x}\" y=\"{y}\"/><a:ext cx=\"{width}\" cy=\"{height}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr>\
         <p:txBody><a:bodyPr lIns=\"0\" tIns=\"0\" rIns=\"0\" bIns=\"0\"><a:normAutofit/></a:bodyPr><a:lstStyle><a:lvl1pPr marL=\"0\" indent=\"0\"><a:buNone/>\
         <a:defRPr sz=\"{size}\"><a:solidFill><a:schemeClr val=\"{color}\"/></a:solidFill></a:defRPr></a:lvl1pPr></a:lstStyle>\
         <a:p><a:r><a:rPr lang=\"en-GB\"/><a:t> </a:t></a:r></a:p></p:txBody></p:sp>",
        id = if kind == "title" { 2 } else { 3 },
        index = if kind == "title" { "" } else { " idx=\"1\"" },
    )
}

fn placeholders() -> String {
    placeholder("title", super::shapes::TITLE, (2400, "tx1"))
        + &placeholder("body", super::shapes::BODY, (1400, "tx2"))
}

pub fn slide_master() -> String {
    let placeholders = placeholders();
    let level = "<a:lvl1pPr marL=\"0\" indent=\"0\" algn=\"l\"><a:spcBef><a:spcPts val=\"400\"/></a:spcBef><a:buNone/>\
                 <a:defRPr sz=\"1400\"><a:solidFill><a:schemeClr val=\"tx1\"/></a:solidFill><a:latin typeface=\"+mn-lt\"/><a:cs typeface=\"+mn-cs\"/></a:defRPr></a:lvl1pPr>";
    let title = level.replace("sz=\"1400\"", "sz=\"2400\"").replace("+mn", "+mj");
    format!(
        "{HEAD}<p:sldMaster {NAMES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val=\"bg1\"/></a:solidFill><a:effectLst/></p:bgPr></p:bg>\
         <p:spTree>{GROUP}{placeholders}</p:spTree></p:cSld>{COLORS}\
         <p:sldLayoutIdLst><p:sldLayoutId id=\"2147483649\" r:id=\"rId1\"/></p:sldLayoutIdLst>\
         <p:txStyles><p:titleStyle>{title}</p:titleStyle><p:bodyStyle>{level}</p:bodyStyle><p:otherStyle>{level}</p:otherStyle></p:txStyles></p:sldMaster>"
    )
}

pub fn slide_layout() -> String {
    let placeholders = placeholders();
    format!(
        "{HEAD}<p:sldLayout {NAMES} type=\"obj\" preserve=\"1\"><p:cSld name=\"Finding\"><p:spTree>{GROUP}{placeholders}</p:spTree></p:cSld>\
         <p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sldLayout>"
    )
}

pub fn notes_master() -> String {
    format!(
        "{HEAD}<p:notesMaster {NAMES}><p:cSld><p:bg><p:bgPr><a:solidFill><a:schemeClr val=\"bg1\"/></a:solidFill><a:effectLst/></p:bgPr></p:bg><p:spTree>{GROUP}\
         <p:sp><p:nvSpPr><p:cNvPr id=\"2\" name=\"Slide\"/><p:cNvSpPr><a:spLocks noGrp=\"1\" noRot=\"1\" noChangeAspect=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"sldImg\"/></p:nvPr></p:nvSpPr>\
         <p:spPr><a:xfrm><a:off x=\"685800\" y=\"685800\"/><a:ext cx=\"5486400\" cy=\"3086100\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr></p:sp>\
         <p:sp><p:nvSpPr><p:cNvPr id=\"3\" name=\"Notes\"/><p:cNvSpPr><a:spLocks noGrp=\"1\"/></p:cNvSpPr><p:nvPr><p:ph type=\"body\" idx=\"1\"/></p:nvPr></p:nvSpPr>\
         <p:spPr><a:xfrm><a:off x=\"685800\" y=\"4000000\"/><a:ext cx=\"5486400\" cy=\"4400000\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></p:spPr>\
         <p:txBody><a:bodyPr/><a:lstStyle/><a:p><a:r><a:rPr lang=\"en-GB\"/><a:t> </a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld>{COLORS}\
         <p:notesStyle><a:lvl1pPr><a:defRPr sz=\"1200\"/></a:lvl1pPr></p:notesStyle></p:notesMaster>"
    )
}

pub fn theme() -> String {
    let color =
        |name: &str, ink: Ink| format!("<a:{name}><a:srgbClr val=\"{}\"/></a:{name}>", ink.rgb().bare_hex());
    let colors: String = [
        ("dk1", Ink::Text),
        ("lt1", Ink::Paper),
        ("dk2", Ink::Subdued),
        ("lt2", Ink::Panel),
        ("accent1", Ink::Series),
        ("accent2", Ink::Series2),
        ("accent3", Ink::Series3),
        ("accent4", Ink::Series4),
        ("accent5", Ink::Series5),
        ("accent6", Ink::Series6),
        ("hlink", Ink::Accent),
        ("folHlink", Ink::Subdued),
    ]
    .into_iter()
    .map(|(name, ink)| color(name, ink))
    .collect();
    // Faces that Office has on every machine, Latin and Thai.
    let faces = "<a:latin typeface=\"Calibri\"/><a:ea typeface=\"\"/><a:cs typeface=\"Leelawadee UI\"/><a:font script=\"Thai\" typeface=\"Leelawadee UI\"/>";
    let fill = "<a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill>".repeat(3);
    let line = "<a:ln w=\"6350\"><a:solidFill><a:schemeClr val=\"phClr\"/></a:solidFill></a:ln>".repeat(3);
    let effect = "<a:effectStyle><a:effectLst/></a:effectStyle>".repeat(3);
    format!(
        "{HEAD}<a:theme xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\" name=\"Senthang\"><a:themeElements>\
         <a:clrScheme name=\"Senthang\">{colors}</a:clrScheme>\
         <a:fontScheme name=\"Senthang\"><a:majorFont>{faces}</a:majorFont><a:minorFont>{faces}</a:minorFont></a:fontScheme>\
         <a:fmtScheme name=\"Senthang\"><a:fillStyleLst>{fill}</a:fillStyleLst><a:lnStyleLst>{line}</a:lnStyleLst>\
         <a:effectStyleLst>{effect}</a:effectStyleLst><a:bgFillStyleLst>{fill}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"
    )
}
