// The boxes in which something is chosen or typed. A box leaves without change by Esc.

// Opens a box below the row; `keys` is what a key does while nothing is typed in it.
function zreportReviewBox(view, title, body, keys = null) {
  const node = zreportReviewNode("div", { class: "zreport-review-box", role: "group", "aria-label": title });
  const leave = zreportReviewButton(view, "Esc", view.say(view.words.cancel), () => zreportReviewLeave(view));
  node.append(zreportReviewNode("div", { class: "zreport-review-box-head" }, zreportReviewNode("b", {}, title), leave), ...body);
  view.box = { node, keys };
  zreportReviewDraw(view);
  const first = node.querySelector("input");
  (first || view.root).focus({ preventScroll: true });
  first?.select();
  node.scrollIntoView({ block: "nearest" });
}

// A box in which one key takes one of some options; Enter takes what is there already.
function zreportReviewChoice(view, title, options, letters, now, take, likely = [], more = null) {
  const buttons = options.map(([key, pair], at) =>
    zreportReviewButton(view, letters[at], view.say(pair) || key, () => take(key), {
      "aria-pressed": String(key === now),
      class: likely.includes(key) ? "zreport-likely" : "",
    }),
  );
  const grid = zreportReviewNode("div", { class: "zreport-review-options" }, buttons);
  zreportReviewBox(view, title, [grid, more].filter(Boolean), (event) => {
    if (event.key === " ") return () => more?.click();
    if (event.key === "Enter") return options.some(([key]) => key === now) ? () => take(now) : true;
    const at = letters.indexOf(event.key.toLowerCase());
    return at >= 0 && event.key.length === 1 ? () => take(options[at][0]) : event.key !== "Tab";
  });
}

function zreportReviewReasonBox(view, item) {
  const reasons = zreportReviewReasons(view, item);
  const letters = reasons.map((one) => one[2]);
  const alike = zreportReviewAlike(view, item).map((one) => one.key);
  let keys = [item.key];
  const all = alike.length > 1 && zreportReviewButton(view, "Space", zreportReviewFilled(view.say(view.words.alike), { count: alike.length }), () => {
    keys = keys.length > 1 ? [item.key] : alike;
    all.setAttribute("aria-pressed", String(keys.length > 1));
  }, { "aria-pressed": "false" });
  const take = (reason) => zreportReviewNoFigure(view, reason, keys);
  zreportReviewChoice(view, view.say(view.words.fields.reason), reasons, letters, item.row.reason || "", take, item.reasons, all);
}

// Asks for the cells that a step still lacks, and takes it again with them.
function zreportReviewAsked(view, step, asks, said) {
  const again = (cells) => zreportReviewChange(view, { ...step, cells: { ...step.cells, ...cells } });
  const item = view.items.get(view.current);
  const { statuses } = view.content.vocabulary;
  if (asks.includes("period")) zreportReviewPeriodBox(view, item, again);
  else if (asks.includes("status")) {
    const letters = statuses.map((_, at) => String(at + 1));
    zreportReviewChoice(view, view.say(view.words.fields.status), statuses, letters, "", (status) => again({ status }));
  } else if (asks.includes("aliases")) zreportReviewLineBox(view, [["aliases", zreportReviewShared(item, step.cells?.name_zh ?? "")]], again);
  else return;
  zreportReviewTell(view, said, true);
}

function zreportReviewMeasureBox(view, item) {
  const { measures, indicators } = view.content.vocabulary;
  const likely = indicators.find((one) => one.key === item.row.indicator)?.measures ?? [];
  const take = (measure) => zreportReviewSet(view, { measure });
  const title = view.say(view.words.fields.measure);
  zreportReviewChoice(view, title, measures, zreportReviewLetters(measures), item.row.measure, take, likely);
}

// A box in which some lines are typed, `fields` of [name, value now]; Enter goes to the next, and after the last it takes all.
function zreportReviewLineBox(view, fields, take, more = {}) {
  const inputs = [];
  const lines = fields.map(([name, value], at) => {
    const last = at === fields.length - 1;
    const keydown = (event) => {
      if (event.isComposing || event.keyCode === 229) return;
      const choice = more.choices?.[more.letters.indexOf(event.key)];
      if (choice !== undefined && event.key.length === 1 && !event.ctrlKey && !event.metaKey) {
        event.preventDefault();
        take(choice.cells);
      } else if (event.key === "Enter") {
        event.preventDefault();
        if (last) done();
        else inputs[at + 1].select();
      }
    };
    const input = zreportReviewNode("input", { type: "text", value: value ?? "", keydown, autocomplete: "off", spellcheck: "false" });
    input.name = name;
    inputs.push(input);
    return zreportReviewNode("label", {}, view.say(view.words.fields[name]), input);
  });
  const done = () => take(Object.fromEntries(inputs.map((input) => [input.name, input.value.trim()])));
  const choices = (more.choices ?? []).map((choice, at) =>
    zreportReviewButton(view, more.letters[at], choice.words, () => take(choice.cells)),
  );
  const save = zreportReviewButton(view, "Enter", view.say(view.words.save), done);
  const hint = more.hint ? zreportReviewNode("p", { class: "zreport-hint" }, view.say(more.hint)) : null;
  const title = more.title ?? view.say(view.words.fields[fields[0][0]]);
  const row = zreportReviewNode("div", { class: "zreport-review-options" }, choices);
  zreportReviewBox(view, title, [...lines, row, zreportReviewNode("div", {}, save), hint].filter(Boolean));
}

function zreportReviewValueBox(view, item) {
  const { value, value_high: high } = item.row;
  const hint = view.words.valueHint;
  const take = ({ value: typed }) => {
    const [low, up = ""] = typed.split(/[~～–—－]|(?<=\d)-/).map((one) => one.trim());
    return zreportReviewSet(view, { value: low, value_high: up, ...(up ? { qualifier: "range" } : {}) });
  };
  zreportReviewLineBox(view, [["value", high ? `${value}~${high}` : value]], take, { hint });
}

// The period: those of which the report speaks most, each with its status, take one letter.
function zreportReviewPeriodBox(view, item, take = (cells) => zreportReviewSet(view, cells)) {
  const counts = new Map();
  for (const { row } of view.items.values()) {
    const pair = `${row.period} ${row.status}`;
    if (row.period && (row.period !== item.row.period || row.status !== item.row.status)) counts.set(pair, (counts.get(pair) || 0) + 1);
  }
  const pairs = [...counts.keys()].sort((one, other) => counts.get(other) - counts.get(one)).slice(0, 9);
  const choices = pairs.map((pair) => {
    const [period, status] = pair.split(" ");
    return { words: `${period} ${zreportReviewNameOf(view, "statuses", status)}`, cells: { period, status } };
  });
  if (item.table === "sections") choices.push({ words: view.say(view.words.none), cells: { period: "", status: "" } });
  const more = { choices, letters: [..."abcdefghij"].slice(0, choices.length), hint: view.words.periodHint };
  zreportReviewLineBox(view, [["period", item.row.period ?? ""]], take, more);
}

function zreportReviewScopeBox(view, item) {
  const fields = [["scope_zh", item.row.scope], ["scope_en", item.row.scope_en]];
  const take = (cells) => zreportReviewSet(view, { scope: cells.scope_zh, scope_en: cells.scope_en });
  zreportReviewLineBox(view, fields, take, { title: view.say(view.words.fields.scope) });
}

function zreportReviewUnitBox(view, item) {
  const { units, indicators } = view.content.vocabulary;
  const used = new Map();
  for (const one of view.items.values()) if (one.row.unit) used.set(one.row.unit, (used.get(one.row.unit) || 0) + 1);
  const own = indicators.find((one) => one.key === item.row.indicator)?.units ?? [];
  const weight = (key) => (own.includes(key) ? 1e6 : 0) + (used.get(key) || 0);
  const options = units.map(([key, name]) => ({ key, name, find: `${key} ${name.join(" ")}`.toLowerCase() }));
  options.sort((one, other) => weight(other.key) - weight(one.key));
  const take = (unit) => zreportReviewSet(view, { unit });
  zreportReviewFind(view, view.say(view.words.fields.unit), options, take, { digits: true });
}

function zreportReviewIndicatorBox(view, item) {
  const number = item.table === "other_numbers";
  const used = new Set();
  // First what stands in the same sentence, then what the rows before it speak of.
  const near = [...view.items.values()].filter((one) => one.row.indicator && one !== item);
  near.sort((one, other) => Math.abs(one.at - item.at) - Math.abs(other.at - item.at));
  for (const one of near) used.add(one.row.indicator);
  const place = new Map([...used].map((key, at) => [key, at]));
  const options = [...view.content.vocabulary.indicators];
  options.sort((one, other) => (place.get(one.key) ?? 1e6) - (place.get(other.key) ?? 1e6));
  const act = number ? "figure" : "set";
  const take = (indicator) => zreportReviewChange(view, { do: act, cells: { indicator } });
  const made = [view.say(view.words.fresh), (name) => zreportReviewFresh(view, item, name)];
  const fresh = [...zreportReviewRename(view, item), made];
  const title = view.say(view.words.fields.indicator);
  const words = (typed) => zreportReviewSpelt(view, item, typed);
  zreportReviewFind(view, title, options, take, { fresh, words, now: number ? "" : item.indicator[0] });
}

// An indicator that the draft proposed may be called otherwise, in all its rows: nothing else changes then.
function zreportReviewRename(view, item) {
  const { indicator } = item.row;
  const own = view.content.vocabulary.indicators.find((one) => one.key === indicator);
  if (!own || !(own.own ?? own.name[0] === own.name[1])) return [];
  const count = [...view.items.values()].filter((one) => one.row.indicator === indicator).length;
  const words = zreportReviewFilled(view.say(view.words.rename), { count });
  const rename = (typed) => {
    const chinese = /[\u3400-\u9fff]/.test(typed);
    return zreportReviewChange(view, { do: "name", key: undefined, indicator, cells: chinese ? { name_zh: typed } : { name_en: typed } });
  };
  return [[words, rename]];
}

// The longest words of the sentence that stand in a name as well: by these the text may call it.
function zreportReviewShared(item, name) {
  const sentence = item.before + item.mark + item.after;
  for (let length = name.length; length > 1; length--) {
    for (let at = 0; at + length <= name.length; at++) {
      const words = name.slice(at, at + length);
      if (sentence.includes(words)) return words;
    }
  }
  return "";
}

// A new indicator: the English name may wait, the sector is proposed. Where the sentence does not have its name, it is
// asked by which words it is called there.
function zreportReviewFresh(view, item, name) {
  const { sectors, indicators } = view.content.vocabulary;
  const now = indicators.find((one) => one.key === item.row.indicator)?.sector ?? "";
  const chinese = /[\u3400-\u9fff]/.test(name);
  const shared = zreportReviewShared(item, name);
  const fields = [["name_zh", chinese ? name : ""], ["name_en", chinese ? "" : name]];
  if (shared !== name) fields.splice(1, 0, ["aliases", shared || zreportReviewShared(item, item.indicator[0])]);
  const title = view.say(view.words.fresh) + name;
  const act = item.table === "other_numbers" ? "figure" : "indicator";
  const given = (cells) => Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell));
  zreportReviewLineBox(view, fields, (cells) => {
    const take = (sector) => zreportReviewChange(view, { do: act, cells: given({ ...cells, sector }) });
    const offered = now ? sectors : [["", view.words.proposed], ...sectors];
    zreportReviewChoice(view, view.say(view.words.fields.sector), offered, zreportReviewLetters(offered), now, take);
  }, { title });
  if (chinese) view.box.node.querySelectorAll("input")[1].select();
}

// By which words of the sentence the indicator is called there, where none of its names stands in it.
function zreportReviewCalled(view, item) {
  const { indicator } = item.row;
  const take = (cells) => zreportReviewChange(view, { do: "indicator", cells: { indicator, ...cells } });
  zreportReviewLineBox(view, [["aliases", zreportReviewShared(item, item.indicator[0])]], take);
}
