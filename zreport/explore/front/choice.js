// What the reader is asked to keep in view: filters, with counts that follow one another.

function zreportReaderChoice(reader) {
  const { content, figures, pen } = reader;
  const { node, button } = pen;
  const titles = Object.fromEntries(["sector", "measure", "status", "commitment"].map((facet) => [facet, content.labels[facet]]));
  const facets = Object.keys(titles).filter((facet) => content.facets[facet]?.length);
  const chosen = Object.fromEntries(facets.map((facet) => [facet, new Set()]));
  const offered = [];
  const made = { said: node("div", { class: "fitting", hidden: true }) };

  // Returns a button that chooses, and says how many figures it would leave.
  function offer(facet, { key, name, color }, form = "") {
    const number = node("span", { class: "n" });
    const dot = facet === "sector" && /^#[0-9a-f]{6}$/i.test(color) && node("i", { class: "dot" });
    if (dot) dot.style.background = color;
    const el = button({ class: `offer ${form}`.trim(), "aria-pressed": "false", onclick: () => turn(facet, key) },
      dot, facet === "status" ? node("span", { class: "form", "data-status": key }, name) : node("span", { dir: "auto" }, name), number);
    offered.push({ facet, key, el, number });
    return el;
  }

  function turn(facet, key) {
    if (!chosen[facet].delete(key)) chosen[facet].add(key);
    reader.changed();
  }

  made.clear = () => {
    for (const facet of facets) chosen[facet].clear();
    reader.search.clear();
    reader.changed();
  };

  const others = Object.keys(content.reasons).length > 0 && button({ class: "offer legend", "aria-pressed": "false", onclick: () => {
    const on = reader.root.classList.toggle("zreport-numbers");
    others.setAttribute("aria-pressed", String(on));
    for (const one of reader.text.body.querySelectorAll(".zreport-number")) {
      if (on) for (const [name, value] of [["tabindex", "0"], ["role", "button"]]) one.setAttribute(name, value);
      else for (const name of ["tabindex", "role"]) one.removeAttribute(name);
    }
  } }, node("span", { class: "form", "data-status": "none" }, ["其余数字", "other numbers"]));
  made.legend = node("div", { class: "legend", role: "group", "aria-label": ["数字的标记", "How figures are marked"] },
    ...(content.facets.status ?? []).map((one) => offer("status", one, "legend")), others);

  const group = (facet) => facets.includes(facet) && node("div", { class: "facet", role: "group", "aria-label": titles[facet], "data-facet": facet }, node("h2", {}, titles[facet]),
    node("div", { class: "offers" }, ...content.facets[facet].map((one) => offer(facet, one))));
  made.el = node("div", { class: "choices", hidden: true }, group("sector"), group("measure"), node("div", {}, group("status"), group("commitment")));
  made.button = button({ class: "quiet choose", "aria-expanded": "false", onclick: () => made.opened(made.el.hidden, true) }, ["筛选", "Filter"]);
  made.isOpen = () => !made.el.hidden;
  made.opened = (open, focus) => {
    if (open === !made.el.hidden) return;
    made.el.hidden = !open;
    made.button.setAttribute("aria-expanded", String(open));
    if (open && focus) made.el.querySelector("button")?.focus({ preventScroll: true });
    else if (focus) made.button.focus({ preventScroll: true });
  };
  made.leave = () => {
    if (made.el.hidden) return false;
    made.opened(false, true);
    return true;
  };

  const passes = (figure, but) => facets.every((facet) => facet === but || !chosen[facet].size || chosen[facet].has(figure[facet] ?? ""));
  made.fits = () => figures.map((figure, at) => passes(figure) && reader.search.finds(at));
  made.any = () => facets.some((facet) => chosen[facet].size) || reader.search.asked() !== "";

  made.count = () => {
    const left = new Map();
    for (const facet of facets)
      figures.forEach((figure, at) => {
        if (!passes(figure, facet) || !reader.search.finds(at)) return;
        const key = `${facet} ${figure[facet] ?? ""}`;
        left.set(key, (left.get(key) ?? 0) + 1);
      });
    for (const { facet, key, el, number } of offered) {
      const n = left.get(`${facet} ${key}`) ?? 0;
      number.textContent = String(n);
      el.setAttribute("aria-pressed", String(chosen[facet].has(key)));
      el.classList.toggle("zreport-no", !n);
    }
    tell();
  };

  // Says what is chosen, as the title of a chart.
  made.title = () => {
    const parts = facets.flatMap((facet) => content.facets[facet].filter(({ key }) => chosen[facet].has(key)).map(({ name }) => name));
    if (reader.search.asked()) parts.push([`“${reader.search.asked()}”`, `“${reader.search.asked()}”`]);
    const n = reader.fitting;
    const [zh, en] = [0, 1].map((lang) => parts.map((part) => part[lang]).join(lang ? ", " : "、"));
    return [`${zh || "全部数字"}（${n}个数字）`, `${en ? en[0].toUpperCase() + en.slice(1) : "All figures"} (${n} ${n === 1 ? "figure" : "figures"})`];
  };

  // Says how many figures fit, and what was chosen; each choice is taken back where it is said.
  function tell() {
    const n = reader.fitting;
    made.said.hidden = !made.any();
    if (made.said.hidden) return made.said.replaceChildren();
    const chips = facets.flatMap((facet) => content.facets[facet].filter(({ key }) => chosen[facet].has(key)).map(({ key, name }) =>
      button({ class: "chip", "data-chip": `${facet} ${key}`, "aria-label": [`去掉：${name[0]}`, `Remove: ${name[1]}`], onclick: () => {
        turn(facet, key);
        (made.said.querySelector("button") ?? made.button).focus({ preventScroll: true });
      } }, node("span", { dir: "auto" }, name), node("span", { "aria-hidden": "true" }, "×"))));
    const count = node("strong", { role: "status" }, [`${n} / ${figures.length} 个数字`, `${n} of ${figures.length} figures`]);
    made.said.replaceChildren(count, ...chips,
      button({ class: "step", "aria-label": ["上一个 (k)", "Previous (k)"], onclick: () => reader.step(-1) }, "↑"),
      button({ class: "step", "aria-label": ["下一个 (j)", "Next (j)"], onclick: () => reader.step(1) }, "↓"),
      button({ class: "quiet clear", onclick: () => {
        made.clear();
        made.button.focus({ preventScroll: true });
      } }, ["清除", "Clear"]));
  }
  return made;
}
