use super::BulkTexts;
use crate::i18n::{count, number};
use domain::locale::Locale::En;
use domain::users::{BulkKind, BulkState, LeaveReason, Touched};

pub static EN: BulkTexts = BulkTexts {
    title: "Change of several users",
    action: |kind| match kind {
        BulkKind::Suspend => "Suspend",
        BulkKind::Reactivate => "Reactivate",
        BulkKind::Profile => "Change the profile",
        BulkKind::Site => "Change the site",
        BulkKind::End => "Set the end date",
        BulkKind::Resend => "Resend the mail",
        BulkKind::Remove => "Remove",
    },
    give_profile: |profile| format!("Give the profile “{profile}”"),
    move_to_site: |site| format!("Move to the site “{site}”"),
    end_on: |end| format!("Set the end to {}", end.shown()),
    endless: "Take the end date away",
    question: |kind, rows| {
        let rows = assignments(rows);
        match kind {
            BulkKind::Profile => format!("Which profile? ({rows})"),
            BulkKind::Site => format!("To which site? ({rows})"),
            _ => format!("Until when? ({rows})"),
        }
    },
    choose: "Continue",
    choose_again: "Change this choice",
    concerns: |kind, touched| format!("Concerns {}.", whom(kind, touched)),
    nobody: "There is nothing to do: none of the chosen assignments is concerned.",
    consequence: |kind| match kind {
        BulkKind::Suspend => {
            "They cannot sign in and their sessions are closed, for all their assignments; their rights are kept."
        }
        BulkKind::Reactivate => "These people can sign in again, with the rights that they had.",
        BulkKind::Profile => "The contract, the site and personal rights stay the same.",
        BulkKind::Site => "The contract, the sub-account, the profile and personal rights stay the same.",
        BulkKind::End => "Access ends at the end of that day; without a date, it has no end.",
        BulkKind::Resend => {
            "What was mailed before no longer works. A mail that has left cannot be taken back."
        }
        BulkKind::Remove => {
            "A person who loses their last assignment no longer has access to your client area."
        }
    },
    can_be_undone: "You can undo it afterwards, from this page.",
    confirm: |kind, Touched { rows, people }| match kind {
        BulkKind::Suspend => format!("Suspend {}", persons(people)),
        BulkKind::Reactivate => format!("Reactivate {}", persons(people)),
        BulkKind::Profile => format!("Change the profile of {}", assignments(rows)),
        BulkKind::Site => format!("Change the site of {}", assignments(rows)),
        BulkKind::End => format!("Change the end of {}", assignments(rows)),
        BulkKind::Resend => format!("Resend the mail to {}", persons(people)),
        BulkKind::Remove => format!("Remove {}", assignments(rows)),
    },
    keep: "Leave everything as it is",
    stage: |state| match state {
        BulkState::Gathering => "Looking for the assignments",
        BulkState::Undoing => "Being undone",
        BulkState::Running => "Being changed",
        _ => "Checking whom it concerns",
    },
    gathered: |rows| format!("{} so far", assignments(rows)),
    progress: |done, rows| format!("{} of {}", number(En, done), number(En, rows)),
    goes_on: "You can leave this page: it goes on, even after a restart of the portal.",
    refresh: "Refresh",
    stop: "Stop and undo",
    done: |kind, touched, at| format!("Done for {}, on {at}.", whom(kind, touched)),
    undone: |kind, undone, touched| {
        if undone == touched {
            format!("Undone for {}.", whom(kind, undone))
        } else {
            format!("Undone for {}, of {}.", whom(kind, undone), whom(kind, touched))
        }
    },
    by: |who| format!("Asked for by {who}."),
    undo_until: |at| format!("You can undo it until {at}; what has been changed since then will stay."),
    undo: "Undo this change",
    left: "What is left as it is",
    left_undone: "What could not be undone",
    rows: assignments,
    left_for: |rows, reason| format!("{}: {reason}", assignments(rows)),
    reason: |reason| match reason {
        LeaveReason::Changed => "changed in the meantime",
        LeaveReason::Gone => "removed in the meantime",
        LeaveReason::Own => "it is your own access",
        LeaveReason::Administrator => "administrators are changed one by one, on their own page",
        LeaveReason::OutOfReach => "you administer nobody there",
        LeaveReason::Elsewhere => "the person also has access to places that you do not administer",
        LeaveReason::Already => "it is so already",
        LeaveReason::SignedIn => "the person has already signed in",
        LeaveReason::Suspended => "the person is suspended",
        LeaveReason::Occupied => "the person already has another assignment there",
        LeaveReason::BeyondOwn => "this profile allows what you may not do there yourself",
        LeaveReason::Unavailable => "what was to be given is no longer there, or the day has passed",
        LeaveReason::Sent => "the mail has already left",
    },
    missing_rows: |rows| format!("{}: removed before you asked", assignments(rows)),
    rows_file: "Export the assignments (CSV)",
    outcome: "Outcome",
    not_come_to: "not reached yet",
    changed: "changed",
    changed_and_undone: "changed, then undone",
    left_because: |reason| format!("left as it was: {reason}"),
    not_undone_because: |reason| format!("changed, not undone: {reason}"),
    back: "Back to the list",
    missing: "There is no such change, or no longer",
    missing_why: "What is proposed and not confirmed is forgotten after a day.",
};

/// Whom it concerns: people, or assignments of people.
fn whom(kind: BulkKind, Touched { rows, people }: Touched) -> String {
    if kind.is_of_people() {
        persons(people)
    } else {
        format!("{} of {}", assignments(rows), persons(people))
    }
}

fn assignments(rows: u64) -> String {
    count(En, rows, "assignment", "assignments")
}

fn persons(people: u64) -> String {
    count(En, people, "person", "people")
}
