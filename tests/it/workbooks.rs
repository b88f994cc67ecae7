//! Workbooks as platforms, people and attackers write them: read sheet by sheet with the sheet's own rows, or refused in a sentence.
//! Never leaves a date, an id or an error cell other than a person sees it.

use serde_json::Value;

use crate::archives::{archive, file};
use crate::shared::{folder, json, run};

const TYPES: &str =
    r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#;
const ROOT: &str = r#"<Relationships><Relationship Id="r1" Type="http://x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;

/// A sheet for [`workbook`]: name, attributes, rows.
type Sheet<'text> = (&'text str, &'text str, &'text str);

/// The bytes of an xlsx file with these sheets; `more` are further parts or replacements.
fn workbook(properties: &str, formats: &[&str], sheets: &[Sheet<'_>], more: &[(&str, &str)]) -> Vec<u8> {
    let number = |index: usize| index + 1;
    let list: String = (0..sheets.len())
        .map(|index| {
            let (name, attributes, _) = sheets[index];
            format!(r#"<sheet name="{name}" sheetId="{0}" r:id="s{0}" {attributes}/>"#, number(index))
        })
        .collect();
    let links: String = (0..sheets.len())
        .map(|index| {
            format!(
                r#"<Relationship Id="s{0}" Type="http://x/worksheet" Target="worksheets/sheet{0}.xml"/>"#,
                number(index)
            )
        })
        .collect();
    let codes: String = (0..formats.len())
        .map(|index| format!(r#"<numFmt numFmtId="{}" formatCode="{}"/>"#, 164 + index, formats[index]))
        .collect();
    // Style 0 is plain, 1.. are the given formats, then Excel's Thai 71 and 77.
    let ids = (164..164 + formats.len()).chain([71, 77]);
    let styles: String = ids.map(|id| format!(r#"<xf numFmtId="{id}"/>"#)).collect();
    let mut parts = vec![
        ("[Content_Types].xml".to_owned(), TYPES.to_owned()),
        ("_rels/.rels".to_owned(), ROOT.to_owned()),
        (
            "xl/workbook.xml".to_owned(),
            format!(r#"<workbook xmlns:r="r"><workbookPr {properties}/><sheets>{list}</sheets></workbook>"#),
        ),
        (
            "xl/_rels/workbook.xml.rels".to_owned(),
            format!(
                r#"<Relationships>{links}<Relationship Id="y" Type="http://x/styles" Target="styles.xml"/><Relationship Id="z" Type="http://x/sharedStrings" Target="/xl/sharedStrings.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/styles.xml".to_owned(),
            format!(
                r#"<styleSheet><numFmts>{codes}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>{styles}</cellXfs></styleSheet>"#
            ),
        ),
    ];
    for (index, (_, _, rows)) in sheets.iter().enumerate() {
        let text = format!(r#"<worksheet><sheetData>{rows}</sheetData></worksheet>"#);
        parts.push((format!("xl/worksheets/sheet{}.xml", number(index)), text));
    }
    for (name, text) in more {
        parts.retain(|(known, _)| known != name);
        parts.push(((*name).to_owned(), (*text).to_owned()));
    }
    let members: Vec<(&str, &[u8])> =
        parts.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    archive(&members)
}

/// A row of cells that are texts.
fn texts(row: u32, cells: &[&str]) -> String {
    let cells: String =
        cells.iter().map(|text| format!(r#"<c t="inlineStr"><is><t>{text}</t></is></c>"#)).collect();
    format!(r#"<row r="{row}">{cells}</row>"#)
}

fn inspect(bytes: &[u8]) -> Vec<Value> {
    let (_folder, path) = file("book.xlsx", bytes);
    json(&["inspect", &path])["sources"].as_array().expect("sources").clone()
}

/// A sheet as plain CSV.
fn table(bytes: &[u8], number: &str) -> String {
    let (_folder, path) = file("book.xlsx", bytes);
    let output = run(&["inspect", "--table", &path, "--table-number", number]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("UTF-8")
}

fn refusal(bytes: &[u8]) -> String {
    let sources = inspect(bytes);
    assert_eq!(sources.len(), 1);
    sources[0]["refused"].as_str().unwrap_or_else(|| panic!("{}", sources[0])).to_owned()
}

#[test]
fn sheets_are_read_with_their_own_row_numbers_and_what_is_hidden_or_foreign_is_left_out() {
    let head = texts(3, &["Order ID", "Date", "Total", "Status", "Note"]);
    let orders = format!(
        "{}{head}{}{}{}",
        texts(1, &["My shop"]),
        texts(4, &["1", "2026-01-05", "10.00", "paid", "two\nlines"]),
        texts(7, &["2", "2026-01-06", "#REF!", "paid"]),
        texts(8, &["3", "2026-01-07", "5.00", "paid", "a, &quot;b&quot;"]),
    );
    let sheets: [Sheet<'_>; 4] = [
        ("Cover", "", &texts(1, &["Hello", "there"])),
        ("Orders", "", &orders),
        ("Old", r#"state="hidden""#, &orders),
        ("Empty", "", r#"<row r="5"><c r="A5" s="1"/></row>"#),
    ];
    let bytes = workbook("", &["0.00"], &sheets, &[]);
    let (_folder, path) = file("book.xls", &bytes);
    let output = run(&["analyze", &path, "--json"]);
    assert_eq!(output.status.code(), Some(3));
    let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
    let sources = document["sources"].as_array().expect("sources");
    let names: Vec<&str> =
        sources.iter().filter_map(|source| source["path"].as_str()?.rsplit(" › ").next()).collect();
    assert_eq!(names, ["Cover", "Orders", "Old", "Empty"]);
    let codes: Vec<&str> =
        sources.iter().map(|source| source["left_out_code"]["code"].as_str().unwrap_or("")).collect();
    assert_eq!(codes, ["foreign", "", "hidden", "empty"]);
    assert_eq!((sources[1]["header_row"].as_u64(), sources[1]["rows_used"].as_u64()), (Some(3), Some(2)));
    assert_eq!(sources[1]["rejected"][0]["line"].as_u64(), Some(7));
    assert_eq!(sources[1]["rejected"][0]["value"], "#REF!");
    assert_eq!(document["orders"]["total_minor"].as_i64(), Some(1_500));
    assert!(table(&bytes, "2").contains("\"two\nlines\"") && table(&bytes, "2").contains("\"a, \"\"b\"\"\""));
}

#[test]
fn cells_come_as_a_person_sees_them() {
    let shared = r#"<sst><si><t>id</t></si><si><r><t>two </t></r><r><t>runs</t></r><rPh><t>spoken</t></rPh></si><si><t>a_x000D_b &amp; &#3585;</t></si></sst>"#;
    let cells = r##"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="inlineStr"><is><t>d</t></is></c><c r="E1" t="inlineStr"><is><t>e</t></is></c></row>
        <row r="2"><c r="A2"><v>578123456789012347</v></c><c r="B2"><v>5.7812345678901235E+17</v></c><c r="C2"><v>0.10000000000000001</v></c><c r="D2" t="b"><v>1</v></c><c r="E2" t="e"><v>#N/A</v></c></row>
        <row r="3"><c r="A3" s="1"><v>46027</v></c><c r="B3" s="2"><v>46027.5</v></c><c r="C3" s="3"><v>812345678</v></c><c r="D3" s="5"><v>46027</v></c><c r="E3" s="6"><v>46027.25</v></c></row>
        <row r="4"><c r="A4" s="4"><v>5.15635</v></c><c r="B4" t="str"><f>A1</f><v>made</v></c><c r="C4" t="d"><v>2026-01-05T10:00:00</v></c><c r="D4"><v>1200.0</v></c><c r="E4" t="str"><v></v></c></row>"##;
    let formats = ["[$-D07041E]d mmm bbbb", "[$-1070000]d/m/yyyy h:mm", "0000000000", "[h]:mm:ss"];
    let bytes = workbook("", &formats, &[("S", "", cells)], &[("xl/sharedStrings.xml", shared)]);
    assert_eq!(
        table(&bytes, "1"),
        "id,two runs,\"a\nb & ก\",d,e\n\
         578123456789012347,5.781234567890124E+17,0.1,TRUE,#N/A\n\
         2026-01-05,2026-01-05 12:00:00,0812345678,2026-01-05,2026-01-05 06:00:00\n\
         123:45:09,made,2026-01-05 10:00:00,1200,\n"
    );
}

#[test]
fn dates_without_a_date_format_are_read_as_day_numbers_of_either_system() {
    let rows = |serial: u32| {
        format!(
            r#"{}<row r="2"><c><v>7</v></c><c><v>{serial}</v></c><c><v>99.5</v></c><c t="inlineStr"><is><t>paid</t></is></c></row>"#,
            texts(1, &["Order ID", "Date", "Total", "Status"])
        )
    };
    for (properties, serial) in [("", 46_027), (r#"date1904="1""#, 44_565)] {
        let rows = rows(serial);
        let (_folder, path) = file("book.xlsx", &workbook(properties, &[], &[("S", "", &rows)], &[]));
        let document = json(&["analyze", &path]);
        assert_eq!(document["orders"]["first_order"], "2026-01-05");
        assert_eq!(document["orders"]["total_minor"].as_i64(), Some(9_950));
    }
}

#[test]
fn an_order_number_that_lost_its_digits_is_rejected() {
    let rows = format!(
        r#"{}<row r="2"><c><v>5.7812345678901235E+17</v></c><c t="inlineStr"><is><t>2026-01-05</t></is></c><c><v>9</v></c><c t="inlineStr"><is><t>paid</t></is></c></row>"#,
        texts(1, &["Order ID", "Date", "Total", "Status"])
    );
    let sources = inspect(&workbook("", &[], &[("S", "", &rows)], &[]));
    assert_eq!(sources[0]["rejected"][0]["code"], "shortened_number");
}

#[test]
fn hostile_workbooks_are_refused_in_a_sentence() {
    let sheet = |text: &str| workbook("", &[], &[("S", "", "")], &[("xl/worksheets/sheet1.xml", text)]);
    let entity = r#"<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet><sheetData><row><c t="str"><v>&x;</v></c></row></sheetData></worksheet>"#;
    assert!(refusal(&sheet(entity)).contains("entities"));
    let undeclared = r#"<worksheet><sheetData><row><c t="str"><v>&x;</v></c></row></sheetData></worksheet>"#;
    assert!(refusal(&sheet(undeclared)).contains("entities"));
    let far = r#"<worksheet><sheetData><row r="4294967295"><c r="ZZZZ4294967295"><v>1</v></c></row></sheetData></worksheet>"#;
    assert!(refusal(&sheet(far)).contains("cell reference"));
    let cut = r#"<worksheet><sheetData><row><c><v>1</v></c>"#;
    assert!(refusal(&sheet(cut)).contains("damaged"));
    let deep = format!("<worksheet>{}", "<a>".repeat(1_000));
    assert!(refusal(&sheet(&deep)).contains("damaged"));
    let long = format!(
        "<worksheet><sheetData><row><c t=\"str\"><v>{}</v></c></row></sheetData></worksheet>",
        "x".repeat(200_000)
    );
    assert!(refusal(&sheet(&long)).contains("32,767"));
    let endless = format!(
        "<worksheet><sheetData><row><c t=\"str\"><v>{}</v></c></row></sheetData></worksheet>",
        random_text(9 << 20)
    );
    assert!(refusal(&sheet(&endless)).contains("32,767"));
    let bomb = format!("<worksheet>{}</worksheet>", " ".repeat(64 << 20));
    assert!(refusal(&sheet(&bomb)).contains("expands to more than"));
    // One shared text of 32 KB in so many cells that they come to 300 MB, in a file of a few KB: its first rows are enough to refuse it.
    let shared = format!("<sst><si><t>{}</t></si></sst>", "y".repeat(32_000));
    let cells: String =
        (1..=9_700).map(|row| format!(r#"<row r="{row}"><c r="A{row}" t="s"><v>0</v></c></row>"#)).collect();
    let repeated = workbook("", &[], &[("S", "", &cells)], &[("xl/sharedStrings.xml", &shared)]);
    assert!(!refusal(&repeated).is_empty());
    let missing = workbook("", &[], &[("S", "", r#"<row><c t="s"><v>5</v></c></row>"#)], &[]);
    assert!(refusal(&missing).contains("damaged"));
}

/// Letters in no order, which pack badly.
fn random_text(length: usize) -> String {
    let mut state = 1_u32;
    let letter = |_| {
        state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        char::from(b'a' + (state >> 24) as u8 % 26)
    };
    (0..length).map(letter).collect()
}

#[test]
fn a_workbook_cut_off_or_changed_anywhere_is_refused_or_read() {
    let rows =
        texts(1, &["Order ID", "Date", "Total", "Status"]) + &texts(2, &["1", "2026-01-05", "10.00", "paid"]);
    let whole = workbook("", &["0.00"], &[("S", "", &rows)], &[("xl/sharedStrings.xml", "<sst/>")]);
    for length in (0..whole.len()).step_by(101) {
        assert!(
            inspect(&whole[..length]).iter().all(|source| source["refused"].is_string()),
            "{length} bytes"
        );
    }
    for place in (0..whole.len()).step_by(53) {
        let mut changed = whole.clone();
        changed[place] ^= 0x55;
        for source in inspect(&changed) {
            assert!(
                source["refused"].is_string()
                    || source["profile"].is_string()
                    || source["left_out"].is_string()
            );
        }
    }
}

/// Four orders in the binary format of Excel 97, as a spreadsheet program writes it.
const OLD_WORKBOOK: &[u8] = include_bytes!("../fixtures/workbooks/orders.xls");

#[test]
fn an_old_workbook_is_read() {
    let (_folder, path) = file("orders.xls", OLD_WORKBOOK);
    let document = json(&["analyze", &path]);
    assert_eq!(document["sources"][0]["rows_used"].as_u64(), Some(4));
    // 1,250.00 + 90.50 + 45.00 + 12.25.
    assert_eq!(document["orders"]["total_minor"].as_i64(), Some(139_775));
    let days = (document["orders"]["first_order"].as_str(), document["orders"]["last_order"].as_str());
    assert_eq!(days, (Some("2026-01-05"), Some("2026-01-20")));
}

#[test]
fn an_old_workbook_cut_off_or_changed_anywhere_is_refused_or_read() {
    let told = |bytes: &[u8], what: &str| {
        let (_folder, path) = file("orders.xls", bytes);
        let output = run(&["inspect", "--json", &path]);
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(matches!(output.status.code(), Some(0 | 1 | 3)), "{what}: {:?} {stderr}", output.status);
        assert!(!stderr.contains("panicked"), "{what}: {stderr}");
        let document: Value = serde_json::from_slice(&output.stdout).expect("JSON");
        document["sources"].as_array().expect("sources").clone()
    };
    for length in (0..OLD_WORKBOOK.len()).step_by(331) {
        told(&OLD_WORKBOOK[..length], &format!("{length} bytes"));
    }
    for place in (0..OLD_WORKBOOK.len()).step_by(97) {
        let mut changed = OLD_WORKBOOK.to_vec();
        changed[place] ^= 0x55;
        assert!(!told(&changed, &format!("byte {place}")).is_empty());
    }
}

#[test]
fn a_workbook_in_an_archive_is_read_and_opendocument_too() {
    let rows =
        texts(1, &["Order ID", "Date", "Total", "Status"]) + &texts(2, &["1", "2026-01-05", "10.00", "paid"]);
    let book = workbook("", &[], &[("S", "", &rows)], &[]);
    let content = r#"<office:document-content><office:automatic-styles><style:style style:name="h"><style:table-properties table:display="false"/></style:style></office:automatic-styles><office:body><office:spreadsheet>
        <table:table table:name="T"><table:table-row><table:table-cell office:value-type="string"><text:p>Order ID</text:p></table:table-cell><table:table-cell><text:p>Date</text:p></table:table-cell><table:table-cell><text:p>Total</text:p></table:table-cell><table:table-cell><text:p>Status</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="3"><table:table-cell table:number-columns-repeated="1024"/></table:table-row>
        <table:table-row><table:table-cell office:value-type="float" office:value="9"><text:p>9</text:p></table:table-cell><table:table-cell office:value-type="date" office:date-value="2026-01-06"><text:p>6/1/69</text:p></table:table-cell><table:table-cell office:value-type="currency" office:value="32.5"><text:p>32.50 B</text:p></table:table-cell><table:table-cell office:value-type="string"><office:annotation><text:p>note</text:p></office:annotation><text:p>paid</text:p></table:table-cell></table:table-row>
        <table:table-row table:number-rows-repeated="1048571"><table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>
        <table:table table:name="H" table:style-name="h"><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"#;
    let document = archive(&[
        ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"),
        ("content.xml", content.as_bytes()),
        ("META-INF/manifest.xml", b"<manifest:manifest/>"),
    ]);
    let (_folder, path) = file("shop.zip", &archive(&[("a.xlsx", &book), ("b.ods", &document)]));
    let document = json(&["analyze", &path]);
    assert_eq!(document["orders"]["total_minor"].as_i64(), Some(4_250));
    let sources = document["sources"].as_array().expect("sources");
    assert_eq!(sources[1]["path"].as_str(), Some(format!("{path} › b.ods › T").as_str()));
    assert_eq!(sources[2]["left_out_code"]["code"], "hidden");
}

#[test]
fn own_hostile_workbooks_and_archives_give_the_expected_outcomes() {
    let Some(own) = folder("nasty/own") else { return };
    let words = [
        ("xlsx_billion_laughs.xlsx", "entities"),
        ("xlsx_xxe.xlsx", "entities"),
        ("xlsx_zip_bomb_512MB.xlsx", "expands to more than"),
        ("xlsx_cell_ref_overflow.xlsx", "cell reference"),
        ("xlsx_truncated_xml.xlsx", "damaged"),
        ("xlsx_truncated_zip.xlsx", "damaged"),
        ("xlsx_encrypted_ole.xlsx", "password"),
        ("proj_path_traversal.zip", "unsafe path"),
        ("proj_zip_bomb_ratio.zip", "expands to more than"),
        ("proj_many_entries.zip", "too many entries"),
    ];
    for (name, word) in words {
        let document = json(&["inspect", &own.join(name).display().to_string()]);
        for source in document["sources"].as_array().expect("sources") {
            let refused = source["refused"].as_str().unwrap_or_else(|| panic!("{name} is not refused"));
            assert!(refused.contains(word), "{name}: {refused}");
        }
    }
    let copy = run(&["inspect", "--table", &own.join("xlsx_ok.xlsx").display().to_string()]);
    let rows = String::from_utf8_lossy(&copy.stdout).lines().count();
    assert_eq!(rows, 2, "a header and a row");
}
