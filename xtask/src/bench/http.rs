//! A small HTTP/1.1 client over one kept connection: enough to measure a server on this machine.

use anyhow::{Context, Result, bail};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// One connection to the server.
pub struct Connection {
    stream: BufReader<TcpStream>,
    host: SocketAddr,
}

/// What the server answered.
pub struct Answer {
    pub status: u16,
    /// The headers, their names in lower case.
    pub headers: Vec<(String, String)>,
    /// How many octets the body had.
    pub length: u64,
}

impl Connection {
    pub fn open(host: SocketAddr) -> Result<Self> {
        let stream = TcpStream::connect(host)?;
        stream.set_nodelay(true)?;
        stream.set_read_timeout(Some(Duration::from_mins(5)))?;
        Ok(Self { stream: BufReader::with_capacity(64 * 1024, stream), host })
    }

    /// Asks for a page, signed in with `cookie`.
    pub fn get(&mut self, path: &str, cookie: &str) -> Result<Answer> {
        self.get_into(path, cookie, &mut io::sink())
    }

    /// Asks for a page, and gives its text too.
    pub fn get_text(&mut self, path: &str, cookie: &str) -> Result<(Answer, String)> {
        let mut received = Vec::new();
        let answer = self.get_into(path, cookie, &mut received)?;
        Ok((answer, String::from_utf8(received)?))
    }

    fn get_into(&mut self, path: &str, cookie: &str, body: &mut impl Write) -> Result<Answer> {
        let request = format!("GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\n\r\n", self.host);
        self.send(&request, body)
    }

    /// Sends JSON and gives the answer's body too.
    pub fn post_json(&mut self, path: &str, cookie: &str, body: &str) -> Result<(Answer, Vec<u8>)> {
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\nContent-Type: application/json\r\n\
             Accept: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            self.host,
            body.len()
        );
        let mut received = Vec::new();
        let answer = self.send(&request, &mut received)?;

        Ok((answer, received))
    }

    /// Sends a form as a page's code does, signed in with `cookie`, and gives the answer's body too.
    pub fn post_form(
        &mut self,
        path: &str,
        cookie: &str,
        form: &[(&str, &str)],
    ) -> Result<(Answer, Vec<u8>)> {
        let body = written(form);
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nCookie: {cookie}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nAccept: application/json\r\n\
             Content-Length: {}\r\n\r\n{body}",
            self.host,
            body.len()
        );
        let mut received = Vec::new();
        let answer = self.send(&request, &mut received)?;

        Ok((answer, received))
    }

    pub fn post(&mut self, path: &str, form: &[(&str, &str)]) -> Result<Answer> {
        let body = written(form);
        let request = format!(
            "POST {path} HTTP/1.1\r\nHost: {}\r\nContent-Type: application/x-www-form-urlencoded\r\n\
             Accept: text/html\r\nContent-Length: {}\r\n\r\n{body}",
            self.host,
            body.len()
        );

        self.send(&request, &mut io::sink())
    }

    fn send(&mut self, request: &str, body: &mut impl Write) -> Result<Answer> {
        self.stream.get_mut().write_all(request.as_bytes())?;
        let status = self.line()?;
        let status = status.split(' ').nth(1).context("no status line")?.parse()?;
        let mut headers = Vec::new();

        loop {
            let line = self.line()?;
            let Some((name, value)) = line.split_once(':') else { break };
            headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
        }

        let mut answer = Answer { status, headers, length: 0 };
        answer.length = self.read_body(&answer, body)?;
        Ok(answer)
    }

    fn read_body(&mut self, answer: &Answer, body: &mut impl Write) -> Result<u64> {
        if let Some(length) = answer.header("content-length") {
            return self.read(length.parse()?, body);
        }

        if answer.header("transfer-encoding") != Some("chunked") {
            return Ok(0);
        }

        let mut length = 0;
        loop {
            let chunk = u64::from_str_radix(self.line()?.trim(), 16)?;
            length += self.read(chunk, body)?;
            self.line()?;
            if chunk == 0 {
                return Ok(length);
            }
        }
    }

    fn read(&mut self, octets: u64, body: &mut impl Write) -> Result<u64> {
        let read = io::copy(&mut self.stream.by_ref().take(octets), body)?;
        if read == octets { Ok(read) } else { bail!("the answer was cut short") }
    }

    fn line(&mut self) -> Result<String> {
        let mut line = String::new();
        if self.stream.read_line(&mut line)? == 0 {
            bail!("the server closed the connection");
        }
        Ok(line.trim_end().to_owned())
    }
}

impl Answer {
    /// The first header of this name.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The cookies that were set, as a `Cookie` header sends them back.
    pub fn cookies(&self) -> String {
        let set = self.headers.iter().filter(|(name, _)| name == "set-cookie");
        set.filter_map(|(_, value)| value.split(';').next()).collect::<Vec<_>>().join("; ")
    }
}

/// A form as it is sent.
fn written(form: &[(&str, &str)]) -> String {
    let pairs = form.iter().map(|(name, value)| format!("{}={}", encoded(name), encoded(value)));
    pairs.collect::<Vec<_>>().join("&")
}

/// `text` as it stands in a form or a query.
fn encoded(text: &str) -> String {
    use std::fmt::Write;

    let mut encoded = String::with_capacity(text.len());
    for octet in text.bytes() {
        if octet.is_ascii_alphanumeric() || b"-._~".contains(&octet) {
            encoded.push(char::from(octet));
        } else {
            write!(encoded, "%{octet:02X}").expect("a String takes all that is written");
        }
    }

    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::net::TcpListener;

    #[test]
    fn answers_of_known_length_and_in_chunks_are_read_to_their_end() {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let host = listener.local_addr().unwrap();
        let server = std::thread::spawn(move || {
            let (mut stream, _) = listener.accept().unwrap();
            let answers = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nSet-Cookie: a=1; Path=/\r\n\r\nhello\
                           HTTP/1.1 404 Not Found\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n";
            stream.write_all(answers.as_bytes()).unwrap();
            std::io::copy(&mut stream, &mut std::io::sink()).unwrap();
        });
        let mut connection = Connection::open(host).unwrap();
        let first = connection.get("/", "").unwrap();

        assert_eq!((first.status, first.length, first.cookies().as_str()), (200, 5, "a=1"));

        let second = connection.post("/", &[("é", "a b")]).unwrap();

        assert_eq!((second.status, second.length), (404, 3));

        drop(connection);
        server.join().unwrap();
    }

    #[test]
    fn a_form_is_encoded() {
        assert_eq!(encoded("é a+b"), "%C3%A9%20a%2Bb");
    }
}
