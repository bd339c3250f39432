//! What is kept of the work on a file, so that a reload or a crash loses nothing.

use domain::ids::DraftId;
use domain::imports::Overrides;
use protocol::{AutosavedFile, Command};
use serde::{Deserialize, Serialize};

/// How long a file can be gone on with, in milliseconds.
const LIFETIME: u64 = 24 * 60 * 60 * 1000;

/// A thing to remember of the work on a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    Opened {
        name: String,
        size: u64,
        overrides: Overrides,
    },
    /// All its bytes are kept.
    Complete,
    /// Its rows go to this draft, which has room for so many.
    Draft(DraftId, u32),
    Command(Command),
    /// It is read otherwise, and these are all changes since: on other rows, for which there is no draft yet.
    Reread {
        overrides: Overrides,
        commands: Vec<Command>,
    },
}

/// A line of a journal: when, in milliseconds since 1970, and what.
#[derive(Serialize, Deserialize)]
struct Entry(u64, Note);

/// What the notes about a file say, all together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Journal {
    pub name: String,
    pub size: u64,
    pub overrides: Overrides,
    /// Whether all bytes of the file are kept.
    pub is_complete: bool,
    pub draft: Option<(DraftId, u32)>,
    pub commands: Vec<Command>,
    /// When the last note was made, in milliseconds since 1970.
    pub at: u64,
}

/// A note as the line of a journal.
pub fn line(at: u64, note: Note) -> String {
    // Maps with text keys, numbers and strings: nothing that JSON could refuse.
    serde_json::to_string(&Entry(at, note)).unwrap_or_default() + "\n"
}

impl Journal {
    /// Reads lines that [`line`] made. A last one that was not written to its end is left out; `None` when another
    /// cannot be understood, or none says which file it is about.
    pub fn read(lines: &[u8]) -> Option<Self> {
        let end = lines.iter().rposition(|byte| *byte == b'\n')?;
        // As text, like all other JSON here: a reader of octets would be the worker's second.
        let mut notes = std::str::from_utf8(&lines[..end]).ok()?.split('\n');

        let Entry(at, Note::Opened { name, size, overrides }) = serde_json::from_str(notes.next()?).ok()?
        else {
            return None;
        };

        let mut journal =
            Self { name, size, overrides, is_complete: false, draft: None, commands: Vec::new(), at };

        for note in notes {
            let Entry(at, note) = serde_json::from_str(note).ok()?;
            journal.at = at;
            match note {
                Note::Opened { .. } => return None,
                Note::Complete => journal.is_complete = true,
                Note::Draft(draft, rows) => journal.draft = Some((draft, rows)),
                Note::Command(command) => journal.commands.push(command),
                Note::Reread { overrides, commands } => {
                    (journal.overrides, journal.commands, journal.draft) = (overrides, commands, None);
                }
            }
        }

        Some(journal)
    }

    /// What can be gone on with at this time, in milliseconds since 1970.
    pub fn autosaved(self, now: u64) -> Option<AutosavedFile> {
        let age = now.saturating_sub(self.at);
        (self.is_complete && age < LIFETIME).then(|| AutosavedFile {
            changes: depth(&self.commands),
            name: self.name,
            size: self.size,
            overrides: self.overrides,
            draft: self.draft.map(|(draft, _)| draft),
            seconds: age / 1000,
        })
    }
}

/// How many of these changes stand.
fn depth(commands: &[Command]) -> u32 {
    commands.iter().fold(0, |depth: u32, command| match command {
        Command::Undo => depth.saturating_sub(1),
        _ => depth + 1,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::imports::Field;
    use uuid::Uuid;

    const NOON: u64 = 1_800_000_000_000;

    fn opened() -> Note {
        Note::Opened { name: "equipe.csv".to_owned(), size: 12, overrides: Overrides::default() }
    }

    fn edit(row: u32) -> Command {
        Command::Edit { row, field: Field::Site, value: "Saint-Étienne\n".to_owned() }
    }

    fn draft() -> DraftId {
        DraftId(Uuid::from_u128(7))
    }

    fn journal(notes: impl IntoIterator<Item = Note>) -> Option<Journal> {
        Journal::read(notes.into_iter().map(|note| line(NOON, note)).collect::<String>().as_bytes())
    }

    #[test]
    fn notes_say_together_what_was_done_to_a_file() {
        let commands = [edit(0), Command::Undo, Command::Redo, edit(1)];
        let notes = commands.clone().map(Note::Command);
        let journal =
            journal([opened(), Note::Complete, Note::Draft(draft(), 12)].into_iter().chain(notes)).unwrap();

        assert_eq!(journal.commands, commands);

        let kept = journal.autosaved(NOON + 61_500).unwrap();

        assert_eq!((kept.name.as_str(), kept.size, kept.changes, kept.seconds), ("equipe.csv", 12, 2, 61));
        assert_eq!(kept.draft, Some(draft()));
    }

    #[test]
    fn another_reading_has_other_changes_and_no_draft_yet() {
        let overrides = Overrides { delimiter: Some(','), ..Overrides::default() };
        let reread = Note::Reread { overrides: overrides.clone(), commands: vec![edit(3)] };
        let journal = journal([
            opened(),
            Note::Draft(draft(), 12),
            Note::Command(edit(0)),
            reread,
            Note::Command(edit(4)),
        ])
        .unwrap();
        assert_eq!((journal.overrides, journal.draft), (overrides, None));
        assert_eq!(journal.commands, [edit(3), edit(4)]);
    }

    #[test]
    fn what_is_not_whole_or_a_day_old_cannot_be_gone_on_with() {
        assert_eq!(journal([opened()]).unwrap().autosaved(NOON), None);
        let whole = journal([opened(), Note::Complete]).unwrap();
        assert!(whole.clone().autosaved(NOON + LIFETIME - 1).is_some());
        assert_eq!(whole.autosaved(NOON + LIFETIME), None);
    }

    #[test]
    fn a_line_that_was_not_written_to_its_end_is_left_out() {
        let mut lines = [line(NOON, opened()), line(NOON, Note::Command(edit(0)))].concat().into_bytes();
        let whole = Journal::read(&lines);
        let torn = line(NOON, Note::Command(edit(1)));

        // An octet less, each time, also of those of an `É`.
        for length in 0..torn.len() {
            lines.extend(&torn.as_bytes()[..length]);
            assert_eq!(Journal::read(&lines), whole);
            lines.truncate(lines.len() - length);
        }
    }

    #[test]
    fn what_another_version_wrote_is_not_gone_on_with() {
        assert_eq!(Journal::read(b""), None);
        assert_eq!(Journal::read(b"[1800000000000,{\"name\":\"equipe.csv\",\"size\":12}]\n"), None);
        assert_eq!(journal([Note::Complete]), None);
        let strange = line(NOON, opened()) + "[1800000000000,\"strange\"]\n";
        assert_eq!(Journal::read(strange.as_bytes()), None);
    }
}
