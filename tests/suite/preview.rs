//! Owns talking to the preview over the network, as a browser does.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::command::casebook;

/// Longer than anything takes; nothing waits so long unless it is broken.
const LIMIT: Duration = Duration::from_secs(120);

/// A small site.
pub const SITE: &str = "\
//- content/site.yaml
title: Example
collections:
  places: {files: places/*.md, fields: {size: {type: integer}}}
  stones: {table: stones.csv, fields: {place: {type: places, inverse: stones}}}
//- content/index.md
---
title: Welcome
---
Hello.
//- content/places/hill.md
---
title: The hill
aliases: [/old-hill/]
---
High.
//- content/places/coast.md
---
title: The coast
---
Wet.
//- content/stones.csv
id,title,place
flint,Flint,hill
";

/// The command, serving a folder; it ends with the value.
pub struct Server {
    /// Its process.
    pub child: Child,
    /// Where it listens.
    pub port: u16,
    /// What it said before it named its address.
    pub first: Vec<String>,
    said: Receiver<String>,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts it, and waits until it names its address.
pub fn serve(root: &Path, arguments: &[&str]) -> Server {
    serve_by(casebook(root).arg("serve").args(arguments))
}

/// The same by a command of one's own.
pub fn serve_by(command: &mut Command) -> Server {
    let mut child = command.stderr(Stdio::piped()).spawn().expect("it runs");
    let (teller, said) = channel();
    let lines = BufReader::new(child.stderr.take().expect("it is piped")).lines();
    std::thread::spawn(move || lines.map_while(Result::ok).try_for_each(|line| teller.send(line)));
    let mut server = Server { child, port: 0, first: Vec::new(), said };
    let url = server.line(|line| line.starts_with("http://"));
    let port = url.split(':').nth(2).and_then(|rest| rest.split('/').next()).and_then(|port| port.parse().ok());
    server.port = port.unwrap_or_else(|| panic!("no port in {url}"));
    server
}

impl Server {
    /// The next line of its terminal that is looked for.
    pub fn line(&mut self, wanted: impl Fn(&str) -> bool) -> String {
        loop {
            let line = self.said.recv_timeout(LIMIT).unwrap_or_else(|error| panic!("{error}; it ended: {:?}", self.child.try_wait()));
            assert!(!line.contains("panicked"), "{line}");
            if wanted(&line) {
                return line;
            }
            if self.port == 0 {
                self.first.push(line);
            }
        }
    }

    /// Sends bytes, and takes all that comes back.
    pub fn send(&self, bytes: &[u8]) -> Vec<u8> {
        let mut stream = self.connect();
        stream.write_all(bytes).expect("it takes them");
        let mut answer = Vec::new();
        let _ = stream.read_to_end(&mut answer);
        answer
    }

    /// A connection that has said nothing yet.
    pub fn connect(&self) -> TcpStream {
        let stream = TcpStream::connect(("127.0.0.1", self.port)).expect("it listens");
        stream.set_read_timeout(Some(LIMIT)).expect("it can");
        stream
    }

    /// Asks by any method, with these headers.
    pub fn ask(&self, method: &str, target: &str, headers: &str) -> Answer {
        let answer = self.send(format!("{method} {target} HTTP/1.1\r\n{headers}\r\n").as_bytes());
        Answer::new(&answer).unwrap_or_else(|| panic!("no answer to {target}: {}", String::from_utf8_lossy(&answer)))
    }

    /// Asks for a page.
    pub fn get(&self, target: &str) -> Answer {
        self.ask("GET", target, "Host: localhost\r\n")
    }

    /// Begins to listen for news.
    pub fn news(&self) -> News {
        let mut stream = self.connect();
        stream.write_all(b"GET /.casebook/news HTTP/1.1\r\nHost: localhost\r\n\r\n").expect("it takes them");
        News(BufReader::new(stream))
    }
}

/// What is answered.
pub struct Answer {
    /// 200.
    pub status: u16,
    /// The lines before the body.
    pub head: String,
    /// What follows.
    pub body: Vec<u8>,
}

impl Answer {
    /// Taken apart; none if it is no answer.
    pub fn new(bytes: &[u8]) -> Option<Self> {
        let end = bytes.windows(4).position(|four| four == b"\r\n\r\n")?;
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        let status = head.strip_prefix("HTTP/1.1 ")?.get(..3)?.parse().ok()?;
        Some(Self { status, head, body: bytes[end + 4..].to_vec() })
    }

    /// A header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.head.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
    }

    /// The body as text.
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// What a browser hears that waits for news.
pub struct News(BufReader<TcpStream>);

impl News {
    /// The next thing said.
    pub fn next(&mut self) -> Value {
        let mut line = String::new();
        let start = Instant::now();
        loop {
            line.clear();
            assert!(start.elapsed() < LIMIT, "nothing is said");
            assert!(self.0.read_line(&mut line).expect("something is said in time") > 0, "the news ended");
            if let Some(news) = line.strip_prefix("data: ") {
                return serde_json::from_str(news).expect("news are JSON");
            }
        }
    }

    /// The next that is true of something.
    pub fn until(&mut self, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            let news = self.next();
            if wanted(&news) {
                return news;
            }
        }
    }
}
