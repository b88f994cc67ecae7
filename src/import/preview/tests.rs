//! A preview shows what the import then does. Never a file of anybody's.

use super::*;
use crate::import::{Imported, Unwatched, import};

const TILL: &str = "เลขบิล;วันขาย;ชื่อลูกค้า;มือถือ;สินค้า;สุทธิ(บาท)\n\
    B001;13/01/2569;สมชาย;0812345678;กาแฟ;1.234,50\n\
    B002;14/01/2569;สมหญิง;0898765432;ชา;90,00\n\
    B003;02/02/2569;สมชาย;0812345678;กาแฟ;765,50\n";

fn input(bytes: impl Into<Vec<u8>>) -> Input {
    Input::Bytes { name: "till.csv".to_owned(), bytes: bytes.into().into() }
}

fn windows_874() -> Input {
    input(encoding_rs::WINDOWS_874.encode(TILL).0.into_owned())
}

fn show(input: &Input, reading: &Reading) -> Preview {
    preview(input, "till.csv", reading, &Options::default()).expect("a table")
}

fn read(input: &Input, options: &Options) -> Imported {
    import(std::slice::from_ref(input), options, &Unwatched).expect("imported")
}

fn total(imported: &Imported) -> i64 {
    let totals = imported.tables.orders.column("total_minor").expect("a column");
    totals.i64().expect("integers").iter().flatten().sum()
}

fn fields(preview: &Preview) -> Vec<String> {
    let name = |column: &PreviewColumn| column.field.map_or_else(|| "-".to_owned(), Field::name);
    preview.columns.iter().map(name).collect()
}

#[test]
fn an_unusual_delimiter_is_found_and_one_of_many_can_be_chosen() {
    let hashes = input(encoding_rs::WINDOWS_874.encode(&TILL.replace(';', "#")).0.into_owned());
    let shown = show(&hashes, &Reading::default());
    assert_eq!((shown.delimiter.value, shown.columns.len()), ('#', 6));
    // What stands in dates as well parts nothing by itself, but a person may say so.
    let slashes = input("day/shop/sum\n5/Ari/12\n6/Ari/8\n");
    assert!(show(&slashes, &Reading::default()).unusual_delimiters.contains(&'/'));
    let told = show(&slashes, &Reading { delimiter: Some('/'), ..Reading::default() });
    assert_eq!(told.columns.len(), 3);
}

#[test]
fn a_thai_till_in_windows_874_is_understood_and_its_mapping_imports_it() {
    let input = windows_874();
    let shown = show(&input, &Reading::default());
    assert_eq!(
        (shown.encoding.value.as_str(), shown.delimiter.value, shown.header_line.value),
        ("windows-874", ';', 1)
    );
    assert_eq!(fields(&shown), ["order_id", "ordered_at", "customer_name", "phone", "product", "total"]);
    assert_eq!((shown.table.value, shown.currency.value), (Table::Orders, Some(Currency::THB)));
    assert_eq!((shown.date_order.value, shown.numbers.value), (DateOrder::DayFirst, NumberStyle::Comma));
    assert!(shown.is_complete(), "{:?} {:?}", shown.missing, shown.questions);
    let row = &shown.rows[0];
    assert_eq!(row.cells[1].reading, CellReading::Day(Day::parse_iso("2026-01-13").expect("a day"), None));
    assert_eq!(row.cells[5].reading, CellReading::Number(123_450, 2));

    let text = shown.mapping.to_toml().expect("writable");
    let mapping = Profile::parse(&text).expect("readable");
    assert_eq!(mapping, shown.mapping);
    let imported = read(&input, &Options { mappings: vec![mapping], ..Options::default() });
    assert_eq!((imported.report.sources[0].rows_used, total(&imported)), (3, 209_000));
}

#[test]
fn ambiguous_dates_and_numbers_are_asked_with_both_readings() {
    let text = "bill;sold on;net\n1;03/04/2026;1.250\n2;05/06/2026;2.500\n";
    let shown = show(&input(text), &Reading::default());
    let [Question::Dates { example, day_first, month_first, .. }, Question::Numbers { point, comma, .. }] =
        shown.questions.as_slice()
    else {
        panic!("two questions: {:?}", shown.questions)
    };
    let day = |text: &str| Day::parse_iso(text);
    assert_eq!(
        (example.as_str(), day_first.example, month_first.example),
        ("03/04/2026", day("2026-04-03"), day("2026-03-04"))
    );
    assert_eq!((day_first.last, month_first.last), (day("2026-06-05"), day("2026-05-06")));
    assert_eq!((point.sum, comma.sum), (375, 375_000));
    assert_eq!(shown.rows[0].cells[1].reading, CellReading::Unsettled);

    let answered = Reading {
        date_order: Some(DateOrder::MonthFirst),
        numbers: Some(NumberStyle::Comma),
        ..Reading::default()
    };
    let shown = show(&input(text), &answered);
    assert!(shown.is_complete());
    let options = Options { mappings: vec![shown.mapping], ..Options::default() };
    assert_eq!(total(&read(&input(text), &options)), 375_000);
}

#[test]
fn a_person_is_obeyed_even_against_the_cells_and_the_import_does_the_same() {
    let text = "bill;sold on;net\n1;13/04/2026;10.50\n2;05/06/2026;2.50\n";
    let reading = Reading { date_order: Some(DateOrder::MonthFirst), ..Reading::default() };
    let shown = show(&input(text), &reading);
    assert_eq!((shown.columns[1].faults, shown.columns[1].told), (1, false));
    let options = Options { mappings: vec![shown.mapping], ..Options::default() };
    let imported = read(&input(text), &options);
    assert_eq!((imported.report.sources[0].rows_used, imported.report.sources[0].rows_rejected), (1, 1));
}

#[test]
fn every_setting_can_be_changed_and_the_rows_follow() {
    let input = windows_874();
    let latin = show(&input, &Reading { encoding: Some("windows-1252".to_owned()), ..Reading::default() });
    assert!(latin.encoding.told && !latin.columns[0].header.contains('เ'));
    let comma = show(&input, &Reading { delimiter: Some(','), ..Reading::default() });
    assert!(comma.delimiter.told && comma.columns.len() < 3);
    let second = show(&input, &Reading { header_line: Some(2), ..Reading::default() });
    assert_eq!((second.columns[0].header.as_str(), second.rows.len()), ("B001", 2));
    let none = show(&input, &Reading { header_line: Some(0), ..Reading::default() });
    assert_eq!((none.columns[1].header.as_str(), none.rows.len()), ("Column 2", 4));
    let ads = show(&input, &Reading { table: Some(Table::Ads), ..Reading::default() });
    assert!(ads.table.value == Table::Ads && !ads.missing.is_empty());
    let unused = Reading { columns: BTreeMap::from([(5, None)]), ..Reading::default() };
    assert_eq!(show(&input, &unused).missing, [Field::Total]);
    let moved = Reading { columns: BTreeMap::from([(4, Some(Field::Total))]), ..Reading::default() };
    let moved = show(&input, &moved);
    assert_eq!((fields(&moved)[4].as_str(), fields(&moved)[5].as_str()), ("total", "-"));
    assert_eq!(moved.columns[4].faults, 3);
}

#[test]
fn a_table_without_a_header_is_shown_by_the_places_of_its_columns() {
    let text = "A1,13/01/2026,a@example.com,10.50\nA2,14/01/2026,b@example.com,9.25\nA3,15/01/2026,a@example.com,3.75\n";
    let shown = show(&input(text), &Reading::default());
    assert_eq!((shown.header_line.value, shown.sampled), (0, 3));
    assert_eq!(fields(&shown), ["order_id", "ordered_at", "email", "total"]);
    let options = Options { mappings: vec![shown.mapping.clone()], ..Options::default() };
    let imported = read(&input(text), &options);
    assert_eq!((imported.report.sources[0].rows_used, total(&imported)), (3, 2_350));
}

#[test]
fn rows_of_one_order_that_differ_add_up() {
    let text = |totals: [&str; 3]| {
        format!(
            "bill;sold on;net\n1;13/04/2026;{}\n1;13/04/2026;{}\n2;14/04/2026;{}\n",
            totals[0], totals[1], totals[2]
        )
    };
    let import_of = |text: &str| {
        let shown = show(&input(text), &Reading::default());
        let add_up = shown.rows_add_up.map(|found| found.value);
        (add_up, total(&read(&input(text), &Options { mappings: vec![shown.mapping], ..Options::default() })))
    };
    assert_eq!(import_of(&text(["10.00", "5.00", "1.00"])), (Some(true), 1_600));
    assert_eq!(import_of(&text(["15.00", "15.00", "1.00"])), (Some(false), 1_600));
    assert_eq!(import_of(&text(["15.00", "", "1.00"])), (Some(false), 1_600));
}

#[test]
fn a_known_format_shows_its_own_columns_and_can_be_corrected() {
    let text = "Name,Email,Created at,Total,Subtotal\n#1,a@example.com,2024-01-13,10.00,8.00\n";
    let shown = show(&input(text), &Reading::default());
    assert_eq!(shown.format.as_deref(), Some("Shopify, orders"));
    assert_eq!(fields(&shown), ["order_id", "email", "ordered_at", "total", "subtotal"]);
    let corrected = Reading { columns: BTreeMap::from([(4, Some(Field::Total))]), ..Reading::default() };
    let shown = show(&input(text), &corrected);
    let remembered = crate::import::Remembered {
        profile: shown.mapping,
        shape: shown.shape,
        made: "2026-05-12 09:00".to_owned(),
    };
    let imported = read(&input(text), &Options { remembered: vec![remembered], ..Options::default() });
    assert_eq!(total(&imported), 800);
}

#[test]
fn what_is_no_table_is_refused() {
    let refusal = |bytes: &[u8]| preview(&input(bytes), "till.csv", &Reading::default(), &Options::default());
    assert_eq!(refusal(b""), Err(Refusal::Empty));
    assert!(matches!(refusal(b"%PDF-1.4 ..."), Err(Refusal::OtherContent { .. })));
}

/// A workbook of 5,000 orders, whose sheet is damaged near its end.
fn long_workbook() -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, header) in (0..).zip(["order_id", "date", "total"]) {
        sheet.write_string(0, column, header).expect("a cell");
    }
    for row in 1..=5_000_u32 {
        sheet.write_string(row, 0, format!("A-{row}")).expect("a cell");
        sheet.write_string(row, 1, format!("2026-01-{:02}", 1 + row % 28)).expect("a cell");
        sheet.write_number(row, 2, row).expect("a cell");
    }
    let mut bytes = book.save_to_buffer().expect("memory can be written");
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes.clone())).expect("an archive");
    let file = archive.by_name("xl/worksheets/sheet1.xml").expect("the sheet");
    let end = (file.data_start().expect("a place") + file.compressed_size()) as usize;
    bytes[end - 400..end - 200].fill(0);
    bytes
}

fn texts(preview: &Preview) -> Vec<Vec<&str>> {
    preview.rows.iter().map(|row| row.cells.iter().map(|cell| cell.raw.as_str()).collect()).collect()
}

#[test]
fn the_first_rows_of_a_long_workbook_do_not_wait_for_its_end() {
    let bytes = long_workbook();
    let book = Input::Bytes { name: "long.xlsx".to_owned(), bytes: bytes.clone().into() };
    assert_eq!(read(&book, &Options::default()).report.sources[0].rows_used, 0, "its end cannot be read");
    let first = first_rows(&book, &Options::default()).expect("first rows");
    assert_eq!(fields(&first), ["order_id", "ordered_at", "total"]);
    assert_eq!(texts(&first)[0], ["A-1", "2026-01-02", "1"]);
    assert_eq!((texts(&first).len(), first.is_all, first.is_sheet), (SHOWN, false, true));

    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    archive.start_file("long.xlsx", zip::write::SimpleFileOptions::default()).expect("a member");
    std::io::Write::write_all(&mut archive, &bytes).expect("memory can be written");
    let zipped = archive.finish().expect("memory can be written").into_inner();
    let zipped = Input::Bytes { name: "long.zip".to_owned(), bytes: zipped.into() };
    let packed = first_rows(&zipped, &Options::default()).expect("first rows");
    assert_eq!((texts(&packed), packed.columns.len()), (texts(&first), 3));
}
