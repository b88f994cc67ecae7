//! Writing a CSV file the way a platform does. Never reads one, never reorders rows.

use std::error::Error;

/// What separates this platform's files from another's.
#[derive(Clone, Copy)]
pub enum Dialect {
    /// UTF-8 without byte order mark, lines end in LF.
    Unix,
    /// UTF-8 without byte order mark, lines end in CRLF.
    Sheets,
    /// UTF-8 with byte order mark, lines end in CRLF.
    Windows,
    /// UTF-8 with byte order mark, lines end in LF.
    MarkedUnix,
}

impl Dialect {
    fn line_end(self) -> &'static str {
        match self {
            Self::Unix | Self::MarkedUnix => "\n",
            Self::Sheets | Self::Windows => "\r\n",
        }
    }
}

/// The text of one file.
pub struct Table {
    header: Vec<String>,
    dialect: Dialect,
    text: String,
}

impl Table {
    /// A file that starts with `header_line` exactly as given.
    pub fn new(dialect: Dialect, header_line: &str) -> Self {
        let mark = if matches!(dialect, Dialect::Windows | Dialect::MarkedUnix) { "\u{feff}" } else { "" };
        let header = split(header_line);
        Self { header, dialect, text: format!("{mark}{header_line}{}", dialect.line_end()) }
    }

    /// Puts lines before the header row, as the reports of Google Ads have them.
    pub fn with_preamble(mut self, preamble: &str) -> Self {
        self.text.insert_str(0, preamble);
        self
    }

    /// Adds a row from its filled cells; the others stay blank.
    pub fn push(&mut self, cells: &[(&str, String)]) -> Result<(), Box<dyn Error>> {
        let mut row = vec![String::new(); self.header.len()];
        for (name, value) in cells {
            let column = self.header.iter().position(|known| known == name);
            let column = column.ok_or_else(|| format!("the layout has no column {name}"))?;
            row[column].clone_from(value);
        }
        self.push_row(&row);
        Ok(())
    }

    /// Adds a row whose cells are in the order of the header.
    pub fn push_row(&mut self, row: &[String]) {
        let cells: Vec<String> = row.iter().map(|cell| quoted(cell)).collect();
        self.text.push_str(&cells.join(","));
        self.text.push_str(self.dialect.line_end());
    }

    /// The whole file.
    pub fn into_text(self) -> String {
        self.text
    }
}

fn split(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut inside = false;
    for letter in line.chars() {
        match letter {
            '"' => inside = !inside,
            ',' if !inside => cells.push(String::new()),
            other => {
                if let Some(cell) = cells.last_mut() {
                    cell.push(other);
                }
            }
        }
    }
    cells
}

fn quoted(cell: &str) -> String {
    if cell.contains([',', '"', '\n', '\r']) {
        format!("\"{}\"", cell.replace('"', "\"\""))
    } else {
        cell.to_owned()
    }
}

/// `1234.50` from satang.
pub fn baht(satang: i64) -> String {
    format!("{}.{:02}", satang / 100, satang % 100)
}

/// `1,234` as Google Ads groups counts.
pub fn grouped(count: i64) -> String {
    let digits = count.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}
