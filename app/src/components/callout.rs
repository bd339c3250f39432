use crate::icons::{Icon, IconName};
use leptos::prelude::*;

/// What a message is about.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    #[default]
    Plain,
    Good,
    /// To be looked at.
    Warn,
    Bad,
}

impl Tone {
    const fn class(self) -> &'static str {
        match self {
            Self::Plain => "callout",
            Self::Good => "callout good",
            Self::Warn => "callout warn",
            Self::Bad => "callout bad",
        }
    }

    const fn glyph(self) -> IconName {
        match self {
            Self::Plain => IconName::Info,
            Self::Good => IconName::Check,
            Self::Warn | Self::Bad => IconName::Alert,
        }
    }
}

/// A message in the page: an icon, words, and where needed what can be done.
#[component]
pub fn Callout(
    /// What it is about.
    #[prop(optional)]
    tone: Tone,
    /// `alert` when it answers what was just done, so that it is spoken; `status` when that can wait.
    #[prop(optional, into)]
    role: Option<&'static str>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class=tone.class() role=role>
            <Icon of=tone.glyph()/>
            <div>{children()}</div>
        </div>
    }
}
