use super::{AdministratorTexts, Obstacles, Problems};
use crate::i18n::count;
use domain::locale::Locale::En;

pub static EN: AdministratorTexts = AdministratorTexts {
    title: "Change of administrator",
    lede: "The administrator gives access and commits the company. A hand-over takes effect once you and your successor \
           have both confirmed it.",

    asked: "The request is on its way. Nothing changes until it is accepted; you can cancel it until then.",
    cancelled: "The request is cancelled: its link no longer leads anywhere.",
    mailed_again: "The e-mail leaves once more, with the same link and the same deadline.",
    not_mailed_again: "The previous e-mail is still waiting, or has just left: try again in a minute.",
    not_cancelled: "This request is no longer waiting: it may just have been accepted. The list below is up to date.",
    withdrawn: "This person is no longer an administrator, and is told so by mail.",
    accepted: "You now administer this client area. The other sessions have been ended.",

    administrators: "Administrators",
    name: "Name",
    email: "E-mail address",
    since: "Since",
    action: "Action",
    you: "You",
    alone: "There is always at least one administrator. To stop being it, choose your successor first.",
    withdraw: "Withdraw",
    withdraw_whom: |who| format!("Withdraw {who} from the administrators"),

    withdraw_question: |who| format!("Withdraw {who} from the administrators?"),
    withdraw_self: "Stop administering this client area?",
    withdraw_consequence: "This person will no longer administer anything, and is signed out. The access in their own \
                           name stays theirs. To go back, you would have to ask them to administer again.",
    withdraw_self_consequence: "You will be signed out and will no longer administer anything. The access in your own \
                                name stays yours. Only another administrator could make you one again.",
    withdraw_confirm: "Withdraw from the administrators",
    keep: "Change nothing",

    pending_successor: "Hand-over awaiting confirmation",
    pending_deputy: "Shared administration awaiting confirmation",
    present: "Present administrator",
    successor: "Successor",
    deputy: "Deputy administrator",
    confirmed: "Confirmed",
    waiting: "Waiting",
    until: |when| format!("until {when}"),
    mail_again: "Send the e-mail again",
    mail_again_to: |who| format!("Send the e-mail to {who} again"),
    cancel: "Cancel the request",
    cancel_whom: |who| format!("Cancel the request to {who}"),
    nothing_changes: |who, until| {
        format!(
            "Nothing changes until {who} confirms. Without an answer by {until}, the request ends and everything stays as it was."
        )
    },
    mail_refused: |email| {
        format!(
            "The mail could not be delivered to {email}, so nobody can answer. Cancel the request, have the address corrected, then ask again."
        )
    },
    course: "Progress of the request",
    asked_by: |who| format!("Asked and confirmed by {who}"),
    mail_waiting: |who| format!("Mail to {who} is being sent"),
    mail_sent: |who| format!("Mail delivered to {who}"),
    mail_failed: |who| format!("Mail to {who} refused"),
    answer_awaited: "Awaiting their confirmation",
    takes_effect: "Takes effect as soon as it is accepted",
    powers: "What each will be able to do after the hand-over",
    power: "Power",
    each_power: [
        "Give and withdraw access",
        "Manage contracts, sites and profiles",
        "Name the next administrator",
    ],
    powers_hint: "The access that each has in their own name does not change.",
    yes: "Yes",
    no: "No",

    choose: "Choose your successor or a deputy",
    choose_deputy: "Choose a deputy",
    sought: "Name or e-mail address",
    sought_hint: "Among the active people. For anybody else,",
    create_first: "create their access first",
    search: "Search",
    nobody_found: "Nobody matches. Try a part of the name or of the address.",
    found: |found, more| {
        if more {
            format!("The first {found} people who match: add to the name to see others")
        } else {
            format!("{} this search", count(En, found, "person matches", "people match"))
        }
    },
    obstacles: Obstacles {
        not_signed_in: "Has to sign in for the first time before",
        suspended: "Suspended for now",
        administers: "Administers already",
        asked: "A request is waiting for them already",
    },
    role: "What they are asked",
    successor_choice: "To take your place",
    successor_consequence: "Once they accept you no longer administer; the access in your own name stays yours.",
    successor_pending: "You have asked somebody already: cancel that request to choose another.",
    deputy_choice: "To administer with you",
    deputy_consequence: "A deputy can do all that you can, and withdraw an administrator too.",
    your_password: "Your password",
    password_hint: "Asked for because this gives every right.",
    ask: "Confirm and send the request",

    factor: "Second factor",
    factor_required: "A second factor is required of administrators and advanced users.",
    factor_optional: "The second factor is optional.",
    factor_required_consequence: "If you require it, whoever administers all or part of this area, and each advanced user, will \
                                  have to add one before going on: you too, if you have none.",
    factor_optional_consequence: "If it becomes optional again, all keep theirs until they turn it off.",
    factor_password: "Password, to confirm",
    require_factor: "Require a second factor",
    make_factor_optional: "Make the second factor optional",
    factor_required_now: "A second factor is required of administrators and advanced users from now on.",
    factor_optional_now: "The second factor is optional again.",

    extent: "What changes hands",
    extent_hint: "People’s access does not change.",

    offer_title: "Administering a client area",
    offer_successor: |from, customer| {
        format!(
            "{from} asks you to take their place as administrator of {customer}. Once you accept, you administer it and {from} no longer does."
        )
    },
    offer_deputy: |from, customer| format!("{from} asks you to administer {customer} with them."),
    customer: "Customer",
    your_role: "Your role",
    offered_by: "Asked by",
    accept_until: "Can be accepted until",
    offer_consequence: "An administrator gives and withdraws access, manages contracts, sites and profiles, and so commits the company. \
                        Your other sessions will be ended.",
    accept: "Accept and administer",
    not_now: "Not now",
    offer_accepted: ("Request accepted already", "You have accepted it: there is nothing left to confirm."),
    offer_cancelled: (
        "Request cancelled",
        "It was cancelled, or something has changed for one of you. Ask an administrator of your company to make it again.",
    ),
    offer_expired: (
        "Request expired",
        "It could be accepted for seven days. Ask an administrator of your company to make it again.",
    ),
    offer_unknown: (
        "Request not found",
        "This link leads to no request that was made to you. If it was made to somebody else, or to another identifier of \
         yours, sign out, then open the link again.",
    ),
    go_on: "Continue",

    problems: Problems {
        nobody: "Choose somebody from the list.",
        gone: "This person has just been removed from your list: choose somebody else.",
        not_active: "This person is not active: they must have signed in once, and not be suspended.",
        administers: "This person administers already.",
        asked: "A request is waiting for this person already: cancel it to make another.",
        pending: "You have named a successor already, who has not answered: cancel that request to name another.",
        too_many: "Twenty requests have left within a day: the next can leave tomorrow.",
        last: "This is the last administrator: name their successor first.",
        over: "This person no longer administers: the list is up to date.",
    },
};
