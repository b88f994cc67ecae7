//! A whole basket packed into one cell: `id:1|name:Tea|quantity:2|total:20.00;…` or `2 x Tea, 1 x Cup`. Never invents a price.

use crate::import::parse::number::{self, NumberStyle, Value};

/// One product of a basket.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Packed<'cell> {
    /// Its name.
    pub product: &'cell str,
    /// How many of it.
    pub quantity: i64,
    /// What they cost together, where the cell says so.
    pub total: Option<i64>,
}

/// The products in a cell, amounts in units of 10^-`scale`; empty when it is no packed basket.
pub(super) fn products(cell: &str, style: NumberStyle, scale: u32) -> Vec<Packed<'_>> {
    if cell.contains('|') && cell.contains(':') {
        return cell.split(';').filter_map(|item| of_pairs(item, style, scale)).collect();
    }
    let mut products: Vec<Packed<'_>> = Vec::new();
    for item in cell.split(", ") {
        match of_words(item) {
            Some(product) => products.push(product),
            // A comma inside a product's name: the rest belongs to the name before, which is told well enough without it.
            None if products.is_empty() => return products,
            None => {}
        }
    }
    products
}

/// `id:1|name:Tea|quantity:2|total:20.00`.
fn of_pairs(item: &str, style: NumberStyle, scale: u32) -> Option<Packed<'_>> {
    let value = |key: &str| {
        let mut pairs = item.split('|').filter_map(|pair| pair.split_once(':'));
        pairs.find(|(name, _)| name.trim().eq_ignore_ascii_case(key)).map(|(_, value)| value.trim())
    };
    let number = |key: &str, scale| number::parse(value(key)?, style, scale).number();
    let product = value("name").or_else(|| value("sku")).filter(|name| !name.is_empty())?;
    Some(Packed {
        product,
        quantity: number("quantity", 0).or_else(|| number("qty", 0)).unwrap_or(1),
        total: number("total", scale),
    })
}

/// `2 x Tea`, `2× Tea`, `2.000 x Tea`.
fn of_words(item: &str) -> Option<Packed<'_>> {
    let item = item.trim();
    let digits = item.find(|character: char| !(character.is_ascii_digit() || character == '.'))?;
    let rest = item[digits..].trim_start();
    let product = rest.strip_prefix('×').or_else(|| rest.strip_prefix("x "))?.trim();
    let Value::Number(quantity) = number::parse(&item[..digits], NumberStyle::Point, 0) else { return None };
    (!product.is_empty()).then_some(Packed { product, quantity, total: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_basket_is_unpacked_as_it_is_written() {
        let read = |cell| {
            let products = products(cell, NumberStyle::Point, 2);
            products
                .iter()
                .map(|item| (item.product.to_owned(), item.quantity, item.total))
                .collect::<Vec<_>>()
        };
        let item = |name: &str, quantity, total| (name.to_owned(), quantity, total);
        assert_eq!(
            read("id:10|name:Tea|sku:T|quantity:2|total:20.00;id:11|name:Cup|quantity:1|total:5.5"),
            [item("Tea", 2, Some(2_000)), item("Cup", 1, Some(550))]
        );
        assert_eq!(
            read("1 x GREAT TEA, 2.000 x Cup, blue"),
            [item("GREAT TEA", 1, None), item("Cup", 2, None)]
        );
        assert_eq!(read("2× Tea"), [item("Tea", 2, None)]);
        assert_eq!(read("Speckled Mug"), []);
        assert_eq!(read(""), []);
    }
}
