// The row under the eyes: its sentence, what is proposed, what is doubtful, what cannot be proven.
function zreportReviewCard(view) {
  const item = view.items.get(view.current);
  const parts = [];
  if (view.helping) parts.push(zreportReviewKeys(view));
  if (!view.open && !view.box) parts.push(zreportReviewDone(view));
  if (item) {
    parts.push(zreportReviewPlace(view, item), zreportReviewText(view, item), zreportReviewFaults(view, item), view.box?.node);
    const fields = { observations: zreportReviewFigure, other_numbers: zreportReviewNumber, sections: zreportReviewSection };
    parts.push(fields[item.table](view, item));
  }
  else if (view.box) parts.push(view.box.node);
  if (item && !view.box) parts.push(zreportReviewOthers(view, item));
  const top = view.card.dataset.row === view.current ? view.card.scrollTop : 0;
  view.card.replaceChildren(...parts.filter(Boolean));
  view.card.dataset.row = view.current;
  view.card.scrollTop = top;
}

function zreportReviewPlace(view, item) {
  const shown = zreportReviewShown(view);
  const state = !item.open ? view.say(view.words.looked) : "";
  const at = `${shown.indexOf(item.key) + 1} / ${shown.length}`;
  const where = [view.say(view.words.tables[item.table]), view.say(item.section)].filter(Boolean).join(" · ");
  const doubt = !item.open || item.doubt === "" ? "" : item.doubt === "?" ? view.say(view.words.sure) : view.say(view.words.doubtful) + item.doubt;
  const doubtful = item.open && !["", "?"].includes(item.doubt);
  return zreportReviewNode(
    "div",
    { class: "zreport-review-place" },
    zreportReviewNode("span", {}, where),
    zreportReviewNode("span", { class: doubtful ? "zreport-doubt" : "" }, doubt || state),
    zreportReviewNode("span", {}, at),
  );
}

// The sentence with the words marked, large; what stands before and after it, small.
function zreportReviewText(view, item) {
  const { start, end } = view.mark || { start: item.before.length, end: item.before.length + item.mark.length };
  const text = item.before + item.mark + item.after;
  const from = item.at - item.before.length;
  const others = zreportReviewBeside(view, item).filter((one) => one !== item && !view.mark);
  const around = zreportReviewAround(view, item);
  // Of a sentence that fills the screen, a list, what stands near.
  const left = start > 240 ? start - 200 : 0;
  const right = text.length - end > 200 ? end + 160 : text.length;
  const before = left ? "……" : around[0];
  const after = right < text.length ? "……" : around[1];
  const near = (words) => (words ? zreportReviewNode("span", { class: "zreport-near" }, words) : null);
  const plain = (left, right) => zreportReviewMarks(view, text, from, left, right, others);
  const mark = zreportReviewNode("mark", { class: `zreport-status-${item.row.status || "none"}` }, text.slice(start, end));
  const words = { class: "zreport-review-sentence", lang: "zh-CN", dir: "auto" };
  const node = zreportReviewNode("p", words, near(before), plain(left, start), mark, plain(end, right), near(after));
  const skipped = left - (before || "").length;
  node.addEventListener("pointerup", () => setTimeout(() => zreportReviewSelected(view, item, node, skipped)));
  return node;
}

// What stands before and after the sentence in its paragraph, as much as shows of what it speaks.
function zreportReviewAround(view, item) {
  const place = zreportReviewPlaceOf(view, item);
  if (!place || /^…|…$/.test(item.before + item.after)) return ["", ""];
  const { text } = view.content;
  const before = text.slice(text.lastIndexOf("\n", place.first - 1) + 1, place.first);
  const after = text.slice(place.last).split("\n")[0];
  return [before.length > 90 ? `…${before.slice(-90)}` : before, after.length > 60 ? `${after.slice(0, 60)}…` : after];
}

// A stretch of the sentence, in which the marks of other rows lead to them.
function zreportReviewMarks(view, text, from, left, right, others) {
  const parts = [];
  let at = left;
  for (const one of [...others].sort((a, b) => a.at - b.at)) {
    const [start, end] = [one.at - from, one.at - from + one.mark.length];
    if (start < at || end > right) continue;
    const go = () => (view.root.focus({ preventScroll: true }), zreportReviewGo(view, one.key));
    const link = zreportReviewNode("span", { class: `zreport-other zreport-${one.table}`, click: go }, text.slice(start, end));
    parts.push(text.slice(at, start), link);
    at = end;
  }
  return [...parts, text.slice(at, right)];
}

// Words selected by the pointer may become those marked.
function zreportReviewSelected(view, item, node, skipped) {
  view.card.querySelector(".zreport-take")?.remove();
  const selection = document.getSelection();
  if (item.table !== "observations" || !selection.rangeCount || selection.isCollapsed || !node.contains(selection.anchorNode)) return;
  const range = selection.getRangeAt(0).cloneRange();
  const words = range.toString();
  range.setEnd(range.startContainer, range.startOffset);
  range.setStart(node, 0);
  const start = range.toString().length + skipped;
  const act = () => zreportReviewMarked(view, item, Math.max(0, start), start + words.length);
  node.after(zreportReviewButton(view, "", `${view.say(view.words.markTake)}：${words.slice(0, 20)}`, act, { class: "zreport-take" }));
}

function zreportReviewFaults(view, item) {
  if (!item.problems.length) return null;
  const lines = item.problems.map((one) => zreportReviewNode("li", {}, zreportReviewFault(view, one)));
  return zreportReviewNode("div", { class: "zreport-review-faults" }, zreportReviewNode("b", {}, view.say(view.words.faults)), zreportReviewNode("ul", {}, lines));
}

// A fault in the words of the screen: columns and what stands in them are called there by their names.
function zreportReviewFault(view, pair) {
  const { fields } = view.words;
  const lists = ["statuses", "measures", "qualifiers", "commitments", "reasons"];
  const names = new Map(lists.flatMap((list) => view.content.vocabulary[list]));
  const column = view.say(pair).replace(/(?<=^|[：；]|[:;] )([a-z_]+)(?=：|: )/g, (name) => (fields[name] ? view.say(fields[name]) : name));
  const known = new Map(view.content.vocabulary.indicators.map((one) => [one.key, one.name]));
  const name = (key) => view.say(names.get(key)) || view.say(view.words.exact);
  // In English some keys are words as well: there they are meant in quotes alone.
  const keys = view.lang === "en" ? /(?<=“)[a-z_]+(?=”)/g : /[a-z_]+/g;
  const quoted = column.replace(keys, (key) => (names.has(key) ? name(key) : key));
  return quoted.replace(/[a-z]\w*_\w+|gdp/g, (key) => (known.has(key) ? view.say(known.get(key)) : key));
}

// A field: its name, what stands there as a button whose key is shown, or chips, a key each.
function zreportReviewField(view, name, ...content) {
  const title = zreportReviewNode("span", { class: "zreport-field-name" }, view.say(view.words.fields[name]));
  return zreportReviewNode("div", { class: `zreport-field zreport-field-${name}`, role: "group", "aria-label": view.say(view.words.fields[name]) }, title, ...content);
}

function zreportReviewCell(view, key, words, small = "") {
  const press = () => zreportReviewAct(view, { key })?.();
  const node = zreportReviewButton(view, key, words || "—", press, { class: "zreport-cell", "data-focus": `cell ${key}` });
  if (small) node.append(zreportReviewNode("small", {}, small));
  return node;
}

function zreportReviewChips(view, options, keys, now, act) {
  const chips = options.map(([value, pair], at) =>
    zreportReviewButton(view, keys[at] || "", view.say(pair) || view.say(view.words.exact), () => act(value), {
      "aria-pressed": String(value === (now || "")),
      "data-focus": `chip ${keys[at]}`,
    }),
  );
  return zreportReviewNode("span", { class: "zreport-chips" }, chips);
}

function zreportReviewStatusField(view, item) {
  const { statuses } = view.content.vocabulary;
  const none = item.table === "sections" ? [["", view.words.none]] : [];
  const keys = [...(none.length ? ["0"] : []), ...statuses.map((_, at) => String(at + 1))];
  return zreportReviewField(view, "status", zreportReviewChips(view, [...none, ...statuses], keys, item.row.status, (status) => zreportReviewSet(view, status ? { status } : { status, period: "" })));
}

function zreportReviewFigure(view, item) {
  const { row } = item;
  const { qualifiers, statuses, commitments } = view.content.vocabulary;
  const signs = zreportReviewBounds();
  const bounds = zreportReviewChips(view, qualifiers, qualifiers.map(([key]) => signs[key]), row.qualifier, (qualifier) => zreportReviewSet(view, { qualifier }));
  const promises = [["", view.words.none], ...commitments];
  const digits = promises.map((_, at) => (at ? String(statuses.length + at) : "0"));
  const cell = (key, words, small) => zreportReviewCell(view, key, words, small);
  const called = item.columns.includes("indicator") ? cell("w", view.say(view.words.fields.aliases)) : "";
  const unit = view.lang === "en" ? zreportReviewNameOf(view, "units", row.unit) : "";
  const [zh, en] = item.indicator;
  const names = view.lang === "en" ? [en || zh, en ? zh : ""] : [zh, en];
  return zreportReviewNode(
    "div",
    { class: "zreport-review-fields" },
    zreportReviewField(view, "indicator", cell("i", names[0] || row.indicator, names[1]), called),
    zreportReviewField(view, "value", cell("v", row.value + (row.value_high ? `–${row.value_high}` : "")), cell("n", row.unit, unit)),
    zreportReviewField(view, "qualifier", bounds),
    zreportReviewField(view, "measure", cell("m", zreportReviewNameOf(view, "measures", row.measure))),
    zreportReviewField(view, "period", cell("p", row.period)),
    zreportReviewStatusField(view, item),
    zreportReviewField(view, "commitment", zreportReviewChips(view, promises, digits, row.commitment, (commitment) => zreportReviewSet(view, { commitment }))),
    zreportReviewField(view, "scope", cell("o", row.scope, row.scope_en)),
    zreportReviewMarkField(view, item),
  );
}

function zreportReviewMarkField(view, item) {
  if (!view.mark) return zreportReviewField(view, "quote", zreportReviewCell(view, "q", item.mark));
  const move = (words, side, step) => zreportReviewButton(view, "", words, () => zreportReviewShift(view, side, step));
  const write = () => zreportReviewMarkTake(view, item);
  const save = zreportReviewButton(view, "Enter", view.say(view.words.save), write);
  return zreportReviewField(
    view, "quote", move("⇤ +", "start", -1), move("⇤ −", "start", 1), move("− ⇥", "end", -1), move("+ ⇥", "end", 1), save,
  );
}

function zreportReviewNumber(view, item) {
  const reasons = zreportReviewReasons(view, item).filter((one) => /[0-9]/.test(one[2]));
  const keys = reasons.map((one) => one[2]);
  const chips = zreportReviewChips(view, reasons, keys, item.row.reason, (reason) => zreportReviewNoFigure(view, reason));
  const shown = reasons.some(([key]) => key === item.row.reason);
  chips.append(zreportReviewCell(view, "x", shown ? "…" : zreportReviewNameOf(view, "reasons", item.row.reason)));
  return zreportReviewNode("div", { class: "zreport-review-fields" }, zreportReviewField(view, "reason", chips));
}

function zreportReviewSection(view, item) {
  const { row } = item;
  return zreportReviewNode(
    "div",
    { class: "zreport-review-fields" },
    zreportReviewField(view, "period", zreportReviewCell(view, "p", row.period)),
    zreportReviewStatusField(view, item),
    zreportReviewField(view, "title_en", zreportReviewCell(view, "t", row.title_en, row.title_zh)),
  );
}

// The other rows of the sentence, so that it is read once.
function zreportReviewOthers(view, item) {
  const others = zreportReviewBeside(view, item).filter((one) => one !== item);
  if (item.table === "sections" || !others.length) return null;
  const rows = others.sort((a, b) => a.at - b.at).map((one) => zreportReviewNode("li", {}, zreportReviewRow(view, one)));
  const numbers = [item, ...others].filter((one) => one.open && one.table === "other_numbers").length;
  const all = numbers > 1 || (numbers && item.table !== "other_numbers")
    ? zreportReviewButton(view, "⇧Enter", `${view.say(view.words.sentence)} (${numbers})`, () => zreportReviewSentence(view)) : null;
  return zreportReviewNode("div", { class: "zreport-review-beside" }, zreportReviewNode("h2", {}, view.say(view.words.beside)), all, zreportReviewNode("ol", {}, rows));
}

// All keys, those of the present row first.
function zreportReviewKeys(view) {
  const table = view.items.get(view.current)?.table;
  const rows = zreportReviewKeymap().filter(([, , of]) => !of || !table || of.includes(table));
  const lines = rows.map(([keys, words]) => zreportReviewNode("div", {}, zreportReviewNode("dt", {}, zreportReviewNode("kbd", {}, keys)), zreportReviewNode("dd", {}, view.say(words))));
  return zreportReviewNode("dl", { class: "zreport-review-keys" }, lines);
}

// When nothing is open any more: what is missing still, and what comes next.
function zreportReviewDone(view) {
  const missing = zreportReviewNameless(view).length;
  const name = view.content.report?.name ?? "";
  const commands = ["zreport check", `zreport notebook ${name}`].map((command) => {
    const copy = async () => (await zreportCopied(command)) && zreportReviewTell(view, view.words.copied);
    return zreportReviewNode("li", {}, zreportReviewNode("code", {}, command), zreportReviewButton(view, "", view.say(view.words.copy), copy, { "data-focus": command }));
  });
  const english = missing ? zreportReviewButton(view, "e", `${view.say(view.words.english)} (${missing})`, () => zreportReviewEnglish(view)) : null;
  const wrong = view.order.filter((key) => view.items.get(key).problems.length);
  const go = () => zreportReviewGo(view, wrong[(wrong.indexOf(view.current) + 1) % wrong.length]);
  const mend = wrong.length ? zreportReviewButton(view, "", `${view.say(view.words.faults)} ${wrong.length}`, go) : null;
  return zreportReviewNode("div", { class: "zreport-review-done" }, zreportReviewNode("h2", {}, view.say(view.words.allDone)), mend, english, zreportReviewNode("p", {}, view.say(view.words.then)), zreportReviewNode("ol", {}, commands));
}
