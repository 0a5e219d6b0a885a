import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { putEvents } from '../outcomes/eventbridge-events';
import type { ReportPublisher } from './intake-context';
import { reportSource } from './report-source';
import type { ReportedFailure } from './reported-failure';

export class EventBridgeReportedFailures implements ReportPublisher {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly busName: string,
  ) {}

  async publish({ type, detail }: ReportedFailure): Promise<void> {
    await putEvents(this.client, this.busName, 'a report', [{ type, detail, source: reportSource }]);
  }
}
