//! Edits lie over the file, which is never changed; each can be taken back and made again.

use domain::imports::Field;
use std::collections::BTreeMap;
use std::rc::Rc;

/// What was written into cells instead of what the file holds.
#[derive(Default)]
pub struct Changes {
    cells: BTreeMap<(u32, Field), Rc<str>>,
    done: Vec<Change>,
    undone: Vec<Change>,
}

/// What one action did.
pub enum Change {
    /// It wrote cells; those of one row stand together.
    Cells(Vec<CellChange>),
    /// It left rows out, or took rows back in.
    Discarded { rows: Vec<u32>, discarded: bool },
    /// It made rows of others, which stand behind all that there were, and wrote cells of both.
    Split { made_of: Vec<u32>, cells: Vec<CellChange> },
}

impl Change {
    /// Whether it does nothing.
    pub const fn is_empty(&self) -> bool {
        match self {
            Self::Cells(cells) => cells.is_empty(),
            Self::Discarded { rows, .. } => rows.is_empty(),
            Self::Split { made_of, .. } => made_of.is_empty(),
        }
    }
}

/// What an action did to one cell; `None` stands for what the file holds.
pub struct CellChange {
    pub row: u32,
    pub field: Field,
    pub before: Option<Rc<str>>,
    pub after: Option<Rc<str>>,
}

/// By which step a change is applied.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum HistoryStep {
    /// Making a change, for the first time or again.
    Redo,
    /// Taking a change back.
    Undo,
}

impl Changes {
    /// Whether no cell of the file was changed.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// The cells of a row that differ from the file.
    pub fn of_row(&self, row: u32) -> impl Iterator<Item = (Field, &Rc<str>)> {
        let (first, last) = (Field::ALL[0], Field::ALL[Field::COUNT - 1]);
        self.cells.range((row, first)..=(row, last)).map(|((_, field), text)| (*field, text))
    }

    /// What stands over a cell.
    pub fn get(&self, row: u32, field: Field) -> Option<&Rc<str>> {
        self.cells.get(&(row, field))
    }

    /// The rows with such a cell.
    pub fn rows(&self) -> Vec<u32> {
        let mut rows: Vec<u32> = self.cells.keys().map(|(row, _)| *row).collect();
        rows.dedup();
        rows
    }

    /// Writes one cell of a change.
    pub fn write(&mut self, cell: &CellChange, step: HistoryStep) {
        let text = if step == HistoryStep::Redo { &cell.after } else { &cell.before };
        match text {
            Some(text) => self.cells.insert((cell.row, cell.field), Rc::clone(text)),
            None => self.cells.remove(&(cell.row, cell.field)),
        };
    }

    /// Remembers a new change; those that were taken back are gone.
    pub fn remember(&mut self, change: Change) {
        self.done.push(change);
        self.undone.clear();
    }

    /// The change to take back, or to make again. [`Changes::give_back`] takes it in again.
    pub fn take(&mut self, step: HistoryStep) -> Option<Change> {
        if step == HistoryStep::Undo { self.done.pop() } else { self.undone.pop() }
    }

    /// Takes in a change that was applied by a step.
    pub fn give_back(&mut self, change: Change, step: HistoryStep) {
        if step == HistoryStep::Undo { self.undone.push(change) } else { self.done.push(change) }
    }

    /// How many changes can be taken back, and how many made again.
    pub fn depths(&self) -> (u32, u32) {
        let count = |changes: &Vec<Change>| u32::try_from(changes.len()).unwrap_or(u32::MAX);
        (count(&self.done), count(&self.undone))
    }
}
