// The review of a draft: the rows, where the person is in them, what keys do, and the steps that Python writes.
function zreportReview(el, content, ask) {
  const view = {
    ask,
    content,
    lang: content.lang === "en" ? "en" : "zh",
    words: zreportReviewWords(),
    sort: "text",
    table: "",
    hide: false,
    current: "",
    box: null,
    mark: null,
    busy: "",
    queue: [],
    taken: [],
    paces: [],
    since: performance.now(),
    read: performance.now(),
  };
  view.say = (pair) => (pair ? pair[view.lang === "en" ? 1 : 0] || pair[0] || pair[1] || "" : "");
  view.root = zreportReviewNode("div", {
    class: "zreport-review",
    tabindex: "-1",
    role: "region",
    "data-lm-suppress-shortcuts": "true",
  });
  el.replaceChildren(view.root);
  zreportReviewTake(view, content);
  zreportReviewFrame(view);
  zreportReviewGo(view, (view.order.find((key) => view.items.get(key).open) || view.order[0]) ?? "");
  view.root.addEventListener("keydown", (event) => zreportReviewKey(view, event));
  const reread = () => document.visibilityState === "visible" && zreportReviewReread(view);
  window.addEventListener("focus", reread);
  document.addEventListener("visibilitychange", reread);
  // In a notebook it waits until it is clicked.
  if (el.classList.contains("zreport-page")) view.root.focus({ preventScroll: true });
  return () => {
    window.removeEventListener("focus", reread);
    document.removeEventListener("visibilitychange", reread);
  };
}

// Makes an element: attributes, functions that listen, and children, whose words are never read as markup.
function zreportReviewNode(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") node.addEventListener(name, value);
    else if (value === true) node.setAttribute(name, "");
    else if (value !== false && value != null) node.setAttribute(name, value);
  }
  node.append(...children.flat().filter((one) => one != null && one !== false));
  return node;
}

// A button, its key beside its words; a pointer gives the keys back to the whole view.
function zreportReviewButton(view, key, words, act, attributes = {}) {
  const press = (event) => {
    if (event.detail) view.root.focus({ preventScroll: true });
    act(event);
  };
  const shown = key ? zreportReviewNode("kbd", { "aria-hidden": "true" }, key) : null;
  return zreportReviewNode("button", { type: "button", click: press, "data-focus": words, ...attributes }, shown, words);
}

// Takes all rows as they are in the files.
function zreportReviewTake(view, content) {
  view.content = content;
  view.items = new Map(content.items.map((item) => [item.key, item]));
  view.open = content.open;
  zreportReviewSort(view);
}

function zreportReviewSort(view) {
  const first = (item) => (view.sort === "doubt" && !(item.open && zreportReviewDoubtful(item)) ? 1 : 0);
  const items = [...view.items.values()];
  items.sort((one, other) => first(one) - first(other) || one.at - other.at);
  view.order = items.map((item) => item.key);
}

function zreportReviewDoubtful(item) {
  return item.problems.length > 0 || !["", "?"].includes(item.doubt);
}

// The rows that the list shows: the present one always.
function zreportReviewShown(view) {
  return view.order.filter((key) => {
    const item = view.items.get(key);
    return key === view.current || ((!view.table || item.table === view.table) && (!view.hide || item.open));
  });
}

function zreportReviewGo(view, key) {
  if (!view.items.has(key)) key = view.order[0] ?? "";
  view.box = view.mark = null;
  if (key !== view.current) {
    view.since = performance.now();
    zreportReviewTell(view, null);
  }
  view.current = key;
  zreportReviewDraw(view);
  const item = view.items.get(key);
  const { name, value } = item ? zreportReviewShort(view, item) : { name: "", value: "" };
  const doubt = item && !["", "?"].includes(item.doubt) ? `${view.say(view.words.doubtful)}${item.doubt}` : "";
  view.heard.textContent = `${name} ${value} ${doubt}`.trim();
}

// Draws the row and the list anew; whoever came by Tab stays where they were.
function zreportReviewDraw(view) {
  const active = document.activeElement;
  const inside = view.root.contains(active);
  const name = inside ? active.dataset.focus : "";
  zreportReviewList(view);
  zreportReviewCard(view);
  const again = name && [...view.root.querySelectorAll("[data-focus]")].find((one) => one.dataset.focus === name);
  if (inside && !view.root.contains(document.activeElement)) (again || view.root).focus({ preventScroll: true });
}

function zreportReviewMove(view, by) {
  const shown = zreportReviewShown(view);
  const at = shown.indexOf(view.current) + by;
  if (shown[at]) zreportReviewGo(view, shown[at]);
}

// The next open row after the present one, of the kind that the list shows as long as there is one; false if none is.
function zreportReviewOnwards(view) {
  const at = view.order.indexOf(view.current);
  const after = [...view.order.slice(at + 1), ...view.order.slice(0, at + 1)];
  const open = after.filter((key) => view.items.get(key).open && key !== view.current);
  const next = open.find((key) => !view.table || view.items.get(key).table === view.table) ?? open[0];
  if (!next) return false;
  if (view.table && view.items.get(next).table !== view.table) {
    view.table = "";
    zreportReviewTell(view, view.words.filterDone);
  }
  zreportReviewGo(view, next);
  return true;
}

// Says something: it stands below the row, and is read aloud.
function zreportReviewTell(view, pair, bad = false) {
  view.told = pair;
  view.live.textContent = pair ? zreportReviewFault(view, pair) : "";
  view.live.classList.toggle("zreport-bad", bad);
}

// Asks Python, which may be gone.
async function zreportReviewAsk(view, message) {
  const lost = { lost: true, error: view.words.lost };
  const late = new Promise((settle) => setTimeout(() => settle(lost), 30000));
  try {
    return await Promise.race([view.ask(message), late]);
  } catch {
    return lost;
  }
}

// Writes a step; while it is written no other begins. Returns the answer, or null if it was not done.
async function zreportReviewStep(view, step) {
  if (view.busy) return null;
  view.busy = step.do;
  view.root.setAttribute("aria-busy", "true");
  const answer = await zreportReviewAsk(view, step);
  // Indicators may have come or gone.
  const taken = step.do === "undo" ? view.taken.pop() ?? "name" : step.do;
  if (answer.done && step.do !== "undo") view.taken.push(step.do);
  const english = step.do === "name" && step.cells.name_en;
  const renewed = answer.done && !english && ["indicator", "figure", "name"].includes(taken);
  const content = renewed ? await zreportReviewAsk(view, { do: "state" }) : null;
  if (content?.vocabulary) view.content.vocabulary = content.vocabulary;
  const named = english && answer.done && view.content.vocabulary.indicators.find((one) => one.key === step.indicator);
  if (named) named.name = [named.name[0], english];
  view.busy = "";
  view.root.removeAttribute("aria-busy");
  view.lost = Boolean(answer.lost);
  if (answer.error) {
    view.queue = [];
    zreportReviewTell(view, answer.error, true);
    zreportReviewFooter(view);
    return null;
  }
  zreportReviewMerge(view, answer);
  return answer;
}

// Takes what a step changed: rows that went leave their place in the list to those that came.
function zreportReviewMerge(view, answer) {
  const gone = new Set(answer.gone || []);
  const came = (answer.items || []).filter((item) => !view.items.has(item.key));
  const at = view.items.get(view.current)?.at ?? 0;
  for (const item of answer.items || []) view.items.set(item.key, item);
  for (const name of ["lacking", "finished", "undo", "problems"]) view.content[name] = answer[name];
  for (const key of gone) view.items.delete(key);
  for (const item of came) {
    const near = view.order.findIndex((key) => gone.has(key) || (view.items.get(key)?.at ?? -1) >= item.at);
    view.order.splice(near < 0 ? view.order.length : near, 0, item.key);
  }
  view.order = view.order.filter((key) => view.items.has(key));
  if (gone.size > 1) zreportReviewSort(view);
  view.open = answer.open ?? view.open;
  if (!view.items.has(view.current)) view.current = came[0]?.key ?? view.order.find((key) => view.items.get(key).at >= at) ?? "";
}

// Writes a step of the present row and shows what became of it.
async function zreportReviewChange(view, step) {
  const before = view.current;
  const answer = await zreportReviewStep(view, { key: before, ...step });
  if (!answer) return null;
  if (answer.done) view.box = view.mark = null;
  if (!view.items.has(view.current)) view.current = view.order[0] ?? "";
  zreportReviewDraw(view);
  const wrong = answer.done ? view.items.get(view.current)?.problems[0] : null;
  const parts = [wrong, answer.said?.[0] ? answer.said : null].filter(Boolean);
  const said = parts.length ? [0, 1].map((at) => parts.map((one) => one[at]).join(at ? "; " : "；")) : view.words.written;
  zreportReviewTell(view, said, !answer.done || Boolean(wrong));
  if (answer.asks?.length) zreportReviewAsked(view, step, answer.asks, said);
  // What was pressed meanwhile is of this row, unless it was accepted.
  while (view.queue.length && !view.busy) zreportReviewPress(view, view.queue.shift());
  return answer.done ? answer : null;
}

function zreportReviewSet(view, cells) {
  return zreportReviewChange(view, { do: "set", cells });
}

// Accepts the present row, and goes on once it is proven.
async function zreportReviewAccept(view) {
  const key = view.current;
  if (!view.items.has(key)) return;
  if (!view.items.get(key).open) {
    if (!zreportReviewOnwards(view)) zreportReviewDraw(view);
    return;
  }
  const took = performance.now() - view.since;
  const answer = await zreportReviewChange(view, { do: "accept" });
  if (!answer || view.items.get(key)?.open) return;
  view.paces.push(Math.min(took, 60000));
  zreportReviewOnwards(view) || zreportReviewDraw(view);
}

// Accepts at once the open numbers of the sentence that all stand before the eyes.
async function zreportReviewSentence(view) {
  const item = view.items.get(view.current);
  if (!item) return;
  const open = zreportReviewBeside(view, item).filter((one) => one.open && one.table === "other_numbers");
  const keys = open.map((one) => one.key);
  if (!keys.length || !(await zreportReviewChange(view, { do: "accept", key: undefined, keys }))) return;
  if (!view.items.get(view.current)?.open) zreportReviewOnwards(view);
}

// Where the sentence of a row begins and ends in the text; nothing if the text does not have the row's words.
function zreportReviewPlaceOf(view, item) {
  const { text } = view.content;
  const end = item.at + item.mark.length;
  if (text.slice(item.at, end) !== item.mark) return null;
  const first = Math.max(text.lastIndexOf("。", item.at - 1), text.lastIndexOf("\n", item.at - 1)) + 1;
  const stops = [text.indexOf("。", end) + 1, text.indexOf("\n", end)].filter((at) => at > 0);
  return { first, last: Math.min(text.length, ...stops) };
}

// The rows whose marks stand in the same sentence, the given one with them.
function zreportReviewBeside(view, item) {
  const place = zreportReviewPlaceOf(view, item);
  if (!place) return [item];
  const inside = (one) => one.at >= place.first && one.at < place.last && zreportReviewPlaceOf(view, one);
  return [...view.items.values()].filter((one) => one.table !== "sections" && inside(one));
}

async function zreportReviewUndo(view) {
  const answer = await zreportReviewChange(view, { do: "undo", key: undefined });
  if (answer?.items[0]) zreportReviewGo(view, answer.items[0].key);
}

// Reads the rows again: another page may have changed them.
async function zreportReviewReread(view) {
  if (view.busy || view.box || view.mark || performance.now() - view.read < 1500) return;
  view.read = performance.now();
  const content = await zreportReviewAsk(view, { do: "state" });
  if (content.error || view.busy || view.box) return;
  view.lost = false;
  zreportReviewTake(view, content);
  zreportReviewGo(view, view.current);
}

// What a key does. The view keeps all keys to itself: JupyterLab has others for them.
function zreportReviewKey(view, event) {
  event.stopPropagation();
  // The Enter that ends a composition, and all keys that an input method takes.
  if (event.isComposing || event.keyCode === 229) return;
  const target = event.target;
  const typing = target.matches("input");
  if (event.key === "Escape") {
    event.preventDefault();
    zreportReviewLeave(view);
    return;
  }
  if (typing || (event.key === "Enter" || event.key === " ") && target.matches("button, a, summary")) return;
  const command = event.ctrlKey || event.metaKey;
  if (command && event.key.toLowerCase() === "z" && !event.shiftKey) {
    event.preventDefault();
    zreportReviewUndo(view);
    return;
  }
  if (command && event.key.toLowerCase() === "s") {
    event.preventDefault();
    zreportReviewTell(view, view.words.saved);
    return;
  }
  if (command || event.altKey) return;
  // A key held down would accept what nobody has seen.
  if (event.repeat && !/^Arrow|^[jk]$/.test(event.key)) return event.preventDefault();
  if (view.busy) {
    event.preventDefault();
    if (view.busy === "set") view.queue.push(event);
    return;
  }
  zreportReviewPress(view, event);
}

function zreportReviewPress(view, event) {
  const act = view.box ? view.box.keys?.(event) : view.mark ? zreportReviewMarkKey(view, event) : zreportReviewAct(view, event);
  if (act) {
    event.preventDefault();
    if (typeof act === "function") act();
  }
}

// Leaves a box, the marking, the help, without a change.
function zreportReviewLeave(view) {
  if (!view.box && !view.mark && !view.helping) return;
  view.box = view.mark = null;
  view.helping = false;
  zreportReviewTell(view, null);
  zreportReviewDraw(view);
  view.root.focus({ preventScroll: true });
}
