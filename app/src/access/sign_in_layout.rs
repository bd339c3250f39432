use super::language::LanguageSwitch;
use crate::components::{Brand, document_title};
use crate::layout::Footer;
use leptos::prelude::*;
use leptos_meta::Title;

/// A shipping label made out to an access: the picture of the pages of signing in.
const PICTURE: &str = include_str!("sign_in_layout.svg");

/// The frame of the pages that need no session.
#[component]
pub fn SignInLayout(
    /// The page's name: its heading and the window's title.
    title: &'static str,
    /// What the page is for.
    #[prop(optional)]
    lede: &'static str,
    children: Children,
) -> impl IntoView {
    view! {
        <Title text=document_title(title)/>
        <div class="signin">
            <div class="panel">
                <header>
                    <Brand/>
                    <LanguageSwitch/>
                </header>
                <main id="contenu" tabindex="-1">
                    <header class="page-header">
                        <div>
                            <h1 tabindex="-1">{title}</h1>
                            {(!lede.is_empty()).then(|| view! { <p class="lede">{lede}</p> })}
                        </div>
                    </header>
                    {children()}
                </main>
                <Footer/>
            </div>
            <div class="art" inner_html=PICTURE></div>
        </div>
    }
}
