//! Names, places, products and phrases of the invented shop. Never taken from a real customer or export.

/// A product of the shop.
pub struct Product {
    /// Stock keeping unit.
    pub sku: &'static str,
    /// Name in the shop's own web shop.
    pub title: &'static str,
    /// Pack size, the variant.
    pub size: &'static str,
    /// Handle in the web shop's address.
    pub handle: &'static str,
    /// Price in the web shop, in baht; the marketplace price is a tenth higher.
    pub price: i64,
    /// How often it is bought among everyday products.
    pub weight: f64,
}

const fn product(
    sku: &'static str,
    title: &'static str,
    size: &'static str,
    handle: &'static str,
    price: i64,
    weight: f64,
) -> Product {
    Product { sku, title, size, handle, price, weight }
}

/// Index of the small tasting set that the Facebook ads sell.
pub const TRIAL_SET: usize = 8;
/// Index of the gift box for any season.
pub const GIFT_BOX: usize = 9;
/// Index of the New Year gift box.
pub const NEW_YEAR_BOX: usize = 10;

/// Everything on the shelf.
pub const PRODUCTS: [Product; 11] = [
    product("DM-OL12-100", "ชาอู่หลงเบอร์ 12", "100 g", "oolong-no-12", 290, 5.0),
    product("DM-ASM-080", "ชาอัสสัมป่า", "80 g", "wild-assam", 220, 3.0),
    product("DM-JAS-100", "ชาเขียวมะลิ", "100 g", "jasmine-green", 195, 4.0),
    product("DM-CHR-050", "เก๊กฮวยดอกใหญ่", "50 g", "chrysanthemum", 160, 2.5),
    product("DM-DRP-010", "กาแฟดริปดอยหมอก", "10 ซอง", "drip-coffee", 250, 4.0),
    product("DM-MED-250", "กาแฟคั่วกลาง", "250 g", "medium-roast", 320, 3.0),
    product("DM-CLD-015", "ชาสกัดเย็น", "15 ซอง", "cold-brew-tea", 145, 3.0),
    product("DM-POT-450", "กาชงชาแก้ว", "450 ml", "glass-teapot", 390, 0.8),
    product("DM-TRY-005", "ชุดชิมลอง 5 รส", "5 ซอง", "tasting-set", 159, 1.5),
    product("DM-GFT-003", "กล่องของขวัญ 3 รส", "1 กล่อง", "gift-box", 690, 0.2),
    product("DM-NYG-006", "กล่องของขวัญปีใหม่", "1 กล่อง", "new-year-gift-box", 1290, 0.0),
];

/// Given names, in Thai and as they appear in an address.
pub const GIVEN: [(&str, &str); 40] = [
    ("กมล", "kamon"),
    ("กานดา", "kanda"),
    ("จันทร์", "chan"),
    ("จิรา", "jira"),
    ("ชลธี", "chonthee"),
    ("ชุติมา", "chutima"),
    ("ณัฐ", "nat"),
    ("ดาวเรือง", "daoruang"),
    ("เดือนฉาย", "duean"),
    ("ต้นกล้า", "tonkla"),
    ("ทรายแก้ว", "saikaew"),
    ("ธารา", "thara"),
    ("นภา", "napha"),
    ("น้ำฝน", "namfon"),
    ("นิดา", "nida"),
    ("บุญมี", "bunmee"),
    ("ปิ่น", "pin"),
    ("ปรีดา", "preeda"),
    ("เปรม", "prem"),
    ("ฝ้ายคำ", "faikham"),
    ("พลอย", "ploy"),
    ("พิม", "pim"),
    ("ภูผา", "phupha"),
    ("มะลิ", "mali"),
    ("มานะ", "mana"),
    ("เมฆ", "mek"),
    ("ยุพา", "yupha"),
    ("รุ้ง", "rung"),
    ("ลำดวน", "lamduan"),
    ("วาริน", "warin"),
    ("ศศิ", "sasi"),
    ("สายลม", "sailom"),
    ("สุขใจ", "sukjai"),
    ("แสงดาว", "saengdao"),
    ("หนึ่ง", "nueng"),
    ("อรุณ", "arun"),
    ("อิงฟ้า", "ingfa"),
    ("อุ่น", "un"),
    ("เอื้อง", "ueang"),
    ("ไหม", "mai"),
];

/// Halves of invented family names.
pub const FAMILY: [(&str, &str); 12] = [
    ("หมอก", "mok"),
    ("ใบชา", "baicha"),
    ("ทุ่ง", "thung"),
    ("ธาร", "than"),
    ("ดง", "dong"),
    ("ผาแก้ว", "phakaew"),
    ("ลม", "lom"),
    ("ไพร", "phrai"),
    ("ฟ้าใส", "fasai"),
    ("ตะวัน", "tawan"),
    ("สายน้ำ", "sainam"),
    ("เนิน", "noen"),
];

/// Where parcels go.
pub struct Place {
    /// Sub-district with its prefix.
    pub tambon: &'static str,
    /// District with its prefix.
    pub amphoe: &'static str,
    /// Province in Thai, without prefix.
    pub province: &'static str,
    /// Province in English, as Shopify names it.
    pub english: &'static str,
    /// Province code.
    pub code: &'static str,
    /// Postal code.
    pub zip: &'static str,
}

const fn place(
    tambon: &'static str,
    amphoe: &'static str,
    province: &'static str,
    english: &'static str,
    code: &'static str,
    zip: &'static str,
) -> Place {
    Place { tambon, amphoe, province, english, code, zip }
}

/// Sixteen districts; the first five are in Bangkok.
pub const PLACES: [Place; 16] = [
    place("แขวงสามเสนใน", "เขตพญาไท", "กรุงเทพมหานคร", "Bangkok", "TH-10", "10400"),
    place("แขวงคลองตันเหนือ", "เขตวัฒนา", "กรุงเทพมหานคร", "Bangkok", "TH-10", "10110"),
    place("แขวงบางแค", "เขตบางแค", "กรุงเทพมหานคร", "Bangkok", "TH-10", "10160"),
    place("แขวงสวนหลวง", "เขตสวนหลวง", "กรุงเทพมหานคร", "Bangkok", "TH-10", "10250"),
    place("แขวงจอมพล", "เขตจตุจักร", "กรุงเทพมหานคร", "Bangkok", "TH-10", "10900"),
    place("ตำบลปากเกร็ด", "อำเภอปากเกร็ด", "นนทบุรี", "Nonthaburi", "TH-12", "11120"),
    place("ตำบลบางพลีใหญ่", "อำเภอบางพลี", "สมุทรปราการ", "Samut Prakan", "TH-11", "10540"),
    place("ตำบลคูคต", "อำเภอลำลูกกา", "ปทุมธานี", "Pathum Thani", "TH-13", "12130"),
    place("ตำบลสุเทพ", "อำเภอเมืองเชียงใหม่", "เชียงใหม่", "Chiang Mai", "TH-50", "50200"),
    place("ตำบลรอบเวียง", "อำเภอเมืองเชียงราย", "เชียงราย", "Chiang Rai", "TH-57", "57000"),
    place("ตำบลในเมือง", "อำเภอเมืองขอนแก่น", "ขอนแก่น", "Khon Kaen", "TH-40", "40000"),
    place("ตำบลในเมือง", "อำเภอเมืองนครราชสีมา", "นครราชสีมา", "Nakhon Ratchasima", "TH-30", "30000"),
    place("ตำบลแสนสุข", "อำเภอเมืองชลบุรี", "ชลบุรี", "Chon Buri", "TH-20", "20130"),
    place("ตำบลหาดใหญ่", "อำเภอหาดใหญ่", "สงขลา", "Songkhla", "TH-90", "90110"),
    place("ตำบลวิชิต", "อำเภอเมืองภูเก็ต", "ภูเก็ต", "Phuket", "TH-83", "83000"),
    place("ตำบลหมากแข้ง", "อำเภอเมืองอุดรธานี", "อุดรธานี", "Udon Thani", "TH-41", "41000"),
];

/// How likely a parcel goes to each place.
pub const PLACE_WEIGHTS: [f64; 16] =
    [6.0, 6.0, 5.0, 5.0, 5.0, 6.0, 5.0, 4.0, 5.0, 2.0, 3.0, 3.0, 4.0, 3.0, 2.0, 2.0];

/// Reasons of people who recommend the shop.
pub const PRAISE: [&str; 8] = [
    "ชาหอมมาก ชงได้หลายน้ำ",
    "แพ็กของดี ของขวัญสวย ผู้รับชอบมาก",
    "รสชาติเหมือนไปดื่มที่ดอยเอง",
    "ร้านตอบไว แนะนำชาให้ตรงใจ",
    "กาแฟดริปหอม สั่งซ้ำประจำค่ะ",
    "ส่งเร็ว ห่อมาดี",
    "ชอบการ์ดเล่าเรื่องสวนชา, อ่านแล้วอยากไปเที่ยว",
    "แม่บอกว่า \"อร่อยที่สุด\" จะสั่งอีกแน่นอน",
];

/// Reasons of people in between.
pub const LUKEWARM: [&str; 5] = [
    "ชาดี แต่ค่าส่งแพงไปนิด",
    "รสชาติดี แต่อยากให้มีซองเล็ก",
    "โอเคครับ ยังไม่ได้ลองทุกแบบ",
    "ของดี แต่ซองเปิดยาก",
    "กลิ่นอ่อนกว่าที่คิด",
];

/// Reasons of people who are unhappy, for other causes than the parcel.
pub const BLAME: [&str; 5] =
    ["ได้ของไม่ตรงที่สั่ง", "ซองชารั่ว ใบชาหกในกล่อง", "รสจืด ไม่เหมือนที่โฆษณา", "ถามแล้วตอบช้า", "ราคาสูงกว่าที่อื่น"];

/// Reasons of people whose parcel was late.
pub const LATE: [&str; 5] = [
    "ส่งช้ามาก รอเป็นสัปดาห์",
    "พัสดุค้างที่ศูนย์คัดแยกหลายวัน",
    "ของมาไม่ทันวันเกิด",
    "ขนส่งช้า ติดตามพัสดุไม่ได้เลย",
    "รอนานเกินไป ทั้งที่เมื่อก่อน 2-3 วันก็ถึง",
];
