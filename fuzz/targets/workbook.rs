//! Bytes as the parts of a workbook, in an archive that is sound. Never writes one.
#![no_main]
use senthang::import::fuzzing;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzing::workbook(bytes));
