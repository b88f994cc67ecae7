//! What an export lost or gained against the one of the same format before it. Never says whether that matters.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::SourceReport;
use super::parse::text::fold;
use super::rejected::is_marked;

/// The columns of a file, kept to compare the next export of its format with.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ColumnsSeen {
    /// Name of the file without its folder.
    pub file: String,
    /// Its headers.
    pub headers: Vec<String>,
}

/// The columns last seen of each format, by the id of its profile.
pub type SeenByFormat = BTreeMap<String, ColumnsSeen>;

/// What one file lost and gained.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ColumnsChanged {
    /// Name of the file that it is compared with.
    pub before: String,
    /// Headers that only the file before had; those that were read stand first.
    pub lost: Vec<String>,
    /// Headers that are new.
    pub gained: Vec<String>,
}

/// Compares each file with the one of its format before it: in the list, else as remembered. One entry per source.
pub fn columns_changed(sources: &[SourceReport], remembered: &SeenByFormat) -> Vec<Option<ColumnsChanged>> {
    let mut seen = remembered.clone();
    let mut changed = |source: &SourceReport| {
        let format = format_of(source)?;
        let now = ColumnsSeen { file: source.name().to_owned(), headers: headers(source) };
        let before = seen.insert(format, now.clone())?;
        compare(&before, &now)
    };
    sources.iter().map(&mut changed).collect()
}

/// The columns last seen of each format once these sources were read.
pub fn columns_seen(sources: &[SourceReport], remembered: &SeenByFormat) -> SeenByFormat {
    let mut seen = remembered.clone();
    for source in sources {
        if let Some(format) = format_of(source) {
            seen.insert(format, ColumnsSeen { file: source.name().to_owned(), headers: headers(source) });
        }
    }
    seen
}

/// A file that was read. Tables of one's own are of the same kind when somebody said so (one mapping), not because both hold orders.
fn format_of(source: &SourceReport) -> Option<String> {
    let profile = source.profile.as_ref().filter(|_| source.is_used())?;
    let is_loose = profile.starts_with("generic.") || profile.starts_with("own.");
    Some(if is_loose { format!("{profile} {}", source.profile_name.as_deref()?) } else { profile.clone() })
}

fn headers(source: &SourceReport) -> Vec<String> {
    let own = source.headers.iter().map(|header| header.trim());
    own.filter(|header| !header.is_empty() && !is_marked(header)).map(str::to_owned).collect()
}

fn compare(before: &ColumnsSeen, now: &ColumnsSeen) -> Option<ColumnsChanged> {
    let folded = |headers: &[String]| headers.iter().map(|header| fold(header)).collect::<BTreeSet<_>>();
    let (old, new) = (folded(&before.headers), folded(&now.headers));
    // Two exports that share less than half of their columns are no two editions of one.
    if old.intersection(&new).count() * 2 < old.len().min(new.len()) {
        return None;
    }
    let only = |headers: &[String], others: &BTreeSet<String>| -> Vec<String> {
        headers.iter().filter(|header| !others.contains(&fold(header))).cloned().collect()
    };
    let changed = ColumnsChanged {
        before: before.file.clone(),
        lost: only(&before.headers, &new),
        gained: only(&now.headers, &old),
    };
    (!changed.lost.is_empty() || !changed.gained.is_empty()).then_some(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn source(file: &str, headers: &str) -> SourceReport {
        SourceReport {
            path: format!("shop/{file}"),
            file: format!("shop/{file}"),
            profile: Some("shopify.orders".to_owned()),
            profile_name: Some("Shopify orders".to_owned()),
            headers: headers.split(',').map(str::to_owned).collect(),
            ..SourceReport::default()
        }
    }

    #[test]
    fn an_export_is_compared_with_the_one_before_it() {
        let sources = [
            source("april.csv", "Name,Email,Total"),
            source("may.csv", "NAME, Total,Phone"),
            source("june.csv", "Name,Total,Phone"),
        ];
        let expected = ColumnsChanged {
            before: "april.csv".to_owned(),
            lost: vec!["Email".to_owned()],
            gained: vec!["Phone".to_owned()],
        };
        assert_eq!(columns_changed(&sources, &SeenByFormat::new()), [None, Some(expected), None]);
    }

    #[test]
    fn what_a_project_remembers_is_compared_with_and_replaced() {
        let remembered = columns_seen(&[source("april.csv", "Name,Email,Total")], &SeenByFormat::new());
        let may = [source("may.csv", "Name,Total")];
        let changed = columns_changed(&may, &remembered);
        assert_eq!(changed[0].as_ref().map(|changed| changed.lost.clone()), Some(vec!["Email".to_owned()]));
        assert_eq!(columns_changed(&may, &columns_seen(&may, &remembered)), [None]);
    }

    #[test]
    fn files_that_hardly_share_a_column_and_refused_ones_are_not_compared() {
        let mut refused = source("may.csv", "Name,Total");
        refused.refusal = Some(crate::import::Refusal::NoHeader);
        let sources = [source("april.csv", "Name,Email,Total"), refused, source("odd.csv", "Name,a,b,c,d")];
        assert_eq!(columns_changed(&sources, &SeenByFormat::new()), [None, None, None]);
    }
}
