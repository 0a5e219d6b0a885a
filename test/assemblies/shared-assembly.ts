/** Where jest's setup serves assemblies. */
export const assembliesUrlVariable = 'AMENDS_TEST_ASSEMBLIES_URL';

/**
 * The app as it is deployed with a context: a folder with its cloud assembly, which all suites of a run share. Whoever
 * changes something in it changes a copy.
 *
 * @throws Error with what the CDK said, where the app cannot be synthesized
 */
export async function sharedAssembly(context: Readonly<Record<string, string>> = {}): Promise<string> {
  const served = process.env[assembliesUrlVariable];
  if (served === undefined) throw new Error('jest’s setup does not run, so nobody synthesizes: see jest.config.js');
  const url = new URL(served);
  url.searchParams.set('context', JSON.stringify(context));
  const response = await fetch(url);
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
