import { Logger } from '@aws-lambda-powertools/logger';
import { MetricUnit, Metrics } from '@aws-lambda-powertools/metrics';
import type { Context } from 'aws-lambda';
import { RetryableError } from '../../flow/record/retryable-error';
import { allServices } from './all-services';
import { errorFacts, redactedError } from './error-facts';
import { TelemetryObserver } from './telemetry-observer';

/**
 * What is done around one run. middy knows it as a middleware; its own type is one of an ES module, and no CommonJS
 * program whose compiler reads all declarations could use ours.
 */
interface AroundRun {
  readonly before?: (request: { readonly context: Context }) => void;
  readonly after?: () => void;
  readonly onError?: (request: { error: Error | null }) => void;
}

/** Logs and metrics of one function. */
export interface Telemetry {
  readonly observer: () => TelemetryObserver;
  /** Adds the request's id to the log lines, logs errors, and publishes the metrics at the end. */
  readonly middleware: AroundRun;
}

/** Service name, namespace and log level come from the environment, read at the first use. */
export function telemetry(): Telemetry {
  let made: ReturnType<typeof makeTools> | undefined;
  const tools = () => (made ??= makeTools());
  const flush = (): void => {
    const { metrics, shared, observer } = tools();
    observer.end();
    for (const each of [metrics, shared]) if (each.hasStoredMetrics()) each.publishStoredMetrics();
  };
  const middleware: AroundRun = {
    before: ({ context }) => {
      const { logger, observer } = tools();
      // Of a run that was killed, whose id the lines have until now.
      observer.end();
      logger.addContext(context);
    },
    after: flush,
    onError: (request) => {
      const { logger, metrics } = tools();
      const { error } = request;
      const facts = errorFacts(error);
      // middy throws what stands here, and Lambda logs it.
      request.error = redactedError(error);
      if (error instanceof RetryableError) {
        logger.info('the event is delivered again', { ...facts });
        metrics.addMetric('Redelivered', MetricUnit.Count, 1);
      } else {
        logger.error('the event has to be delivered again', { ...facts });
      }
      flush();
    },
  };
  return { observer: () => tools().observer, middleware };
}

function makeTools() {
  const logger = new Logger();
  const metrics = new Metrics();
  const shared = new Metrics({ serviceName: allServices });
  return { logger, metrics, shared, observer: new TelemetryObserver(logger, metrics, shared) };
}
