// What one key does to the present row, and the boxes that keys open.
function zreportReviewAct(view, event) {
  const item = view.items.get(view.current);
  const key = event.key;
  const moves = { ArrowDown: 1, ArrowRight: 1, j: 1, ArrowUp: -1, ArrowLeft: -1, k: -1 };
  if (key in moves) return () => zreportReviewMove(view, moves[key]);
  const always = {
    " ": () => zreportReviewOnwards(view),
    u: () => zreportReviewUndo(view),
    r: () => zreportReviewOrder(view),
    a: () => zreportReviewKind(view),
    h: () => zreportReviewHide(view),
    l: () => zreportReviewLanguage(view),
    e: () => zreportReviewEnglish(view),
    "?": () => zreportReviewHelp(view),
    "/": () => zreportReviewSeek(view),
    Enter: () => (event.shiftKey ? zreportReviewSentence(view) : zreportReviewAccept(view)),
  };
  if (key in always) return always[key];
  if (!item) return null;
  return { observations: zreportReviewFigureKey, other_numbers: zreportReviewNumberKey, sections: zreportReviewSectionKey }[
    item.table
  ](view, item, key);
}

function zreportReviewFigureKey(view, item, key) {
  const bound = Object.entries(zreportReviewBounds()).find(([, sign]) => sign === (key === "`" ? "~" : key));
  if (bound && view.content.vocabulary.qualifiers.some(([one]) => one === bound[0])) {
    return () => zreportReviewSet(view, { qualifier: bound[0] });
  }
  const digit = zreportReviewDigit(view, key);
  if (digit && digit.status !== "") return () => zreportReviewSet(view, digit);
  const acts = {
    i: () => zreportReviewIndicatorBox(view, item),
    w: () => zreportReviewCalled(view, item),
    v: () => zreportReviewValueBox(view, item),
    n: () => zreportReviewUnitBox(view, item),
    m: () => zreportReviewMeasureBox(view, item),
    p: () => zreportReviewPeriodBox(view, item),
    o: () => zreportReviewScopeBox(view, item),
    q: () => zreportReviewMarking(view, item),
    x: () => zreportReviewReasonBox(view, item),
    s: () => zreportReviewSplit(view, item),
    g: () => zreportReviewJoin(view),
  };
  return acts[key] || null;
}

function zreportReviewNumberKey(view, item, key) {
  const reason = /^[0-9]$/.test(key) && zreportReviewReasons(view, item).find((one) => one[2] === key);
  if (reason) return () => zreportReviewNoFigure(view, reason[0]);
  const acts = {
    f: () => zreportReviewIndicatorBox(view, item),
    i: () => zreportReviewIndicatorBox(view, item),
    x: () => zreportReviewReasonBox(view, item),
  };
  return acts[key] || null;
}

// Says that the row's number, or those of several, are no figures, and goes on if that is proven.
async function zreportReviewNoFigure(view, reason, keys = [view.current]) {
  const answer = await zreportReviewChange(view, { do: "number", reason, keys });
  if (answer && view.items.get(view.current)?.open === false) zreportReviewOnwards(view) || zreportReviewDraw(view);
}

// The reasons, each with its key, the same each time; those first that the words beside the number show.
function zreportReviewReasons(view, item) {
  const reasons = view.content.vocabulary.reasons.map(([key, pair], at) => [key, pair, "1234567890abcdefghijklmnopqrstuvwxyz"[at] ?? ""]);
  const shown = (one) => item.reasons.includes(one[0]);
  return [...reasons.filter(shown), ...reasons.filter((one) => !shown(one))];
}

// The open rows that are proposed as this one is: the same words marked, of the same indicator or reason.
function zreportReviewAlike(view, item) {
  const same = (one) => one.open && ["table", "mark"].every((name) => one[name] === item[name]);
  const alike = (one) => ["indicator", "reason"].every((name) => one.row[name] === item.row[name]);
  return [...view.items.values()].filter((one) => one === item || (same(one) && alike(one)));
}

function zreportReviewSectionKey(view, item, key) {
  const digit = zreportReviewDigit(view, key);
  if (key === "0") return () => zreportReviewSet(view, { status: "", period: "" });
  if (key === "x") return () => zreportReviewChange(view, { do: "drop" });
  if (digit && "status" in digit) return () => zreportReviewSet(view, digit);
  const acts = {
    p: () => zreportReviewPeriodBox(view, item),
    t: () => zreportReviewLineBox(view, [["title_en", item.row.title_en]], (cells) => zreportReviewSet(view, cells)),
  };
  return acts[key] || null;
}

// The cell that a digit sets: first the statuses, then the promises; 0 is no promise.
function zreportReviewDigit(view, key) {
  const { statuses, commitments } = view.content.vocabulary;
  if (!/^[0-9]$/.test(key)) return null;
  if (key === "0") return { commitment: "" };
  const at = Number(key) - 1;
  if (at < statuses.length) return { status: statuses[at][0] };
  const commitment = commitments[at - statuses.length];
  return commitment ? { commitment: commitment[0] } : null;
}

function zreportReviewJoin(view) {
  const item = view.items.get(view.current);
  const rows = [...view.items.values()].filter((one) => one.table === "observations").sort((a, b) => a.at - b.at);
  const next = rows[rows.indexOf(item) + 1];
  if (!next) return zreportReviewTell(view, view.words.noMerge, true);
  return zreportReviewChange(view, { do: "merge", keys: [item.key, next.key] });
}

function zreportReviewOrder(view) {
  view.sort = view.sort === "text" ? "doubt" : "text";
  zreportReviewSort(view);
  const first = view.order.find((key) => view.items.get(key).open);
  zreportReviewGo(view, view.sort === "doubt" ? first ?? view.current : view.current);
  zreportReviewTell(view, view.words.order[view.sort]);
}

function zreportReviewKind(view, table) {
  const kinds = Object.keys(view.words.tables);
  view.table = table ?? kinds[(kinds.indexOf(view.table) + 1) % kinds.length];
  const item = view.items.get(view.current);
  const own = view.order.filter((key) => !view.table || view.items.get(key).table === view.table);
  const to = view.table && item?.table !== view.table ? own.find((key) => view.items.get(key).open) ?? own[0] : null;
  zreportReviewGo(view, to ?? view.current);
}

function zreportReviewHide(view) {
  view.hide = !view.hide;
  zreportReviewDraw(view);
}

function zreportReviewLanguage(view) {
  view.lang = view.lang === "en" ? "zh" : "en";
  view.box = view.mark = null;
  zreportReviewFrame(view);
  zreportReviewDraw(view);
  view.root.focus({ preventScroll: true });
}

function zreportReviewHelp(view) {
  view.helping = !view.helping;
  zreportReviewDraw(view);
}

// The marking of words: the arrows move its ends.
function zreportReviewMarking(view, item) {
  const start = item.before.length;
  view.mark = { start, end: start + item.mark.length };
  zreportReviewDraw(view);
  zreportReviewTell(view, view.words.markHint);
}

function zreportReviewMarkKey(view, event) {
  const item = view.items.get(view.current);
  const step = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (event.key === "Enter") return () => zreportReviewMarkTake(view, item);
  if (!step) return true;
  const side = event.shiftKey ? "start" : "end";
  return () => zreportReviewShift(view, side, step);
}

function zreportReviewMarkTake(view, item) {
  const { start, end, split } = view.mark;
  return split ? zreportReviewChange(view, { do: "split", at: end - start }) : zreportReviewMarked(view, item, start, end);
}

function zreportReviewShift(view, side, step) {
  const item = view.items.get(view.current);
  const mark = { ...view.mark, [side]: view.mark[side] + step };
  const length = item.before.length + item.mark.length + item.after.length;
  if (mark.start < 0 || mark.end > length || mark.start >= mark.end) return;
  if (mark.split && (side === "start" || mark.end >= mark.start + item.mark.length)) return;
  view.mark = mark;
  zreportReviewDraw(view);
}

// Writes other words of the sentence as those marked.
function zreportReviewMarked(view, item, start, end) {
  const widen = [item.before.length - start, end - item.before.length - item.mark.length];
  return zreportReviewChange(view, { do: "set", widen });
}

// Splits the row where the mark is divided: first that is asked for.
function zreportReviewSplit(view, item) {
  const start = item.before.length;
  view.mark = { start, end: start + Math.max(1, item.mark.search(/[—–~～至到、和]/)), split: true };
  zreportReviewDraw(view);
  zreportReviewTell(view, view.words.splitHint);
}
