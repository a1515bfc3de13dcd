// The figures that fit as a table, each row a link to its place in the text; and, where Python answers, as a chart.

function zreportReaderList(reader) {
  const { figures, pen, content } = reader;
  const { node } = pen;
  const heads = [["指标", "Indicator"], ["数值", "Value"], content.labels.period, content.labels.status, content.labels.section];
  const body = node("div", { role: "rowgroup", class: "rows" });
  const columns = ["what", "much", "when", "how", "where"];
  const title = node("h2", { tabindex: "-1" });
  const table = node("div", { role: "table", class: "table", "aria-label": ["符合的数字", "Figures that match"] },
    node("div", { role: "rowgroup" }, node("div", { role: "row", class: "line heads" }, ...heads.map((words, at) => node("span", { role: "columnheader", class: columns[at] }, words)))), body);
  const chart = reader.ask ? zreportReaderChart(reader) : null;
  const none = node("p", { class: "none", hidden: true }, ["没有符合的数字", "No figure matches"]);
  const el = node("section", { class: "list", hidden: true, "aria-label": ["列表", "List"] }, node("div", { class: "top" }, title, chart?.button), chart?.el, none, table);
  const made = { el };
  let due = 0;
  let stale = true;

  const nothing = ["", ""];
  function row(at) {
    const { id, name, value, status, rows: { measure, period, status: said } } = figures[at];
    const go = (event) => {
      event.preventDefault();
      reader.open(at, { focus: event.detail ? "mark" : "card", past: "push" });
    };
    return node("div", { role: "row", class: "line" },
      node("span", { role: "cell", class: "what", dir: "auto" }, node("a", { href: `#${encodeURI(id)}`, onclick: go }, name), node("small", {}, measure ?? nothing)),
      node("span", { role: "cell", class: "much", dir: "auto" }, value), node("span", { role: "cell", class: "when", dir: "auto" }, period ?? nothing),
      node("span", { role: "cell", class: "how" }, node("span", { class: "form", "data-status": status }, said ?? nothing)),
      node("span", { role: "cell", class: "where", dir: "auto" }, zreportReaderTold(figures[at], ["section"])));
  }

  // Rows are made a few at a time, so that no key waits for all of them.
  made.fill = () => {
    const n = reader.fitting;
    pen.say(title, [`${n} 个数字`, `${n} ${n === 1 ? "figure" : "figures"}`]);
    none.hidden = n > 0;
    table.hidden = !n;
    stale = true;
    chart?.stale();
    if (el.hidden) return;
    stale = false;
    cancelAnimationFrame(due);
    const fitting = figures.flatMap((_, at) => (reader.fits[at] ? [at] : []));
    body.replaceChildren();
    const more = (from) => {
      body.append(...fitting.slice(from, from + 40).map(row));
      if (from + 40 < fitting.length) due = requestAnimationFrame(() => more(from + 40));
    };
    more(0);
  };

  made.shown = (open) => {
    if (el.hidden === !open) return;
    const held = el.contains(document.activeElement);
    el.hidden = !open;
    // In JupyterLab keys are the reader's own only where it has the focus.
    if (held && !reader.whole) reader.root.focus({ preventScroll: true });
    if (open && stale) made.fill();
    if (open) {
      if (reader.card.sheet()) reader.close();
      const to = reader.whole ? document.scrollingElement : reader.root;
      made.left = to.scrollTop;
      to.scrollTo({ top: 0 });
      title.focus({ preventScroll: true });
    } else if (made.left !== undefined) (reader.whole ? document.scrollingElement : reader.root).scrollTo({ top: made.left });
  };
  return made;
}

// Returns the button that asks for a chart of the figures that fit, and the place that shows it.
function zreportReaderChart(reader) {
  const { node, button, say } = reader.pen;
  const kinds = node("div", { class: "kinds", role: "group", "aria-label": ["图表的种类", "Kind of chart"] });
  const image = node("img", { class: "drawn" });
  const trouble = node("p", { class: "trouble", role: "alert" });
  const bar = node("div", { class: "handover" });
  const el = node("figure", { class: "asked", hidden: true, "aria-busy": "false" }, kinds, trouble, image, bar);
  let count = 0;
  let address = "";

  async function draw(kind) {
    const turn = ++count;
    const lang = reader.pen.lang;
    el.hidden = false;
    el.setAttribute("aria-busy", "true");
    trouble.replaceChildren();
    const ids = reader.figures.filter((_, at) => reader.fits[at]).map(({ id }) => id);
    const answer = await reader.ask({ do: "chart", ids, kind, lang, title: reader.choice.title() });
    if (turn !== count) return;
    el.setAttribute("aria-busy", "false");
    bar.replaceChildren();
    image.hidden = Boolean(answer.error);
    if (answer.error) return trouble.replaceChildren(node("span", { dir: "auto" }, answer.error));
    URL.revokeObjectURL(address);
    // As an image, a picture can run nothing and ask for nothing.
    address = URL.createObjectURL(new Blob([answer.picture], { type: "image/svg+xml" }));
    image.src = address;
    say(image, answer.title ?? ["图表", "Chart"], "alt");
    const held = kinds.contains(document.activeElement);
    kinds.replaceChildren(...(answer.kinds ?? []).map(([key, name]) =>
      button({ class: "act", "aria-pressed": String(key === answer.kind), onclick: () => draw(key) }, name)));
    if (held) kinds.querySelector("[aria-pressed=true]")?.focus({ preventScroll: true });
    if (typeof zreportBar === "function") zreportBar(bar, { lang, chart: answer.chart, key: answer.key, name: answer.name, title: answer.title, reader: "" }, reader.ask);
  }

  return {
    el,
    button: button({ class: "act draw", onclick: () => draw("auto") }, ["画成图", "Chart"]),
    // A chart of other figures than those in the list must not stand above it.
    stale: () => {
      count += 1;
      el.hidden = true;
    },
  };
}
