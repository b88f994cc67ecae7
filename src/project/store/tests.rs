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
fn a_folder_that_is_not_there_is_a_sentence() {
    let path = Path::new("/no/such/folder/shop.senthang");
    assert!(matches!(save(path, &Document::default()), Err(ProjectError::Unwritable { .. })));
    assert!(matches!(load(path), Err(ProjectError::Unreadable { .. })));
}
