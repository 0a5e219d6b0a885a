import { Logger } from '@aws-lambda-powertools/logger';
import { Metrics } from '@aws-lambda-powertools/metrics';
import type { MiddlewareObj } from '@middy/core';
import { TelemetryObserver } from './observer';
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
      const { name, message } = error ?? {};
      tools().logger.error('the event has to be delivered again', { errorName: name, errorMessage: message });
      flush();
    },
  };
  return { observer, middleware };
}
