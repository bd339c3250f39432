//! Files that are no list, though they are called one: what they are, and what to do.

use crate::locale::Locale;
use serde::{Deserialize, Serialize};

/// What a file is that is no list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A web page, which many programs call `.xls`.
    Html,
    /// A web page in one file: `.mht`.
    Mhtml,
    /// A workbook of Excel 2003 in XML.
    XmlSpreadsheet,
    /// A workbook of `LibreOffice` in XML: `.fods`.
    FlatOpenDocument,
    /// Any other XML.
    Xml,
    /// Visiting cards: `.vcf`.
    VCard,
    /// Objects of JavaScript.
    Json,
    /// A sheet of Multiplan: `.slk`.
    Sylk,
    /// A workbook of Excel before 2007: `.xls`.
    Xls,
    /// A binary workbook of Excel: `.xlsb`.
    Xlsb,
    /// A workbook of `LibreOffice`: `.ods`.
    OpenDocument,
    /// A workbook of Apple's Numbers.
    Numbers,
    /// A document or a presentation of Office.
    Document,
    /// An archive.
    Zip,
}

impl FileKind {
    /// What a text is by how it begins; `None` when it may be a list.
    pub(super) fn of_text(text: &str) -> Option<Self> {
        let text = text.trim_start();
        let head = text[..text.floor_char_boundary(4096)].to_ascii_lowercase();

        if head.starts_with('<') {
            return Self::of_markup(&head);
        }

        if head.starts_with("begin:vcard") {
            return Some(Self::VCard);
        }

        let is_web_archive = head.contains("\nmime-version:") || head.starts_with("mime-version:");
        if is_web_archive && head.contains("content-type:") {
            return Some(Self::Mhtml);
        }

        let begins = head.strip_prefix(['{', '[']).map(str::trim_start);
        if begins.is_some_and(|rest| rest.starts_with(['"', '{', '['])) {
            return Some(Self::Json);
        }

        is_sylk(text).then_some(Self::Sylk)
    }

    fn of_markup(head: &str) -> Option<Self> {
        const PAGE: [&str; 10] =
            ["!doctype html", "html", "head", "meta", "style", "body", "table", "div", "title", "center"];

        if head.contains("urn:schemas-microsoft-com:office:spreadsheet") && !head.contains("<html") {
            return Some(Self::XmlSpreadsheet);
        }
        if head.contains("<office:document") {
            return Some(Self::FlatOpenDocument);
        }

        // `<zoe@exemple.fr>` is no tag.
        let is_tag = |name: &&'static str| {
            let behind = head[1..].strip_prefix(*name).and_then(|rest| rest.chars().next());
            behind.is_some_and(|c| c == '>' || c.is_ascii_whitespace())
        };
        if head.contains("<html") || PAGE.iter().any(is_tag) {
            return Some(Self::Html);
        }

        (head.starts_with("<?xml") || head.starts_with("<!--")).then_some(Self::Xml)
    }

    /// What it is and what to do, as a sentence.
    pub const fn advice(self, locale: Locale) -> &'static str {
        match locale {
            Locale::Fr => self.in_french(),
            Locale::En => self.in_english(),
        }
    }

    const fn in_french(self) -> &'static str {
        match self {
            Self::Html => {
                "C’est une page web, même si son nom finit par .xls. Ouvrez-la dans votre tableur et enregistrez-la au format .xlsx."
            }
            Self::Mhtml => {
                "C’est une page web archivée (.mht). Ouvrez-la dans Excel et enregistrez-la au format .xlsx."
            }
            Self::XmlSpreadsheet => {
                "C’est un classeur XML d’Excel 2003. Ouvrez-le dans votre tableur et enregistrez-le au format .xlsx."
            }
            Self::FlatOpenDocument => {
                "C’est un classeur LibreOffice en XML (.fods). Ouvrez-le dans LibreOffice et enregistrez-le au format .xlsx."
            }
            Self::Xml => {
                "C’est un fichier XML, pas un tableau. Demandez au programme qui l’a écrit un export .csv ou .xlsx."
            }
            Self::VCard => {
                "Ce sont des cartes de visite (.vcf). Exportez plutôt vos contacts au format CSV, et importez ce fichier."
            }
            Self::Json => {
                "C’est un fichier JSON, pas un tableau. Demandez au programme qui l’a écrit un export .csv ou .xlsx."
            }
            Self::Sylk => {
                "C’est une feuille SYLK (.slk). Ouvrez-la dans votre tableur et enregistrez-la au format .xlsx."
            }
            Self::Xls => {
                "C’est un classeur d’un ancien Excel (.xls). Ouvrez-le dans votre tableur et enregistrez-le au format .xlsx."
            }
            Self::Xlsb => {
                "C’est un classeur binaire d’Excel (.xlsb). Ouvrez-le dans Excel et enregistrez-le au format .xlsx."
            }
            Self::OpenDocument => {
                "C’est un classeur LibreOffice (.ods). Ouvrez-le dans LibreOffice et enregistrez-le au format .xlsx."
            }
            Self::Numbers => {
                "C’est un classeur Numbers. Dans Numbers, choisissez Fichier › Exporter vers › Excel, et importez ce fichier."
            }
            Self::Document => {
                "C’est un document ou une présentation, pas un classeur. Copiez le tableau qui s’y trouve dans un classeur, et enregistrez-le au format .xlsx."
            }
            Self::Zip => "C’est une archive .zip. Ouvrez-la et importez le fichier qu’elle contient.",
        }
    }

    const fn in_english(self) -> &'static str {
        match self {
            Self::Html => {
                "It is a web page, even though its name may end in .xls. Open it in your spreadsheet program and save it as .xlsx."
            }
            Self::Mhtml => "It is an archived web page (.mht). Open it in Excel and save it as .xlsx.",
            Self::XmlSpreadsheet => {
                "It is an XML workbook of Excel 2003. Open it in your spreadsheet program and save it as .xlsx."
            }
            Self::FlatOpenDocument => {
                "It is a LibreOffice workbook in XML (.fods). Open it in LibreOffice and save it as .xlsx."
            }
            Self::Xml => {
                "It is an XML file, not a table. Ask the program that wrote it for an export as .csv or .xlsx."
            }
            Self::VCard => {
                "These are visiting cards (.vcf). Export your contacts as CSV instead, and import that file."
            }
            Self::Json => {
                "It is a JSON file, not a table. Ask the program that wrote it for an export as .csv or .xlsx."
            }
            Self::Sylk => {
                "It is a SYLK sheet (.slk). Open it in your spreadsheet program and save it as .xlsx."
            }
            Self::Xls => {
                "It is a workbook of an old Excel (.xls). Open it in your spreadsheet program and save it as .xlsx."
            }
            Self::Xlsb => "It is a binary workbook of Excel (.xlsb). Open it in Excel and save it as .xlsx.",
            Self::OpenDocument => {
                "It is a LibreOffice workbook (.ods). Open it in LibreOffice and save it as .xlsx."
            }
            Self::Numbers => {
                "It is a workbook of Numbers. In Numbers choose File › Export To › Excel, and import that file."
            }
            Self::Document => {
                "It is a document or a presentation, not a workbook. Copy its table into a workbook, and save that as .xlsx."
            }
            Self::Zip => "It is a .zip archive. Open it and import the file that it holds.",
        }
    }
}

/// Whether a text is records of SYLK; `ID;Prénom` begins a list.
fn is_sylk(text: &str) -> bool {
    const RECORDS: [&str; 9] = ["P", "F", "B", "C", "O", "W", "NN", "NU", "NE"];

    let mut lines = text.lines();
    let is_record = |line: &str| line.split_once(';').is_some_and(|(kind, _)| RECORDS.contains(&kind));
    lines.next().is_some_and(|line| line.starts_with("ID;P")) && lines.next().is_some_and(is_record)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_list_is_told_by_how_it_begins() {
        for (text, kind) in [
            ("<html><body><table><tr><td>compte", FileKind::Html),
            ("\n <!DOCTYPE html>\n<html>", FileKind::Html),
            ("<TABLE border=1><tr>", FileKind::Html),
            ("<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\">", FileKind::Html),
            ("<meta http-equiv=Content-Type content=\"text/html\">", FileKind::Html),
            ("<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"\"><html xmlns=\"x\">", FileKind::Html),
            (
                "<?xml version=\"1.0\"?>\n<?mso-application progid=\"Excel.Sheet\"?>\n<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
                FileKind::XmlSpreadsheet,
            ),
            ("<?xml version=\"1.0\"?><office:document xmlns:office=\"x\">", FileKind::FlatOpenDocument),
            ("<?xml version=\"1.0\"?><users><user/></users>", FileKind::Xml),
            ("BEGIN:VCARD\r\nVERSION:3.0", FileKind::VCard),
            ("MIME-Version: 1.0\r\nContent-Type: multipart/related", FileKind::Mhtml),
            (
                "From: <Saved by Blink>\r\nSubject: liste\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;",
                FileKind::Mhtml,
            ),
            ("[\n  {\"email\": \"a@b.fr\"}]", FileKind::Json),
            ("{\"users\": []}", FileKind::Json),
            ("ID;PWXL;N;E\r\nP;PGeneral\r\nC;Y1;X1;K\"compte\"", FileKind::Sylk),
            ("ID;PCALCOOO32\nB;Y2;X2\n", FileKind::Sylk),
        ] {
            assert_eq!(FileKind::of_text(text), Some(kind), "{text}");
        }
    }

    #[test]
    fn a_list_may_begin_much_like_something_else() {
        for text in [
            "<zoe@exemple.fr>;Zoé",
            "<head.office@exemple.fr>\n",
            "ID;Prénom;Email\n1;Zoé;z@exemple.fr",
            "[compte];[email]\n1;a@exemple.fr",
            "{email}\n",
            "begin;email",
            "compte;email;remarque\n1;a@b.fr;<html>",
            "",
        ] {
            assert_eq!(FileKind::of_text(text), None, "{text}");
        }
    }
}
