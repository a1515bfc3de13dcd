// The content as Python sends it, with what follows from it: citations, as `zr.cite` writes them. What was sent stays as it is.
function zreportWhole(content) {
  const { name, source, cite, made } = content.report;
  const joints = ["\uff1a", ": "];
  const figures = content.figures.map((figure) => {
    const words = figure.words.join("").trim();
    const full = figure.cite.map((said, at) => `${said}${joints[at]}\u201c${words}\u201d [${name}:${figure.id}; ${made}]`);
    return { ...figure, cite: { short: figure.cite, full } };
  });
  return { ...content, figures, report: { ...content.report, cite: { short: source, full: cite } } };
}

function zreportOpened(el, content, ask) {
  return zreportReader(el, zreportWhole(content), ask);
}
