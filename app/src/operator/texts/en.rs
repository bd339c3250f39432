use super::{
    AccountsTexts, ConnectionsTexts, CreationTexts, CustomerTexts, CustomersTexts, DesksTexts,
    DocumentsTexts, LookTexts, MailTexts, OperatorTexts, StateTexts,
};
use crate::i18n::count;
use crate::operator::flash::Flash;
use crate::operator::tariffs::TariffRefusal;
use domain::locale::Locale::En;
use domain::names::NameError;
use domain::numbers::NumberError;
use domain::opening::HoursError;

pub static EN: OperatorTexts = OperatorTexts {
    search: "Search",
    cancel: "Cancel",
    pages: "Pages",
    name_error: |error| match error {
        NameError::Empty => "Enter a name.".to_owned(),
        NameError::TooLong { max } => format!("{max} characters at most."),
        NameError::Invisible => "An invisible character is in it: delete the text and type it.".to_owned(),
        NameError::Link => "Remove the address or link.".to_owned(),
    },
    done: |flash| {
        match flash {
        Flash::CustomerCreated { name, email } => format!("“{name}” is created. A mail leaves for {email}."),
        Flash::CustomerClosed => {
            "This customer’s area is closed: nobody enters it any more. Nothing is deleted, and it can be reopened."
                .to_owned()
        }
        Flash::CustomerReopened => {
            "This customer’s area is open again: everybody may do what they could before.".to_owned()
        }
        Flash::AlreadyClosed => "This customer was closed already: nothing has changed.".to_owned(),
        Flash::AlreadyOpen => "This customer was not closed: nothing has changed.".to_owned(),
        Flash::LookEnded => "You no longer look at the users.".to_owned(),
        Flash::AccountOpened { number } => format!("{number} is open."),
        Flash::AccountChanged { number, closed: true, changed: true } => {
            format!("{number} is closed: those who are there stay, and may do nothing there until it is reopened.")
        }
        Flash::AccountChanged { number, closed: false, changed: true } => format!("{number} is open again."),
        Flash::AccountChanged { number, closed: true, changed: false } => format!("{number} was closed already."),
        Flash::AccountChanged { number, closed: false, changed: false } => format!("{number} was not closed."),
        Flash::TariffPublished => "The document is published under “My price lists”.".to_owned(),
        Flash::TariffWithdrawn { name } => {
            format!("“{name}” is withdrawn. Publishing the file again brings it back.")
        }
        Flash::TariffGone => "This document was withdrawn already.".to_owned(),
        Flash::Paused { domain, changed: true } => {
            format!("No mail leaves for {domain} until you resume it: they wait.")
        }
        Flash::Paused { domain, changed: false } => format!("{domain} was paused already."),
        Flash::Resumed { domain, changed: true } => {
            format!("Mails leave for {domain} again, those that waited first.")
        }
        Flash::Resumed { domain, changed: false } => format!("{domain} was not paused."),
        Flash::TrialAccepted { address, words } if words.is_empty() => {
            format!("The trial for {address} is in the folder of mails: no mail server is set.")
        }
        Flash::TrialAccepted { address, words } => {
            format!("The mail server accepted the trial for {address}: {words}")
        }
        Flash::TrialNotAccepted { address, words } => {
            format!("The mail server did not accept the trial for {address}: {words}")
        }
        Flash::DeskChanged => "Saved: “Contact us” shows it from now on.".to_owned(),
        Flash::NetworkReleased { network, released: 0 } => format!("{network} waited no longer: nothing has changed."),
        Flash::NetworkReleased { network, .. } => {
            format!("{network} waits no longer: its attempts are heard at once again.")
        }
        Flash::AccountReleased { account, released: true } => {
            format!("{account} waits no longer: attempts are heard at once again.")
        }
        Flash::AccountReleased { account, released: false } => {
            format!("{account} waited no longer: nothing has changed.")
        }
        Flash::NoTransport => "This server sends no mail.".to_owned(),
    }
    },
    customers: CustomersTexts {
        lede: "The companies whose users are administered here.",
        create: "Create a customer",
        sought: "Name, or full contract number",
        name: "Name",
        contracts: "Contracts",
        people: "Users",
        since: "Customer since",
        closed: "closed",
        total: |n| format!("{} in all", count(En, n, "customer", "customers")),
        none: "No customer matches",
        none_why: "Search for a part of the name, or a full contract number.",
        all: "All customers",
    },
    creation: CreationTexts {
        lede: "Its first administrator receives a mail with what it takes to sign in, and then creates the other users.",
        name: "Customer’s name",
        name_taken: |other| {
            format!(
                "There is the customer “{other}” already. Two names that differ only in accents, case or dashes are one."
            )
        },
        email: "First administrator’s e-mail address",
        email_hint: "One address, a person’s.",
        first_name: "First name",
        last_name: "Administrator’s last name",
        submit: "Create the customer",
    },
    customer: CustomerTexts {
        administrators: "Administrators",
        assignments: "Assignments",
        identifier: "Identifier",
        people: "Users",
        closing: "Closing",
        close: "Close this customer",
        close_why: "Nobody enters its area any more, and its users may do nothing in its name. Nothing is deleted.",
        close_ask: "Close…",
        close_question: |name| format!("Close “{name}”?"),
        close_consequence: |people| {
            let who = match people {
                0 => "Its administrators".to_owned(),
                1 => "Its user and its administrators".to_owned(),
                _ => format!("Its {} and its administrators", count(En, people, "user", "users")),
            };
            format!(
                "{who} no longer enter, and the portal’s applications refuse them what they would do in its name. Its waiting mails are withdrawn. Nothing is deleted: once reopened, everybody may do what they could before."
            )
        },
        keep: "Keep open",
        closed_on: |day| {
            format!("Closed on {day}. Nobody enters this customer’s area any more; nothing is deleted.")
        },
        reopen: "Reopen",
    },
    mail: MailTexts {
        lede: "What became of the mails of the last thirty days, by receiving domain, for all customers together.",
        sought: "Domain",
        all: "All domains",
        troubled: "Refused or waiting mails",
        states: "Domains",
        domain: "Domain",
        accepted: "Accepted",
        refused: "Refused",
        waiting: "Waiting",
        words: "Latest words of its servers",
        act: "Pause or resume",
        none: "No domain matches",
        none_why: "No mail has left for such a domain for thirty days.",
        next: "Next domains",
        first: "First domains",
        paused_title: "Paused",
        paused_since: |when| format!("paused since {when}"),
        pause: "Pause",
        pause_named: |domain| format!("Pause {domain}"),
        resume: "Resume",
        resume_named: |domain| format!("Resume sending to {domain}"),
        pause_title: "Pause a domain",
        pause_why: "Nothing leaves for it, links for a forgotten password included, until you resume it; nothing is lost.",
        pause_domain: "Domain to pause",
        trial_title: "Send a trial mail",
        trial_why: "It leaves at once, even for a paused domain, and the mail server’s answer is shown here.",
        trial_address: "E-mail address of the trial",
        trial: "Send the trial",
        not_domain: "This is no domain: enter what stands after the @, for example “example.com”.",
        no_domain: "Enter a domain, for example “example.com”.",
    },
    desks: DesksTexts {
        lede: "What “Contact us” tells everybody. “Open” and “closed” follow these hours, except on French public holidays.",
        see: "See the page",
        telephone: "Telephone",
        telephone_character: "Enter a telephone number: digits, with a “+” in front if need be.",
        telephone_length: |digits| format!("A telephone number has 6 to 15 digits; this one has {digits}."),
        price: "Price of a minute, in euros",
        price_hint: "On top of the price of a call. 0 for a free service.",
        not_an_amount: "Enter an amount, such as “0.20”.",
        too_high: "Less than €10 a minute: enter euros, not cents.",
        hours: "Hours",
        hours_hint: "A day without hours is one on which nobody answers.",
        from: |day| format!("{day}, from"),
        until: |day| format!("{day}, until"),
        to: "to",
        hours_error: |error| match error {
            HoursError::NotATime => "enter two times, such as “08:00”.",
            HoursError::Half => "enter when it opens and when it closes, or clear both.",
            HoursError::Order => "it must close after it opens.",
        },
        no_hours: "Enter the hours of one day at least.",
        save: "Save",
        changed: |when| format!("Changed on {when}"),
    },
    connections: ConnectionsTexts {
        lede: "Passwords and codes that were refused, and who must wait before the next attempt. Nothing of what was typed is kept.",
        refused: "Refused attempts",
        refused_why: "During a wait, attempts are turned away without a look: they do not count here.",
        by_day: "By day",
        day: "Day",
        by_hour: "By hour, in the last 24 hours",
        hour: "From",
        no_hour: "No attempt was refused in the last 24 hours.",
        count: "Refused",
        networks: "Networks that wait",
        network: "Network",
        addresses: "Addresses",
        people: "Accounts that wait",
        identifier: "Identifier",
        attempts: "Attempts counted",
        until: "Until",
        act: "End the wait",
        nobody: "Nobody waits.",
        of_all: |listed, all| format!("The {listed} longest waits of {all}."),
        others: |count| match count {
            1 => "One entry waits as well that is nobody’s identifier, or asked for a forgotten password."
                .to_owned(),
            count => format!(
                "{count} entries wait as well that are nobody’s identifier, or asked for a forgotten password."
            ),
        },
        release: "End…",
        release_named: |name| format!("End the wait of {name}…"),
        network_question: |network| format!("End the wait of {network}?"),
        network_consequence: |addresses| {
            let whose = if addresses == 1 {
                "One address waits".to_owned()
            } else {
                format!("{addresses} addresses wait")
            };
            format!(
                "{whose} no longer, and the count of this network begins again, for whoever guesses passwords as for those who mistyped theirs. Whoever waits because of their own account still does."
            )
        },
        account_question: |account| format!("End the wait of {account}?"),
        account_consequence: "Attempts to sign in to this account, and its requests for a forgotten password, are heard at once again, those of whoever might guess its password too. Make sure that the person themselves asked you.",
        keep: "Let it wait",
        confirm: "End the wait",
    },
    state: StateTexts {
        lede: "What Guichet stands on, at this moment. “guichet doctor” checks the audit logs as well.",
        well: "Well:",
        not_well: "To be looked at:",
        version: "Version",
        clock: "Clock",
        clock_behind: "it is behind the last entry of an audit log",
        clock_differs: |seconds| format!("it differs from the database’s by {seconds} s"),
        database: "Database",
        engine: "Engine",
        size: "Size",
        megabytes: |size| format!("{size} MB"),
        migrations: "Latest migration",
        up_to_date: "up to date",
        not_migrated: "migrations have not run",
        queue: "Queue of mails",
        waiting: "Waiting",
        deferred: "Of these, put off by a server",
        paused: "Of these, to a paused domain",
        oldest: "The oldest, of",
        nothing: "none",
        mail: "Mail server",
        mail_server: "Connection",
        mail_elsewhere: "this server sends no mail",
        mail_folder: "none (SMTP_URL is empty): mails are written to files",
        mail_plain: "reachable, without a certificate: the line is not encrypted",
        mail_fine: |until| format!("reachable, certificate valid until {until}"),
        mail_ends_soon: |until| format!("reachable, but its certificate ends on {until}"),
        mail_unreachable: |words| format!("unreachable: {words}"),
    },
    accounts: AccountsTexts {
        title: "Contracts and sub-accounts",
        none: "No contract",
        none_why: "Open the first one below: without a contract the administrator can create nobody.",
        contract: "Account no.",
        sub_account: "Sub-account",
        name: "Name",
        act: "Close or reopen",
        closed: |day| format!("closed on {day}"),
        close: "Close",
        close_named: |number| format!("Close {number}"),
        reopen: "Reopen",
        reopen_named: |number| format!("Reopen {number}"),
        within: "Open",
        new_contract: "a new contract",
        number: "Number",
        open: "Open the contract or sub-account",
        number_error: |error| match error {
            NumberError::Empty => "Enter a number.".to_owned(),
            NumberError::TooLong { max } => format!("{max} characters at most."),
            NumberError::Forbidden => "Only letters without accents, digits and hyphens.".to_owned(),
        },
        taken: "This number is open already.",
        taken_closed: "This number is closed: reopen it instead.",
        unknown_contract: "This customer does not have this contract.",
    },
    documents: DocumentsTexts {
        title: "Price lists",
        document: "Document",
        contract: "Contract",
        validity: "Validity",
        days: |from, to| format!("from {from} to {to}"),
        size: "Size",
        kilobytes: |size| format!("{size} kB"),
        withdraw: "Withdraw",
        withdraw_named: |name| format!("Withdraw {name}"),
        from: "Valid from",
        to: "Valid until",
        file: "Document to publish",
        file_hint: ".pdf, .xlsx or .csv, 20 MiB at most. The customer will see it under its name.",
        publish: "Publish",
        refused: |refusal| match refusal {
            TariffRefusal::Nothing => "Choose a file that is not empty.",
            TariffRefusal::TooLarge => "This file is larger than 20 MiB.",
            TariffRefusal::Kind => "The file’s name must end in .pdf, .xlsx or .csv.",
            TariffRefusal::Content => "The content of this file is not what its name says.",
            TariffRefusal::Name => {
                "Rename the file: 120 characters at most, without a path or invisible characters."
            }
            TariffRefusal::Days => "Enter two dates, the first before the second.",
            TariffRefusal::UnknownContract => "This customer does not have this contract.",
            TariffRefusal::Known => {
                "This contract has a document of this name already: withdraw that first, or rename the file."
            }
        },
    },
    look: LookTexts {
        title: |name| format!("Users of {name}"),
        why: "A customer’s users are its own business. Say why you look at them: the customer’s audit log will show your reason. You will see them for an hour, and can change nothing.",
        reason: "Reason",
        reason_hint: "For example “Call no. 4711 from their administrator”. No address, no link.",
        begin: "Look",
        no_reason: "Say why: the customer will read it.",
        no_address: "Remove the address or link: the reason stays in the customer’s audit log.",
        until: |hour, reason| format!("You may look until {hour}, for: {reason}"),
        end: "Stop looking",
        sought: "Name, address or identifier",
        email: "Email",
        name: "Name",
        identifier: "Identifier",
        accesses: "Assignments",
        total: |n| count(En, n, "user", "users"),
        more_than: |n| format!("more than {}", count(En, n, "user", "users")),
        none: "No user matches",
        none_why: "Search for a part of the name, the address or the identifier.",
    },
};
