/**
 * How the functions' AWS clients behave. The SDK's own limits are minutes; here every call has to fit several times
 * into a function's 30 s, so that a slow answer becomes a retry and not a time-out of the function.
 */
export const awsClientConfig = {
  maxAttempts: 3,
  requestHandler: { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true },
};

/** One try only: a lost reply and a retry would be two mails. */
export const mailClientConfig = {
  ...awsClientConfig,
  maxAttempts: 1,
  requestHandler: { ...awsClientConfig.requestHandler, requestTimeout: 10_000 },
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
