//! How a file is to be read, where that is not to be told from it.

use clap::Args;
use domain::imports::{Encoding, Overrides, is_delimiter};

/// How a file is to be read.
#[derive(Args, Clone, Debug)]
pub struct Reading {
    /// The file's encoding: utf-8, windows-1252, macintosh, cp850, iso-8859-15, utf-16le, utf-16be, utf-32le or
    /// utf-32be; when absent it is told from the file.
    #[arg(long, value_parser = encoding)]
    encoding: Option<Encoding>,
    /// What stands between its cells: a character, or `tab`; when absent it is told from the file.
    #[arg(long, value_parser = delimiter)]
    delimiter: Option<char>,
}

impl Reading {
    /// What is told to the reader of files.
    pub fn overrides(&self) -> Overrides {
        Overrides { encoding: self.encoding, delimiter: self.delimiter, ..Overrides::default() }
    }
}

fn encoding(name: &str) -> Result<Encoding, String> {
    let named = Encoding::ALL.into_iter().find(|encoding| encoding.name().eq_ignore_ascii_case(name));
    named.ok_or_else(|| Encoding::ALL.map(Encoding::name).join(", "))
}

fn delimiter(text: &str) -> Result<char, String> {
    let mut characters = text.chars();
    match (characters.next(), characters.next()) {
        _ if text.eq_ignore_ascii_case("tab") || text == "\\t" => Ok('\t'),
        (Some(only), None) if is_delimiter(only) => Ok(only),
        _ => Err("; , | tab".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_a_file_is_read_is_said_in_words_that_are_known() {
        assert_eq!(encoding("CP850"), Ok(Encoding::Cp850));
        assert!(encoding("latin").unwrap_err().contains("windows-1252"));

        assert_eq!((delimiter("tab"), delimiter("\\t"), delimiter("|")), (Ok('\t'), Ok('\t'), Ok('|')));
        for wrong in ["", ";;", "a", "\"", "é"] {
            assert!(delimiter(wrong).is_err(), "{wrong}");
        }
    }
}
