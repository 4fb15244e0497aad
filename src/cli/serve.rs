//! `casebook serve`: the site in a browser while it is being written.

use std::io::ErrorKind;
use std::net::{IpAddr, SocketAddr, TcpListener, ToSocketAddrs};
use std::process::ExitCode;
use std::sync::Arc;
use std::thread;
use std::time::Instant;

use anyhow::{Context, Result, bail};
use clap::Args;

use super::changed::History;
use super::flags::{Whole, address};
use super::say::{say, summary, tell};
use crate::Options;
use crate::base::Diagnostic;
use crate::serve::answer::Desk;
use crate::serve::board::{Board, Mistakes};
use crate::serve::build::{Builder, Built};
use crate::serve::connection;
use crate::serve::watch::Watch;

#[derive(Args)]
pub struct Serve {
    #[command(flatten)]
    whole: Whole,
    /// The port; the next free one if it is taken
    #[arg(long, value_name = "N", default_value_t = 3030)]
    port: u16,
    /// Where to listen, for other machines to look too: 0.0.0.0, for instance
    #[arg(long, value_name = "ADDRESS")]
    host: Option<String>,
    /// Open the site in the browser
    #[arg(long)]
    open: bool,
    /// The site's address, or a path like /repo/; overrides `base_url` in site.yaml
    #[arg(short = 'u', long, value_name = "URL")]
    base_url: Option<String>,
}

/// So many ports after the one asked for are tried.
const MORE: u16 = 100;

/// Serves until it is stopped.
pub fn serve(arguments: &Serve) -> Result<ExitCode> {
    let start = Instant::now();
    let (whole, common) = (&arguments.whole, &arguments.whole.common);
    address(arguments.base_url.as_deref())?;
    let changed = History::of(&common.root).days().clone().unwrap_or_default();
    let told = Options { changed, ..whole.options(arguments.base_url.clone())? };
    let mut watch = Watch::new(&common.root)?;
    let mut builder = Builder::new(common.root.clone(), told)?;
    let listener = listen(arguments)?;
    ctrlc::set_handler(|| std::process::exit(0)).context("listening for Ctrl-C")?;
    let desk = Arc::new(Desk { board: Board::default(), own_name: arguments.host.clone().unwrap_or_default(), strict: whole.strict });
    let mut said = Vec::new();
    round(whole, &desk, &mut builder, (start, ""), &mut said)?;
    let port = listener.local_addr()?.port();
    let base = desk.board.now().site.map_or_else(|| "/".to_owned(), |site| site.renderer().base_path().to_owned());
    let name = arguments.host.as_deref().filter(|host| !host.parse().is_ok_and(|ip: IpAddr| ip.is_unspecified())).unwrap_or("127.0.0.1");
    let url = if name.contains(':') { format!("http://[{name}]:{port}{base}") } else { format!("http://{name}:{port}{base}") };
    if !common.quiet {
        tell(format_args!("{url}\n"));
        if watch.polls {
            tell("this machine does not tell of changes: the folder is compared twice a second\n");
        }
    }
    let taking = Arc::clone(&desk);
    thread::spawn(move || connection::accept(&listener, &taking));
    if arguments.open
        && let Err(error) = open::that_detached(&url)
    {
        tell(format_args!("casebook: no browser could be opened: {error}\n"));
    }
    let mut unread = false;
    loop {
        let paths = watch.wait();
        let start = Instant::now();
        match builder.read(paths) {
            Ok(changes) if changes.is_empty() && !unread => {}
            Ok(changes) => {
                unread = false;
                round(whole, &desk, &mut builder, (start, &named(&changes)), &mut said)?;
            }
            Err(error) => {
                unread = true;
                let text = format!("casebook: {error:#}\n");
                tell(&text);
                desk.board.put(None, Mistakes { summary: "the site can't be read".to_owned(), text, forbid: true, ..Mistakes::default() });
            }
        }
    }
}

/// Builds once, and shows and says what came of it; mistakes that were said the last time are not said again.
fn round(whole: &Whole, desk: &Desk, builder: &mut Builder, (start, changes): (Instant, &str), said: &mut Vec<Diagnostic>) -> Result<()> {
    let Built { site, sources, found, pages, themed } = builder.build();
    let mistakes = Mistakes::of(&found, &sources, whole.strict);
    let fit = site.filter(|_| !mistakes.forbid);
    let before = desk.board.put(fit.clone(), mistakes);
    if found != *said {
        say(&whole.common, &sources, &found)?;
        said.clone_from(&found);
    }
    summary(&whole.common, pages, &found, start, changes);
    if let Some(site) = fit.filter(|_| themed) {
        desk.try_out(&site);
    }
    drop(before);
    Ok(())
}

/// What changed, for the line about a build.
fn named(changes: &[String]) -> String {
    match changes {
        [] => String::new(),
        [one] => format!("; {one}"),
        [first, others @ ..] => format!("; {first} and {} more", others.len()),
    }
}

/// Listens at the port asked for, or at the next one that is free.
fn listen(arguments: &Serve) -> Result<TcpListener> {
    let host = arguments.host.as_deref().unwrap_or("127.0.0.1");
    let addresses = (host, arguments.port).to_socket_addrs().with_context(|| format!("looking for {host}"))?;
    let address = addresses.into_iter().next().with_context(|| format!("{host} is no address"))?;
    let last = if arguments.port == 0 { 0 } else { arguments.port.saturating_add(MORE) };
    for port in arguments.port..=last {
        match TcpListener::bind(SocketAddr::new(address.ip(), port)) {
            Ok(listener) => {
                if port != arguments.port {
                    tell(format_args!("port {} is taken: {port} instead\n", arguments.port));
                }
                if !address.ip().is_loopback() {
                    let seen = "can read this site, and everything in it that is not published yet";
                    tell(format_args!("warning: whoever reaches this machine at {host} {seen}\n"));
                }
                return Ok(listener);
            }
            Err(error) if error.kind() == ErrorKind::AddrInUse && port < last => {}
            Err(error) => return Err(error).with_context(|| format!("listening at {host}, port {port}")),
        }
    }
    bail!("no port from {} to {last} is free", arguments.port)
}
