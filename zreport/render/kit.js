// The files that a page hands over with no Python: put together from deflated parts, with nothing to inflate.

// All the parts that a page has, and what its decks have in common.
function zreportKit() {
  const kit = { frame: {}, pieces: {} };
  for (const node of document.querySelectorAll("script.zreport-kit")) {
    const one = JSON.parse(node.textContent);
    Object.assign(kit.pieces, one.pieces);
    if (one.frame.version) kit.frame = one.frame;
  }
  return kit;
}

function zreportBytes(base64) {
  return Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
}

function zreportSum(bytes) {
  let sum = -1;
  for (const byte of bytes) {
    sum ^= byte;
    for (let bit = 0; bit < 8; bit++) sum = (sum >>> 1) ^ (0xedb88320 & -(sum & 1));
  }
  return ~sum >>> 0;
}

// A part of a zip: as a kit has it, or of words, which are not deflated.
function zreportPart(piece) {
  if (!piece) throw new Error("a part is missing");
  if (typeof piece !== "string") return { sum: piece[1], size: piece[2], bytes: zreportBytes(piece[3]), method: 8 };
  const bytes = new TextEncoder().encode(piece);
  return { sum: zreportSum(bytes), size: bytes.length, bytes, method: 0 };
}

// A zip of parts by their names, with times of 1980, so that the same parts give the same bytes.
function zreportZip(named, type) {
  const files = [];
  const list = [];
  let at = 0;
  let listed = 0;
  for (const [name, piece] of named) {
    const part = zreportPart(piece);
    const label = new TextEncoder().encode(name);
    const head = new DataView(new ArrayBuffer(30));
    const entry = new DataView(new ArrayBuffer(46));
    for (const [view, from, sign] of [[head, 4, 0x04034b50], [entry, 6, 0x02014b50]]) {
      view.setUint32(0, sign, true);
      const fields = [[20, 2], [0, 2], [part.method, 2], [0, 2], [33, 2]];
      fields.push([part.sum, 4], [part.bytes.length, 4], [part.size, 4], [label.length, 2]);
      let place = from;
      for (const [value, wide] of fields) {
        wide === 2 ? view.setUint16(place, value, true) : view.setUint32(place, value, true);
        place += wide;
      }
    }
    entry.setUint16(4, 0x0314, true);
    entry.setUint32(38, 0o600 << 16, true);
    entry.setUint32(42, at, true);
    files.push(head.buffer, label, part.bytes);
    list.push(entry.buffer, label);
    at += 30 + label.length + part.bytes.length;
    listed += 46 + label.length;
  }
  const end = new DataView(new ArrayBuffer(22));
  end.setUint32(0, 0x06054b50, true);
  end.setUint16(8, list.length / 2, true);
  end.setUint16(10, list.length / 2, true);
  end.setUint32(12, listed, true);
  end.setUint32(16, at, true);
  return new Blob([...files, ...list, end.buffer], { type });
}

// The links of a part: their kinds and where they lead, numbered in this order.
function zreportLinks(targets) {
  const kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";
  const links = targets.map(
    ([kind, target], at) => `<Relationship Id="rId${at + 1}" Type="${kinds}${kind}" Target="../${target}"/>`
  );
  return (
    "<?xml version='1.0' encoding='UTF-8' standalone='yes'?>\n" +
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">' +
    links.join("") + "</Relationships>"
  );
}

// The parts of slides, each a list: slide, notes, and its charts with their worksheets. So they lie in a deck.
function zreportSlides(slides, pieces) {
  const parts = new Map();
  let charts = 0;
  slides.forEach(([slide, notes, ...more], at) => {
    const number = at + 1;
    const own = [];
    for (let turn = 0; turn < more.length; turn += 2) {
      charts += 1;
      const book = `embeddings/Microsoft_Excel_Sheet${charts}.xlsx`;
      parts.set(`ppt/charts/chart${charts}.xml`, pieces[more[turn]]);
      parts.set(`ppt/charts/_rels/chart${charts}.xml.rels`, zreportLinks([["package", book]]));
      parts.set(`ppt/${book}`, pieces[more[turn + 1]]);
      own.push(["chart", `charts/chart${charts}.xml`]);
    }
    const said = `notesSlides/notesSlide${number}.xml`;
    const below = [["slideLayout", "slideLayouts/slideLayout6.xml"], ...own, ["notesSlide", said]];
    const back = [["notesMaster", "notesMasters/notesMaster1.xml"], ["slide", `slides/slide${number}.xml`]];
    parts.set(`ppt/slides/slide${number}.xml`, pieces[slide]);
    parts.set(`ppt/slides/_rels/slide${number}.xml.rels`, zreportLinks(below));
    parts.set(`ppt/${said}`, pieces[notes]);
    parts.set(`ppt/notesSlides/_rels/notesSlide${number}.xml.rels`, zreportLinks(back));
  });
  return parts;
}

// The part that names the types of all others, which stand in it in the order of their names.
function zreportTypes(types, names) {
  const [head, ...rest] = types.replace("</Types>", "").split(/(?=<Override )/);
  const kind = "application/vnd.openxmlformats-officedocument.";
  const known = { slides: "presentationml.slide", notesSlides: "presentationml.notesSlide", charts: "drawingml.chart" };
  for (const name of names) {
    const type = name.endsWith(".xml") && known[name.split("/")[1]];
    if (type) rest.push(`<Override PartName="/${name}" ContentType="${kind}${type}+xml"/>`);
  }
  const place = (line) => line.split('"')[1];
  rest.sort((one, other) => (place(one) < place(other) ? -1 : 1));
  const books = names.some((name) => name.endsWith(".xlsx"));
  const book = `<Default Extension="xlsx" ContentType="${kind}spreadsheetml.sheet"/>`;
  const begin = books ? head.replace('<Default Extension="xml"', (next) => book + next) : head;
  return begin + rest.join("") + "</Types>";
}

// What the seal of a deck is taken of: its properties and the digest of each of its parts. Without a secure
// context there is no digest, and no seal: then nothing ever overwrites the deck unasked.
async function zreportSeal(plain, parts) {
  if (!globalThis.crypto || !crypto.subtle) return "";
  const words = new TextEncoder();
  const digest = async (bytes) => new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  const said = [words.encode(plain)];
  for (const name of [...parts.keys()].sort()) {
    const piece = parts.get(name);
    said.push(words.encode(name + "\0"));
    said.push(typeof piece === "string" ? await digest(words.encode(piece)) : zreportBytes(piece[0]));
  }
  const whole = await digest(await new Blob(said).arrayBuffer());
  return "zreport:" + [...whole].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The deck of slides: part by part the one that Python makes of their charts.
async function zreportDeck(slides, title, lang, { frame, pieces }) {
  const parts = new Map(frame.parts.map(([name, key]) => [name, pieces[key]]));
  for (const [name, part] of zreportSlides(slides, pieces)) parts.set(name, part);
  if ([...parts.values()].includes(undefined)) throw new Error("a part is missing");
  const ids = slides.map((_, at) => `<p:sldId id="${256 + at}" r:id="rId${at ? at + 8 : 7}"/>`);
  const first = /<Relationship Id="rId7"[^>]*>/.exec(frame.links)[0];
  const links = slides.slice(1).map((_, at) => first.replace("rId7", `rId${at + 9}`).replace("slide1", `slide${at + 2}`));
  parts.set("ppt/presentation.xml", frame.deck.replace(/(<p:sldIdLst>).*?(?=<\/p:sldIdLst>)/, "$1" + ids.join("")));
  parts.set("ppt/_rels/presentation.xml.rels", frame.links.replace("</Relationships>", (end) => links.join("") + end));
  const types = zreportTypes(frame.types, [...parts.keys()]);
  parts.set("[Content_Types].xml", types);
  const escaped = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };
  const called = [...title].slice(0, 250).join("").replace(/[&<>]/g, (sign) => escaped[sign]);
  const about = { "{title}": called, "{lang}": { zh: "zh-CN", en: "en-US" }[lang] };
  const filled = (text) => text.replace(/\{(title|lang|seal)\}/g, (mark) => about[mark] ?? "");
  about["{seal}"] = await zreportSeal(filled(frame.plain), parts);
  const core = about["{seal}"] ? frame.core : frame.core.replace("<dc:identifier>{seal}</dc:identifier>", "");
  const rest = [...parts].filter(([name]) => name !== "[Content_Types].xml");
  const all = [["[Content_Types].xml", types], ...rest, ["docProps/core.xml", filled(core)]];
  return zreportZip(all, "application/vnd.openxmlformats-officedocument.presentationml.presentation");
}

// A picture of a chart as plotly draws it, in pixels: with the page's own font in it, so that it shows Chinese anywhere.
async function zreportPicture(spec, times) {
  const { data, layout } = JSON.parse(JSON.stringify(spec));
  const { width, height } = layout;
  const address = await Plotly.toImage({ data, layout }, { format: "svg", width, height });
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const faces = rules.filter((rule) => rule instanceof CSSFontFaceRule).map((rule) => rule.cssText);
  const svg = decodeURIComponent(address.slice(address.indexOf(",") + 1));
  const styled = svg.replace(/<svg [^>]*>/, (tag) => `${tag}<style>${faces.join("")}</style>`);
  const image = new Image(width * times, height * times);
  image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(styled);
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * times);
  canvas.height = Math.round(height * times);
  const pen = canvas.getContext("2d");
  pen.fillStyle = "#fff";
  pen.fillRect(0, 0, canvas.width, canvas.height);
  pen.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((settle) => canvas.toBlob(settle, "image/png"));
  if (!blob) throw new Error("no picture");
  return blob;
}
