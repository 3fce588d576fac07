//! Text encodings, found and declared.

use encoding_rs::{BIG5, GB18030};
use service_circle_core::read::table::{List, Table, TableError, read_table};

use crate::datums::file;

const SIMPLIFIED: &str = "编号,名称,经度,纬度,建筑面积(㎡)\n1,望京街道花家地西里社区养老服务驿站,116.1,40.1,750\n2,大西洋新城老年活动站,116.2,40.2,300\n";
const TRADITIONAL: &str =
    "id,name,lon,lat\n1,尖沙咀街坊福利會長者鄰舍中心,114.17,22.3\n2,香港聖公會麥理浩夫人中心護理安老院,114.18,22.31\n";

fn read(bytes: &[u8], encoding: Option<&str>) -> Result<Table, TableError> {
    let folder = tempfile::tempdir().unwrap();
    let mut source = file(folder.path(), "list.csv", bytes);
    source.encoding = encoding.map(str::to_owned);
    read_table(&source, List::Facilities)
}

fn wide(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

#[test]
fn encodings_are_found_and_told() {
    let simplified = read(SIMPLIFIED.as_bytes(), None).unwrap();
    let traditional = read(TRADITIONAL.as_bytes(), None).unwrap();
    let gb18030 = GB18030.encode(SIMPLIFIED).0;
    let big5 = BIG5.encode(TRADITIONAL).0;
    for (bytes, encoding, like) in [
        (gb18030.to_vec(), "GB18030", &simplified),
        (big5.to_vec(), "Big5", &traditional),
        (wide(SIMPLIFIED, u16::to_le_bytes), "UTF-16LE", &simplified),
        (
            wide(&format!("\u{feff}{TRADITIONAL}"), u16::to_be_bytes),
            "UTF-16BE",
            &traditional,
        ),
    ] {
        for declared in [None, Some(encoding)] {
            let table = read(&bytes, declared).unwrap();
            assert_eq!((&table.rows, table.encoding), (&like.rows, encoding));
        }
    }
    for label in ["gbk", "GB2312", "cp936"] {
        assert_eq!(read(&gb18030, Some(label)).unwrap().rows, simplified.rows);
    }
    let by_mark = read(
        &wide(&format!("\u{feff}{SIMPLIFIED}"), u16::to_be_bytes),
        Some("utf-16"),
    )
    .unwrap();
    assert_eq!(by_mark.rows, simplified.rows);
}

#[test]
fn a_wrong_encoding_is_an_error_and_never_other_letters() {
    let utf8 = SIMPLIFIED.as_bytes().to_vec();
    let utf16 = wide(&format!("\u{feff}{SIMPLIFIED}"), u16::to_le_bytes);
    let gb18030 = GB18030.encode(SIMPLIFIED).0.to_vec();
    let big5 = BIG5.encode(TRADITIONAL).0.to_vec();
    let cases = [
        (&utf8, "gb18030", "UTF-8"),
        (&utf8, "big5", "UTF-8"),
        (&utf8, "utf-16le", "UTF-8"),
        (&utf16, "utf-8", "UTF-16LE"),
        (&utf16, "gbk", "UTF-16LE"),
        (&utf16, "utf-16be", "UTF-16LE"),
        (&gb18030, "utf-8", "GB18030"),
        (&gb18030, "big5", "GB18030"),
        (&big5, "gb18030", "Big5"),
        (&big5, "utf-8", "Big5"),
    ];
    for (bytes, declared, is) in cases {
        let message = read(bytes, Some(declared)).unwrap_err().to_string();
        assert!(
            message.contains(declared) && message.contains(&format!("reads as {is}")),
            "{declared}: {message}"
        );
    }
    let message = read(&utf8, Some("windows-1252")).unwrap_err().to_string();
    assert!(message.contains("gb18030"), "{message}");
}

#[test]
fn text_of_no_known_encoding_is_refused_with_its_line() {
    let mut damaged = SIMPLIFIED.as_bytes().to_vec();
    let at = damaged.len() - 30;
    damaged[at] = 0xff;
    let message = read(&damaged, None).unwrap_err().to_string();
    assert!(message.contains("list.csv: line 3 is no text"), "{message}");
    let message = read(b"id,name,lon,lat\n1,Caf\xe9,1,2\n", None).unwrap_err().to_string();
    assert!(message.contains("line 2"), "{message}");
    let mut cut = GB18030.encode(SIMPLIFIED).0.to_vec();
    cut.insert(cut.len() - 1, 0xff);
    let message = read(&cut, Some("gb18030")).unwrap_err().to_string();
    assert!(message.contains("line 3 is not gb18030 text"), "{message}");
}
