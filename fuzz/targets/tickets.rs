//! Bytes under the header of a ticket export. Never another format.
#![no_main]
use senthang::import::fuzzing;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzing::import_under("Id,Requester email,Created at,Solved at,Status,Subject\n", bytes));
