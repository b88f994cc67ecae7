//! Columns of the canonical tables as slices, fetched once per analysis. Never filters and never computes.

use std::borrow::Cow;
use std::fmt;

use polars::prelude::{
    DataFrame, Int32Type, Int64Type, PolarsNumericType, PolarsPhysicalType, PolarsResult, UInt32Type,
};

use crate::tables::{Code, schema};

/// A column with gaps, in the memory of its table: a list of what stands in it would take twice that.
pub(super) struct Gapped<T: PolarsNumericType>(T::Array);

impl<T: PolarsNumericType> Clone for Gapped<T> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<T: PolarsNumericType + PolarsPhysicalType> fmt::Debug for Gapped<T> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} of {} filled", self.filled(), self.0.values().len())
    }
}

impl<T: PolarsNumericType + PolarsPhysicalType> Gapped<T> {
    /// The column `name`.
    pub(super) fn read(frame: &DataFrame, name: &str) -> PolarsResult<Self> {
        let column = frame.column(name)?.as_materialized_series().unpack::<T>()?;
        Ok(Self(column.rechunk().downcast_as_array().clone()))
    }

    /// What stands in a row; `None` in a gap.
    #[inline]
    pub(super) fn get(&self, row: usize) -> Option<T::Native> {
        let is_filled = self.0.validity().is_none_or(|filled| filled.get_bit(row));
        if is_filled { self.0.values().get(row).copied() } else { None }
    }

    /// Number of rows that are no gaps.
    pub(super) fn filled(&self) -> usize {
        let gaps = match self.0.validity() {
            Some(filled) => filled.unset_bits(),
            None => 0,
        };
        self.0.values().len() - gaps
    }
}

/// The columns of `orders` with gaps, which several questions to the same tables share.
#[derive(Clone, Debug)]
pub(super) struct Sparse {
    customer: Gapped<UInt32Type>,
    handle: Gapped<UInt32Type>,
    second: Gapped<Int32Type>,
    channel: Gapped<UInt32Type>,
}

impl Sparse {
    pub(super) fn read(frame: &DataFrame) -> PolarsResult<Self> {
        use schema::orders as c;
        Ok(Self {
            customer: Gapped::read(frame, c::CUSTOMER)?,
            handle: Gapped::read(frame, c::HANDLE)?,
            second: Gapped::read(frame, c::SECOND)?,
            channel: Gapped::read(frame, c::CHANNEL)?,
        })
    }
}

/// The columns of `orders` that metrics read, row by row in the table's order.
pub(super) struct Orders<'a> {
    pub(super) source: Cow<'a, [u32]>,
    pub(super) platform: Cow<'a, [Code]>,
    pub(super) customer: Gapped<UInt32Type>,
    pub(super) handle: Gapped<UInt32Type>,
    pub(super) day: Cow<'a, [i32]>,
    pub(super) second: Gapped<Int32Type>,
    pub(super) month: Cow<'a, [i32]>,
    pub(super) status: Cow<'a, [Code]>,
    pub(super) channel: Gapped<UInt32Type>,
    pub(super) currency: Cow<'a, [Code]>,
    pub(super) total_minor: Cow<'a, [i64]>,
    pub(super) gross_minor: Cow<'a, [i64]>,
    pub(super) net_minor: Cow<'a, [i64]>,
    pub(super) collected_minor: Cow<'a, [i64]>,
    pub(super) refunded_minor: Cow<'a, [i64]>,
}

impl<'a> Orders<'a> {
    pub(super) fn read(frame: &'a DataFrame, sparse: &Sparse) -> PolarsResult<Self> {
        use schema::orders as c;
        Ok(Self {
            source: values::<UInt32Type>(frame, c::SOURCE)?,
            platform: values::<UInt32Type>(frame, c::PLATFORM)?,
            customer: sparse.customer.clone(),
            handle: sparse.handle.clone(),
            day: values::<Int32Type>(frame, c::DAY)?,
            second: sparse.second.clone(),
            month: values::<Int32Type>(frame, c::MONTH)?,
            status: values::<UInt32Type>(frame, c::STATUS)?,
            channel: sparse.channel.clone(),
            currency: values::<UInt32Type>(frame, c::CURRENCY)?,
            total_minor: values::<Int64Type>(frame, c::TOTAL_MINOR)?,
            gross_minor: values::<Int64Type>(frame, c::GROSS_MINOR)?,
            net_minor: values::<Int64Type>(frame, c::NET_MINOR)?,
            collected_minor: values::<Int64Type>(frame, c::COLLECTED_MINOR)?,
            refunded_minor: values::<Int64Type>(frame, c::REFUNDED_MINOR)?,
        })
    }

    pub(super) fn len(&self) -> usize {
        self.day.len()
    }
}

/// A column without nulls; borrowed when it lies in one piece.
pub(super) fn values<'a, T>(frame: &'a DataFrame, name: &str) -> PolarsResult<Cow<'a, [T::Native]>>
where
    T: PolarsNumericType + PolarsPhysicalType,
    T::Native: Default,
{
    let column = frame.column(name)?.as_materialized_series().unpack::<T>()?;
    Ok(match column.cont_slice() {
        Ok(slice) => Cow::Borrowed(slice),
        Err(_) => Cow::Owned(column.iter().map(Option::unwrap_or_default).collect()),
    })
}

/// A nullable column.
pub(super) fn optional<T>(frame: &DataFrame, name: &str) -> PolarsResult<Vec<Option<T::Native>>>
where
    T: PolarsNumericType + PolarsPhysicalType,
{
    let column = frame.column(name)?.as_materialized_series().unpack::<T>()?;
    Ok(column.iter().collect())
}
