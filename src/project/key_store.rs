//! Where the key of a project's pseudonyms is kept: on this machine, apart from the project, for its owner alone. Never replaces a key.

use std::io;
use std::path::{Path, PathBuf};

use super::store::write_atomically;
use crate::tables::{KEY_BYTES, PseudonymKey};

/// Bytes of a name for a key.
const NAME_BYTES: usize = 8;

/// A name under which a new project's key is kept: random, so that it says nothing about the project.
///
/// # Errors
/// What the operating system says when it has no randomness.
pub fn new_name() -> io::Result<String> {
    let bytes: [u8; NAME_BYTES] = random()?;
    Ok(bytes.iter().map(|byte| format!("{byte:02x}")).collect())
}

/// A key that is kept nowhere: what it replaced, nobody finds out again.
///
/// # Errors
/// What the operating system says when it has no randomness.
pub fn passing_key() -> io::Result<PseudonymKey> {
    Ok(PseudonymKey::new(random()?))
}

/// The key kept in `folder` under the project's name for it; a new one when there is none.
///
/// # Errors
/// What the operating system says; a file that is no key is an error, never replaced.
pub fn load_or_create(folder: &Path, project: &str) -> io::Result<PseudonymKey> {
    let path = key_path(folder, project);
    match std::fs::read(&path) {
        Ok(bytes) => {
            let no_key = |_| io::Error::new(io::ErrorKind::InvalidData, "not a key");
            Ok(PseudonymKey::new(<[u8; KEY_BYTES]>::try_from(bytes.as_slice()).map_err(no_key)?))
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            let key = PseudonymKey::new(random()?);
            std::fs::create_dir_all(folder)?;
            write_atomically(&path, key.bytes())?;
            Ok(key)
        }
        Err(error) => Err(error),
    }
}

fn random<const N: usize>() -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(bytes)
}

/// File of a project's key. The name becomes part of a file name, so that only letters, digits and dashes of it count.
fn key_path(folder: &Path, project: &str) -> PathBuf {
    let safe: String =
        project.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
    folder.join(format!("{safe}.key"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_key_of_a_project_is_kept_for_its_owner_alone_and_never_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let keys = folder.path().join("keys");
        let key = load_or_create(&keys, "../shop-1").expect("a key");
        assert_eq!(load_or_create(&keys, "../shop-1").expect("a key"), key);
        assert_ne!(load_or_create(&keys, "shop-2").expect("a key"), key);
        let path = keys.join("shop-1.key");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
        }
        std::fs::write(&path, "short").expect("written");
        assert!(load_or_create(&keys, "shop-1").is_err());
        assert_eq!(std::fs::read(&path).expect("there"), b"short");
        assert_ne!(new_name().expect("random"), new_name().expect("random"));
    }
}
