// What use will come to, in a sentence below the chart.

import { outlookOf } from "./budget.js";
import { el, fill } from "./dom.js";
import { dollars } from "./format.js";

const between = ({ expectedMicroUsd, lowMicroUsd, highMicroUsd }) => [
  el("b", {}, dollars(expectedMicroUsd)),
  ` (${dollars(lowMicroUsd)} to ${dollars(highMicroUsd)})`,
];

/** `update` takes an answer, or nothing where what is looked at has ended. */
export function forecastNote() {
  const element = el("p", { class: "note", id: "forecast" });
  return {
    element,
    update: (forecast) =>
      fill(element, [forecast], () => {
        if (forecast === undefined) {
          return [];
        }
        const { enough, reason, month, next7Days, next30Days, budgets, method } = forecast;
        const told = enough
          ? el(
              "span",
              { title: method },
              "Forecast: this month ",
              between(month.cost),
              ", the next 7 days ",
              between(next7Days.cost),
              ", the next 30 days ",
              between(next30Days.cost),
              "; in 4 of 5 cases it is in between.",
            )
          : el("span", {}, `No forecast yet. ${reason}.`);
        return [
          told,
          budgets
            .map(outlookOf)
            .filter(Boolean)
            .map((text) => el("span", {}, ` ${text}`)),
        ];
      }),
  };
}
