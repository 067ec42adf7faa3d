async function json(path) {
  const answer = await fetch(path, { headers: { Accept: "application/json" } });
  const body = await answer.json().catch(() => null);
  if (answer.ok) return body;
  const error = new Error(body?.errors?.[0]?.msg ?? body?.error?.message ?? body?.detail ?? "HTTP " + answer.status);
  error.status = answer.status;
  throw error;
}

export const services = async () => (await json("/api/v3/services")).services;

export const operations = async (service) =>
  [...new Set((await json("/api/v3/operations?service=" + encodeURIComponent(service))).operations.map((o) => o.name))];

export const trace = async (id) => (await json("/api/traces/" + id)).data[0];

export const logs = async (id) => (await json("/traces/" + id + "/logs")).lines;

export const about = () => json("/traces/about");

const MOST = 1500;

/** Finds traces; the query has what the search form has. */
export async function search(query) {
  const now = Date.now();
  const limit = Number(query.limit) || 50;
  // The server looks for one span with every tag. A trace that failed elsewhere is wanted as well.
  const sift = query.errors && (query.operation || Object.keys(query.tags).length > 0);
  const parameters = new URLSearchParams({
    "query.startTimeMin": new Date(query.lookback ? now - query.lookback * 1000 : 0).toISOString(),
    "query.startTimeMax": new Date(now + 86_400_000).toISOString(),
    "query.searchDepth": sift ? MOST : limit,
  });
  const tags = { ...query.tags, ...(query.errors && !sift ? { error: "true" } : {}) };
  if (Object.keys(tags).length) parameters.set("query.attributes", JSON.stringify(tags));
  if (query.service) parameters.set("query.serviceName", query.service);
  if (query.operation) parameters.set("query.operationName", query.operation);
  if (query.min) parameters.set("query.durationMin", query.min);
  if (query.max) parameters.set("query.durationMax", query.max);
  const found = (await json("/api/v3/trace-summaries?" + parameters)).summaries.map(summary);
  return sift ? found.filter((trace) => trace.errors).slice(0, limit) : found;
}

function summary(trace) {
  const start = Number(BigInt(trace.minStartTimeUnixNano) / 1000n);
  const end = Number(BigInt(trace.maxEndTimeUnixNano) / 1000n);
  return {
    id: trace.traceId,
    name: trace.rootOperationName ?? "",
    service: trace.rootServiceName ?? "",
    services: (trace.services ?? []).map((service) => service.name),
    start,
    duration: end - start,
    spans: trace.spanCount ?? 0,
    errors: trace.errorSpanCount ?? 0,
    running: trace.runningSpanCount ?? 0,
  };
}
