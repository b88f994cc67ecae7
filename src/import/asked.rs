//! What anybody asks about of what orders tell. Never changes what is said about an order itself.

/// Which rows, beside the orders themselves, are made of order exports; what nobody asks about is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "four tables, each asked for or not")]
pub struct Asked {
    /// What was bought.
    pub lines: bool,
    /// The channel that each order came through.
    pub touches: bool,
    /// What orders say about their channel.
    pub origins: bool,
    /// Their parcels.
    pub parcels: bool,
}

impl Asked {
    /// Everything.
    pub const ALL: Self = Self { lines: true, touches: true, origins: true, parcels: true };
}

impl Default for Asked {
    fn default() -> Self {
        Self::ALL
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::{Imported, Input, Options, Unwatched, import};

    const ORDERS: &str = "Name,Email,Financial Status,Created at,Total,Lineitem name,Lineitem quantity,Lineitem price,Source\n\
        #1,ann@example.com,paid,2026-01-05 10:00:00 +0700,30.00,Tea,1,10.00,instagram\n\
        #1,ann@example.com,,2026-01-05 10:00:00 +0700,,Cup,2,10.00,\n\
        #1,ann@example.com,,2026-01-05 10:00:00 +0700,,Cup,2,10.00,\n\
        #2,bo@example.com,paid,2026-01-06 10:00:00 +0700,oops,Tea,1,10.00,\n\
        #3,bo@example.com,paid,2026-01-07 10:00:00 +0700,10.00,Tea,1,10.00,tiktok\n";

    fn read(asked: Asked) -> Imported {
        let input = Input::Bytes { name: "orders.csv".to_owned(), bytes: ORDERS.as_bytes().into() };
        import(&[input], &Options { asked, ..Options::default() }, &Unwatched).expect("imported")
    }

    #[test]
    fn what_nobody_asks_about_is_left_out_and_changes_neither_the_orders_nor_their_account() {
        let heights = |imported: &Imported| {
            let tables = &imported.tables;
            [&tables.lines, &tables.touches, &tables.origins].map(polars::prelude::DataFrame::height)
        };
        let (all, none) =
            (read(Asked::ALL), read(Asked { lines: false, touches: false, origins: false, parcels: false }));
        assert_eq!((heights(&all), heights(&none)), ([4, 2, 2], [0, 0, 0]));
        assert_eq!((all.tables.codes.products.len(), none.tables.codes.products.len()), (2, 0));
        assert!(all.tables.orders.equals_missing(&none.tables.orders) && all.tables.orders.height() == 2);
        let source = &all.report.sources[0];
        assert_eq!((source.rows_used, source.rows_rejected, source.repeated), (4, 1, 1));
        assert_eq!(all.report, none.report);
    }
}
