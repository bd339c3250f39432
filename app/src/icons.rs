//! Icons: one sprite at the end of each page, and references to it.

use leptos::prelude::*;

/// The drawings of all icons, to stand once in each document.
#[cfg(feature = "ssr")]
pub const SPRITE: &str = include_str!("icons/sprite.svg");

/// An icon of the sprite.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IconName {
    /// `i-alert` of the sprite.
    Alert,
    /// `i-arrow` of the sprite.
    Arrow,
    /// `i-book` of the sprite.
    Book,
    /// `i-check` of the sprite.
    Check,
    /// `i-clock` of the sprite.
    Clock,
    /// `i-columns` of the sprite.
    Columns,
    /// `i-contract` of the sprite.
    Contract,
    /// `i-copy` of the sprite.
    Copy,
    /// `i-down` of the sprite.
    Down,
    /// `i-download` of the sprite.
    Download,
    /// `i-euro` of the sprite.
    Euro,
    /// `i-first` of the sprite.
    FirstPage,
    /// `i-file` of the sprite.
    File,
    /// `i-help` of the sprite.
    Help,
    /// `i-inbox` of the sprite.
    Inbox,
    /// `i-info` of the sprite.
    Info,
    /// `i-key` of the sprite.
    Key,
    /// `i-left` of the sprite.
    Left,
    /// `i-link` of the sprite.
    Link,
    /// `i-logout` of the sprite.
    Logout,
    /// `i-mail` of the sprite.
    Mail,
    /// `i-mail-x` of the sprite.
    MailRefused,
    /// `i-menu` of the sprite.
    Menu,
    /// `i-mobile` of the sprite.
    Mobile,
    /// `i-pencil` of the sprite.
    Pencil,
    /// `i-phone` of the sprite.
    Phone,
    /// `i-pin` of the sprite.
    Pin,
    /// `i-plus` of the sprite.
    Plus,
    /// `i-redo` of the sprite.
    Redo,
    /// `i-right` of the sprite.
    Right,
    /// `i-s-active` of the sprite.
    StatusActive,
    /// `i-s-expired` of the sprite.
    StatusExpired,
    /// `i-s-invited` of the sprite.
    StatusInvited,
    /// `i-s-suspended` of the sprite.
    StatusSuspended,
    /// `i-same` of the sprite.
    Same,
    /// `i-screen` of the sprite.
    Screen,
    /// `i-search` of the sprite.
    Search,
    /// `i-shield` of the sprite.
    Shield,
    /// `i-spin` of the sprite.
    Spin,
    /// `i-swap` of the sprite.
    Swap,
    /// `i-trash` of the sprite.
    Trash,
    /// `i-undo` of the sprite.
    Undo,
    /// `i-up` of the sprite.
    Up,
    /// `i-updown` of the sprite.
    UpDown,
    /// `i-upload` of the sprite.
    Upload,
    /// `i-user` of the sprite.
    User,
    /// `i-user-plus` of the sprite.
    UserPlus,
    /// `i-users` of the sprite.
    Users,
    /// `i-x` of the sprite.
    Cross,
}

impl IconName {
    pub const ALL: [Self; 49] = [
        Self::Alert,
        Self::Arrow,
        Self::Book,
        Self::Check,
        Self::Clock,
        Self::Columns,
        Self::Contract,
        Self::Copy,
        Self::Down,
        Self::Download,
        Self::Euro,
        Self::FirstPage,
        Self::File,
        Self::Help,
        Self::Inbox,
        Self::Info,
        Self::Key,
        Self::Left,
        Self::Link,
        Self::Logout,
        Self::Mail,
        Self::MailRefused,
        Self::Menu,
        Self::Mobile,
        Self::Pencil,
        Self::Phone,
        Self::Pin,
        Self::Plus,
        Self::Redo,
        Self::Right,
        Self::StatusActive,
        Self::StatusExpired,
        Self::StatusInvited,
        Self::StatusSuspended,
        Self::Same,
        Self::Screen,
        Self::Search,
        Self::Shield,
        Self::Spin,
        Self::Swap,
        Self::Trash,
        Self::Undo,
        Self::Up,
        Self::UpDown,
        Self::Upload,
        Self::User,
        Self::UserPlus,
        Self::Users,
        Self::Cross,
    ];

    /// Where its drawing is.
    pub const fn href(self) -> &'static str {
        match self {
            Self::Alert => "#i-alert",
            Self::Arrow => "#i-arrow",
            Self::Book => "#i-book",
            Self::Check => "#i-check",
            Self::Clock => "#i-clock",
            Self::Columns => "#i-columns",
            Self::Contract => "#i-contract",
            Self::Copy => "#i-copy",
            Self::Down => "#i-down",
            Self::Download => "#i-download",
            Self::Euro => "#i-euro",
            Self::FirstPage => "#i-first",
            Self::File => "#i-file",
            Self::Help => "#i-help",
            Self::Inbox => "#i-inbox",
            Self::Info => "#i-info",
            Self::Key => "#i-key",
            Self::Left => "#i-left",
            Self::Link => "#i-link",
            Self::Logout => "#i-logout",
            Self::Mail => "#i-mail",
            Self::MailRefused => "#i-mail-x",
            Self::Menu => "#i-menu",
            Self::Mobile => "#i-mobile",
            Self::Pencil => "#i-pencil",
            Self::Phone => "#i-phone",
            Self::Pin => "#i-pin",
            Self::Plus => "#i-plus",
            Self::Redo => "#i-redo",
            Self::Right => "#i-right",
            Self::StatusActive => "#i-s-active",
            Self::StatusExpired => "#i-s-expired",
            Self::StatusInvited => "#i-s-invited",
            Self::StatusSuspended => "#i-s-suspended",
            Self::Same => "#i-same",
            Self::Screen => "#i-screen",
            Self::Search => "#i-search",
            Self::Shield => "#i-shield",
            Self::Spin => "#i-spin",
            Self::Swap => "#i-swap",
            Self::Trash => "#i-trash",
            Self::Undo => "#i-undo",
            Self::Up => "#i-up",
            Self::UpDown => "#i-updown",
            Self::Upload => "#i-upload",
            Self::User => "#i-user",
            Self::UserPlus => "#i-user-plus",
            Self::Users => "#i-users",
            Self::Cross => "#i-x",
        }
    }
}

#[cfg(feature = "ssr")]
impl IconName {
    /// Its name in the sprite, and the class of a `glyph` that shows it.
    pub fn name(self) -> &'static str {
        self.href().trim_start_matches('#')
    }
}

/// An icon that says nothing by itself: a word beside it, or the name of its button, does.
#[component]
pub fn Icon(of: IconName) -> impl IntoView {
    view! {
        <svg class="icon" aria-hidden="true">
            <use href=of.href()></use>
        </svg>
    }
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_drawn_in_the_sprite() {
        for glyph in IconName::ALL {
            let id = glyph.href().trim_start_matches('#');
            assert!(SPRITE.contains(&format!("id=\"{id}\"")), "{id} is not in the sprite");
        }
        assert_eq!(SPRITE.matches("<symbol").count(), IconName::ALL.len());
    }

    #[test]
    fn a_glyph_of_the_stylesheet_is_the_drawing_of_the_sprite() {
        let sheet = include_str!("../../style/components/glyph.css");
        let glyphs: Vec<&str> = sheet.split("&.").skip(1).collect();
        assert!(!glyphs.is_empty());

        for glyph in glyphs {
            let name = glyph.split(' ').next().unwrap();
            let symbol = format!("<symbol id=\"{name}\" viewBox=\"0 0 16 16\">");
            let drawing =
                SPRITE.split(&symbol).nth(1).and_then(|rest| rest.split("</symbol>").next()).unwrap();
            let encoded = drawing.replace('"', "'").replace('<', "%3c").replace('>', "%3e");
            assert!(glyph.contains(&encoded), "{name} is drawn otherwise");
        }
    }
}
