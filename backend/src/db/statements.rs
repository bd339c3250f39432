//! Every statement of this crate is prepared on both engines, whether another test runs it or not: a column
//! that is misspelt is found here.
//!
//! The statements are read from the source: what is given to `query`, and every constant that begins as a
//! statement does. Which engine one is for is seen from where it stands: in `choose(sqlite, postgres)`, under
//! `matches!(tx, Tx::Postgres(_))`, or in an arm of a `match`. What is put together as it runs is not among them.

use super::Pools;
use crate::testing::{Engine, contract_test};
use proc_macro2::{Delimiter, TokenStream, TokenTree};
use sqlx::{AssertSqlSafe, Connection, Executor, SqlSafeStr};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use syn::parse::Parser;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};
use syn::{Attribute, Expr, ItemConst, ItemMod, Lit, Token};

/// As many there are at least: the reader of the source is not blind.
const AT_LEAST: usize = 150;

contract_test!(every_statement_can_be_prepared, |world| async {
    let engine = match world.services.db.pools() {
        Pools::Sqlite { .. } => Engine::Sqlite,
        Pools::Postgres { .. } => Engine::Postgres,
    };
    let statements = statements(engine);
    assert!(statements.len() >= AT_LEAST, "only {} statements were found", statements.len());

    let wrong = match world.services.db.pools() {
        Pools::Sqlite { writer, .. } => prepare_all(&mut *writer.acquire().await.unwrap(), &statements).await,
        Pools::Postgres { writers: pool, .. } => {
            prepare_all(&mut *pool.acquire().await.unwrap(), &statements).await
        }
    };
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
});

/// What is wrong with which statements.
async fn prepare_all<C: Connection>(connection: &mut C, statements: &BTreeSet<Statement>) -> Vec<String>
where
    for<'c> &'c mut C: Executor<'c, Database = C::Database>,
{
    let mut wrong = Vec::new();
    for Statement { step, text, file } in statements {
        let sql = AssertSqlSafe(text.clone()).into_sql_str();
        let result = if *step == Step::Create {
            connection.execute(sql).await.map(drop)
        } else {
            connection.prepare(sql).await.map(drop)
        };
        if let Err(error) = result {
            wrong.push(format!("{}: {error}\n{text}", file.display()));
        }
    }

    wrong
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Statement {
    /// Temporary tables are created before what is done with them is prepared.
    step: Step,
    text: String,
    file: PathBuf,
}

#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Step {
    Create,
    Prepare,
}

/// The statements for one engine.
fn statements(engine: Engine) -> BTreeSet<Statement> {
    let mut sources = Vec::new();
    // Cargo runs tests in the folder of their package; they may have been compiled for another clone.
    read_folder(Path::new("src"), &mut sources);
    let mut macros = BTreeMap::new();

    for (_, source) in &sources {
        Macros(&mut macros).visit_file(source);
    }

    let mut statements = BTreeSet::new();
    for (file, source) in &sources {
        let mut reader = Reader {
            file,
            macros: &macros,
            constants: Vec::new(),
            uses: BTreeMap::new(),
            here: None,
            lists: 0,
            found: Vec::new(),
        };
        reader.visit_file(source);
        let constants = reader.constants.into_iter().map(|constant| (constant.engine, constant.text));
        for (of, text) in reader.found.into_iter().chain(constants) {
            if of.is_none_or(|of| of == engine) {
                let creates = text.starts_with("CREATE TEMPORARY");
                let step = if creates { Step::Create } else { Step::Prepare };
                statements.insert(Statement { step, text, file: file.clone() });
            }
        }
    }

    statements
}

fn read_folder(folder: &Path, sources: &mut Vec<(PathBuf, syn::File)>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() && name != "testing" && name != "tests" {
            read_folder(&path, sources);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !["testing.rs", "tests.rs", "statements.rs"].contains(&name)
        {
            let source = syn::parse_file(&std::fs::read_to_string(&path).unwrap()).unwrap();
            sources.push((path, source));
        }
    }
}

/// A macro of one arm: the names of its parameters, and what it stands for.
struct Macro {
    parameters: Vec<String>,
    body: TokenStream,
}

struct Macros<'a>(&'a mut BTreeMap<String, Macro>);

impl Visit<'_> for Macros<'_> {
    fn visit_item_macro(&mut self, item: &syn::ItemMacro) {
        let Some(name) = &item.ident else { return };
        let groups: Vec<_> = item.mac.tokens.clone().into_iter().filter_map(group).collect();
        let [parameters, body] = &groups[..] else { return };
        let mut names = Vec::new();
        let mut tokens = parameters.clone().into_iter();

        while let Some(token) = tokens.next() {
            if let (TokenTree::Punct(punct), Some(TokenTree::Ident(name))) = (&token, tokens.clone().next())
                && punct.as_char() == '$'
            {
                names.push(name.to_string());
                tokens.next();
            }
        }

        self.0.insert(name.to_string(), Macro { parameters: names, body: body.clone() });
    }
}

fn group(token: TokenTree) -> Option<TokenStream> {
    match token {
        TokenTree::Group(group) if group.delimiter() != Delimiter::None => Some(group.stream()),
        _ => None,
    }
}

/// The body with the arguments in the place of the parameters.
fn expand(body: TokenStream, arguments: &BTreeMap<String, TokenStream>) -> TokenStream {
    let mut tokens = body.into_iter();
    let mut expanded = TokenStream::new();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Punct(punct) if punct.as_char() == '$' => {
                let name = tokens.next().unwrap().to_string();
                expanded.extend(arguments[&name].clone());
            }
            TokenTree::Group(group) => {
                let inner = expand(group.stream(), arguments);
                expanded.extend([TokenTree::Group(proc_macro2::Group::new(group.delimiter(), inner))]);
            }
            other => expanded.extend([other]),
        }
    }

    expanded
}

struct Constant {
    name: String,
    text: String,
    /// The one that it is only for.
    engine: Option<Engine>,
}

struct Reader<'a> {
    file: &'a Path,
    macros: &'a BTreeMap<String, Macro>,
    constants: Vec<Constant>,
    /// Of constants that are defined further down.
    uses: BTreeMap<String, Option<Engine>>,
    /// The engine that what is being read is only for.
    here: Option<Engine>,
    /// How many arrays are around what is being read.
    lists: usize,
    found: Vec<(Option<Engine>, String)>,
}

impl Reader<'_> {
    /// The text that an expression stands for, if it is known before it runs.
    fn text(&self, expression: &Expr) -> Option<String> {
        match expression {
            Expr::Lit(literal) => match &literal.lit {
                Lit::Str(text) => Some(text.value()),
                _ => None,
            },
            Expr::Macro(call) => {
                let name = call.mac.path.segments.last()?.ident.to_string();
                let arguments =
                    Punctuated::<Expr, Token![,]>::parse_terminated.parse2(call.mac.tokens.clone()).ok()?;
                match name.as_str() {
                    "concat" => arguments.iter().map(|part| self.text(part)).collect(),
                    "include_str" => {
                        let path = self.file.parent()?.join(self.text(arguments.first()?)?);
                        Some(std::fs::read_to_string(path).unwrap())
                    }
                    _ => self.expanded(self.macros.get(&name)?, call.mac.tokens.clone()),
                }
            }
            _ => None,
        }
    }

    fn expanded(&self, called: &Macro, arguments: TokenStream) -> Option<String> {
        let mut given = vec![TokenStream::new()];
        for token in arguments {
            match token {
                TokenTree::Punct(punct) if punct.as_char() == ',' => given.push(TokenStream::new()),
                other => given.last_mut()?.extend([other]),
            }
        }

        let arguments = called.parameters.iter().cloned().zip(given).collect();
        self.text(&syn::parse2(expand(called.body.clone(), &arguments)).ok()?)
    }

    /// Takes what `query` is given.
    fn take(&mut self, argument: &Expr, engine: Option<Engine>) {
        match argument {
            Expr::MethodCall(call) if call.method == "choose" => {
                for (argument, engine) in call.args.iter().zip([Engine::Sqlite, Engine::Postgres]) {
                    self.take(argument, Some(engine));
                }
            }
            // A variable holds one of the constants, each of which is taken where it stands.
            Expr::Path(path) => self.use_constant(path, engine),
            // Put together as it runs.
            Expr::Call(_) => {}
            _ => match self.text(argument) {
                Some(text) => self.found.push((engine, text)),
                None => panic!("{}: a statement that cannot be read", self.file.display()),
            },
        }
    }

    fn use_constant(&mut self, path: &syn::ExprPath, engine: Option<Engine>) {
        let name = path.path.segments.last().unwrap().ident.to_string();
        match self.constants.iter_mut().rfind(|constant| constant.name == name) {
            Some(constant) => constant.engine = engine,
            None => _ = self.uses.insert(name, engine),
        }
    }

    fn within(&mut self, engine: Option<Engine>, read: impl FnOnce(&mut Self)) {
        let outside = self.here;
        self.here = engine.or(outside);
        read(self);
        self.here = outside;
    }
}

/// The engine that a pattern names, as `Tx::Postgres(_)` does.
fn engine_of(tokens: &str) -> Option<Engine> {
    let tokens = tokens.replace(' ', "");
    let names = |engine: &str| {
        tokens.contains(&format!("Tx::{engine}")) || tokens.contains(&format!("Pools::{engine}"))
    };

    match (names("Sqlite"), names("Postgres")) {
        (true, false) => Some(Engine::Sqlite),
        (false, true) => Some(Engine::Postgres),
        _ => None,
    }
}

fn engine_of_path(path: &syn::Path) -> Option<Engine> {
    let names: Vec<_> = path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    engine_of(&names.join("::"))
}

fn is_test(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.meta.require_list().is_ok_and(|list| list.tokens.to_string() == "test")
    })
}

/// Whether it is a whole one: what something is added to ends with a space.
fn is_statement(text: &str) -> bool {
    if text.ends_with(' ') {
        return false;
    }
    let code = text.lines().map(str::trim).find(|line| !line.starts_with("--")).unwrap_or_default();
    ["SELECT ", "INSERT ", "UPDATE ", "DELETE ", "CREATE TEMPORARY "]
        .iter()
        .any(|verb| code.starts_with(verb))
}

impl Visit<'_> for Reader<'_> {
    fn visit_item_mod(&mut self, item: &ItemMod) {
        if !is_test(&item.attrs) {
            visit::visit_item_mod(self, item);
        }
    }

    fn visit_item_const(&mut self, item: &ItemConst) {
        if let Some(text) = self.text(&item.expr).filter(|text| is_statement(text)) {
            let name = item.ident.to_string();
            let engine = self.uses.remove(&name).flatten();
            self.constants.push(Constant { name, text, engine });
        } else {
            visit::visit_item_const(self, item);
        }
    }

    fn visit_expr_method_call(&mut self, call: &syn::ExprMethodCall) {
        if call.method == "query"
            && let [argument] = &call.args.iter().collect::<Vec<_>>()[..]
        {
            self.take(argument, self.here);
        } else if call.method == "choose" {
            for (argument, engine) in call.args.iter().zip([Engine::Sqlite, Engine::Postgres]) {
                self.take(argument, Some(engine));
            }
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_expr_if(&mut self, condition: &syn::ExprIf) {
        let engine = match &*condition.cond {
            Expr::Macro(call) => engine_of(&call.mac.tokens.to_string()),
            _ => None,
        };

        self.within(engine, |reader| reader.visit_block(&condition.then_branch));
        if let Some((_, otherwise)) = &condition.else_branch {
            self.visit_expr(otherwise);
        }
    }

    fn visit_arm(&mut self, arm: &syn::Arm) {
        let engine = match &arm.pat {
            syn::Pat::TupleStruct(pattern) => engine_of_path(&pattern.path),
            syn::Pat::Struct(pattern) => engine_of_path(&pattern.path),
            _ => None,
        };
        self.within(engine, |reader| visit::visit_arm(reader, arm));
    }

    fn visit_expr_array(&mut self, array: &syn::ExprArray) {
        self.lists += 1;
        visit::visit_expr_array(self, array);
        self.lists -= 1;
    }

    fn visit_expr_lit(&mut self, literal: &syn::ExprLit) {
        // Such as those of an array that a loop goes through.
        if let Lit::Str(text) = &literal.lit
            && self.lists > 0
            && is_statement(&text.value())
        {
            self.found.push((self.here, text.value()));
        }
    }
}
