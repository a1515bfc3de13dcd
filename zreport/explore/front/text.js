// The report's text as the reader shows it: its marks, the words it explains, and its outline.

// Returns the text: marks of figures open cards, terms are explained in place.
function zreportReaderText(reader) {
  const { content, figures, pen } = reader;
  const { node } = pen;
  const body = node("div", { class: "body", lang: "zh-CN" });
  // Python has escaped every word of it.
  body.innerHTML = content.body;
  const el = node("article", { class: "text" }, body);
  const text = { el, body, marks: [], together: [], section: [] };

  const names = new Map((content.facets.status ?? []).map((one) => [one.key, one.name]));
  const marks = [...body.querySelectorAll("a.zreport-figure")];
  for (const mark of marks) {
    const same = mark.dataset.at.split(" ").map(Number).filter((at) => figures[at]);
    const section = mark.closest(".zreport-part")?.dataset.section;
    for (const at of same) {
      text.marks[at] = mark;
      text.together[at] = same;
      text.section[at] = section;
    }
    if (same.length > 1) mark.dataset.both = "";
    // A number and its unit stand on one line; what is as long as a sentence cannot.
    if (mark.textContent.length < 11) mark.classList.add("zreport-short");
  }
  const parts = [...body.querySelectorAll(".zreport-part")];
  const order = new Map(parts.map((part, at) => [part.dataset.section, at]));
  // A section that is not set out yet is thought as tall as its words will be.
  for (const part of parts) part.style.containIntrinsicBlockSize = `auto ${Math.ceil(part.textContent.length / 34) * 2 + 4}em`;

  // Each mark is called by its words and its status; a few at a time, so that nothing waits for all of them.
  let calling = 0;
  text.call = (from = 0) => {
    cancelAnimationFrame(calling);
    for (const mark of marks.slice(from, from + 150)) {
      const status = names.get(mark.dataset.status) ?? ["", ""];
      mark.setAttribute("aria-label", pen.read([`${mark.textContent}，${status[0]}`, `${mark.textContent}, ${status[1]}`]));
    }
    if (from + 150 < marks.length) calling = requestAnimationFrame(() => text.call(from + 150));
  };

  body.addEventListener("click", (event) => {
    const mark = event.target.closest?.("a.zreport-figure");
    if (!mark || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    reader.open(Number(mark.dataset.at.split(" ")[0]), { focus: event.detail ? "" : "card", past: "push" });
  });

  let current = [];
  text.mark = (same) => {
    for (const at of current) text.marks[at]?.removeAttribute("aria-current");
    for (const at of same) text.marks[at]?.setAttribute("aria-current", "true");
    current = same;
  };

  text.dim = () => {
    for (const [at, mark] of text.marks.entries()) {
      const dim = mark && !text.together[at].some((one) => reader.fits[one]);
      if (mark && mark.classList.contains("zreport-dim") !== dim) mark.classList.toggle("zreport-dim", dim);
    }
    reader.outline.count();
  };

  // The first figure of the section that is being read.
  let read = 0;
  text.looking = () => {
    const at = text.section.findIndex((key) => order.get(key) >= read);
    return at < 0 ? 0 : at;
  };

  const seen = new Set();
  text.ready = () => {
    text.watch = new IntersectionObserver((entries) => {
      for (const { target, isIntersecting } of entries) seen[isIntersecting ? "add" : "delete"](target);
      const last = parts.findLastIndex((part) => seen.has(part));
      if (last < 0) return;
      read = last;
      reader.outline.here(parts[last].dataset.section);
    }, { root: reader.whole ? null : reader.root, rootMargin: "-14% 0px -78% 0px" });
    for (const part of parts) text.watch.observe(part);
  };
  text.leave = () => text.watch.disconnect();
  text.part = (key) => parts.find((part) => part.dataset.section === key);
  zreportReaderTips(reader, text);
  return text;
}

// Explains terms, and numbers that are no figures, at the word: by pointer, by tap and by keyboard.
function zreportReaderTips(reader, text) {
  const { content, pen } = reader;
  const tip = pen.node("div", { class: "tip", role: "tooltip", hidden: true, id: `zreport-tip-${Math.random().toString(36).slice(2)}` });
  text.el.append(tip);
  let word = null;
  let timer = 0;
  for (const term of text.body.querySelectorAll(".zreport-term")) {
    for (const [name, value] of [["role", "button"], ["tabindex", "0"]]) term.setAttribute(name, value);
  }

  text.hush = () => {
    clearTimeout(timer);
    if (!word) return false;
    word.removeAttribute("aria-describedby");
    word = null;
    tip.hidden = true;
    return true;
  };

  function explain(of) {
    if (word === of) return;
    text.hush();
    const { term, reason } = of.dataset;
    const words = term ? content.glossary[term] : content.reasons[reason];
    if (!words) return;
    word = of;
    const why = [["不是指标：", "Not an indicator: "], words];
    tip.replaceChildren(...(term ? [pen.node("strong", { dir: "auto" }, term), pen.node("span", { dir: "auto" }, words)] : why.map((one) => pen.node("span", {}, one))));
    tip.hidden = false;
    of.setAttribute("aria-describedby", tip.id);
    place();
  }

  // Where its word is: what stands above may not have been set out yet, and the word moves once it is.
  function place() {
    if (!word) return;
    const box = text.el.getBoundingClientRect();
    const { top: over, bottom: under } = word.getBoundingClientRect();
    const [{ left }] = word.getClientRects();
    const { top, bottom } = reader.room();
    const above = under + tip.offsetHeight + 8 > bottom && over - tip.offsetHeight - 8 > top;
    tip.style.top = `${(above ? over - tip.offsetHeight - 6 : under + 6) - box.top}px`;
    tip.style.left = `${Math.max(0, Math.min(left - box.left - 12, box.width - tip.offsetWidth))}px`;
  }

  const moved = new ResizeObserver(place);
  moved.observe(text.el);
  const wordOf = (event) => event.target.closest?.(".zreport-term, .zreport-number");
  const later = (does, wait) => {
    clearTimeout(timer);
    timer = setTimeout(does, wait);
  };
  text.body.addEventListener("pointerover", (event) => {
    const of = event.pointerType === "mouse" && wordOf(event);
    if (of) later(() => explain(of), 180);
    else if (word && document.activeElement !== word) later(text.hush, 240);
  });
  text.body.addEventListener("pointerleave", () => word && document.activeElement !== word && later(text.hush, 240));
  tip.addEventListener("pointerenter", () => clearTimeout(timer));
  tip.addEventListener("pointerleave", () => later(text.hush, 240));
  text.body.addEventListener("focusin", (event) => wordOf(event)?.matches(":focus-visible") && explain(wordOf(event)));
  text.body.addEventListener("focusout", () => text.hush());
  text.el.addEventListener("click", (event) => {
    const of = wordOf(event);
    if (of) explain(of);
    else if (!tip.contains(event.target)) text.hush();
  });
  text.body.addEventListener("keydown", (event) => {
    if (!["Enter", " "].includes(event.key) || !wordOf(event)) return;
    event.preventDefault();
    explain(wordOf(event));
  });
}

// Returns the outline: sections with how many figures they hold, the one being read marked.
function zreportReaderOutline(reader) {
  const { content, pen, root } = reader;
  const { node, button } = pen;
  const { outline } = content;
  const links = new Map();
  const numbers = outline.map(({ figures }) => node("span", { class: "n" }, figures ? String(figures) : ""));
  const items = outline.map(({ key, level, title }, at) => {
    const go = (event) => {
      event.preventDefault();
      reader.address(`section:${key}`, "push");
      made.go(key);
    };
    const link = node("a", { href: `#${encodeURI(`section:${key}`)}`, onclick: go }, node("span", { dir: "auto" }, title), numbers[at]);
    links.set(key, link);
    return node("li", { "data-level": String(level) }, link);
  });
  const list = node("ol", {}, ...items);
  const home = content.home && node("a", { class: "home", href: content.home }, ["← 笔记本", "← Notebooks"]);
  const el = node("nav", { class: "outline", "aria-label": ["目录", "Outline"] }, home, list);
  const toggle = button({ class: "quiet drawer", "aria-expanded": "false", onclick: () => made.drawn(!made.isDrawn()) }, ["目录", "Outline"]);
  let now = null;

  // With its subsections, a section holds so many of the figures that fit.
  function count() {
    const own = new Map();
    reader.text.section.forEach((key, at) => reader.fits[at] && own.set(key, (own.get(key) ?? 0) + 1));
    const open = [];
    const found = outline.map(() => 0);
    outline.forEach(({ key, level }, at) => {
      while (open.length && outline[open.at(-1)].level >= level) open.pop();
      open.push(at);
      for (const one of open) found[one] += own.get(key) ?? 0;
    });
    found.forEach((n, at) => {
      const said = n ? String(n) : "";
      if (numbers[at].textContent !== said) numbers[at].textContent = said;
    });
  }

  const made = {
    el, count, button: toggle,
    isDrawn: () => root.classList.contains("zreport-drawn"),
    drawn: (open) => {
      if (open === made.isDrawn()) return;
      root.classList.toggle("zreport-drawn", open);
      toggle.setAttribute("aria-expanded", String(open));
      if (open) (now ?? links.values().next().value)?.focus({ preventScroll: true });
    },
    leave: () => {
      if (!made.isDrawn()) return false;
      made.drawn(false);
      toggle.focus({ preventScroll: true });
      return true;
    },
    here: (key) => {
      now?.removeAttribute("aria-current");
      now = links.get(key);
      if (!now) return;
      now.setAttribute("aria-current", "location");
      const item = now.parentElement;
      if (item.offsetTop < el.scrollTop || item.offsetTop + item.offsetHeight > el.scrollTop + el.clientHeight)
        el.scrollTop = item.offsetTop - el.clientHeight / 3;
    },
    go: (key) => {
      const part = reader.text.part(key);
      if (!part) return;
      reader.view("text");
      made.drawn(false);
      const title = part.querySelector('[id^="section:"]')?.closest("p, h1, h2, h3, h4, h5, h6") ?? part;
      title.setAttribute("tabindex", "-1");
      reader.into(title, 0.04);
      title.focus({ preventScroll: true });
    },
  };
  el.addEventListener("focusout", (event) => event.relatedTarget && event.relatedTarget !== toggle && !el.contains(event.relatedTarget) && made.drawn(false));
  return made;
}
