/** The pages, by who may see them. */
export const pages = {
  anybody: ["/connexion", "/mot-de-passe-oublie"],
  user: ["/mon-compte/acces", "/mon-espace", "/aide"],
  administrator: [
    "/administration/utilisateurs",
    "/administration/utilisateurs?utilisateur=personne-de-ce-nom",
    "/administration/utilisateurs/creer",
    "/administration/utilisateurs/importer",
    "/administration/imports",
    "/administration/changement-administrateur",
    "/administration/changement-administrateur?recherche=a",
    "/administration/contrats",
    "/administration/contrats?modifier=inconnu",
    "/administration/sites",
    "/administration/sites/importer",
    "/administration/profils",
    "/administration/profils/creer",
    "/mon-compte/acces",
    "/aide",
    "/mon-espace",
  ],
};
