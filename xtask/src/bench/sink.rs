//! A mail server that takes every mail and keeps none.

use anyhow::Result;
use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::thread;

/// A listening sink; its threads end with this program.
pub struct Sink {
    pub host: SocketAddr,
    taken: Arc<AtomicU32>,
}

impl Sink {
    pub fn open() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let (host, taken) = (listener.local_addr()?, Arc::new(AtomicU32::new(0)));
        let counter = Arc::clone(&taken);
        thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let counter = Arc::clone(&counter);
                // A client that hangs up in the middle is its own affair.
                thread::spawn(move || converse(&stream, &counter).ok());
            }
        });

        Ok(Self { host, taken })
    }

    /// How many mails were taken.
    pub fn taken(&self) -> u32 {
        self.taken.load(Ordering::Relaxed)
    }
}

/// A mail server that never says a word.
pub struct Silence {
    pub host: SocketAddr,
    _listener: TcpListener,
}

impl Silence {
    pub fn open() -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        Ok(Self { host: listener.local_addr()?, _listener: listener })
    }
}

/// One connection, to its end.
fn converse(mut stream: &TcpStream, taken: &AtomicU32) -> Result<()> {
    stream.set_nodelay(true)?;
    let mut lines = BufReader::new(stream);
    let mut answer = |text: &[u8]| stream.write_all(text);
    answer(b"220 sink\r\n")?;
    let mut line = String::new();

    loop {
        line.clear();
        if lines.read_line(&mut line)? == 0 {
            return Ok(());
        }
        match line.get(..4).unwrap_or_default().to_ascii_uppercase().as_str() {
            "EHLO" => answer(b"250-sink\r\n250-8BITMIME\r\n250 SMTPUTF8\r\n")?,
            "QUIT" => return Ok(answer(b"221 bye\r\n")?),
            "DATA" => {
                answer(b"354 go on\r\n")?;
                skip_message(&mut lines)?;
                taken.fetch_add(1, Ordering::Relaxed);
                answer(b"250 taken\r\n")?;
            }
            _ => answer(b"250 fine\r\n")?,
        }
    }
}

/// Reads to the line that is a single dot.
fn skip_message(lines: &mut impl BufRead) -> Result<()> {
    let mut line = Vec::new();
    loop {
        line.clear();
        if lines.read_until(b'\n', &mut line)? == 0 || line == b".\r\n" {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn a_mail_is_counted_once_its_last_dot_has_come() {
        let sink = Sink::open().unwrap();
        let mut stream = TcpStream::connect(sink.host).unwrap();
        stream
            .write_all(b"EHLO me\r\nMAIL FROM:<a@b>\r\nRCPT TO:<c@d>\r\nDATA\r\nSubject: x\r\n\r\n..\r\n.\r\nQUIT\r\n")
            .unwrap();
        let mut said = String::new();
        stream.read_to_string(&mut said).unwrap();

        assert!(said.ends_with("250 taken\r\n221 bye\r\n"), "{said}");
        assert_eq!(sink.taken(), 1);
    }
}
