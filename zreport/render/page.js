// Draws a chart at the size that fits, and lets the arrow keys step through its figures.
function zreport(pages) {
  // Not by an id: a chart may be shown twice, and a notebook's own words may have one.
  var node = document.currentScript.previousElementSibling;
  var narrow = pages.length > 1 && window.innerWidth < pages[0].layout.width + 24;
  var page = pages[narrow ? 1 : 0];
  Plotly.newPlot(node, page.data, page.layout, page.config);
  var stops = [];
  page.data.forEach(function (trace, curve) {
    if (trace.hoverinfo !== "text") return;
    stops.push(
      trace.hoveron === "fills"
        ? { xval: (trace.x[0] + trace.x[1]) / 2, yval: (trace.y[0] + trace.y[2]) / 2 }
        : { curveNumber: curve, pointNumber: 0 }
    );
  });
  var at = -1;
  node.addEventListener("keydown", function (event) {
    if (event.key === "Escape") {
      Plotly.Fx.unhover(node);
      at = -1;
      return;
    }
    var step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (!step || !stops.length) return;
    event.preventDefault();
    at = (at + step + stops.length) % stops.length;
    var stop = stops[at];
    var trace = page.data[stop.curveNumber] || {};
    Plotly.Fx.hover(node, "xval" in stop ? stop : [stop], [(trace.xaxis || "x") + (trace.yaxis || "y")]);
  });
}
