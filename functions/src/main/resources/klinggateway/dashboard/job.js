// One job: how it went, what it cost, and what came of it.

import { ask } from "./api.js";
import { curlButton } from "./curl.js";
import { announce, el, fact, fill } from "./dom.js";
import { duration, moment, percent } from "./format.js";
import { statePill } from "./jobs.js";
import { may } from "./me.js";
import { nameOf } from "./names.js";
import { follow, href, state } from "./page.js";

const EVENTS = {
  accepted: "Ordered, and its price reserved",
  sent: "Sent to Kling",
  taken: "Taken by Kling",
  completed: "Completed at Kling",
  ended: "Known here to have ended",
};

/** Links that Kling gives are shown only where they can be followed safely. */
function isLink(url) {
  return typeof url === "string" && /^https?:\/\//.test(url);
}

function file(kind, { url, fileSize }) {
  if (!isLink(url)) {
    return null;
  }
  const shown = {
    video: () => el("video", { src: url, controls: true, preload: "metadata", playsinline: true }),
    image: () => el("img", { src: url, alt: "What the job made", loading: "lazy" }),
    audio: () => el("audio", { src: url, controls: true, preload: "none" }),
  }[kind]();
  const size =
    fileSize === undefined
      ? ""
      : fileSize < 100_000
        ? ` (${Math.ceil(fileSize / 1e3)} kB)`
        : ` (${(fileSize / 1e6).toFixed(1)} MB)`;
  return el(
    "figure",
    {},
    shown,
    el("figcaption", {}, el("a", { href: url, rel: "noreferrer", target: "_blank" }, `Open the file${size}`)),
  );
}

function files(job) {
  const all = [
    ...(job.videos ?? []).map((output) => file("video", output)),
    ...(job.images ?? []).map((output) => file("image", output)),
    ...(job.audios ?? []).map((output) => file("audio", output)),
  ].filter(Boolean);
  return all.length === 0
    ? null
    : el(
        "section",
        { class: "panel" },
        el("h2", {}, "Result"),
        el("p", { class: "note" }, "Kling keeps files for 30 days."),
        el("div", { class: "files" }, all),
      );
}

function failure({ error }) {
  if (error === undefined) {
    return null;
  }
  const { upstream } = error;
  return el(
    "section",
    { class: "panel error" },
    el("h2", {}, "Why it did not succeed"),
    el("p", {}, error.message),
    el(
      "dl",
      { class: "facts" },
      fact("Reason", error.reason),
      fact("Code", error.code),
      upstream?.code !== undefined && fact("Kling's code", String(upstream.code)),
      upstream?.requestId !== undefined && fact("Kling's request id", upstream.requestId),
    ),
  );
}

function progress(job) {
  if (job.progress === undefined) {
    return null;
  }
  const place = job.queue?.position === undefined ? "" : ` Number ${job.queue.position} in the queue.`;
  return el(
    "p",
    {},
    el("progress", { max: "1", value: String(job.progress.value), "aria-label": "Progress, estimated" }),
    ` about ${percent(job.progress.value, 0)}, by how long this model usually takes.${place}`,
  );
}

function draw(job, zone, cancel) {
  const steps = job.timeline.map(({ event, at }, i) => {
    const before = i === 0 ? undefined : Date.parse(at) - Date.parse(job.timeline[i - 1].at);
    return el(
      "li",
      {},
      el("time", { datetime: at }, moment(at, zone)),
      ` ${EVENTS[event] ?? event}`,
      before > 0 && el("small", {}, ` after ${duration(before)}`),
    );
  });
  return [
    el(
      "section",
      { class: "panel" },
      el("header", {}, el("h2", {}, job.jobId), statePill(job.status)),
      progress(job),
      el(
        "dl",
        { class: "facts" },
        fact("Model", [job.model, job.mode].filter(Boolean).join(" "), ` (${job.kind})`),
        job.duration > 0 && fact("Length", `${job.duration} s`),
        job.metadata.resolution !== undefined && fact("Resolution", job.metadata.resolution),
        fact("Key", nameOf("apiKey", job.apiKey)),
        job.prompt !== "" && fact("Prompt", job.prompt),
        job.duplicateOf !== undefined &&
          fact(
            "Duplicate of",
            el(
              "a",
              { id: "to-first", href: href({ view: "job", id: job.duplicateOf }), onclick: follow },
              job.duplicateOf,
            ),
            ", which asked for the same shortly before. An Idempotency-Key avoids that.",
          ),
        Object.entries(job.callerMetadata).map(([name, value]) => fact(name, value)),
        fact("Estimated", `${job.estimate.cost} (${job.estimate.units} units, prices of ${job.estimate.priceVersion})`),
        fact(
          job.settled ? "Settled" : "Charged so far",
          job.settled
            ? `${job.cost} (${job.units} units)`
            : `${job.cost}, the estimate, until Kling tells what it took`,
        ),
        fact("Kling's task", job.klingTaskId ?? "none yet"),
        fact("Id as a number", job.taskId),
      ),
      curlButton(() => `/api/jobs/${job.jobId}`),
      job.status === "queued" &&
        may("generate") && [" ", el("button", { type: "button", id: "cancel", onclick: cancel }, "Cancel it")],
    ),
    failure(job),
    files(job),
    el("section", { class: "panel" }, el("h2", {}, "Timeline"), el("ol", { class: "timeline" }, steps)),
  ];
}

export function jobView() {
  const body = el("div");
  async function cancel() {
    const path = `/api/jobs/${encodeURIComponent(state().id)}`;
    try {
      await ask(path, { method: "DELETE" });
    } catch (problem) {
      announce(problem.message);
    }
  }
  return {
    element: el(
      "div",
      {},
      el("p", {}, el("a", { href: href({ view: "jobs", id: "" }), onclick: follow, id: "back-to-jobs" }, "← All jobs")),
      body,
    ),
    scope: "read",
    async update(signal) {
      const job = await ask(`/api/jobs/${encodeURIComponent(state().id)}`, { signal });
      // What changes with every question and is not shown would redraw a playing video.
      const { lastChecked, realTimeUpdates, ...metadata } = job.metadata;
      fill(body, [{ ...job, metadata }, state().zone], ([shown, zone]) => draw(shown, zone, cancel));
      return new Date().toISOString();
    },
  };
}
