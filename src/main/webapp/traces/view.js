import * as api from "./api.js";
import { criticalPath } from "./critical.js";
import { logItem, spanDetail } from "./detail.js";
import { el, place } from "./dom.js";
import { clockTime, duration, plural } from "./format.js";
import { Keys } from "./keys.js";
import { minimap } from "./minimap.js";
import { fromJaeger, jobIds } from "./model.js";
import { Waterfall } from "./waterfall.js";

const LIVE_PAUSE = 1000;
const LEGEND = [["http", "HTTP"], ["queue", "queue"], ["wait", "queue wait"], ["load", "model load"], ["ml", "model"], ["gpu", "GPU"], ["db", "SQL"], ["storage", "storage"], ["client", "client"], ["internal", "other"]];

/** One trace. `given` is one from a file; without it the server is asked, again and again while it runs. */
export class TraceView {
  constructor(main, id, given, back) {
    Object.assign(this, { main, id, back, file: Boolean(given), logs: [], about: {}, offset: 0, timer: 0, left: false });
    this.waterfall = new Waterfall((span) => this.showDetail(span));
    this.keys = new Keys(this);
    if (given) this.show(given);
    else this.load();
  }

  async load() {
    try {
      this.about = await api.about();
      this.offset = this.about.now - Date.now();
      await this.refresh();
      this.openLinked();
    } catch (error) {
      if (this.left) return;
      const gone = error.status === 404;
      this.main.replaceChildren(el("section", { class: "empty" }, el("h1", {}, gone ? "This trace is not here" : "The trace cannot be shown"), el("p", {}, gone ? "No trace with this id is kept. It may have been evicted, or it was not sampled." : error.message), el("a", { href: "/traces" }, "Search traces")));
    }
  }

  async refresh() {
    const [json, lines] = await Promise.all([api.trace(this.id), api.logs(this.id).catch(() => [])]);
    if (this.left) return;
    this.logs = lines;
    this.show(fromJaeger(json, (Date.now() + this.offset) * 1000));
    if (this.trace.spans.some((span) => span.running)) this.timer = setTimeout(() => this.refresh().catch(() => this.stopped()), LIVE_PAUSE);
  }

  stopped() {
    document.getElementById("status").textContent = "The server does not answer any more; this is what was known.";
  }

  show(trace) {
    this.trace = trace;
    this.path = criticalPath(trace);
    if (!this.frame) this.build();
    this.head.replaceChildren(...this.heading());
    this.legend.replaceChildren(...legend(trace));
    this.waterfall.show(trace, this.path);
    this.drawGpu();
    this.map.draw(trace);
    this.map.show(this.waterfall.from, this.waterfall.to);
    this.keys.find();
    const chosen = trace.byId.get(this.waterfall.selected);
    if (chosen && !this.panel.hidden) this.showDetail(chosen, true);
  }

  build() {
    const style = getComputedStyle(document.documentElement);
    this.map = minimap(this.trace, (name) => style.getPropertyValue(name).trim() || "#888", (from, to) => this.zoom(from, to));
    this.head = el("div", { class: "head" });
    this.legend = el("ul", { class: "legend", "aria-label": "Colours" });
    this.gpu = el("div", { class: "gpu", role: "img", "aria-label": "GPU work" });
    this.panel = el("aside", { id: "detail", "aria-label": "Span", hidden: true });
    const spans = el("section", { class: "spans" }, el("div", { class: "columns" }, this.keys.box, this.waterfall.scale), this.gpu, this.waterfall.tree);
    this.frame = el("div", { class: "trace" }, this.head, this.map.box, this.legend, el("div", { class: "split" }, spans, this.panel));
    this.main.replaceChildren(this.frame);
    this.redraw = () => this.map.draw(this.trace);
    addEventListener("resize", this.redraw);
    addEventListener("themechange", this.redraw);
  }

  heading() {
    const { trace } = this;
    const root = trace.roots[0];
    const errors = trace.spans.filter((span) => span.error);
    const running = trace.spans.some((span) => span.running);
    document.title = (root?.name ?? "Trace") + " · Throughline";
    return [
      el("h1", {}, el("span", { class: "soft" }, (root?.service ?? "") + " "), root?.name ?? "(no spans)"),
      el(
        "p",
        { class: "facts" },
        el("code", { id: "trace-id" }, trace.id),
        el("span", {}, clockTime(trace.start)),
        el("strong", { id: "length" }, duration(trace.end - trace.start)),
        el("span", { id: "span-count" }, plural(trace.spans.length, "span")),
        errors.length ? el("button", { type: "button", class: "chip bad", click: () => this.waterfall.select(errors[0], true) }, plural(errors.length, "error")) : null,
        running ? el("span", { class: "chip live", id: "live" }, "running") : null,
        this.file ? el("span", { class: "chip" }, "from a file") : null,
        ...trace.warnings.map((warning) => el("span", { class: "chip bad" }, warning)),
        ...jobIds(trace).slice(0, 3).map((id) => (this.file ? el("span", {}, "job " + id) : el("a", { href: "/api/v1/jobs/" + encodeURIComponent(id) }, "job " + id.slice(0, 8)))),
      ),
      el("p", { class: "actions" }, ...this.actions()),
      ...this.logBox(),
    ];
  }

  actions() {
    const button = (text, action, pressed) => el("button", { type: "button", class: "quiet", click: action, "aria-pressed": pressed }, text);
    const own = [
      button("Critical path", () => this.togglePath(), String(this.waterfall.showPath)),
      button("Expand all", () => this.fold(false)),
      button("Collapse all", () => this.fold(true)),
    ];
    if (this.file) return [...own, button("Back to the list", this.back)];
    return [
      ...own,
      el("a", { href: "/api/traces/" + this.id, download: "trace-" + this.id + ".json", id: "download" }, "JSON"),
      el("a", { href: "/traces/" + this.id + "/timeline", download: "timeline-" + this.id + ".json", id: "timeline", title: "For ui.perfetto.dev, with every kernel of the GPU" }, "Perfetto"),
      el("a", { href: "/traces/" + this.id + "?format=text" }, "Text"),
      this.about.jaegerUiUrl ? el("a", { href: this.about.jaegerUiUrl + "/trace/" + this.id, id: "jaeger", rel: "noreferrer" }, "Open in Jaeger") : null,
    ];
  }

  logBox() {
    if (!this.logs.length) return [];
    const open = this.frame?.querySelector("details.log")?.open;
    return [el("details", { class: "log", open }, el("summary", {}, plural(this.logs.length, "log line")), el("ol", { class: "logs" }, ...this.logs.map(logItem)))];
  }

  togglePath() {
    this.waterfall.showPath = !this.waterfall.showPath;
    this.head.replaceChildren(...this.heading());
    this.waterfall.refresh();
  }

  fold(all) {
    this.waterfall.collapsed = new Set(all ? this.trace.spans.filter((span) => span.children.length && span.depth > 0).map((span) => span.id) : []);
    this.waterfall.refresh();
  }

  zoom(from, to) {
    if (from !== null) {
      this.waterfall.zoom(from, to);
      this.drawGpu();
    }
    this.map.show(this.waterfall.from, this.waterfall.to);
  }

  /** All work of the GPU on one line, on the same scale as the rows. */
  drawGpu() {
    const work = this.trace.spans.filter((span) => span.category === "gpu");
    const at = (micros) => this.waterfall.part(micros);
    this.gpu.hidden = work.length === 0;
    this.gpu.replaceChildren(
      el("div", { class: "name" }, "GPU"),
      el("div", { class: "time" }, ...work.map((span) => place(el("span", { class: "bar c-gpu", title: span.name }), at(span.start), at(span.end)))),
    );
  }

  openLinked() {
    const span = this.trace.byId.get(new URLSearchParams(location.search).get("span"));
    if (span) this.waterfall.select(span, true);
  }

  showDetail(span, again) {
    const critical = (this.path.get(span) ?? []).reduce((sum, [from, to]) => sum + to - from, 0);
    const scrolled = this.panel.scrollTop;
    this.panel.replaceChildren(...spanDetail(span, this.trace, this.logs, critical, () => this.closeDetail(), (other) => this.waterfall.select(other, true)));
    this.panel.hidden = false;
    this.panel.scrollTop = again ? scrolled : 0;
    if (!this.file && !again) history.replaceState(null, "", "/traces/" + this.id + "?span=" + encodeURIComponent(span.id));
  }

  closeDetail() {
    this.panel.hidden = true;
    if (!this.file) history.replaceState(null, "", "/traces/" + this.id);
    this.waterfall.tree.querySelector("[aria-selected=true]")?.focus();
  }

  keydown(event) {
    this.keys.keydown(event);
  }

  leave() {
    this.left = true;
    clearTimeout(this.timer);
    removeEventListener("resize", this.redraw);
    removeEventListener("themechange", this.redraw);
  }
}

function legend(trace) {
  const used = new Set(trace.spans.map((span) => span.category));
  return LEGEND.filter(([name]) => used.has(name)).map(([name, text]) => el("li", {}, el("i", { class: "dot c-" + name }), text));
}
