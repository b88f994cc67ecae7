//! How the cells of a text are separated and quoted. Never finds that out, never reads a text.

/// How cells are separated and quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Byte between cells.
    pub delimiter: u8,
    /// Byte around cells that hold delimiters or line breaks.
    pub quote: u8,
    /// Whether `\"` inside a quoted cell is a quote (some exporters write so instead of doubling it).
    pub backslash: bool,
    /// Whether any number of blanks stands between two cells: columns aligned for the eye, without quotes.
    pub aligned: bool,
    /// Whether blanks around a delimiter belong to it: `a, "b, c"`, `a | "b"`.
    pub skips_blanks: bool,
    /// Whether the delimiter stands twice between two cells: `a||b`.
    pub doubled: bool,
    /// Cells that a record has as a rule, 0 when not known: a line with stray quotes is read so that it has as many.
    pub width: usize,
}

impl Dialect {
    /// Cells with this byte between them and double quotes around those that need it; with blanks, columns aligned by them.
    pub const fn delimited(delimiter: u8) -> Self {
        let aligned = delimiter == b' ';
        Self {
            delimiter,
            quote: QUOTE,
            backslash: false,
            aligned,
            skips_blanks: false,
            doubled: false,
            width: 0,
        }
    }
}

/// What stands around cells as a rule.
const QUOTE: u8 = b'"';
