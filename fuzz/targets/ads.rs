//! Bytes under the header of an ad report. Never another format.
#![no_main]
use senthang::import::fuzzing;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| fuzzing::import_under("Day,Campaign,Currency code,Cost,Impr.,Clicks,Conversions,Conv. value\n", bytes));
