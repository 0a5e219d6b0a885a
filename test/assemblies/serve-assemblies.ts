import { createServer } from 'node:http';
import { Assemblies } from './assemblies';
import { CommandBundle } from './command-bundle';
import { assembliesUrlVariable, commandPath } from './shared-assembly';

/** Of jest's own settings: the suites that were asked for by name. */
interface JestSettings {
  readonly nonFlagArgs: readonly string[];
}

/**
 * jest runs it once, before all suites. From then on a suite that needs the deployed app, or the operators' command,
 * asks here for it. Each context is synthesized once a run, for whoever asks first, and the others wait for that one: a
 * synthesis takes longer than most suites. Nothing is kept from one run to the next, so what is served is never older
 * than the sources.
 */
export default async function serveAssemblies({ nonFlagArgs }: JestSettings): Promise<void> {
  const assemblies = new Assemblies();
  const command = new CommandBundle();
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://localhost');
    const context = JSON.parse(searchParams.get('context') ?? '{}') as Record<string, string>;
    const served = pathname === commandPath ? command.file() : assemblies.with(context);
    served.then(
      (path) => response.end(path),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  // In a run of all suites some ask for it, so it begins at once. What it says when it fails, it says to them.
  if (nonFlagArgs.length === 0) assemblies.with({}).catch(() => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('the server of the assemblies has no port');
  process.env[assembliesUrlVariable] = `http://127.0.0.1:${address.port}`;
  // It does not keep jest from ending.
  server.unref();
  process.once('exit', () => {
    assemblies.remove();
    command.remove();
  });
}
