import { el, place } from "./dom.js";
import { duration, ticks } from "./format.js";

/** The rows of a trace: a tree on the left, time on the right. */
export class Waterfall {
  constructor(selected) {
    this.rows = new Map();
    this.collapsed = new Set();
    this.from = 0;
    this.to = 1;
    this.selected = null;
    this.hits = new Set();
    this.path = new Map();
    this.showPath = true;
    this.onSelect = selected;
    this.scale = el("div", { class: "scale", "aria-hidden": "true" });
    this.tree = el("div", { id: "waterfall", role: "tree", "aria-label": "Spans" });
    this.tree.addEventListener("click", (event) => this.clicked(event));
    this.tree.addEventListener("dblclick", (event) => this.toggle(this.spanOf(event)));
  }

  spanOf(event) {
    return this.trace.byId.get(event.target.closest("[data-span]")?.dataset.span);
  }

  clicked(event) {
    const span = this.spanOf(event);
    if (!span) return;
    if (event.target.closest(".twig")) this.toggle(span);
    this.select(span, true);
  }

  show(trace, path) {
    this.trace = trace;
    this.path = path;
    const focused = this.tree.contains(document.activeElement);
    this.rows.clear();
    this.tree.replaceChildren(...trace.spans.map((span) => this.row(span)));
    if (this.selected && !trace.byId.has(this.selected)) this.selected = null;
    this.refresh();
    if (focused) this.rows.get(trace.byId.get(this.selected))?.row.focus({ preventScroll: true });
  }

  row(span) {
    const length = duration(span.end - span.start) + (span.running ? " …" : "");
    const name = el(
      "div",
      { class: "name" },
      el("span", { class: "twig", "aria-hidden": "true" }, span.children.length ? "▾" : ""),
      el("i", { class: "dot c-" + span.category, "aria-hidden": "true" }),
      el("span", { class: "label" }, span.name || "(no name)"),
      span.error ? el("span", { class: "chip bad" }, "error") : null,
      span.running ? el("span", { class: "chip live" }, "running") : null,
    );
    name.style.paddingLeft = Math.min(span.depth, 40) * 14 + "px";
    const bar = el("div", { class: "bar c-" + span.category + (span.error ? " failed" : "") + (span.running ? " live" : "") });
    const took = el("span", { class: "took" }, length);
    const time = el("div", { class: "time" }, bar, took);
    const row = el(
      "div",
      {
        class: "row",
        role: "treeitem",
        tabindex: "-1",
        "data-span": span.id,
        "aria-level": Math.min(span.depth, 1000) + 1,
        "aria-expanded": span.children.length ? "true" : null,
        "aria-label": `${span.name}, ${length}${span.error ? ", error" : ""}`,
        title: `${span.service} · ${span.name}\n${length}, self ${duration(span.self)}`,
      },
      name,
      time,
    );
    this.rows.set(span, { row, bar, took, time });
    return row;
  }

  /** Brings positions, folding, selection and marks up to date. */
  refresh() {
    const closed = new Set();
    for (const span of this.trace.spans) {
      const { row } = this.rows.get(span);
      const hidden = span.parent && (closed.has(span.parent) || this.collapsed.has(span.parent.id));
      if (hidden) closed.add(span);
      row.hidden = hidden;
      const folded = this.collapsed.has(span.id);
      if (span.children.length) row.setAttribute("aria-expanded", String(!folded));
      row.classList.toggle("hit", this.hits.has(span));
      this.mark(span);
      if (!hidden) this.draw(span);
    }
    this.drawScale();
  }

  draw(span) {
    const { bar, took, time } = this.rows.get(span);
    const at = (micros) => this.part(micros);
    const from = at(span.start);
    const to = Math.max(at(span.end), from + 0.0015);
    place(bar, from, to);
    const inside = (parts, kind) => parts.map(([a, b]) => place(el("span", { class: kind }), (at(a) - from) / (to - from), (at(b) - from) / (to - from)));
    const critical = this.showPath ? (this.path.get(span) ?? []) : [];
    bar.replaceChildren(...inside(span.selfParts.slice(0, 200), "self"), ...inside(critical, "critical"), ...marks(span, from, to, at));
    this.label(took, Math.max(0, from), Math.min(Math.max(to, 0), 1));
    time.hidden = to < 0 || from > 1;
  }

  /** Behind the bar if there is room, else before it, else in it. */
  label(took, from, to) {
    const behind = to <= 0.86;
    const before = !behind && from >= 0.14;
    took.classList.toggle("before", before);
    took.classList.toggle("within", !behind && !before);
    took.style.left = (behind ? to : before ? from : Math.max(from, 0)) * 100 + "%";
  }

  part(micros) {
    const length = this.trace.end - this.trace.start || 1;
    return ((micros - this.trace.start) / length - this.from) / (this.to - this.from);
  }

  drawScale() {
    const length = this.trace.end - this.trace.start || 1;
    const marks_ = ticks(this.from * length, this.to * length, 6);
    this.scale.replaceChildren(
      ...marks_.map((micros) => {
        const mark = el("span", {}, duration(micros));
        mark.style.left = this.part(this.trace.start + micros) * 100 + "%";
        return mark;
      }),
    );
  }

  zoom(from, to) {
    this.from = from;
    this.to = to;
    this.refresh();
  }

  toggle(span) {
    if (!span?.children.length) return;
    if (!this.collapsed.delete(span.id)) this.collapsed.add(span.id);
    this.refresh();
  }

  /** Opens what hides the span, and chooses it. */
  select(span, focus) {
    let opened = false;
    for (let at = span.parent; at; at = at.parent) opened = this.collapsed.delete(at.id) || opened;
    const before = this.trace.byId.get(this.selected);
    this.selected = span.id;
    if (opened) this.refresh();
    else for (const one of [this.trace.spans[0], before, span]) if (one) this.mark(one);
    const { row } = this.rows.get(span);
    if (focus) row.focus({ preventScroll: true });
    row.scrollIntoView({ block: "nearest" });
    this.onSelect(span);
  }

  /** One row of all can be reached by the tab key: the chosen one, or the first. */
  mark(span) {
    const { row } = this.rows.get(span);
    row.setAttribute("aria-selected", String(span.id === this.selected));
    row.tabIndex = span.id === this.selected || (!this.selected && span === this.trace.spans[0]) ? 0 : -1;
  }

  visible() {
    return this.trace.spans.filter((span) => !this.rows.get(span).row.hidden);
  }
}

function marks(span, from, to, at) {
  return span.events.slice(0, 100).map((event) => {
    const mark = el("b", { class: event.name === "exception" ? "event bad" : "event", title: event.name });
    mark.style.left = Math.min(1, Math.max(0, (at(event.time) - from) / (to - from))) * 100 + "%";
    return mark;
  });
}
