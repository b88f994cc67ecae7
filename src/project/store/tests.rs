//! Saving and loading in a temporary folder. Never touches the home folder.

use super::*;
use crate::project::document_fixture;

fn in_folder(test: impl FnOnce(&Path)) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    test(&folder.path().join("ร้านของฉัน 2025.senthang"));
}

#[test]
fn a_saved_project_loads_and_the_one_before_is_kept() {
    in_folder(|path| {
        let first = document_fixture::document();
        let second = Document { notes: Vec::new(), ..first.clone() };
        save(path, &first).expect("saves");
        save(path, &second).expect("saves again");
        assert_eq!(load(path), Ok(second));
        assert_eq!(load(&beside(path, "bak")), Ok(first));
    });
}

#[test]
fn no_temporary_file_stays_behind() {
    in_folder(|path| {
        save(path, &document_fixture::document()).expect("saves");
        let folder = path.parent().expect("a folder");
        assert_eq!(std::fs::read_dir(folder).expect("lists").count(), 1);
    });
}

#[test]
fn a_damaged_project_points_to_the_previous_one_and_is_set_aside_on_the_next_save() {
    in_folder(|path| {
        let document = document_fixture::document();
        save(path, &document).expect("saves");
        save(path, &document).expect("saves again");
        let mut bytes = std::fs::read(path).expect("reads");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        std::fs::write(path, &bytes).expect("damages");
        match load(path) {
            Err(ProjectError::Format { error: FormatError::Damaged, previous: Some(previous), .. }) => {
                assert_eq!(load(&previous), Ok(document.clone()));
            }
            other => panic!("expected damage with a previous version, got {other:?}"),
        }
        save(path, &document).expect("saves over the damaged one");
        assert_eq!(std::fs::read(beside(path, "damaged")).expect("kept"), bytes);
        assert_eq!(load(&beside(path, "bak")), Ok(document));
    });
}

#[test]
fn a_project_of_a_newer_version_is_never_overwritten() {
    in_folder(|path| {
        let newer = br#"{"format":9,"app":"9.0.0","document":{}}"#;
        std::fs::write(path, newer).expect("writes");
        let refused = save(path, &Document::default());
        assert!(matches!(refused, Err(ProjectError::Format { error: FormatError::Newer { format: 9 }, .. })));
        assert_eq!(std::fs::read(path).expect("still there"), newer);
    });
}

#[test]
fn a_file_that_somebody_else_has_saved_is_left_alone() {
    in_folder(|path| {
        let (mine, theirs) = (Document::default(), document_fixture::document());
        let stamp = save(path, &mine).expect("saves");
        assert_eq!(open(path).expect("opens").stamp, stamp);
        save(path, &theirs).expect("somebody else saves");
        let refused = save_on(&RealDisk, path, &mine, &[], Some(&stamp));
        assert_eq!(refused, Err(ProjectError::ChangedUnderneath { path: path.to_owned() }));
        assert_eq!(load(path), Ok(theirs));
        let stamp = open(path).expect("opens").stamp;
        save_on(&RealDisk, path, &mine, &[], Some(&stamp)).expect("saves over what was seen");
    });
}

#[test]
fn what_a_killed_process_left_is_swept_and_nothing_else() {
    in_folder(|path| {
        let folder = path.parent().expect("a folder");
        save(path, &Document::default()).expect("saves");
        let left = folder.join(".ร้านของฉัน 2025.senthang.0123456789ab.tmp");
        let others = [".other.senthang.0123456789ab.tmp", ".ร้านของฉัน 2025.senthang.note.tmp"];
        std::fs::write(&left, "half").expect("written");
        others.iter().for_each(|name| std::fs::write(folder.join(name), "x").expect("written"));
        sweep(path);
        assert!(!left.exists() && others.iter().all(|name| folder.join(name).exists()) && path.exists());
    });
}

#[test]
fn ten_thousand_damaged_projects_open_or_are_refused() {
    in_folder(|path| {
        let document = document_fixture::document();
        save(path, &document).expect("saves");
        let whole = std::fs::read(path).expect("reads");
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut next = || {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) as usize
        };
        let (mut opened, mut refused) = (0, 0);
        for round in 0..10_000 {
            let mut bytes = whole.clone();
            match round % 4 {
                0 => bytes.truncate(next() % whole.len()),
                1 => (0..1 + next() % 8).for_each(|_| bytes[next() % whole.len()] ^= 1 << (next() % 8)),
                2 => {
                    let (from, length) = (next() % whole.len(), 1 + next() % 300);
                    bytes.iter_mut().skip(from).take(length).for_each(|byte| *byte = 0);
                }
                _ => {
                    let (from, to) = (next() % whole.len(), next() % whole.len());
                    bytes.splice(from.min(to)..from.max(to), (0..next() % 64).map(|_| next() as u8));
                }
            }
            match format::open(&bytes) {
                // Whatever still opens is what was written, or lacks what it says it lacks.
                Ok(contents) if contents.damaged.is_empty() => {
                    opened += 1;
                    assert_eq!(contents.document, document, "round {round}");
                }
                Ok(contents) => {
                    opened += 1;
                    assert_eq!(contents.document.notes, document.notes, "round {round}");
                }
                Err(_) => refused += 1,
            }
        }
        assert!(opened > 200 && refused > 5_000, "{opened} opened, {refused} refused");
    });
}

#[test]
fn a_folder_that_is_not_there_is_a_sentence() {
    let path = Path::new("/no/such/folder/shop.senthang");
    assert!(matches!(save(path, &Document::default()), Err(ProjectError::Unwritable { .. })));
    assert!(matches!(load(path), Err(ProjectError::Unreadable { .. })));
}
