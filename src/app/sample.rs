//! The built-in sample shop. Never reads a disk and never touches a person's own files.

use std::borrow::Cow;

use crate::import::Input;

/// What the paths of the sample shop's files begin with, in reports and projects.
pub const PREFIX: &str = "sample/";

/// The exports of the sample shop: file name and content.
const FILES: &[(&str, &[u8])] = &[];

/// The exports of the sample shop, ready to import.
pub fn inputs() -> Vec<Input> {
    let input = |(name, bytes): &(&str, &'static [u8])| Input::Bytes {
        name: format!("{PREFIX}{name}"),
        bytes: Cow::Borrowed(*bytes),
    };
    FILES.iter().map(input).collect()
}
