//! Keyed hashes that stand for e-mails, phones and other keys of customers. Never anonymous: whoever has the key can find out whose
//! hash it is by trying, so the key stays on this machine, apart from the project.

use std::io;
use std::path::{Path, PathBuf};

use super::store::write_atomically;

/// Bytes of a key.
const KEY_BYTES: usize = 32;

/// Characters of a pseudonym: 80 bits, so that two customers of one shop never share one.
const LENGTH: usize = 20;

/// The key of one project.
#[derive(Clone, PartialEq, Eq)]
pub struct PseudonymKey([u8; KEY_BYTES]);

impl std::fmt::Debug for PseudonymKey {
    /// Says that there is a key, and nothing about it.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str("PseudonymKey(..)")
    }
}

impl PseudonymKey {
    /// A key from the randomness of the operating system.
    ///
    /// # Errors
    /// What the operating system says when it has none.
    pub fn random() -> io::Result<Self> {
        let mut bytes = [0; KEY_BYTES];
        getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
        Ok(Self(bytes))
    }

    /// The key kept in `folder` under the project's id; a new one when there is none.
    ///
    /// # Errors
    /// What the operating system says; a file that is no key is an error, never replaced.
    pub fn load_or_create(folder: &Path, project: &str) -> io::Result<Self> {
        let path = key_path(folder, project);
        match std::fs::read(&path) {
            Ok(bytes) => {
                let no_key = |_| io::Error::new(io::ErrorKind::InvalidData, "not a key");
                Ok(Self(<[u8; KEY_BYTES]>::try_from(bytes.as_slice()).map_err(no_key)?))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let key = Self::random()?;
                std::fs::create_dir_all(folder)?;
                write_atomically(&path, &key.0)?;
                Ok(key)
            }
            Err(error) => Err(error),
        }
    }

    /// What stands for `value`, a normalised key of the kind `kind` (`email`, `phone`, `platform`): the same for the same customer
    /// in this project, another one in any other.
    pub fn pseudonym(&self, kind: &str, value: &str) -> String {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        // Lengths first, so that no two pairs are written alike.
        hasher.update(&(kind.len() as u64).to_le_bytes()).update(kind.as_bytes()).update(value.as_bytes());
        format!("{kind}:{}", &hasher.finalize().to_hex()[..LENGTH])
    }
}

/// File of a project's key. The id becomes part of a file name, so that only letters, digits and dashes of it count.
fn key_path(folder: &Path, project: &str) -> PathBuf {
    let safe: String =
        project.chars().filter(|letter| letter.is_ascii_alphanumeric() || *letter == '-').collect();
    folder.join(format!("{safe}.key"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_customer_has_one_pseudonym_per_project_and_nothing_of_it_shows() {
        let (ours, theirs) = (PseudonymKey::random().expect("a key"), PseudonymKey::random().expect("a key"));
        let hash = ours.pseudonym("email", "ann@example.com");
        assert_eq!(hash, ours.pseudonym("email", "ann@example.com"));
        assert_eq!(hash.len(), "email:".len() + LENGTH);
        for other in [
            ours.pseudonym("email", "bo@example.com"),
            ours.pseudonym("phone", "ann@example.com"),
            theirs.pseudonym("email", "ann@example.com"),
        ] {
            assert_ne!(hash, other);
        }
        assert!(!hash.contains("ann") && format!("{ours:?}") == "PseudonymKey(..)");
    }

    #[test]
    fn ten_thousand_phones_have_ten_thousand_pseudonyms() {
        let key = PseudonymKey([7; KEY_BYTES]);
        let all: std::collections::HashSet<String> =
            (0..10_000).map(|number| key.pseudonym("phone", &format!("+668{number:08}"))).collect();
        assert_eq!(all.len(), 10_000);
    }

    #[test]
    fn the_key_of_a_project_is_kept_for_its_owner_alone_and_never_replaced() {
        let folder = tempfile::tempdir().expect("a folder");
        let keys = folder.path().join("keys");
        let key = PseudonymKey::load_or_create(&keys, "../shop-1").expect("a key");
        assert_eq!(PseudonymKey::load_or_create(&keys, "../shop-1").expect("a key"), key);
        assert_ne!(PseudonymKey::load_or_create(&keys, "shop-2").expect("a key"), key);
        let path = keys.join("shop-1.key");
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt as _;
            assert_eq!(std::fs::metadata(&path).expect("there").permissions().mode() & 0o777, 0o600);
        }
        std::fs::write(&path, "short").expect("written");
        assert!(PseudonymKey::load_or_create(&keys, "shop-1").is_err());
        assert_eq!(std::fs::read(&path).expect("there"), b"short");
    }
}
