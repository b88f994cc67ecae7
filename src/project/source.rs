//! An export file as a project remembers it: where it was, what it held, how it was read. Never holds a row of it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::import::{ImportReport, Input, LeftOut, SourceReport};

/// Bytes that are hashed at a time.
const BLOCK: usize = 1 << 18;

/// One export file, as far as a project remembers it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Where it was.
    pub path: String,
    /// Name of the profile that read it; `None` when it was refused.
    pub profile_name: Option<String>,
    /// Records after the header row.
    pub rows_read: u64,
    /// Records that became part of the tables.
    pub rows_used: u64,
    /// Records that did not.
    pub rows_rejected: u64,
    /// What it held; `None` in projects of the first releases.
    #[serde(default)]
    pub content: Option<Fingerprint>,
    /// Encoding as it was read; blank where it was not kept.
    #[serde(default)]
    pub encoding: String,
    /// Which header was taken for which field, of all its parts: (field, header).
    #[serde(default)]
    pub mapping: Vec<(String, String)>,
}

/// The content of a file: its length and its hash.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Bytes.
    pub bytes: u64,
    /// BLAKE3 in hexadecimal digits.
    pub hash: String,
}

/// Fingerprints by the path of the file.
pub type Fingerprints = BTreeMap<String, Fingerprint>;

impl Source {
    /// What a project remembers of an import: the files, each with all its parts. What a folder held beside its exports is none of them:
    /// by itself it would be asked about when the project is opened again.
    pub fn from_report(report: &ImportReport, contents: &Fingerprints) -> Vec<Self> {
        let mut files: Vec<Self> = Vec::new();
        let is_export = |source: &&SourceReport| source.left_out != Some(LeftOut::NoExport);
        for source in report.sources.iter().filter(is_export) {
            let path = file_of(source);
            match files.last_mut().filter(|file| file.path == path) {
                Some(file) => file.add(source),
                None => {
                    let content = contents.get(path).cloned();
                    let mut file = Self { path: path.to_owned(), content, ..Self::default() };
                    file.add(source);
                    files.push(file);
                }
            }
        }
        files
    }

    /// The same file among others: at its place, else with its content, else, if it was moved and changed, of its name. `own` are the
    /// files that it is one of: what stands at the place of another of them is that one.
    pub fn counterpart<'a>(&self, own: &[Self], others: &'a [Self]) -> Option<&'a Self> {
        let name = |source: &Self| source.path.rsplit(['/', '\\']).next().map(str::to_owned);
        let is_free = |other: &&Self| own.iter().all(|source| source.path != other.path);
        let at_place = || others.iter().find(|other| other.path == self.path);
        let with_content =
            || others.iter().filter(|_| self.content.is_some()).find(|other| other.content == self.content);
        let of_name = || others.iter().filter(is_free).find(|other| name(other) == name(self));
        at_place().or_else(with_content).or_else(of_name)
    }

    /// Whether two snapshots mean the same content: by its hash, or by its rows where no hash was kept.
    pub fn is_same_as(&self, other: &Self) -> bool {
        match (&self.content, &other.content) {
            (Some(one), Some(two)) => one == two,
            _ => (self.rows_read, self.rows_used) == (other.rows_read, other.rows_used),
        }
    }

    fn add(&mut self, part: &SourceReport) {
        self.profile_name = self.profile_name.take().or_else(|| part.profile_name.clone());
        self.rows_read += part.rows_read;
        self.rows_used += part.rows_used;
        self.rows_rejected += part.rows_rejected;
        if self.encoding.is_empty() {
            self.encoding.clone_from(&part.encoding);
        }
        self.mapping.extend(
            part.mapping.iter().filter(|pair| !self.mapping.contains(pair)).cloned().collect::<Vec<_>>(),
        );
    }
}

fn file_of(source: &SourceReport) -> &str {
    if source.file.is_empty() { &source.path } else { &source.file }
}

/// The fingerprints of the files behind a report. A file that cannot be read any more has none.
pub fn fingerprints(inputs: &[Input], report: &ImportReport) -> Fingerprints {
    let mut found = Fingerprints::new();
    for path in report.sources.iter().map(file_of) {
        if found.contains_key(path) {
            continue;
        }
        let in_memory = inputs.iter().find_map(|input| match input {
            Input::Bytes { name, bytes } if name == path => Some(Ok(of_bytes(bytes))),
            _ => None,
        });
        if let Ok(fingerprint) = in_memory.unwrap_or_else(|| of_file(Path::new(path))) {
            found.insert(path.to_owned(), fingerprint);
        }
    }
    found
}

fn of_bytes(bytes: &[u8]) -> Fingerprint {
    Fingerprint { bytes: bytes.len() as u64, hash: blake3::hash(bytes).to_hex().to_string() }
}

fn of_file(path: &Path) -> io::Result<Fingerprint> {
    let (mut file, mut hasher, mut block) = (File::open(path)?, blake3::Hasher::new(), vec![0; BLOCK]);
    let mut bytes = 0;
    loop {
        let read = file.read(&mut block)?;
        if read == 0 {
            return Ok(Fingerprint { bytes, hash: hasher.finalize().to_hex().to_string() });
        }
        hasher.update(&block[..read]);
        bytes += read as u64;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_project_remembers_files_not_their_parts() {
        let part = |path: &str, profile: Option<&str>, rows| SourceReport {
            path: path.to_owned(),
            file: "shop/export.zip".to_owned(),
            profile_name: profile.map(str::to_owned),
            rows_read: rows,
            rows_used: rows,
            ..SourceReport::default()
        };
        let sources = vec![
            part("shop/export.zip › a/cover.txt", None, 0),
            part("shop/export.zip › a/orders.csv", Some("Shopify orders"), 5),
            part("shop/export.zip › ads.csv", Some("Google Ads"), 7),
        ];
        assert_eq!(sources[1].name(), "export.zip › a/orders.csv");
        let beside = SourceReport {
            path: "shop/read me.md".to_owned(),
            left_out: Some(LeftOut::NoExport),
            ..SourceReport::default()
        };
        let sources = [sources, vec![beside]].concat();
        let files = Source::from_report(&ImportReport { sources }, &Fingerprints::new());
        assert_eq!(files.len(), 1);
        assert_eq!((files[0].path.as_str(), files[0].rows_used), ("shop/export.zip", 12));
        assert_eq!(files[0].profile_name.as_deref(), Some("Shopify orders"));
    }

    #[test]
    fn a_file_that_was_moved_is_found_again_by_its_content_or_its_name() {
        let file = |path: &str, hash: &str| Source {
            path: path.to_owned(),
            content: Some(Fingerprint { bytes: 9, hash: hash.to_owned() }),
            ..Source::default()
        };
        let before = [file("old/a.csv", "1"), file("old/b.csv", "2"), file("kept/c.csv", "3")];
        let after = [
            file("new/renamed.csv", "1"),
            file("new/b.csv", "changed"),
            file("kept/c.csv", "changed"),
            file("other/c.csv", "4"),
        ];
        let found = |source: &Source, own: &[Source], others: &[Source]| {
            source.counterpart(own, others).map(|source| source.path.clone())
        };
        let forward: Vec<_> = before.iter().map(|source| found(source, &before, &after)).collect();
        let expected = ["new/renamed.csv", "new/b.csv", "kept/c.csv"].map(|path| Some(path.to_owned()));
        assert_eq!(forward, expected);
        assert_eq!(found(&after[3], &after, &before), None, "another file of the same name is a new one");
    }

    #[test]
    fn a_file_is_known_by_its_content_wherever_its_bytes_lie() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("a.csv");
        let text = "id,total\n1,2\n".repeat(40_000);
        std::fs::write(&path, &text).expect("written");
        let on_disk = of_file(&path).expect("read");
        assert_eq!(on_disk, of_bytes(text.as_bytes()));
        std::fs::write(&path, text.replacen('1', "3", 1)).expect("written");
        let other = of_file(&path).expect("read");
        assert!(other.bytes == on_disk.bytes && other.hash != on_disk.hash);
        let source = |content| Source { content: Some(content), ..Source::default() };
        assert!(!source(on_disk.clone()).is_same_as(&source(other)));
        assert!(source(on_disk).is_same_as(&Source::default()), "without a hash the rows decide");
    }
}
