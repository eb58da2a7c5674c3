// Asks the gateway's own documented API every five seconds and shows the answer. Everything from outside is set as text.

const STORED_KEY = "kling-gateway-key";
const REFRESH_MS = 5000;

const at = (id) => document.getElementById(id);
let timer;

function show(signedIn) {
  at("sign-in").hidden = signedIn;
  at("usage").hidden = !signedIn;
  at("sign-out").hidden = !signedIn;
}

function say(text) {
  at("message").textContent = text;
  at("message").hidden = text === "";
}

function cell(text, className = "") {
  const td = document.createElement("td");
  td.textContent = text;
  td.className = className;
  return td;
}

function row(job) {
  const tr = document.createElement("tr");
  tr.append(
    cell(new Date(job.createdAt).toLocaleString()),
    cell(job.jobId),
    cell(`${job.model} ${job.mode}`),
    cell(job.duration > 0 ? `${job.duration} s` : "–"),
    cell(job.status, job.status),
    cell(job.processingTime === undefined ? "–" : `${(job.processingTime / 1000).toFixed(1)} s`, "number"),
    cell(job.settled ? job.cost : `≈ ${job.cost}`, "number"),
  );
  if (job.error) {
    tr.title = job.error;
  }
  return tr;
}

function render(usage) {
  const { totalCost, totalCalls, totalUnitsDeduced, callsByStatus } = usage.summary;
  const succeeded = callsByStatus.succeeded ?? 0;
  const ended = succeeded + (callsByStatus.failed ?? 0) + (callsByStatus.expired ?? 0);
  at("cost").textContent = totalCost;
  at("calls").textContent = totalCalls;
  at("units").textContent = totalUnitsDeduced;
  at("success").textContent = ended === 0 ? "–" : `${Math.round((100 * succeeded) / ended)} %`;
  at("recent").replaceChildren(...usage.recentActivity.map(row));
  at("empty").hidden = usage.recentActivity.length > 0;
  at("as-of").textContent = `Complete up to ${new Date(usage.asOf).toLocaleTimeString()}`;
}

async function refresh() {
  clearTimeout(timer);
  const key = sessionStorage.getItem(STORED_KEY);
  if (key === null || document.hidden) {
    return;
  }
  try {
    const response = await fetch("/api/usage-analytics?limit=25", { headers: { Authorization: `Bearer ${key}` } });
    const body = await response.json();
    if (response.ok) {
      render(body);
      show(true);
      say("");
    } else {
      say(`${body.detail ?? body.message} (${body.code ?? response.status}, request ${body.requestId ?? "unknown"})`);
      if (response.status === 401 || response.status === 403) {
        sessionStorage.removeItem(STORED_KEY);
        show(false);
        return;
      }
    }
  } catch {
    say("The gateway does not answer. Trying again…");
  }
  timer = setTimeout(refresh, REFRESH_MS);
}

at("sign-in").addEventListener("submit", (event) => {
  event.preventDefault();
  sessionStorage.setItem(STORED_KEY, at("key").value.trim());
  at("key").value = "";
  refresh();
});

at("sign-out").addEventListener("click", () => {
  clearTimeout(timer);
  sessionStorage.removeItem(STORED_KEY);
  at("as-of").textContent = "";
  show(false);
});

document.addEventListener("visibilitychange", refresh);
refresh();
