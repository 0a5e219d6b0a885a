#!/usr/bin/env node
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { runningSystems } from '../local/run/client-files';
import { confirmAtTerminal } from './gestures/confirm-at-terminal';
import { runAmends } from './program';

// The operators' command: `npx amends help`.

// Node 20 is enough here. The SDK would warn on every run that later releases of it will need a newer one.
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

void runAmends(process.argv.slice(2), {
  environment: process.env,
  localSystems: () => runningSystems(),
  credentials: defaultProvider(),
  clock: () => new Date(),
  untilStopped: () => new Promise((resolve) => process.once('SIGINT', resolve).once('SIGTERM', resolve)),
  confirm: process.stdin.isTTY ? confirmAtTerminal : undefined,
  write: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(text),
}).then((exitCode) => {
  process.exitCode = exitCode;
});
