// Reads the bundled JSON with types that were generated from its schema, and validates it by that schema.
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { Comparator, Figure, Measure, Source, UcAuditDataset } from "./audit.js";

// A comparator that is missing here, or that the schema does not have, does not compile.
const qualifiers: Record<Comparator, string> = {
  exactly: "",
  "more than": "more than ",
  "at least": "at least ",
  "fewer than": "fewer than ",
  "at most": "at most ",
  about: "about ",
};

function worded(figure: Figure): string {
  const qualifier = figure.comparator === null ? "" : qualifiers[figure.comparator];
  const time = figure.as_of === null ? figure.period?.label : `as of ${figure.as_of.label}`;
  return [`${qualifier}${figure.value} ${figure.population} ${figure.predicate}`, time].filter(Boolean).join(", ");
}

const [audit, schema]: [UcAuditDataset, object] = process.argv
  .slice(2)
  .map((path) => JSON.parse(readFileSync(path, "utf8"))) as [UcAuditDataset, object];
const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);
console.log(validate(audit));

const measures = new Map<string, Measure>(audit.measures.map((measure) => [measure.id, measure]));
const report: Source | undefined = audit.sources.find((source) => source.id === audit.report_id);
console.log(report?.number, audit.figures.filter((figure) => measures.has(figure.measure_id)).length);
console.log(audit.figures.map(worded).filter((text) => text.length > 20).length);
