use crate::i18n::use_texts;
use domain::access::QrPicture;
use leptos::prelude::*;

/// A QR code: black on white whatever the colours around it are, since cameras want it so.
#[component]
pub fn Picture(picture: QrPicture) -> impl IntoView {
    let QrPicture { size, path } = picture;
    view! {
        <svg
            class="qr"
            viewBox=format!("0 0 {size} {size}")
            role="img"
            aria-label=use_texts().second_factor().picture
            shape-rendering="crispEdges"
        >
            <rect width=size height=size fill="#fff"></rect>
            <path d=path fill="#000"></path>
        </svg>
    }
}
