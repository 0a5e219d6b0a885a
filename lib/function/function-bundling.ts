import { OutputFormat, type BundlingOptions } from 'aws-cdk-lib/aws-lambda-nodejs';

/**
 * Where the SDK would look for credentials on a developer's machine. On Lambda they are in the environment, which is asked first, so
 * none of these is ever loaded. In the bundle they would be a sixth of it, to be read at every cold start. Where the environment
 * has none after all, the runtime brings these packages with its own SDK.
 */
const otherCredentials = [
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];

/** How the code of every function is put into one file. */
export const functionBundling = {
  // CommonJS starts faster than ESM on this runtime, and so does an SDK inside the bundle rather than the runtime's.
  format: OutputFormat.CJS,
  externalModules: otherCredentials,
  // Most packages ship ES modules beside CommonJS; only those can be shaken to what is used.
  mainFields: ['module', 'main'],
  minify: true,
  // No source map: the function would load one several times its own size when it starts. Errors are told apart by names
  // that are spelt out in the code, and the bundle of a commit can be built again, with a map, from its lockfile.
  sourceMap: false,
} satisfies BundlingOptions;
