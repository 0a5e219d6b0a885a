import { readFileSync } from 'node:fs';
import { caniemail } from 'caniemail';

/** What the HTML of the standard input uses that a client does not know, by client, as JSON. */
const html = readFileSync(0, 'utf8');
const unsupported = process.argv.slice(2).map((client) => {
  const { issues } = caniemail({ clients: [client], html });
  const titles = [...issues.errors.values()].flat().map(({ title }) => title);
  return [client, [...new Set(titles)].sort()];
});
console.log(JSON.stringify(Object.fromEntries(unsupported)));
