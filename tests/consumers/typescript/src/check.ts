// Validates the bundled JSON, in the strict mode that refuses schemas with anything doubtful in them.
import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const [schema, audit] = process.argv.slice(2).map((path) => JSON.parse(readFileSync(path, "utf8")));
const ajv = new Ajv2020({ strict: true, allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);
console.log(validate(audit));
audit.figures[0].comparator = "~~";
audit.people[0].citations[1].prefix = "a";
validate(audit);
for (const error of validate.errors ?? []) {
  console.log(error.instancePath, error.keyword);
}
