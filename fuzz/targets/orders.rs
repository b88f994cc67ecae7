//! Bytes under the header of an order export. Never another format.
#![no_main]
use senthang::import::fuzzing;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzing::import_under("Name,Email,Financial Status,Created at,Currency,Total,Refunded Amount,Cancelled at,Phone,Lineitem name,Lineitem quantity\n", bytes));
