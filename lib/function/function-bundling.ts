import { OutputFormat, type BundlingOptions } from 'aws-cdk-lib/aws-lambda-nodejs';

/**
 * Credential providers for a developer's machine. On Lambda the credentials are in the environment, which comes first,
 * so none of these is ever loaded. They would be a sixth of the bundle, read at every cold start. If the environment
 * has no credentials after all, the runtime's own SDK brings these packages.
 */
const unusedCredentialProviders = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];

/** How every function is bundled. */
export const functionBundling = {
  // CommonJS starts faster than ESM on this runtime, and a bundled SDK starts faster than the runtime's.
  format: OutputFormat.CJS,
  externalModules: unusedCredentialProviders,
  // Most packages ship ES modules beside CommonJS; only those can be tree-shaken.
  mainFields: ['module', 'main'],
  minify: true,
  // No source map: the function would load one several times its own size at every cold start. Error classes spell
  // their names out, and the bundle of a commit can be built again, with a map, from its lockfile.
  sourceMap: false,
} satisfies BundlingOptions;
