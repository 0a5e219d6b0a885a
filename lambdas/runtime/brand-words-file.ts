import { readFileSync } from 'node:fs';
import path from 'node:path';
import * as z from 'zod/mini';
import { brandWordsFile, brandWordsSchema, type BrandWords } from '../words/brand-words';

const fileSchema = z.record(z.string(), brandWordsSchema);

/**
 * The words of brands, as they lie beside the function's code. They are read with the first mail that needs them, so
 * that no start waits for them.
 *
 * @param folder where the function's code is
 */
export function brandWordsIn(folder: string): (brand: string) => BrandWords {
  let all: Readonly<Record<string, BrandWords>> | undefined;
  return (brand) => {
    all ??= fileSchema.parse(JSON.parse(readFileSync(path.join(folder, brandWordsFile), 'utf8')));
    return all[brand] ?? {};
  };
}
