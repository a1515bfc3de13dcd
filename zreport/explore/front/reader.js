// The reader: the report's text, what it holds at its side, and the figure under the hand.

// Shows a report's content in an element. `ask` asks Python, or is null on a page that nobody answers:
// there the reader is the page, and its figures have addresses.
function zreportReader(el, content, ask) {
  const root = el;
  root.classList.add("zreport-reader");
  const pen = zreportPen(root, content.lang);
  const whole = !ask;
  const reader = { root, content, ask, pen, whole, current: -1, held: null };
  reader.figures = content.figures;
  reader.at = new Map(content.figures.map((figure, at) => [figure.id, at]));
  reader.fits = content.figures.map(() => true);
  reader.fitting = content.figures.length;
  if (!whole) {
    root.classList.add("zreport-inside");
    root.setAttribute("data-lm-suppress-shortcuts", "true");
    for (const [name, value] of [["tabindex", "0"], ["role", "region"]]) root.setAttribute(name, value);
    pen.say(root, content.report.title, "aria-label");
  }
  zreportReaderMoves(reader);
  const { node } = pen;
  reader.live = node("div", { class: "told", role: "status", "aria-live": "polite" });
  reader.choice = zreportReaderChoice(reader);
  reader.text = zreportReaderText(reader);
  reader.outline = zreportReaderOutline(reader);
  reader.list = zreportReaderList(reader);
  reader.card = zreportReaderCards(reader);
  reader.search = zreportReaderSearch(reader);
  reader.keys = zreportReaderKeys(reader);
  reader.bar = zreportReaderBar(reader);
  const { report } = content;
  const head = node("div", { class: "head" },
    node("p", { class: "place" }, report.place, node("span", { class: "dot", "aria-hidden": "true" }, "·"), node("time", { datetime: report.delivered }, report.delivered)),
    node("h1", { dir: "auto" }, report.title), reader.choice.legend);
  const main = node(whole ? "main" : "div", { class: "main" }, head, reader.text.el, reader.list.el);
  const columns = node("div", { class: "columns" }, reader.outline.el, main, reader.card.el);
  root.replaceChildren(...[draft(), reader.bar, columns, reader.keys.el, reader.live].filter(Boolean));
  pen.turn(content.lang);
  reader.text.call();
  reader.text.ready();
  reader.changed();
  reader.card.show();

  const listening = new AbortController();
  const hear = (target, kind, heard) => target.addEventListener(kind, heard, { signal: listening.signal });
  hear(whole ? document : root, "keydown", (event) => zreportReaderKey(reader, event));
  // JupyterLab takes keys for its own unless what has the focus says otherwise; what it stands in does not count.
  if (!whole) hear(root, "focusin", (event) => event.target.setAttribute("data-lm-suppress-shortcuts", "true"));
  hear(columns, "pointerdown", (event) => {
    reader.choice.opened(false);
    if (!reader.outline.el.contains(event.target)) reader.outline.drawn(false);
  });
  // The bar's height is told to those alone that stand below it, for it changes with what is chosen, and what the
  // text inherits is worked out for each of its words.
  const scroller = whole ? document.documentElement : root;
  const tall = new ResizeObserver(() => {
    const height = `${reader.bar.offsetHeight}px`;
    for (const { style } of [reader.choice.el, reader.outline.el, reader.card.el]) style.setProperty("--zreport-bar", height);
    scroller.style.scrollPaddingTop = height;
  });
  tall.observe(reader.bar);
  if (whole) {
    hear(window, "hashchange", () => reader.follow(location.hash));
    reader.follow(location.hash);
    // The browser goes to an address by itself too, when all is loaded, and knows nothing of the bar.
    if (document.readyState !== "complete") hear(window, "load", () => reader.into(reader.text.marks[reader.current]));
  }
  return () => {
    listening.abort();
    tall.disconnect();
    reader.text.leave();
    reader.search.leave();
  };

  function draft() {
    if (!content.draft) return null;
    const n = content.draft.open;
    return node("section", { class: "draft", "aria-label": ["草稿", "Draft"] }, node("strong", {}, ["草稿", "Draft"]),
      [`还有${n}行没有人看过，数字可能读错`, `${n} ${n === 1 ? "row is" : "rows are"} not looked at yet, and figures may be misread`]);
  }
}

// Gives the reader its moves: from figure to figure, to a place in the text, and what follows a choice.
function zreportReaderMoves(reader) {
  const { root, whole, figures } = reader;

  // Opens the card of a figure. `how.focus` is card or mark; `how.past` is push, replace or none.
  reader.open = (at, how = {}) => {
    if (!figures[at]) return;
    const focus = document.activeElement;
    if (!reader.card.el.contains(focus)) reader.held = root.contains(focus) && !reader.text.body.contains(focus) ? focus : null;
    reader.current = at;
    reader.view("text");
    reader.outline.drawn(false);
    reader.choice.opened(false);
    reader.text.mark(reader.same(at));
    reader.card.show();
    reader.address(figures[at].id, how.past);
    const mark = reader.text.marks[at];
    reader.into(mark);
    if (how.focus === "card") reader.card.focus();
    else if (how.focus === "mark") mark?.focus({ preventScroll: true });
  };

  // The figures that stand in one mark with a figure.
  reader.same = (at) => reader.text.together[at] ?? [at];

  reader.close = () => {
    if (reader.current < 0) return false;
    const inside = reader.card.el.contains(document.activeElement);
    const back = reader.held?.checkVisibility?.() ? reader.held : reader.text.marks[reader.current];
    reader.current = -1;
    reader.held = null;
    reader.text.mark([]);
    reader.card.show();
    reader.address("", "replace");
    if (inside) back?.focus({ preventScroll: true });
    return true;
  };

  // To the next figure that fits (by 1) or the one before (by -1); from where the reader looks if none is open.
  reader.step = (by) => {
    const here = reader.current < 0 ? [reader.text.looking() - (by > 0 ? 1 : 0)] : reader.same(reader.current);
    let at = by > 0 ? Math.max(...here) : Math.min(...here);
    do at += by;
    while (figures[at] && !reader.fits[at]);
    if (!figures[at]) return reader.told(by > 0 ? ["后面没有了", "No figure after this one"] : ["前面没有了", "No figure before this one"]);
    reader.open(at, { focus: reader.card.el.contains(document.activeElement) ? "card" : "mark", past: "replace" });
  };

  // The part of the window in which text is read: below the bar, above a sheet.
  reader.room = () => {
    const box = whole ? { top: 0, bottom: innerHeight } : root.getBoundingClientRect();
    const card = reader.card.el.getBoundingClientRect();
    const sheet = reader.current >= 0 && reader.card.sheet() ? card.height : 0;
    return { top: Math.max(box.top, 0) + reader.bar.offsetHeight, bottom: Math.min(box.bottom, innerHeight) - sheet };
  };

  // Brings a place (a node or a range) into view, unless it is. What stands between is set out only when
  // it is near, so that the place may move once it is reached.
  reader.into = (place, top = 0.28, tries = 4) => {
    if (!place) return;
    if (!whole && tries === 4 && !zreportReaderSeen(root)) root.scrollIntoView({ block: "nearest" });
    const box = place.getBoundingClientRect();
    const { top: from, bottom: to } = reader.room();
    if (box.top >= from + 6 && box.bottom <= to - 10 && (tries < 4 || top > 0)) return;
    const by = box.top - from - top * (to - from);
    if (Math.abs(by) < 2) return;
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const behavior = !calm && tries === 4 && Math.abs(by) < (to - from) * 1.2 ? "smooth" : "instant";
    (whole ? document.scrollingElement : root).scrollBy({ top: by, behavior });
    if (behavior === "instant" && tries > 0) requestAnimationFrame(() => reader.into(place, top, tries - 1));
  };

  reader.address = (id, past) => {
    if (!whole || !past) return;
    const to = id ? `#${encodeURI(id)}` : location.href.split("#")[0];
    if (id && location.hash === to) return;
    history[past === "push" ? "pushState" : "replaceState"](null, "", to);
  };

  // Goes where an address leads: to a figure, or to a section.
  reader.follow = (hash) => {
    let id = hash.slice(1);
    try {
      id = decodeURIComponent(id);
    } catch {
      // An address that is not well written may still name a figure.
    }
    if (reader.at.has(id)) reader.open(reader.at.get(id), { focus: "mark" });
    else if (id.startsWith("section:")) reader.outline.go(id.slice(8));
    else if (reader.current >= 0) reader.close();
  };

  reader.told = (words) => {
    reader.live.replaceChildren(reader.pen.node("span", {}, words));
    clearTimeout(reader.quiet);
    reader.quiet = setTimeout(() => reader.live.replaceChildren(), 3200);
  };

  reader.copy = async (text, words) =>
    reader.told((await zreportCopied(text)) ? words : ["浏览器不允许复制", "The browser did not allow copying"]);

  reader.cite = (form) => {
    reader.copy(reader.pen.read((figures[reader.current] ?? reader.content.report).cite[form]), form === "short" ? ["已复制简短引注", "Short citation copied"] : ["已复制完整引注", "Full citation copied"]);
  };

  reader.view = (view) => {
    root.dataset.zreportView = view;
    reader.list.shown(view === "list");
  };

  // What was chosen or searched for changed: say which figures fit.
  reader.changed = () => {
    reader.fits = reader.choice.fits();
    reader.fitting = reader.fits.filter(Boolean).length;
    reader.text.dim();
    reader.choice.count();
    reader.list.fill();
    reader.card.count();
    // A notebook goes on with the rows that are chosen on the screen.
    if (!reader.ask) return;
    clearTimeout(reader.asking);
    reader.asking = setTimeout(() => reader.ask({ do: "rows", ids: figures.filter((_, at) => reader.fits[at]).map(({ id }) => id) }), 300);
  };
}

// Whether some of an element is in the window.
function zreportReaderSeen(element) {
  const box = element.getBoundingClientRect();
  return box.bottom > 80 && box.top < innerHeight - 80;
}

// Returns the bar on top: what the text is, search, what is chosen, and how it is shown.
function zreportReaderBar(reader) {
  const { node, button } = reader.pen;
  const { content, root, pen } = reader;
  const views = button({ class: "quiet view", onclick: () => reader.view(root.dataset.zreportView === "list" ? "text" : "list") },
    node("span", { class: "if-text" }, ["列表", "List"]), node("span", { class: "if-list" }, ["正文", "Text"]));
  const tongue = button({ class: "quiet tongue", onclick: () => {
    pen.turn(pen.lang === "en" ? "zh" : "en");
    reader.text.call();
    if (reader.whole) document.documentElement.lang = root.lang;
    reader.into(reader.text.marks[reader.current]);
  } }, ["English", "中文"]);
  const help = button({ class: "quiet help", "aria-label": ["按键", "Keys"], onclick: () => reader.keys.open() }, "?");
  const name = node("a", { class: "name", href: "#", onclick: (event) => {
    event.preventDefault();
    reader.view("text");
    (reader.whole ? document.scrollingElement : root).scrollTo({ top: 0 });
  } }, content.report.title);
  return node(reader.whole ? "header" : "div", { class: "mast" }, reader.outline.button, name, reader.search.el,
    node("div", { class: "tools" }, content.home && node("a", { class: "quiet home", href: content.home }, ["笔记本", "Notebooks"]), reader.choice.button, views, tongue, help), reader.choice.said, reader.choice.el);
}
