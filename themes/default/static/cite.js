// Offers what readers take along: the citation of a page, which stands in it as text, to copy or as a file, and links to tables.
{
  const words = document.currentScript.dataset;
  const button = (label, act) => {
    const made = document.createElement("button");
    made.type = "button";
    made.textContent = label;
    made.addEventListener("click", () => act(made));
    return made;
  };
  // A site that was not told its address cannot say it; the window can.
  const here = location.origin + location.pathname;
  if (!document.querySelector("link[rel=canonical]") && location.protocol.startsWith("http")) {
    document.querySelector(".cite > p")?.append(` ${here}`);
    for (const text of document.querySelectorAll(".cite pre")) {
      text.textContent = text.textContent.replace(/^\}$/m, `  url = {${here}},\n}`).replace(/^ER  -/m, `UR  - ${here}\nER  -`);
    }
  }

  for (const text of document.querySelectorAll(".cite pre")) {
    const line = document.createElement("p");
    line.className = "cite-tools";
    line.role = "group";
    line.ariaLabel = text.getAttribute("aria-label");
    line.ariaLive = "polite";
    const name = document.createElement("b");
    name.textContent = text.getAttribute("aria-label");
    const copy = button(words.copy, async (made) => {
      try {
        await navigator.clipboard.writeText(text.textContent);
        made.textContent = words.copied;
        setTimeout(() => { made.textContent = words.copy; }, 2000);
      } catch {
        // Not allowed to: the text is selected instead.
        getSelection().selectAllChildren(text);
      }
    });
    const save = button(words.save, () => {
      const link = document.createElement("a");
      link.href = URL.createObjectURL(new Blob([text.textContent], { type: "text/plain" }));
      link.download = text.dataset.file;
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
    line.append(name, copy, save);
    text.before(line);
  }

  for (const link of document.querySelectorAll(".table-tools a[href^='#']")) {
    const before = link.textContent;
    link.parentElement.ariaLive = "polite";
    if (navigator.clipboard) link.textContent = words.link;
    link.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(link.href);
        link.textContent = words.copied;
        setTimeout(() => { link.textContent = words.link; }, 2000);
      } catch {
        // Not allowed to: the address stands in the browser's own field, where the link leads.
        link.textContent = before;
      }
    });
  }
}
