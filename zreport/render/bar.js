// The bar below a chart, which hands it over: as a slide, a workbook, a picture, with its sentences, or in a deck
// with others. On a page all is put together here; in JupyterLab Python is asked.
function zreportNode(tag, more, ...children) {
  const node = document.createElement(tag);
  for (const [key, value] of Object.entries(more || {})) {
    if (key.startsWith("on")) node.addEventListener(key.slice(2), value);
    else if (value !== null && value !== undefined) node.setAttribute(key, value);
  }
  // JupyterLab must not take the keys that are pressed here for its own: it looks at what has the focus alone.
  if (["BUTTON", "A"].includes(node.tagName)) node.setAttribute("data-lm-suppress-shortcuts", "true");
  node.append(...children);
  return node;
}

// What a bar says, in Chinese and English.
function zreportBarWords() {
  return {
    bar: ["交付这张图", "Hand over this chart"],
    slide: ["幻灯片", "Slide"],
    workbook: ["工作簿", "Workbook"],
    picture: ["图片", "Picture"],
    copy: ["复制", "Copy"],
    words: ["原文", "Sentences"],
    add: ["加入", "Add"],
    basket: ["篮子", "Basket"],
    lang: ["交付的语言", "Language handed over"],
    about: {
      slide: ["下载可编辑的幻灯片", "Download an editable slide"],
      workbook: ["下载带原生图表的工作簿", "Download a workbook with a native chart"],
      picture: ["下载图片（PNG）", "Download a picture (PNG)"],
      copy: ["复制图片到剪贴板", "Copy the picture to the clipboard"],
      add: ["加入篮子，几张图做成一份幻灯片", "Add to the basket: several charts in one deck"],
    },
    works: ["正在生成……", "Making it …"],
    waits: ["内核还没有回答；若已重启，请重新运行单元", "The kernel has not answered yet; if it was restarted, run the cell again"],
    saved: ["已下载：{}", "Downloaded: {}"],
    copied: ["图片已复制", "The picture is copied"],
    said: ["原文与出处已复制", "The sentence and its source are copied"],
    mute: ["浏览器不允许复制，请选中文字自行复制", "The browser does not allow copying: select the words and copy them"],
    refused: ["浏览器不允许复制图片；可改为下载", "The browser does not allow copying pictures; download it instead"],
    failed: ["没能生成：{}", "It could not be made: {}"],
    added: ["已加入篮子", "Added to the basket"],
    twice: ["这张图已在篮子里", "This chart is in the basket already"],
    anew: ["篮子里这张图的旧版本已换成现在的", "It took the place of its older state in the basket"],
    unkept: [
      "浏览器不能保存篮子，它只在本页有效",
      "The browser cannot keep the basket: it lasts for this page only",
    ],
    other: [
      "“{}”来自另一版本的页面，不能放进同一份；请移除，或打开它的页面重新加入",
      "“{}” is from pages of another version and cannot share a deck; remove it, or add it anew from its page",
    ],
    empty: ["篮子是空的", "The basket is empty"],
    deck: ["做成一份幻灯片（{} 页）", "Make one deck (slides: {})"],
    remove: ["移除", "Remove"],
    clear: ["清空", "Clear"],
    cleared: ["篮子已清空", "The basket is cleared"],
    removed: ["已移除", "Removed"],
    cite: ["复制原文", "Copy sentence"],
    read: ["在全文中", "In the text"],
  };
}

// Downloads a file that was made here.
function zreportDownload(blob, name) {
  const link = zreportNode("a", { href: URL.createObjectURL(blob), download: name });
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

// What makes the files: the scripts of the page, or Python.
function zreportMaker(content, ask) {
  const basket = zreportBasket(!ask);
  if (ask) {
    const asked = async (message) => {
      const answer = await ask(message);
      if (answer.error) throw { said: answer.error };
      return answer;
    };
    const file = async (form, charts, lang) => new Blob([(await asked({ do: form, charts, lang })).bytes]);
    return {
      basket,
      add: async () => basket.add((await asked({ do: "json", charts: [content.chart] })).charts[0]),
      said: () => asked({ do: "said", charts: [content.chart], lang: content.lang }),
      slide: (lang) => file("slide", [content.chart], lang),
      workbook: (lang) => file("workbook", [content.chart], lang),
      picture: (lang) => file("picture", [content.chart], lang),
      deck: (lang) => file("slide", basket.items().map((one) => one.chart), lang),
    };
  }
  const sound = (made) => {
    if (made.error) throw { said: made.error };
    return made;
  };
  const book = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
  const words = zreportBarWords();
  return {
    basket,
    add: async () => {
      const { frame, pieces } = zreportKit();
      const { key, title, slide } = content;
      if (!frame.version) sound(slide.zh);
      const own = Object.values(slide).flatMap((one) => (one.error ? [] : one));
      const place = `${location.pathname}#${content.name}`;
      const item = { key, title, slide, place, version: frame.version };
      return basket.add(item, Object.fromEntries(own.map((one) => [one, pieces[one]])));
    },
    said: async () => content,
    slide: async (lang) => zreportDeck([sound(content.slide[lang])], content.title[lang === "zh" ? 0 : 1], lang, zreportKit()),
    workbook: async (lang) => {
      const { pieces } = zreportKit();
      return zreportZip(sound(content.book[lang]).map(([name, key]) => [name, pieces[key]]), book);
    },
    picture: async (lang) => zreportPicture(sound(content.spec[lang]), 3),
    deck: async (lang) => {
      const { frame, pieces } = zreportKit();
      const items = basket.items();
      const turn = lang === "zh" ? 0 : 1;
      for (const { version, title } of items) {
        if (version !== frame.version) throw { said: words.other.map((one, at) => one.replace("{}", () => title[at])) };
      }
      const all = { ...basket.pieces(), ...pieces };
      return zreportDeck(items.map((one) => sound(one.slide[lang])), items[0].title[turn], lang, { frame, pieces: all });
    },
  };
}

// The figures of a chart with the report's sentences, as Python has written and escaped them, each with what can be
// done with it.
function zreportSentences(content, said, words, turn, tell) {
  const frame = document.createElement("template");
  if (typeof said.words === "string") frame.innerHTML = said.words;
  else frame.content.append(said.words);
  frame.content.querySelector("thead tr")?.append(zreportNode("td"));
  for (const row of frame.content.querySelectorAll("tbody tr")) {
    const quote = row.querySelector(".zreport-quote");
    const named = [row.cells[0], row.cells[1]].map((cell) => cell.textContent).join(" ");
    const cite = async () => {
      const lang = row.closest(".zreport-bar").dataset.lang === "zh" ? 0 : 1;
      const source = said.places[row.dataset.place][lang];
      try {
        await navigator.clipboard.writeText(`“${quote.textContent}”` + (lang ? ` (${source})` : `（${source}）`));
        tell(words.said);
      } catch {
        getSelection().selectAllChildren(quote);
        tell(words.mute);
      }
    };
    const more = { type: "button", "aria-label": `${words.cite[turn]}: ${named}`, onclick: cite };
    const does = [zreportNode("button", more, words.cite[turn])];
    if (content.reader && row.dataset.at) {
      const to = { href: `${content.reader}#${encodeURI(row.dataset.at)}`, "aria-label": `${words.read[turn]}: ${named}` };
      does.unshift(zreportNode("a", to, words.read[turn]));
    }
    row.tabIndex = -1;
    row.setAttribute("data-lm-suppress-shortcuts", "true");
    row.append(zreportNode("td", { class: "zreport-does" }, ...does));
  }
  return frame.content;
}

// What is in the basket, and what can be done with it.
function zreportBasketPanel(maker, words, turn, does) {
  const items = maker.basket.items();
  if (!items.length) return [zreportNode("p", {}, words.empty[turn])];
  const remove = (item, at) => {
    maker.basket.remove(item.key);
    does.tell(words.removed);
    does.focus(at);
  };
  const entries = items.map((item, at) => {
    const label = `${words.remove[turn]}: ${item.title[turn]}`;
    const button = { type: "button", class: "zreport-remove", "aria-label": label, onclick: () => remove(item, at) };
    return zreportNode("li", {}, item.title[turn], " ", zreportNode("button", button, words.remove[turn]));
  });
  const clear = () => {
    maker.basket.clear();
    does.tell(words.cleared);
    does.focus(0);
  };
  return [
    zreportNode("ol", {}, ...entries),
    zreportNode(
      "p",
      {},
      zreportNode("button", { type: "button", class: "zreport-deck", onclick: does.deck }, words.deck[turn].replace("{}", items.length)),
      zreportNode("button", { type: "button", onclick: clear }, words.clear[turn])
    ),
  ];
}

// Fills an element with a bar; returns what opens the sentence of a figure of the chart, by its number.
function zreportBar(el, content, ask) {
  const words = zreportBarWords();
  const turn = content.lang === "en" ? 1 : 0;
  const maker = zreportMaker(content, ask);
  const status = zreportNode("span", { role: "status", class: "zreport-said" });
  let lang = content.lang;
  let told = 0;
  const tell = (pair, filled = "", more = []) => {
    told += 1;
    status.replaceChildren(pair[turn].replace("{}", () => filled), ...more);
  };
  // Does something that takes a while, and says what came of it.
  const attempt = async (work) => {
    tell(words.works);
    const mine = told;
    const patience = setTimeout(() => ask && told === mine && tell(words.waits), 15_000);
    try {
      await work();
    } catch (error) {
      const said = error && error.said;
      tell(said || words.failed, said ? "" : String((error && error.message) || error));
    } finally {
      clearTimeout(patience);
    }
  };
  const download = (form, ending, name = content.name) => () =>
    attempt(async () => {
      const file = `${name}.${ending}`;
      zreportDownload(await maker[form](lang), file);
      tell(words.saved, file);
    });
  const copy = () =>
    attempt(async () => {
      const made = maker.picture(lang);
      made.catch(() => {});
      try {
        // A promise, since a browser allows it only right after the click.
        await navigator.clipboard.write([new ClipboardItem({ "image/png": made.then((one) => one.slice(0, one.size, "image/png")) })]);
        tell(words.copied);
      } catch {
        await made;
        const instead = { type: "button", onclick: download("picture", "png") };
        tell(words.refused, "", [" ", zreportNode("button", instead, words.picture[turn])]);
      }
    });
  const add = () =>
    attempt(async () => {
      const [what, kept] = await maker.add();
      tell(kept ? words[what] : words.unkept);
    });

  const button = (key, act, more) =>
    zreportNode("button", { type: "button", title: words.about[key]?.[turn], onclick: act, ...more }, words[key][turn]);
  const panels = { words: zreportNode("div", { class: "zreport-panel" }), basket: zreportNode("div", { class: "zreport-panel" }) };
  const openers = {};
  const open = async (key, wanted) => {
    for (const [name, panel] of Object.entries(panels)) {
      panel.hidden = name !== key || !wanted;
      openers[name].setAttribute("aria-expanded", String(!panel.hidden));
    }
    if (key === "words" && wanted && !panels.words.childElementCount) {
      await attempt(async () => {
        panels.words.append(zreportSentences(content, await maker.said(), words, turn, tell));
        status.replaceChildren();
      });
    }
  };
  for (const key of ["words", "basket"]) {
    panels[key].hidden = true;
    openers[key] = button(key, () => open(key, panels[key].hidden), { "aria-expanded": "false" });
  }
  const fill = () => {
    const count = maker.basket.items().length;
    openers.basket.replaceChildren(words.basket[turn] + (count ? ` ${count}` : ""));
    const make = () => download("deck", "pptx", "slides")();
    const focus = (at) => {
      const left = panels.basket.querySelectorAll(".zreport-remove");
      (left[Math.min(at, left.length - 1)] || openers.basket).focus();
    };
    panels.basket.replaceChildren(...zreportBasketPanel(maker, words, turn, { tell, focus, deck: make }));
  };
  const choices = ["zh", "en"].map((one) => {
    const choose = () => {
      lang = bar.dataset.lang = one;
      for (const each of choices) each.setAttribute("aria-pressed", String(each.lang.startsWith(one)));
    };
    const about = { type: "button", lang: { zh: "zh-CN", en: "en" }[one], "aria-pressed": String(one === lang), onclick: choose };
    return zreportNode("button", about, { zh: "中文", en: "English" }[one]);
  });
  const row = zreportNode(
    "div",
    { class: "zreport-row" },
    button("slide", download("slide", "pptx")),
    button("workbook", download("workbook", "xlsx")),
    button("picture", download("picture", "png")),
    button("copy", copy),
    openers.words,
    button("add", add),
    openers.basket,
    zreportNode("span", { role: "group", "aria-label": words.lang[turn], class: "zreport-langs" }, ...choices),
    status
  );
  const leave = (event) => {
    const key = Object.keys(panels).find((one) => !panels[one].hidden);
    if (event.key !== "Escape" || !key) return;
    event.stopPropagation();
    open(key, false);
    openers[key].focus();
  };
  const about = { class: "zreport-bar", role: "group", "aria-label": words.bar[turn], lang: turn ? "en" : "zh-CN" };
  const bar = zreportNode("div", { ...about, "data-lang": lang, onkeydown: leave }, row, panels.words, panels.basket);
  el.replaceChildren(bar);
  fill();
  maker.basket.watch(bar, fill);
  return async (number) => {
    await open("words", true);
    const found = panels.words.querySelectorAll("tbody tr")[number];
    if (found) found.focus();
  };
}
