// Reads traces out of a file that the user opened. Nothing of it leaves the browser.
import { build, fromJaeger } from "./model.js";

const KINDS = ["internal", "internal", "server", "client", "producer", "consumer"];
const LARGEST = 100 * 1024 * 1024;

/** Traces of a Jaeger JSON or an OTLP JSON file; throws an Error that says what is wrong. */
export async function readTraces(file) {
  if (file.size > LARGEST) throw new Error("the file is larger than 100 MiB");
  const text = await file.text();
  let json;
  try {
    json = JSON.parse(text);
  } catch {
    // OTLP's file exporter writes one object a line.
    json = lines(text);
  }
  const traces = fromJson(json);
  if (!traces.length) throw new Error("the file has no traces in Jaeger's or OTLP's JSON");
  return traces;
}

function lines(text) {
  try {
    return text.split("\n").filter((line) => line.trim()).map((line) => JSON.parse(line));
  } catch {
    throw new Error("the file is not JSON");
  }
}

function fromJson(json) {
  try {
    const documents = Array.isArray(json) ? json : [json];
    const jaeger = documents.flatMap((one) => one?.data ?? (one?.spans ? [one] : []));
    const otlp = documents.flatMap((one) => one?.resourceSpans ?? one?.result?.resourceSpans ?? one?.batches ?? []);
    return [...jaeger.filter((one) => one?.spans?.length).map((one) => fromJaeger(one, null)), ...fromOtlp(otlp)];
  } catch (error) {
    throw new Error("the file has traces that cannot be read: " + error.message);
  }
}

function fromOtlp(resources) {
  const traces = new Map();
  for (const part of resources) {
    const resource = attributes(part.resource?.attributes);
    const service = String(resource.find(([key]) => key === "service.name")?.[1] ?? "unknown_service");
    for (const scope of part.scopeSpans ?? part.instrumentationLibrarySpans ?? []) {
      for (const span of scope.spans ?? []) {
        const read = otlpSpan(span, service, resource);
        if (!traces.has(read.traceId)) traces.set(read.traceId, []);
        traces.get(read.traceId).push(read);
      }
    }
  }
  return [...traces].map(([id, spans]) => build(id, spans));
}

function otlpSpan(span, service, resource) {
  const start = micros(span.startTimeUnixNano);
  const end = span.endTimeUnixNano ? micros(span.endTimeUnixNano) : start;
  const kind = typeof span.kind === "string" ? span.kind.replace("SPAN_KIND_", "").toLowerCase() : KINDS[span.kind];
  return {
    id: id(span.spanId),
    traceId: id(span.traceId),
    parentId: span.parentSpanId ? id(span.parentSpanId) : null,
    name: String(span.name ?? ""),
    service,
    kind: kind ?? "internal",
    start,
    end: Math.max(start, end),
    running: false,
    error: span.status?.code === 2 || span.status?.code === "STATUS_CODE_ERROR",
    attributes: attributes(span.attributes),
    resource,
    events: (span.events ?? []).map((e) => ({ name: String(e.name ?? ""), time: micros(e.timeUnixNano), attributes: attributes(e.attributes) })),
    links: (span.links ?? []).map((link) => ({ traceId: id(link.traceId), spanId: id(link.spanId) })),
    warnings: [],
  };
}

/** Some write ids in base64, as protobuf's JSON does. */
function id(value) {
  const text = String(value ?? "");
  if (/^[0-9a-fA-F]*$/.test(text)) return text.toLowerCase();
  try {
    return [...atob(text)].map((c) => c.charCodeAt(0).toString(16).padStart(2, "0")).join("");
  } catch {
    return text;
  }
}

function micros(nanos) {
  const value = BigInt(nanos ?? 0);
  return Number(value / 1000n) + Number(value % 1000n) / 1000;
}

function attributes(list) {
  return (list ?? []).map((item) => [String(item.key), plain(item.value)]);
}

function plain(value) {
  if (value === null || typeof value !== "object") return value;
  if (value.intValue !== undefined) return String(value.intValue);
  if (value.arrayValue) return JSON.stringify((value.arrayValue.values ?? []).map(plain));
  if (value.kvlistValue) return JSON.stringify(Object.fromEntries(attributes(value.kvlistValue.values)));
  return value.stringValue ?? value.boolValue ?? value.doubleValue ?? value.bytesValue ?? "";
}
