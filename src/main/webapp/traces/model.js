// A trace as the page draws it. Times are microseconds with fractions: Jaeger's JSON has whole ones,
// and this server adds the exact nanoseconds as tags.

const HIDDEN = new Set(["throughline.start_ns", "throughline.duration_ns", "throughline.running", "span.kind", "error", "otel.status_code"]);

/** From one element of Jaeger's `data`; `now` is where running spans end, in microseconds. */
export function fromJaeger(trace, now) {
  const processes = trace.processes ?? {};
  const spans = (trace.spans ?? []).map((span) => jaegerSpan(span, processes, now));
  const built = build(String(trace.traceID ?? spans[0]?.traceId ?? ""), spans);
  return Object.assign(built, { warnings: (trace.warnings ?? []).map(String) });
}

function jaegerSpan(span, processes, now) {
  const tags = (span.tags ?? []).map((tag) => [String(tag.key), tag.value]);
  const tag = (key) => tags.find((t) => t[0] === key)?.[1];
  const process = processes[span.processID] ?? span.process ?? {};
  const start = exact(tag("throughline.start_ns")) ?? Number(span.startTime ?? 0);
  const running = tag("throughline.running") === true;
  const length = exact(tag("throughline.duration_ns")) ?? Number(span.duration ?? 0);
  const references = span.references ?? [];
  const parent = references.find((r) => r.refType === "CHILD_OF" && r.traceID === span.traceID) ?? null;
  return {
    id: String(span.spanID),
    traceId: String(span.traceID),
    parentId: parent ? String(parent.spanID) : span.parentSpanID || null,
    name: String(span.operationName ?? ""),
    service: String(process.serviceName ?? ""),
    kind: String(tag("span.kind") ?? "internal"),
    start,
    end: running ? Math.max(start, now ?? start) : start + length,
    running,
    error: tag("error") === true || tag("error") === "true" || tag("otel.status_code") === "ERROR",
    attributes: tags.filter(([key]) => !HIDDEN.has(key)),
    resource: (process.tags ?? []).map((t) => [String(t.key), t.value]),
    events: (span.logs ?? []).map(jaegerEvent),
    links: references.filter((r) => r !== parent).map((r) => ({ traceId: String(r.traceID), spanId: String(r.spanID) })),
    warnings: (span.warnings ?? []).map(String),
  };
}

/** Numbers above 2^53 lose digits, so the microseconds and the rest are taken apart as text. */
function exact(nanos) {
  if (typeof nanos !== "string" || !/^\d{1,20}$/.test(nanos)) return null;
  const value = BigInt(nanos);
  return Number(value / 1000n) + Number(value % 1000n) / 1000;
}

function jaegerEvent(log) {
  const fields = (log.fields ?? []).map((field) => [String(field.key), field.value]);
  const name = fields.find(([key]) => key === "event")?.[1] ?? "log";
  return { name: String(name), time: Number(log.timestamp ?? 0), attributes: fields.filter(([key]) => key !== "event") };
}

/** Hangs children below parents; what is nobody's child, or goes round in a circle, is a root. */
export function build(id, spans) {
  const byId = new Map();
  for (const span of spans) {
    if (byId.has(span.id)) continue;
    byId.set(span.id, Object.assign(span, { children: [], parent: null, depth: 0 }));
  }
  const unique = [...byId.values()].sort((a, b) => a.start - b.start);
  for (const span of unique) {
    const parent = byId.get(span.parentId);
    if (parent && parent !== span && !isBelow(parent, span)) {
      span.parent = parent;
      parent.children.push(span);
    }
  }
  const roots = unique.filter((span) => !span.parent);
  const start = unique.length ? bound(unique, "start", Math.min) : 0;
  const end = unique.length ? bound(unique, "end", Math.max) : 0;
  const trace = { id, spans: order(roots), byId, roots, start, end, warnings: [] };
  trace.spans.forEach(finish);
  return trace;
}

/** Spreading many thousand arguments into Math.min is more than an engine takes. */
function bound(spans, key, pick) {
  return spans.reduce((best, span) => pick(best, span[key]), spans[0][key]);
}

function isBelow(span, ancestor) {
  for (let at = span; at; at = at.parent) if (at === ancestor) return true;
  return false;
}

/** Depth first, without recursion: a hostile file may be nested deeper than the stack. */
function order(roots) {
  const out = [];
  const stack = [...roots].reverse();
  while (stack.length) {
    const span = stack.pop();
    span.depth = span.parent ? span.parent.depth + 1 : 0;
    out.push(span);
    for (let i = span.children.length - 1; i >= 0; i--) stack.push(span.children[i]);
  }
  return out;
}

function finish(span) {
  span.category = category(span);
  span.selfParts = selfParts(span);
  span.self = span.selfParts.reduce((sum, [from, to]) => sum + to - from, 0);
}

/** What is left of a span when the time in its children is taken out. */
function selfParts(span) {
  const parts = [];
  let at = span.start;
  for (const child of span.children) {
    if (child.start > at) parts.push([at, Math.min(child.start, span.end)]);
    at = Math.max(at, child.end);
    if (at >= span.end) break;
  }
  if (at < span.end) parts.push([at, span.end]);
  return parts.filter(([from, to]) => to > from);
}

const attribute = (span, key) => span.attributes.find(([name]) => name === key)?.[1];

/** Which colour a span has. */
export function category(span) {
  const name = span.name;
  if (name === "job.queue_wait") return "wait";
  if (name === "model.load") return "load";
  if (name.startsWith("gpu.")) return "gpu";
  if (attribute(span, "db.system.name") ?? attribute(span, "db.system")) return "db";
  if (name.startsWith("storage.")) return "storage";
  if (name.startsWith("ml.") || name.startsWith("engine.")) return "ml";
  if (span.kind === "server") return "http";
  if (span.kind === "producer" || span.kind === "consumer") return "queue";
  return span.kind === "client" ? "client" : "internal";
}

/** Ids of jobs that the trace speaks of. */
export function jobIds(trace) {
  const ids = trace.spans.map((span) => attribute(span, "job.id")).filter((id) => typeof id === "string");
  return [...new Set(ids)];
}
