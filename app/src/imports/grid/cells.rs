//! A row and its cells.

use super::Shown;
use super::view::GridView;
use crate::i18n::{number, use_texts};
use crate::icons::{Icon, IconName};
use crate::imports::state::{Choice, FIXED_COLUMNS, ImportState, Rows};
use crate::imports::texts::Texts;
use domain::imports::{Field, Issue, IssueCode, Verdict};
use leptos::prelude::*;
use protocol::Row;
use std::sync::Arc;

/// The row at a position. Its elements stay while its content comes and changes, and so does the focus.
pub fn row(state: ImportState, grid: GridView, position: u32) -> impl IntoView {
    let row = Memo::new(move |_| state.rows.at(position));
    let focused = Memo::new(move |_| {
        let (at, column) = grid.roving();
        (at == position).then_some(column)
    });
    let editing = Memo::new(move |_| {
        let (edited, field) = state.rows.editing.get()?;
        row.with(|row| row.as_ref().is_some_and(|row| row.row == edited)).then_some(field)
    });
    let drawn = Drawn { rows: state.rows, position, row, focused, editing };
    let selected = Memo::new(move |_| {
        let selected = state.rows.selected();
        row.with(|row| row.as_ref().is_some_and(|row| selected.is_some_and(|s| s.holds(row.row))))
    });
    let class = move || row.with(|row| row.as_deref().map_or("", class_of));
    let cells = move || {
        let cell = |(place, shown): (usize, Shown)| drawn.cell(place + FIXED_COLUMNS, shown.field);
        grid.fields.get().into_iter().enumerate().map(cell).collect_view()
    };

    view! {
        <tr data-row=position.to_string() aria-rowindex=(u64::from(position) + 2).to_string()
            aria-selected=move || if selected.get() { "true" } else { "false" }
            class=class
        >
            {drawn.line()}
            {drawn.verdict()}
            {cells}
        </tr>
    }
}

fn class_of(row: &Row) -> &'static str {
    if row.verdict == Some(Verdict::Blank) {
        "discarded"
    } else if row.verdict == Some(Verdict::Error) || row.issues.iter().any(|issue| !issue.is_warning()) {
        "err"
    } else if row.verdict == Some(Verdict::Unchanged) {
        "same"
    } else {
        ""
    }
}

/// What the cells of a row are drawn from. The row is `None` while it is on its way.
///
/// A cell is one closure, which draws all of it again: what changes in it is little, and the element stays. Each closure and
/// memo takes as long to make as an element, and some hundred cells appear at once.
#[derive(Clone, Copy)]
struct Drawn {
    rows: Rows,
    position: u32,
    row: Memo<Option<Arc<Row>>>,
    focused: Memo<Option<usize>>,
    editing: Memo<Option<Field>>,
}

impl Drawn {
    /// Whether what belongs to the row finds more room above it than below.
    fn is_low(self) -> bool {
        let below_first = self.position.saturating_sub(self.rows.first.get_untracked());
        below_first > self.rows.visible.get_untracked() / 2
    }

    /// Tab leads to one cell of the grid.
    fn tab_index(self, column: usize) -> &'static str {
        if self.focused.get() == Some(column) { "0" } else { "-1" }
    }

    fn line(self) -> impl IntoView {
        let texts = use_texts();
        let line = move |row: &Row| number(texts.locale, u64::from(row.line));
        let made_of = move |row: &Row| Some((texts.imports().repair.made_of)(u64::from(row.made_of?)));

        move || {
            let row = self.row.get();
            let row = row.as_deref();
            view! {
                <th scope="row" class="ln" data-column="0" tabindex=self.tab_index(0) title=row.and_then(made_of)>
                    {row.map(line)}
                </th>
            }
        }
    }

    fn verdict(self) -> impl IntoView {
        let t = use_texts().imports();
        move || {
            let row = self.row.get();
            let row = row.as_deref();
            let (class, glyph, words) =
                row.map_or(("verdict", IconName::Clock, ""), |row| verdict_of(t, row));
            view! {
                <td
                    role="gridcell"
                    class=class
                    data-column="1"
                    tabindex=self.tab_index(1)
                    aria-readonly="true"
                    title=row.and_then(|row| (t.replaced)(&row.replaced))
                >
                    <span>
                        <Icon of=glyph/>
                        {words}
                    </span>
                    {row.map(|row| leave_out(t, row))}
                </td>
            }
        }
    }

    fn cell(self, column: usize, field: Field) -> impl IntoView {
        let t = use_texts().imports();
        move || {
            let is_edited = self.editing.get() == Some(field);
            let cell =
                self.row.with(|row| row.as_deref().map(|row| Cell::of(row, field))).unwrap_or_default();
            let cell = Cell { is_edited, ..cell };
            let is_wrong = cell.issue.as_ref().is_some_and(|issue| !issue.is_warning());
            let is_described = cell.issue.is_some() && self.focused.get() == Some(column);
            let reason = is_described.then(|| reason(t, &cell, self.is_low()));
            let (class, title) = (cell.class(), cell.before.as_deref().map(t.in_file));
            let content = if is_edited {
                editor(t, field, &cell, self.is_low()).into_any()
            } else {
                content(t, field, cell).into_any()
            };

            view! {
                <td
                    role="gridcell"
                    class=class
                    data-column=column.to_string()
                    tabindex=self.tab_index(column)
                    aria-invalid=is_wrong.then_some("true")
                    aria-describedby=is_described.then_some("cell-finding")
                    title=title
                >
                    {content}
                    {reason}
                </td>
            }
        }
    }
}

/// The button that leaves a row out, or takes it back in.
fn leave_out(t: &'static Texts, row: &Row) -> impl IntoView + use<> {
    let (line, is_out) = (u64::from(row.line), row.verdict == Some(Verdict::Blank));
    let (words, icon) = if is_out {
        ((t.repair.keep_row)(line), IconName::Undo)
    } else {
        ((t.repair.discard_row)(line), IconName::Cross)
    };

    view! {
        <button class="leave-out" type="button" tabindex="-1" aria-label=words.clone() title=words data-leave-out="">
            <Icon of=icon/>
        </button>
    }
}

/// What stands in the column of issues: a class, a shape and a word.
fn verdict_of(t: &Texts, row: &Row) -> (&'static str, IconName, &'static str) {
    if row.verdict == Some(Verdict::Blank) {
        return ("verdict v-same", IconName::Cross, t.repair.is_discarded);
    }

    let error = row.issues.iter().find(|issue| !issue.is_warning());
    match (error, row.verdict) {
        (Some(issue), _) => ("verdict v-err", IconName::Alert, (t.wording.name)(issue.field, issue.kind())),
        (None, Some(Verdict::Error)) => ("verdict v-err", IconName::Alert, t.filter_error),
        (None, Some(Verdict::Create)) => ("verdict v-new", IconName::Plus, t.will_create),
        (None, Some(Verdict::Assign)) => ("verdict v-add", IconName::Link, t.will_assign),
        (None, Some(Verdict::Profile)) => ("verdict v-fix", IconName::Pencil, t.will_change),
        (None, Some(Verdict::Name)) => ("verdict v-fix", IconName::Pencil, t.will_rename),
        (None, Some(Verdict::Unchanged | Verdict::Blank)) => {
            ("verdict v-same", IconName::Same, t.is_unchanged)
        }
        (None, None) => ("verdict v-ok", IconName::Check, t.is_good),
    }
}

/// A cell of a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Cell {
    line: u64,
    value: String,
    issue: Option<Issue>,
    /// What the file holds, when that was changed.
    before: Option<String>,
    /// The list of what it can name, where it names something.
    list: Option<String>,
    is_edited: bool,
}

impl Cell {
    fn of(row: &Row, field: Field) -> Self {
        let before = row.edited.iter().find(|(edited, _)| *edited == field);
        Self {
            line: u64::from(row.line),
            value: row.cells.get(field).to_owned(),
            issue: row.issues.iter().find(|issue| issue.field == field).cloned(),
            before: before.map(|(_, before)| before.clone()),
            list: (field.spec().list.is_some() || field == Field::SubAccount)
                .then(|| choices_id(field, row.cells.get(Field::Contract))),
            is_edited: false,
        }
    }

    fn class(&self) -> &'static str {
        match (self.is_edited, self.issue.as_ref().map(Issue::is_warning), &self.before) {
            (true, ..) => "editing",
            (_, Some(true), _) => "doubt",
            (_, None, Some(_)) => "changed",
            _ => "",
        }
    }

    fn suggestion(&self) -> Option<String> {
        self.issue.as_ref()?.suggestion.clone()
    }

    /// What it can have meant: what was probably meant, or what a spreadsheet program can have made this of.
    fn candidates(&self) -> Vec<String> {
        match (self.suggestion(), self.issue.as_ref().map(|issue| &issue.code)) {
            (Some(suggestion), _) => vec![suggestion],
            (None, Some(IssueCode::Recomputed { candidates })) => candidates.clone(),
            _ => Vec::new(),
        }
    }

    /// The words of the button that makes a row of each value, of a cell that holds several.
    fn split(&self, t: &Texts) -> Option<String> {
        match &self.issue.as_ref()?.code {
            IssueCode::SeveralValues { values } => Some((t.repair.split_row)(values.len() as u64)),
            _ => None,
        }
    }
}

/// What a cell holds, and what it was probably meant to hold, as a button.
fn content(t: &'static Texts, field: Field, cell: Cell) -> impl IntoView {
    let fix = cell.suggestion().map(|suggestion| {
        let label = (t.replace_by)(&suggestion, cell.line);
        let shown = short(field, suggestion);
        view! {
            <button class="fix" type="button" tabindex="-1" aria-label=label data-fix="">
                <Icon of=IconName::Arrow/>
                <span>{shown}</span>
            </button>
        }
    });
    let split = cell.split(t).map(|words| {
        view! {
            <button class="fix" type="button" tabindex="-1" data-fix="">
                <span>{words}</span>
            </button>
        }
    });
    let was = cell.before.as_deref().map(|before| {
        let was = (t.in_file)(before);
        view! { <span class="vh">" (" {was} ")"</span> }
    });

    view! {
        <span class="content">
            <span class="value">{cell.value}</span>
            {was}
            {fix}
            {split}
        </span>
    }
}

/// What is wrong with the cell that the keyboard or the pointer is at, beside it: it describes the cell.
fn reason(t: &'static Texts, cell: &Cell, above: bool) -> impl IntoView + use<> {
    let issue = cell.issue.as_ref().filter(|_| !cell.is_edited);
    issue.map(|issue| {
        view! {
            <div class="pop reason" class:above=above id="cell-finding">
                <p class="msg">
                    <Icon of=IconName::Alert/>
                    <span>{(t.wording.sentence)(issue, &cell.value)}</span>
                </p>
            </div>
        }
    })
}

/// What of a suggestion fits into a cell: of an address, the domain that was meant.
fn short(field: Field, suggestion: String) -> String {
    match (field, suggestion.rsplit_once('@')) {
        (Field::Email, Some((_, domain))) => domain.to_owned(),
        _ => suggestion,
    }
}

/// The lists of what cells can name, for the field in which one is written.
pub fn cell_choices(state: ImportState) -> impl IntoView {
    let option = |Choice { value, name }| {
        // A browser shows both where they differ.
        let label = (name != value).then_some(name);
        view! { <option value=value label=label></option> }
    };

    let of_fields = Field::ALL.into_iter().filter(|field| field.spec().list.is_some());
    let of_fields = of_fields.map(|field| (choices_id(field, ""), state.choices(field)));
    let of_contracts = state.sub_accounts().into_iter();
    let of_contracts =
        of_contracts.map(|(contract, parts)| (choices_id(Field::SubAccount, &contract), parts));

    of_fields
        .chain(of_contracts)
        .map(|(id, choices)| {
            let options = choices.into_iter().map(option).collect_view();
            view! { <datalist id=id>{options}</datalist> }
        })
        .collect_view()
}

/// The list of what a cell can name; that of sub-accounts is its contract's.
fn choices_id(field: Field, contract: &str) -> String {
    match field {
        Field::SubAccount => format!("choix-{}-{}", field.code(), contract.trim()),
        _ => format!("choix-{}", field.code()),
    }
}

/// So many of what a cell can have been stand beside it; the family has all of them.
const OFFERED: usize = 8;

/// The field in which a cell is written, what is wrong with it, and what was probably meant.
fn editor(t: &'static Texts, field: Field, cell: &Cell, above: bool) -> impl IntoView + use<> {
    let issue = cell.issue.as_ref().map(|issue| {
        let said = (t.wording.sentence)(issue, &cell.value);
        view! {
            <p class="msg" id="editor-finding">
                <Icon of=IconName::Alert/>
                <span>{said}</span>
            </p>
        }
    });
    let has_suggestion = cell.suggestion().is_some();
    let candidates = cell.candidates().into_iter().take(OFFERED).map(|value| (value.clone(), value));
    let split = cell.split(t).map(|words| (String::new(), words));
    let options: Vec<_> = candidates
        .chain(split)
        .map(|(value, words)| {
            view! {
                <button type="button" tabindex="-1" data-fix=value>
                    <b>{words}</b>
                </button>
            }
        })
        .collect();
    let options = (!options.is_empty()).then(|| view! { <p class="opts">{options}</p> });
    let keys = if has_suggestion { t.edit_keys_suggestion } else { t.edit_keys };

    view! {
        <input
            class="input"
            data-editor=""
            autocomplete="off"
            spellcheck="false"
            maxlength="4096"
            list=cell.list.clone()
            value=cell.value.clone()
            aria-label=(t.edit_cell)((t.field)(field), cell.line)
            aria-describedby=issue.is_some().then_some("editor-finding")
        />
        <div class="pop" class:above=above>
            {issue}
            {options}
            <p class="keys">{keys}</p>
        </div>
    }
}
