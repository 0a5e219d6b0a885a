import { randomUUID } from 'node:crypto';
import { pagerHeader, pagerSignature } from '../../../lambdas/detect/health/pager';
import { statusPageToken } from '../../../lambdas/detect/health/status-page';
import type { SignalSender } from './signal-sender';

/** Whoever is on call: a pager with its incidents, and a status page on which they say how things are. */
export class OnCall {
  constructor(private readonly sender: SignalSender) {}

  /** In the form and with the signature of PagerDuty's webhooks. */
  page(change: 'triggered' | 'resolved', incidentId: string, serviceId: string, began: Date, at: Date): void {
    const data = {
      id: incidentId,
      type: 'incident',
      status: change,
      created_at: began.toISOString(),
      title: 'Streaming is down',
      service: { id: serviceId, summary: 'Streaming', type: 'service_reference' },
    };
    const event = { id: randomUUID(), event_type: `incident.${change}`, resource_type: 'incident', data };
    const body = JSON.stringify({ event: { ...event, occurred_at: at.toISOString() } });
    this.sender.send('health', body, (secret) => ({ headers: { [pagerHeader]: pagerSignature(body, secret) } }));
  }

  /** In the form of a Statuspage's webhooks, which have no signature: its URL is the secret. */
  post(componentId: string, status: 'operational' | 'major_outage', at: Date): void {
    const time = at.toISOString();
    const body = JSON.stringify({
      meta: { documentation: 'https://status.example.com/' },
      page: { id: 'page_1', status_indicator: status === 'operational' ? 'none' : 'critical', status_description: '' },
      component_update: { id: randomUUID(), component_id: componentId, new_status: status, created_at: time },
      component: { id: componentId, name: 'Streaming', status, created_at: time },
    });
    this.sender.send('health', body, (secret) => ({ headers: {}, query: { page: statusPageToken(secret) } }));
  }
}
