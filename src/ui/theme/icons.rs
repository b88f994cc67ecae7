//! The vendored Lucide icons (white strokes, tinted when drawn). Never gives an icon a meaning without a label beside it.

use eframe::egui::{Color32, Image, ImageSource, Rect, Response, Sense, Ui, Vec2, load::Bytes};

/// Declares the icons: variant and file name.
macro_rules! icons {
    ($($name:ident: $file:literal,)*) => {
        /// An icon.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[expect(missing_docs, reason = "the names are those of Lucide")]
        pub enum Icon {
            $($name,)*
        }

        impl Icon {
            /// Every icon.
            pub const ALL: &[Self] = &[$(Self::$name,)*];

            fn source(self) -> ImageSource<'static> {
                match self {
                    $(Self::$name => ImageSource::Bytes {
                        uri: concat!("bytes://icons/", $file, ".svg").into(),
                        bytes: Bytes::Static(include_bytes!(concat!("../../../assets/icons/", $file, ".svg"))),
                    },)*
                }
            }
        }
    };
}

icons! {
    ArrowDown: "arrow-down",
    ArrowRight: "arrow-right",
    ArrowUp: "arrow-up",
    Calendar: "calendar",
    Camera: "camera",
    ChartColumn: "chart-column",
    Check: "check",
    ChevronDown: "chevron-down",
    ChevronLeft: "chevron-left",
    ChevronRight: "chevron-right",
    Help: "circle-question-mark",
    CircleX: "circle-x",
    Command: "command",
    Copy: "copy",
    Database: "database",
    Download: "download",
    Eye: "eye",
    FilePlus: "file-plus",
    Filter: "filter",
    FolderOpen: "folder-open",
    GitCompare: "git-compare",
    Headset: "headset",
    Heart: "heart",
    Info: "info",
    Languages: "languages",
    Lightbulb: "lightbulb",
    Map: "map",
    Megaphone: "megaphone",
    MessageCircle: "message-circle",
    Moon: "moon",
    Package: "package",
    PanelRight: "panel-right",
    Pin: "pin",
    Play: "play",
    Plus: "plus",
    Redo: "redo-2",
    Refresh: "refresh-cw",
    Repeat: "repeat",
    Route: "route",
    Save: "save",
    Search: "search",
    Settings: "settings",
    ShoppingBag: "shopping-bag",
    Smile: "smile",
    StickyNote: "sticky-note",
    Store: "store",
    Sun: "sun",
    Table: "table",
    Trash: "trash-2",
    TrendingDown: "trending-down",
    Alert: "triangle-alert",
    Undo: "undo-2",
    Users: "users",
    Close: "x",
}

/// An icon as a widget of its own; decoration only, so screen readers skip it.
pub fn icon(ui: &mut Ui, icon: Icon, size: f32, color: Color32) -> Response {
    let (rect, response) = ui.allocate_exact_size(Vec2::splat(size), Sense::hover());
    icon_at(ui, icon, rect, color);
    response
}

/// An icon painted into `rect`, which should be square.
pub fn icon_at(ui: &Ui, icon: Icon, rect: Rect, color: Color32) {
    if ui.is_rect_visible(rect) {
        image(icon, rect.width(), color).paint_at(ui, rect);
    }
}

/// An icon as an image, for buttons.
pub(in crate::ui) fn image(icon: Icon, size: f32, color: Color32) -> Image<'static> {
    Image::new(icon.source()).fit_to_exact_size(Vec2::splat(size)).tint(color)
}
