import type { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { putEvents } from '../../outcomes/eventbridge-events';
import type { DetectedFailures, FailureEvent } from './detector-ports';

/** The bus on which product systems publish, too. */
export class EventBridgeDetectedFailures implements DetectedFailures {
  constructor(
    private readonly client: EventBridgeClient,
    private readonly busName: string,
  ) {}

  async publish({ source, type, detail, remedyId }: FailureEvent): Promise<void> {
    await putEvents(this.client, this.busName, remedyId, [{ source, type, detail }]);
  }
}
