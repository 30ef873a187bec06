// Reads the bundled JSON with types that were generated from its schema.
import { readFileSync } from "node:fs";
import type { Source, UcAuditDataset } from "./audit.js";
import type { Comparator, Figure } from "./audit.js";

// A comparator that is missing here, or that the schema does not have, does not compile.
const qualifiers: Record<Comparator, string> = {
  "=": "exactly ",
  ">": "more than ",
  ">=": "at least ",
  "<": "fewer than ",
  "<=": "at most ",
  "~": "about ",
};

function worded(figure: Figure): string {
  const qualifier = figure.comparator === null ? "" : qualifiers[figure.comparator];
  const whole = figure.denominator === null ? "" : ` of ${figure.denominator.toLocaleString("en-US")}`;
  const times = [figure.period?.label, figure.as_of && `as of ${figure.as_of.label}`].filter(Boolean);
  const currency = figure.unit === "US dollars" ? "$" : "";
  const number = `${qualifier}${currency}${figure.value.toLocaleString("en-US")}${whole}`;
  return [`${number} ${figure.population} ${figure.label}`, ...times].join(", ");
}

const path = process.argv[2];
if (path === undefined) {
  throw new Error("usage: node main.js audit.json");
}
const audit: UcAuditDataset = JSON.parse(readFileSync(path, "utf8"));
const sources = new Map<string, Source>(audit.sources.map((source) => [source.id, source]));

for (const figure of audit.figures.filter((figure) => figure.topics.includes("notice-to-appear"))) {
  console.log(`${worded(figure)} (${sources.get(figure.citations[0]?.source_id ?? "")?.title})`);
}
