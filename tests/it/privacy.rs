//! Personal data stays in the tables of the running program: 1,000 seeded customers are imported and looked for in everything that is
//! written. Never a home folder.

use std::path::Path;
use std::process::Command;

use senthang::analysis::{Spec, analyze};
use senthang::app::{Preferences, ThemeChoice};
use senthang::import::{Input, Options, Unwatched, import};
use senthang::project::{Board, Document, Fingerprints, Made, Settings, Snapshot, SnapshotId, Source, store};

/// What a customer could be known by.
struct Customer {
    email: String,
    phone: String,
    name: String,
}

fn customers() -> Vec<Customer> {
    let customer = |number: u32| Customer {
        email: format!("seeded.{number:04}.customer@example.com"),
        phone: format!("08{:08}", 11_223_344 + number * 7_919),
        name: format!("Seedname{number:04} Familyname"),
    };
    (0..1_000).map(customer).collect()
}

/// Orders of all of them, two that cannot be used among them.
fn export(customers: &[Customer]) -> String {
    let head = "Name,Email,Financial Status,Currency,Subtotal,Total,Created at,Lineitem quantity,Lineitem name,Lineitem price,\
        Billing Name,Billing Street,Billing Phone,Shipping Name,Phone,Notes\n";
    let row = |(number, customer): (usize, &Customer)| {
        let Customer { email, phone, name } = customer;
        let total = if number == 500 { "broken" } else { "100" };
        let cut = if number == 700 { "" } else { ",call me" };
        format!(
            "#{number},{email},paid,THB,100,{total},2026-05-01 10:00:00 +0700,1,Tea,100,{name},1 Road,{phone},{name},{phone}{cut}\n"
        )
    };
    let rows: String = customers.iter().enumerate().map(row).collect();
    format!("{head}{rows}")
}

/// Everything that is written below a folder, names of files included.
fn written(folder: &Path, text: &mut Vec<u8>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        text.extend(entry.file_name().to_string_lossy().bytes());
        text.push(b'\n');
        let path = entry.path();
        if path.is_dir() {
            written(&path, text);
        } else {
            text.extend(std::fs::read(&path).expect("readable"));
        }
    }
}

fn assert_nobody_is_in(text: &[u8], customers: &[Customer], place: &str) {
    let text = String::from_utf8_lossy(text);
    for customer in customers {
        let international = format!("+66{}", &customer.phone[1..]);
        for secret in [&customer.email, &customer.phone, &international, &customer.name] {
            assert!(!text.contains(secret.as_str()), "{secret} is in {place}");
        }
    }
}

#[test]
fn no_customer_is_in_a_saved_project_its_backup_or_the_preferences() {
    let (folder, customers) = (tempfile::tempdir().expect("a folder"), customers());
    let input = Input::Bytes { name: "orders.csv".to_owned(), bytes: export(&customers).into_bytes().into() };
    let imported = import(&[input], &Options::default(), &Unwatched).expect("imported");
    // 998 orders; what is rejected is known on screen, with its values.
    assert_eq!((imported.report.rows_used(), imported.report.rows_rejected()), (998, 2));
    assert!(imported.report.sources[0].rejected.iter().any(|row| row.value.contains(&customers[700].email)));
    let spec = Spec::default();
    let analysis = Box::new(analyze(&imported.tables, &spec).expect("figures"));
    let sources = Source::from_report(&imported.report, &Fingerprints::new());
    let snapshot = Snapshot {
        id: SnapshotId(1),
        name: "May".to_owned(),
        created: "2026-05-02 09:00".to_owned(),
        sources: sources.clone(),
        spec,
        analysis,
        notes: Vec::new(),
        board: Board::default(),
        tags: Vec::new(),
        made: Made::default(),
        scenario: None,
    };
    let settings = Settings { watched_folder: Some("exports".to_owned()), ..Settings::default() };
    let document = Document { sources, snapshots: vec![snapshot], settings, ..Document::default() };
    let project = folder.path().join("shop.senthang");
    store::save(&project, &document).expect("saved");
    store::save(&project, &document).expect("saved again, with a backup");
    let mut preferences = Preferences { theme: ThemeChoice::Dark, ..Preferences::default() };
    preferences.remember(&project);
    store::write_atomically(&folder.path().join("settings.json"), &preferences.to_json()).expect("saved");
    let mut text = Vec::new();
    written(folder.path(), &mut text);
    assert!(String::from_utf8_lossy(&text).contains("shop.senthang.bak"), "the backup was looked at");
    assert_nobody_is_in(&text, &customers, "what was saved");
}

#[test]
fn a_run_of_the_command_line_leaves_nobody_behind() {
    let (input, left, customers) =
        (tempfile::tempdir().expect("a folder"), tempfile::tempdir().expect("a folder"), customers());
    let export_path = input.path().join("orders.csv");
    std::fs::write(&export_path, export(&customers).replace("broken", "100")).expect("written");
    for arguments in [&["analyze"][..], &["analyze", "--json"], &["inspect"]] {
        let output = Command::new(env!("CARGO_BIN_EXE_senthang"))
            .args(arguments)
            .arg(&export_path)
            .arg("--quiet")
            .envs(
                ["HOME", "TMPDIR", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME"]
                    .map(|name| (name, left.path())),
            )
            .current_dir(left.path())
            .output()
            .expect("the program starts");
        assert_eq!(output.status.code(), Some(3), "{}", String::from_utf8_lossy(&output.stderr));
        // What is printed names the one rejected row, and nobody else.
        let mut others = output.stdout;
        others.extend(output.stderr);
        let known: Vec<Customer> = self::customers()
            .into_iter()
            .enumerate()
            .filter(|(number, _)| *number != 700)
            .map(|(_, customer)| customer)
            .collect();
        assert_nobody_is_in(&others, &known, "what is printed");
    }
    let mut text = Vec::new();
    written(left.path(), &mut text);
    assert_nobody_is_in(&text, &customers, "what the runs left behind");
}

#[cfg(unix)]
#[test]
fn what_is_saved_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.senthang");
    store::save(&path, &Document::default()).expect("saved");
    store::save(&path, &Document::default()).expect("saved");
    for name in ["shop.senthang", "shop.senthang.bak"] {
        let mode = std::fs::metadata(folder.path().join(name)).expect("there").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}");
    }
}

#[test]
fn with_pseudonyms_nobody_is_in_the_tables_or_in_a_note_and_everybody_is_still_one_person() {
    let customers = customers();
    let key = senthang::tables::PseudonymKey::new([9; 32]);
    let read = |pseudonyms: Option<senthang::tables::PseudonymKey>| {
        let bytes = export(&customers).into_bytes().into();
        let input = Input::Bytes { name: "orders.csv".to_owned(), bytes };
        import(&[input], &Options { pseudonyms, ..Options::default() }, &Unwatched).expect("imported")
    };
    let (plain, hidden) = (read(None), read(Some(key.clone())));
    assert_eq!(plain.tables.people.len(), hidden.tables.people.len());
    let codes = format!("{:?}", hidden.tables.codes);
    assert!(codes.contains(&key.pseudonym("email", &customers[3].email)));
    assert_nobody_is_in(codes.as_bytes(), &customers, "the codes");
    let note = format!("Call {} or {}", customers[3].phone, customers[3].email);
    let concealed = senthang::import::conceal(&note, &key);
    assert_nobody_is_in(concealed.as_bytes(), &customers, "a note");
    assert!(concealed.contains(&key.pseudonym("email", &customers[3].email)), "{concealed}");
}

#[test]
fn nobody_is_in_the_data_that_a_project_keeps() {
    let customers = customers();
    // Everybody is named in the link that led to the order, too.
    let link = |line: &str| match line.split(',').nth(1) {
        Some("Email") => format!("{line},Landing Site\n"),
        email => format!("{line},/?utm_source={}\n", email.unwrap_or_default()),
    };
    let text: String = export(&customers).lines().map(link).collect();
    let orders = Input::Bytes { name: "orders.csv".to_owned(), bytes: text.into_bytes().into() };
    let answers: String = customers
        .iter()
        .map(|one| format!("9,{},2026-05-02,Slow delivery says {} {}\n", one.email, one.name, one.phone))
        .collect();
    let answers = format!("score,email,date,comment\n{answers}").into_bytes();
    let answers = Input::Bytes { name: "answers.csv".to_owned(), bytes: answers.into() };
    let imported = import(&[orders, answers], &Options::default(), &Unwatched).expect("imported");
    assert_eq!(imported.tables.answers.height(), 1_000, "their answers are read");
    let parts = senthang::project::data_parts(&imported).expect("kept");
    let kept = senthang::project::data_of(&parts).expect("read").expect("there");
    // What is kept is packed; what comes out of it is all there is.
    let everything = format!("{:?} {:?}", kept.tables.codes, kept.report);
    assert!(everything.contains("slow deliver"), "what the comments are about is kept");
    assert_nobody_is_in(everything.as_bytes(), &customers, "the data");
    for part in &parts {
        assert_nobody_is_in(&part.bytes, &customers, &part.name);
    }
}
