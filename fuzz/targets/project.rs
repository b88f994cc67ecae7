//! Bytes as a saved project. Never saves one.
#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Ok(document) = senthang::project::decode(bytes) {
        let again = senthang::project::encode(&document).expect("what was opened can be saved");
        assert_eq!(senthang::project::decode(&again).expect("what was saved opens"), document);
    }
});
