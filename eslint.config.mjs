import { readFileSync } from 'node:fs';
import regexp from 'eslint-plugin-regexp';
import tseslint from 'typescript-eslint';

/** Words of our own that the field's words have replaced. test/house looks for them too, also where they are read. */
const retiredIds = JSON.parse(readFileSync(new URL('./test/house/retired-ids.json', import.meta.url), 'utf8'));

/**
 * No expression may take the square of its input's length or worse: a few kilobytes from outside would hold a function,
 * and every refund behind it, for minutes. The first looks at how an expression backtracks, the second at how it begins
 * anew at each character. Both read an expression as if any text may follow.
 */
const linearExpressions = {
  plugins: { regexp },
  rules: {
    'regexp/no-super-linear-backtracking': ['error', { report: 'potential' }],
    'regexp/no-super-linear-move': ['error', { report: 'potential', ignoreSticky: false, ignorePartial: false }],
  },
};

export default tseslint.config(
  { ignores: ['cdk.out/', 'dist/', 'coverage/', '.stryker/', 'node_modules/', 'docs/'] },
  linearExpressions,
  {
    files: ['**/*.ts', '**/*.tsx'],
    extends: [tseslint.configs.strictTypeChecked],
    // One program for all: the project service makes another for every file it opens, and the whole does not fit a heap
    // of four gigabytes. The examples are checked against the sources too, as the root's tsconfig.json maps the
    // package's names; what they are with the package is checked where it is packed.
    languageOptions: { parserOptions: { project: './tsconfig.json', tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      // Ports are asynchronous, also where one that answers from memory has nothing to wait for.
      '@typescript-eslint/require-await': 'off',
      // `void` as in "this function returns nothing" reads better than `undefined` in callbacks.
      '@typescript-eslint/no-confusing-void-expression': [
        'error',
        { ignoreArrowShorthand: true, ignoreVoidReturningFunctions: true },
      ],
      'id-denylist': ['error', ...retiredIds],
      // Code is wrapped by prettier, which leaves comments as they are.
      'max-len': ['error', { code: 9_999, comments: 120, ignoreUrls: true }],
      eqeqeq: 'error',
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
    },
  },
  {
    files: ['examples/**/*.ts'],
    rules: {
      // node:test answers with a promise that it awaits itself.
      '@typescript-eslint/no-floating-promises': 'off',
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: {
      'max-lines': 'off',
      'max-lines-per-function': 'off',
      // jest's asymmetric matchers are typed as any.
      '@typescript-eslint/no-unsafe-assignment': 'off',
    },
  },
  {
    files: ['**/*.js', '**/*.mjs', '**/*.cjs'],
    extends: [tseslint.configs.base],
  },
);
