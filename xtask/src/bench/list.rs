//! The list of users: every filter and sort, the export, pages per second of one core; and what its people may do.

use super::engine::{Engine, Home};
use super::http::Connection;
use super::metric::{Goal, Metric};
use super::server::{Place, Server};
use super::{authorization, delegate, load, profiles, sign_in};
use crate::command::output;
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;
use std::time::{Duration, Instant};

pub const LIST: &str = "/administration/utilisateurs";
/// Answers to each query.
pub const ANSWERS: usize = 60;

/// How long a page of the list may take, in milliseconds (p95).
pub const LONGEST: f64 = 50.0;

/// Queries as people make them: what it is, and the address's parameters.
pub const QUERIES: [(&str, &str); 38] = [
    ("first page", ""),
    ("by site, descending", "tri=site&ordre=decroissant"),
    ("by profile", "tri=profil"),
    ("by status", "tri=statut"),
    ("200 rows", "taille=200"),
    ("one contract", "compte=10000700"),
    ("one sub-account", "sous-compte=53"),
    ("one site", "site=Antony"),
    ("a part of many sites", "site=depot"),
    ("one profile", "profil=Consultation"),
    ("active", "statut=actif"),
    ("suspended", "statut=suspendu"),
    ("mail failed", "statut=mail-en-echec"),
    ("ends soon", "statut=fin-proche"),
    ("ends soon, by site", "statut=fin-proche&tri=site"),
    ("one letter, common", "utilisateur=m"),
    ("one letter, rare", "utilisateur=y"),
    ("two letters", "utilisateur=le"),
    ("common part of a name, no accent", "utilisateur=LEFEVRE"),
    ("common part of a name, by site", "utilisateur=LEFEVRE&tri=site"),
    ("first name, last in the order", "utilisateur=zoe"),
    ("nobody of that name", "utilisateur=personne-de-ce-nom"),
    ("three common filters", "statut=actif&compte=10000700&sous-compte=53"),
    ("three filters and a name", "statut=actif&compte=10000700&sous-compte=53&utilisateur=lefevre"),
    ("one site: suspended", "site=Antony&statut=suspendu"),
    ("one site: common name", "site=Antony&utilisateur=lefevre"),
    ("one site: one letter", "site=Antony&utilisateur=y"),
    ("one site: ends soon", "site=Antony&statut=fin-proche"),
    ("by person", "vue=personnes"),
    ("by person, by status, descending", "vue=personnes&tri=statut&ordre=decroissant"),
    ("by person, 200 rows", "vue=personnes&taille=200"),
    ("by person, active", "vue=personnes&statut=actif"),
    ("by person, one site", "vue=personnes&site=Antony"),
    ("by person, one letter", "vue=personnes&utilisateur=m"),
    ("by person, common part of a name", "vue=personnes&utilisateur=lefevre"),
    ("by person, mail failed", "vue=personnes&statut=mail-en-echec"),
    ("by person, ends soon", "vue=personnes&statut=fin-proche"),
    ("by person, one site: common name", "vue=personnes&site=Antony&utilisateur=lefevre"),
];

/// How much the database holds.
#[derive(Clone, Copy)]
pub struct Size {
    /// What the customer has that is measured.
    pub assignments: u32,
    /// So many customers, each of which has as much.
    pub customers: u32,
}

impl Size {
    /// That of one customer alone.
    pub fn alone(assignments: u32) -> Self {
        Self { assignments, customers: 1 }
    }

    /// Where databases of this size are kept.
    fn folder(self) -> String {
        match self.customers {
            1 => self.assignments.to_string(),
            customers => format!("{}-of-{customers}", self.assignments),
        }
    }
}

impl fmt::Display for Size {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(formatter, "{} assignments", self.assignments)?;
        match self.customers {
            1 => Ok(()),
            customers => write!(formatter, " of one of {customers} customers"),
        }
    }
}

/// What was measured with one size.
pub struct Measured {
    pub metrics: Vec<Metric>,
    pub assignments: u32,
    /// The 95th centile of each query, in milliseconds.
    pub p95: Vec<(&'static str, f64)>,
}

/// Measures the list of one customer.
pub fn measure(executable: &Path, engine: Engine, size: Size) -> Result<Measured> {
    let (home, administrator) = home(executable, engine, size)?;
    let assignments = size.assignments;
    let place = home.place(executable);
    let server = Server::start(&place, &[], Some(0))?;
    let cookie = sign_in::enter(&server, &place, &administrator)?;
    let name = |what: &str| format!("{engine}, {size}: {what}");
    let mut measured = Measured { metrics: Vec::new(), assignments, p95: Vec::new() };

    for (what, query) in QUERIES {
        must_be_understood(&server, &cookie, query)?;
        let times = load::times(server.host, &cookie, &format!("{LIST}?{query}"), ANSWERS)?;
        let metric = Metric::centile(name(what), times).goal(Goal::AtMost(LONGEST));
        measured.p95.push((what, metric.value()));
        measured.metrics.push(metric);
    }

    measured.metrics.push(profiles::measure(&server, &cookie, name)?);
    let pages = load::throughput(server.host, &cookie, LIST, Duration::from_secs(5))?;
    measured
        .metrics
        .push(Metric::new(name("pages, server on one core"), pages, "/s").goal(Goal::AtLeast(1500.0)));
    measured.metrics.extend(authorization::measure(&server, &place, &administrator, &cookie, name)?);
    measured.metrics.extend(delegate::measure(&server, &place, &administrator, &cookie, name)?);
    measured.metrics.extend(export(&server, &cookie, assignments, name)?);

    measured.metrics = measured.metrics.into_iter().map(|metric| metric.on(engine, assignments)).collect();
    Ok(measured)
}

/// A database of this size, and the address of one customer's administrator.
pub fn home(executable: &Path, engine: Engine, size: Size) -> Result<(Home, String)> {
    Home::kept(engine, &size.folder(), executable, |place| generate(place, size))
}

/// The list leaves out what it does not know, so that a wrong query would measure quite another list.
pub fn must_be_understood(server: &Server, cookie: &str, query: &str) -> Result<()> {
    let (answer, page) = Connection::open(server.host)?.get_text(&format!("{LIST}?{query}"), cookie)?;
    if answer.status != 200 {
        bail!("the list of {query:?} was answered with {}", answer.status);
    }

    let asked: BTreeSet<String> =
        query.split('&').filter(|pair| !pair.is_empty()).map(str::to_owned).collect();
    let understood = criteria(&page).context("the page has no form to search the list")?;

    if understood != asked {
        bail!("of {query:?} the list understands {understood:?}");
    }

    Ok(())
}

/// What the form that searches the list holds: what was asked for, as far as it was understood.
fn criteria(page: &str) -> Option<BTreeSet<String>> {
    let (_, form) = page.split_once("class=\"searchbar\"")?;
    let (form, _) = form.split_once("</form>")?;
    let (mut select, mut criteria) = ("", BTreeSet::new());

    for tag in form.split('<').filter_map(|tag| tag.split('>').next()) {
        let attribute = |name: &str| {
            let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
            rest.split('"').next()
        };
        let name = match tag.split(' ').next() {
            Some("select") => {
                select = attribute("name").unwrap_or_default();
                None
            }
            Some("option") if tag.ends_with(" selected") => Some(select),
            Some("input") => attribute("name"),
            _ => None,
        };
        let value = attribute("value").filter(|value| !value.is_empty());
        criteria.extend(name.zip(value).map(|(name, value)| format!("{name}={value}")));
    }

    Some(criteria)
}

/// How much slower the slowest-growing query is with more assignments.
pub fn growth(engine: Engine, few: &Measured, many: &Measured) -> Metric {
    let ratios = few.p95.iter().zip(&many.p95).map(|((what, few), (_, many))| (many / few, *what));
    let worst = ratios.max_by(|(one, _), (other, _)| one.total_cmp(other));
    let (ratio, what) = worst.unwrap_or((f64::NAN, ""));
    Metric::new(format!("{engine}: growth of the list's p95, worst query"), ratio, "×")
        .goal(Goal::AtMost(2.0))
        .detail(what.to_owned())
}

/// Makes customers, and gives the address of one's administrator.
fn generate(place: &Place, size: Size) -> Result<String> {
    let all = size.assignments.checked_mul(size.customers).context("that is too much")?;
    let (customers, all) = (size.customers.to_string(), all.to_string());
    let said = output(&mut place.command(&["generate", "--customers", &customers, "--users", &all]))?;
    let address = said.split_whitespace().find(|word| word.contains('@'));
    address.map(str::to_owned).with_context(|| format!("generate named no administrator:\n{said}"))
}

/// The whole list as a file: how fast it comes, and what the server holds meanwhile.
fn export(server: &Server, cookie: &str, rows: u32, name: impl Fn(&str) -> String) -> Result<[Metric; 2]> {
    server.forget_peak()?;
    let before = server.memory()?;
    let begin = Instant::now();
    let answer = Connection::open(server.host)?.get(&format!("{LIST}/export.csv"), cookie)?;

    if answer.status != 200 {
        bail!("the export was answered with {}", answer.status);
    }

    let speed = f64::from(rows) / begin.elapsed().as_secs_f64();
    Ok([
        Metric::new(name("export"), speed, "rows/s").goal(Goal::AtLeast(100_000.0)),
        Metric::new(name("memory that the export took"), server.peak()? - before, "MiB")
            .goal(Goal::AtMost(32.0)),
    ])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the server renders it.
    const PAGE: &str = r#"<input name="q" value="ailleurs"><form method="get" class="searchbar"><!><select
        id="f-compte" name="compte" class="input"><option value="">Tous<!></option><option value="10000700"
        selected>10000700<!></option></select><input name="site" list="sites" value="Antony" class="input">
        <datalist id="sites"><option value="Lyon"></option></datalist><input name="utilisateur" value="">
        <select name="statut"><option value="actif">Actif</option></select>
        <input type="hidden" name="tri" value="site"></form><input name="retour" value="x">"#;

    #[test]
    fn a_page_of_the_list_says_which_criteria_it_understood() {
        let page = PAGE.split_whitespace().collect::<Vec<_>>().join(" ");
        let understood = ["compte=10000700", "site=Antony", "tri=site"].map(str::to_owned);
        assert_eq!(criteria(&page), Some(understood.into()));
        assert_eq!(criteria("<p>Erreur"), None);
    }
}
