import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import { TelemetryObserver } from '../../lambdas/runtime/telemetry/telemetry-observer';
import type { Telemetry } from '../../lambdas/runtime/telemetry/telemetry';

/** Says nothing, so that the output of the tests stays readable. */
export const silent: Telemetry = {
  observer: () =>
    new TelemetryObserver(
      new Logger({ logLevel: 'SILENT' }),
      new Metrics({ namespace: 'Test' }),
      new Metrics({ namespace: 'Test' }),
    ),
  middleware: { before: () => undefined },
};
