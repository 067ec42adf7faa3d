import { el } from "./dom.js";
import { plural } from "./format.js";

/** The keyboard of a trace, and its search box. */
export class Keys {
  constructor(view) {
    this.view = view;
    this.input = el("input", { id: "find", type: "search", placeholder: "Find spans ( / )", "aria-label": "Find spans", autocomplete: "off", spellcheck: "false", input: () => this.find() });
    this.count = el("span", { class: "soft", role: "status" });
    this.box = el("div", { class: "find" }, this.input, this.count);
    this.input.addEventListener("keydown", (event) => this.inInput(event));
  }

  inInput(event) {
    event.stopPropagation();
    if (event.key === "Enter") this.step(event.shiftKey ? -1 : 1);
    if (event.key === "Escape") {
      this.input.value = "";
      this.find();
      this.current() ? this.view.waterfall.select(this.current(), true) : this.input.blur();
    }
  }

  find() {
    const wanted = this.input.value.trim().toLowerCase();
    const { waterfall, trace } = this.view;
    waterfall.hits = new Set(wanted ? trace.spans.filter((span) => matches(span, wanted)) : []);
    this.count.textContent = wanted ? plural(waterfall.hits.size, "hit") : "";
    waterfall.refresh();
  }

  current() {
    return this.view.trace.byId.get(this.view.waterfall.selected);
  }

  /** To the next hit, in the order of the rows, round the end. */
  step(by) {
    const { waterfall, trace } = this.view;
    const hits = trace.spans.filter((span) => waterfall.hits.has(span));
    if (!hits.length) return;
    const here = trace.spans.indexOf(this.current());
    const next = by > 0 ? hits.find((span) => trace.spans.indexOf(span) > here) : hits.findLast((span) => trace.spans.indexOf(span) < here);
    waterfall.select(next ?? hits.at(by > 0 ? 0 : -1), true);
  }

  keydown(event) {
    const action = this.actions()[event.key];
    if (action && !event.target.closest?.("input, select, textarea, summary")) {
      if (event.key === "Enter" && event.target.closest?.("a, button")) return;
      event.preventDefault();
      action();
    }
  }

  actions() {
    const { view } = this;
    return {
      "/": () => this.input.focus(),
      ArrowDown: () => this.move(1),
      ArrowUp: () => this.move(-1),
      ArrowRight: () => this.inward(),
      ArrowLeft: () => this.outward(),
      Home: () => this.choose(view.waterfall.visible()[0]),
      End: () => this.choose(view.waterfall.visible().at(-1)),
      Enter: () => this.choose(this.current() ?? view.trace.spans[0]),
      n: () => this.step(1),
      N: () => this.step(-1),
      c: () => view.togglePath(),
      "+": () => this.zoomIn(),
      "=": () => this.zoomIn(),
      "-": () => this.zoomOut(),
      0: () => view.zoom(0, 1),
      Escape: () => this.escape(),
    };
  }

  choose(span) {
    if (span) this.view.waterfall.select(span, true);
  }

  move(by) {
    const rows = this.view.waterfall.visible();
    const at = rows.indexOf(this.current());
    this.choose(rows[Math.min(Math.max(at + by, 0), rows.length - 1)]);
  }

  inward() {
    const span = this.current();
    const { waterfall } = this.view;
    if (!span) return this.move(1);
    if (waterfall.collapsed.has(span.id)) waterfall.toggle(span);
    else this.choose(span.children[0]);
  }

  outward() {
    const span = this.current();
    const { waterfall } = this.view;
    if (!span) return;
    if (span.children.length && !waterfall.collapsed.has(span.id)) waterfall.toggle(span);
    else this.choose(span.parent);
  }

  zoomIn() {
    const { trace } = this.view;
    const span = this.current();
    const length = trace.end - trace.start;
    if (!span || !(length > 0) || span.end <= span.start) return;
    const margin = (span.end - span.start) * 0.05;
    this.view.zoom(Math.max(0, (span.start - margin - trace.start) / length), Math.min(1, (span.end + margin - trace.start) / length));
  }

  zoomOut() {
    const { from, to } = this.view.waterfall;
    const more = (to - from) / 2;
    this.view.zoom(Math.max(0, from - more), Math.min(1, to + more));
  }

  escape() {
    if (!this.view.panel.hidden) this.view.closeDetail();
    else this.view.back();
  }
}

function matches(span, wanted) {
  return (
    span.name.toLowerCase().includes(wanted) ||
    span.id === wanted ||
    span.attributes.some(([key, value]) => (key + "=" + value).toLowerCase().includes(wanted)) ||
    span.events.some((event) => event.name.toLowerCase().includes(wanted))
  );
}
