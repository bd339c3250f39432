//! The law that keeps customers apart: whatever a customer asks, and in whatever order, it is answered the same whether
//! somebody is another customer's or nobody's.

use crate::imports::{Commit, NewDraft, fill, open};
use crate::services::Services;
use crate::testing::{Engine, World, run};
use crate::users::{NewPerson, NewUsers};
use crate::{access, advanced_users, imports, journal, mail, random::Random, users};
use domain::address::EmailAddress;
use domain::advanced_users::AdvancedRequest;
use domain::ids::{AssignmentId, ContractId, DraftId, ImportId, RemovalId};
use domain::imports::{CommitOptions, CommitOutcome, DraftRow, Field, VerdictCounts};
use domain::users::{Grants, PageRequest, StatusChange};
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};
use std::fmt::Debug;

/// In one of two worlds each of these, but for the last, is somebody of another customer's.
const ADDRESSES: [&str; 4] = ["ana@exemple.fr", "bo@exemple.fr", "cy@exemple.fr", "di@exemple.fr"];
const SITES: [&str; 3] = ["Antony", "Saint-Étienne", "antoni"];
const NAMES: [&str; 3] = ["", "Durand", "Petit"];
const ROWS: u32 = 4;

/// What a customer asks, and what becomes of somebody elsewhere. Numbers choose among addresses, sites, names and lines.
#[derive(Clone, Debug)]
enum Step {
    /// Rows for the draft, which is opened when there is none.
    Fill(Vec<(u32, usize, usize, usize)>),
    /// What would be done now is asked first, and agreed to the second time.
    Commit,
    UndoImport,
    Preview(usize),
    Create(usize, usize),
    Remove(usize),
    Restore,
    Resend(usize),
    Status(usize, bool),
    ChangeAddress(usize, usize),
    Propose(usize),
    AddAdvanced(usize),
    /// The carrier takes the second factor away that another customer's person has.
    LoseFactor(usize),
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let who = 0..ADDRESSES.len();
    let line = (2..2 + ROWS, who.clone(), 0..SITES.len(), 0..NAMES.len());
    let step = prop_oneof![
        4 => prop::collection::vec(line, 1..4).prop_map(Step::Fill),
        3 => Just(Step::Commit),
        1 => Just(Step::UndoImport),
        1 => who.clone().prop_map(Step::Preview),
        2 => (who.clone(), 0..2_usize).prop_map(|(who, site)| Step::Create(who, site)),
        1 => who.clone().prop_map(Step::Remove),
        1 => Just(Step::Restore),
        1 => who.clone().prop_map(Step::Resend),
        1 => (who.clone(), any::<bool>()).prop_map(|(who, suspended)| Step::Status(who, suspended)),
        1 => (who.clone(), who.clone()).prop_map(|(from, to)| Step::ChangeAddress(from, to)),
        1 => who.clone().prop_map(Step::Propose),
        1 => who.clone().prop_map(Step::AddAdvanced),
        1 => (0..ADDRESSES.len() - 1).prop_map(Step::LoseFactor),
    ];
    prop::collection::vec(step, 1..14)
}

fn address(who: usize) -> EmailAddress {
    EmailAddress::parse(ADDRESSES[who]).unwrap()
}

/// Makes the first three another customer's: one who has not come in, one who has a password and an identifier of their own,
/// and one who is an advanced user too.
async fn occupy(world: &World) {
    let place = world.other.place("10000700", "", "Antony", "Expéditeur");
    let people = ADDRESSES[..3].iter().map(|address| ["Autre", "Nom", address]);
    users::testing::people_at(world, &world.other, place, &people.collect::<Vec<_>>()).await;
    world
        .execute(
            "UPDATE users SET password_hash = 'x', identifier = 'bo-durand', identifier_key = 'B0DVRAND',
                 last_sign_in_at = 5 WHERE email_key = 'bo@exemple.fr'",
        )
        .await;
    world.execute("UPDATE users SET password_hash = 'y' WHERE email_key = 'cy@exemple.fr'").await;
    world
        .execute(
            "UPDATE memberships SET status = 'active', last_sign_in_at = 5
             WHERE email IN ('bo@exemple.fr', 'cy@exemple.fr')",
        )
        .await;
    advanced_users::testing::advanced_at(world, &world.other, ["Autre", "Nom", ADDRESSES[2]], "active").await;
}

/// Has somebody of another customer's lose their second factor. What is made for it takes no key of the customer's.
async fn lose_factor(world: &World, who: usize) {
    let mut tx = world.services.db.write().await.unwrap();
    tx.query(
        "INSERT INTO second_factors (user_id, seed, last_step, code_batch, since)
         SELECT id, $2, 0, id, 5 FROM users WHERE email_key = $1",
    )
    .bind(ADDRESSES[who])
    .bind(&[0_u8; 32][..])
    .execute()
    .await
    .unwrap();
    tx.commit().await.unwrap();
    access::reset_factor(&world.services, &address(who)).await.unwrap();
}

/// The customer, and what it has in its hands.
struct Walk<'a> {
    world: &'a World,
    services: Services,
    /// Whether there is another customer that has people.
    occupied: bool,
    draft: Option<DraftId>,
    agreed: (VerdictCounts, Option<u64>),
    import: Option<ImportId>,
    removal: Option<RemovalId>,
}

impl Walk<'_> {
    async fn take(&mut self, step: &Step) -> String {
        let (services, scope) = (self.services.clone(), &self.world.potters.scope);
        match step {
            Step::Fill(rows) => self.fill(rows).await,
            Step::Commit => self.commit().await,
            Step::UndoImport => match self.import.take() {
                Some(import) => said(&imports::undo(&services, scope, import).await),
                None => String::new(),
            },
            Step::Preview(who) => {
                said(&users::preview(&services, scope, &[address(*who)], &[self.place(0)]).await)
            }
            Step::Create(who, site) => {
                let person = NewPerson { address: address(*who), last_name: None, first_name: None };
                let new = NewUsers {
                    people: vec![person],
                    places: vec![self.place(*site)],
                    grants: Grants::default(),
                };
                said(&users::create(&services, scope, &new).await)
            }
            Step::Remove(who) => match self.assignment(*who).await {
                Some(id) => {
                    let removed = users::remove_person(&services, scope, id).await;
                    self.removal = removed.as_ref().ok().map(|removal| removal.id);
                    said(&removed)
                }
                None => String::new(),
            },
            Step::Restore => match self.removal.take() {
                Some(removal) => said(&users::restore(&services, scope, removal).await),
                None => String::new(),
            },
            Step::Resend(who) => match self.assignment(*who).await {
                Some(id) => said(&mail::resend(&services, scope, id).await),
                None => String::new(),
            },
            Step::Status(who, suspended) => match self.assignment(*who).await {
                Some(id) => {
                    let change = if *suspended { StatusChange::Suspend } else { StatusChange::Reactivate };
                    said(&users::set_status(&services, scope, id, change).await)
                }
                None => String::new(),
            },
            Step::ChangeAddress(from, to) => match self.assignment(*from).await {
                Some(id) => {
                    said(&users::change_address(&services, scope, id, ADDRESSES[*from], &address(*to)).await)
                }
                None => String::new(),
            },
            Step::Propose(who) => {
                let contract: ContractId = self.place(0).contract;
                said(&advanced_users::propose(&services, scope, &address(*who), &[contract]).await)
            }
            Step::AddAdvanced(who) => {
                let new = advanced_users::NewAdvancedUser {
                    address: address(*who),
                    last_name: None,
                    first_name: None,
                };
                said(&advanced_users::add(&services, scope, &new).await)
            }
            Step::LoseFactor(who) => {
                if self.occupied {
                    lose_factor(self.world, *who).await;
                }
                String::new()
            }
        }
    }

    fn place(&self, site: usize) -> domain::users::AssignmentTarget {
        self.world.potters.place("10000700", "", SITES[site], "Expéditeur")
    }

    async fn assignment(&self, who: usize) -> Option<AssignmentId> {
        let all =
            users::list(&self.services, &self.world.potters.scope, &PageRequest::default()).await.unwrap();
        all.rows.iter().find(|row| row.email == ADDRESSES[who]).map(|row| row.id)
    }

    async fn fill(&mut self, rows: &[(u32, usize, usize, usize)]) -> String {
        let scope = &self.world.potters.scope;
        if self.draft.is_none() {
            let new = NewDraft { file_name: "liste.csv".to_owned(), row_count: ROWS };
            self.draft = open(&self.services, scope, new).await.ok();
        }
        let rows: Vec<DraftRow> = rows
            .iter()
            .map(|&(line, who, site, name)| DraftRow {
                line,
                cells: imports::testing::row(ADDRESSES[who], SITES[site]).with(Field::LastName, NAMES[name]),
            })
            .collect();
        said(&fill(&self.services, scope, self.draft.unwrap(), &rows).await)
    }

    async fn commit(&mut self) -> String {
        let Some(draft) = self.draft else { return String::new() };
        let (expected, accepted) = self.agreed;
        let how = Commit { options: CommitOptions::ONLY_VALID, expected, accepted };
        let outcome = imports::commit(&self.services, &self.world.potters.scope, draft, how).await;
        match &outcome {
            Ok(CommitOutcome::Done(report)) => {
                self.import = Some(report.id);
                self.draft = None;
            }
            Ok(CommitOutcome::Changed(difference)) => self.agreed = (difference.now, Some(difference.mark)),
            Err(_) => {}
        }
        said(&outcome)
    }

    /// What the customer sees wherever it looks.
    async fn sight(&self) -> String {
        let (services, scope) = (&self.services, &self.world.potters.scope);
        let list = users::list(services, scope, &PageRequest::default()).await.unwrap();
        let mut people = Vec::new();
        for row in &list.rows {
            people.push(users::find(services, scope, row.id).await.unwrap());
        }
        let mails = mail::list(services, scope, &domain::mails::MailRequest::default()).await.unwrap();
        let entries =
            journal::list(services, scope, &domain::journal::JournalRequest::default()).await.unwrap();
        let advanced = advanced_users::list(services, scope, &AdvancedRequest::default()).await.unwrap();
        let proposals = advanced_users::proposals(services, scope).await.unwrap();
        let reports = imports::list(services, scope).await.unwrap();
        without_names_of_people(&format!(
            "{list:?}{people:?}{mails:?}{entries:?}{advanced:?}{proposals:?}{reports:?}"
        ))
    }
}

fn said<T: Debug, E: Debug>(outcome: &Result<T, E>) -> String {
    format!("{outcome:?}")
}

/// Without what names a person as such: the identifier that they sign in with, and the keyed hash that names an advanced user
/// of one customer's. Whoever sees one cannot tell since when it is there.
fn without_names_of_people(text: &str) -> String {
    ["identifier: \"", "key: \""].iter().fold(text.to_owned(), |text, name| {
        let mut parts = text.split(name);
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |told, part| told + part.split_once('"').map_or(part, |(_, rest)| rest))
    })
}

/// Everything that the customer is told while it takes these steps; with the keys of what it makes the same in each world.
fn told(engine: Engine, steps: &[Step], occupied: bool) -> Vec<String> {
    let mut told = Vec::new();
    run(engine, async |world| {
        if occupied {
            occupy(world).await;
        }
        let services = Services { random: Random::counted(1 << 32), ..world.services.clone() };
        let mut walk = Walk {
            world,
            services,
            occupied,
            draft: None,
            agreed: Default::default(),
            import: None,
            removal: None,
        };
        for step in steps {
            world.services.clock.advance(60);
            told.push(walk.take(step).await);
            told.push(walk.sight().await);
        }
    });
    told
}

fn holds(engine: Engine, cases: u32) {
    let mut runner = TestRunner::new(Config {
        cases,
        max_shrink_iters: 60,
        failure_persistence: None,
        ..Config::default()
    });
    let law = |steps: Vec<Step>| {
        prop_assert_eq!(told(engine, &steps, true), told(engine, &steps, false));
        Ok(())
    };
    if let Err(error) = runner.run(&steps(), law) {
        panic!("{error}");
    }
}

mod what_a_customer_is_told_does_not_depend_on_another_customers_people {
    use super::*;

    #[test]
    fn sqlite() {
        holds(Engine::Sqlite, 48);
    }

    #[test]
    fn postgres() {
        holds(Engine::Postgres, 4);
    }
}
