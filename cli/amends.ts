#!/usr/bin/env node
import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { runAmends } from './program';

/** The operator's command: `npm run amends -- help`. */
void runAmends(process.argv.slice(2), {
  environment: process.env,
  credentials: defaultProvider(),
  clock: () => new Date(),
  write: (text) => process.stdout.write(text),
  writeError: (text) => process.stderr.write(text),
}).then((exitCode) => {
  process.exitCode = exitCode;
});
