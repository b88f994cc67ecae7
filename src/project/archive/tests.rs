//! Whole, damaged and hostile archives. Never touches a disk.

use super::*;

fn parts() -> Vec<Part> {
    let part = |name: &str, text: &str| Part { name: name.to_owned(), bytes: text.as_bytes().to_vec() };
    vec![
        part("document.json", "{\"notes\":[]}"),
        part("snapshots/1.json", "{}"),
        part("tables/a.parquet", "PAR1"),
    ]
}

fn zip_of(entries: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        let options = SimpleFileOptions::DEFAULT.compression_method(CompressionMethod::Deflated);
        writer.start_file(*name, options).expect("begun");
        writer.write_all(bytes).expect("written");
    }
    writer.finish().expect("finished").into_inner()
}

#[test]
fn parts_come_back_and_the_same_parts_give_the_same_bytes() {
    let bytes = pack(2, "0.1.0", &parts()).expect("packs");
    assert_eq!(bytes, pack(2, "0.1.0", &parts()).expect("packs again"));
    assert!(is_intact(&bytes) && looks_like(&bytes));
    let unpacked = unpack(&bytes).expect("unpacks");
    assert_eq!((unpacked.format, unpacked.damaged.len()), (2, 0));
    for part in parts() {
        assert_eq!(unpacked.parts.get(&part.name), Some(&part.bytes));
    }
}

#[test]
fn a_changed_byte_anywhere_is_noticed_and_costs_at_most_its_own_part() {
    let bytes = pack(2, "0.1.0", &parts()).expect("packs");
    let (mut partly, mut refused) = (0, 0);
    for index in 0..bytes.len() {
        let mut damaged = bytes.clone();
        damaged[index] ^= 1;
        assert!(!is_intact(&damaged), "byte {index}");
        match unpack(&damaged) {
            Ok(unpacked) => {
                partly += usize::from(!unpacked.damaged.is_empty());
                for (name, read) in &unpacked.parts {
                    let written =
                        parts().into_iter().find(|part| part.name == *name).expect("a part of ours");
                    assert_eq!(*read, written.bytes, "byte {index} changed {name} unseen");
                }
            }
            Err(_) => refused += 1,
        }
    }
    assert!(partly > 10 && refused > 10, "{partly} {refused}");
}

#[test]
fn a_bomb_is_refused_before_it_is_inflated() {
    let zeros = vec![0_u8; 64 << 20];
    let manifest = Manifest {
        format: 2,
        app: "0.1.0".to_owned(),
        parts: vec![Listed {
            name: "document.json".to_owned(),
            bytes: zeros.len() as u64,
            hash: hash(&zeros),
        }],
    };
    let manifest = serde_json::to_vec(&manifest).expect("JSON");
    let bomb = zip_of(&[(MANIFEST, &manifest), ("document.json", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    assert_eq!(unpack(&bomb).expect_err("refused"), ArchiveError::TooLarge);
}

#[test]
fn other_archives_and_odd_manifests_are_refused() {
    assert_eq!(unpack(&zip_of(&[("a.csv", b"1,2")])).expect_err("refused"), ArchiveError::Other);
    assert_eq!(unpack(b"PK\x03\x04 and nothing else").expect_err("refused"), ArchiveError::Other);
    for odd in [&b"[]"[..], b"{\"format\":2}", b"\xff"] {
        assert_eq!(unpack(&zip_of(&[(MANIFEST, odd)])).expect_err("refused"), ArchiveError::Damaged);
    }
    let huge =
        br#"{"format":2,"app":"x","parts":[{"name":"a.json","bytes":18446744073709551615,"hash":""}]}"#;
    assert_eq!(unpack(&zip_of(&[(MANIFEST, huge)])).expect_err("refused"), ArchiveError::TooLarge);
}

#[test]
fn names_that_lead_elsewhere_are_only_names() {
    let manifest = br#"{"format":2,"app":"x","parts":[{"name":"../../etc/passwd","bytes":1,"hash":"0"}]}"#;
    let unpacked = unpack(&zip_of(&[(MANIFEST, manifest), ("../../etc/passwd", b"x")])).expect("read");
    assert_eq!(unpacked.damaged, ["../../etc/passwd"]);
    assert!(unpacked.parts.is_empty());
}
