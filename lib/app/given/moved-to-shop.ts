import * as z from 'zod/mini';

/** What parts of a stage said of the shop before it had one `shop`, and where that stands now. */
const successors: Readonly<Record<string, string>> = {
  ordersUrl: '`shop: { url }`',
  ordersSecretName: '`shop: { secretName }`',
  purchases: '`shop: { url }`',
  purchasesSecretName: '`shop: { secretName }`',
};

/** Refuses the old names where they stood, and says what takes their place. Everything else is read by what follows. */
export const movedToShop = z.unknown().check((context) => {
  for (const { path, name } of oldNamesIn(context.value)) {
    const message = `\`${name}\` is now ${successors[name] ?? ''} of the stage (docs/shop.md)`;
    context.issues.push({ code: 'custom', input: context.value, path: [...path], message });
  }
});

interface OldName {
  /** Of what it was a setting. */
  readonly path: readonly string[];
  readonly name: string;
}

/** In a part itself, as of reports, or one level below, as of each detector. */
function oldNamesIn(given: unknown): readonly OldName[] {
  if (!isObject(given)) return [];
  const below = Object.entries(given).map(([key, value]) => ({ path: [key], value }));
  return [{ path: [], value: given }, ...below].flatMap(({ path, value }) =>
    isObject(value)
      ? Object.keys(value)
          .filter((name) => Object.hasOwn(successors, name))
          .map((name) => ({ path, name }))
      : [],
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
