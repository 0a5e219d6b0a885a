import { stylesheet } from '../../customer/layout/stylesheet';

// No language of ours is read from the right yet. Whoever adds one adds words, and looks at no stylesheet.

const sides =
  /(?:margin|padding|border|inset)[\w-]*-(?:left|right)|(?:^|[\s;{])(?:left|right)\s*:|text-align:\s*(?:left|right)/;

/** `margin: 0 1rem 0 0` has another right than left. */
function isLopsided(declaration: string): boolean {
  const [property = '', values = ''] = declaration.split(':');
  const [, right, , left] = values.replaceAll(', ', ',').trim().split(/\s+/);
  return ['margin', 'padding'].includes(property.trim()) && left !== undefined && left !== right;
}

it('pages of customers are laid out the same from the right as from the left', () => {
  const declarations = stylesheet.split(/[;{}]/).map((declaration) => declaration.trim());
  expect(declarations.length).toBeGreaterThan(100);
  expect(declarations.filter((declaration) => sides.test(declaration) || isLopsided(declaration))).toEqual([]);
});
