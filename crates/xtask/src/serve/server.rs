//! Listening on 127.0.0.1, one thread per connection.

use super::http::{self, Request};
use super::site::Site;
use crate::failure::Failure;
use std::io::{self, BufReader};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

/// A silent connection is closed after this.
const PATIENCE: Duration = Duration::from_secs(60);

/// How many ports are tried after the first.
const TRIES: u16 = 50;

/// A server that has its port but no site yet.
pub struct Server {
    listener: TcpListener,
}

impl Server {
    /// Takes that port and no other; 0 takes any free one.
    ///
    /// # Errors
    /// When it is taken.
    pub fn bind(port: u16) -> Result<Self, Failure> {
        TcpListener::bind((Ipv4Addr::LOCALHOST, port))
            .map(|listener| Self { listener })
            .map_err(|error| {
                Failure::Check(format!("could not listen on 127.0.0.1:{port}: {error}"))
            })
    }

    /// Takes the first free port from `first` on.
    ///
    /// # Errors
    /// When a whole range is taken.
    pub fn bind_from(first: u16) -> Result<Self, Failure> {
        let last = first.saturating_add(TRIES);
        (first..last)
            .find_map(|port| Self::bind(port).ok())
            .map_or_else(|| Self::bind(last), Ok)
    }

    /// The address of the page.
    ///
    /// # Errors
    /// When the system does not know its own port.
    pub fn address(&self) -> Result<String, Failure> {
        let address = self
            .listener
            .local_addr()
            .map_err(Failure::file("ask for", "port".as_ref()))?;
        Ok(format!("http://{address}/"))
    }

    /// Serves until the process ends.
    ///
    /// # Errors
    /// Never while the listener lives.
    pub fn run(self, site: Arc<Site>) -> Result<(), Failure> {
        let warming = Arc::clone(&site);
        thread::spawn(move || warming.warm_up());
        for stream in self.listener.incoming().flatten() {
            let site = Arc::clone(&site);
            // A browser that goes away in the middle of an answer is no concern of the server.
            thread::spawn(move || converse(&site, &stream).ok());
        }
        Ok(())
    }
}

fn converse(site: &Site, stream: &TcpStream) -> io::Result<()> {
    stream.set_read_timeout(Some(PATIENCE))?;
    stream.set_nodelay(true)?;
    let (mut reader, mut writer) = (BufReader::new(stream), io::BufWriter::new(stream));
    while let Some(request) = Request::read(&mut reader)? {
        if !http::answer(site, &request, &mut writer)? {
            break;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::{Read, Write};

    #[test]
    fn two_requests_share_one_connection() {
        let server = Server::bind(0).unwrap();
        let address = server.listener.local_addr().unwrap();
        thread::spawn(move || server.run(Arc::new(Site::of(&[("index.html", b"page")]))));
        let mut stream = TcpStream::connect(address).unwrap();
        let requests = "GET / HTTP/1.1\r\n\r\nGET /none HTTP/1.1\r\nConnection: close\r\n\r\n";
        stream.write_all(requests.as_bytes()).unwrap();
        let mut replies = String::new();
        stream.read_to_string(&mut replies).unwrap();
        assert!(replies.starts_with("HTTP/1.1 200 OK"), "{replies}");
        assert!(replies.contains("HTTP/1.1 404 Not Found"), "{replies}");
    }

    #[test]
    fn a_taken_port_is_passed_over_unless_asked_for() {
        let first = Server::bind(0).unwrap();
        let port = first.listener.local_addr().unwrap().port();
        assert!(Server::bind(port).is_err());
        let next = Server::bind_from(port).unwrap();
        assert_ne!(next.listener.local_addr().unwrap().port(), port);
    }
}
