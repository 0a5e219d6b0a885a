import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { compiledLayout, layoutFiles } from './compile-layout';

/** Compiles the layout of all mails into the file that the functions carry. */
async function writeLayout(): Promise<void> {
  writeFileSync(layoutFiles.compiled, await compiledLayout());
  console.log(path.relative(process.cwd(), layoutFiles.compiled));
}

void writeLayout();
