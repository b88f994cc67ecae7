//! What became of each column of a file: what it was taken for, or why it was dropped. Never keeps one: it only tells.

use super::SourceReport;
use super::parse::text::fold;
use super::profile::Field;
use super::rejected::is_marked;

/// A column of a file and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnFate {
    /// Header as it stands in the file; `Column 3` style names where it has none.
    pub header: String,
    /// What became of it.
    pub fate: Fate,
}

/// What became of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// Its values are in the tables.
    Kept(Field, Holding),
    /// Nothing of it is kept.
    Dropped(Dropped),
}

/// In which form a column is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holding {
    /// As it is, or as a number or day.
    Value,
    /// To know which records are of one person; only while the program runs, never saved.
    Link,
    /// To tell values that many different people share; as a fingerprint, never as it is.
    Compared,
    /// Only how long it is.
    Length,
}

/// Why a column was dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dropped {
    /// It names people.
    Name,
    /// It says where they live.
    Address,
    /// It is written freely and may say anything about anybody.
    Note,
    /// It says how to reach them, and no figure links records by it.
    Contact,
    /// Another column of the same header stands before it.
    Repeated,
    /// No figure needs it.
    Unneeded,
}

/// Every column of a file that was read, in its order.
pub fn column_fates(source: &SourceReport) -> Vec<ColumnFate> {
    let mut taken: Vec<&(String, String)> = source.mapping.iter().collect();
    let mut seen: Vec<String> = Vec::new();
    let headers = source.headers.iter().filter(|header| !header.trim().is_empty() && !is_marked(header));
    let mut fates = Vec::new();
    for header in headers {
        let header = header.trim().to_owned();
        let folded = fold(&header);
        // A column may serve two fields (a moment as day and as time): the first is what it is told as.
        let field =
            taken.iter().find(|(_, mapped)| *mapped == header).and_then(|(name, _)| Field::named(name));
        let fate = match field {
            Some(field) => {
                taken.retain(|(_, mapped)| *mapped != header);
                Fate::Kept(field, holding(field))
            }
            None if seen.contains(&folded) => Fate::Dropped(Dropped::Repeated),
            None => Fate::Dropped(why_dropped(&folded)),
        };
        seen.push(folded);
        fates.push(ColumnFate { header, fate });
    }
    fates
}

fn holding(field: Field) -> Holding {
    match field {
        Field::Email | Field::Phone | Field::CustomerId | Field::FriendEmail | Field::ConversationId => {
            Holding::Link
        }
        Field::CustomerName => Holding::Compared,
        Field::MessageText => Holding::Length,
        _ => Holding::Value,
    }
}

/// Words of headers below which people are named, found or described. Thai is written without blanks, so its words are looked for
/// anywhere; Latin ones must stand by themselves.
const NOTES: (&[&str], &[&str]) = (
    &["note", "notes", "comment", "comments", "remark", "remarks", "memo", "message", "instructions"],
    &["หมายเหตุ", "ข้อความ", "บันทึก", "คอมเมนต์", "ข้อเสนอแนะ", "รายละเอียดเพิ่มเติม"],
);
const ADDRESSES: (&[&str], &[&str]) = (
    &[
        "address", "address1", "address2", "street", "city", "zip", "postcode", "postal", "province",
        "district",
    ],
    &["ที่อยู่", "จังหวัด", "อำเภอ", "เขต", "ตำบล", "แขวง", "รหัสไปรษณีย์", "ถนน"],
);
const CONTACTS: (&[&str], &[&str]) = (
    &["email", "e-mail", "mail", "phone", "mobile", "tel", "telephone", "fax", "facebook", "ip"],
    &["อีเมล", "โทรศัพท์", "เบอร์", "มือถือ", "ไลน์"],
);
const PEOPLE: (&[&str], &[&str]) = (
    &[
        "first",
        "last",
        "full",
        "customer",
        "buyer",
        "billing",
        "shipping",
        "recipient",
        "receiver",
        "contact",
    ],
    &["ลูกค้า", "ผู้ซื้อ", "ผู้รับ", "นามสกุล", "ชื่อเล่น"],
);

fn why_dropped(folded: &str) -> Dropped {
    let words: Vec<&str> = folded.split(|letter: char| !letter.is_alphanumeric() && letter != '-').collect();
    let says = |(latin, thai): (&[&str], &[&str])| {
        words.iter().any(|word| latin.contains(word)) || thai.iter().any(|word| folded.contains(word))
    };
    let names = words.contains(&"name") || folded.contains("ชื่อ") || words.contains(&"username");
    let is_bare = matches!(folded, "name" | "ชื่อ" | "username" | "company");
    if says(NOTES) {
        Dropped::Note
    } else if says(ADDRESSES) {
        Dropped::Address
    } else if says(CONTACTS) {
        Dropped::Contact
    } else if is_bare || (names && says(PEOPLE)) {
        Dropped::Name
    } else {
        Dropped::Unneeded
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_column_says_what_became_of_it() {
        let pairs = [("order_id", "Order"), ("email", "Email"), ("customer_name", "Customer name")];
        let source = SourceReport {
            headers: [
                "Order",
                "Email",
                " Customer name",
                "Billing Name",
                "Shipping City",
                "Lineitem name",
                "Notes",
                "Order",
                "",
            ]
            .map(str::to_owned)
            .to_vec(),
            mapping: pairs.map(|(field, header)| (field.to_owned(), header.to_owned())).to_vec(),
            ..SourceReport::default()
        };
        let fates: Vec<Fate> = column_fates(&source).into_iter().map(|column| column.fate).collect();
        assert_eq!(
            fates,
            [
                Fate::Kept(Field::OrderId, Holding::Value),
                Fate::Kept(Field::Email, Holding::Link),
                Fate::Kept(Field::CustomerName, Holding::Compared),
                Fate::Dropped(Dropped::Name),
                Fate::Dropped(Dropped::Address),
                Fate::Dropped(Dropped::Unneeded),
                Fate::Dropped(Dropped::Note),
                Fate::Dropped(Dropped::Repeated),
            ]
        );
    }

    #[test]
    fn personal_columns_are_told_in_both_languages() {
        let check = |header: &str, why: Dropped| assert_eq!(why_dropped(&fold(header)), why, "{header}");
        check("หมายเหตุจากผู้ซื้อ", Dropped::Note);
        check("ที่อยู่ในการจัดส่ง", Dropped::Address);
        check("รหัสไปรษณีย์", Dropped::Address);
        check("หมายเลขโทรศัพท์", Dropped::Contact);
        check("ชื่อผู้รับ", Dropped::Name);
        check("ชื่อสินค้า", Dropped::Unneeded);
        check("Shipping Name", Dropped::Name);
        check("Campaign name", Dropped::Unneeded);
        check("Shipping fee", Dropped::Unneeded);
    }
}
