//! The little of HTTP/1.1 that a static site needs: GET, HEAD, keep-alive, conditional requests.

use super::site::{Encoding, Site};
use crate::build::csp;
use std::io::{self, BufRead, Read, Write};

/// A request's head may not be longer; browsers send a tenth of that.
const LONGEST_HEAD: u64 = 16 * 1024;

/// What the answer depends on.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Request {
    /// `GET`, `HEAD` or something that is refused.
    pub method: String,
    /// Path and query as sent.
    pub target: String,
    /// Whether the connection stays open afterwards.
    pub keep_alive: bool,
    accept_encoding: String,
    if_none_match: String,
    has_body: bool,
}

impl Request {
    /// Reads one request; `None` when the other side has closed the connection.
    ///
    /// # Errors
    /// When what arrives is no request, or its head is too long.
    pub fn read(stream: &mut impl BufRead) -> io::Result<Option<Self>> {
        let mut head = stream.take(LONGEST_HEAD);
        let Some(first) = line(&mut head)? else {
            return Ok(None);
        };
        let mut words = first.split(' ');
        let (Some(method), Some(target), Some(version), None) =
            (words.next(), words.next(), words.next(), words.next())
        else {
            return Err(invalid("expected METHOD TARGET VERSION"));
        };
        let mut request = Self {
            method: method.to_owned(),
            target: target.to_owned(),
            keep_alive: version == "HTTP/1.1",
            ..Self::default()
        };
        loop {
            match line(&mut head)?.as_deref() {
                None => return Err(invalid("expected an empty line after the head")),
                Some("") => return Ok(Some(request)),
                Some(header) => request.note(header),
            }
        }
    }

    fn note(&mut self, header: &str) {
        let Some((name, value)) = header.split_once(':') else {
            return;
        };
        let value = value.trim();
        match name.to_ascii_lowercase().as_str() {
            "accept-encoding" => self.accept_encoding = value.to_owned(),
            "if-none-match" => self.if_none_match = value.to_owned(),
            "connection" => self.keep_alive &= !value.eq_ignore_ascii_case("close"),
            "content-length" | "transfer-encoding" => self.has_body = value != "0",
            _ => {}
        }
    }
}

fn line(stream: &mut impl BufRead) -> io::Result<Option<String>> {
    let mut bytes = Vec::new();
    stream.read_until(b'\n', &mut bytes)?;
    if bytes.is_empty() {
        return Ok(None);
    }
    let text = std::str::from_utf8(&bytes).map_err(|_| invalid("expected text"))?;
    let text = text
        .strip_suffix('\n')
        .ok_or_else(|| invalid("expected a shorter head"))?;
    Ok(Some(text.trim_end_matches('\r').to_owned()))
}

fn invalid(expected: &str) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, expected)
}

/// Answers one request; returns whether the connection stays open.
///
/// # Errors
/// When the other side no longer listens.
pub fn answer(site: &Site, request: &Request, stream: &mut impl Write) -> io::Result<bool> {
    let head_only = request.method == "HEAD";
    // A body that nobody reads would be taken for the next request.
    let stays = request.keep_alive && !request.has_body;
    let mut reply = Reply::default();
    if request.method != "GET" && !head_only {
        reply.status = "405 Method Not Allowed";
        reply.header("Allow", "GET, HEAD");
    } else if let Some(asset) = site.find(&request.target) {
        reply.header("Cache-Control", asset.cache);
        reply.header("ETag", &asset.tag);
        reply.header("Vary", "Accept-Encoding");
        if request
            .if_none_match
            .split(',')
            .any(|tag| tag.trim() == asset.tag)
        {
            reply.status = "304 Not Modified";
        } else {
            reply.status = "200 OK";
            reply.header("Content-Type", asset.mime);
            let (body, encoding) = asset.body(Encoding::best(&request.accept_encoding));
            match encoding {
                Encoding::Brotli => reply.header("Content-Encoding", "br"),
                Encoding::Gzip => reply.header("Content-Encoding", "gzip"),
                Encoding::Identity => {}
            }
            reply.body = body;
        }
    } else {
        reply.status = "404 Not Found";
        reply.header("Content-Type", "text/plain; charset=utf-8");
        reply.body = b"There is no such file.\n";
    }
    reply.header("Connection", if stays { "keep-alive" } else { "close" });
    reply.write(stream, head_only)?;
    Ok(stays)
}

/// An answer being put together.
#[derive(Default)]
struct Reply<'a> {
    status: &'static str,
    headers: String,
    body: &'a [u8],
}

impl Reply<'_> {
    fn header(&mut self, name: &str, value: &str) {
        self.headers.push_str(&format!("{name}: {value}\r\n"));
    }

    fn write(mut self, stream: &mut impl Write, head_only: bool) -> io::Result<()> {
        self.header("Content-Security-Policy", &csp::header());
        self.header("X-Content-Type-Options", "nosniff");
        self.header("Referrer-Policy", "no-referrer");
        if !self.status.starts_with("304") {
            self.header("Content-Length", &self.body.len().to_string());
        }
        write!(stream, "HTTP/1.1 {}\r\n{}\r\n", self.status, self.headers)?;
        if !head_only {
            stream.write_all(self.body)?;
        }
        stream.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange(request: &str) -> (String, bool) {
        let long = [b'x'; 4000];
        let site = Site::of(&[
            ("index.html", b"<!doctype html>"),
            ("app.0123456789ab/boot.js", &long),
            ("data/manifest.json", b"{}"),
        ]);
        let request = Request::read(&mut request.as_bytes()).unwrap().unwrap();
        let mut reply = Vec::new();
        let stays = answer(&site, &request, &mut reply).unwrap();
        (String::from_utf8_lossy(&reply).into_owned(), stays)
    }

    fn get(path: &str, headers: &str) -> String {
        exchange(&format!("GET {path} HTTP/1.1\r\n{headers}\r\n")).0
    }

    #[test]
    fn every_answer_carries_the_policy() {
        for path in ["/", "/data/manifest.json", "/nothing"] {
            let reply = get(path, "");
            assert!(
                reply.contains("Content-Security-Policy: default-src 'none'"),
                "{reply}"
            );
            assert!(reply.contains("frame-ancestors 'self'\r\n"), "{reply}");
            assert!(reply.contains("X-Content-Type-Options: nosniff"), "{reply}");
            assert!(reply.contains("Referrer-Policy: no-referrer"), "{reply}");
        }
    }

    #[test]
    fn the_page_is_fresh_and_hashed_files_are_immutable() {
        assert!(get("/", "").contains("Cache-Control: no-cache"));
        assert!(get("/data/manifest.json", "").contains("Cache-Control: no-cache"));
        assert!(get("/app.0123456789ab/boot.js", "").contains("immutable"));
    }

    #[test]
    fn compressed_bodies_say_so() {
        let reply = get("/app.0123456789ab/boot.js", "Accept-Encoding: gzip\r\n");
        assert!(
            reply.contains("Content-Encoding: gzip") && reply.contains("Vary: Accept-Encoding")
        );
        assert!(!get("/app.0123456789ab/boot.js", "").contains("Content-Encoding"));
    }

    #[test]
    fn an_unchanged_file_is_not_sent_again() {
        let first = get("/", "");
        let tag = first
            .lines()
            .find_map(|line| line.strip_prefix("ETag: "))
            .unwrap();
        let second = get("/", &format!("If-None-Match: {tag}\r\n"));
        assert!(
            second.starts_with("HTTP/1.1 304") && second.ends_with("\r\n\r\n"),
            "{second}"
        );
    }

    #[test]
    fn head_sends_the_length_but_no_body() {
        let (reply, _) = exchange("HEAD / HTTP/1.1\r\n\r\n");
        assert!(
            reply.contains("Content-Length: 15") && reply.ends_with("\r\n\r\n"),
            "{reply}"
        );
    }

    #[test]
    fn other_methods_are_refused_and_end_the_connection() {
        let (reply, stays) = exchange("POST / HTTP/1.1\r\nContent-Length: 5\r\n\r\n");
        assert!(reply.starts_with("HTTP/1.1 405") && !stays, "{reply}");
    }

    #[test]
    fn the_connection_stays_open_only_if_the_browser_wants_it() {
        assert!(exchange("GET / HTTP/1.1\r\n\r\n").1);
        assert!(!exchange("GET / HTTP/1.1\r\nConnection: close\r\n\r\n").1);
        assert!(!exchange("GET / HTTP/1.0\r\n\r\n").1);
    }

    #[test]
    fn what_is_no_request_is_an_error() {
        let long = format!("GET /{} HTTP/1.1\r\n\r\n", "x".repeat(20_000));
        for text in [
            "GET /\r\n\r\n",
            "GET / HTTP/1.1\r\nHost: x",
            "\u{1f600}\r\n",
            &long,
        ] {
            assert!(Request::read(&mut text.as_bytes()).is_err(), "{text}");
        }
        assert_eq!(Request::read(&mut "".as_bytes()).unwrap(), None);
    }
}
