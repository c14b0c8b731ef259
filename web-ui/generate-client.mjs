// Writes src/api/schema.d.ts, the shapes of the API, from its committed document. With --check only says whether that is up to date.
import { readFileSync, writeFileSync } from 'node:fs';
import openapiTS, { astToString } from 'openapi-typescript';

const documentPath = process.env.BRAID_OPENAPI ?? '../control-api/src/main/openapi/braid.json';
const targetPath = 'src/api/schema.d.ts';

/** The document as the API means it, where the tool that writes it out of Java cannot say so. */
export function straighten(document) {
  const { schemas } = document.components;
  for (const [name, schema] of Object.entries(schemas)) {
    const { mapping, propertyName } = schema.discriminator ?? {};
    for (const [value, ref] of Object.entries(mapping ?? {})) {
      // A kind refers to what it is a kind of, and that to its kinds: a circle that no generator can walk.
      const kind = schemas[ref.split('/').pop()];
      const own = (kind.allOf ?? [kind]).find(({ $ref }) => !$ref?.endsWith(`/${name}`));
      Object.assign(kind, own, {
        properties: { ...own.properties, [propertyName]: { type: 'string', enum: [value] } },
        required: [propertyName, ...(own.required ?? [])],
      });
      delete kind.allOf;
    }
    if (mapping) {
      schemas[name] = { oneOf: schema.oneOf };
    }
  }
  const anyJson = {
    Difference: ['before', 'after'],
    AuditEntry: ['before', 'after'],
    Diagnostic: ['parameters', 'result'],
  };
  for (const [name, fields] of Object.entries(anyJson)) {
    for (const field of fields) {
      schemas[name].properties[field] = {};
    }
  }
  for (const name of ['Difference', 'DryRun']) {
    const always = Object.keys(schemas[name].properties).filter((field) => !anyJson[name]?.includes(field));
    schemas[name].required = always;
  }
  schemas.History.properties.resolutionSeconds = { type: 'integer' };
  schemas.HistorySeries.properties.values.items = { type: ['number', 'null'] };
  return document;
}

const document = straighten(JSON.parse(readFileSync(documentPath, 'utf8')));
const ast = await openapiTS(document, { alphabetize: true, defaultNonNullable: false });
const text = `// Generated from the API's document by generate-client.mjs.\n\n${astToString(ast)}`;
if (!process.argv.includes('--check')) {
  writeFileSync(targetPath, text);
} else if (readFileSync(targetPath, 'utf8') !== text) {
  console.error(`${targetPath} is not what ${documentPath} gives. Run: npm run generate`);
  process.exit(1);
}
