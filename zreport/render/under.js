// Puts a bar below each chart of a session that JupyterLab shows. Charts are found by a mark in their layout, so that
// a stored notebook holds nothing for its bars, and shows nothing in their place when it is opened without a kernel.
function zreportUnder(model, ask) {
  const seen = new WeakMap();
  const about = (plot) => {
    const mark = plot.layout?.meta?.zreport;
    const { lang, charts } = model.get("content");
    return mark && Object.hasOwn(charts, mark) ? { ...charts[mark], lang } : null;
  };
  const place = (plot) => {
    const content = plot.isConnected && about(plot);
    for (const bar of plot.querySelectorAll(":scope > .zreport-under")) bar.remove();
    if (!content) return;
    const bar = document.createElement("div");
    bar.className = "zreport-under";
    bar.dataset.mark = content.chart;
    zreportBar(bar, content, ask);
    plot.append(bar);
  };
  const look = () => {
    for (const plot of document.querySelectorAll(".js-plotly-plot")) {
      const mark = about(plot)?.chart;
      const bar = plot.querySelector(":scope > .zreport-under");
      // Something else is drawn in its place.
      if (bar && bar.dataset.mark !== plot.layout?.meta?.zreport) bar.remove();
      if (!mark || bar?.dataset.mark === mark || seen.get(plot) === mark) continue;
      seen.set(plot, mark);
      // Only a kernel that answers has bars: not one that has ended, nor a notebook saved with the state of widgets.
      ask({ do: "here" }).then(() => {
        seen.delete(plot);
        place(plot);
      }, () => {});
    }
  };
  let waits = false;
  const soon = () => {
    if (waits) return;
    waits = true;
    requestAnimationFrame(() => {
      waits = false;
      look();
    });
  };
  const watch = new MutationObserver(soon);
  watch.observe(document.body, { childList: true, subtree: true });
  model.on("change:content", soon);
  soon();
  return () => watch.disconnect();
}
