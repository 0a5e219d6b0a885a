import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';

/**
 * A logger that has no level for what is usual: for one that has, the SDK filters every input and every output. The
 * providers of credentials call `debug` without looking whether there is one.
 */
const onlyWarnings = {
  debug: (): void => undefined,
  warn: (...content: unknown[]): void => console.warn(...content),
} as NonNullable<DynamoDBClientConfig['logger']>;

/**
 * A function with a queue has hundreds of records at work, each with a request. With the SDK's fifty connections the
 * others wait for one, and after a second that is an error as if none could be made.
 */
const forAllAtWork = { keepAlive: true, maxSockets: 500 };

/**
 * How the functions' AWS clients behave. The SDK's own limits are minutes; here every call has to fit several times
 * into a function's 30 s, so that a slow answer becomes a retry and not a time-out of the function. And the chain of
 * middleware is built once for each kind of command, instead of for every call.
 */
export const awsClientConfig = {
  maxAttempts: 3,
  cacheMiddleware: true,
  logger: onlyWarnings,
  requestHandler: {
    connectionTimeout: 1_000,
    requestTimeout: 3_000,
    throwOnRequestTimeout: true,
    httpAgent: forAllAtWork,
    httpsAgent: forAllAtWork,
  },
};

/** With a bound of sockets, Node would ask to keep them open all the same. */
const oneConnectionEach = { keepAlive: false, maxSockets: Infinity };

/**
 * One try only: a lost reply and a retry would be two mails. And a connection of its own for each: SES may have closed
 * one that is kept open while the function was frozen, and then nobody knows whether the mail was taken.
 */
export const mailClientConfig = {
  ...awsClientConfig,
  maxAttempts: 1,
  requestHandler: {
    ...awsClientConfig.requestHandler,
    requestTimeout: 10_000,
    httpAgent: oneConnectionEach,
    httpsAgent: oneConnectionEach,
  },
};

/**
 * For running other functions and waiting for their end, for as long as the sweep has left. Once: it is tried again
 * later.
 */
export const functionClientConfig = {
  ...awsClientConfig,
  maxAttempts: 1,
  requestHandler: { ...awsClientConfig.requestHandler, requestTimeout: 27_000 },
};
