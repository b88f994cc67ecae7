//! Bytes as a file of any kind, workbooks and archives above all. Never writes one.
#![no_main]
use senthang::import::fuzzing;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzing::import_under("", bytes));
