// The keys of the reader, and the page that says them.

function zreportReaderKey(reader, event) {
  const { root } = reader;
  if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!reader.whole && !root.contains(event.target)) return;
  if (reader.keys.el.open) return;
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  // Caps Lock must not turn one key into another.
  const key = /^[a-z]$/i.test(event.key) ? event.key[event.shiftKey ? "toUpperCase" : "toLowerCase"]() : event.key;
  const does = {
    Escape: () => reader.text.hush() || reader.search.quit() || reader.choice.leave() || reader.outline.leave() || reader.close() || reader.search.clear(),
    "/": () => reader.search.focus(),
    "?": () => reader.keys.open(),
    j: () => reader.step(1),
    k: () => reader.step(-1),
    c: () => !getSelection().toString() && reader.cite("short"),
    C: () => reader.cite("full"),
    l: () => reader.view(root.dataset.zreportView === "list" ? "text" : "list"),
    f: () => reader.choice.opened(!reader.choice.isOpen(), true),
  }[key];
  if (!does || (typing && key !== "Escape")) return;
  does();
  event.preventDefault();
  event.stopPropagation();
}

function zreportReaderKeys(reader) {
  const { node, button } = reader.pen;
  const rows = [
    [["j", "k"], ["下一个、上一个数字", "Next and previous figure"]],
    [["Enter"], ["打开数字的卡片，并移到卡片上", "Open a figure's card and go to it"]],
    [["Esc"], ["关闭、退出", "Close, leave"]],
    [["/"], ["搜索：中文、英文、拼音首字母、数字", "Search: Chinese, English, pinyin initials, numbers"]],
    [["f"], ["筛选", "Filter"]],
    [["l"], ["列表、正文", "List, text"]],
    [["c"], ["复制简短引注", "Copy the short citation"]],
    [["⇧ C"], ["复制完整引注", "Copy the full citation"]],
    [["?"], ["这一页", "This page"]],
  ].map(([keys, words]) =>
    node("tr", {}, node("th", { scope: "row" }, ...keys.map((key) => node("kbd", {}, key))), node("td", {}, words)));
  const el = node("dialog", { class: "keys", "aria-label": ["按键", "Keys"] }, node("div", { class: "top" }, node("h2", {}, ["按键", "Keys"]),
    button({ class: "quiet close", "aria-label": ["关闭", "Close"], onclick: () => el.close() }, "×")), node("table", {}, ...rows));
  el.addEventListener("click", (event) => event.target === el && el.close());
  return { el, open: () => el.showModal() };
}
