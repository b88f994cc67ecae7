//! Bytes under the header of a survey export. Never another format.
#![no_main]
use senthang::import::fuzzing;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzing::import_under("Respondent,Date,Email,Score,Comment\n", bytes));
