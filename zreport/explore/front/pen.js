// Makes what the reader shows, in two languages: a text is a pair, [Chinese, English], and a node that was
// given one changes with the language in place.

// Returns what makes nodes under a root: `node`, `say`, `turn` (to the other language) and `read` (a pair in force).
function zreportPen(root, lang) {
  const pen = { lang };
  pen.read = (words) => (Array.isArray(words) ? (words[pen.lang === "en" ? 1 : 0] ?? "") : String(words ?? ""));

  // Lets a node say words, as its text or as an attribute, in the language in force.
  pen.say = (node, words, where = "text") => {
    node.zreportSaid = { ...node.zreportSaid, [where]: words };
    node.setAttribute("data-zreport-said", "");
    put(node, where, words);
    return node;
  };

  function put(node, where, words) {
    const said = pen.read(words);
    if (where !== "text") node.setAttribute(where, said);
    else if (node.textContent !== said) node.textContent = said;
  }

  // Returns a node: what is told is attributes, `class` without its prefix, `on…` what hears, and pairs of words.
  pen.node = (tag, told = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(told)) {
      if (value === undefined || value === false || value === null) continue;
      if (name === "class") node.className = value.split(" ").map((one) => `zreport-${one}`).join(" ");
      else if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (Array.isArray(value)) pen.say(node, value, name);
      else node.setAttribute(name, value === true ? "" : value);
    }
    const words = children.length === 1 && Array.isArray(children[0]);
    if (words) pen.say(node, children[0]);
    else node.append(...children.filter((one) => one || one === 0).map((one) => (Array.isArray(one) ? pen.node("span", {}, one) : one)));
    return node;
  };

  pen.button = (told, ...children) => pen.node("button", { type: "button", ...told }, ...children);

  pen.turn = (to) => {
    pen.lang = to;
    root.setAttribute("lang", to === "en" ? "en" : "zh-CN");
    for (const node of root.querySelectorAll("[data-zreport-said]"))
      for (const [where, words] of Object.entries(node.zreportSaid)) put(node, where, words);
  };
  return pen;
}

// Copies text; returns whether the browser let it.
async function zreportCopied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const held = document.activeElement;
    const area = document.createElement("textarea");
    area.value = text;
    area.style.cssText = "position:fixed;opacity:0";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    held?.focus({ preventScroll: true });
    return done;
  }
}

// Returns an address that a page may lead to, or nothing: never a script.
function zreportAddress(href) {
  try {
    return href && ["http:", "https:", "file:"].includes(new URL(href, document.baseURI).protocol) ? href : "";
  } catch {
    return "";
  }
}
