//! A row and its cells.

use super::Shown;
use super::view::GridView;
use crate::i18n::{number, use_texts};
use crate::icons::{Glyph, Icon};
use crate::imports::desk::{Desk, FIXED_COLUMNS};
use crate::imports::texts::Texts;
use domain::imports::protocol::Row;
use domain::imports::{Field, Issue, Verdict};
use domain::locale::Locale;
use leptos::prelude::*;
use std::sync::Arc;

/// The row at a position. It keeps its elements while its content comes and changes, so that the
/// focus stays.
pub fn row(desk: Desk, grid: GridView, position: u32) -> impl IntoView {
    let texts = use_texts();
    let row = Memo::new(move |_| desk.rows.at(position));
    let focused = Memo::new(move |_| {
        let (at, column) = grid.roving();
        (at == position).then_some(column)
    });
    let editing =
        Memo::new(move |_| desk.rows.editing.get().filter(|(at, _)| *at == position).map(|(_, field)| field));
    let class = move || row.with(|row| row.as_ref().map_or("", |row| class_of(row)));
    let cells = move || {
        let drawn = Drawn {
            row: row.get(),
            focused: focused.get(),
            editing: editing.get(),
            t: texts.imports,
            locale: texts.locale,
        };
        let fields = grid.fields.get();
        let cells: Vec<_> = fields
            .iter()
            .enumerate()
            .map(|(place, shown)| drawn.cell(place + FIXED_COLUMNS, shown))
            .collect();
        (drawn.line(), drawn.verdict(), cells)
    };
    view! {
        <tr data-row=position.to_string() aria-rowindex=(u64::from(position) + 2).to_string() class=class>
            {cells}
        </tr>
    }
}

fn class_of(row: &Row) -> &'static str {
    if is_in_error(row) {
        "err"
    } else if row.verdict == Some(Verdict::Unchanged) {
        "same"
    } else {
        ""
    }
}

fn is_in_error(row: &Row) -> bool {
    row.verdict == Some(Verdict::Error) || row.issues.iter().any(|issue| !issue.is_warning())
}

/// A row as it is drawn; `None` while it is on its way.
struct Drawn {
    row: Option<Arc<Row>>,
    focused: Option<usize>,
    editing: Option<Field>,
    t: &'static Texts,
    locale: Locale,
}

impl Drawn {
    fn tab_index(&self, column: usize) -> &'static str {
        if self.focused == Some(column) { "0" } else { "-1" }
    }

    fn line(&self) -> impl IntoView + use<> {
        let line = self.row.as_ref().map(|row| number(self.locale, u64::from(row.line)));
        view! {
            <th scope="row" class="ln" data-column="0" tabindex=self.tab_index(0)>
                {line}
            </th>
        }
    }

    fn verdict(&self) -> impl IntoView + use<> {
        let (class, glyph, words) = match self.row.as_deref() {
            None => ("verdict", Glyph::Clock, ""),
            Some(row) => self.verdict_of(row),
        };
        let title = self.row.as_ref().and_then(|row| row.profile.as_deref()).map(self.t.was_profile);
        view! {
            <td class=class data-column="1" tabindex=self.tab_index(1) aria-readonly="true" title=title>
                <span>
                    <Icon of=glyph/>
                    {words}
                </span>
            </td>
        }
    }

    fn verdict_of(&self, row: &Row) -> (&'static str, Glyph, &'static str) {
        let t = self.t;
        let errors = row.issues.iter().find(|issue| !issue.is_warning());
        match (errors, row.verdict) {
            (Some(issue), _) => {
                ("verdict v-err", Glyph::Alert, (t.findings.name)(issue.field, issue.code.kind()))
            }
            (None, Some(Verdict::Error)) => ("verdict v-err", Glyph::Alert, t.filter_error),
            (None, Some(Verdict::Create)) => ("verdict v-new", Glyph::Plus, t.will_create),
            (None, Some(Verdict::Assign)) => ("verdict v-add", Glyph::Link, t.will_assign),
            (None, Some(Verdict::Profile)) => ("verdict v-fix", Glyph::Pencil, t.will_change),
            (None, Some(Verdict::Unchanged | Verdict::Blank)) => {
                ("verdict v-same", Glyph::Same, t.is_unchanged)
            }
            (None, None) => ("verdict v-ok", Glyph::Check, t.is_good),
        }
    }

    fn cell(&self, column: usize, shown: &Shown) -> impl IntoView + use<> {
        let t = self.t;
        let field = shown.field;
        let row = self.row.as_deref();
        let issue = row.and_then(|row| row.issues.iter().find(|issue| issue.field == field));
        let value = row.map(|row| row.cells.get(field).to_owned()).unwrap_or_default();
        let before = row
            .and_then(|row| row.edited.iter().find(|(edited, _)| *edited == field))
            .map(|(_, before)| before);
        let line = row.map_or(0, |row| u64::from(row.line));
        let is_edited = self.editing == Some(field);
        let class = match (is_edited, issue.map(Issue::is_warning), before) {
            (true, ..) => "editing",
            (_, Some(true), _) => "doubt",
            (_, None, Some(_)) => "changed",
            _ => "",
        };
        let suggestion = issue.and_then(|issue| issue.suggestion.clone()).filter(|_| !is_edited);
        let fix = suggestion.map(|suggestion| {
            let label = (t.replace_by)(&suggestion, line);
            let shown = short(field, suggestion);
            view! {
                <button class="fix" type="button" tabindex="-1" aria-label=label data-fix="">
                    <Icon of=Glyph::Arrow/>
                    {shown}
                </button>
            }
        });
        let was = before.map(|before| {
            let was = (t.in_file)(before);
            view! { <span class="vh">" (" {was} ")"</span> }
        });
        let title = before.map(|before| (t.in_file)(before));
        let editor = is_edited.then(|| editor(t, field, line, &value, issue));
        let is_wrong = issue.is_some_and(|issue| !issue.is_warning());
        let described = (issue.is_some() && self.focused == Some(column)).then_some("cell-finding");
        view! {
            <td
                class=class
                data-column=column.to_string()
                tabindex=self.tab_index(column)
                aria-invalid=is_wrong.then_some("true")
                aria-describedby=described
                title=title
            >
                {(!is_edited).then_some(value)}
                {was}
                {fix}
                {editor}
            </td>
        }
    }
}

/// What of a suggestion fits into a cell: of an address, the domain that was meant.
fn short(field: Field, suggestion: String) -> String {
    match (field, suggestion.rsplit_once('@')) {
        (Field::Email, Some((_, domain))) => domain.to_owned(),
        _ => suggestion,
    }
}

/// The field in which a cell is written, what is wrong with it, and what was probably meant.
fn editor(
    t: &'static Texts,
    field: Field,
    line: u64,
    value: &str,
    issue: Option<&Issue>,
) -> impl IntoView + use<> {
    let wrong = issue.map(|issue| {
        let said = t.findings.explain(issue, value);
        view! {
            <p class="msg" id="editor-finding">
                <Icon of=Glyph::Alert/>
                <span>{said}</span>
            </p>
        }
    });
    let suggestion = issue.and_then(|issue| issue.suggestion.clone()).map(|suggestion| {
        view! {
            <p class="opts">
                <button type="button" tabindex="-1" data-fix="">
                    <b>{suggestion}</b>
                </button>
            </p>
        }
    });
    let has_suggestion = suggestion.is_some();
    let value = value.to_owned();
    view! {
        <input
            class="input"
            data-editor=""
            autocomplete="off"
            spellcheck="false"
            maxlength="4096"
            value=value
            aria-label=(t.edit_cell)((t.field)(field), line)
            aria-describedby=issue.map(|_| "editor-finding")
        />
        <div class="pop">
            {wrong}
            {suggestion}
            <p class="keys">{if has_suggestion { t.edit_keys_suggestion } else { t.edit_keys }}</p>
        </div>
    }
}
