import { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit, Metrics } from '@aws-lambda-powertools/metrics';
import type { MiddlewareObj } from '@middy/core';
import { RetryableError } from '../../flow/record/retryable-error';
import { TelemetryObserver } from './telemetry-observer';
import { once } from './once';

/** Logs and metrics of one function. */
export interface Telemetry {
  readonly observer: () => TelemetryObserver;
  /** Puts the request's id into the log lines, tells errors, and writes the metrics down in the end. */
  readonly middleware: MiddlewareObj<unknown, unknown>;
}

/** Service name, namespace and log level come from the environment, read at the first use. */
export function telemetry(): Telemetry {
  const tools = once(() => ({ logger: new Logger(), metrics: new Metrics() }));
  const observer = once(() => new TelemetryObserver(tools().logger, tools().metrics));
  const flush = (): void => {
    if (tools().metrics.hasStoredMetrics()) tools().metrics.publishStoredMetrics();
  };
  const middleware: Telemetry['middleware'] = {
    before: ({ context }) => tools().logger.addContext(context),
    after: flush,
    onError: ({ error }) => {
      const { logger, metrics } = tools();
      const facts = { errorName: error?.name, errorMessage: error?.message };
      if (error instanceof RetryableError) {
        logger.info('the event comes again', facts);
        metrics.addMetric('Redelivered', MetricUnit.Count, 1);
      } else {
        logger.error('the event has to be delivered again', facts);
      }
      flush();
    },
  };
  return { observer, middleware };
}
