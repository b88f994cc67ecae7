//! Bytes as a file of any kind, workbooks and archives above all. Never writes one.
#![no_main]
use senthang::import::fuzzing;

libfuzzer_sys::fuzz_target!(init: fuzzing::expect_caught_panics(), |bytes: &[u8]| fuzzing::import_under("", bytes));
