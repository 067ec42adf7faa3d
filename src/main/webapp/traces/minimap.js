import { el } from "./dom.js";

const HEIGHT = 56;
const GRAIN = 0.002;

/** The whole trace small; dragging chooses what the waterfall shows, a double click everything. */
export function minimap(trace, colours, zoomed) {
  const canvas = el("canvas", { "aria-hidden": "true" });
  const window_ = el("div", { class: "window" });
  const box = el("div", { id: "minimap", role: "img", "aria-label": "Overview of the trace; drag to zoom, or use the keys + − 0" }, canvas, window_);
  let from = null;
  const at = (event) => {
    const area = box.getBoundingClientRect();
    return Math.min(1, Math.max(0, (event.clientX - area.left) / area.width));
  };
  box.addEventListener("pointerdown", (event) => {
    from = at(event);
    box.setPointerCapture(event.pointerId);
    event.preventDefault();
  });
  box.addEventListener("pointermove", (event) => {
    if (from !== null) show(Math.min(from, at(event)), Math.max(from, at(event)));
  });
  box.addEventListener("pointerup", (event) => {
    if (from === null) return;
    const to = at(event);
    if (Math.abs(to - from) > GRAIN) zoomed(Math.min(from, to), Math.max(from, to));
    else zoomed(null, null);
    from = null;
  });
  box.addEventListener("dblclick", () => zoomed(0, 1));

  function show(start, end) {
    window_.style.left = start * 100 + "%";
    window_.style.width = (end - start) * 100 + "%";
    window_.classList.toggle("all", start === 0 && end === 1);
  }

  function draw(current) {
    const width = box.clientWidth || 900;
    const dense = devicePixelRatio || 1;
    canvas.width = width * dense;
    canvas.height = HEIGHT * dense;
    const pen = canvas.getContext("2d");
    pen.scale(dense, dense);
    const length = current.end - current.start || 1;
    const line = HEIGHT / Math.max(current.spans.length, 14);
    current.spans.forEach((span, i) => {
      pen.fillStyle = span.error ? colours("--bad") : colours("--c-" + span.category);
      const x = ((span.start - current.start) / length) * width;
      pen.fillRect(x, i * line, Math.max(1, ((span.end - span.start) / length) * width), Math.max(1, line - 1));
    });
  }

  return { box, draw, show };
}
