// Draws a chart at the size that fits, lets the arrow keys step through its figures, and puts its bar below.
function zreport({ pages, ...content }) {
  // Not by an id: a chart may be shown twice, and a notebook's own words may have one.
  const script = document.currentScript;
  const folded = script.previousElementSibling;
  const node = folded.previousElementSibling;
  const narrow = pages.length > 1 && window.innerWidth < pages[0].layout.width + 40;
  const page = pages[narrow ? 1 : 0];
  Plotly.newPlot(node, page.data, page.layout, page.config);
  // A screen narrower than that of any phone of today gets the whole of it, a little smaller.
  const fits = node.clientWidth / page.layout.width;
  if (narrow && fits > 0.6 && fits < 1) {
    node.firstElementChild.style.cssText = `transform: scale(${fits}); transform-origin: 0 0; width: ${page.layout.width}px`;
    node.style.height = `${page.layout.height * fits}px`;
    node.style.overflow = "hidden";
  }
  const bar = document.createElement("div");
  script.after(bar);
  const spec = { ...content.spec, [content.lang]: pages[0] };
  const words = folded.lastElementChild;
  folded.remove();
  const open = zreportBar(bar, { ...content, words, spec }, null);
  // To the sentence of a figure: where the report is read or, without that, below the chart.
  const go = (trace, apart) => {
    const row = trace && trace.meta !== undefined && words.querySelectorAll("tbody tr")[trace.meta];
    if (!row) return;
    const address = content.reader && row.dataset.at && `${content.reader}#${encodeURI(row.dataset.at)}`;
    if (!address) open(trace.meta);
    else if (apart) window.open(address);
    else location.href = address;
  };
  const stops = [];
  page.data.forEach((trace, curve) => {
    if (trace.hoverinfo !== "text") return;
    const middle = trace.hoveron === "fills" && { xval: (trace.x[0] + trace.x[1]) / 2, yval: (trace.y[0] + trace.y[2]) / 2 };
    stops.push({ trace, point: middle || { curveNumber: curve, pointNumber: 0 } });
  });
  node.on("plotly_click", ({ points, event }) => go(points[0] && points[0].data, event.ctrlKey || event.metaKey));
  node.on("plotly_hover", ({ points }) => {
    const lively = points[0] && points[0].data && points[0].data.meta !== undefined;
    node.classList.toggle("zreport-leads", Boolean(lively));
  });
  node.on("plotly_unhover", () => node.classList.remove("zreport-leads"));
  // What the arrow keys reach is also said.
  const heard = document.createElement("span");
  heard.className = "zreport-heard";
  heard.setAttribute("role", "status");
  bar.after(heard);
  let at = -1;
  node.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      Plotly.Fx.unhover(node);
      at = -1;
      return;
    }
    if (event.key === "Enter" && event.target === node && at >= 0) {
      event.preventDefault();
      go(stops[at].trace, event.ctrlKey || event.metaKey);
      return;
    }
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step || !stops.length) return;
    event.preventDefault();
    at = (at + step + stops.length) % stops.length;
    const { trace, point } = stops[at];
    const words = new DOMParser().parseFromString([trace.hovertext ?? trace.text].flat()[0], "text/html");
    for (const line of words.querySelectorAll("br")) line.replaceWith(" ");
    heard.textContent = words.body.textContent;
    Plotly.Fx.hover(node, "xval" in point ? point : [point], [(trace.xaxis || "x") + (trace.yaxis || "y")]);
  });
}
