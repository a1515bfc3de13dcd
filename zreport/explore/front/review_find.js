// A box in which a part of a name is typed, the list narrows, and Enter takes the one marked.

// How well an option answers what is typed; the less the better, nothing if it does not.
function zreportReviewRank(option, query) {
  if (!query) return 0;
  const [zh, en] = option.name.map((one) => (one || "").toLowerCase());
  const key = String(option.key).toLowerCase();
  const find = option.find || `${key} ${zh} ${en}`;
  if ([zh, en, key].includes(query)) return 1;
  if (!query.split(/\s+/).every((word) => find.includes(word))) return null;
  if (zh.startsWith(query) || en.startsWith(query)) return 2;
  if (find.split(/\s+/).some((word) => word === query)) return 3;
  if (find.split(/\s+/).some((word) => word.startsWith(query))) return 4;
  return zh.includes(query) || en.includes(query) ? 5 : 6;
}

function zreportReviewFound(options, query, inOrder = false) {
  const ranked = [];
  options.forEach((option, at) => {
    const rank = zreportReviewRank(option, query);
    if (rank !== null) ranked.push(inOrder ? [0, 0, at, option] : [rank, rank ? (option.name[0] || "").length : 0, at, option]);
  });
  ranked.sort((one, other) => one[0] - other[0] || one[1] - other[1] || one[2] - other[2]);
  return ranked.slice(0, 40).map((one) => one[3]);
}

// The words of the row's sentence whose initials are typed.
function zreportReviewSpelt(view, item, typed) {
  const place = zreportReviewPlaceOf(view, item);
  if (!place || !/^[a-z0-9]{2,}$/.test(typed)) return [];
  const { text, initials } = view.content;
  if (initials.length !== text.length) return [];
  const found = [];
  for (let at = initials.indexOf(typed, place.first); at >= 0 && at < place.last; at = initials.indexOf(typed, at + 1)) {
    const words = text.slice(at, at + typed.length);
    if (/[\u3400-\u9fff]{2}/.test(words)) found.push(words);
  }
  return found.slice(0, 3);
}

function zreportReviewFind(view, title, options, take, more = {}) {
  let shown = [];
  let active = 0;
  const list = zreportReviewNode("ul", { role: "listbox", id: "zreport-review-found", "aria-label": title });
  const input = zreportReviewNode("input", {
    type: "text",
    role: "combobox",
    "aria-expanded": "true",
    "aria-controls": "zreport-review-found",
    "aria-autocomplete": "list",
    "aria-label": view.say(more.hint ?? view.words.pick),
    placeholder: view.say(more.hint ?? view.words.pick),
    autocomplete: "off",
    spellcheck: "false",
  });
  const choose = (at) => (shown[at].act ? shown[at].act(shown[at].typed) : take(shown[at].key));
  const mark = () => {
    [...list.children].forEach((node, at) => node.setAttribute("aria-selected", String(at === active)));
    const node = list.children[active];
    if (node?.id) input.setAttribute("aria-activedescendant", node.id);
    node?.scrollIntoView({ block: "nearest" });
  };
  const narrow = () => {
    const typed = input.value.trim();
    shown = zreportReviewFound(options, typed.toLowerCase(), more.inOrder);
    // What is typed may be a new name, or the initials of words of the sentence that are one. The likeliest use of it is
    // the first, or one step up from the first.
    const names = typed ? [...(more.words?.(typed.toLowerCase()) ?? []), typed] : [];
    const unknown = [...new Set(names)].filter((name) => !shown.some((one) => one.name.includes(name)));
    const fresh = unknown.flatMap((name) => (more.fresh ?? []).map(([words, act]) => ({ words, act, typed: name })));
    shown.push(...(shown.length ? fresh.reverse() : fresh));
    active = 0;
    list.replaceChildren(...shown.map((option, at) => zreportReviewOption(view, option, at, more.digits, () => choose(at))));
    if (!shown.length) list.append(zreportReviewNode("li", { role: "option", "aria-selected": "false", "aria-disabled": "true" }, view.say(view.words.nothing)));
    mark();
  };
  input.addEventListener("input", (event) => event.isComposing || narrow());
  input.addEventListener("compositionend", narrow);
  input.addEventListener("keydown", (event) => {
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const digit = more.digits && /^[1-9]$/.test(event.key) ? Number(event.key) - 1 : -1;
    if (step) active = shown.length ? (active + step + shown.length) % shown.length : 0;
    else if (event.key === "Tab" && !event.shiftKey && more.now && !input.value) {
      input.value = more.now;
      narrow();
    } else if (digit >= 0 && shown[digit]) choose(digit);
    else if (event.key === "Enter") shown[active] && choose(active);
    else return;
    event.preventDefault();
    if (step) mark();
  });
  const hint = more.now ? zreportReviewNode("p", { class: "zreport-hint" }, view.say(view.words.current)) : null;
  zreportReviewBox(view, title, [input, list, hint].filter(Boolean));
  narrow();
}

function zreportReviewOption(view, option, at, digits, act) {
  const attributes = { role: "option", id: `zreport-review-found-${at}`, "aria-selected": "false" };
  // The pointer may not take the words that are typed out of the input first.
  const node = zreportReviewNode("li", { ...attributes, mousedown: (event) => event.preventDefault(), click: act });
  if (digits && at < 9) node.append(zreportReviewNode("kbd", { "aria-hidden": "true" }, String(at + 1)));
  if (option.act) node.append(zreportReviewNode("b", {}, option.words), option.typed);
  else {
    const [zh, en] = option.name;
    node.append(zreportReviewNode("span", { lang: "zh-CN" }, zh || option.key), zreportReviewNode("small", { lang: "en" }, en || ""));
  }
  return node;
}

// Goes to a row that is sought by its name, its words, or those of its sentence.
function zreportReviewSeek(view) {
  const options = view.order.map((key) => {
    const item = view.items.get(key);
    const { name, value } = zreportReviewShort(view, item);
    const words = `${item.before.slice(-12)}${item.mark}${item.after.slice(0, 8)}`;
    return { key, name: [`${name} ${value}`, words], find: `${name} ${value} ${words}`.toLowerCase() };
  });
  const take = (key) => (zreportReviewLeave(view), zreportReviewGo(view, key));
  zreportReviewFind(view, view.say(view.words.seek), options, take, { hint: view.words.seek, inOrder: true });
}

// What still has no English name: the report's own indicators, headings, scopes, the report itself.
function zreportReviewNameless(view) {
  return (view.content.lacking ?? []).map(({ key, column, indicator, zh }) => {
    const item = view.items.get(key);
    const step = item ? { do: "set", key } : indicator ? { do: "name", indicator } : { do: "about" };
    // Words that tell a figure apart say little without it.
    const { name, value } = item?.table === "observations" ? zreportReviewShort(view, item) : {};
    return { zh: name ? `${name} ${value}：${zh}` : zh || column, step: (typed) => ({ ...step, cells: { [column]: typed } }) };
  });
}

// A short list that asks for them; each is written as it is entered.
function zreportReviewEnglish(view) {
  const missing = zreportReviewNameless(view);
  if (!missing.length) return zreportReviewTell(view, view.words.nothing);
  const lines = missing.map(({ zh, step }) => {
    const input = zreportReviewNode("input", { type: "text", lang: "en", autocomplete: "off" });
    const write = async () => {
      const typed = input.value.trim();
      if (!typed || typed === input.dataset.written) return true;
      const answer = await zreportReviewStep(view, step(typed));
      if (!answer) return false;
      if (answer.done) input.dataset.written = typed;
      zreportReviewTell(view, answer.done ? view.words.written : answer.said, !answer.done);
      return answer.done;
    };
    input.addEventListener("keydown", async (event) => {
      const by = { Enter: 1, ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (!by || event.isComposing || event.keyCode === 229) return;
      event.preventDefault();
      if (!(await write())) return;
      const inputs = [...view.box.node.querySelectorAll("input")];
      const next = inputs[inputs.indexOf(input) + by];
      if (next) next.focus();
      else if (by > 0) zreportReviewLeave(view);
    });
    input.addEventListener("change", write);
    return zreportReviewNode("label", {}, zreportReviewNode("span", { lang: "zh-CN" }, zh), input);
  });
  const hint = zreportReviewNode("p", { class: "zreport-hint" }, view.say(view.words.englishHint));
  zreportReviewBox(view, `${view.say(view.words.english)} (${missing.length})`, [hint, ...lines]);
}
