//! Mappings of a person's own: how they are written to a file for `--map`, how a file of the same shape is known again.
//! Never reads an export, never decides whether a mapping is applied.

use serde::{Deserialize, Serialize};

use super::parse::date_order::DateOrder;
use super::parse::number::NumberStyle;
use super::parse::text::fold;
use super::profile::{Profile, ProfileError};
use super::rejected::is_marked;

/// How a file is laid out, as far as a person said so; what is `None` is found out from the file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct LayoutRules {
    /// Encoding by a name of the web, for example `windows-874` or `utf-8`.
    #[serde(skip_serializing_if = "is_default")]
    pub encoding: Option<String>,
    /// Character between cells; a blank means columns aligned with any number of blanks.
    #[serde(skip_serializing_if = "is_default")]
    pub delimiter: Option<char>,
    /// Character around cells.
    #[serde(skip_serializing_if = "is_default")]
    pub quote_mark: Option<QuoteMark>,
    /// How a quote inside a quoted cell is written.
    #[serde(skip_serializing_if = "is_default")]
    pub quotes: Option<Quotes>,
    /// Line of the header row, from 1; 0 when there is none and columns are called `Column 1`, `Column 2`, ...
    #[serde(skip_serializing_if = "is_default")]
    pub header_line: Option<u64>,
    /// Order of day and month in every date, whatever the cells look like.
    #[serde(skip_serializing_if = "is_default")]
    pub date_order: Option<DateOrder>,
    /// Decimal sign of every number, whatever the cells look like.
    #[serde(skip_serializing_if = "is_default")]
    pub numbers: Option<NumberStyle>,
}

impl LayoutRules {
    /// Refuses what could not be obeyed.
    pub(super) fn check(&self) -> Result<(), ProfileError> {
        if let Some(label) = &self.encoding
            && encoding_rs::Encoding::for_label(label.as_bytes()).is_none()
        {
            return Err(ProfileError::UnknownEncoding(label.clone()));
        }
        match self.delimiter {
            Some(odd)
                if !odd.is_ascii() || odd.is_ascii_alphanumeric() || matches!(odd, '"' | '\n' | '\r') =>
            {
                Err(ProfileError::OddDelimiter(odd))
            }
            _ => Ok(()),
        }
    }

    /// Whether nothing is said about how the text is cut into cells.
    pub(super) fn leaves_text_alone(&self) -> bool {
        self.encoding.is_none()
            && self.delimiter.is_none()
            && self.quote_mark.is_none()
            && self.quotes.is_none()
            && self.header_line.is_none()
    }
}

/// Which character stands around cells that hold delimiters or line breaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QuoteMark {
    /// `"`, as everybody does.
    Double,
    /// `'`.
    Single,
    /// None: a quote is a character like any other.
    None,
}

impl QuoteMark {
    /// The byte that the text is cut by; NUL, which no text holds, for none.
    pub(super) const fn byte(self) -> u8 {
        match self {
            Self::Double => b'"',
            Self::Single => b'\'',
            Self::None => 0,
        }
    }

    /// The mark that a byte is.
    pub(super) const fn of(byte: u8) -> Self {
        match byte {
            b'\'' => Self::Single,
            0 => Self::None,
            _ => Self::Double,
        }
    }
}

/// How a quote inside a quoted cell is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quotes {
    /// `""`, as everybody does.
    Doubled,
    /// `\"`.
    Backslash,
}

/// What makes two files look alike: their headers, in whatever order, spelling of blanks, delimiter or encoding.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Shape(String);

impl Shape {
    /// The shape of a header row; columns that were added for correcting rejected rows do not count.
    pub fn of<T: AsRef<str>>(headers: &[T]) -> Self {
        let own = headers.iter().map(AsRef::as_ref).filter(|header| !is_marked(header));
        let mut folded: Vec<String> = own.map(fold).filter(|header| !header.is_empty()).collect();
        folded.sort();
        let hash = blake3::hash(folded.join("\u{1f}").as_bytes());
        Self(hash.to_hex()[..32].to_owned())
    }
}

/// A mapping as it is kept between two runs and in a project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedMapping {
    /// Which files it is for.
    pub shape: Shape,
    /// Day and time it was made, as shown (local time, `2026-11-21 14:20`).
    pub made: String,
    /// Name of the file it was made for.
    pub file: String,
    /// The mapping as in a file for `--map`.
    pub text: String,
}

impl SavedMapping {
    /// The mapping itself; `None` when another version wrote something that this one cannot read.
    pub fn read(&self) -> Option<Remembered> {
        let profile = Profile::parse(&self.text).ok()?;
        Some(Remembered { profile, shape: self.shape.clone(), made: self.made.clone() })
    }
}

/// A mapping that is applied to every file of its shape.
#[derive(Clone, Debug, PartialEq)]
pub struct Remembered {
    /// The mapping.
    pub profile: Profile,
    /// Which files it is for.
    pub shape: Shape,
    /// Day and time it was made.
    pub made: String,
}

impl Profile {
    /// The text of a mapping file from which [`Profile::parse`] reads the same profile.
    ///
    /// # Errors
    /// [`ProfileError::Unwritable`] when the profile has no TOML form.
    pub fn to_toml(&self) -> Result<String, ProfileError> {
        toml::to_string(self).map_err(ProfileError::Unwritable)
    }
}

/// Whether a value need not be written.
pub(super) fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_profile_comes_back_from_its_text() {
        for profile in Profile::built_in() {
            let mut profile = profile.clone();
            profile.layout = LayoutRules {
                encoding: Some("windows-874".to_owned()),
                delimiter: Some('\t'),
                quote_mark: Some(QuoteMark::None),
                quotes: Some(Quotes::Backslash),
                header_line: Some(0),
                date_order: Some(DateOrder::MonthFirst),
                numbers: Some(NumberStyle::Comma),
            };
            let text = profile.to_toml().expect("writable");
            assert_eq!(Profile::parse(&text).expect("readable"), profile, "{text}");
        }
    }

    #[test]
    fn a_layout_that_cannot_be_obeyed_is_refused() {
        let mapping = |layout: &str| {
            let text = "id='a'\nname='a'\nplatform='a'\ntable='orders'\nrequired=[]\n[columns]\n[layout]\n";
            Profile::parse(&format!("{text}{layout}")).map(|_| ()).map_err(|error| error.to_string())
        };
        assert_eq!(mapping("encoding = 'tis-620'\ndelimiter = '\t'\nheader_line = 0"), Ok(()));
        assert!(mapping("encoding = 'klingon'").is_err_and(|why| why.contains("klingon")));
        assert!(mapping("delimiter = 'ก'").is_err_and(|why| why.contains('ก')));
        assert!(mapping("header = 3").is_err_and(|why| why.contains("header")));
    }

    #[test]
    fn a_shape_is_the_set_of_headers() {
        let shape = Shape::of(&["เลขบิล", " วันขาย ", "Total"]);
        assert_eq!(shape, Shape::of(&["total", "เลขบิล", "วันขาย", ""]));
        assert_eq!(shape, Shape::of(&["senthang:line dmy", "senthang:reason", "total", "เลขบิล", "วันขาย"]));
        assert_ne!(shape, Shape::of(&["total", "เลขบิล"]));
    }

    #[test]
    fn a_mapping_of_another_version_is_kept_and_not_applied() {
        let saved = SavedMapping {
            shape: Shape::of(&["a"]),
            made: "2026-05-12 09:00".to_owned(),
            file: "a.csv".to_owned(),
            text: "from_the_future = true".to_owned(),
        };
        assert_eq!(saved.read(), None);
        let json = serde_json::to_string(&saved).expect("writable");
        assert_eq!(serde_json::from_str::<SavedMapping>(&json).expect("readable"), saved);
    }
}
