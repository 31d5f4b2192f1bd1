// Prints what the AsyncAPI parser has to say about a document, one line each; fails on anything but advice.
import { Parser, fromFile } from '@asyncapi/parser';

const WARNING = 1;
const path = process.argv[2];
const { document, diagnostics } = await fromFile(new Parser(), path).parse();
for (const { message, path: place, severity } of diagnostics) {
  console.log(`${severity} ${place.join('.')}: ${message}`);
}
console.log(document ? `${document.messages().length} messages` : 'no document');
process.exit(document && !diagnostics.some(({ severity }) => severity <= WARNING) ? 0 : 1);
