//! Bytes as a text table: encoding, dialect, header, records; whole and in blocks. Never looks at a cell's meaning.
#![no_main]
use senthang::import::fuzzing;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzing::text(bytes));
