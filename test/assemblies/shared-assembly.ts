/** Where jest's setup serves assemblies, and the operators' command. */
export const assembliesUrlVariable = 'AMENDS_TEST_ASSEMBLIES_URL';

/** The path at which the operators' command is served. */
export const commandPath = '/command';

/**
 * The app as it is deployed with a context: a folder with its cloud assembly, which all suites of a run share. Whoever
 * changes something in it changes a copy.
 *
 * @throws Error with what the CDK said, where the app cannot be synthesized
 */
export async function sharedAssembly(context: Readonly<Record<string, string>> = {}): Promise<string> {
  return served(`/?${new URLSearchParams({ context: JSON.stringify(context) }).toString()}`);
}

/** The operators' command as one file, which all suites of a run share. */
export async function sharedCommand(): Promise<string> {
  return served(commandPath);
}

async function served(path: string): Promise<string> {
  const server = process.env[assembliesUrlVariable];
  if (server === undefined) throw new Error('jest’s setup does not run, so nobody synthesizes: see jest.config.js');
  const response = await fetch(new URL(path, server));
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return text;
}
