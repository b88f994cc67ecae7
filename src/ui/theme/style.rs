//! The egui style of both themes, from tokens: a 4-point grid, 8-point gaps, no frames around buttons. Never draws.

use eframe::egui::{
    self, Color32, Context, CornerRadius, FontFamily, FontId, Margin, Stroke, Style, TextStyle, Vec2,
    Visuals,
    style::{ScrollStyle, WidgetVisuals, Widgets},
};

use super::{Look, Tokens, fonts, palette::faded, tokens::set_contrast, tokens_of};

/// Distances of the 4-point grid.
pub mod space {
    /// Between things that belong together.
    pub const XS: f32 = 4.0;
    /// Between neighbours.
    pub const S: f32 = 8.0;
    /// Inside cards.
    pub const M: f32 = 16.0;
    /// Between sections.
    pub const L: f32 = 24.0;
    /// Height of a table row.
    pub const ROW: f32 = 28.0;
}

/// Size of the name of a view.
pub const HEADING: f32 = 20.0;
/// Size of the title of a card.
pub const TITLE: f32 = 16.0;
/// Size of text.
pub const BODY: f32 = 14.0;
/// Size of captions.
pub const SMALL: f32 = 12.0;
/// Size of the number of a tile.
pub const NUMBER: f32 = 28.0;
/// Size of a number beside a mark.
pub const NUMBER_SMALL: f32 = 20.0;

/// How long a transition takes, in seconds.
const ANIMATION: f32 = 0.1;

/// The one family at `size`.
pub fn font(size: f32) -> FontId {
    FontId::new(size, FontFamily::Proportional)
}

/// The look as a whole.
#[derive(Clone, Copy, Debug)]
pub struct Theme;

impl Theme {
    /// Installs fonts, icon loader and the style of both themes. Call once, when the window opens; which theme is
    /// shown stays egui's choice (it follows the system unless told otherwise).
    pub fn apply(context: &Context) {
        egui_extras::install_image_loaders(context);
        context.set_fonts(fonts::definitions());
        restyle_both(context, false);
        context.options_mut(|options| options.zoom_with_keyboard = false);
    }

    /// Follows what a person said about size, contrast and motion; does nothing where nothing has changed.
    pub fn follow(context: &Context, scale: f32, contrast: bool, reduced_motion: bool) {
        context.set_zoom_factor(scale);
        if set_contrast(context, contrast) {
            restyle_both(context, contrast);
        }
        let seconds = if reduced_motion { 0.0 } else { ANIMATION };
        if context.global_style().animation_time != seconds {
            context.all_styles_mut(|style| style.animation_time = seconds);
        }
    }

    /// Like [`Self::apply`], but does nothing on a context that has the look already; for tests, which have no
    /// moment at which the window opens.
    pub fn apply_once(context: &Context) {
        let id = egui::Id::unique("senthang look applied");
        if !context.data_mut(|data| std::mem::replace(data.get_temp_mut_or_default::<bool>(id), true)) {
            Self::apply(context);
        }
    }
}

fn restyle_both(context: &Context, contrast: bool) {
    for theme in [egui::Theme::Light, egui::Theme::Dark] {
        let look = Look { dark: theme == egui::Theme::Dark, contrast };
        context.style_mut_of(theme, |style| restyle(style, look));
    }
}

fn restyle(style: &mut Style, look: Look) {
    let t = tokens_of(look);
    style.text_styles = [
        (TextStyle::Heading, HEADING),
        (TextStyle::Name("title".into()), TITLE),
        (TextStyle::Body, BODY),
        (TextStyle::Button, BODY),
        (TextStyle::Monospace, BODY),
        (TextStyle::Small, SMALL),
        (TextStyle::Name("number".into()), NUMBER),
    ]
    .map(|(name, size)| (name, font(size)))
    .into();
    style.visuals = visuals(t, look);
    style.animation_time = ANIMATION;
    style.interaction.tooltip_delay = 0.25;
    style.interaction.selectable_labels = false;
    spacing(style);
}

fn spacing(style: &mut Style) {
    let spacing = &mut style.spacing;
    spacing.item_spacing = Vec2::splat(space::S);
    spacing.button_padding = Vec2::new(10.0, 5.0);
    spacing.interact_size = Vec2::new(28.0, 28.0);
    spacing.window_margin = Margin::same(16);
    spacing.menu_margin = Margin::same(6);
    spacing.icon_width = 16.0;
    spacing.icon_width_inner = 8.0;
    spacing.combo_width = 96.0;
    spacing.tooltip_width = 320.0;
    spacing.indent = 16.0;
    spacing.scroll = ScrollStyle {
        bar_width: 6.0,
        floating_width: 3.0,
        floating_allocated_width: 8.0,
        foreground_color: true,
        ..ScrollStyle::floating()
    };
}

fn visuals(t: &Tokens, look: Look) -> Visuals {
    let dark = look.dark;
    let mut visuals = if dark { Visuals::dark() } else { Visuals::light() };
    visuals.widgets = widgets(t, look);
    visuals.override_text_color = None;
    visuals.weak_text_color = Some(t.text_subdued);
    visuals.hyperlink_color = t.accent;
    visuals.faint_bg_color = t.surface_hover;
    visuals.extreme_bg_color = t.control;
    visuals.text_edit_bg_color = Some(t.control);
    visuals.code_bg_color = t.control;
    visuals.warn_fg_color = t.warning_text;
    visuals.error_fg_color = t.alert_text;
    visuals.panel_fill = t.background;
    visuals.window_fill = t.surface;
    visuals.window_stroke = Stroke::new(1.0, t.outline);
    visuals.window_corner_radius = CornerRadius::same(6);
    visuals.menu_corner_radius = CornerRadius::same(6);
    visuals.window_shadow = egui::Shadow { offset: [0, 8], blur: 24, spread: 0, color: shadow(dark) };
    visuals.popup_shadow = egui::Shadow { offset: [0, 4], blur: 16, spread: 0, color: shadow(dark) };
    visuals.selection.bg_fill = t.accent_fill;
    visuals.selection.stroke = Stroke::new(1.0, t.accent);
    visuals.indent_has_left_vline = false;
    visuals.slider_trailing_fill = true;
    visuals.handle_shape = egui::style::HandleShape::Circle;
    visuals.interact_cursor = Some(egui::CursorIcon::PointingHand);
    visuals
}

fn shadow(dark: bool) -> Color32 {
    faded(tokens_of(Look::default()).text, if dark { 0.6 } else { 0.12 })
}

fn widgets(t: &Tokens, look: Look) -> Widgets {
    // Fills alone tell a control from the page, except to an eye that needs an edge.
    let edge = if look.contrast { Stroke::new(1.0, t.outline) } else { Stroke::NONE };
    let state = |fill: Color32, text: Color32| WidgetVisuals {
        bg_fill: fill,
        weak_bg_fill: fill,
        bg_stroke: edge,
        fg_stroke: Stroke::new(1.0, text),
        corner_radius: CornerRadius::same(4),
        expansion: 0.0,
    };
    let mut noninteractive = state(t.surface, t.text);
    noninteractive.bg_stroke = Stroke::new(1.0, t.outline);
    let mut active = state(t.control_hover, t.text);
    active.bg_stroke = Stroke::new(1.5, t.accent);
    Widgets {
        noninteractive,
        inactive: state(t.control, t.text),
        hovered: state(t.control_hover, t.text),
        active,
        open: state(t.control_hover, t.text),
    }
}
