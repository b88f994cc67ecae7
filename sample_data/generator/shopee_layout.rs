//! The 59 columns of an order export of Shopee Thailand's Seller Centre, 2026. Never holds a value.

/// Header row, letter for letter.
pub const HEADER: &str = "\
หมายเลขคำสั่งซื้อ,สถานะการสั่งซื้อ,Hot Listing,เหตุผลในการยกเลิกคำสั่งซื้อ,\
สถานะการคืนเงินหรือคืนสินค้า,ชื่อผู้ใช้ (ผู้ซื้อ),วันที่ทำการสั่งซื้อ,เวลาการชำระสินค้า,\
ช่องทางการชำระเงิน,ช่องทางการชำระเงิน (รายละเอียด),แผนการผ่อนชำระ,ค่าธรรมเนียม (%),\
ตัวเลือกการจัดส่ง,วิธีการจัดส่ง,*หมายเลขติดตามพัสดุ,วันที่คาดว่าจะทำการจัดส่งสินค้า,\
เวลาส่งสินค้า,เลขอ้างอิง Parent SKU,ชื่อสินค้า,เลขอ้างอิง SKU (SKU Reference No.),\
ชื่อตัวเลือก,ราคาตั้งต้น,ราคาขาย,จำนวน,จำนวนที่ส่งคืน,ราคาขายสุทธิ,ส่วนลดจาก Shopee,\
โค้ดส่วนลดชำระโดยผู้ขาย,โค้ด Coins Cashback ชำระโดยผู้ขาย,\
\"โค้ดส่วนลดชำระโดย Shopee (เช่น โค้ดจากโปรแกรม ร้านโค้ดคุ้ม, โค้ดส่วนลด Shopee, โค้ดส่วนลด Shopee Mall)\",\
โค้ดส่วนลด,เข้าร่วมแคมเปญ bundle deal หรือไม่,ส่วนลด bundle deal ชำระโดยผู้ขาย,\
ส่วนลด bundle deal ชำระโดย Shopee,ส่วนลดจากการใช้เหรียญ,โปรโมชั่นช่องทางชำระเงินทั้งหมด,\
ส่วนลดเครื่องเก่าแลกใหม่,โบนัสส่วนลดเครื่องเก่าแลกใหม่,ค่าคอมมิชชั่น,Transaction Fee,\
ราคาสินค้าที่ชำระโดยผู้ซื้อ (THB),ค่าจัดส่งที่ชำระโดยผู้ซื้อ,\
ค่าจัดส่งที่ Shopee ออกให้โดยประมาณ,ค่าจัดส่งสินค้าคืน,ค่าบริการ,จำนวนเงินทั้งหมด,\
ค่าจัดส่งโดยประมาณ,โบนัสส่วนลดเครื่องเก่าแลกใหม่จากผู้ขาย,ชื่อผู้รับ,หมายเลขโทรศัพท์,\
หมายเหตุจากผู้ซื้อ,ที่อยู่ในการจัดส่ง,ประเทศ,จังหวัด,เขต/อำเภอ,รหัสไปรษณีย์,\
ประเภทคำสั่งซื้อ,เวลาที่ทำการสั่งซื้อสำเร็จ,บันทึก";

/// Columns that hold `0.00` in every order of this shop.
pub const ALWAYS_ZERO: [&str; 9] = [
    "ส่วนลดจาก Shopee",
    "โค้ด Coins Cashback ชำระโดยผู้ขาย",
    "ส่วนลด bundle deal ชำระโดยผู้ขาย",
    "ส่วนลด bundle deal ชำระโดย Shopee",
    "โปรโมชั่นช่องทางชำระเงินทั้งหมด",
    "ส่วนลดเครื่องเก่าแลกใหม่",
    "โบนัสส่วนลดเครื่องเก่าแลกใหม่",
    "ค่าจัดส่งสินค้าคืน",
    "โบนัสส่วนลดเครื่องเก่าแลกใหม่จากผู้ขาย",
];

pub const ID: &str = "หมายเลขคำสั่งซื้อ";
pub const STATUS: &str = "สถานะการสั่งซื้อ";
pub const HOT: &str = "Hot Listing";
pub const CANCEL_REASON: &str = "เหตุผลในการยกเลิกคำสั่งซื้อ";
pub const RETURN_STATUS: &str = "สถานะการคืนเงินหรือคืนสินค้า";
pub const BUYER: &str = "ชื่อผู้ใช้ (ผู้ซื้อ)";
pub const PLACED: &str = "วันที่ทำการสั่งซื้อ";
pub const PAID: &str = "เวลาการชำระสินค้า";
pub const PAYMENT: &str = "ช่องทางการชำระเงิน";
pub const PLAN: &str = "แผนการผ่อนชำระ";
pub const FEE_RATE: &str = "ค่าธรรมเนียม (%)";
pub const COURIER: &str = "ตัวเลือกการจัดส่ง";
pub const METHOD: &str = "วิธีการจัดส่ง";
pub const TRACKING: &str = "*หมายเลขติดตามพัสดุ";
pub const SHIP_BY: &str = "วันที่คาดว่าจะทำการจัดส่งสินค้า";
pub const SHIPPED: &str = "เวลาส่งสินค้า";
pub const PARENT_SKU: &str = "เลขอ้างอิง Parent SKU";
pub const PRODUCT: &str = "ชื่อสินค้า";
pub const SKU: &str = "เลขอ้างอิง SKU (SKU Reference No.)";
pub const VARIATION: &str = "ชื่อตัวเลือก";
pub const LIST_PRICE: &str = "ราคาตั้งต้น";
pub const SALE_PRICE: &str = "ราคาขาย";
pub const QUANTITY: &str = "จำนวน";
pub const RETURNED: &str = "จำนวนที่ส่งคืน";
pub const NET: &str = "ราคาขายสุทธิ";
pub const SELLER_VOUCHER: &str = "โค้ดส่วนลดชำระโดยผู้ขาย";
pub const SHOPEE_VOUCHER: &str =
    "โค้ดส่วนลดชำระโดย Shopee (เช่น โค้ดจากโปรแกรม ร้านโค้ดคุ้ม, โค้ดส่วนลด Shopee, โค้ดส่วนลด Shopee Mall)";
pub const VOUCHER_CODE: &str = "โค้ดส่วนลด";
pub const BUNDLE: &str = "เข้าร่วมแคมเปญ bundle deal หรือไม่";
pub const COINS: &str = "ส่วนลดจากการใช้เหรียญ";
pub const COMMISSION: &str = "ค่าคอมมิชชั่น";
pub const TRANSACTION_FEE: &str = "Transaction Fee";
pub const PAID_FOR_ITEMS: &str = "ราคาสินค้าที่ชำระโดยผู้ซื้อ (THB)";
pub const PAID_SHIPPING: &str = "ค่าจัดส่งที่ชำระโดยผู้ซื้อ";
pub const SHOPEE_SHIPPING: &str = "ค่าจัดส่งที่ Shopee ออกให้โดยประมาณ";
pub const SERVICE_FEE: &str = "ค่าบริการ";
pub const TOTAL: &str = "จำนวนเงินทั้งหมด";
pub const EXPECTED_SHIPPING: &str = "ค่าจัดส่งโดยประมาณ";
pub const RECIPIENT: &str = "ชื่อผู้รับ";
pub const PHONE: &str = "หมายเลขโทรศัพท์";
pub const ADDRESS: &str = "ที่อยู่ในการจัดส่ง";
pub const COUNTRY: &str = "ประเทศ";
pub const PROVINCE: &str = "จังหวัด";
pub const DISTRICT: &str = "เขต/อำเภอ";
pub const ZIP: &str = "รหัสไปรษณีย์";
pub const COMPLETED: &str = "เวลาที่ทำการสั่งซื้อสำเร็จ";
