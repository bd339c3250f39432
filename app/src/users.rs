//! Users: the list, creating, editing, removing.

mod address;
pub mod advanced;
mod api;
mod beside;
pub mod bulk;
mod changes;
mod columns;
mod create;
pub mod density;
mod edit;
mod flash;
mod flash_messages;
mod grants;
mod grants_fields;
mod list;
mod mail_state;
pub mod management;
mod meanwhile;
mod place;
mod place_fields;
pub mod query;
mod refusal;
mod removal;
mod removed;
pub mod texts;
mod views;

pub use address::ChangeAddressPage;
pub use advanced::{
    AddAdvancedUserPage, AssociateAdvancedUserPage, EditAdvancedUserPage, ImportAdvancedUsersPage,
};
pub use bulk::BulkPage;
pub use create::CreatePage;
pub use edit::EditPage;
pub use list::ListPage;
pub use management::UserManagementPage;
pub use removed::RemovedUsersPage;
pub use texts::UserTexts;

/// What to call a person: first and last name, or the address when neither is known.
fn display_name(first_name: &str, last_name: &str, email: &str) -> String {
    match format!("{first_name} {last_name}").trim() {
        "" => email.to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::display_name;

    #[test]
    fn a_person_without_a_name_is_called_by_the_address() {
        assert_eq!(display_name("", "", "a@potters.example"), "a@potters.example");
        assert_eq!(display_name("", "Berthier", "a@potters.example"), "Berthier");
        assert_eq!(display_name("Amélie", "Berthier", "a@potters.example"), "Amélie Berthier");
    }
}
