// What the review of a draft says, each time in Chinese and English, and what its keys are.
function zreportReviewWords() {
  return {
    title: ["核对草稿", "Review of the draft"],
    language: ["English", "中文"],
    tables: {
      "": ["全部", "All"],
      observations: ["指标", "Figures"],
      other_numbers: ["其他数字", "Other numbers"],
      sections: ["标题", "Headings"],
    },
    fields: {
      indicator: ["指标", "Indicator"],
      value: ["数值", "Value"],
      unit: ["单位", "Unit"],
      qualifier: ["界限", "Bound"],
      measure: ["度量", "Measure"],
      period: ["时期", "Period"],
      status: ["状态", "Status"],
      commitment: ["承诺", "Promise"],
      scope: ["范围", "Scope"],
      quote: ["标出的字", "Words marked"],
      reason: ["为何不是指标", "Why it is no figure"],
      title_en: ["英文标题", "English title"],
      name_zh: ["中文名", "Chinese name"],
      name_en: ["英文名（可空，最后再问）", "English name (may wait till the end)"],
      sector: ["领域", "Sector"],
      aliases: ["这句话里叫它什么", "What the sentence calls it"],
      scope_zh: ["范围（中文）", "Scope in Chinese"],
      scope_en: ["范围（英文）", "Scope in English"],
    },
    none: ["无", "none"],
    exact: ["正好", "exact"],
    accept: ["接受，看下一行", "Accept, next"],
    confirm: ["确认不是指标", "It is no figure"],
    sentence: ["接受同句的其他数字", "Accept the other numbers of the sentence"],
    noFigure: ["不是指标", "No figure"],
    figure: ["是指标", "It is a figure"],
    split: ["拆成两行", "Split in two"],
    merge: ["与下一行合并", "Merge with the next"],
    undo: ["撤销", "Undo"],
    help: ["按键", "Keys"],
    next: ["下一行", "Next row"],
    previous: ["上一行", "Previous row"],
    nextOpen: ["下一个未核的", "Next open row"],
    order: { text: ["按原文顺序", "In the order of the text"], doubt: ["先看存疑的", "Doubtful first"] },
    hide: ["只看未核的", "Open rows only"],
    row: ["这一行", "This row"],
    rows: ["各行", "Rows"],
    progress: ["已核 {done} / {total} 行", "{done} of {total} rows looked at"],
    left: ["约剩 {minutes} 分钟", "about {minutes} min left"],
    sure: ["规则有把握，请过目", "The rule is sure; look it over"],
    looked: ["已核", "Looked at"],
    doubtful: ["存疑：", "Doubtful: "],
    open: ["未核", "open"],
    faults: ["还不能证实：", "Not proven yet:"],
    accepted: ["已接受", "Accepted"],
    saved: ["每一步都已写入，不必保存", "Each step is written already"],
    written: ["已写入", "Written"],
    beside: ["同句的其他行", "Other rows of this sentence"],
    pick: ["输入名称、英文、拼音首字母，或这句话里的字的首字母", "Type a name, English or pinyin initials, also those of words of the sentence"],
    rename: ["改名（{count} 行）：", "Rename ({count} rows): "],
    fresh: ["新指标：", "New: "],
    current: ["Tab 取现在的名字来改", "Tab takes the present name to mend it"],
    proposed: ["由程序推荐", "as proposed"],
    nothing: ["没有相符的", "Nothing like it"],
    periodHint: ["如 2021、2016/2020；字母取所列的时期与状态", "Such as 2021, 2016/2020; a letter takes one of these with its status"],
    valueHint: ["区间写作 6~6.5", "A range is written 6~6.5"],
    markHint: [
      "← → 移动末尾，Shift+← → 移动开头，回车写入，Esc 放弃；也可用指针选中文字",
      "← → move its end, Shift+← → its start, Enter writes, Esc leaves; or select words with the pointer",
    ],
    splitHint: ["← → 移动分开的地方，回车拆开，Esc 放弃", "← → move where it is divided, Enter splits, Esc leaves"],
    drop: ["不是标题", "No heading"],
    alike: ["同样的 {count} 行一起", "All {count} rows that are alike"],
    seek: ["找一行", "Find a row"],
    away: ["点一下这里，再用按键", "Click here, then use the keys"],
    elsewhere: ["整份报告还有：", "Of the whole report:"],
    markTake: ["标出选中的字", "Mark the words selected"],
    save: ["写入", "Write"],
    cancel: ["放弃", "Leave"],
    working: ["正在写入……", "Writing …"],
    allDone: ["全部核完了", "All rows have been looked at"],
    filterDone: ["这一类已核完，接着看其他的", "These are done; on to the others"],
    then: ["接下来：", "Next:"],
    english: ["补上英文名", "English names still missing"],
    englishHint: ["回车写入并到下一个", "Enter writes and goes to the next"],
    copy: ["复制", "Copy"],
    copied: ["已复制", "Copied"],
    noMerge: ["下一行不是指标，不能合并", "The next row is no figure: there is nothing to merge with"],
    lost: [
      "没有回答：程序已停止，或内核已断开。到上一步为止都已写入文件，没有丢失；请重新打开。",
      "No answer: the program has stopped, or the kernel is gone. All up to the last step is in the files, nothing is lost; open the review again.",
    ],
    again: ["再试", "Try again"],
  };
}

// Which key does what: the keys, the words, and of which tables ("" all).
function zreportReviewKeymap() {
  const words = zreportReviewWords();
  const field = words.fields;
  const figure = "observations";
  const number = "other_numbers";
  return [
    ["Enter", words.accept, ""],
    ["Shift+Enter", words.sentence, ""],
    ["j ↓ →", words.next, ""],
    ["k ↑ ←", words.previous, ""],
    ["Space", words.nextOpen, ""],
    ["i", field.indicator, figure],
    ["w", field.aliases, figure],
    ["v", field.value, figure],
    ["= . > , < ~ -", field.qualifier, figure],
    ["n", field.unit, figure],
    ["m", field.measure, figure],
    ["p", field.period, "observations sections"],
    ["1–4", field.status, "observations sections"],
    ["0 5–7", field.commitment, figure],
    ["o", field.scope, figure],
    ["q", field.quote, figure],
    ["x", words.noFigure, figure],
    ["s", words.split, figure],
    ["g", words.merge, figure],
    ["1–9 x", field.reason, number],
    ["f", words.figure, number],
    ["t", field.title_en, "sections"],
    ["x", words.drop, "sections"],
    ["u Ctrl+Z", words.undo, ""],
    ["r", ["换顺序", "Other order"], ""],
    ["a", ["换一类行", "Other kind of rows"], ""],
    ["h", words.hide, ""],
    ["e", words.english, ""],
    ["l", ["换语言", "Other language"], ""],
    ["/", words.seek, ""],
    ["?", words.help, ""],
    ["Esc", words.cancel, ""],
  ];
}

// The signs that set a bound by one key.
function zreportReviewBounds() {
  return { exact: "=", at_least: ".", more_than: ">", at_most: ",", less_than: "<", about: "~", range: "-" };
}

// A key for each of some options, the same each time: the first letter of what is one word; then of others the initials
// of their words, their other letters, and what is left.
function zreportReviewLetters(options) {
  const taken = new Set();
  const letters = options.map(() => "");
  const places = options.map((_, at) => at).sort((one, other) => length(one) - length(other) || one - other);
  for (const at of places) {
    if (!options[at][0]) continue;
    const words = options[at][0].split("_");
    const wanted = `${words.map((word) => word[0]).join("")}${words.join("")}abcdefghijklmnopqrstuvwxyz1234567890`;
    letters[at] = [...wanted].find((one) => /[a-z0-9]/.test(one) && !taken.has(one)) ?? "";
    taken.add(letters[at]);
  }
  return letters;

  function length(at) {
    return options[at][0].split("_").length;
  }
}

// Words with names in braces filled in.
function zreportReviewFilled(words, values) {
  return words.replace(/\{(\w+)\}/g, (_, name) => String(values[name]));
}
