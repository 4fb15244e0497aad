//! Owns connections: reads a request within limits, writes the answer, and closes. One thread each; the oldest makes room.

use std::collections::BTreeMap;
use std::io::{ErrorKind, Read, Write};
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant};

use super::answer::{Body, Desk, Request, Response};

/// So many connections may be open; one more ends the oldest, which is a slow one, or one that waits for news and comes back.
const MOST: usize = 100;
/// A request may be so long, up to its empty line.
const LONGEST: usize = 16 << 10;
/// So many headers may stand in it.
const HEADERS: usize = 64;
/// A request must be there after this time.
const ASKED: Duration = Duration::from_secs(10);
/// An answer must be taken within this time.
const TAKEN: Duration = Duration::from_secs(60);
/// How often a browser that waits for news hears that there are none.
const PULSE: Duration = Duration::from_secs(15);

/// The connections that are open, by their number.
#[derive(Default)]
struct Open {
    next: u64,
    streams: BTreeMap<u64, TcpStream>,
    threads: usize,
}

/// Takes connections, for ever.
pub fn accept(listener: &TcpListener, desk: &Arc<Desk>) {
    let open = Arc::new(Mutex::new(Open::default()));
    loop {
        let Ok((stream, _)) = listener.accept() else {
            // Out of descriptors, for instance: some will be free soon.
            thread::sleep(Duration::from_millis(50));
            continue;
        };
        let Some(number) = admit(&open, &stream) else { continue };
        let leaving = Leaving { open: Arc::clone(&open), number };
        let desk = Arc::clone(desk);
        // Where no thread can begin, what it would own is dropped: the connection leaves as well.
        let _ = thread::Builder::new().spawn(move || {
            let _leaving = leaving;
            let _ = converse(stream, &desk);
        });
    }
}

/// Takes a connection off the list when its thread ends, however that comes about.
struct Leaving {
    open: Arc<Mutex<Open>>,
    number: u64,
}

impl Drop for Leaving {
    fn drop(&mut self) {
        let mut open = lock(&self.open);
        open.streams.remove(&self.number);
        open.threads -= 1;
    }
}

fn lock(open: &Mutex<Open>) -> MutexGuard<'_, Open> {
    open.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

/// Lets a connection in. With threads that do not end though their connection has, nobody is let in for a while.
fn admit(open: &Mutex<Open>, stream: &TcpStream) -> Option<u64> {
    let copy = stream.try_clone().ok()?;
    let mut open = lock(open);
    if open.streams.len() >= MOST
        && let Some((_, oldest)) = open.streams.pop_first()
    {
        let _ = oldest.shutdown(Shutdown::Both);
    }
    if open.threads >= 2 * MOST {
        return None;
    }
    let number = open.next;
    open.next += 1;
    open.threads += 1;
    open.streams.insert(number, copy);
    Some(number)
}

/// Reads a request and answers it.
fn converse(mut stream: TcpStream, desk: &Desk) -> std::io::Result<()> {
    stream.set_nodelay(true)?;
    let (asked, head_only) = match read(&mut stream)? {
        Ok(request) => (desk.answer(&request), request.method == "HEAD"),
        Err(Some(refusal)) => (refusal, false),
        Err(None) => return Ok(()),
    };
    let deadline = Instant::now() + TAKEN;
    match &asked.body {
        Body::Bytes(bytes) => {
            let mut answer = head(&asked, Some(bytes.len()));
            if !head_only {
                answer.extend_from_slice(bytes);
            }
            send(&mut stream, &answer, deadline)?;
            stream.shutdown(Shutdown::Write)?;
            if asked.status >= 400 {
                drain(&mut stream)?;
            }
            Ok(())
        }
        Body::News if head_only => send(&mut stream, &head(&asked, None), deadline),
        Body::News => {
            send(&mut stream, &head(&asked, None), deadline)?;
            tell(&mut stream, desk)
        }
    }
}

/// Tells what is put up on the board, until nobody listens.
fn tell(stream: &mut TcpStream, desk: &Desk) -> std::io::Result<()> {
    send(stream, b"retry: 500\n\n", Instant::now() + TAKEN)?;
    let mut known = 0;
    loop {
        let line = match desk.board.wait(known, PULSE) {
            Some((turn, news)) => {
                known = turn;
                format!("data: {news}\n\n")
            }
            None => ":\n\n".to_owned(),
        };
        send(stream, line.as_bytes(), Instant::now() + TAKEN)?;
    }
}

/// A request as it came, or why there is none: nothing is answered to one who says nothing.
fn read(stream: &mut TcpStream) -> std::io::Result<Result<Request, Option<Response>>> {
    let deadline = Instant::now() + ASKED;
    let mut bytes = Vec::new();
    let mut piece = [0; 4096];
    loop {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Ok(Err(Some(Response::words(408, "the request took too long"))));
        }
        stream.set_read_timeout(Some(left))?;
        let length = match stream.read(&mut piece) {
            Ok(0) => return Ok(Err(None)),
            Ok(length) => length,
            Err(error) if matches!(error.kind(), ErrorKind::WouldBlock | ErrorKind::TimedOut | ErrorKind::Interrupted) => continue,
            Err(error) => return Err(error),
        };
        let seen = bytes.len().saturating_sub(3);
        bytes.extend_from_slice(&piece[..length]);
        let end = bytes[seen..].windows(4).position(|four| four == b"\r\n\r\n").map(|end| seen + end + 4);
        if end.unwrap_or(bytes.len()) > LONGEST {
            return Ok(Err(Some(Response::words(431, "the request is too long"))));
        }
        if let Some(end) = end {
            return Ok(request(&bytes[..end]).map_err(Some));
        }
    }
}

/// What a whole head of a request asks for.
fn request(bytes: &[u8]) -> Result<Request, Response> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut parsed = httparse::Request::new(&mut headers);
    match parsed.parse(bytes) {
        Ok(httparse::Status::Complete(_)) => {}
        Err(httparse::Error::TooManyHeaders) => return Err(Response::words(431, "the request has too many headers")),
        _ => return Err(Response::words(400, "that is no request")),
    }
    let (Some(method), Some(target)) = (parsed.method, parsed.path) else { return Err(Response::words(400, "that is no request")) };
    let all = |name: &str| {
        let named = parsed.headers.iter().filter(|header| header.name.eq_ignore_ascii_case(name));
        named.map(|header| String::from_utf8_lossy(header.value).trim().to_owned()).collect::<Vec<_>>()
    };
    let mut hosts = all("host");
    if hosts.len() > 1 {
        return Err(Response::words(400, "the request names two hosts"));
    }
    Ok(Request { method: method.to_owned(), target: target.to_owned(), host: hosts.pop(), known: all("if-none-match").pop() })
}

/// The lines before the body; without a length, the body goes on for ever.
fn head(response: &Response, length: Option<usize>) -> Vec<u8> {
    let reason = match response.status {
        200 => "OK",
        302 => "Found",
        304 => "Not Modified",
        400 => "Bad Request",
        403 => "Forbidden",
        404 => "Not Found",
        405 => "Method Not Allowed",
        408 => "Request Timeout",
        431 => "Request Header Fields Too Large",
        _ => "Internal Server Error",
    };
    let mut head = format!("HTTP/1.1 {} {reason}\r\n", response.status);
    for (name, value) in &response.headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    if let Some(length) = length {
        head.push_str(&format!("Content-Length: {length}\r\n"));
    }
    head.push_str("X-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\nConnection: close\r\n\r\n");
    head.into_bytes()
}

/// Writes it all before the deadline, or gives up.
fn send(stream: &mut TcpStream, mut bytes: &[u8], deadline: Instant) -> std::io::Result<()> {
    while !bytes.is_empty() {
        let left = deadline.saturating_duration_since(Instant::now());
        if left.is_zero() {
            return Err(ErrorKind::TimedOut.into());
        }
        stream.set_write_timeout(Some(left))?;
        match stream.write(bytes) {
            Ok(0) => return Err(ErrorKind::WriteZero.into()),
            Ok(length) => bytes = &bytes[length..],
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

/// Takes what a refused client still sends, within limits: closing at once could take the refusal from it.
fn drain(stream: &mut TcpStream) -> std::io::Result<()> {
    stream.set_read_timeout(Some(Duration::from_millis(200)))?;
    let mut piece = [0; 4096];
    for _ in 0..64 {
        if stream.read(&mut piece)? == 0 {
            break;
        }
    }
    Ok(())
}
