//! Bytes under the header of one of the tables that are neither orders, ads, answers nor tickets; the first byte says which. Never writes
//! a file.
#![no_main]
use senthang::import::fuzzing;

/// Headers as `fuzz/seed` numbers them.
const HEADERS: [&str; 9] = [
    "ชื่อแคมเปญ,วันที่ส่ง,จำนวนผู้รับ,ส่งถึง,เปิดอ่าน,คลิก,ยอดขาย,สกุลเงิน\n",
    "Cart ID,Cart created at,Email,Cart value,Currency,Reminder sent at,Completed at\n",
    "รหัสสมาชิก,เบอร์โทร,วันที่สมัคร,จำนวนครั้งที่ซื้อ,ยอดซื้อสะสม,รับข่าวสาร\n",
    "user_id,session_id,event,timestamp\n",
    "เลขพัสดุ,เลขคำสั่งซื้อ,บริษัทขนส่ง,วันที่เข้ารับ,กำหนดส่ง,วันที่นำจ่าย,สถานะพัสดุ\n",
    "Advocate email,Friend email,Referral date,Order ID,Amount,Currency\n",
    "เลขที่คืน,เลขคำสั่งซื้อ,สินค้า,จำนวนที่คืน,ยอดคืนเงิน,เหตุผลที่คืน,วันที่ขอคืน,สกุลเงิน\n",
    "รหัสรีวิว,วันที่รีวิว,คะแนนดาว,ข้อความ,อีเมล\n",
    "Visited at,Email,utm_source,utm_medium,Landing page,Referrer\n",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    if let Some((which, rows)) = bytes.split_first() {
        fuzzing::import_under(HEADERS[usize::from(*which) % HEADERS.len()], rows);
    }
});
