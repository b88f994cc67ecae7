//! Every problem has its sentence, in both languages; an error stays and is shown once. Never a window.

use super::*;
use crate::project::FormatError;

fn why() -> String {
    "disk full".to_owned()
}

fn of_kind(kind: Kind, failure: Failure) -> Problem {
    Problem::Job { kind, failure }
}

fn failures() -> Vec<Problem> {
    let project = |error, previous| {
        let error = ProjectError::Format { path: "p.senthang".into(), error, previous };
        of_kind(Kind::LoadProject, Failure::Project(error))
    };
    let unwritable = ProjectError::Unwritable { path: "p".into(), why: why(), is_full: true };
    let not_full = ProjectError::Unwritable { path: "p".into(), why: why(), is_full: false };
    let in_use = ProjectError::InUse { path: "p".into(), holder: "Ann".to_owned() };
    let changed = ProjectError::ChangedUnderneath { path: "p".into() };
    let unreadable = ProjectError::Unreadable { path: "p".into(), why: why() };
    let panicked = || Failure::Panicked { code: "A7F3".to_owned() };
    vec![
        project(FormatError::Damaged, None),
        project(FormatError::Damaged, Some("p.senthang.bak".into())),
        project(FormatError::Newer { format: 2 }, None),
        project(FormatError::NotAProject, None),
        project(FormatError::TooLarge, None),
        of_kind(Kind::SaveProject, Failure::Project(unwritable)),
        of_kind(Kind::SaveProject, Failure::Project(not_full)),
        of_kind(Kind::SaveProject, Failure::Project(changed)),
        of_kind(Kind::SaveProject, Failure::Project(in_use)),
        of_kind(Kind::LoadProject, Failure::Project(unreadable)),
        of_kind(Kind::Import, Failure::Import(why())),
        of_kind(Kind::Analyze, Failure::Analysis(why())),
        of_kind(Kind::Import, panicked()),
        of_kind(Kind::Analyze, panicked()),
        of_kind(Kind::SaveProject, panicked()),
        of_kind(Kind::Export, panicked()),
        of_kind(Kind::Import, Failure::Cancelled),
        of_kind(Kind::Export, Failure::Unwritable { path: "p".into(), why: why() }),
        of_kind(
            Kind::Export,
            Failure::Unreadable { source: "a".to_owned(), refusal: Box::new(Refusal::Empty) },
        ),
    ]
}

fn others() -> Vec<Problem> {
    let picked = || PickedUp { name: "a.csv".to_owned(), new: 1, updated: 2, unchanged: 3 };
    let refused = || ("a.csv".to_owned(), Refusal::Empty);
    let trouble = |why| Problem::WatchTrouble { folder: "f".into(), why };
    vec![
        Problem::FilesRefused { files: vec![refused()] },
        Problem::FilesRefused { files: vec![refused(), refused()] },
        Problem::RowsRejected { rejected: 3, read: 10 },
        Problem::ShownFromData { exports: Exports::default() },
        Problem::ShownFromData { exports: Exports { missing: 2, changed: 1 } },
        Problem::ShownFromData { exports: Exports { missing: 0, changed: 1 } },
        Problem::Busy,
        Problem::NoDialog,
        Problem::NothingToChange,
        Problem::NoSample,
        Problem::NoKey,
        Problem::ReadOnly { why: ReadOnly::Newer },
        Problem::ReadOnly { why: ReadOnly::InUse { holder: String::new() } },
        Problem::ReadOnly { why: ReadOnly::InUse { holder: "Ann".to_owned() } },
        Problem::ReadOnly { why: ReadOnly::Damaged { parts: 2, previous: None } },
        Problem::ReadOnly { why: ReadOnly::Damaged { parts: 1, previous: Some("p.bak".into()) } },
        Problem::ChangedUnderneath { path: "p".into() },
        Problem::NotAutosaved { why: why() },
        Problem::Saved { path: "p".into() },
        Problem::SnapshotTaken { name: "June".to_owned() },
        Problem::Exported { path: "p".into(), rows: Some(3) },
        Problem::Exported { path: "p".into(), rows: None },
        Problem::PickedUp { files: vec![picked(), picked()] },
        Problem::PickedUp { files: vec![picked()] },
        Problem::WatchedGone { names: vec!["a.csv".to_owned()] },
        trouble(WatchTrouble::TooManyFiles),
        trouble(WatchTrouble::Unreadable(why())),
        Problem::Stopped,
        Problem::Copied,
    ]
}

#[test]
fn every_problem_has_a_sentence_in_both_languages() {
    for problem in failures().into_iter().chain(others()) {
        for language in Language::ALL {
            let sentence = problem.sentence(language);
            assert!(!sentence.starts_with("notice.") && !sentence.contains("%{"), "{sentence}");
        }
    }
}

#[test]
fn an_error_stays_and_the_same_one_is_shown_once() {
    let mut notices = Notices::default();
    notices.report(Problem::Busy);
    notices.report(Problem::Copied);
    notices.report(Problem::Busy);
    let shown: Vec<_> = notices.iter().map(|notice| notice.problem.clone()).collect();
    assert_eq!(shown, [Problem::Busy]);
    let id = notices.iter().next().expect("one").id;
    notices.dismiss(id);
    assert_eq!(notices.iter().count(), 0);
}
