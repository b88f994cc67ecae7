//! Columns of the canonical tables as slices, fetched once per analysis. Never filters and never computes.

use std::borrow::Cow;
use std::panic::resume_unwind;
use std::thread;

use polars::prelude::{
    DataFrame, Int32Type, Int64Type, PolarsNumericType, PolarsPhysicalType, PolarsResult, UInt32Type,
};

use super::shared::Shared;
use crate::tables::{Code, schema};

/// The columns of `orders` with gaps, which several questions to the same tables share.
#[derive(Clone, Debug)]
pub(super) struct Sparse {
    customer: Shared<Option<Code>>,
    handle: Shared<Option<Code>>,
    second: Shared<Option<i32>>,
    channel: Shared<Option<Code>>,
}

impl Sparse {
    pub(super) fn read(frame: &DataFrame) -> PolarsResult<Self> {
        use schema::orders as c;
        let code = |name| PolarsResult::Ok(optional::<UInt32Type>(frame, name)?.into());
        let times = || PolarsResult::Ok((optional::<Int32Type>(frame, c::SECOND)?.into(), code(c::CHANNEL)?));
        thread::scope(|threads| {
            let elsewhere = threads.spawn(times);
            let (customer, handle) = (code(c::CUSTOMER)?, code(c::HANDLE)?);
            let (second, channel) = elsewhere.join().unwrap_or_else(|panic| resume_unwind(panic))?;
            Ok(Self { customer, handle, second, channel })
        })
    }
}

/// The columns of `orders` that metrics read, row by row in the table's order.
pub(super) struct Orders<'a> {
    pub(super) source: Cow<'a, [u32]>,
    pub(super) platform: Cow<'a, [Code]>,
    pub(super) customer: Shared<Option<Code>>,
    pub(super) handle: Shared<Option<Code>>,
    pub(super) day: Cow<'a, [i32]>,
    pub(super) second: Shared<Option<i32>>,
    pub(super) month: Cow<'a, [i32]>,
    pub(super) status: Cow<'a, [Code]>,
    pub(super) channel: Shared<Option<Code>>,
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
