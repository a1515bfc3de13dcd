// The basket: charts gathered for one deck. On pages it is kept in the browser, from one page to the next; in
// JupyterLab in the window, for all its notebooks. An item has a key, a title, a place (which chart of which
// page or notebook it is), and what its slide is made of.
function zreportBasket(kept) {
  const NAME = "zreport-basket";
  const held = (window.zreportHeld ??= { items: [], pieces: {} });
  const sound = (one) =>
    one && Array.isArray(one.items) && typeof one.pieces === "object" && one.pieces !== null &&
    one.items.every((item) => typeof item.key === "string" && Array.isArray(item.title) && item.title.length === 2 &&
      item.title.every((words) => typeof words === "string") && (item.slide === undefined || typeof item.slide === "object" && item.slide !== null));
  let refused = false;
  const read = () => {
    if (!kept || refused || held.items.length) return held;
    try {
      const found = JSON.parse(localStorage.getItem(NAME) || "null");
      return sound(found) ? found : { items: [], pieces: {} };
    } catch {
      refused = true;
      return held;
    }
  };
  // Says whether it will be there on the next page.
  const write = (items, pieces) => {
    const used = new Set(JSON.stringify(items.map((item) => item.slide || 0)).match(/"[^"]{10}"/g) || []);
    const left = Object.fromEntries(Object.entries(pieces).filter(([key]) => used.has(JSON.stringify(key))));
    let stored = kept;
    Object.assign(held, { items: [], pieces: {} });
    try {
      if (kept) localStorage.setItem(NAME, JSON.stringify({ items, pieces: left }));
    } catch {
      stored = false;
      // What an earlier page stored must not come back.
      try { localStorage.removeItem(NAME); } catch { refused = true; }
    }
    if (!stored) Object.assign(held, { items, pieces: left });
    window.dispatchEvent(new Event(NAME));
    return stored || !kept;
  };
  return {
    items: () => read().items,
    pieces: () => read().pieces,
    // "twice", "anew" (another state of the same chart took its place) or "added"; and whether it is stored.
    add(item, pieces = {}) {
      const { items, pieces: before } = read();
      if (items.some((one) => one.key === item.key)) return ["twice", true];
      const at = items.findIndex((one) => item.place && one.place === item.place);
      const next = at < 0 ? [...items, item] : items.map((one, turn) => (turn === at ? item : one));
      return [at < 0 ? "added" : "anew", write(next, { ...before, ...pieces })];
    },
    remove: (key) => write(read().items.filter((one) => one.key !== key), read().pieces),
    clear: () => write([], {}),
    // Calls back whenever the basket changes, here or in another tab, as long as an element is on the page.
    watch(el, changed) {
      const seen = (event) => {
        if (event.type === "storage" && event.key !== NAME && event.key !== null) return;
        if (el.isConnected) return changed();
        window.removeEventListener(NAME, seen);
        window.removeEventListener("storage", seen);
      };
      window.addEventListener(NAME, seen);
      window.addEventListener("storage", seen);
    },
  };
}
