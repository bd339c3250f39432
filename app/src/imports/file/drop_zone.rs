use crate::components::TextArea;
use crate::i18n::use_texts;
use crate::imports::browser;
use crate::imports::state::{ImportState, Refusal};
use leptos::ev;
use leptos::html;
use leptos::prelude::*;

/// Where a file is dropped, chosen with *Parcourir*, or pasted as text.
#[component]
pub fn DropZone(
    /// The state of the page.
    state: ImportState,
) -> impl IntoView {
    let t = use_texts().imports();
    let over = RwSignal::new(false);
    let dropped = move |event: ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(file) = browser::dropped(&event) {
            state.open(&file);
        }
    };
    let chosen = move |event: ev::Event| {
        if let Some(file) = browser::chosen(&event) {
            state.open(&file);
        }
    };

    // A file that was chosen before the page could listen.
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(file) = field.get().and_then(|field| browser::held(&field)) {
            state.open(&file);
        }
    });
    let start = move |event: ev::SubmitEvent| {
        event.prevent_default();
        state.refusal.set(Some(Refusal::NothingChosen));
    };

    view! {
        <form class="stack" on:submit=start>
            <div
                class="dropzone"
                class:over=over
                on:dragover=move |event| {
                    event.prevent_default();
                    over.set(true);
                }
                on:dragleave=move |_| over.set(false)
                on:drop=dropped
            >
                <SheetDrawing/>
                <strong>{t.drop_here}</strong>
                <p class="soft">{t.accepted}</p>
                <div class="row">
                    <span class="pick">
                        <input
                            type="file"
                            id="fichier"
                            accept=".csv,.txt,.tsv,.xlsx,text/csv,text/plain,text/tab-separated-values,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
                            aria-describedby="fichier-hint"
                            node_ref=field
                            on:change=chosen
                        />
                        <label class="button primary" for="fichier">
                            {t.browse}
                        </label>
                    </span>
                    <button class="button" type="submit">
                        {t.start}
                    </button>
                </div>
                <p class="hint soft" id="fichier-hint">
                    {t.nothing_written}
                </p>
                <Reading state/>
            </div>
        </form>
        <Paste state/>
    }
}

/// How much of the file has been read, while it is.
#[component]
fn Reading(state: ImportState) -> impl IntoView {
    let t = use_texts().imports();
    move || {
        let (name, size) = state.file.get();
        let reading = size > 0 && state.refusal.with(Option::is_none);
        reading.then(|| {
            view! {
                <div class="progress reading" role="status">
                    <div class="line">
                        <span>{t.reading}</span>
                        <span class="soft">{name}</span>
                    </div>
                    <progress max=size.to_string() value=move || state.read.get().to_string() aria-label=t.reading></progress>
                </div>
            }
        })
    }
}

#[component]
fn Paste(state: ImportState) -> impl IntoView {
    let t = use_texts().imports();
    let check = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let text = browser::typed("coller");
        match browser::pasted(&text, t.pasted_name) {
            Some(file) if !text.trim().is_empty() => state.open(&file),
            _ => state.refusal.set(Some(Refusal::NothingChosen)),
        }
    };

    view! {
        <form class="stack tight" on:submit=check>
            <TextArea name="coller" label=t.paste rows=4 hint=t.paste_hint placeholder=t.paste_example/>
            <div>
                <button class="button" type="submit">
                    {t.check_pasted}
                </button>
            </div>
        </form>
    }
}

#[component]
fn SheetDrawing() -> impl IntoView {
    view! {
        <svg class="art" viewBox="0 0 68 56" aria-hidden="true" fill="none" stroke="currentColor" stroke-width="1.5">
            <path d="M14 3h28l12 12v24M14 39V3M42 3v12h12"></path>
            <path d="M22 22h24M22 29h24M30 22v14M38 22v14M22 22v14M46 22v14" stroke-width="1"></path>
            <path class="sill" d="M2 43.5h64" stroke-width="3"></path>
            <path d="M6 49.5h56" stroke-width="1"></path>
        </svg>
    }
}
