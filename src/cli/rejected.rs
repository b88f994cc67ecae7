//! `senthang inspect --rejected FILE`: the rejected rows as files to be corrected and imported again. Never overwrites an input.

use std::fmt::Display;
use std::path::{Path, PathBuf};

use super::arguments::CommonArguments;
use super::{Exit, load};
use crate::app::wording;
use crate::import::{CopyError, ImportReport, Input, Options, SourceReport, Unwatched, export_rejected};
use crate::project::store;

/// Writes one file per source with rejected rows: under the name given when there is one such source, else with the source's name in it.
///
/// # Errors
/// How the run ends when a file could not be written; why was said on standard error.
pub(super) fn write(
    file: &Path,
    inputs: &[Input],
    options: &Options,
    report: &ImportReport,
    common: &CommonArguments,
) -> Result<(), Exit> {
    let language = common.language();
    let with_rows = |source: &&SourceReport| source.refusal.is_none() && source.rows_rejected > 0;
    let sources: Vec<&SourceReport> = report.sources.iter().filter(with_rows).collect();
    if sources.is_empty() && !common.quiet {
        eprintln!("{}", wording::text(language, "cli.no_rejected"));
    }
    for source in &sources {
        let target = if sources.len() == 1 { file.to_owned() } else { named_after(file, &source.path) };
        if inputs.iter().any(|input| matches!(input, Input::Path(path) if *path == target)) {
            let values: [(&str, &dyn Display); 1] = [("path", &target.display())];
            return Err(load::fail(
                &wording::filled(language, "cli.rejected_over_input", &values),
                Exit::Usage,
            ));
        }
        let mut bytes = Vec::new();
        let say = |reason: Option<&_>| wording::reason_of_export(language, reason);
        let written =
            export_rejected(inputs, &source.path, options, &say, &Unwatched, &mut bytes).and_then(|rows| {
                store::write_atomically(&target, &bytes).map(|()| rows).map_err(CopyError::Write)
            });
        match written {
            Ok(rows) if !common.quiet => {
                let (rows, path) = (wording::count(rows), target.display());
                let values: [(&str, &dyn Display); 3] =
                    [("rows", &rows), ("source", &source.path), ("path", &path)];
                eprintln!("{}", wording::filled(language, "cli.rejected_written", &values));
            }
            Ok(_) => {}
            Err(error) => return Err(load::fail(&sentence(language, &target, &error), Exit::Unusable)),
        }
    }
    Ok(())
}

fn sentence(language: crate::domain::Language, target: &Path, error: &CopyError) -> String {
    match error {
        CopyError::Refused(refusal) => {
            format!("{}: {}", target.display(), wording::refusal(language, refusal))
        }
        CopyError::Write(error) => {
            let (path, why) = (target.display(), error.to_string());
            wording::filled(language, "error.unwritable", &[("path", &path), ("why", &why)])
        }
    }
}

/// `fix.csv` and `shop/orders.csv` -> `fix.orders.csv`.
fn named_after(file: &Path, source: &str) -> PathBuf {
    let part = |path: &Path| path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let safe = part(Path::new(source)).replace(['/', '\\', ':'], "-");
    let ending = file.extension().map_or_else(|| "csv".into(), |ending| ending.to_string_lossy());
    file.with_file_name(format!("{}.{safe}.{ending}", part(file)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_per_source_is_named_after_both() {
        let check = |file: &str, source: &str, expected: &str| {
            assert_eq!(named_after(Path::new(file), source), Path::new(expected));
        };
        check("out/fix.csv", "shop/orders.csv", "out/fix.orders.csv");
        check("fix", "-", "fix.-.csv");
    }
}
