//! The keyboard of the grid (WAI-ARIA Authoring Practices, grid pattern).

use super::view::GridView;
use crate::imports::browser;
use leptos::ev::KeyboardEvent;
use leptos::prelude::*;

impl GridView {
    pub(super) fn press(self, event: &KeyboardEvent) {
        let editing = self.state.rows.editing.get_untracked().is_some();
        let done = if browser::is_in_heading(event) {
            false
        } else if editing {
            self.press_in_cell(event)
        } else {
            self.press_on_grid(event)
        };

        if done {
            event.prevent_default();
        }
    }

    /// While a cell is being written.
    fn press_in_cell(self, event: &KeyboardEvent) -> bool {
        let (position, column) = self.state.rows.active.get_untracked();
        match event.key().as_str() {
            "Escape" => {
                self.end_edit(None);
                self.move_to(position, column);
            }
            "Enter" if event.ctrl_key() || event.meta_key() => {
                if let Some(field) = self.field_at(column) {
                    self.state.correct_family(position, field);
                }
                self.move_to(position, column);
            }
            "Enter" => {
                self.end_edit(Some(event_target_value(event)));
                self.move_to(position + 1, column);
            }
            "F2" => {
                self.end_edit(Some(event_target_value(event)));
                self.move_to(position, column);
            }
            "Tab" => {
                self.end_edit(Some(event_target_value(event)));
                self.move_to(position, if event.shift_key() { column - 1 } else { column + 1 });
            }
            "ArrowDown" => match self.suggestion(position, column) {
                Some(suggestion) => browser::write(event, &suggestion),
                None => return false,
            },
            "F8" => {
                self.end_edit(Some(event_target_value(event)));
                self.state.next_error();
            }
            _ => return false,
        }

        true
    }

    fn press_on_grid(self, event: &KeyboardEvent) -> bool {
        let rows = self.state.rows;
        let (position, column) = rows.active.get_untracked();
        let last = rows.total.get_untracked().saturating_sub(1);

        if self.press_on_selection(event) {
            return true;
        }

        let far = event.ctrl_key() || event.meta_key();
        let (to, at) = match event.key().as_str() {
            "ArrowDown" if far => (last, column),
            "ArrowDown" => (position + 1, column),
            "ArrowUp" if far => (0, column),
            "ArrowUp" => (position.saturating_sub(1), column),
            "ArrowLeft" => (position, column.saturating_sub(1)),
            "ArrowRight" => (position, column + 1),
            "Home" if far => (0, 0),
            "Home" => (position, 0),
            "End" if far => (last, usize::MAX),
            "End" => (position, usize::MAX),
            "PageDown" => (position.saturating_add(self.page()), column),
            "PageUp" => (position.saturating_sub(self.page()), column),
            "Enter" if far => {
                if let Some(field) = self.field_at(column) {
                    self.state.correct_family(position, field);
                }
                return true;
            }
            "Enter" | "F2" => {
                self.edit();
                return true;
            }
            _ => return false,
        };

        if event.shift_key() {
            self.begin_selection();
        } else {
            rows.anchor.set(None);
        }

        self.move_to(to, at);
        true
    }

    /// The keys of spreadsheets: Shift+Space selects the row, Ctrl+A all, Ctrl+D fills down.
    fn press_on_selection(self, event: &KeyboardEvent) -> bool {
        let rows = self.state.rows;
        let (position, column) = rows.active.get_untracked();
        let command = event.ctrl_key() || event.meta_key();

        match event.key().as_str() {
            " " if event.shift_key() => {
                rows.anchor.set(None);
                self.begin_selection();
            }
            "Escape" if rows.anchor.get_untracked().is_some() => rows.anchor.set(None),
            "a" if command => {
                rows.anchor.set(Some((0, 0)));
                self.move_to(rows.total.get_untracked().saturating_sub(1), column);
            }
            "d" if command => {
                if let Some(field) = self.field_at(column) {
                    self.state.fill_down(field);
                }
                self.move_to(position, column);
            }
            _ => return false,
        }

        true
    }

    fn suggestion(self, position: u32, column: usize) -> Option<String> {
        let field = self.field_at(column)?;
        let row = self.state.rows.at_untracked(position)?;
        row.issues.iter().find(|issue| issue.field == field)?.suggestion.clone()
    }
}
