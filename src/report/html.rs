//! A report as one web page: charts that answer the pointer and the keyboard, the table under each, letters and all in one file.
//! Never loads anything: the page forbids it to itself.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::fonts;
use super::model::{Card, Page, Report, Table};
use super::svg::{Reader, escaped, written};

const STYLE: &str = include_str!("../../assets/report/report.css");
const SCRIPT: &str = include_str!("../../assets/report/report.js");
/// Nothing from anywhere, but what is written into the page itself.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; font-src data:; img-src data:";
/// Width in which charts are laid out.
const WIDTH: f32 = 900.0;

/// The report as a web page.
pub fn write(report: &Report) -> String {
    let mut page = String::with_capacity(600_000);
    let (language, title) = (report.language.code(), escaped(&report.title));
    let faces = font_faces();
    let _ = write!(
        page,
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" content=\"no-referrer\">\n\
         <title>{title}</title>\n<style>{faces}\n{STYLE}</style>\n</head>\n<body>\n"
    );
    head(&mut page, report);
    page.push_str("<main>\n");
    for one in &report.pages {
        section(&mut page, report, one);
    }
    method(&mut page, report);
    let foot = escaped(&report.captions.foot);
    let _ = write!(
        page,
        "</main>\n<footer>{foot}</footer>\n<div id=\"hover\" role=\"tooltip\"></div>\n<script>{SCRIPT}</script>\n</body>\n</html>\n"
    );
    page
}

/// Both typefaces, written into a style sheet.
pub fn font_faces() -> String {
    let face = |name: &str, bytes: &[u8]| {
        let data = STANDARD.encode(bytes);
        format!(
            "@font-face{{font-family:'{name}';font-weight:500;src:url(data:font/ttf;base64,{data}) format('truetype')}}"
        )
    };
    face("IBM Plex Sans", fonts::LATIN) + &face("Noto Sans Thai", fonts::THAI)
}

fn head(page: &mut String, report: &Report) {
    let (title, question) = (escaped(&report.title), escaped(&report.question));
    let _ = write!(
        page,
        "<header>\n<h1>{title}</h1>\n<p class=\"question\">{question}</p>\n<dl class=\"facts\">"
    );
    for (name, value) in &report.facts {
        let _ = write!(page, "<div><dt>{}</dt><dd>{}</dd></div>", escaped(name), escaped(value));
    }
    let contents = escaped(&report.captions.contents);
    let _ = write!(page, "</dl>\n</header>\n<nav aria-label=\"{contents}\"><ol>");
    for one in &report.pages {
        let _ = write!(page, "<li><a href=\"#{}\">{}</a></li>", one.id, escaped(&one.title));
    }
    let _ =
        writeln!(page, "<li><a href=\"#method\">{}</a></li></ol></nav>", escaped(&report.captions.method));
}

fn section(page: &mut String, report: &Report, one: &Page) {
    let (title, finding) = (escaped(&one.title), escaped(&one.finding));
    let _ =
        writeln!(page, "<section id=\"{}\">\n<h2>{title}</h2>\n<p class=\"finding\">{finding}</p>", one.id);
    if !one.tiles.is_empty() {
        page.push_str("<dl class=\"tiles\">");
        for (name, value) in &one.tiles {
            let _ = write!(page, "<div><dt>{}</dt><dd>{}</dd></div>", escaped(name), escaped(value));
        }
        page.push_str("</dl>\n");
    }
    paragraphs(page, &one.text, "");
    if let Some(chart) = &one.chart {
        let svg = written(&chart.scene(&one.finding, WIDTH), Reader::Page);
        let _ = writeln!(page, "<figure>{svg}</figure>");
    }
    one.tables.iter().for_each(|table| rows(page, table));
    if !one.notes.is_empty() {
        let _ = writeln!(page, "<h3>{}</h3>", escaped(&report.captions.notes));
        paragraphs(page, &one.notes, " class=\"notes\"");
    }
    if !one.definitions.is_empty() {
        let _ = write!(page, "<p class=\"ids\">{}", escaped(&report.captions.definition));
        for id in &one.definitions {
            let _ = write!(page, " <a href=\"#definition-{id}\">{id}</a>");
        }
        page.push_str("</p>\n");
    }
    page.push_str("</section>\n");
}

fn paragraphs(page: &mut String, texts: &[String], class: &str) {
    for text in texts {
        let _ = writeln!(page, "<p{class}>{}</p>", escaped(text));
    }
}

fn rows(page: &mut String, table: &Table) {
    if table.rows.is_empty() {
        return;
    }
    let class = |number: bool| if number { " class=\"number\"" } else { "" };
    let _ = write!(
        page,
        "<div class=\"scroll\" tabindex=\"0\"><table><caption>{}</caption><thead><tr>",
        escaped(&table.title)
    );
    for column in &table.columns {
        let _ = write!(page, "<th scope=\"col\"{}>{}</th>", class(column.is_number), escaped(&column.header));
    }
    page.push_str("</tr></thead><tbody>\n");
    for row in &table.rows {
        page.push_str("<tr>");
        for (cell, column) in row.iter().zip(&table.columns) {
            let _ = write!(page, "<td{}>{}</td>", class(column.is_number), escaped(&cell.written()));
        }
        page.push_str("</tr>\n");
    }
    page.push_str("</tbody></table></div>\n");
}

fn method(page: &mut String, report: &Report) {
    let (captions, method) = (&report.captions, &report.method);
    let _ = writeln!(page, "<section id=\"method\">\n<h2>{}</h2>", escaped(&captions.method));
    if !method.caveats.is_empty() {
        let _ = writeln!(page, "<h3>{}</h3>\n<ul>", escaped(&captions.caveats));
        for caveat in &method.caveats {
            let _ = writeln!(page, "<li>{}</li>", escaped(caveat));
        }
        page.push_str("</ul>\n");
    }
    let _ = writeln!(page, "<h3>{}</h3>\n<div class=\"card\"><dl>", escaped(&captions.settings));
    pairs(page, &method.settings);
    page.push_str("</dl></div>\n");
    rows(page, &method.sources);
    let _ = writeln!(page, "<h3>{}</h3>", escaped(&captions.definitions));
    method.cards.iter().for_each(|one| card(page, one));
    page.push_str("</section>\n");
}

fn pairs(page: &mut String, pairs: &[(String, String)]) {
    for (name, value) in pairs {
        let _ = write!(page, "<dt>{}</dt><dd>{}</dd>", escaped(name), escaped(value));
    }
}

fn card(page: &mut String, card: &Card) {
    let (id, name) = (card.id, escaped(&card.name));
    let _ = write!(
        page,
        "<div class=\"card\" id=\"definition-{id}\"><h4>{name} <span class=\"ids\">{id}</span></h4><dl>"
    );
    pairs(page, &card.parts);
    page.push_str("</dl></div>\n");
}
