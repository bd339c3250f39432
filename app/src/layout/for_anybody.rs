use super::footer::Footer;
use super::side_nav::SideNav;
use super::top_bar::TopBar;
use crate::components::Brand;
use crate::session::SessionState;
use leptos::prelude::*;

/// The frame of a page that anybody may see: with their menu around it for those who are signed in.
#[component]
pub fn ForAnybody(children: Children) -> impl IntoView {
    let SessionState(session) = expect_context();
    let bar = match session {
        Ok(session) if session.due.is_none() => {
            provide_context(session);
            view! {
                <TopBar/>
                <SideNav/>
            }
            .into_any()
        }
        _ => view! {
            <header class="topbar">
                <Brand/>
            </header>
        }
        .into_any(),
    };

    view! {
        <div class="layout">
            {bar}
            {children()}
            <Footer/>
        </div>
    }
}
