// What stands around the row: the head with what is done, the list at the side, the foot.
function zreportReviewFrame(view) {
  const { words, say } = view;
  view.root.lang = view.lang === "en" ? "en" : "zh-CN";
  view.root.setAttribute("aria-label", say(words.title));
  view.head = zreportReviewNode("header", { class: "zreport-review-head" });
  view.kinds = zreportReviewNode("div", { class: "zreport-review-kinds" });
  view.switches = zreportReviewNode("div", { class: "zreport-review-kinds" });
  view.list = zreportReviewNode("ol", { "aria-label": say(words.rows) });
  view.drawn = new Map();
  view.side = zreportReviewNode("nav", { class: "zreport-review-side", "aria-label": say(words.rows) }, view.kinds, view.switches, view.list);
  view.card = zreportReviewNode("section", { class: "zreport-review-card", "aria-label": say(words.row) });
  view.live = zreportReviewNode("p", { class: "zreport-review-live", role: "status", "aria-live": "polite" });
  view.heard = zreportReviewNode("p", { class: "zreport-heard", "aria-live": "polite" });
  view.foot = zreportReviewNode("footer", { class: "zreport-review-foot" });
  const right = zreportReviewNode("div", { class: "zreport-review-right" }, zreportReviewNode("p", { class: "zreport-away" }, say(words.away)), view.card, view.live, view.heard, view.foot);
  view.root.replaceChildren(view.head, zreportReviewNode("div", { class: "zreport-review-body" }, view.side, right));
  if (view.told) zreportReviewTell(view, view.told);
}

// How many minutes are left, by the pace of the last rows.
function zreportReviewMinutes(view) {
  const last = view.paces.slice(-30);
  if (last.length < 5) return 0;
  return (last.reduce((sum, one) => sum + one, 0) / last.length / 60000) * view.open;
}

function zreportReviewHead(view) {
  const { words, say } = view;
  const total = view.items.size;
  const done = total - [...view.items.values()].filter((item) => item.open).length;
  const bar = zreportReviewNode("progress", { max: String(total || 1), value: String(done), "aria-label": say(words.rows) });
  const minutes = zreportReviewMinutes(view);
  const left = minutes > 0 && done < total ? ` · ${zreportReviewFilled(say(words.left), { minutes: Math.max(1, Math.round(minutes)) })}` : "";
  const report = view.content.report;
  view.head.replaceChildren(
    zreportReviewNode("h1", {}, `${say(words.title)}${report?.title ? ` · ${say(report.title)}` : ""}`),
    zreportReviewNode("div", { class: "zreport-review-progress" }, bar, zreportReviewFilled(say(words.progress), { done, total }) + left),
    zreportReviewButton(view, "", say(words.rows), () => view.root.classList.toggle("zreport-rows-open"), { class: "zreport-narrow" }),
    zreportReviewButton(view, "l", say(words.language), () => zreportReviewLanguage(view)),
    zreportReviewButton(view, "?", say(words.help), () => zreportReviewHelp(view), { "aria-expanded": String(Boolean(view.helping)) }),
  );
}

function zreportReviewList(view) {
  zreportReviewHead(view);
  zreportReviewFooter(view);
  const { words, say } = view;
  const open = (table) => [...view.items.values()].filter((item) => item.open && (!table || item.table === table)).length;
  const kinds = Object.entries(words.tables).map(([table, name]) =>
    zreportReviewButton(view, "", `${say(name)} ${open(table)}`, () => zreportReviewKind(view, table), {
      "aria-pressed": String(view.table === table),
      "data-focus": `kind ${table}`,
    }),
  );
  const switches = [
    zreportReviewButton(view, "r", say(words.order[view.sort]), () => zreportReviewOrder(view), { "data-focus": "order" }),
    zreportReviewButton(view, "h", say(words.hide), () => zreportReviewHide(view), { "aria-pressed": String(view.hide) }),
  ];
  view.kinds.replaceChildren(...kinds);
  view.switches.replaceChildren(...switches);
  zreportReviewRows(view);
}

// The rows at the side; only those are made anew that have changed, since a report may have a thousand.
function zreportReviewRows(view) {
  const { list, drawn } = view;
  const nodes = zreportReviewShown(view).map((key) => {
    const item = view.items.get(key);
    const had = drawn.get(key);
    if (had?.item === item && had.lang === view.lang) return had.node;
    const node = zreportReviewNode("li", {}, zreportReviewRow(view, item));
    drawn.set(key, { item, lang: view.lang, node });
    return node;
  });
  if (nodes.length !== list.children.length || nodes.some((node, at) => node !== list.children[at])) {
    const top = list.scrollTop;
    list.replaceChildren(...nodes);
    list.scrollTop = top;
  }
  const old = list.querySelector("[aria-current]");
  const now = drawn.get(view.current)?.node.firstChild;
  old?.removeAttribute("aria-current");
  old?.setAttribute("tabindex", "-1");
  if (!now) return;
  now.setAttribute("aria-current", "true");
  now.setAttribute("tabindex", "0");
  // Not scrollIntoView: in a notebook that would scroll the whole page. Nor offsetTop: each line is laid out by itself.
  const place = now.parentNode.getBoundingClientRect().top - list.getBoundingClientRect().top + list.scrollTop;
  if (place < list.scrollTop + 60 || place > list.scrollTop + list.clientHeight - 100) list.scrollTop = place - list.clientHeight / 3;
}

function zreportReviewRow(view, item) {
  const state = !item.open ? "done" : zreportReviewDoubtful(item) ? "doubtful" : "open";
  const sign = { done: "✓", doubtful: "?", open: "○" }[state];
  const said = { done: view.words.looked, doubtful: ["存疑", "doubtful"], open: view.words.open }[state];
  const { name, value } = zreportReviewShort(view, item);
  const attributes = { type: "button", class: `zreport-review-row zreport-${state}`, tabindex: "-1" };
  return zreportReviewNode(
    "button",
    { ...attributes, "data-focus": `row ${item.key}`, click: () => (view.root.focus({ preventScroll: true }), zreportReviewGo(view, item.key)) },
    zreportReviewNode("span", { class: "zreport-sign", role: "img", "aria-label": view.say(said) }, sign),
    zreportReviewNode("span", { class: "zreport-name" }, name),
    zreportReviewNode("span", { class: "zreport-value" }, value),
  );
}

// A row in a few words: of what, and how much.
function zreportReviewShort(view, item) {
  const { row } = item;
  if (item.table === "sections") return { name: row.title_zh, value: "§" };
  if (item.table === "other_numbers") return { name: zreportReviewNameOf(view, "reasons", row.reason), value: item.mark };
  return { name: view.say(item.indicator) || row.indicator, value: zreportReviewValue(view, row) };
}

// A value with its bound and unit.
function zreportReviewValue(view, row) {
  const sign = { at_least: "≥", at_most: "≤", more_than: ">", less_than: "<", about: "≈" }[row.qualifier] || "";
  return `${sign}${row.value}${row.value_high ? `–${row.value_high}` : ""}${row.unit}`;
}

function zreportReviewNameOf(view, table, key) {
  const found = (view.content.vocabulary[table] || []).find(([one]) => one === key);
  return found ? view.say(found[1]) || key : key;
}

// What can be done with the row, for a pointer or a thumb.
function zreportReviewFooter(view) {
  const { words, say } = view;
  const item = view.items.get(view.current);
  const is = (table) => item?.table === table;
  const button = (key, words, act, attributes) => zreportReviewButton(view, key, say(words), act, attributes);
  const key = (name) => () => zreportReviewAct(view, { key: name })?.();
  const fresh = [
    item && button("Enter", is("other_numbers") ? words.confirm : words.accept, key("Enter"), { class: "zreport-main", "data-focus": "accept" }),
    is("observations") && button("x", words.noFigure, key("x")),
    is("observations") && button("s", words.split, key("s")),
    is("observations") && button("g", words.merge, key("g")),
    is("sections") && button("x", words.drop, key("x")),
    is("other_numbers") && button("f", words.figure, key("f")),
    button("k", words.previous, key("k"), { class: "zreport-move" }),
    button("j", words.next, key("j"), { class: "zreport-move" }),
    button("u", words.undo, key("u"), { disabled: view.content.undo === 0 }),
    view.lost && button("", words.again, () => ((view.read = 0), zreportReviewReread(view).then(() => view.lost || zreportReviewTell(view, null)))),
  ];
  view.foot.replaceChildren(...fresh.filter(Boolean));
}
