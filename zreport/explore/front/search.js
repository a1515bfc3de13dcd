// Search: in what figures are called, and in the words of the text.

// Returns the words asked for, in small letters.
function zreportSought(query) {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}

// Whether a word is found in what a figure is found by: a number from its first digit on.
function zreportIsFound(find, word) {
  if (!/^\d/.test(word)) return find.includes(word);
  for (let at = find.indexOf(word); at >= 0; at = find.indexOf(word, at + 1)) if (!at || !/[\d.,]/.test(find[at - 1])) return true;
  return false;
}

// Returns the paragraphs of a text as words to be searched in.
function zreportPassages(body) {
  return [...body.querySelectorAll("p, h2, h3, h4, h5, h6, li, td")].map((node) => {
    const words = node.textContent;
    const low = words.toLowerCase();
    return { node, words, english: node.lang === "en", low: low.length === words.length ? low : words };
  });
}

// Returns where words stand in passages that hold all of them, at most so many places, and how many there are.
function zreportPlaces(passages, sought, limit) {
  const places = [];
  let count = 0;
  for (const passage of passages) {
    if (!sought.every((word) => passage.low.includes(word))) continue;
    for (const word of sought)
      for (let at = passage.low.indexOf(word); at >= 0; at = passage.low.indexOf(word, at + word.length)) {
        count += 1;
        if (places.length < limit) places.push({ passage, at, length: word.length });
        else if (count > 9999) return { places, count };
      }
  }
  return { places, count };
}

// Returns the range of a place; where a passage has many, `walked` remembers its texts.
function zreportRange({ passage, at, length }, walked = new Map()) {
  if (!walked.has(passage)) {
    const texts = [];
    const walk = document.createTreeWalker(passage.node, NodeFilter.SHOW_TEXT);
    for (let from = 0; walk.nextNode(); from += walk.currentNode.length) texts.push({ node: walk.currentNode, from });
    walked.set(passage, texts);
  }
  const range = document.createRange();
  const texts = walked.get(passage);
  const edge = (where, end) => {
    const text = texts.findLast(({ from }) => (end ? from < where : from <= where)) ?? texts[0];
    return [text.node, Math.min(where - text.from, text.node.length)];
  };
  range.setStart(...edge(at, false));
  range.setEnd(...edge(at + length, true));
  return range;
}

// Shows ranges as found, in place of those that were.
function zreportHighlighter(name) {
  let own = [];
  return (ranges) => {
    if (typeof Highlight === "undefined" || !CSS.highlights) return;
    if (!CSS.highlights.has(name)) CSS.highlights.set(name, new Highlight());
    const shown = CSS.highlights.get(name);
    for (const range of own) shown.delete(range);
    own = ranges;
    for (const range of own) shown.add(range);
  };
}

// Returns the field of search, with what it finds below it.
function zreportReaderSearch(reader) {
  const { figures, pen } = reader;
  const { node } = pen;
  const own = `zreport-found-${Math.random().toString(36).slice(2)}`;
  const all = zreportHighlighter("zreport-found");
  const one = zreportHighlighter("zreport-found-now");
  let sought = [];
  let found = null;
  let passages = null;
  let options = [];
  let active = -1;
  let back = null;
  let due = 0;
  let following = 0;

  const input = node("input", { type: "search", role: "combobox", "aria-expanded": "false", "aria-controls": own, "aria-autocomplete": "list",
    autocomplete: "off", spellcheck: "false", placeholder: ["搜索正文和数字", "Search the report"], "aria-label": ["搜索正文和数字", "Search text and figures"] });
  const list = node("div", { class: "results", id: own, role: "listbox", "aria-label": ["找到的", "Results"], hidden: true });
  const none = node("p", { class: "results none", hidden: true, role: "status" }, ["没有找到", "Nothing found"]);
  const el = node("div", { class: "search", role: "search" }, input, node("kbd", { "aria-hidden": "true" }, "/"), list, none);

  const made = { el, asked: () => sought.join(" "), finds: (at) => !found || found[at] };

  // What is found is shown at once, and what follows from it at the next frame, unless it is wanted now.
  function seek(now) {
    cancelAnimationFrame(due);
    due = 0;
    sought = zreportSought(input.value);
    passages ??= zreportPassages(reader.text.body);
    found = sought.length ? figures.map(({ find }) => sought.every((word) => zreportIsFound(find, word))) : null;
    const { places, count } = sought.length ? zreportPlaces(passages.filter(({ english }) => !english || pen.lang === "en"), sought, 600) : { places: [], count: 0 };
    show(places, count);
    const follow = () => {
      const walked = new Map();
      all(places.map((place) => zreportRange(place, walked)));
      one([]);
      reader.changed();
    };
    cancelAnimationFrame(following);
    if (now === true) follow();
    else following = requestAnimationFrame(follow);
  }

  function option(does, ...children) {
    const at = options.length;
    const made = node("div", { role: "option", class: "result", id: `${own}-${at}`, "aria-selected": "false" }, ...children);
    made.addEventListener("pointerdown", (event) => event.preventDefault());
    made.addEventListener("click", () => choose(at));
    options.push({ el: made, does });
    return made;
  }

  function show(places, count) {
    options = [];
    active = -1;
    const hits = found ? figures.flatMap((figure, at) => (found[at] ? [{ figure, at }] : [])) : [];
    const groups = [];
    if (hits.length) {
      const rows = hits.slice(0, 30).map(({ figure, at }) => option(() => reader.open(at, { focus: "mark", past: "push" }),
        node("span", { class: "what", dir: "auto" }, figure.name), node("span", { class: "form", "data-status": figure.status, dir: "auto" }, figure.value),
        node("span", { class: "where", dir: "auto" }, zreportReaderTold(figure, ["measure", "period", "section"]))));
      groups.push(group([`数字 ${hits.length}`, `Figures ${hits.length}`], rows));
    }
    if (places.length) {
      const rows = places.slice(0, 30).map((place) => {
        const { words } = place.passage;
        const end = place.at + place.length;
        return option(() => go(place), node("span", { class: "snippet", lang: "zh-CN", dir: "auto" }, (place.at > 10 ? "…" : "") + words.slice(Math.max(0, place.at - 10), place.at),
          node("mark", {}, words.slice(place.at, end)), words.slice(end, end + 24)));
      });
      groups.push(group([`正文 ${count > 9999 ? "9999+" : count}`, `Text ${count > 9999 ? "9999+" : count}`], rows));
    }
    list.replaceChildren(...groups);
    opened(sought.length > 0);
  }

  function group(title, rows) {
    return node("div", { role: "group", "aria-label": title }, node("div", { class: "title", "aria-hidden": "true" }, title), ...rows);
  }

  function opened(open) {
    list.hidden = !open || !options.length;
    none.hidden = !open || options.length > 0;
    input.setAttribute("aria-expanded", String(!list.hidden));
    if (list.hidden) point(-1);
  }

  function point(at) {
    options[active]?.el.setAttribute("aria-selected", "false");
    active = at;
    const to = options[at]?.el;
    if (!to) return input.removeAttribute("aria-activedescendant");
    to.setAttribute("aria-selected", "true");
    input.setAttribute("aria-activedescendant", to.id);
    if (to.offsetTop < list.scrollTop + 30) list.scrollTop = to.offsetTop - 30;
    else if (to.offsetTop + to.offsetHeight > list.scrollTop + list.clientHeight) list.scrollTop = to.offsetTop + to.offsetHeight - list.clientHeight;
  }

  function choose(at) {
    if (due) seek(true);
    const chosen = options[Math.max(at, 0)];
    if (!chosen) return;
    opened(false);
    chosen.does();
  }

  function go(place) {
    const range = zreportRange(place);
    reader.view("text");
    place.passage.node.setAttribute("tabindex", "-1");
    place.passage.node.focus({ preventScroll: true });
    one([range]);
    reader.into(range);
  }

  input.addEventListener("input", () => (due ||= requestAnimationFrame(seek)));
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || !["ArrowDown", "ArrowUp", "Enter"].includes(event.key)) return;
    event.preventDefault();
    if (event.key === "Enter") return choose(active);
    if (list.hidden) return opened(sought.length > 0);
    const by = event.key === "ArrowDown" ? 1 : -1;
    point((active + by + options.length + (active < 0 && by < 0 ? 1 : 0)) % options.length);
  });
  input.addEventListener("focus", () => {
    reader.choice.opened(false);
    opened(sought.length > 0);
  });
  el.addEventListener("focusout", (event) => el.contains(event.relatedTarget) || opened(false));

  made.focus = () => {
    back = document.activeElement;
    input.focus();
    input.select();
  };
  made.quit = () => {
    if (!el.contains(document.activeElement)) return false;
    opened(false);
    const to = back?.checkVisibility?.() && back !== document.body && !el.contains(back) ? back : null;
    input.blur();
    if (to) to.focus({ preventScroll: true });
    else if (!reader.whole) reader.root.focus({ preventScroll: true });
    return true;
  };
  made.clear = () => {
    if (!made.asked() && !input.value) return;
    input.value = "";
    seek(true);
  };
  made.leave = () => {
    all([]);
    one([]);
  };
  return made;
}
