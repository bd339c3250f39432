use super::*;
use crate::profiles::testing::{name, populate, profile, rights};
use crate::reference::load;
use crate::testing::{World, contract_test};
use crate::users;
use crate::users::testing::{emails, people_at, rows};
use domain::profiles::{LevelChange, Reach, SiteImpact};
use domain::rights::{Application, Level};
use domain::users::{Filter, PageRequest, SortKey};

const EXPEDITEUR: &str = "affranchissement=gestion,suivi=consultation";

fn to(text: &str, levels: &str) -> Edit {
    Edit { name: name(text), rights: rights(levels), revision: 1 }
}

async fn try_edit(world: &World, edit_to: &Edit, agreed: Option<u64>) -> Result<ProfileOutcome, EditError> {
    let id = profile(&world.potters, "Expéditeur");
    edit(&world.services, &world.potters.scope, id, edit_to, agreed).await
}

/// What would be done, which is not done yet.
async fn proposed(world: &World, edit_to: &Edit, agreed: Option<u64>) -> Proposal {
    match try_edit(world, edit_to, agreed).await.unwrap() {
        ProfileOutcome::Proposed(proposal) => proposal,
        ProfileOutcome::Done(_) => panic!("it was done unasked"),
    }
}

/// Shows what an edit does, and agrees.
async fn agree(world: &World, edit_to: &Edit) {
    let proposal = proposed(world, edit_to, None).await;
    let done = try_edit(world, edit_to, Some(proposal.mark)).await.unwrap();
    assert!(matches!(done, ProfileOutcome::Done(_)));
}

/// A right of somebody's own at one of their assignments with the profile Expéditeur, by address and site.
async fn personal(world: &World, address: &str, site: &str, right: &str, ends_at: Option<i64>) {
    let (application, level) = right.split_once('=').unwrap();
    let mut tx = world.services.db.write().await.unwrap();
    let written = tx
        .query(
            "INSERT INTO personal_rights (customer_id, assignment_id, application, level, ends_at)
             SELECT a.customer_id, a.id, $3, $4, $5 FROM assignments a
             JOIN users u ON u.id = a.user_id AND u.email_key = $1
             JOIN sites s ON s.customer_id = a.customer_id AND s.id = a.site_id AND s.name = $2",
        )
        .bind(address)
        .bind(site)
        .bind(application)
        .bind(level)
        .bind(ends_at)
        .execute()
        .await
        .unwrap();
    tx.commit().await.unwrap();
    assert_eq!(written, 1);
}

fn reach(people: u64, assignments: u64) -> Reach {
    Reach { people, assignments }
}

contract_test!(what_people_gain_and_lose_is_told_and_nothing_is_written, |world| async {
    populate(world).await;
    let change = to("Expéditeur", "retours=consultation,suivi=gestion");
    let Proposal { impact, meanwhile, .. } = proposed(world, &change, None).await;

    assert_eq!(impact.reach, reach(2, 3), "Ana at two places, Bob at one; nobody of the other customer");
    let told: Vec<_> = impact.rights.iter().map(|right| (right.change, right.reached)).collect();
    let change = |application, before, after| LevelChange { application, before, after };
    assert_eq!(
        told,
        [
            (change(Application::Shipping, Level::Manage, Level::None), reach(2, 3)),
            (change(Application::Returns, Level::None, Level::View), reach(2, 3)),
            (change(Application::Tracking, Level::View, Level::Manage), reach(2, 3)),
        ]
    );
    let site = |name: &str, reached| SiteImpact { site: Some(name.to_owned()), reached: vec![reached; 3] };
    assert_eq!(impact.sites, [site("Antony", 2), site("Saint-Étienne", 1)]);
    assert_eq!(impact.names, ["Ana Martin", "Bob Durand"]);
    assert!(meanwhile.is_empty());
    assert_eq!(load(&world.services, &world.potters.scope).await.unwrap(), world.potters.reference);
    assert_eq!(world.count("SELECT count(*) FROM profile_changes").await, 0);
});

contract_test!(the_preview_is_what_the_edit_finds, |world| async {
    populate(world).await;
    let change = to("Expéditeur", "retours=gestion");
    let id = profile(&world.potters, "Expéditeur");
    let shown = preview(&world.services, &world.potters.scope, id, &change).await.unwrap();
    assert_eq!(shown, proposed(world, &change, None).await);
    agree(world, &change).await;
    let reference = load(&world.services, &world.potters.scope).await.unwrap();
    assert_eq!(reference.profile(id).unwrap().rights, change.rights);
    assert_eq!(world.count("SELECT count(*) FROM journal WHERE action = 'profile.edited'").await, 1);
    assert_eq!(load(&world.services, &world.other.scope).await.unwrap(), world.other.reference);
});

contract_test!(who_has_a_personal_right_keeps_it, |world| async {
    populate(world).await;
    personal(world, "bob@exemple.fr", "Antony", "affranchissement=gestion", None).await;
    personal(world, "ana@exemple.fr", "Antony", "affranchissement=consultation", None).await;
    let over = Some(world.now().0);
    personal(world, "ana@exemple.fr", "Saint-Étienne", "affranchissement=gestion", over).await;

    let Proposal { impact, .. } = proposed(world, &to("Expéditeur", "suivi=consultation"), None).await;

    let [shipping] = &impact.rights[..] else { panic!("{:?}", impact.rights) };
    assert_eq!(shipping.reached, reach(1, 1), "Ana loses it at Saint-Étienne, where her own right has ended");
    assert_eq!(shipping.personal, reach(2, 2), "Ana and Bob keep it at Antony");
    assert_eq!(impact.names, ["Ana Martin"]);
    assert_eq!(impact.sites.len(), 1);
});

contract_test!(where_nobody_has_the_profile_twice_people_are_counted_as_well, |world| async {
    let antony = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    let people = [["Durand", "Bob", "bob@exemple.fr"], ["", "", "carl@exemple.fr"]];
    people_at(world, &world.potters, antony, &people).await;
    personal(world, "bob@exemple.fr", "Antony", "suivi=gestion", None).await;
    let change = to("Expéditeur", "affranchissement=gestion,suivi=gestion");
    let Proposal { impact, .. } = proposed(world, &change, None).await;
    assert_eq!((impact.rights[0].reached, impact.rights[0].personal), (reach(1, 1), reach(1, 1)));
    assert_eq!(impact.names, ["carl@exemple.fr"]);
});

contract_test!(a_right_that_a_contract_does_not_have_is_gained_by_nobody_there, |world| async {
    populate(world).await;
    world
        .execute(
            "DELETE FROM contract_applications WHERE application = 'retours' AND contract_id IN
         (SELECT id FROM contracts WHERE number = '10000700')",
        )
        .await;
    let change = to("Expéditeur", "affranchissement=gestion,suivi=consultation,retours=gestion");
    let Proposal { impact, .. } = proposed(world, &change, None).await;
    assert_eq!((impact.rights[0].reached, impact.rights[0].elsewhere), (reach(1, 1), 2));
    assert_eq!(impact.names, ["Ana Martin"]);
});

contract_test!(what_is_closed_or_has_ended_is_touched_no_more, |world| async {
    populate(world).await;
    let change = to("Expéditeur", "affranchissement=gestion,suivi=gestion");
    world.execute("UPDATE contracts SET closed_at = 1 WHERE number = '10095403'").await;
    let shown = proposed(world, &change, None).await.impact;
    assert_eq!((shown.rights[0].reached, shown.rights[0].elsewhere), (reach(2, 2), 1));

    world.execute("UPDATE sub_accounts SET closed_at = 1 WHERE number = '53'").await;
    let shown = proposed(world, &change, None).await.impact;
    assert_eq!((shown.rights[0].reached, shown.names.len()), (reach(0, 0), 0));

    world.execute("UPDATE assignments SET ends_at = 5").await;
    assert!(!proposed_or_done(world, &change).await, "nobody has it any more: there is nothing to ask");
});

/// Whether an edit has to be agreed to.
async fn proposed_or_done(world: &World, change: &Edit) -> bool {
    matches!(try_edit(world, change, None).await.unwrap(), ProfileOutcome::Proposed(_))
}

contract_test!(what_nobody_feels_is_done_at_once, |world| async {
    assert!(!proposed_or_done(world, &to("Expéditeur", "suivi=gestion")).await);
    let id = profile(&world.potters, "Expéditeur");
    let reference = load(&world.services, &world.potters.scope).await.unwrap();
    assert_eq!(reference.profile(id).unwrap().rights, rights("suivi=gestion"));
});

contract_test!(it_is_shown_again_when_it_would_do_something_else, |world| async {
    populate(world).await;
    let change = to("Expéditeur", "retours=gestion");
    let shown = proposed(world, &change, None).await;
    let antony = world.potters.place("10000700", "53", "Antony", "Expéditeur");
    people_at(world, &world.potters, antony, &[["Carl", "", "carl@exemple.fr"]]).await;

    let again = proposed(world, &change, Some(shown.mark)).await;

    assert_eq!((shown.impact.reach, again.impact.reach), (reach(2, 3), reach(3, 4)));
    assert_eq!(load(&world.services, &world.potters.scope).await.unwrap(), world.potters.reference);
    let done = try_edit(world, &change, Some(again.mark)).await.unwrap();
    assert!(matches!(done, ProfileOutcome::Done(_)));
});

contract_test!(what_was_agreed_to_is_not_another_change, |world| async {
    populate(world).await;
    let shown = proposed(world, &to("Expéditeur", "retours=gestion"), None).await;
    proposed(world, &to("Expéditeur", "facturation=gestion"), Some(shown.mark)).await;
});

contract_test!(of_two_who_change_a_profile_at_once_the_second_is_shown_what_the_first_did, |world| async {
    populate(world).await;
    let id = profile(&world.potters, "Expéditeur");
    let second = to("Expéditeur", "affranchissement=gestion,suivi=gestion");
    let seen = preview(&world.services, &world.potters.scope, id, &second).await.unwrap();
    agree(world, &to("Retours", "retours=gestion")).await;

    let shown = proposed(world, &second, Some(seen.mark)).await;

    let [first] = &shown.meanwhile[..] else { panic!("{:?}", shown.meanwhile) };
    assert_eq!(first.by, "admin@potters.example");
    assert_eq!(first.renamed, Some((name("Expéditeur"), name("Retours"))));
    assert_eq!(first.levels, LevelChange::between(&rights(EXPEDITEUR), &rights("retours=gestion")));
    let lost = shown.impact.rights.iter().find(|right| right.change.application == Application::Returns);
    assert_eq!(lost.unwrap().change.after, Level::None, "what it would undo of the first is told");

    let again = Edit { revision: shown.revision, ..second };
    let shown = proposed(world, &again, None).await;
    assert!(shown.meanwhile.is_empty());
    assert!(matches!(try_edit(world, &again, Some(shown.mark)).await.unwrap(), ProfileOutcome::Done(_)));
});

contract_test!(a_change_that_nobody_feels_is_not_lost_to_another_either, |world| async {
    assert!(!proposed_or_done(world, &to("Expéditeur", "retours=gestion")).await);
    let shown = proposed(world, &to("Expéditeur", "suivi=gestion"), None).await;
    assert_eq!(shown.meanwhile.len(), 1);
});

contract_test!(the_list_follows_a_new_name, |world| async {
    populate(world).await;
    assert!(!proposed_or_done(world, &to("Zélé", EXPEDITEUR)).await, "no right changes");
    let request = PageRequest { sort: SortKey::Profile, ..PageRequest::default() };
    let page = users::list(&world.services, &world.potters.scope, &request).await.unwrap();
    let profiles: Vec<_> = page.rows.iter().map(|row| row.profile.as_str()).collect();
    assert_eq!(profiles, ["Consultation", "Zélé", "Zélé", "Zélé"]);
    let named = |name: &str| Filter { profile: Some(name.to_owned()), ..Filter::default() };
    let found = rows(world, &world.potters, named("Zélé")).await;
    assert_eq!(emails(&found), ["ana@exemple.fr", "ana@exemple.fr", "bob@exemple.fr"]);
    assert!(rows(world, &world.potters, named("Expéditeur")).await.is_empty());
    assert_eq!(rows(world, &world.other, named("Expéditeur")).await.len(), 1);
});

contract_test!(a_name_that_reads_like_another_s_is_taken_and_one_s_own_is_not, |world| async {
    for text in ["Consultation", "consultâtion"] {
        let refused = try_edit(world, &to(text, EXPEDITEUR), None).await;
        assert!(matches!(refused, Err(EditError::Taken(other)) if other == "Consultation"), "{text}");
    }
    assert!(!proposed_or_done(world, &to("EXPÉDITEUR", EXPEDITEUR)).await);
});

contract_test!(another_customer_s_profile_is_not_found, |world| async {
    populate(world).await;
    let theirs = profile(&world.other, "Expéditeur");
    let change = to("Volé", "administration=gestion");
    let scope = &world.potters.scope;
    let refused = edit(&world.services, scope, theirs, &change, None).await;
    assert!(matches!(refused, Err(EditError::NotFound)));
    let refused = preview(&world.services, scope, theirs, &change).await;
    assert!(matches!(refused, Err(EditError::NotFound)));
    assert_eq!(load(&world.services, &world.other.scope).await.unwrap(), world.other.reference);
});

contract_test!(a_file_that_changes_a_profile_meanwhile_is_noticed_too, |world| async {
    populate(world).await;
    let change = to("Expéditeur", "retours=gestion");
    let shown = proposed(world, &change, None).await;
    let csv = "profil;;Expéditeur;;suivi=gestion\n";
    crate::reference::import(&world.services, &world.potters.scope, csv.as_bytes()).await.unwrap();
    let again = proposed(world, &change, Some(shown.mark)).await;
    assert_eq!(
        again.meanwhile[0].levels,
        LevelChange::between(&rights(EXPEDITEUR), &rights("suivi=gestion"))
    );
});
