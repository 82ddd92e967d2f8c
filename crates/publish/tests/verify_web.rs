//! `teilraum verify URL` against a small web server in this process.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops where it finds something unexpected"
)]

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::thread;

/// Hands out the files of `folder` as `change` leaves them; gives back the address.
fn serve(folder: PathBuf, change: fn(&str, Vec<u8>) -> Option<Vec<u8>>) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = format!("http://{}/", listener.local_addr().unwrap());
    thread::spawn(move || {
        for stream in listener.incoming() {
            answer(stream.unwrap(), &folder, change);
        }
    });
    address
}

fn answer(mut stream: TcpStream, folder: &Path, change: fn(&str, Vec<u8>) -> Option<Vec<u8>>) {
    let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
    let request = lines.next().unwrap().unwrap();
    let path = request
        .split(' ')
        .nth(1)
        .unwrap()
        .trim_start_matches('/')
        .to_owned();
    while lines.next().is_some_and(|line| !line.unwrap().is_empty()) {}
    let found = fs::read(folder.join(&path)).ok();
    let (status, body) = match found.and_then(|bytes| change(&path, bytes)) {
        Some(bytes) => ("200 OK", bytes),
        None => ("404 Not Found", b"no such page".to_vec()),
    };
    let head = format!(
        "HTTP/1.1 {status}\r\nContent-Length: {}\r\nConnection: close\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).unwrap();
    stream.write_all(&body).unwrap();
}

/// A small bundle, published once for all tests of this file.
fn bundle() -> PathBuf {
    static FOLDER: OnceLock<tempfile::TempDir> = OnceLock::new();
    let folder = FOLDER.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let atlas = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("../../tests/fixtures/small-atlas/atlas.toml");
        let mut command = Command::new(env!("CARGO_BIN_EXE_teilraum"));
        command.arg("publish").arg(atlas).arg("-o");
        let output = command.arg(folder.path().join("bundle")).output().unwrap();
        assert!(output.status.success(), "{}", errors(&output));
        folder
    });
    folder.path().join("bundle")
}

fn verify(address: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_teilraum"));
    command.args(["verify", address]).output().unwrap()
}

fn errors(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn a_sound_bundle_on_a_server_is_sound() {
    let output = verify(&serve(bundle(), |_, bytes| Some(bytes)));
    assert!(output.status.success(), "{}", errors(&output));
    assert!(String::from_utf8_lossy(&output.stdout).ends_with("sound\n"));
}

#[test]
fn a_host_that_alters_bytes_is_found_out() {
    let output = verify(&serve(bundle(), |path, bytes| {
        let text = path.starts_with("g/");
        Some(if text {
            [bytes, b"\n".to_vec()].concat()
        } else {
            bytes
        })
    }));
    assert!(!output.status.success());
    assert!(errors(&output).contains("g/"), "{}", errors(&output));
}

#[test]
fn a_file_that_the_host_lacks_is_named_with_the_status() {
    let output = verify(&serve(bundle(), |path, bytes| {
        (!path.starts_with("b/")).then_some(bytes)
    }));
    assert!(!output.status.success());
    let errors = errors(&output);
    assert!(errors.contains("/b/") && errors.contains("404"), "{errors}");
}

#[test]
fn nobody_listening_is_an_error_with_the_address() {
    let output = verify("http://127.0.0.1:1/atlas/");
    assert!(!output.status.success());
    assert!(errors(&output).contains("http://127.0.0.1:1/atlas/manifest.json"));
}
