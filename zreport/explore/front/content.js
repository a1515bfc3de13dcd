// The content as Python sends it, with what follows from it: citations, as `zr.cite` writes them.
function zreportWhole(content) {
  const { name, source, cite, made } = content.report;
  content.report.cite = { short: source, full: cite };
  for (const figure of content.figures) {
    const short = figure.cite;
    const words = figure.words.replace(/[\u3010\u3011]/g, "");
    const joints = ["\uff1a", ": "];
    const full = short.map((said, at) => `${said}${joints[at]}\u201c${words}\u201d [${name}:${figure.id}; ${made}]`);
    figure.cite = { short, full };
  }
  return content;
}

function zreportOpened(el, content, ask) {
  return zreportReader(el, zreportWhole(structuredClone(content)), ask);
}
