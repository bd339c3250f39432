use super::*;
use crate::imports::testing::{commit_draft, draft_of, import, row};
use crate::profiles::testing::{name, populate, profile, rights};
use crate::profiles::{NewProfile, create, list};
use crate::reference::load;
use crate::testing::{World, contract_test};
use crate::users::testing::{people_at, rows};
use crate::{imports, users};
use domain::imports::{CommitOutcome, Field, VerdictCounts};
use domain::profiles::Reach;
use domain::rights::Application;
use domain::users::{Filter, PageRequest};

const NOTHING: VerdictCounts =
    VerdictCounts { create: 0, assign: 0, profile: 0, name: 0, unchanged: 0, error: 0, blank: 0 };

fn to(successor: Option<ProfileId>) -> Delete {
    Delete { successor, revision: 1 }
}

/// Deletes a profile of Potters', agreeing to whatever it does.
async fn agree(world: &World, id: ProfileId, successor: Option<ProfileId>) -> ProfileChangeId {
    let scope = &world.potters.scope;
    let shown = preview_deletion(&world.services, scope, id, to(successor)).await.unwrap();
    match delete(&world.services, scope, id, to(successor), Some(shown.mark)).await.unwrap() {
        ProfileOutcome::Done(change) => change,
        ProfileOutcome::Proposed(proposal) => panic!("{proposal:?} was not what was agreed to"),
    }
}

async fn names(world: &World) -> Vec<String> {
    let listed = list(&world.services, &world.potters.scope).await.unwrap();
    listed.into_iter().map(|summary| summary.profile.name.as_str().to_owned()).collect()
}

async fn add(world: &World, text: &str, levels: &str) -> ProfileId {
    let new = NewProfile { name: name(text), rights: rights(levels) };
    create(&world.services, &world.potters.scope, &new).await.unwrap()
}

contract_test!(who_had_it_gets_its_successor_and_what_that_means_is_told_before, |world| async {
    populate(world).await;
    let (id, successor) = (profile(&world.potters, "Expéditeur"), profile(&world.potters, "Consultation"));
    let scope = &world.potters.scope;
    let asked = delete(&world.services, scope, id, to(Some(successor)), None).await.unwrap();
    let ProfileOutcome::Proposed(shown) = asked else { panic!("it was done unasked") };
    assert_eq!(shown.impact.reach, Reach { people: 2, assignments: 3 });
    let lost: Vec<_> = shown.impact.rights.iter().map(|right| right.change.application).collect();
    assert_eq!(lost, [Application::Shipping], "Consultation has the rest");
    assert_eq!(names(world).await, ["Consultation", "Expéditeur"]);

    agree(world, id, Some(successor)).await;

    assert_eq!(names(world).await, ["Consultation"]);
    let filter = Filter { profile: Some("Consultation".to_owned()), ..Filter::default() };
    assert_eq!(rows(world, &world.potters, filter).await.len(), 4);
    let reference = load(&world.services, scope).await.unwrap();
    assert_eq!(reference.default_profile, Some(successor), "the default one's successor is the default one");
    assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'profile.deleted'").await, 1);
    assert_eq!(load(&world.services, &world.other.scope).await.unwrap(), world.other.reference);
});

contract_test!(what_nobody_has_goes_without_a_successor, |world| async {
    populate(world).await;
    let id = add(world, "Retours", "retours=gestion").await;
    let done = delete(&world.services, &world.potters.scope, id, to(None), None).await.unwrap();
    assert!(matches!(done, ProfileOutcome::Done(_)));
    assert_eq!(names(world).await, ["Consultation", "Expéditeur"]);
});

contract_test!(what_is_given_or_goes_without_saying_needs_a_successor, |world| async {
    let (expediteur, consultation) =
        (profile(&world.potters, "Expéditeur"), profile(&world.potters, "Consultation"));
    let refused = delete(&world.services, &world.potters.scope, expediteur, to(None), None).await;
    assert!(matches!(refused, Err(DeleteError::SuccessorMissing)), "the default one, though nobody has it");
    populate(world).await;
    let refused = delete(&world.services, &world.potters.scope, consultation, to(None), None).await;
    assert!(matches!(refused, Err(DeleteError::SuccessorMissing)), "somebody has it");
    let itself = delete(&world.services, &world.potters.scope, expediteur, to(Some(expediteur)), None).await;
    assert!(matches!(itself, Err(DeleteError::UnknownSuccessor)));
});

contract_test!(the_last_profile_stays, |world| async {
    let (id, successor) = (profile(&world.potters, "Expéditeur"), profile(&world.potters, "Consultation"));
    agree(world, id, Some(successor)).await;
    let refused = delete(&world.services, &world.potters.scope, successor, to(None), None).await;
    assert!(matches!(refused, Err(DeleteError::Last)));
    assert_eq!(names(world).await, ["Consultation"]);
});

contract_test!(another_customer_s_profile_is_neither_deleted_nor_a_successor, |world| async {
    populate(world).await;
    let (own, theirs) = (profile(&world.potters, "Consultation"), profile(&world.other, "Expéditeur"));
    let scope = &world.potters.scope;
    let refused = delete(&world.services, scope, theirs, to(Some(own)), None).await;
    assert!(matches!(refused, Err(DeleteError::NotFound)));
    let refused = delete(&world.services, scope, own, to(Some(theirs)), None).await;
    assert!(matches!(refused, Err(DeleteError::UnknownSuccessor)));
    let refused = preview_deletion(&world.services, scope, theirs, to(Some(own))).await;
    assert!(matches!(refused, Err(DeleteError::NotFound)));
});

contract_test!(
    an_import_that_is_previewed_says_that_its_profile_is_gone_before_it_is_committed,
    |world| async {
        let id = add(world, "Retours", "retours=gestion").await;
        let lines = [
            row("ada@potters.example", "Antony").with(Field::Profile, "Retours"),
            row("grace@potters.example", "Antony"),
        ];
        let draft = draft_of(world, &world.potters, &lines).await;
        agree(world, id, None).await;

        let expected = VerdictCounts { create: 2, ..NOTHING };
        let outcome = commit_draft(world, &world.potters, draft, expected).await.unwrap();

        let CommitOutcome::Changed(difference) = outcome else { panic!("it was committed") };
        assert_eq!(difference.now, VerdictCounts { create: 1, error: 1, ..NOTHING });
        assert_eq!(difference.rows[0].email, "ada@potters.example");
        assert_eq!(world.count("SELECT count(*) FROM assignments").await, 0);
    }
);

contract_test!(an_import_that_is_previewed_knows_a_new_name_no_more, |world| async {
    let lines = [row("ada@potters.example", "Antony").with(Field::Profile, "Consultation")];
    let draft = draft_of(world, &world.potters, &lines).await;
    let id = profile(&world.potters, "Consultation");
    let renamed =
        crate::profiles::Edit { name: name("Lecture"), rights: rights("suivi=consultation"), revision: 1 };
    crate::profiles::edit(&world.services, &world.potters.scope, id, &renamed, None).await.unwrap();
    let expected = VerdictCounts { create: 1, ..NOTHING };
    let outcome = commit_draft(world, &world.potters, draft, expected).await.unwrap();
    let CommitOutcome::Changed(difference) = outcome else { panic!("it was committed") };
    assert_eq!(difference.now.error, 1);
});

contract_test!(undoing_an_import_gives_back_what_stands_in_the_deleted_profile_s_place, |world| async {
    let retours = add(world, "Retours", "retours=gestion").await;
    let consultation = profile(&world.potters, "Consultation");
    let of = |profile: &str| [row("ada@potters.example", "Antony").with(Field::Profile, profile)];
    import(world, &world.potters, &of("Retours"), VerdictCounts { create: 1, ..NOTHING }).await;
    world.services.clock.advance(60);
    let changes = VerdictCounts { profile: 1, ..NOTHING };
    let second = import(world, &world.potters, &of("Expéditeur"), changes).await;

    agree(world, retours, Some(consultation)).await;
    imports::undo(&world.services, &world.potters.scope, second.id).await.unwrap();

    let listed = users::list(&world.services, &world.potters.scope, &PageRequest::default()).await.unwrap();
    assert_eq!(listed.rows[0].profile, "Consultation");
});

contract_test!(without_a_successor_undoing_an_import_gives_back_the_default_profile, |world| async {
    let retours = add(world, "Retours", "retours=gestion").await;
    let of = |profile: &str| [row("ada@potters.example", "Antony").with(Field::Profile, profile)];
    import(world, &world.potters, &of("Retours"), VerdictCounts { create: 1, ..NOTHING }).await;
    world.services.clock.advance(60);
    let changes = VerdictCounts { profile: 1, ..NOTHING };
    let second = import(world, &world.potters, &of("Consultation"), changes).await;

    agree(world, retours, None).await;
    imports::undo(&world.services, &world.potters.scope, second.id).await.unwrap();

    let listed = users::list(&world.services, &world.potters.scope, &PageRequest::default()).await.unwrap();
    assert_eq!(listed.rows[0].profile, "Expéditeur");
});

contract_test!(who_is_put_back_has_what_stands_in_the_deleted_profile_s_place, |world| async {
    let retours = add(world, "Retours", "retours=gestion").await;
    let suivi = add(world, "Suivi", "suivi=gestion").await;
    let consultation = profile(&world.potters, "Consultation");
    let place = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    let place = domain::users::AssignmentTarget { profile: retours, ..place };
    people_at(world, &world.potters, place, &[["Ana", "", "ana@exemple.fr"]]).await;
    let row = rows(world, &world.potters, Filter::default()).await.remove(0);
    let removal = users::remove(&world.services, &world.potters.scope, &[row.id]).await.unwrap();

    agree(world, retours, Some(suivi)).await;
    agree(world, suivi, Some(consultation)).await;
    let restored = users::restore(&world.services, &world.potters.scope, removal.id).await.unwrap();

    assert_eq!(restored.restored, 1);
    let row = rows(world, &world.potters, Filter::default()).await.remove(0);
    assert_eq!(row.profile, "Consultation");
});

contract_test!(who_is_put_back_without_a_successor_has_the_default_profile, |world| async {
    let retours = add(world, "Retours", "retours=gestion").await;
    let place = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    let place = domain::users::AssignmentTarget { profile: retours, ..place };
    people_at(world, &world.potters, place, &[["Ana", "", "ana@exemple.fr"]]).await;
    let row = rows(world, &world.potters, Filter::default()).await.remove(0);
    let removal = users::remove(&world.services, &world.potters.scope, &[row.id]).await.unwrap();
    agree(world, retours, None).await;
    users::restore(&world.services, &world.potters.scope, removal.id).await.unwrap();
    assert_eq!(rows(world, &world.potters, Filter::default()).await[0].profile, "Expéditeur");
});
