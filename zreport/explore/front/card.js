// The card of a figure: what it is, what to beware of, what it is tied to, and how to cite it.

// Returns the place at the side (or below, on a phone) that shows the figure under the hand, or the report.
function zreportReaderCards(reader) {
  const { figures, pen, root, content } = reader;
  const { node, button } = pen;
  const title = node("h2", { tabindex: "-1", class: "which" });
  const step = (by, sign, words) => button({ class: "step", "aria-label": words, onclick: () => reader.step(by) }, sign);
  const top = node("div", { class: "top" }, title, step(-1, "↑", ["上一个 (k)", "Previous (k)"]), step(1, "↓", ["下一个 (j)", "Next (j)"]),
    button({ class: "step close", "aria-label": ["关闭 (Esc)", "Close (Esc)"], onclick: () => reader.close() }, "×"));
  const inner = node("div", { class: "inner", tabindex: "0", role: "group", "aria-label": ["数字的卡片", "The figure's card"] });
  const el = node("aside", { class: "card", "aria-label": ["数字", "Figure"] }, top, inner);
  const made = { el };

  made.focus = () => title.focus({ preventScroll: true });
  made.sheet = () => getComputedStyle(el).getPropertyValue("--zreport-sheet").trim() === "1";

  made.count = () => {
    if (reader.current < 0) return pen.say(title, ["关于这份报告", "About this report"]);
    const fitting = reader.fits.flatMap((fit, at) => (fit ? [at] : []));
    const at = fitting.indexOf(reader.current);
    const place = at < 0 ? ["未列入", "not among those chosen"] : [`第 ${at + 1} / ${fitting.length} 个`, `${at + 1} of ${fitting.length}`];
    return pen.say(title, [`数字 · ${place[0]}`, `Figure · ${place[1]}`]);
  };

  made.show = () => {
    const open = reader.current >= 0;
    root.classList.toggle("zreport-open", open);
    made.count();
    const shown = open ? reader.same(reader.current).map((at) => zreportReaderCard(reader, at)) : [zreportReaderAbout(reader)];
    // Where nothing was shown before, nothing is scrolled, and nobody has to know how tall it is.
    const anew = inner.hasChildNodes();
    inner.replaceChildren(...shown);
    if (anew) inner.scrollTop = 0;
    if (shown.length > 1 && reader.same(reader.current).indexOf(reader.current) > 0)
      inner.scrollTop = shown[reader.same(reader.current).indexOf(reader.current)].offsetTop - inner.offsetTop;
  };
  return made;
}

// Returns what stands at the side when no figure is open.
function zreportReaderAbout(reader) {
  const { node } = reader.pen;
  const { report } = reader.content;
  return node("article", { class: "figure-card about" }, node("h3", { class: "about-name", dir: "auto" }, report.title),
    node("p", { class: "hint" }, ["点一个数字，看它的含义、出处和关联。", "Choose a figure to see what it means, where it stands and which others it relates to."]),
    node("p", { class: "hint wide" }, node("kbd", {}, "j"), " ", node("kbd", {}, "k"), " ", ["逐个看", "one by one"], node("kbd", {}, "/"), " ", ["搜索", "search"], node("kbd", {}, "?"), " ", ["全部按键", "all keys"]),
    zreportReaderCite(reader, -1), zreportReaderPairs(reader));
}

// Returns the targets beside what they follow on, which most ask for first; a tie of equals is called the same on both sides.
function zreportReaderPairs(reader) {
  const { figures, pen: { node } } = reader;
  const side = (at) => node("span", {}, node("span", { class: "form", "data-status": figures[at].status, dir: "auto" }, figures[at].value), node("small", { dir: "auto" }, zreportReaderTold(figures[at], ["measure", "period"])));
  const pairs = figures.flatMap(({ id, name, status, links }, at) => links.flatMap(({ to, label }) => {
    const from = reader.at.get(to);
    const back = figures[from]?.links.find((one) => one.to === id);
    if (status !== "target" || figures[from]?.status !== "achieved" || !back || String(back.label) === String(label)) return [];
    const go = (event) => {
      event.preventDefault();
      reader.open(at, { focus: event.detail ? "" : "card", past: "push" });
    };
    return node("li", {}, node("a", { class: "pair", href: `#${encodeURI(id)}`, onclick: go }, node("span", { dir: "auto" }, name),
      node("span", { class: "sides" }, side(from), side(at))));
  }));
  return pairs.length > 0 && node("section", {}, node("h4", {}, ["目标与对照的实绩", "Targets and what they follow on"]), node("ul", {}, ...pairs));
}

// Returns a citation with the buttons that copy it.
function zreportReaderCite(reader, at) {
  const { cite } = reader.figures[at] ?? reader.content.report;
  const { node, button } = reader.pen;
  const copied = (form, words) => button({ class: "act", onclick: () => reader.copy(reader.pen.read(cite[form]), words) },
    form === "short" ? ["简短", "Short"] : ["完整", "Full"], at === reader.current ? node("kbd", { "aria-hidden": "true" }, form === "short" ? "c" : "⇧C") : null);
  const link = at >= 0 && reader.whole && button({ class: "act", onclick: () =>
    reader.copy(`${location.href.split("#")[0]}#${encodeURI(reader.figures[at].id)}`, ["已复制链接", "Link copied"]) }, ["链接", "Link"]);
  return node("section", { class: "cite" }, node("h4", {}, ["引用", "Cite"]), node("p", { dir: "auto", class: "cited" }, cite.short),
    node("div", { class: "acts", role: "group", "aria-label": ["复制引注", "Copy the citation"] }, node("span", { class: "muted" }, ["复制", "Copy"]),
      copied("short", ["已复制简短引注", "Short citation copied"]), copied("full", ["已复制完整引注", "Full citation copied"]), link));
}

// Returns a value set large: what bounds it and its unit smaller than its number.
function zreportReaderValue(reader, { value, bound }) {
  const { node } = reader.pen;
  const parts = value.map((words) => {
    const from = bound && words.startsWith(bound) ? bound.length : 0;
    const number = /^\s*(第?[\d.,，]*\d(?:\s*[—–~-]\s*[\d.,]*\d)?)/.exec(words.slice(from));
    return number ? [words.slice(0, from), number[0], words.slice(from + number[0].length)] : ["", words, ""];
  });
  const pair = (at) => parts.map((one) => one[at]);
  return node("p", { class: "value", dir: "auto", "data-long": parts.some(([, number]) => number.length > 12) }, node("span", { class: "bound" }, pair(0)), node("span", { class: "number" }, pair(1)), node("span", { class: "unit" }, pair(2)));
}

// Returns some of a figure's rows as one line; of its section the innermost part.
function zreportReaderTold({ rows }, keys) {
  return [0, 1].map((lang) => keys.map((key) => rows[key]?.[lang]?.split(" · ").at(-1)).filter(Boolean).join(" · "));
}

// Returns the card of one figure.
function zreportReaderCard(reader, at) {
  const { content, figures, pen } = reader;
  const { node } = pen;
  const figure = figures[at];
  const status = figure.rows.status ?? [figure.status, figure.status];
  const section = (kind, words, ...children) => node("section", { class: kind }, node("h4", {}, words), ...children);
  const some = (list, does) => (list?.length ? does(list) : null);

  const [before, mark, after] = figure.words;
  const quote = node("blockquote", { lang: "zh-CN", dir: "auto" }, before, node("b", {}, mark), after);
  const rows = Object.keys(content.labels).filter((key) => figure.rows[key] && !["status", "measure", "period"].includes(key)).map((key) =>
    node("div", { class: "detail" }, node("dt", {}, content.labels[key]), node("dd", { dir: "auto" }, figure.rows[key])));

  return node("article", { class: "figure-card" }, node("p", { class: "tag" }, node("span", { class: "form", "data-status": figure.status }, status),
      node("span", { class: "muted", dir: "auto" }, zreportReaderTold(figure, ["measure", "period"]))),
    node("h3", { dir: "auto" }, figure.name), figure.name[0] !== figure.name[1] && node("p", { class: "muted other", dir: "auto" }, [...figure.name].reverse()), zreportReaderValue(reader, figure), quote,
    some(figure.cautions, (list) => section("cautions", ["注意", "Cautions"], node("ul", {}, ...list.map((one) => node("li", { dir: "auto" }, one))))),
    rows.length > 0 && node("dl", {}, ...rows),
    some(figure.links, (list) => section("links", ["关联", "Related figures"], node("ul", {}, ...list.map((one) => zreportReaderTie(reader, one))))),
    some(figure.derived, (list) => section("derived", ["由它算出（报告没有写）", "Derived from it (not in the report)"], ...list.map((one) =>
      node("div", { class: "derivation" }, node("p", { dir: "auto" }, one.name), node("p", { class: "form result", "data-status": "expected", dir: "auto" }, one.value),
        node("p", { class: "formula", dir: "auto" }, one.formula), node("p", { class: "formula", dir: "auto" }, one.calculation))))),
    some(figure.charts?.map((chart) => content.charts[chart]).filter(Boolean), (list) =>
      section("charts", ["用到它的图表", "Charts that use it"], node("ul", {}, ...list.map((one) => zreportReaderPicture(reader, one))))),
    zreportReaderCite(reader, at));
}

// Returns a link to a figure that is tied to another, and how.
function zreportReaderTie(reader, { label, to, name, value, note }) {
  const { node } = reader.pen;
  const at = reader.at.get(to);
  const status = reader.figures[at]?.status ?? "none";
  const words = [node("span", { class: "what", dir: "auto" }, name), node("span", { class: "form", "data-status": status, dir: "auto" }, value)];
  const go = (event) => {
    event.preventDefault();
    reader.open(at, { focus: event.detail ? "" : "card", past: "push" });
  };
  const held = at === undefined ? node("span", { class: "tie" }, ...words) : node("a", { class: "tie", href: `#${encodeURI(to)}`, onclick: go }, ...words);
  const noted = (Array.isArray(note) ? note : [note]).some(Boolean);
  return node("li", {}, node("span", { class: "muted" }, label), held, noted ? node("p", { class: "note", dir: "auto" }, note) : null);
}

// Returns a chart as a small picture, with the way to it.
function zreportReaderPicture(reader, { title, href, picture }) {
  const { node } = reader.pen;
  const to = zreportAddress(href);
  const image = picture.startsWith("data:image/") ? node("img", { src: picture, alt: "", loading: "lazy" }) : null;
  const words = [image, node("span", { dir: "auto" }, title)];
  return node("li", {}, to ? node("a", { class: "use", href: to }, ...words) : node("span", { class: "use" }, ...words));
}
